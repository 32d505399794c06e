"""The array functions as Excel knows them, on a machine without Excel.

On Windows `@xw.func` remembers a function's arguments and help; elsewhere it does nothing, because xlwings'
own `udfs` module needs pywin32. Its few names are stood in for while the functions are defined once more.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any
from unittest import mock

import xlwings as xw

import xltools.udfs

_ABSENT = ("pythoncom", "pywintypes", "win32com", "win32com.client")
_MADE = "xlwings.udfs"
_DECORATORS = {"func": "xlfunc", "arg": "xlarg", "ret": "xlret"}


@contextmanager
def decorated_functions() -> Iterator[tuple[Any, ModuleType]]:
    """xlwings' `udfs` module and `xltools.udfs` with its real decorators; nothing of it stays behind."""
    with xlwings_udfs() as udfs, mock.patch.multiple(xw, **_real_decorators(udfs)):
        yield udfs, defined_again(xltools.udfs)


@contextmanager
def xlwings_udfs() -> Iterator[Any]:
    """xlwings' own `udfs` module: the real one on Windows, else one that found stand-ins for pywin32."""
    if hasattr(xw, "udfs"):
        yield xw.udfs
        return
    with mock.patch.dict(sys.modules, {name: _stand_in(name) for name in _ABSENT}):
        try:
            yield importlib.import_module(_MADE)
        finally:
            sys.modules.pop(_MADE, None)
            vars(xw).pop("udfs", None)


def _real_decorators(udfs: Any) -> dict[str, Any]:
    return {name: getattr(udfs, real) for name, real in _DECORATORS.items()}


def _stand_in(name: str) -> ModuleType:
    """A module in which every name is a function that does nothing: enough for importing `udfs`."""
    module = ModuleType(name)
    module.__dict__["__getattr__"] = lambda attribute: lambda *args: None
    return module


def defined_again(module: ModuleType) -> ModuleType:
    """The module executed once more, apart from the one that is imported."""
    spec = module.__spec__
    assert spec is not None and spec.loader is not None
    again = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(again)
    return again
