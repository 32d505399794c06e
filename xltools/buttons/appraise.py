"""年度考核: all of the year's results into indicators, totals, grades, stationing and letters (保障措施)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from xltools.buttons.appraisal_sources import YEAR_PARAMETERS, Gathered, gather
from xltools.buttons.appraisal_specs import MEASURES
from xltools.buttons.button import Press, Result
from xltools.buttons.inputs import checksum, overrides_of, read_all
from xltools.buttons.library_inputs import counties_of
from xltools.errors import InputError, Issue, PolicyError, Severity
from xltools.policy import Policy, load
from xltools.rules.art12.roster import text
from xltools.rules.problems import Problem, to_issues
from xltools.rules.safeguards.decided import Decided, changed, decisions, unexplained, with_other_years
from xltools.rules.safeguards.facts import Facts, Scope, Unit, units
from xltools.rules.safeguards.limits import adjustment_problems, limits, sums
from xltools.rules.safeguards.notices import notices, period_of
from xltools.rules.safeguards.results import city_results, county_results, details, indicator_rows
from xltools.rules.safeguards.scores import Placed, placed, standing
from xltools.rules.safeguards.stationing import evidence, stationing
from xltools.tables.declared.appraisal import (
    ADJUSTED,
    CITY_CODE,
    CITY_RESULTS,
    DETAILS,
    GRADES,
    INDICATOR_TABLE,
    NOTICES,
    RESULTS,
    STATIONED,
    UNKNOWN,
)
from xltools.tables.declared.dispatch import CODE, COUNTIES
from xltools.tables.model import Reading, Table

YEAR = "考核年度"
_SECOND_HALF = 7


@dataclass(slots=True)
class _Desk:
    """One press: what was read and whom it is about."""

    press: Press
    policy: Policy
    year: int
    readings: Mapping[str, Reading]
    roster: pd.DataFrame
    exempt: Sequence[Unit]
    scope: Scope
    found: Gathered

    def frame(self, table: Table) -> pd.DataFrame:
        return self.readings[table.name].frame


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the year comes to, and the confirmed grades that are others now."""

    facts: Mapping[str, Facts]
    ranked: Sequence[Placed]
    city_ranked: Sequence[Placed]
    counties: pd.DataFrame
    cities: pd.DataFrame
    stationed: pd.DataFrame
    told: Sequence[Problem]

    @property
    def stations(self) -> int:
        """How many counties are in the year's 驻点监督名单."""
        return int(self.cities["驻点县数"].sum())


def appraise(press: Press) -> Result:
    """保障措施第一、三条: every county and city that takes part, with what is known and what is not."""
    desk = _read(press)
    press.progress("年度考核", 0, 1)
    outcome = _outcome(desk)
    press.progress("年度考核", 1, 1)
    return Result(
        message=_message(desk, outcome),
        rows=len(outcome.ranked),
        tables=_tables(desk, outcome),
        issues=[
            *(issue for reading in desk.readings.values() for issue in reading.issues),
            *desk.found.issues,
            *_told_early(desk),
            *to_issues(outcome.told, desk.readings),
        ],
        facts=_facts(desk, outcome),
        note="；".join(filter(None, (f"{desk.year}年度", desk.found.label))),
        inputs=checksum([desk.roster, desk.frame(ADJUSTED), *desk.found.frames.values()]),
        policy=desk.policy,
    )


def _outcome(desk: _Desk) -> _Outcome:
    """InputError where a 核定等次 has no reason."""
    year, policy = desk.year, desk.policy
    facts = desk.found.facts(MEASURES, desk.scope)
    ranked, city_ranked = _ranked(desk, facts)
    decided = decisions(desk.frame(RESULTS), CODE.name, year)
    city_decided = decisions(desk.frame(CITY_RESULTS), CITY_CODE.name, year)
    _stop_at(
        desk,
        [*_unexplained(ranked, decided, RESULTS), *_unexplained(city_ranked, city_decided, CITY_RESULTS)],
    )
    counties = county_results(ranked, desk.exempt, decided, year, policy)
    grades = dict(zip(counties[CODE.name], counties["等次"], strict=True))
    proof = evidence(desk.found.frames, grades, year, policy)
    stationed = stationing(proof, [p.standing for p in ranked], desk.frame(STATIONED), year)
    codes = [text(row[CODE.name]) for row in stationed.to_dict("records") if row["年度"] == year]
    cities = city_results(city_ranked, counties, codes, city_decided, year, policy)
    told = (
        *changed(counties, CODE.name, decided, RESULTS.name),
        *changed(cities, CITY_CODE.name, city_decided, CITY_RESULTS.name),
    )
    return _Outcome(facts, ranked, city_ranked, counties, cities, stationed, told)


def _tables(desk: _Desk, outcome: _Outcome) -> list[tuple[Table, pd.DataFrame]]:
    year, policy, found = desk.year, desk.policy, desk.found
    said = {name: found.said.get(name, found.missing.get(name, "")) for name in MEASURES}
    everyone = [p.standing for p in (*outcome.city_ranked, *outcome.ranked)]
    letters = notices(outcome.cities, desk.frame(NOTICES), year, desk.press.today, policy)
    return [
        (INDICATOR_TABLE, indicator_rows(policy, said)),
        (RESULTS, with_other_years(outcome.counties, desk.frame(RESULTS), year)),
        (CITY_RESULTS, with_other_years(outcome.cities, desk.frame(CITY_RESULTS), year)),
        (DETAILS, details(everyone, said, year, policy)),
        (STATIONED, outcome.stationed),
        (NOTICES, letters),
    ]


