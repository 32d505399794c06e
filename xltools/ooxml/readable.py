"""Any workbook that can be read, told by its content: an .xls named .xlsx is read all the same."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from xltools.cells import Grid
from xltools.ooxml import scan
from xltools.ooxml.content import Content, identify, load
from xltools.ooxml.package import DEFAULT_LIMITS, Limits, Package


def read_any(
    path: str | Path, sheets: Collection[str] | None = None, limits: Limits = DEFAULT_LIMITS
) -> list[Grid]:
    """The worksheets in tab order, hidden ones too; with `sheets`, only those the file has of them.

    FileError, in a sentence that says what to do, where the file is no readable workbook.
    """
    path = Path(path)
    data = load(path, limits.file)
    if identify(data, path.name) is Content.XLS:
        from xltools.ooxml import xls  # xlrd is wanted by the fewest files, and costs start-up time

        return xls.data_grids(path, data, sheets)
    return scan.package_grids(Package.of(path, data, limits), sheets)
