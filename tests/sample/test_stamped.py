"""A stamped form is the form that would have been made."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests.sample.conftest import PERIOD, SEED
from xltools.sample.layouts import on_form
from xltools.sample.page import book_bytes
from xltools.sample.province import County
from xltools.sample.returns import record_of
from xltools.sample.settling import settle
from xltools.sample.stamped import form_bytes


def cells(data: bytes) -> list[object]:
    """Values, formulas, types and looks of every cell, and the title."""
    found: list[object] = []
    for values in (True, False):
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=values)
        found.append(book.properties.title)
        found += [
            (cell.value, cell.data_type, cell.number_format, cell.fill.fgColor.rgb, cell.protection.locked)
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
        ]
    return found


@pytest.mark.parametrize("ranked", [True, False])
def test_cell_for_cell_also_where_another_county_was_stamped_before(
    counties: list[County], ranked: bool
) -> None:
    """The county's own name needs escaping, so that nothing relies on names being plain."""
    one, two = [c for c in counties if c.ranked is ranked][:2]
    for county, title in ((one, "一"), (two, "甲 & 乙 <县>")):
        record = record_of(county, PERIOD, SEED) | {"县区": f"{county.name} & <区>"}
        page = on_form(record)
        settle(page)
        assert cells(form_bytes(page, title)) == cells(book_bytes([page], title))
