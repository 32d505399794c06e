"""资产盘活 in the sample office's folder, and its results held against what was planted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xltools.sample.assets import Estate, estate, frame_of, truth_csv
from xltools.sample.library_folder import fill
from xltools.sample.province import SICHUAN, county_frame, province
from xltools.sample.score import Score
from xltools.tables.declared.assets import (
    ASSETS,
    BY_COUNTY_ASSETS,
    CLASSIFIED,
    NO_ASSETS,
    SOUND,
    TO_REVIVE,
    WAYS,
)
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.revival import (
    AGREEMENTS,
    CHANGES,
    CONDITIONS,
    FEASIBLE,
    PLATFORMS,
    REVIVAL,
)

WORKBOOK, TRUTH = "资产盘活.xlsm", "资产真值.csv"

Keys = set[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class AssetsPaths:
    """Where it lies, and what was planted."""

    workbook: Path
    truth: Path
    estate: Estate


def make_assets(folder: Path, seed: int = 2024, counties: int = SICHUAN) -> AssetsPaths:
    """Put the sample's 资产盘活.xlsm and 资产真值.csv into the folder: press `classify`, then `revive`."""
    who = tuple(province(seed, counties))
    made = AssetsPaths(folder / WORKBOOK, folder / TRUTH, estate(who, seed))
    tables = (ASSETS, PLATFORMS, CONDITIONS, REVIVAL, AGREEMENTS, CHANGES)
    filled = [(table, frame_of(made.estate, table)) for table in tables]
    fill(made.workbook, [*filled, (COUNTIES, county_frame(who))])
    made.truth.write_bytes(truth_csv(made.estate))
    return made


def judge_assets(made: AssetsPaths) -> list[Score]:
    """The results of both buttons held against 资产真值.csv."""
    from xltools.hosts.closed import open_closed
    from xltools.tables.sheets import read_table

    with open_closed(made.workbook) as book:
        found = {
            table.name: read_table(book, table).frame.to_dict("records")
            for table in (CLASSIFIED, BY_COUNTY_ASSETS, REVIVAL, AGREEMENTS, CHANGES)
        }
    return [
        Score.of(
            "资产分类", {(c, k) for c, k in made.estate.classes.items()}, _classes(found[CLASSIFIED.name])
        ),
        Score.of("无数据的县", {(c,) for c in made.estate.silent}, _silent(found[BY_COUNTY_ASSETS.name])),
        Score.of("盘活建议", _listed(made), {(r["资产编号"],) for r in found[REVIVAL.name]}),
        Score.of("可行方式和进度", _progress(made), _reached(found[REVIVAL.name], made)),
        Score.of("协议检查", _owed(made, "检查结果"), _states(found[AGREEMENTS.name], "检查结果")),
        Score.of("变更登记", _owed(made, "变更状态"), _states(found[CHANGES.name], "状态")),
    ]


def _classes(rows: Iterable[Mapping[Any, Any]]) -> Keys:
    return {(row["资产编号"], row["分类"]) for row in rows if row["分类"] != SOUND}


def _silent(rows: Iterable[Mapping[Any, Any]]) -> Keys:
    return {(row["行政区划代码"],) for row in rows if row["数据情况"] == NO_ASSETS}


def _listed(made: AssetsPaths) -> Keys:
    """What is to be revived, and what was decided upon before."""
    due = {(code,) for code, kind in made.estate.classes.items() if kind in TO_REVIVE}
    return due | {(planted.code,) for planted in made.estate.planted if planted.case["决定"]}


def _progress(made: AssetsPaths) -> Keys:
    return {
        (planted.code, planted.case["可行"], planted.case["进度"])
        for planted in made.estate.planted
        if planted.case["进度"]
    }


def _reached(rows: Sequence[Mapping[Any, Any]], made: AssetsPaths) -> Keys:
    planted = {each.code for each in made.estate.planted}
    return {
        (row["资产编号"], "、".join(way for way in WAYS if row[way] == FEASIBLE), row["进度"])
        for row in rows
        if row["资产编号"] in planted
    }


def _owed(made: AssetsPaths, column: str) -> Keys:
    return {(each.code, each.case[column]) for each in made.estate.planted if each.case[column]}


def _states(rows: Iterable[Mapping[Any, Any]], column: str) -> Keys:
    return {(row["资产编号"], row[column]) for row in rows}
