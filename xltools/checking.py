"""Look at every table of a workbook without touching it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from xltools.errors import Issue, Severity
from xltools.ooxml.readable import read_any
from xltools.tables.declared import declared_tables
from xltools.tables.reader import read_grid


@dataclass(slots=True)
class Checked:
    """How many rows each declared table holds, and everything that is wrong with them."""

    rows: dict[str, int] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """1 when something must be mended."""
        return 1 if any(i.severity is Severity.ERROR for i in self.issues) else 0


def check_workbook(path: Path) -> Checked:
    """Read every sheet that carries a declared table. FileError when the file cannot be read."""
    tables = {table.name: table for table in declared_tables()}
    checked = Checked()
    for grid in read_any(path):
        table = tables.get(grid.sheet)
        if table is None:
            continue
        reading = read_grid(grid, table)
        checked.rows[table.name] = len(reading.frame)
        checked.issues += reading.issues
    if not checked.rows:
        names = "、".join(tables)
        checked.issues.append(
            Issue("", "", "", "", path.name, "没有认得的工作表", f"工作表应以表名命名，如：{names}")
        )
    return checked
