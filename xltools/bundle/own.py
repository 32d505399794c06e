"""xltools itself in the folder: the package as an installed wheel has it, workbooks and templates at hand."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from xltools import __version__
from xltools.bundle.embedded import SITE_PACKAGES
from xltools.bundle.lockfile import LOCK, direct_dependencies, lock_path
from xltools.bundle.placing import Files, record_of
from xltools.shipped import FOLDERS, shipped, shipped_names

WITHOUT_MACROS = "WPS用（不带宏）"
EXAMPLES = "模板示例"
"""Not 模板: what lies there counts as the office's own, and would hide a newer shipped template."""

_NOT_CARRIED = ("__pycache__", "_shipped")


def own_package() -> Files:
    """xltools below python/: the same bytes from a checkout and from an installed wheel."""
    carried = {f"{SITE_PACKAGES}/xltools/{name}": data for name, data in (*_modules(), *_shipped())}
    info = f"{SITE_PACKAGES}/xltools-{__version__}.dist-info"
    asked = "".join(f"Requires-Dist: {name}\n" for name in direct_dependencies())
    told = f"Metadata-Version: 2.1\nName: xltools\nVersion: {__version__}\n{asked}"
    carried[f"{info}/METADATA"] = told.encode()
    carried[f"{info}/RECORD"] = b""
    return {**carried, f"{info}/RECORD": record_of(carried, f"{info}/RECORD")}


def workbooks() -> Files:
    """The workbooks as the officer meets them: one of each name at the top, the one with macros."""
    names = shipped_names("workbooks")
    with_macros = {Path(name).stem for name in names if name.endswith(".xlsm")}
    return {_workbook_place(name, with_macros): shipped("workbooks", name).read_bytes() for name in names}


def templates() -> Files:
    """The letters' templates, to look at and to copy from."""
    names = shipped_names("templates")
    return {f"{EXAMPLES}/{name}": shipped("templates", name).read_bytes() for name in names}


def _workbook_place(name: str, with_macros: set[str]) -> str:
    second = name.endswith(".xlsx") and Path(name).stem in with_macros
    return f"{WITHOUT_MACROS}/{name}" if second else name


def _modules() -> Iterator[tuple[str, bytes]]:
    package = Path(str(resources.files("xltools")))
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package)
        hidden = any(part.startswith(".") or part in _NOT_CARRIED for part in inside.parts)
        if path.is_file() and not hidden:
            yield inside.as_posix(), path.read_bytes()


def _shipped() -> Iterator[tuple[str, bytes]]:
    for folder in FOLDERS:
        for name in shipped_names(folder):
            yield f"_shipped/{folder}/{name}", shipped(folder, name).read_bytes()
    yield f"_shipped/{LOCK}", lock_path().read_bytes()
