"""Whole new rows are made column by column, and nobody can tell from the file."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.ooxml.test_sheetxml import after, book
from xltools.cells import CellError
from xltools.errors import HostError
from xltools.ooxml import freshrows
from xltools.ooxml.patch import Patch

ODD = st.sampled_from(
    [
        *(None, True, False, 0, -0.0, 7, 1e300, math.nan, pd.NaT, pd.NA, np.float64(2.5), np.int64(3)),
        *("", "=1+1", "@x", " 两边 ", "一\n二", "a<b&c", "\x0b", "_x000D_", "文字", "0012"),
        *(dt.datetime(2025, 3, 1), dt.datetime(2025, 3, 1, 12, 30), dt.date(1900, 1, 1), dt.time(8, 0)),
        *(Decimal("1.10"), CellError("#REF!"), np.datetime64("2025-03-01"), pd.Timestamp(2025, 3, 1)),
    ]
)
COLUMN = st.one_of(
    st.lists(st.one_of(st.none(), st.floats(allow_infinity=False)), min_size=9, max_size=9),
    st.lists(st.one_of(st.none(), st.text(max_size=4), st.just("常见")), min_size=9, max_size=9),
    st.lists(st.one_of(st.none(), st.dates(dt.date(1900, 1, 1))), min_size=9, max_size=9),
    st.lists(ODD, min_size=9, max_size=9),
)
COLUMNS = '<cols><col min="3" max="4" width="9" style="3"/></cols>'


def written(path: Path, rows: list[tuple[object, ...]], many: int) -> Patch:
    """A block from B5 on, below two rows that are there; by columns where it has at least `many` rows."""
    patch = Patch(path)
    with pytest.MonkeyPatch.context() as held:
        held.setattr(freshrows, "MANY", many)
        patch.write("表", 5, 2, rows)
    return patch


def seen(patch: Patch) -> str:
    """The sheet part as C14N, each style as its number format: their order is open."""
    root = etree.fromstring(after(patch).encode())
    for cell in root.iter("{*}c"):
        if "s" in cell.attrib:
            cell.set("s", patch.styles.number_format(int(cell.attrib["s"])))
    return etree.tostring(root, method="c14n").decode()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(columns=st.lists(COLUMN, min_size=1, max_size=4), properties=st.sampled_from(["", 'date1904="1"']))
def test_the_file_is_the_same_as_cell_by_cell(tmp_path, columns, properties):
    """Every kind of value, styles of columns, the sheet's extent; also when more is asked afterwards."""
    if properties and any(isinstance(v, (dt.date, np.datetime64)) for column in columns for v in column):
        return
    path = book(tmp_path / "b.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"/>', head=COLUMNS)
    rows = list(zip(*columns, strict=True))
    fast, slow = written(path, rows, 2), written(path, rows, 10_000)
    assert seen(fast) == seen(slow)
    for patch in (fast, slow):
        patch.set("表", 2, 1, "后").set("表", 6, 1, "旁").bold("表", "B5:C7").fill("表", "B6", (1, 2, 3))
    assert seen(fast) == seen(slow)


def test_rows_made_at_once_are_found_and_changed_like_any_other(tmp_path):
    """They count as written, may be cleared, and a table may be made to hold them."""
    path = book(tmp_path / "b.xlsx", '<row r="1"><c r="A1" t="inlineStr"><is><t>列</t></is></c></row>')
    patch = Patch(path)
    table = patch.add_table("表", "A1:A2", "甲", ["列"])
    patch.write("表", 3, 1, [[number] for number in range(1, 13)])
    patch.resize_table(table, "A1:A14", ["列"])
    patch.clear("表", "A13")
    text = after(patch)
    assert text.count("<v>") == 11
    assert '<dimension ref="A1:A14"/>' in text or "<dimension" not in text


@pytest.mark.parametrize("bad", [math.inf, 10**17 + 1, "长" * 40_000, object()])
def test_a_value_that_does_not_fit_is_named_with_its_cell_and_nothing_is_written(tmp_path, bad):
    """The sentence is that of the way cell by cell."""
    path = book(tmp_path / "b.xlsx", "")
    before = after(Patch(path))
    patch = Patch(path)
    with pytest.raises(HostError, match="表!C11："):
        patch.write("表", 3, 2, [*[[1.0, 2.0]] * 8, [1.0, bad], [1.0, 2.0]])
    assert after(patch) == before


def test_a_block_over_rows_that_are_there_keeps_what_stands_beside_it(tmp_path):
    """New rows are only those of which nothing is known."""
    path = book(tmp_path / "b.xlsx", '<row r="4"><c r="A4"><v>44</v></c></row>')
    text = after(Patch(path).write("表", 1, 2, [[float(number)] for number in range(1, 13)]))
    assert "<v>44</v>" in text
    assert text.count("<v>") == 13
