"""Module xlwings_udfs: the VBA functions that call the array functions, written by xlwings' own generator."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace

from xltools.build.macros.decorated import decorated_functions

NAME = "xlwings_udfs"
"""What xlwings calls the module; its own button "Import Functions" would replace it."""

MODULE = "xltools.udfs"
READY = "XtReady"
"""The Sub that finds Python; it raises an error with a Chinese sentence where there is none."""

_HEAD = f"""Attribute VB_Name = "{NAME}"
' Made by `python -m xltools.build` from {MODULE} with xlwings' generator: do not edit.
Option Explicit
"""
_CALLED = "If TypeOf Application.Caller Is Range Then On Error GoTo failed"
_LIBREOFFICE = 'If TypeName(Application.Caller) = "Empty" Then Exit Function'
_ARGUMENT = re.compile(r"(?P<optional>可省。)?(?P<label>[^：]+)：.+")
_EXCEL, _OTHERS, _END = '#If App = "Microsoft Excel" Then', "#Else", "#End If"


@dataclass(frozen=True, slots=True)
class FunctionHelp:
    """What the function wizard shows: Chinese texts of at most 255 characters, arguments in order."""

    name: str
    description: str
    category: str
    arguments: tuple[str, ...]

    @property
    def labels(self) -> list[str]:
        """What the arguments are called, those that may be left out in brackets: 得分, [代码]."""
        named = [m for text in self.arguments if (m := _ARGUMENT.fullmatch(text))]
        return [f"[{m['label']}]" if m["optional"] else m["label"] for m in named]


def udf_module() -> str:
    """The source of module xlwings_udfs, ASCII."""
    return _HEAD + _adjusted(_generated())


def function_help() -> list[FunctionHelp]:
    """Name, description and arguments of every function, in the order of the module."""
    return list(_described())


@cache
def _generated() -> str:
    source = io.StringIO()
    with decorated_functions() as (udfs, module):
        udfs.generate_vba_wrapper(MODULE, module, source, SimpleNamespace(Name="any.xlsm"))
    return source.getvalue()


@cache
def _described() -> tuple[FunctionHelp, ...]:
    with decorated_functions() as (_, module):
        made = [f.__xlfunc__ for f in vars(module).values() if hasattr(f, "__xlfunc__")]
    return tuple(
        FunctionHelp(m["name"], m["ret"]["doc"], m["category"], tuple(arg["doc"] for arg in m["args"]))
        for m in made
    )


def _adjusted(source: str) -> str:
    """The branch for Excel alone (LibreOffice compiles both), with Python made ready before each call.

    LibreOffice has no caller for a cell's function: there it answers nothing, and stops at nothing.
    """
    lines, skipping = [], False
    for line in map(str.strip, source.splitlines()):
        if line in (_OTHERS, _END):
            skipping = line == _OTHERS
        elif line == _CALLED:
            lines += [_LIBREOFFICE, line, READY]
        elif line != _EXCEL and not skipping:
            lines.append(line)
    return "\n".join(map(_indented, lines)) + "\n"


def _indented(line: str) -> str:
    outside = line.startswith(("Function ", "End Function")) or line.endswith(":")
    return line if outside or not line else f"    {line}"
