"""The small parts of the engine: ways over cells, values, what cells show."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xltools.cells import Box, CellValue, Grid, Uncalculated
from xltools.hosts.livecells import LiveCells
from xltools.hosts.regions import end_of, region_around
from xltools.hosts.shown import shown, surely_shown
from xltools.hosts.values import constant, plain


@pytest.mark.parametrize(
    ("start", "step", "to"),
    [
        (1, 1, 2),
        (2, 1, 5),
        (3, 1, 5),
        (5, 1, 6),
        (6, 1, 99),
        (9, 1, 99),
        (6, -1, 5),
        (5, -1, 2),
        (2, -1, 1),
        (50, -1, 6),
        (4, -1, 2),
    ],
)
def test_ctrl_arrow(start: int, step: int, to: int) -> None:
    """Over the line 满满空空满满 (1, 2 and 5, 6 are filled), checked against Excel's rule by hand."""
    assert end_of([True, True, False, False, True, True], start, step, 99) == to


def test_ctrl_arrow_over_nothing() -> None:
    """To the edges of the sheet."""
    assert end_of([], 5, -1, 99) == 1
    assert end_of([], 5, 1, 99) == 99


def region(cells: str, box: Box) -> Box:
    """The region around a box in a picture of filled (x) and blank (.) cells from A1."""
    live = LiveCells(Grid("表", [[1.0 if c == "x" else None for c in row] for row in cells.split()]))
    return region_around(box, live.used(), live.read)


def test_ctrl_star_takes_in_corners() -> None:
    """Cells that touch at a corner belong together; a blank row or column is the border."""
    assert region("xx... xx... ..x.. ..... x....", (1, 1, 1, 1)) == (1, 1, 3, 3)
    assert region("xx... xx... ..x.. ..... x....", (5, 1, 5, 1)) == (5, 1, 5, 1)
    assert region("..... .xx.. .xx..", (1, 1, 1, 1)) == (1, 1, 3, 3)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (np.int64(3), 3),
        (np.float32(0.5), 0.5),
        (np.bool_(True), True),
        (pd.Timestamp("2024-01-02", tz="Asia/Shanghai"), dt.datetime(2024, 1, 2)),
        (np.datetime64("2024-01-02T03:04:05.123456789"), dt.datetime(2024, 1, 2, 3, 4, 5, 123456)),
        (np.str_("a"), "a"),
        *[(nothing, None) for nothing in (np.nan, pd.NaT, pd.NA, "", np.datetime64("NaT"))],
    ],
)
def test_values_become_pythons_own(value: Any, expected: Any) -> None:
    """So that every engine can write them."""
    assert plain(value) == expected
    assert type(plain(value)).__module__ in ("builtins", "datetime", "numpy") or value is None


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.5, "0.00%", "50.00%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (3.0, "General", "3"),
        (1 / 3, "General", "0.33333333333"),
        (dt.datetime(2024, 9, 30), "yyyy-mm-dd", "2024-09-30"),
        (None, "General", ""),
        ("甲", "@", "甲"),
    ],
)
def test_what_a_cell_shows(value: CellValue, code: str, text: str) -> None:
    """Enough to measure a column by."""
    assert shown(value, code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.5, "0.00%", "50.00%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (3.0, "General", "3"),
        ("甲", "¥#,##0", "甲"),
        (1234.5, "¥#,##0", None),
        (1234.5, "0.0,万", None),
        (dt.datetime(2024, 9, 30), "yyyy-mm-dd", None),
    ],
)
def test_what_a_cell_surely_shows(value: CellValue, code: str, text: str | None) -> None:
    """To the last character; a filter goes by it."""
    assert surely_shown(value, code) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (5.0, "5"),
        (0.1, "0.1"),
        (True, "TRUE"),
        (dt.datetime(2024, 9, 30), "45565"),
        (dt.datetime(1, 1, 1), "0001-01-01 00:00:00"),
        (Uncalculated("A1"), "=A1"),
    ],
)
def test_a_constant_as_its_formula_text(value: CellValue, text: str) -> None:
    """As Excel's formula bar shows it; a day that no Excel has, as it was typed. Found by make fuzz."""
    assert constant(value) == text


BOXES = st.tuples(st.integers(1, 6), st.integers(1, 6), st.integers(0, 3), st.integers(0, 3)).map(
    lambda t: (t[0], t[1], t[0] + t[2], t[1] + t[3])
)


@given(writes=st.lists(st.tuples(BOXES, st.sampled_from([1.0, "x", None])), max_size=8))
@settings(max_examples=60, deadline=None)
def test_live_cells_are_what_was_last_written(writes: list[tuple[Box, CellValue]]) -> None:
    """Against a dictionary of cells."""
    live, model = LiveCells(Grid("表", [["a", "b"]], top=2, left=2)), {(2, 2): "a", (2, 3): "b"}
    for box, value in writes:
        height, width = box[2] - box[0] + 1, box[3] - box[1] + 1
        if value is None:
            live.clear(box)
        else:
            live.write(box, [[value] * width] * height)
        model |= {(r, c): value for r in range(box[0], box[2] + 1) for c in range(box[1], box[3] + 1)}
    assert live.read((1, 1, 10, 10)) == [[model.get((r, c)) for c in range(1, 11)] for r in range(1, 11)]
    filled = [place for place, value in model.items() if value is not None]
    rows, columns = {r for r, _ in filled}, {c for _, c in filled}
    assert live.used() == ((min(rows), min(columns), max(rows), max(columns)) if filled else None)
