"""How a sheet prints: landscape, one page wide, header repeated, page numbers below."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

A4, A3 = 9, 8
_A4_CHARACTERS = 190
"""A sheet wider than this many characters would print too small on A4."""


def set_page(
    sheet: Worksheet,
    characters: float,
    header_row: int | None = None,
    one_page: bool = False,
    printed: int | None = None,
) -> None:
    """A4, or A3 when the columns are `characters` wide; `header_row` (from 0) is repeated on each page.

    `printed`: how many columns print, from the left; all when None.
    """
    sheet.set_landscape()
    sheet.set_paper(A3 if characters > _A4_CHARACTERS else A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 1 if one_page else 0)
    sheet.center_horizontally()
    sheet.set_header("&R&9&A")
    sheet.set_footer("&C&9第&P页 共&N页")
    if printed is not None:
        sheet.print_area(0, 0, sheet.xls_rowmax - 1, printed - 1)
    if header_row is not None:
        sheet.repeat_rows(header_row)