def appraised_year(typed: str, today: dt.date) -> int:
    """考核年度; blank: in the first half of a year the one before, then the year itself."""
    if typed and not (typed.isdigit() and len(typed) == 4):
        raise PolicyError(f"参数“{YEAR}”是“{typed}”，应写成四位年份，如 2024。请改正或清空")
    return int(typed) if typed else today.year - (today.month < _SECOND_HALF)


def _read(press: Press) -> _Desk:
    overrides = overrides_of(press)
    year = appraised_year(load(press.today, overrides).text(YEAR), press.today)
    policy = load(dt.date(year, 12, 31), overrides)
    readings = read_all(
        press.book, required=[], optional=[ADJUSTED, RESULTS, CITY_RESULTS, STATIONED, NOTICES, COUNTIES]
    )
    roster, _ = counties_of(press, readings[COUNTIES.name])
    if roster.empty:
        remedy = "把“调度排名”放进同一文件夹，或在“县区名单”填好各县的代码和名称"
        reading = readings[COUNTIES.name]
        raise InputError([_empty(reading, COUNTIES, "没有县区名单，不知道考核哪些县", remedy)])
    counties, cities = units(roster)
    taking = [unit for unit in counties if unit.takes_part]
    scope = Scope(year, taking, policy, press.today, cities)
    exempt = [unit for unit in counties if not unit.takes_part]
    desk = _Desk(
        press, policy, year, readings, roster, exempt, scope, gather(press.folder, year, press.today)
    )
    codes = [unit.code for unit in (*taking, *cities)]
    _stop_at(desk, adjustment_problems(desk.frame(ADJUSTED), codes, policy))
    if not desk.found.frames:
        reasons = "；".join(dict.fromkeys(desk.found.missing.values()))
        problem = f"{year}年度没有任何结果可以考核：{reasons}"
        remedy = "把全年的各工作簿放在同一文件夹；要考核别的年度，在“参数”填“考核年度”"
        raise InputError([_empty(readings[RESULTS.name], RESULTS, problem, remedy)])
    return desk


def _empty(reading: Reading, table: Table, problem: str, remedy: str) -> Issue:
    sheet = reading.sheet or table.name
    return Issue(sheet, reading.header, table.name, table.key[-1], "", problem, remedy)


def _told_early(desk: _Desk) -> Iterable[Issue]:
    """One notice for all buttons whose results are of before the end of the year."""
    if desk.found.early:
        problem = f"{'、'.join(desk.found.early)}是{desk.year}年末以前按的，以后到期、逾期和办结的没有算进来"
        years = "、".join(f"“{name}”" for name in YEAR_PARAMETERS.values())
        how = f"更新台账，{years}填{desk.year}（空白会算成今天的年度），再按一次"
        remedy = f"在各自的工作簿{how}，保存后再按“年度考核”"
        issue = _empty(desk.readings[RESULTS.name], RESULTS, problem, remedy)
        yield replace(issue, severity=Severity.NOTICE)


def _ranked(desk: _Desk, facts: Mapping[str, Facts]) -> tuple[list[Placed], list[Placed]]:
    """Counties and cities, each by place."""
    codes = [unit.code for unit in desk.scope.counties]
    held = limits({**desk.found.frames, ADJUSTED.name: desk.frame(ADJUSTED)}, desk.year, codes, desk.policy)
    added = sums(desk.frame(ADJUSTED), desk.year)
    counties, cities = (
        placed([standing(unit, facts, added, held, desk.policy) for unit in which])
        for which in (desk.scope.counties, desk.scope.cities)
    )
    return counties, cities


def _unexplained(ranked: Sequence[Placed], decided: Decided, table: Table) -> Iterable[Problem]:
    proposed = {p.standing.unit.code: p.standing.grade for p in ranked}
    return unexplained(proposed, decided, table.name)


def _stop_at(desk: _Desk, problems: Iterable[Problem]) -> None:
    found = to_issues(problems, desk.readings)
    if found:
        raise InputError(found)


def _message(desk: _Desk, outcome: _Outcome) -> str:
    grades = _counted(outcome.counties)
    without = len(outcome.ranked) - sum(grades.values())
    cities = outcome.cities
    parts = (
        f"{desk.year}年度考核：参加{len(outcome.ranked)}个县，"
        + "、".join(f"{grade}{n}" for grade, n in grades.items()),
        f"缺数据不评等次{without}个，见“考核结果”的“缺项”" if without else "",
        f"市（州）{len(cities)}个，评出等次{int(cities['等次'].notna().sum())}个",
        f"列入驻点监督名单{outcome.stations}个县，由您定",
        *dict.fromkeys(desk.found.missing.values()),
        f"{len(desk.found.early)}个按钮年末以后没有再按，见“校验结果”" if desk.found.early else "",
        f"读取了同一文件夹的{'、'.join(f'“{f.path.name}”' for f in desk.found.files)}（按上次保存的）",
        "评出等次的“是否确认”已填“是”，核对后不同意的改“否”，再按“生成考核材料”",
    )
    return "；".join(filter(None, parts))


def _counted(table: pd.DataFrame) -> dict[str, int]:
    return {grade: int((table["等次"] == grade).sum()) for grade in GRADES}


def _facts(desk: _Desk, outcome: _Outcome) -> dict[str, Any]:
    """What --json and the demo's summary show."""
    lacking = {name: sum(f.state == UNKNOWN for f in by.values()) for name, by in outcome.facts.items()}
    grades = _counted(outcome.counties)
    return {
        "year": desk.year,
        "period": period_of(desk.year),
        "grades": grades,
        "city_grades": _counted(outcome.cities),
        "ungraded": len(outcome.ranked) - sum(grades.values()),
        "missing": {name: n for name, n in lacking.items() if n},
        "stationed": outcome.stations,
    }
