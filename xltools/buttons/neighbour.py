"""Another workbook of the toolkit in the same folder, read as it was last saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xltools.errors import HostError, InputError, Issue
from xltools.folders import SUFFIXES
from xltools.ooxml.readable import read_any
from xltools.register.frozen import file_hash
from xltools.tables.model import Reading, Table
from xltools.tables.reader import read_grid


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The tables that were asked for, the file they came from and its hash."""

    path: Path
    hash: str
    readings: Mapping[str, Reading]

    @property
    def label(self) -> str:
        """For 运行记录: 日常计分.xlsm #0123456789abcdef."""
        return f"{self.path.name} #{self.hash}"

    @property
    def said(self) -> str:
        """For the message: which file was read, and that it was read as saved."""
        return f"读取了同一文件夹的“{self.path.name}”（按上次保存的）"


def neighbour(
    folder: Path, workbook: str, tables: Sequence[Table], lenient: bool = False, partial: bool = False
) -> Neighbour | None:
    """The workbook named `workbook`, open elsewhere or not; None where the folder has none.

    HostError where there are two, InputError with the cells of what is wrong in it. `lenient` where rows with
    an error must not stop the others: the errors are in the readings, only a missing sheet stops. `partial`
    where it must not either: `readings` then lacks that table.
    """
    path = workbook_beside(folder, workbook)
    if path is None:
        return None
    return Neighbour(path, file_hash(path) or "", _readings(path, tables, lenient, partial))


def workbook_beside(folder: Path, workbook: str) -> Path | None:
    """The file of that workbook, None where the folder has none. HostError where it has two."""
    found = [path for path in (folder / f"{workbook}{e}" for e in reversed(SUFFIXES)) if path.is_file()]
    if len(found) > 1:
        names = "和".join(path.name for path in found)
        raise HostError(f"文件夹里有{names}，不知道以哪一个为准。请把不用的一个移到别处再按")
    return found[0] if found else None


def _readings(path: Path, tables: Sequence[Table], lenient: bool, partial: bool) -> dict[str, Reading]:
    grids = {grid.sheet: grid for grid in read_any(path, {table.name for table in tables})}
    issues: list[Issue] = []
    readings = {}
    for table in tables:
        if table.name not in grids and partial:
            continue
        if table.name not in grids:
            problem, remedy = f"没有工作表“{table.name}”", "改过名的改回来；不是下发的工作簿，请换上"
            issues.append(Issue(table.name, "", table.name, "", "", problem, remedy, file=path.name))
            continue
        reading = readings[table.name] = read_grid(grids[table.name], table, path.name)
        issues += [] if lenient else reading.errors
    if issues:
        raise InputError(issues)
    return readings
