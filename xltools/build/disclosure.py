"""Sheet 公示表: what the public is told above, the counties below, ready for a web page (第3条 公开)."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from xltools.build.layout import HEADER_ROW, LINE, TO_CALCULATE, width
from xltools.build.page import set_page
from xltools.build.sheet import add_sheet, put_heading
from xltools.build.tables import Book, Place, calm_text_numbers, put_table
from xltools.cells import column_letter
from xltools.tables.declared.disclosure import DISCLOSURE, DISCLOSURE_LINES, DISCLOSURE_NOTES

CODE = "Disclosure"
NOTE = "“公示状态”为草稿的请勿对外；确认以后，把下面两块一起复制到门户网站，或用同一文件夹的公示文件"

TABLE_ROW = HEADER_ROW + len(DISCLOSURE_LINES) + 1
"""The header of 公示表, one row below the block of lines."""

_NOTES_COLUMN = len(DISCLOSURE.names) + 1
_HEIGHTS = {"分配依据": 38.0, "分配办法": 92.0, "公示时间": 20.0}
_HEIGHT = 20.0


def add_disclosure_sheet(book: Book) -> Worksheet:
    """公示表 on the left, 公示说明 on its right; the block above shows the latter over the whole width."""
    sheet = add_sheet(book, DISCLOSURE.name, CODE, "结果")
    put_heading(book, sheet, DISCLOSURE.title, NOTE)
    main, notes = Place(sheet, TABLE_ROW), Place(sheet, TABLE_ROW, _NOTES_COLUMN)
    put_table(book, main, DISCLOSURE, autofilter=False)
    put_table(book, notes, DISCLOSURE_NOTES, autofilter=False)
    calm_text_numbers(sheet, [(main, DISCLOSURE), (notes, DISCLOSURE_NOTES)])
    sheet.set_row(TABLE_ROW, 33)
    for row, line in enumerate(DISCLOSURE_LINES, HEADER_ROW):
        _put_line(book, sheet, row, line)
    sheet.freeze_panes(TABLE_ROW + 1, 0)
    set_page(sheet, sum(width(DISCLOSURE.column(n)) for n in DISCLOSURE.names), TABLE_ROW,
             printed=len(DISCLOSURE.names))  # fmt: skip
    sheet.set_portrait()
    return sheet


def _put_line(book: Book, sheet: Worksheet, row: int, line: str) -> None:
    """The line's name, and its text over the other columns of 公示表."""
    framed = {"border": 1, "border_color": LINE}
    last = len(DISCLOSURE.names) - 1
    sheet.set_row(row, _HEIGHTS.get(line, _HEIGHT))
    sheet.write_string(row, 0, line, book.look(bold=True, align="center", text_wrap=True, **framed))
    look = book.look(text_wrap=True, indent=1, align="left", **framed)
    sheet.merge_range(row, 1, row, last, None, look)
    sheet.write_formula(row, 1, line_formula(line), look, TO_CALCULATE)


def line_formula(line: str) -> str:
    """The 内容 of a line, wherever it stands in 公示说明."""
    first = TABLE_ROW + 2
    names, texts = (
        f"${letter}${first}:${letter}${first + len(DISCLOSURE_LINES) - 1}"
        for letter in (column_letter(_NOTES_COLUMN + 1), column_letter(_NOTES_COLUMN + 2))
    )
    return f'=IFERROR(INDEX({texts},MATCH("{line}",{names},0)),"{TO_CALCULATE}")'
