"""县级填报.xlsx: what a county fills in each month and sends up (第11条、第12条)."""

from __future__ import annotations

from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xltools.build import county_form as form
from xltools.build.guide import Section, add_guide
from xltools.build.layout import GREY_INK, INK, INPUT_CELL, LINE, PROGRAM_HEADER, Look, width
from xltools.build.page import A3
from xltools.build.sheet import add_sheet
from xltools.build.tables import Book
from xltools.build.validation import validation
from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.model import Kind

NAME = "县级填报"
TITLE = "财政衔接推进乡村振兴补助资金调度表（县级填报）"
CODE = "CountyReturn"

PROTECTION = {"format_columns": True, "format_rows": True}
"""Allowed although the sheet is protected; there is no password."""

_TITLE, _FILLER, _STATUS, _HEADER = 0, 1, 2, form.HEADER_ROW - 1
_FRAMED = {"border": 1, "border_color": LINE}
WRONG_FILL, MISSING_FILL = "#FF9999", "#FFD9A0"
_MONEY = "#,##0.00####"
"""An amount shows every decimal that was typed, down to 分."""

FILLERS = (("填报单位：", 0, 1, 2), ("截至日期：", 3, 4, 4), ("填报人：", 5, 6, 7), ("联系电话：", 8, 9, 11))
"""Label, its column, and the first and last column of its blank."""

NOTES = (
    "填报说明：1.一行一个县一个期别，各栏为当年1月1日起的累计数，单位万元、个；没有的填0，不要空着，不要填“无”“—”。",
    "2.合计和支出进度自动计算，不用填。支出不大于到位，到位不大于下达；完工数不大于开工数，开工数不大于项目总数。",
    "3.没有衔接资金任务的县，“是否参评”填“否”，数字栏可以空着。红色的格请改正，橙色的格请补填。",
)
SIGNATURES = (
    "单位负责人（签字）：　　　　　　　　　财政部门（盖章）：　　　　　　　　　乡村振兴部门（盖章）："
)

SECTIONS = (
    Section("三步", (
        ("一、填", "打开“调度表”，填浅黄色的格：先填表头上方的填报单位、截至日期、填报人、联系电话，"
         "再一行填一个期别。"),
        ("二、查", "看标题下面的“自动检查”：显示“通过，可以上报”再报。"
         "红色的格是不合理的数，橙色的格是漏填。"),
        ("三、报", "保存，按要求的时间把本文件报上级。文件名可以改，建议写明县区和期别；"
         "工作表名和表头请勿改动。"),
    )),
    Section("怎么填", (
        ("调度表", "一县一行；市（州）代为汇总的，可以一县一行往下填，共20行。"),
        ("期别", "年-月，如 2024-09；是数据截止的那个月。"),
        ("行政区划代码", "六位国标代码，如 511002；以代码识别，县名相同也不会混。"),
        ("金额", "万元，可以带小数（保留到分，即小数点后六位）。从别处粘贴时请用“选择性粘贴—数值”。"),
        ("累计数", "下达、到位、支出都是当年1月1日起的累计，本月不应小于上月。"),
        ("上年、本年市县投入", "市级和县级财政安排的衔接资金，上年为全年数，本年为累计数。"),
        ("问题项目数", "项目库系统中存在数据质量问题的项目数，不大于在库项目数。"),
        ("保护", "表头和公式格受保护（没有密码），防止误改；“审阅—撤销工作表保护”可以解除。"),
        ("有问题找谁", "口径和填报问题，请问上级乡村振兴、财政部门的联系人。"),
    )),
)  # fmt: skip

COLOURS = (
    ("浅黄格", INPUT_CELL, "由您填写"),
    ("灰色格", PROGRAM_HEADER, "自动计算，不用填"),
    ("红色格", WRONG_FILL, "不合理：不是数、小于0、支出大于到位、到位大于下达、完工大于开工等，请改正"),
    ("橙色格", MISSING_FILL, "漏填，没有的请填0"),
)


def build(workbook: Workbook) -> None:
    """Fill an empty workbook: the guide and the form, opening on the form."""
    book = Book(workbook, Look(workbook))
    heading = ("县级填报说明", "只填“调度表”一张表，保存后上报")
    add_guide(book, heading, SECTIONS, COLOURS, (DISPATCH.name,))
    add_form(book).activate()


def add_form(book: Book) -> Worksheet:
    """The form: title, who fills it, one line of automatic checking, header, rows, notes."""
    sheet = add_sheet(book, DISPATCH.name, CODE, "填报")
    _put_top(book, sheet)
    _put_header(book, sheet)
    for i, name in enumerate(form.COLUMNS):
        _put_column(book, sheet, i, name)
    _put_bottom(book, sheet)
    _set_page(sheet)
    sheet.freeze_panes(form.FIRST - 1, form.COLUMNS.index("县区") + 1)
    sheet.protect("", PROTECTION)
    return sheet


