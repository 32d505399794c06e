"""真值.csv held against what was really read: every planted cell parsed right, or reported at its cell."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from xltools.cells import address
from xltools.errors import Issue
from xltools.returns.cache import Cache
from xltools.returns.folder import return_files
from xltools.returns.reading import read_returns
from xltools.sample.workbook import SamplePaths
from xltools.tables.model import Rows, shown

TRUE, REPORTED = "应得", "应报"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many planted cells were read right, how many reported, and a sentence for each that was neither."""

    read: int
    reported: int
    missed: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The count as it is printed."""
        total = self.read + self.reported + len(self.missed)
        return f"真值 {total} 处：读对 {self.read}，指出 {self.reported}，遗漏 {len(self.missed)}"


def judge(sample: SamplePaths, issues: Iterable[Issue]) -> Verdict:
    """Hold 真值.csv against the returns as they are read, and against the issues of their collection."""
    truths = list(_truths(sample.truth))
    planted = {truth["文件"] for truth in truths}
    files = [path for path in return_files(sample.returns) if path.name in planted]
    read = read_returns(files, sample.returns, Cache(None), lambda done, total: None)
    readings = {each.name: each.rows for each in read if each.rows is not None}
    places = {(Path(i.file).name, i.sheet, i.cell) for i in issues}
    counts = {TRUE: 0, REPORTED: 0}
    missed = []
    for truth in truths:
        place = (truth["文件"], truth["工作表"], truth["单元格"])
        if truth["判定"] == REPORTED:
            met, found = place in places, "没有指出"
        else:
            found = _value_at(readings[truth["文件"]], truth["列"], truth["单元格"])
            met = found == truth["应得值"]
        if met:
            counts[truth["判定"]] += 1
        else:
            missed.append(f"{'!'.join(place)} {truth['列']}（{truth['怪癖']}）应{truth['应得值']}：{found}")
    return Verdict(counts[TRUE], counts[REPORTED], tuple(missed))


def _truths(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _value_at(rows: Rows, column: str, cell: str) -> str:
    """What was read for a cell, as 真值.csv writes it; rates to four places."""
    for row, sheet_row in enumerate(rows.rows):
        if column in rows.at and address(sheet_row, rows.at[column]) == cell:
            value = rows.value(row, column)
            return f"{round(value, 4):.15g}" if column == "支出进度" and value is not None else shown(value)
    return "没有读到这一格"
