"""Excel as xlwings sees it from a UDF, without Excel: its own Windows modules over stand-ins for pywin32.

What runs is xlwings' `com_server.XLPython.CallUDF`, `udfs.call_udf`, the converters and `_xlwindows`; only
the COM objects below are ours.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

import xlwings as xw

from xltools.build.macros.decorated import defined_again
from xltools.build.macros.udf_module import MODULE
from xltools.cells import address, box_address

MISSING = -2147352572
"""What an optional argument that was left out arrives as."""

NOT_AVAILABLE, DIVISION, SPILL = -2146826246, -2146826281, -2146826243
"""#N/A, #DIV/0! and #SPILL! as COM hands them over."""

_RANGE = "{00020846-0000-0000-C000-000000000046}"
_MODULES = (
    "pythoncom", "pywintypes", "win32api", "win32con", "win32event", "win32gui", "win32process",
    "win32timezone", "win32com", "win32com.client", "win32com.server", "win32com.server.dispatcher",
    "win32com.server.policy", "win32com.server.util",
)  # fmt: skip
_MADE = ("udfs", "com_server", "_xlwindows", "_win32patch")


class Time(dt.datetime):
    """pywintypes' own datetime."""


class Sheet:
    """A worksheet of `rows` filled rows and `columns` filled columns, whose cells hold what was put there."""

    Name = "自己的表"

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], Any] = {}
        self.Parent = mock.MagicMock()
        self.read = 0

    def put(self, row: int, column: int, rows: Sequence[Sequence[Any]]) -> Range:
        """Fill cells from there on; the range they fill."""
        for i, values in enumerate(rows, row):
            self.cells.update({(i, j): value for j, value in enumerate(values, column)})
        return Range(self, row, column, len(rows), len(rows[0]))

    def Cells(self, row: int, column: int) -> Range:
        return Range(self, row, column, 1, 1)

    def Range(self, first: Range, last: Range) -> Range:
        rows, columns = last.Row - first.Row + 1, last.Column - first.Column + 1
        return Range(self, first.Row, first.Column, rows, columns)

    @property
    def UsedRange(self) -> Range:
        rows, columns = zip(*self.cells, strict=True)
        return Range(self, 1, 1, max(rows), max(columns))


class Range:
    """A COM range: `areas` holds the further areas of a multiple selection."""

    def __init__(self, sheet: Sheet, row: int, column: int, rows: int, columns: int) -> None:
        self.Worksheet, self.Row, self.Column = sheet, row, column
        self.Rows, self.Columns = mock.Mock(Count=rows), mock.Mock(Count=columns)
        self.further = ""
        info = mock.Mock(iid=_RANGE)
        self._oleobj_ = mock.Mock(**{"GetTypeInfo.return_value.GetTypeAttr.return_value": info})

    def __call__(self, row: int, column: int) -> Range:
        return Range(self.Worksheet, self.Row + row - 1, self.Column + column - 1, 1, 1)

    @property
    def Address(self) -> str:
        last = (self.Row + self.Rows.Count - 1, self.Column + self.Columns.Count - 1)
        one = self.Rows.Count == self.Columns.Count == 1
        return (address(*last) if one else box_address((self.Row, self.Column, *last))) + self.further

    @property
    def Value(self) -> Any:
        """A scalar for one cell, else a tuple for each row: as COM does."""
        rows, columns = self.Rows.Count, self.Columns.Count
        self.Worksheet.read += rows * columns
        at = self.Worksheet.cells.get
        if rows == columns == 1:
            return at((self.Row, self.Column))
        return tuple(
            tuple(at((i, j)) for j in range(self.Column, self.Column + columns))
            for i in range(self.Row, self.Row + rows)
        )


class Excel:
    """What calls a function from a cell, as the VBA wrapper does."""

    def __init__(self, server: Any) -> None:
        self.server = server

    def call(self, name: str, *arguments: Any) -> Any:
        """The value of the cell: a scalar, a tuple-like row, or rows."""
        caller = Range(Sheet(), 1, 1, 1, 1)
        return self.server.CallUDF(MODULE, name, arguments, None, caller)


@contextmanager
def excel_without_excel() -> Iterator[Excel]:
    """Nothing of it stays behind."""
    stand_ins = {name: mock.MagicMock() for name in _MODULES}
    _teach(stand_ins)
    with ExitStack() as stack:
        stack.enter_context(mock.patch.dict(sys.modules, stand_ins))
        stack.callback(_forget)
        stack.enter_context(
            mock.patch.multiple(
                ctypes, create=True, oledll=mock.MagicMock(), windll=mock.MagicMock(), PyDLL=mock.MagicMock()
            )
        )
        windows = importlib.import_module("xlwings._xlwindows")
        engines = stack.enter_context(mock.patch.object(xw, "engines", type(xw.engines)()))
        engines.add(xw.Engine(impl=windows.engine))
        udfs, server = (importlib.import_module(f"xlwings.{name}") for name in ("udfs", "com_server"))
        stack.callback(server.loop.close)
        stack.enter_context(mock.patch.multiple(xw, func=udfs.xlfunc, arg=udfs.xlarg, ret=udfs.xlret))
        functions = defined_again(sys.modules[MODULE])
        udfs.udf_modules[MODULE] = {"module": functions, "filetime": None}
        yield Excel(server.XLPython())


def _teach(stand_ins: dict[str, mock.MagicMock]) -> None:
    """What the modules must really know: types to test against, and how to say that an object is no
    wrapped one."""
    types, com, client = (stand_ins[name] for name in ("pywintypes", "pythoncom", "win32com.client"))
    com.__file__ = "pythoncom.dll"
    types.TimeType, types.IID = Time, str
    types.com_error = com.ole_error = type("com_error", (Exception,), {})
    for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass"):
        setattr(client, name, type(name, (), {}))
    util = stand_ins["win32com.server.util"]
    util.unwrap.side_effect = ValueError
    stand_ins["win32com"].client, stand_ins["win32com"].server = client, stand_ins["win32com.server"]
    stand_ins["win32com.server"].util = util


def _forget() -> None:
    for name in _MADE:
        sys.modules.pop(f"xlwings.{name}", None)
        vars(xw).pop(name, None)