def _put_top(book: Book, sheet: Worksheet) -> None:
    sheet.set_row(_TITLE, 32)
    sheet.set_row(_FILLER, 24)
    sheet.set_row(_STATUS, 22)
    sheet.write(_TITLE, 0, TITLE, book.look.title)
    blank: dict[str, Any] = {"locked": False, "bg_color": INPUT_CELL, "bottom": 1, "bottom_color": LINE}
    for label, at, first, last in FILLERS:
        sheet.write(_FILLER, at, label, book.look(align="right"))
        number_format = "yyyy-mm-dd" if label.startswith("截至日期") else "@"
        look = book.look(**blank, num_format=number_format, align="left")
        if first == last:
            sheet.write_blank(_FILLER, first, None, look)
        else:
            sheet.merge_range(_FILLER, first, _FILLER, last, None, look)
    sheet.write(_FILLER, 13, "单位：万元、个", book.look(bold=True))
    sheet.write_formula(
        _STATUS, 0, form.status_formula(), book.look(bold=True, font_color=INK), form.UNFILLED
    )


def _put_header(book: Book, sheet: Worksheet) -> None:
    column = 0
    sheet.set_row(_HEADER, 24)
    sheet.set_row(_HEADER + 1, 24)
    for band in form.BANDS:
        look = book.look.header(band.text not in ("合计", form.RATE))
        if band.lower:
            sheet.merge_range(_HEADER, column, _HEADER, column + len(band.lower) - 1, band.text, look)
            sheet.write_row(_HEADER + 1, column, band.lower, look)
        else:
            sheet.merge_range(_HEADER, column, _HEADER + 1, column, band.text, look)
        column += max(1, len(band.lower))


def _put_column(book: Book, sheet: Worksheet, i: int, name: str) -> None:
    sheet.set_column(i, i, _width(name), book.look())
    look = _cell_look(book, name)
    for row in range(form.FIRST, form.LAST + 1):
        if name in form.TOTALS:
            sheet.write_formula(row - 1, i, form.total_formula(name, row), look, "")
        elif name == form.RATE:
            sheet.write_formula(row - 1, i, form.rate_formula(row), look, "")
        else:
            sheet.write_blank(row - 1, i, None, look)
    if name in form.INPUTS:
        _guard(book, sheet, i, name)


def _guard(book: Book, sheet: Worksheet, i: int, name: str) -> None:
    """Refuse while typing; colour what was pasted wrong or left out."""
    box = (form.FIRST - 1, i, form.LAST - 1, i)
    figure = name not in form.BASICS
    options = form.figure_rule(name) if figure else validation(DISPATCH.column(name), form.FIRST - 1, i)
    if options is not None:
        sheet.data_validation(*box, options)
    if figure:
        red = book.look.difference(bg_color=WRONG_FILL, font_color="#9C0006", bold=True)
        sheet.conditional_format(*box, {"type": "formula", "criteria": form.wrong(name), "format": red})
    orange = book.look.difference(bg_color=MISSING_FILL)
    sheet.conditional_format(*box, {"type": "formula", "criteria": form.missing(name), "format": orange})


def _cell_look(book: Book, name: str) -> Any:
    if name in form.TOTALS:
        return book.look(num_format=_MONEY, bg_color=PROGRAM_HEADER, align="right", **_FRAMED)
    if name == form.RATE:
        return book.look(num_format="0.00%", bg_color=PROGRAM_HEADER, align="right", **_FRAMED)
    column = DISPATCH.column(name)
    more: dict[str, Any] = {"locked": False, "bg_color": INPUT_CELL, **_FRAMED}
    if column.kind is Kind.MONEY:
        more["num_format"] = _MONEY
    return book.look.cell(column, **more)


def _width(name: str) -> float:
    if name in form.TOTALS or name == form.RATE:
        return 12
    return min(width(DISPATCH.column(name)), 14)


def _put_bottom(book: Book, sheet: Worksheet) -> None:
    for row, text in enumerate((*NOTES, SIGNATURES), form.LAST + 1):
        last = text is SIGNATURES
        look = book.look() if last else book.look(font_size=9, font_color=GREY_INK)
        sheet.write_string(row + last, 0, text, look)
    sheet.ignore_errors({"number_stored_as_text": f"A{form.FIRST}:F{form.LAST}"})


def _set_page(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.set_footer("&C&9第&P页 共&N页")
