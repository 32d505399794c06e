"""The year's results in the workbooks beside 年度考核: which are there, when made, what they lack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from xltools.buttons.appraisal_specs import SOURCES, Source
from xltools.buttons.neighbour import Neighbour, neighbour
from xltools.errors import Issue, Severity
from xltools.rules.safeguards.facts import Facts, Scope, unknown
from xltools.tables.declared.record import RUNS
from xltools.tables.model import Reading, blank

Frames = Mapping[str, pd.DataFrame]
Measure = Callable[[Frames, Scope], Facts]

YEAR_PARAMETERS = {"日常计分": "计分年度", "资金监管": "监管年度", "督导检查": "督导年度"}
"""The workbooks whose buttons work out one year, and the parameter that says which."""

_UNFINISHED = "（未完成）"

DONE_IN_THE_YEAR = ("动态清库", "备案审查")
"""第9、10条 have their month; what the other buttons find changes to the last day of the year."""


@dataclass(slots=True)
class Gathered:
    """What was found: tables by name, and by indicator where it came from or why it is not there.

    `early` names the buttons that were not pressed again once the year was over.
    """

    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    files: list[Neighbour] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    early: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def facts(self, measures: Mapping[str, Measure], scope: Scope) -> dict[str, Facts]:
        """Every indicator of every unit; one whose source is not there is 无数据 for all."""
        return {name: self._facts(name, measure, scope) for name, measure in measures.items()}

    def _facts(self, name: str, measure: Measure, scope: Scope) -> Facts:
        if name in self.missing:
            reason = self.missing[name]
            return {unit.code: unknown(reason) for unit in (*scope.counties, *scope.cities)}
        return measure(self.frames, scope)

    @property
    def label(self) -> str:
        """The files and their hashes, for 运行记录."""
        return "；".join(each.label for each in self.files)


def gather(folder: Path, year: int, today: dt.date) -> Gathered:
    """Every source that is to be had. HostError where a workbook is there twice."""
    found = Gathered()
    for source in SOURCES:
        file = neighbour(folder, source.workbook, (*source.tables, RUNS), lenient=True, partial=True)
        if file is not None:
            found.files.append(file)
            found.issues += _notices(file)
        for button, tables, indicators in source.parts:
            reason = _why_not(source, file, button, [t.name for t in tables], year)
            if reason:
                found.missing.update(dict.fromkeys(indicators, reason))
                continue
            assert file is not None
            found.frames.update({table.name: file.readings[table.name].frame for table in tables})
            pressed = _last(file.readings[RUNS.name], button)
            assert pressed is not None
            if button not in DONE_IN_THE_YEAR and pressed.date() < dt.date(year, 12, 31) < today:
                found.early.append(f"“{button}”（{pressed:%Y-%m-%d}）")
            made = f"“{file.path.name}”{pressed:%Y-%m-%d}按“{button}”的结果"
            found.said.update(dict.fromkeys(indicators, made))
    return found


def _why_not(source: Source, file: Neighbour | None, button: str, tables: Sequence[str], year: int) -> str:
    """Why a part of a workbook cannot be used; empty where it can."""
    if file is None:
        return f"文件夹里没有“{source.workbook}”"
    lacking = [name for name in (*tables, RUNS.name) if name not in file.readings]
    if lacking:
        return f"“{file.path.name}”没有工作表“{lacking[0]}”，换上下发的工作簿"
    pressed = _last(file.readings[RUNS.name], button)
    if pressed is None:
        return f"“{source.workbook}”还没有按过“{button}”"
    if pressed.year < year:
        return f"“{source.workbook}”的“{button}”是{pressed:%Y-%m-%d}按的，{year}年以后没有按过"
    return _other_year(source, file, button, tables, year)


def _other_year(source: Source, file: Neighbour, button: str, tables: Sequence[str], year: int) -> str:
    """Why the results are of another year: pressed in January, a button works out the year that has begun."""
    parameter = YEAR_PARAMETERS.get(source.workbook)
    dated = [file.readings[name] for name in tables if "年度" in file.readings[name].frame]
    years = [{int(y) for y in reading.values("年度") if not blank(y)} for reading in dated]
    if parameter is None or not any(years) or any(year in found for found in years):
        return ""
    there = "、".join(str(y) for y in sorted(set().union(*years)))
    return (
        f"“{source.workbook}”的“{button}”算的是{there}年度，没有{year}年度："
        f"在它的“参数”里“{parameter}”填{year}，再按“{button}”"
    )


def _last(runs: Reading, button: str) -> dt.datetime | None:
    """When a button was last pressed to the end."""
    pairs = zip(runs.values("按钮"), runs.values("时间"), strict=True)
    times = [t for b, t in pairs if t and b and b.startswith(button) and _UNFINISHED not in b]
    return max(times, default=None)


def _notices(file: Neighbour) -> Iterator[Issue]:
    """Cells of results that cannot be read: the county's figure then is 无数据, and here is why."""
    for reading in file.readings.values():
        for issue in reading.errors:
            yield Issue(
                issue.sheet, issue.cell, issue.table, issue.column, issue.value, issue.problem, issue.remedy,
                Severity.NOTICE, file.path.name,
            )  # fmt: skip
