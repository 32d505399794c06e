"""The month's buttons where cells take values as Excel takes them: not one cell of the workbook differs.

Codes, 期别 and 文号 that were written into a cell not made text first would become numbers and dates there.
"""

from __future__ import annotations

from functools import partial

import openpyxl
import pytest

from tests.buttons.conftest import press
from tests.hosts.excel_like import ExcelLike
from xltools.hosts.closed import open_closed

WRITTEN = ("调度表", "上报情况", "排名表", "市州排名表", "历史排名", "函件清单", "校验结果", "运行记录")
CLOCK = ("运行记录",)
"""Sheets that say when and how fast a button was pressed, as do the status cells."""


def contents(path):
    """Sheet → cell → value and its kind."""
    book = openpyxl.load_workbook(path)
    names = {n: d.attr_text.replace("$", "").replace("'", "") for n, d in book.defined_names.items()}
    status = {place for name, place in names.items() if name.startswith("状态_")}
    return {
        page.title: {
            cell.coordinate: (getattr(cell.value, "text", cell.value), cell.data_type)
            for row in page.iter_rows()
            for cell in row
            if cell.value is not None and f"{page.title}!{cell.coordinate}" not in status
        }
        for page in book
        if page.title not in CLOCK
    }


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_the_month_is_the_same_as_in_excel(month, office, monkeypatch):
    """The three buttons once more on the month's own results, all number formats cleared away."""
    with open_closed(office.workbook) as book:
        for name in WRITTEN:
            book.sheets[name].tables[name].data_body_range.number_format = "General"
        book.save()
    monkeypatch.setattr("xltools.press.open_closed", partial(open_closed, wrap=ExcelLike))
    for key in ("collect", "rank", "letters"):
        assert press(key, office).exit_code == 0
    plain, coerced = contents(month.sample.workbook), contents(office.workbook)
    assert plain.keys() == coerced.keys()
    for sheet, cells in plain.items():
        assert coerced[sheet] == cells, sheet
