"""The macros of one workbook: its VBA project and the two hidden sheets its code reads."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path

import xlwings as xw

from xltools.build.macros.config import add_config_sheet
from xltools.build.macros.modules import (
    Module,
    class_module,
    sheet_module,
    standard_module,
    workbook_module,
)
from xltools.build.macros.project import vba_project
from xltools.build.macros.texts import add_texts_sheet
from xltools.build.macros.udf_module import NAME as FUNCTIONS
from xltools.build.macros.udf_module import function_help, udf_module
from xltools.build.tables import Book
from xltools.buttons import Button

WORKBOOK_CODE = "ThisWorkbook"
BUTTONS, RUN = "XltoolsButtons", "XltoolsRun"
STOCK = {"xlwings": "xlwings.bas", "Dictionary": "addin/Dictionary.cls"}
"""xlwings' own modules (BSD; Dictionary MIT) as the installed package has them, licence notes included."""


DESCRIBES = "Private Sub Worksheet_Activate()\n    XtDescribe\nEnd Sub\n"
"""For a sheet that shows the functions: once it is looked at, Excel's function wizard knows their help."""


def macro(button: Button) -> str:
    """The Sub a button runs."""
    return f"Press_{button.key}"


def add_macros(book: Book, name: str, buttons: Iterable[Button], code: Mapping[str, str]) -> None:
    """Make the workbook one with macros; its own sheets must all be there.

    `code` is the source of a sheet's own module by the sheet's code name.
    """
    mine = list(buttons)
    add_config_sheet(book)
    helps = [(f"function:{f.name}", f.description, f.category, *f.arguments) for f in function_help()]
    add_texts_sheet(book, mine, helps)
    sheets = (sheet_module(s.vba_codename, code.get(s.vba_codename, "")) for s in book.workbook.worksheets())
    modules = (workbook_module(WORKBOOK_CODE), *sheets, *_procedures(mine))
    book.workbook.add_vba_project(io.BytesIO(vba_project(name, modules)), is_stream=True)


def _procedures(buttons: Iterable[Button]) -> Iterator[Module]:
    yield from _stock()
    yield standard_module(RUN, resources.files(__package__).joinpath(f"{RUN}.bas").read_text("ascii"))
    yield standard_module(BUTTONS, buttons_source(buttons))
    yield standard_module(FUNCTIONS, udf_module())


def _stock() -> Iterator[Module]:
    package = Path(xw.__file__).parent
    for name, file in STOCK.items():
        make = class_module if file.endswith(".cls") else standard_module
        yield make(name, package.joinpath(file).read_text("ascii"))


def buttons_source(buttons: Iterable[Button]) -> str:
    """One Sub a button, one line each."""
    subs = (f'Public Sub {macro(b)}()\n    XtRun "{b.key}"\nEnd Sub\n' for b in buttons)
    return "\n".join(("Option Explicit\n", *subs))
