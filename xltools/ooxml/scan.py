"""Every value cell of every worksheet of an .xlsx or .xlsm, in one pass.

Shaped for county returns: no host, no pandas, so that worker processes start at once.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from xltools.cells import Grid
from xltools.ooxml import scan_fast, scan_slow, xmltext
from xltools.ooxml.dates import date_styles
from xltools.ooxml.package import Package
from xltools.ooxml.sheetcells import SheetCells, to_grid
from xltools.ooxml.strings import shared_strings
from xltools.ooxml.values import Types

_DATES: dict[bytes, tuple[bool, ...]] = {}
_REMEMBERED = 64


def read_grids(path: str | Path, sheets: Collection[str] | None = None) -> list[Grid]:
    """The worksheets of a file in tab order, hidden ones too; with `sheets`, only those it has of them."""
    return package_grids(Package.open(path), sheets)


def package_grids(package: Package, sheets: Collection[str] | None = None) -> list[Grid]:
    """The same of a package already open."""
    wanted = {name: part for name, part in package.sheets.items() if sheets is None or name in sheets}
    if not wanted:
        return []
    known = types(package)
    return [_grid(package, name, part, known) for name, part in wanted.items()]


def types(package: Package) -> Types:
    """How the cells of this workbook are converted: its shared strings, date styles and date system."""
    return Types(shared_strings(package), _dates(package), package.date1904)


def _dates(package: Package) -> tuple[bool, ...]:
    """Of each cell style, whether it shows a date; returns of one template mostly share their styles."""
    part = package.related_part("styles")
    if part is None:
        return ()
    source = package.xml(part)
    if source not in _DATES:
        if len(_DATES) >= _REMEMBERED:
            _DATES.clear()
        _DATES[source] = date_styles(package.tree(part))
    return _DATES[source]


def _grid(package: Package, name: str, part: str, known: Types) -> Grid:
    source = package.xml(part)
    cells = _fast(source, package, part, known)
    if cells is None:
        cells = scan_slow.scan(source, known, package.path, part)
    return to_grid(cells, name, package.path.name)


def _fast(source: bytes, package: Package, part: str, known: Types) -> SheetCells | None:
    try:
        return scan_fast.scan(source.decode(), known)
    except UnicodeDecodeError as error:
        raise xmltext.damaged(package.path, part) from error
