"""Any engine made to take values as live Excel takes them: what is written into a cell is read as if typed.

`open_closed(path, wrap=ExcelLike)`. What changes into what is listed, with its grounds, in
cases/Excel写入.csv.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from xltools.cells import ERROR_CODES, Box, CellError
from xltools.hosts.document import Document

TEXT, GENERAL = "@", "General"
DAY, MONTH, WHOLE = 'm"月"d"日"', 'yyyy"年"m"月"', "yyyy/m/d"
_SIGNIFICANT = 15
_THIS_CENTURY = 30
"""Two-digit years below it are of this century (Windows' default)."""


class Typed(NamedTuple):
    """What a text becomes, and the format a General cell takes with it; a formula keeps its equals sign."""

    value: Any
    format: str = GENERAL
    is_formula: bool = False


class ExcelLike:
    """A document whose cells take values as Excel's do; everything else is the document's own."""

    def __init__(self, document: Document, year: int | None = None) -> None:
        self._document = document
        self._year = year or dt.date.today().year

    def __getattr__(self, name: str) -> Any:
        return getattr(self._document, name)

    def write(self, sheet: str, box: Box, rows: Sequence[Sequence[Any]]) -> None:
        """Range.Value: a text is read as if it had been typed."""
        top, left = box[:2]
        texts = list(self._in_text_cells(sheet, box))
        typed = {
            (i, j): as_typed(value, self._year)
            for i, row in enumerate(rows)
            for j, value in enumerate(row)
            if isinstance(value, str) and not texts[j](i)
        }
        plain = [
            [_plain(value, typed.get((i, j)), texts[j](i)) for j, value in enumerate(row)]
            for i, row in enumerate(rows)
        ]
        cells = {(top + i, left + j, top + i, left + j): each for (i, j), each in typed.items()}
        for cell, each in cells.items():
            if each.format != GENERAL and self._document.number_format(sheet, cell) == GENERAL:
                self._document.set_number_format(sheet, cell, each.format)
        self._document.write(sheet, box, plain)
        for cell, each in cells.items():
            if each.is_formula:
                self._document.write_formulas(sheet, cell, [[each.value]])

    write_formulas = write
    """Range.Formula reads constants just the same."""

    def _in_text_cells(self, sheet: str, box: Box) -> Iterator[Callable[[int], bool]]:
        """For each column, whether the cell at an offset from the top is a text cell."""
        top, left, bottom, right = box
        for column in range(left, right + 1):
            code = self._document.number_format(sheet, (top, column, bottom, column))
            if code is not None:
                yield lambda i, is_text=(code == TEXT): is_text
                continue
            cells = ((row, column, row, column) for row in range(top, bottom + 1))
            each = [self._document.number_format(sheet, cell) == TEXT for cell in cells]
            yield lambda i, each=each: each[i]


def _plain(value: Any, typed: Typed | None, in_text_cell: bool) -> Any:
    if in_text_cell:
        return _as_text(value)
    if typed is None:
        return value
    return None if typed.is_formula else typed.value


def _as_text(value: Any) -> Any:
    """Anything in a cell formatted as text."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        return f"{value:%Y/%-m/%-d}"
    return f"{value:.15g}" if isinstance(value, (int, float)) else value


def as_typed(text: str, year: int) -> Typed:
    """What a text becomes in a General cell; `year` is the present one."""
    if text.startswith("'"):
        return Typed(text[1:] or None)
    word = text.strip()
    if word.upper() in ("TRUE", "FALSE"):
        return Typed(word.upper() == "TRUE")
    if word.upper() in ERROR_CODES:
        return Typed(CellError(word.upper()))
    found = _fraction(word) or _date(word, year) or _time(word) or _number(word)
    if found is None and (text.startswith("=") or text[0] in "+-@") and len(text) > 1:
        return Typed(text if text.startswith("=") else f"={text}", is_formula=True)
    return found or Typed(text)


_NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[-+])?(?P<money>[￥¥])?(?P<digits>\d+|\d{1,3}(?:,\d{3})+)?(?P<point>\.\d*)?"
    r"(?P<power>e[-+]?\d+)?(?P<percent>%)?(?(open)\))",
    re.I,
)


def _number(word: str) -> Typed | None:
    found = _NUMBER.fullmatch(word)
    if found is None or not any(c.isdigit() for c in (found["digits"] or "") + (found["point"] or "")):
        return None
    mantissa = (found["digits"] or "0").replace(",", "") + (found["point"] or "")
    number = float(_rounded(mantissa) + (found["power"] or "")) / (100 if found["percent"] else 1)
    places = f"0{'.00' if (found['point'] or '.') != '.' else ''}"
    forms = {
        "percent": f"{places}%",
        "power": "0.00E+00",
        "money": "￥#,##0.00",
    }
    code = next((form for name, form in forms.items() if found[name]), "")
    if not code and "," in (found["digits"] or ""):
        code = "#,##0.00" if found["point"] else "#,##0"
    return Typed(-number if found["sign"] == "-" or found["open"] else number, code or GENERAL)


def _rounded(digits: str) -> str:
    """15 significant digits, the rest 0."""
    whole, point, rest = digits.partition(".")
    whole = whole.lstrip("0")
    kept = whole[:_SIGNIFICANT].ljust(len(whole), "0") or "0"
    return kept + point + rest[: max(_SIGNIFICANT - len(whole), 0)]


def _fraction(word: str) -> Typed | None:
    found = re.fullmatch(r"(\d+) (\d+)/(\d+)", word)
    return Typed(int(found[1]) + int(found[2]) / int(found[3]), "# ?/?") if found and int(found[3]) else None


def _time(word: str) -> Typed | None:
    found = re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", word)
    if found is None or int(found[2]) > 59:
        return None
    seconds = int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0)
    return Typed(seconds / 86400, "h:mm:ss" if found[3] else "h:mm")


_SHAPES: tuple[tuple[str, str], ...] = (
    (r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})", WHOLE),
    (r"(?P<y>\d{2,4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日", WHOLE),
    (r"(?P<y>\d{4})[-/](?P<m>\d{1,2})", MONTH),
    (r"(?P<y>\d{2,4})年(?P<m>\d{1,2})月", MONTH),
    (r"(?P<m>\d{1,2})[-/](?P<d>\d{1,2})", DAY),
    (r"(?P<m>\d{1,2})月(?P<d>\d{1,2})日", DAY),
    (r"(?P<d>\d{1,2})[-/](?P<m>\d{1,2})", DAY),
    (r"(?P<m>\d{1,2})[-/](?P<y>\d{2})", MONTH),
    (r"(?P<m>\d{1,2})[-/](?P<d>\d{1,2})[-/](?P<y>\d{4})", WHOLE),
)
"""Dates as Excel looks for them under a Chinese setting, the first that is a day wins."""


def _date(word: str, year: int) -> Typed | None:
    for shape, code in _SHAPES:
        found = re.fullmatch(shape, word)
        given = {name: int(number) for name, number in found.groupdict().items()} if found else {}
        if found and (day := _day(given.get("y", year), given["m"], given.get("d", 1))):
            return Typed(day, code)
    return None


def _day(year: int, month: int, day: int) -> dt.datetime | None:
    if year < 100:
        year += 2000 if year < _THIS_CENTURY else 1900
    try:
        return dt.datetime(year, month, day)
    except ValueError:
        return None
