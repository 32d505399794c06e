"""Formulas between Excel's English spelling, as in a file, and Calc's, as its API takes and gives them.

    SUM(项目!A1:A3,表[[#This Row],[列]])  ⇄  SUM($'项目'.A1:A3;表[[#This Row];[列]])

LibreOffice's own FormulaParser would do, but loses tables, error values and unions on the way.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from xltools.errors import HostError
from xltools.ooxml.refs import quoted, unquoted

_TEXT = r'"(?:[^"]|"")*"'
_QUOTED = r"'(?:[^']|'')+'"
_WORD = r"[^\W\d][\w.\\?]*"
_CELL = r"\$?[A-Z]{1,3}\$?\d+"
_AREA = rf"(?:{_CELL}(?::{_CELL})?|\$?[A-Z]{{1,3}}:\$?[A-Z]{{1,3}}|\$?\d+:\$?\d+)(?![\w(.])"
_ERROR = r"\#(?:N/A|VALUE!|REF!|DIV/0!|NUM!|NAME\?|NULL!)"
_BROKEN = (
    rf"\$?(?:{_QUOTED}|\w+|\#REF!)\.(?=[A-Z$\d:]*\#REF!)[A-Z$\d:]*(?:\#REF![A-Z$\d:]*)+"
    rf"|\$?\#REF!\.(?:{_AREA}|{_WORD})|\$?[A-Z]{{1,3}}\$?\#REF!|\$?\#REF!\$?\d+"
)
"""What is left of a reference whose cells or sheet are gone."""

_TABLE = rf"(?:{_WORD})?\[(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*\])*\]"
_BETWEEN_OPERANDS = r"(?<=[\w)\]]){}(?=[\w$'(\[])"

_EXCEL = re.compile(
    rf"""(?P<fixed>{_TEXT}|{_ERROR})
      | (?P<gone>(?:{_QUOTED}|[\w.]+)!\#REF!)
      | (?P<other>'[^'\[]*\[(?:[^']|'')+'!|\[[^\[\]]+\][\w.]+!)
      | (?P<span>'(?:[^':]|'')+:(?:[^':]|'')+'|[\w.]+:[\w.]+)!(?P<area>{_AREA})
      | (?P<sheet>{_QUOTED}|[\w.]+)!
      | (?P<table>{_TABLE})
      | (?P<call>{_WORD})(?=\()
      | (?<![\w.])(?P<logical>TRUE|FALSE)(?![\w.!\\\[])
      | (?P<open>[({{]) | (?P<close>[)}}]) | (?P<comma>,) | (?P<semicolon>;)
      | (?P<shared>{_BETWEEN_OPERANDS.format(r"[ ]+")})""",
    re.X,
)
_CALC = re.compile(
    rf"""(?P<gone>{_BROKEN})
      | (?P<fixed>{_TEXT}|{_ERROR})
      | '(?P<file>[^']*)'\#\$?(?P<other>{_QUOTED}|\w+)\.
      | (?P<sheet>\$?(?:{_QUOTED}|\w+))\.(?![\w.]*\()(?P<area>{_AREA}|{_ERROR}|{_WORD})
        (?: :(?P<last>\$?(?:{_QUOTED}|\w+))\.(?P<end>{_CELL}))?
      | (?P<table>{_TABLE})
      | (?<![\w.])(?P<logical>TRUE|FALSE)\(\)
      | (?P<call>{_WORD})(?=\()
      | (?P<open>[({{]) | (?P<close>[)}}]) | (?P<semicolon>;) | (?P<bar>\|) | (?P<union>~)
      | (?P<shared>{_BETWEEN_OPERANDS.format("!")})""",
    re.X,
)
_TABLE_COMMA = re.compile(r"\]\s*,\s*\[")
_TABLE_SEMICOLON = re.compile(r"\]\s*;\s*\[")
_ITEM = re.compile(r"\[#([a-z ]+)\]", re.I)


class Functions(NamedTuple):
    """Function names that differ: Excel's in a file (`_xlfn.RANK.EQ`) to Calc's, and back."""

    to_calc: Mapping[str, str]
    to_excel: Mapping[str, str]


def to_calc(text: str, functions: Functions) -> str:
    """A formula in file spelling, without its equals sign, as Calc takes it.

    HostError where it refers to another workbook.
    """
    return _EXCEL.sub(_ToCalc(functions.to_calc).piece, text)


def from_calc(text: str, functions: Functions, sheets: Collection[str]) -> str:
    """A formula of Calc's, without its equals sign, in file spelling."""
    return _CALC.sub(_FromCalc(functions.to_excel, sheets).piece, text)


class _Nesting:
    """Which brackets are open: `{` an array, `f` the arguments of a function, `(` nothing but brackets."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._called = False

    def call(self) -> None:
        """A function name was read; its bracket follows."""
        self._called = True

    def bracket(self, character: str) -> str:
        """An opening or closing bracket, which is the same in both."""
        if character in "({":
            self._open.append("f" if self._called else character)
            self._called = False
        elif self._open:
            self._open.pop()
        return character

    @property
    def inmost(self) -> str:
        return self._open[-1] if self._open else ""


class _ToCalc:
    """One formula, piece by piece."""

    def __init__(self, functions: Mapping[str, str]) -> None:
        self._functions = functions
        self._nesting = _Nesting()

    def piece(self, found: re.Match[str]) -> str:
        match found.lastgroup, found[0]:
            case (("other" | "gone" | "area" | "sheet" | "table"), _):
                return self._reference(found)
            case "call", name:
                self._nesting.call()
                return self._functions.get(name.upper(), name)
            case (("open" | "close"), bracket):
                return self._nesting.bracket(bracket)
            case "comma", _:
                return ";" if self._nesting.inmost in ("f", "{") else "~"
            case "semicolon", _:
                return "|"
            case "logical", value:
                return value if self._nesting.inmost == "{" else f"{value}()"
            case "shared", _:
                return "!"
            case _, fixed:
                return fixed

    @staticmethod
    def _reference(found: re.Match[str]) -> str:
        match found.lastgroup:
            case "other":
                raise HostError(
                    f"公式引用了别的工作簿（{found[0]}），LibreOffice 里不支持。请把数据放进本工作簿"
                )
            case "gone":
                return "#REF!"
            case "area":
                return _span(found["span"], found["area"])
            case "sheet":
                return f"{_calc_sheet(unquoted(found['sheet']))}."
        return _TABLE_COMMA.sub("];[", found[0])


class _FromCalc:
    """One formula, piece by piece; `sheets` tells the name of a sheet from a name with a dot in it."""

    def __init__(self, functions: Mapping[str, str], sheets: Collection[str]) -> None:
        self._functions = functions
        self._sheets = sheets
        self._nesting = _Nesting()

    def piece(self, found: re.Match[str]) -> str:
        match found.lastgroup, found[0]:
            case (("gone" | "other" | "area" | "end" | "table"), _):
                return self._reference(found)
            case "call", name:
                self._nesting.call()
                return self._functions.get(name.upper(), name)
            case (("open" | "close"), bracket):
                return self._nesting.bracket(bracket)
            case (("semicolon" | "union"), _):
                return ","
            case "bar", _:
                return ";"
            case "logical", _:
                return found["logical"]
            case "shared", _:
                return " "
            case _, fixed:
                return fixed

    def _reference(self, found: re.Match[str]) -> str:
        match found.lastgroup:
            case "gone":
                return "#REF!"
            case "other":
                return _excel_file(found["file"], unquoted(found["other"]))
            case "table":
                return _ITEM.sub(_item, _TABLE_SEMICOLON.sub("],[", found[0]))
        return self._cells(found)

    def _cells(self, found: re.Match[str]) -> str:
        sheet, last = _plain(found["sheet"]), _plain(found["last"] or found["sheet"])
        if sheet not in self._sheets and not found["sheet"].startswith(("$", "'")):
            return found[0]
        area = found["area"] + (f":{found['end']}" if found["end"] and found["end"] != found["area"] else "")
        if last == sheet:
            return f"{quoted(sheet)}!{area}"
        together = f"{sheet}:{last}"
        plain = quoted(sheet) == sheet and quoted(last) == last
        return f"{together}!{area}" if plain else f"'{together.replace(chr(39), chr(39) * 2)}'!{area}"


def _calc_sheet(name: str) -> str:
    return "$'" + name.replace("'", "''") + "'"


def _span(sheets: str, area: str) -> str:
    """第一张:最后一张!A1:B2 → $'第一张'.A1:$'最后一张'.B2."""
    first, last = unquoted(sheets).split(":", 1)
    start, _, end = area.partition(":")
    return f"{_calc_sheet(first)}.{start}:{_calc_sheet(last)}.{end or start}"


def _item(found: re.Match[str]) -> str:
    """[#headers] → [#Headers]."""
    return f"[#{found[1].title()}]"


def _plain(sheet: str) -> str:
    return unquoted(sheet.removeprefix("$"))


def _excel_file(url: str, sheet: str) -> str:
    """'file:///D:/表/旧.xlsx'#$表. → 'D:/表/[旧.xlsx]表'!"""
    path = PurePosixPath(unquote(url.removeprefix("file://")))
    folder = "" if str(path.parent) == "." else f"{str(path.parent).rstrip('/')}/"
    return "'" + f"{folder}[{path.name}]{sheet}".replace("'", "''") + "'!"
