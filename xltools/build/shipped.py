"""Which workbooks there are, and how each is written: the same declarations, the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook

from xltools.build import county_return, dispatch_ranking
from xltools.build.layout import COLUMN_PIXELS, FONT, ROW_PIXELS, TO_CALCULATE

WORKBOOKS: dict[str, tuple[str, Callable[[Workbook], None]]] = {
    dispatch_ranking.NAME: (dispatch_ranking.TITLE, dispatch_ranking.build),
    county_return.NAME: (county_return.TITLE, county_return.build),
}
"""Name → title and the function that fills it."""

_CREATED = dt.datetime(2024, 1, 1)
"""A fixed date: the file must not change when nothing in it does."""

_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
_VALUE = re.compile(rb' t="str"(><f>[^<]*</f>)<v>%b</v>' % TO_CALCULATE.encode())

_GB2312 = 134
"""The character set Chinese Excel writes for a Chinese font."""


def workbook_bytes(name: str) -> bytes:
    """The .xlsx of a shipped workbook."""
    title, build = WORKBOOKS[name]
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, _options())
    workbook.set_vba_name("ThisWorkbook")
    workbook.set_properties({"title": title, "created": _CREATED})
    workbook.set_size(2400, 1500)
    build(workbook)
    workbook.close()
    return _settled(buffer.getvalue())


def _options() -> dict[str, Any]:
    """XlsxWriter's options, new each time: it writes into what it is given.

    Without the font scheme "none" Excel would show the theme's font in place of ours.
    """
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_format_properties": {
            "font_name": FONT, "font_size": 10, "font_scheme": "none", "font_charset": _GB2312,
        },
        "default_row_height": ROW_PIXELS,
        "default_column_width": COLUMN_PIXELS,
    }  # fmt: skip


def _settled(content: bytes) -> bytes:
    """The package with the formulas that show TO_CALCULATE left without a value, which XlsxWriter cannot.

    Excel calculates every formula on opening; LibreOffice only those that have none.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(buffer, "w") as package:
        for part in made.infolist():
            data = _VALUE.sub(rb"\1", made.read(part)) if _SHEET.fullmatch(part.filename) else made.read(part)
            package.writestr(part, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def build_workbooks(folder: Path) -> list[Path]:
    """Write every workbook into `folder`; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in WORKBOOKS:
        path = folder / f"{name}.xlsx"
        path.write_bytes(workbook_bytes(name))
        paths.append(path)
    return paths
