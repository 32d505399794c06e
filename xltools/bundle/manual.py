"""使用说明.txt: one page for the officer, with the names and versions of this very folder."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

from xltools import __version__
from xltools.bundle.manifest import NOT_CHECKED
from xltools.bundle.own import EXAMPLES, WITHOUT_MACROS

MANUAL = "使用说明.txt"


def manual(python: str, workbooks: Iterable[str]) -> bytes:
    """The page, as Notepad shows it right: UTF-8 with a mark, CRLF."""
    text = resources.files("xltools.bundle").joinpath("texts", MANUAL).read_text(encoding="utf-8")
    books = "、".join(f"“{name}”" for name in workbooks if name.endswith(".xlsm"))
    filled = text.format(
        version=__version__, python=python, macro_books=books, not_checked=NOT_CHECKED,
        without_macros=WITHOUT_MACROS, examples=EXAMPLES,
    )  # fmt: skip
    return filled.replace("\n", "\r\n").encode("utf-8-sig")
