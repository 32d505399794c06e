"""Sheet 公式校核 of 资金分配: widths, number formats and headers; the button writes the live formulas."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from xltools.build.layout import HEADER_ROW
from xltools.build.page import A3, set_page
from xltools.build.recheck import CODE, mark_differences, put_parts, put_verdict
from xltools.build.sheet import add_sheet, put_heading
from xltools.build.tables import Book
from xltools.formulas.allocation import AGREED, AMOUNTS, COUNTY, DISAGREED, PARAMETER, PARTS, POOLS, TITLE
from xltools.formulas.ranking import SHEET

_NOTE = "按“测算分配”后写入公式；“差异合计”“无法复算”“漏排行数”“资金池差额”都应为0"
_WIDTHS = {"县区": 16, "参数": 20, "行政区划代码": 14, "生效值": 14, "资金池": 14, "可分配资金": 14}
_SENTENCE = 8
"""The column of the verdict's sentence, from 0."""
_SCALE = 50
"""Per cent at which the counties' columns fill an A3 page."""

_SHARES = ("人群占比", "收入占比", "政策占比", "绩效占比", "综合占比")
_FINE = ("绩效权数", "取整前测算额", "取整前调整额", "测算余数", "调整余数", "绩效系数", "差异")
_RATES = (
    "收入权数",
    "保底倍率",
    "封顶倍率",
    "转折倍率",
    "调整倍率",
    "增速",
    "转折处合计",
    "保底处合计",
    "封顶处合计",
)
_AS_THEY_ARE = ("参数", "生效值", "资金级次", "行政区划代码", "县区", "绩效等次")


def add_allocation_recheck(book: Book) -> Worksheet:
    """The empty sheet, ready for `formulas.allocation.allocation_check`."""
    sheet = add_sheet(book, SHEET, CODE, "记录")
    put_heading(book, sheet, TITLE, "")
    put_parts(book, sheet, PARTS, _WIDTHS, _number_format)
    mark_differences(book, sheet, AMOUNTS)
    put_verdict(book, sheet, _NOTE, _SENTENCE, (AGREED, DISAGREED))
    sheet.freeze_panes(HEADER_ROW + 1, COUNTY.columns.index("县区") + 1)
    set_page(sheet, 0, HEADER_ROW)
    sheet.set_paper(A3)
    sheet.set_print_scale(_SCALE)
    sheet.set_v_pagebreaks([part.left - 1 for part in (AMOUNTS, POOLS, PARAMETER)])
    return sheet


def _number_format(name: str) -> str:
    if name in _SHARES:
        return "0.0000%"
    if name in _FINE:
        return "#,##0.0000"
    if name in _RATES:
        return "0.0000E+00"
    return "General" if name in _AS_THEY_ARE else "#,##0"
