"""The library's part of the sample office's folder: 项目库, 资金监管 and the truth about what was planted."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from xltools.sample.library import Plant, library, negative_list, plants, truth_csv
from xltools.sample.province import SICHUAN, county_frame, province
from xltools.sample.score import Score
from xltools.shipped import shipped
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.lists import NEGATIVE_LIST, SCREENED
from xltools.tables.declared.project_results import CLEANUP, QUALITY, REVIEWED
from xltools.tables.declared.projects import KEEP, PASSED, PROJECTS
from xltools.tables.model import Table

LIBRARY, LISTS, TRUTH = "项目库.xlsm", "资金监管.xlsm", "库真值.csv"


@dataclass(frozen=True, slots=True)
class LibraryPaths:
    """Where it lies, and what was planted."""

    library: Path
    lists: Path
    truth: Path
    planted: tuple[Plant, ...]


def make_library(folder: Path, seed: int = 2024, counties: int = SICHUAN) -> LibraryPaths:
    """Put the sample's 项目库.xlsm, 资金监管.xlsm and 库真值.csv into the folder."""
    who = tuple(province(seed, counties))
    made = LibraryPaths(folder / LIBRARY, folder / LISTS, folder / TRUTH, tuple(plants(who, seed)))
    fill(made.library, [(PROJECTS, library(who, seed)), (COUNTIES, county_frame(who))])
    fill(made.lists, [(NEGATIVE_LIST, negative_list())])
    made.truth.write_bytes(truth_csv(made.planted))
    return made


def judge_library(made: LibraryPaths) -> list[Score]:
    """The results in both workbooks held against 库真值.csv, button by button."""
    from xltools.hosts.closed import open_closed
    from xltools.tables.sheets import read_table

    frames: dict[str, pd.DataFrame] = {}
    for path, tables in ((made.library, (REVIEWED, CLEANUP, QUALITY)), (made.lists, (SCREENED,))):
        with open_closed(path) as book:
            frames |= {table.name: read_table(book, table).frame for table in tables}
    reviewed, cleaned = frames[REVIEWED.name], frames[CLEANUP.name]
    return [
        Score.of("清单筛查", _due(made, "清单条目"), _pairs(frames[SCREENED.name], "编号")),
        Score.of("入库审查", _due(made, "结论", PASSED), _pairs(reviewed, "结论", PASSED)),
        Score.of("动态清库", _due(made, "处理", KEEP), _pairs(cleaned, "处理", KEEP)),
        Score.of("数据质量", _due(made, "数据质量"), _pairs(frames[QUALITY.name], "检查项")),
    ]


def unexplained(made: LibraryPaths, reviewed: pd.DataFrame) -> list[str]:
    """The planted projects whose 问题 does not name everything that was planted."""
    said = reviewed.groupby("项目编码")["问题"].agg(lambda texts: "；".join(t for t in texts if t))
    return [
        f"{plant.code}（{plant.case}）"
        for plant in made.planted
        for name in filter(None, plant.due["审查问题"].split("、"))
        if name not in said[plant.code]
    ]


def fill(path: Path, tables: Iterable[tuple[Table, pd.DataFrame]]) -> None:
    """The shipped workbook of that name with these tables in it, at `path`."""
    from xltools.hosts.closed import open_closed
    from xltools.tables.sheets import write_table

    with tempfile.TemporaryDirectory() as aside:
        blank = Path(shutil.copyfile(shipped("workbooks", path.name), Path(aside, path.name)))
        with open_closed(blank) as book:
            for table, frame in tables:
                write_table(book, table, frame)
            book.save(path)


def _due(made: LibraryPaths, column: str, clean: str = "") -> set[tuple[str, str]]:
    return {
        (plant.code, name)
        for plant in made.planted
        for name in plant.due[column].split("、")
        if name not in ("", clean)
    }


def _pairs(frame: pd.DataFrame, column: str, clean: str = "") -> set[tuple[str, str]]:
    pairs = zip(frame["项目编码"], frame[column], strict=True)
    return {(code, name) for code, name in pairs if name != clean}
