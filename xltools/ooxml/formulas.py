"""Formula text between the file's spelling and the officer's, and formulas shared by many cells."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from xltools.ooxml.cellvalue import escaped
from xltools.ooxml.rowxml import attribute, number

_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f(?=[\s/>])([^>]*?)(?:/>|>(.*?)</(?:[\w.-]+:)?f\s*>)", re.S)
_LITERAL = re.compile(r'("(?:[^"]|"")*")')
_FUTURE_PREFIX = re.compile(r"_xlfn\.(?:_xlws\.)?")
_CALL = re.compile(r"(?<![\w.])([A-Z][A-Z0-9.]*)(?=\()", re.I)
_THIS_ROW = re.compile(r"\[\[#This Row\],\[((?:[^\[\]']|'.)+)\]\]")
_AT_COLUMN = re.compile(r"\[@(?:\[((?:[^\[\]']|'.)+)\]|((?:[^\[\]@'\s,]|'.)+))\]")
_OWN_COLUMN = re.compile(r"(?<![\w.\]'])\[@")
_PLAIN_COLUMN = re.compile(r"^\w+$")

_FUTURE = frozenset((
    "ACOT", "AGGREGATE", "ARABIC", "BASE", "BETA.DIST", "BETA.INV", "BINOM.DIST", "BINOM.INV", "BITAND",
    "BITOR", "CEILING.MATH", "CHISQ.DIST", "CHISQ.INV", "CHISQ.TEST", "COMBINA", "CONCAT",
    "CONFIDENCE.NORM", "CONFIDENCE.T", "COVARIANCE.P", "COVARIANCE.S", "DAYS", "DECIMAL", "EXPON.DIST",
    "F.DIST", "F.INV", "F.TEST", "FLOOR.MATH", "FORECAST.LINEAR", "FORMULATEXT", "GAMMA", "GAMMA.DIST",
    "GAMMA.INV", "IFNA", "IFS", "ISFORMULA", "ISOWEEKNUM", "LET", "LOGNORM.DIST", "LOGNORM.INV", "MAXIFS",
    "MINIFS", "MODE.MULT", "MODE.SNGL", "NEGBINOM.DIST", "NETWORKDAYS.INTL", "NORM.DIST", "NORM.INV",
    "NORM.S.DIST", "NORM.S.INV", "NUMBERVALUE", "PDURATION", "PERCENTILE.EXC", "PERCENTILE.INC",
    "PERCENTRANK.EXC", "PERCENTRANK.INC", "PERMUTATIONA", "PHI", "POISSON.DIST", "QUARTILE.EXC",
    "QUARTILE.INC", "RANK.AVG", "RANK.EQ", "RRI", "SHEET", "SHEETS", "STDEV.P", "STDEV.S", "SWITCH",
    "T.DIST", "T.INV", "T.TEST", "TEXTJOIN", "UNICHAR", "UNICODE", "VAR.P", "VAR.S", "WEIBULL.DIST",
    "WORKDAY.INTL", "XLOOKUP", "XMATCH", "XOR", "Z.TEST",
))  # fmt: skip
"""Functions newer than the format; the file spells them with _xlfn. in front."""

_SPILLING = re.compile(
    r"(?<![\w.])(FILTER|SORT|SORTBY|UNIQUE|SEQUENCE|RANDARRAY|VSTACK|HSTACK|TOCOL|TOROW|TAKE|DROP|EXPAND|"
    r"CHOOSECOLS|CHOOSEROWS|WRAPROWS|WRAPCOLS|TEXTSPLIT|LAMBDA|BYROW|BYCOL|MAKEARRAY|MAP|REDUCE|SCAN)\(",
    re.I,
)


class Formula(NamedTuple):
    """The <f> element of a cell: `kind` normal, shared, array or dataTable."""

    kind: str
    text: str
    ref: str
    group: int


def formula_of(inside: bytes) -> Formula | None:
    """The formula in a cell's inside, None where it holds a constant."""
    found = _FORMULA.search(inside)
    if found is None:
        return None
    attributes = found[1]
    return Formula(
        (attribute(attributes, b"t") or b"normal").decode(),
        html.unescape((found[2] or b"").decode()),
        (attribute(attributes, b"ref") or b"").decode(),
        number(attributes, b"si") if attribute(attributes, b"si") else -1,
    )


def with_text(inside: bytes, text: str, prefix: bytes) -> bytes:
    """A cell's inside with another formula; the cached value stays."""
    element = b"<%bf>%b</%bf>" % (prefix, escaped(text), prefix)
    return _FORMULA.sub(lambda _: element, inside, count=1)


def array_refs(body: bytes) -> Iterator[str]:
    """The boxes that one array formula or data table fills, as addresses."""
    if b" ref=" not in body:
        return
    for found in _FORMULA.finditer(body):
        if attribute(found[1], b"t") in (b"array", b"dataTable"):
            yield (attribute(found[1], b"ref") or b"").decode()


def needs_table(text: str) -> bool:
    """Whether a formula names a column of the table that its own cell lies in."""
    return any(_OWN_COLUMN.search(piece) for piece in _LITERAL.split(text)[::2])


def spills(text: str) -> bool:
    """Whether a formula may fill neighbouring cells: it would need parts of the file we do not write."""
    return any(_SPILLING.search(piece) for piece in _LITERAL.split(text)[::2])


def to_file(text: str, table: str = "") -> str:
    """=RANK.EQ([@得分],表[得分]) → _xlfn.RANK.EQ(表[[#This Row],[得分]],表[得分]); the equals sign goes.

    `table` is the one the cell lies in, for columns named without their table.
    """
    pieces = _LITERAL.split(text.removeprefix("="))
    for i, piece in enumerate(pieces[::2]):
        named = _OWN_COLUMN.sub(lambda found: table + found[0], _CALL.sub(_future, piece))
        pieces[2 * i] = _AT_COLUMN.sub(_this_row, named)
    return "".join(pieces)


def from_file(text: str) -> str:
    """The officer's spelling of a formula in the file, with its equals sign."""
    pieces = _LITERAL.split(_FUTURE_PREFIX.sub("", text))
    pieces[::2] = (_THIS_ROW.sub(_at_column, piece) for piece in pieces[::2])
    return "=" + "".join(pieces)


def _future(found: re.Match[str]) -> str:
    return f"_xlfn.{found[1].upper()}" if found[1].upper() in _FUTURE else found[1]


def _this_row(found: re.Match[str]) -> str:
    return f"[[#This Row],[{found[1] or found[2]}]]"


def _at_column(found: re.Match[str]) -> str:
    return f"[@{found[1]}]" if _PLAIN_COLUMN.match(found[1]) else f"[@[{found[1]}]]"
