"""Many counties' forms from one: each shape is made once, a county's values are stamped into it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from xltools.cells import address
from xltools.ooxml.save import rewritten
from xltools.sample.page import Cell, Page, book_bytes

_STRINGS, _PROPERTIES = "xl/sharedStrings.xml", "docProps/core.xml"
_TITLE = "标题"
_MARK = re.compile(r"⟦(\w+)⟧")
_VALUE = re.compile(r'(<c r="([A-Z]+\d+)"[^>]*>(?:<f>[^<]*</f>)?<v>)[^<]*(?=</v>)')

Shape = tuple[tuple[tuple[int, int], str, str, str], ...]
"""Place, look, formula and type of value of every cell of a page."""


def form_bytes(page: Page, title: str) -> bytes:
    """What `book_bytes([page], title)` makes of a page on the form, without making the form again."""
    made, sheet = _made(_shape(page))
    values = {address(*place): cell.value for place, cell in page.cells.items()}
    texts = {name: value for name, value in values.items() if isinstance(value, str)} | {_TITLE: title}
    numbers = {name: value for name, value in values.items() if isinstance(value, (int, float))}
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        changed = {
            name: edit(package.read(name).decode()).encode()
            for name, edit in (
                (sheet, _numbers(numbers)),
                (_STRINGS, _texts(texts)),
                (_PROPERTIES, _texts(texts)),
            )
        }
    return rewritten(made, changed, set())


def _shape(page: Page) -> Shape:
    return tuple(
        (place, cell.look, cell.formula, type(cell.value).__name__)
        for place, cell in sorted(page.cells.items())
    )


@lru_cache(maxsize=8)
def _made(shape: Shape) -> tuple[bytes, str]:
    """The form with a mark in place of each text, and the name of its sheet's part."""
    page = Page(on_form=True, cells={place: _marked(place, *rest) for place, *rest in shape})
    data = book_bytes([page], f"⟦{_TITLE}⟧")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = max(name for name in package.namelist() if name.startswith("xl/worksheets/sheet"))
    return data, sheet


def _marked(place: tuple[int, int], look: str, formula: str, kind: str) -> Cell:
    values: dict[str, Any] = {"str": f"⟦{address(*place)}⟧", "NoneType": None}
    return Cell(values.get(kind, 1), look, formula)


def _texts(texts: dict[str, str]) -> Callable[[str], str]:
    return lambda xml: _MARK.sub(lambda mark: escape(texts[mark[1]]), xml)


def _numbers(numbers: dict[str, float]) -> Callable[[str], str]:
    def stamp(found: re.Match[str]) -> str:
        value = numbers.get(found[2])
        return found[0] if value is None else f"{found[1]}{value:.16g}"

    return lambda xml: _VALUE.sub(stamp, xml)
