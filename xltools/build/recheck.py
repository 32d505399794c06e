"""Sheet 公式校核: widths, number formats and a header; the button writes the live formulas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xltools.build.layout import HEADER_ROW, LAST_ROW, NOTE_ROW, TONES
from xltools.build.page import A3, set_page
from xltools.build.sheet import add_sheet, put_heading
from xltools.build.tables import Book, Place, rule_lines
from xltools.cells import column_letter
from xltools.formulas import ranking
from xltools.formulas.facts import COUNTS
from xltools.formulas.parts import Part
from xltools.formulas.ranking import AGREED, CITY, COUNTY, DISAGREED, PARAMETER

CODE = "Recheck"
_NOTE = "按“计分排名”后写入公式；“差异合计”“无法复算”“漏排县数”都应为0"
_WIDTHS = {"市州": 18, "县区": 16, "参数": 18, "行政区划代码": 14, "支出额": 14, "支出率分母": 14}
_MONEY = ("支出额", "支出率分母", "上年投入", "本年投入")
_WHOLE = (*COUNTS, "排名", "参评县数", "调度表行", "排名表行")
_GAP = 2
_SENTENCE = 6
"""The column of the verdict's sentence, from 0."""
_SCALE = 56
"""Per cent at which the counties' columns fill an A3 page."""


def add_recheck_sheet(book: Book) -> Worksheet:
    """The empty sheet of 公式校核, ready for `formulas.ranking.ranking_check`."""
    sheet = add_sheet(book, ranking.SHEET, CODE, "记录")
    put_heading(book, sheet, ranking.TITLE, "")
    put_parts(book, sheet, (COUNTY, CITY, PARAMETER), _WIDTHS, _number_format)
    for part in (COUNTY, CITY):
        mark_differences(book, sheet, part)
    put_verdict(book, sheet, _NOTE, _SENTENCE, (AGREED, DISAGREED))
    sheet.freeze_panes(HEADER_ROW + 1, COUNTY.columns.index("县区") + 1)
    _set_page(sheet)
    return sheet


def put_parts(
    book: Book,
    sheet: Worksheet,
    parts: Sequence[Part],
    widths: Mapping[str, float],
    number_format: Callable[[str], str],
) -> None:
    """Headers, widths and number formats of parts side by side, a narrow column between them."""
    sheet.set_row(HEADER_ROW, 33)
    for part in parts:
        for i, name in enumerate(part.columns, part.left - 1):
            sheet.set_column(i, i, widths.get(name, 11), book.look(num_format=number_format(name)))
            sheet.write(HEADER_ROW, i, name, book.look.header(False))
        rule_lines(book, Place(sheet, HEADER_ROW, part.left - 1), len(part.columns))
    for part in parts[:-1]:
        sheet.set_column(part.right, part.right, _GAP)


def put_verdict(book: Book, sheet: Worksheet, note: str, sentence: int, texts: tuple[str, str]) -> None:
    """The cells of row 3 that the button fills: figures, and in column `sentence` (from 0) their meaning."""
    sheet.write(NOTE_ROW, 0, note, book.look(bold=True))
    for i in range(1, sentence + 1):
        look = book.look(bold=True, num_format="0.00" if i == 1 else "General", align="left")
        sheet.write_blank(NOTE_ROW, i, None, look)
    for begins, tone in zip(texts, ("绿", "红"), strict=True):
        sheet.conditional_format(
            NOTE_ROW, sentence, NOTE_ROW, sentence,
            {"type": "text", "criteria": "begins with", "value": begins, "format": _tone(book, tone)},
        )  # fmt: skip


def mark_differences(book: Book, sheet: Worksheet, part: Part) -> None:
    """Red where 差异 is not 0, or says that the row cannot be computed."""
    column = part.left - 1 + part.columns.index("差异")
    cell = f"{column_letter(column + 1)}{HEADER_ROW + 2}"
    sheet.conditional_format(
        HEADER_ROW + 1, column, LAST_ROW, column,
        {"type": "formula", "criteria": f'=AND({cell}<>"",{cell}<>0)', "format": _tone(book, "红")},
    )  # fmt: skip


def _tone(book: Book, tone: str) -> Format:
    fill, ink, _ = TONES[tone]
    return book.look.difference(bg_color=fill, font_color=ink)


def _set_page(sheet: Worksheet) -> None:
    """Counties, cities and parameters each on pages of their own: side by side they would be too small."""
    set_page(sheet, 0, HEADER_ROW)
    sheet.set_paper(A3)
    sheet.set_print_scale(_SCALE)
    sheet.set_v_pagebreaks([CITY.left - 1, PARAMETER.left - 1])


def _number_format(name: str) -> str:
    if name in _MONEY:
        return "#,##0.00"
    if name in ("支出率", "序时目标"):
        return "0.00%"
    if name.endswith("得分") or name == "差异":
        return "0.00"
    return "0" if name in _WHOLE else "General"
