"""Sheet 公式校核: widths, number formats and a header; the button writes the live formulas."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from xltools.build.layout import HEADER_ROW, NOTE_ROW
from xltools.build.page import set_page
from xltools.build.sheet import add_sheet, put_heading
from xltools.build.tables import Book
from xltools.formulas import ranking
from xltools.formulas.facts import COUNTS
from xltools.formulas.ranking import CITY, COUNTY, PARAMETER

CODE = "Recheck"
_NOTE = "按“计分排名”后写入公式；“差异合计”“无法复算”“漏排县数”都应为0"
_WIDTHS = {"市州": 18, "县区": 16, "参数": 18, "行政区划代码": 14, "支出额": 14, "支出率分母": 14}
_MONEY = ("支出额", "支出率分母", "上年投入", "本年投入")
_WHOLE = (*COUNTS, "排名", "参评县数", "调度表行", "排名表行")
_GAP = 2


def add_recheck_sheet(book: Book) -> Worksheet:
    """The empty sheet of 公式校核, ready for `formulas.ranking.ranking_check`."""
    sheet = add_sheet(book, ranking.SHEET, CODE, "记录")
    put_heading(book, sheet, ranking.TITLE, "")
    sheet.write(NOTE_ROW, 0, _NOTE, book.look(bold=True))
    sheet.set_row(HEADER_ROW, 33)
    for part in (COUNTY, CITY, PARAMETER):
        for i, name in enumerate(part.columns, part.left - 1):
            sheet.set_column(i, i, _WIDTHS.get(name, 11), book.look(num_format=_number_format(name)))
            sheet.write(HEADER_ROW, i, name, book.look.header(False))
    for part in (COUNTY, CITY):
        sheet.set_column(part.right, part.right, _GAP)
    sheet.freeze_panes(HEADER_ROW + 1, COUNTY.columns.index("县区") + 1)
    set_page(sheet, 11 * PARAMETER.right, HEADER_ROW)
    return sheet


def _number_format(name: str) -> str:
    if name in _MONEY:
        return "#,##0.00"
    if name in ("支出率", "序时目标"):
        return "0.00%"
    if name.endswith("得分") or name == "差异":
        return "0.00"
    return "0" if name in _WHOLE else "General"
