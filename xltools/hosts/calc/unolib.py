"""LibreOffice's UNO library for Python: found, fitting this interpreter, and kept from changing it."""

from __future__ import annotations

import builtins
import re
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from xltools.errors import HostError

_FOLDERS = (
    "/usr/lib/python3/dist-packages",
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice*/program",
)
_BUILT_FOR = re.compile(rb"libpython3\.(\d+)")


@cache
def uno() -> Any:
    """The module `uno`. HostError where it is missing or was built for another Python.

    Its folder is searched last and only now: it holds the system's own packages, too. The hook by which it
    reads `from com.sun.star…` is taken out again: it spoils the message of every failed import.
    """
    folders = _library_folders()
    _refuse_other_python(folders)
    before, path = builtins.__import__, list(sys.path)
    sys.path += [str(folder) for folder in folders]
    try:
        return import_module("uno")
    except ImportError as error:
        raise HostError(
            "这个 Python 里没有 LibreOffice 的接口（uno）。请安装 python3-uno（与 LibreOffice 同源）后再试"
        ) from error
    finally:
        builtins.__import__ = before
        sys.path[:] = path


def struct(name: str, **fields: Any) -> Any:
    """A UNO struct of the given type, such as `beans.PropertyValue`."""
    made = uno().createUnoStruct(f"com.sun.star.{name}")
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def enum(name: str, value: str) -> Any:
    """A value of a UNO enumeration, such as `table.CellContentType`."""
    return uno().Enum(f"com.sun.star.{name}", value)


def options(**values: Any) -> tuple[Any, ...]:
    """Named arguments as UNO takes them."""
    return tuple(struct("beans.PropertyValue", Name=name, Value=value) for name, value in values.items())


def url_of(path: Path) -> str:
    """The file URL of a path, as LibreOffice spells it."""
    return str(uno().systemPathToFileUrl(str(path)))


def path_of(url: str) -> Path:
    """The path of a file URL."""
    return Path(uno().fileUrlToSystemPath(url))


@cache
def uno_error() -> type[Exception]:
    """The base of everything that UNO raises."""
    raised: type[Exception] = uno().getClass("com.sun.star.uno.Exception")
    return raised


def _library_folders() -> list[Path]:
    patterns = (Path(pattern) for pattern in _FOLDERS)
    found = [folder for p in patterns for folder in sorted(Path(p.anchor).glob(str(p.relative_to(p.anchor))))]
    return [folder for folder in found if folder.is_dir()]


def _refuse_other_python(folders: list[Path]) -> None:
    """A library built for another Python would not raise, it would crash."""
    for library in (folder / name for folder in folders for name in ("libpyuno.so", "pyuno.so")):
        built = _BUILT_FOR.search(library.read_bytes()) if library.is_file() else None
        if built and int(built[1]) != sys.version_info.minor:
            raise HostError(
                f"LibreOffice 的接口（uno）是给 Python 3.{int(built[1])} 用的，现在运行的是 "
                f"Python 3.{sys.version_info.minor}。请改用 Python 3.{int(built[1])} 运行本工具"
            )
