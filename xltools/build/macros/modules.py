"""Modules of a VBA project as their streams hold them: the attributes, then the code. ASCII throughout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

_WORKBOOK = "00020819-0000-0000-C000-000000000046"
_SHEET = "00020820-0000-0000-C000-000000000046"
_CLASS = "FCFB3D2A-A0FA-1068-A738-08002B3371B5"
"""What a module is to Excel, as Excel itself writes it into VB_Base."""

_DOCUMENT = {"GlobalNameSpace": False, "Creatable": False, "PredeclaredId": True, "Exposed": True,
             "TemplateDerived": False, "Customizable": True}  # fmt: skip
_EXPORTED = re.compile(r"\AVERSION .*?^END\n", re.DOTALL | re.MULTILINE)
_DESCRIPTION = re.compile(r'^Attribute VB_Description = "(.*)"$', re.MULTILINE)


class Kind(Enum):
    """How the PROJECT stream calls a module."""

    DOCUMENT = "Document"
    STANDARD = "Module"
    CLASS = "Class"


@dataclass(frozen=True, slots=True)
class Module:
    """`source` has CRLF line ends and begins with the module's attributes."""

    name: str
    kind: Kind
    source: str

    @property
    def description(self) -> str:
        """The module's own description, with its line ends spelled out."""
        found = _DESCRIPTION.search(self.source.replace("\r\n", "\n"))
        return found[1].replace(r"\r", "\r").replace(r"\n", "\n") if found else ""


def workbook_module(name: str) -> Module:
    """The module of the workbook itself, without code."""
    return _document(name, _WORKBOOK, "")


def sheet_module(name: str, code: str = "") -> Module:
    """The module of a worksheet, called by its code name."""
    return _document(name, _SHEET, code)


def standard_module(name: str, code: str) -> Module:
    """A module of procedures, from code or from a .bas file."""
    name_line = f'Attribute VB_Name = "{name}"\n'
    code = _unix(code)
    return Module(name, Kind.STANDARD, _crlf(code if code.startswith(name_line) else name_line + code))


def class_module(name: str, exported: str) -> Module:
    """A class from a .cls file: the file's own head goes, what only the stream holds comes in."""
    source = _EXPORTED.sub("", _unix(exported))
    source = _after(source, "VB_Name", f'Attribute VB_Base = "0{{{_CLASS}}}"\n')
    source = _after(
        source, "VB_Exposed", "Attribute VB_TemplateDerived = False\nAttribute VB_Customizable = False\n"
    )
    return Module(name, Kind.CLASS, _crlf(source))


def _document(name: str, base: str, code: str) -> Module:
    head = f'Attribute VB_Name = "{name}"\nAttribute VB_Base = "0{{{base}}}"\n'
    flags = "".join(f"Attribute VB_{flag} = {value}\n" for flag, value in _DOCUMENT.items())
    return Module(name, Kind.DOCUMENT, _crlf(head + flags + _unix(code)))


def _after(source: str, attribute: str, lines: str) -> str:
    """`source` with lines put behind an attribute it must have."""
    head, line, rest = re.split(rf"^(Attribute {attribute} = .*\n)", source, maxsplit=1, flags=re.MULTILINE)
    return head + line + lines + rest


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")
