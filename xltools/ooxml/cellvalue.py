"""A Python value as the inside of a cell element.

Text is always an inline string: a text that looks like a number, a date or a formula stays text.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any, NamedTuple

from xltools.cells import ERROR_CODES, CellError

LONGEST_TEXT = 32_767
"""Characters a cell can hold, counted as Excel does (UTF-16 code units)."""

DATE_FORMAT = "yyyy-mm-dd"
TIME_FORMAT = "yyyy-mm-dd hh:mm:ss"
CLOCK_FORMAT = "hh:mm:ss"

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACE = r"\s\x1c-\x1f"
_ODD = "\x00-\x1f&<>_\ud800-\udfff\ufffe\uffff"
_AS_IT_IS = re.compile(f"[^{_SPACE}{_ODD}](?:[^{_ODD}]*[^{_SPACE}{_ODD}])?")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_EXACT_DIGITS = 15
_EPOCH_1900 = dt.datetime(1899, 12, 30)
_EPOCH_1904 = dt.datetime(1904, 1, 1)
_LEAP_BUG_ENDS = dt.datetime(1900, 3, 1)
_FIRST_DAY = dt.datetime(1900, 1, 1)


class UnwritableError(ValueError):
    """What is wrong with a value, as the end of a sentence that begins with its cell."""


class Content(NamedTuple):
    """What goes into a cell: `kind` is the t attribute (f for a formula, empty for a blank cell), `text`
    escaped XML, `format` the number format that the value needs to be seen as what it is."""

    kind: str
    text: bytes
    format: str = ""


BLANK = Content("", b"")


def encoded(value: Any, date1904: bool = False) -> Content:
    """The content for None, text, numbers (also of numpy), bool, dates, times and CellError; NaN and NaT
    are blank. Raises UnwritableError."""
    kind = type(value)
    if kind is str:
        return _text(value)
    if kind is float or kind is int:
        return _number(value)
    if value is None:
        return BLANK
    return _other(value, date1904)


def formula(text: bytes) -> Content:
    """The content for a formula in file form, escaped, without its equals sign."""
    return Content("f", text)


def escaped(text: str) -> bytes:
    """Text of an XML element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()


def clean(text: str) -> str:
    """Line ends as Excel keeps them; characters that XML cannot hold are left out."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ILLEGAL.sub("", text)


def stands_as_is(text: str) -> bool:
    """Whether a text goes into a file as it is: nothing in it to be escaped, left out, kept or counted."""
    return len(text) <= LONGEST_TEXT // 2 and _AS_IT_IS.fullmatch(text) is not None


def render(content: Content, prefix: bytes = b"") -> tuple[bytes, bytes]:
    """The t attribute and the inside of the element; `prefix` is the file's own, such as x:."""
    kind, text = content.kind, content.text
    p = prefix
    if kind == "inlineStr":
        kept = text[:1].isspace() or text[-1:].isspace() or b"\n" in text
        space = b' xml:space="preserve"' if kept else b""
        inside = b"<%bis><%bt%b>%b</%bt></%bis>" % (p, p, space, text, p, p)
        return b' t="inlineStr"', inside
    if kind == "f":
        return b"", b"<%bf>%b</%bf>" % (p, text, p)
    if not kind:
        return b"", b""
    return b"" if kind == "n" else b' t="%b"' % kind.encode(), b"<%bv>%b</%bv>" % (p, text, p)


def _text(value: str) -> Content:
    if stands_as_is(value):
        return Content("inlineStr", value.encode())
    text = clean(value)
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        raise UnwritableError(f"要写入的文字有 {len(text)} 个字，一格最多放 {LONGEST_TEXT} 个字，请分成几格")
    if "_x" in text:
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
    return Content("inlineStr", escaped(text)) if text else BLANK


def _number(value: float) -> Content:
    if isinstance(value, int):
        _refuse_lost_digits(value)
        return Content("n", str(value).encode())
    if math.isnan(value):
        return BLANK
    if math.isinf(value):
        raise UnwritableError("要写入的数是无穷大，多半是除以了零，请检查计算")
    return Content("n", repr(value).encode() if value else b"0")


def _refuse_lost_digits(value: int) -> None:
    """Excel keeps 15 digits of a number; a longer code has to be text."""
    digits = str(abs(value)).rstrip("0")
    if len(digits) > _EXACT_DIGITS:
        raise UnwritableError(f"要写入的整数 {value} 超过 15 位，Excel 会丢掉末尾几位，请改为文本写入")


def _other(value: Any, date1904: bool) -> Content:
    if isinstance(value, bool):
        return Content("b", b"1" if value else b"0")
    if type(value).__name__ in ("NaTType", "NAType"):
        return BLANK
    if isinstance(value, dt.datetime):
        return _moment(value.replace(tzinfo=None), TIME_FORMAT, date1904)
    if isinstance(value, dt.date):
        return _moment(dt.datetime.combine(value, dt.time()), DATE_FORMAT, date1904)
    if isinstance(value, dt.time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        return Content("n", repr(seconds / 86_400).encode(), CLOCK_FORMAT)
    if isinstance(value, CellError):
        return Content("e", escaped(value.code if value.code in ERROR_CODES else "#VALUE!"))
    return _foreign(value, date1904)


def _foreign(value: Any, date1904: bool) -> Content:
    """Subclasses of str and float, numpy scalars, Decimal and Fraction."""
    if isinstance(value, str):
        return _text(str(value))
    if hasattr(value, "dtype"):
        return encoded(unboxed(value), date1904)
    try:
        return _number(float(value))
    except (TypeError, ValueError, OverflowError):
        raise UnwritableError(f"不能写入 {type(value).__name__} 类型的内容") from None


def unboxed(value: Any) -> Any:
    """A numpy scalar as Python's own type; NaT is None."""
    if value.dtype.kind == "M":
        value = value.astype("datetime64[us]")  # nanoseconds would become a bare integer
    return value.item()


def serial(moment: dt.datetime, date1904: bool = False) -> float:
    """A moment as Excel counts days; UnwritableError before 1900 (or before 1904 in such a workbook)."""
    first = _EPOCH_1904 if date1904 else _FIRST_DAY
    if moment < first:
        raise UnwritableError(f"Excel 放不下 {first.year} 年以前的日期 {moment:%Y-%m-%d}，请改为文本写入")
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    early = not date1904 and moment < _LEAP_BUG_ENDS
    return (moment - epoch) / dt.timedelta(days=1) - early


def serial_or_text(moment: dt.datetime, date1904: bool = False) -> float | str:
    """The same; what lies before Excel's first day is a text to it."""
    try:
        return serial(moment, date1904)
    except UnwritableError:
        return moment.isoformat(" ")


def _moment(moment: dt.datetime, code: str, date1904: bool) -> Content:
    days = serial(moment, date1904)
    if days == int(days):
        return Content("n", str(int(days)).encode(), DATE_FORMAT)
    return Content("n", repr(days).encode(), code)
