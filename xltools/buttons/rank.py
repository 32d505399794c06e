"""计分排名: ranking, lights, history, who is written to, the dashboard and its proof (第12条)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import xlwings as xw

from xltools.buttons.button import Press, Result
from xltools.buttons.filing_file import filing_file, joined, planned
from xltools.buttons.inputs import (
    checksum,
    chosen_period,
    given_values,
    overrides_of,
    policy_for,
    read_all,
    table_range,
)
from xltools.buttons.inspections_file import inspections_file, not_pressed_notices
from xltools.buttons.neighbour import Neighbour
from xltools.errors import InputError, Issue
from xltools.formulas.addresses import RankingAddresses
from xltools.formulas.ranking import ranking_check
from xltools.policy import Policy, Value
from xltools.rules.art12.history import COUNTY_LEVEL, history_problems, history_rows, replace_period
from xltools.rules.art12.input import ranking_problems
from xltools.rules.art12.interview import unknown_codes
from xltools.rules.art12.letters import keep_decisions, letters, notices
from xltools.rules.art12.near import near
from xltools.rules.art12.ranking import rank_cities, rank_counties
from xltools.rules.art12.togreen import county_facts_of, standing, to_green
from xltools.rules.art12.trigger import Evidence
from xltools.rules.dashboard import city_progress, last_counties, light_counts, moves, overview
from xltools.rules.problems import Problem, Told, to_issues
from xltools.tables.declared.dashboard import (
    CITY_PROGRESS,
    LAST_COUNTIES,
    LIGHT_COUNTS,
    LIGHT_ROWS,
    MOVES,
    OVERVIEW,
)
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH
from xltools.tables.declared.inspections import FOUND
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.ranking import CITY_RANKING, HISTORY, LIGHTS, RANKING
from xltools.tables.declared.record import PARAMETERS
from xltools.tables.declared.review import ADJUSTMENTS, PROBLEMS
from xltools.tables.declared.togreen import NEAR, TO_GREEN
from xltools.tables.model import Reading, Table
from xltools.tables.sheets import locate

PROOF = "公式校核"
DASHBOARD = "看板"


def rank(press: Press) -> Result:
    """第12条: scores, ranks, lights, history, 看板, 函件清单 and its proof in formulas."""
    overrides = overrides_of(press)
    readings = _read(press)
    filing, inspected = filing_file(press.folder), inspections_file(press.folder)
    told = {table.name: joined(readings[table.name], filing) for table in (PROBLEMS, ADJUSTMENTS)}
    frames = {name: reading.frame for name, reading in readings.items()}
    frames |= {name: rows.frame for name, rows in told.items()}
    period = chosen_period(overrides) or _latest(readings[DISPATCH.name])
    policy = policy_for(period, overrides)
    _stop_at_problems(readings, period, policy)
    press.progress("计分排名", 0, 1)
    dispatch, roster = frames[DISPATCH.name], frames[COUNTIES.name]
    counties = rank_counties(dispatch, roster, period, policy)
    cities = rank_cities(dispatch, roster, period, policy)
    history = replace_period(frames[HISTORY.name], history_rows(counties, cities))
    evidence = _evidence(press, period, policy, frames | {HISTORY.name: history}, filing, inspected)
    _stop_at(unknown_codes(evidence), told)
    written_to = keep_decisions(letters(evidence), frames[LETTERS.name], period)
    own = standing(county_facts_of(evidence), evidence, COUNTY_LEVEL)
    close = near(evidence, own)
    press.progress("计分排名", 1, 1)
    ranked = counties[counties["排名"].notna()]
    headlines = overview(dispatch, roster, counties, period, policy)
    return Result(
        message=_message(period, counties, written_to, close) + _read_beside(filing, inspected),
        rows=len(ranked),
        tables=[
            (RANKING, counties),
            (CITY_RANKING, cities),
            (HISTORY, history),
            (LETTERS, written_to),
            (TO_GREEN, to_green(evidence, own)),
            (NEAR, close),
            (OVERVIEW, headlines),
            *_dashboard(counties, cities, history, policy),
        ],
        formulas={PROOF: _proof(period, counties, cities, given_values(press, policy))},
        recalculated=(DASHBOARD,),
        issues=[
            *_notices(readings),
            *to_issues(notices(evidence), readings),
            *not_pressed_notices(inspected),
        ],
        facts=_facts(period, ranked, written_to, policy),
        note="；".join([_note(period, frames[HISTORY.name]), *(f.label for f in (filing, inspected) if f)]),
        inputs=checksum(_before(name, frame, period) for name, frame in frames.items()),
        policy=policy,
    )


def _read_beside(*files: Neighbour | None) -> str:
    """The other workbooks that were read, for the message."""
    return "".join(f"。{file.said}" for file in files if file)


def _read(press: Press) -> dict[str, Reading]:
    """The tables of 调度排名; InputError with the errors of all of them."""
    press.progress("读取各表", 0, 1)
    locate(press.book, PARAMETERS)  # 公式校核 refers to its cells
    optional = [COUNTIES, HISTORY, LETTERS, PROBLEMS, ADJUSTMENTS]
    readings = read_all(press.book, required=[DISPATCH], optional=optional)
    press.progress("读取各表", 1, 1)
    return readings


def _dashboard(
    counties: pd.DataFrame, cities: pd.DataFrame, history: pd.DataFrame, policy: Policy
) -> list[tuple[Table, pd.DataFrame]]:
    """The tables of 看板 under its headlines."""
    return [
        (CITY_PROGRESS, city_progress(cities)),
        (LIGHT_COUNTS, light_counts(counties)),
        (LAST_COUNTIES, last_counties(counties, policy)),
        (MOVES, moves(counties, history)),
    ]


def _before(name: str, frame: pd.DataFrame, period: str) -> pd.DataFrame:
    """A table as it went in: without the rows that ranking this 期别 writes itself."""
    return frame[frame["期别"] != period] if name in (HISTORY.name, LETTERS.name) else frame


def _latest(reading: Reading) -> str:
    """The latest 期别 in 调度表."""
    periods = [period for period in reading.values("期别") if period]
    if not periods:
        problem, remedy = "调度表里没有数据", "请先按“汇总上报”，或把各县数据填入调度表"
        raise InputError([Issue(reading.sheet, reading.header, DISPATCH.name, "期别", "", problem, remedy)])
    return str(max(periods))


def _stop_at_problems(readings: dict[str, Reading], period: str, policy: Policy) -> None:
    """InputError with every cell that stops the ranking."""
    dispatch = readings[DISPATCH.name]
    if period not in dispatch.values("期别"):
        problem, remedy = f"调度表里没有 {period} 的数据", "请先汇总这一期别，或改“参数”中的期别"
        raise InputError(
            [Issue(dispatch.sheet, dispatch.header, DISPATCH.name, "期别", period, problem, remedy)]
        )
    problems = ranking_problems(dispatch.frame, readings[COUNTIES.name].frame, period, policy)
    _stop_at([*problems, *history_problems(readings[HISTORY.name].frame)], readings)


def _note(period: str, history: pd.DataFrame) -> str:
    """For 运行记录: how many rows of 历史排名 this ranking replaces."""
    replaced = int((history["期别"] == period).sum())
    return f"{period}，重算，替换历史排名{replaced}行" if replaced else period


def _stop_at(problems: list[Problem], readings: Mapping[str, Told]) -> None:
    if problems:
        raise InputError(to_issues(problems, readings))


def _evidence(
    press: Press,
    period: str,
    policy: Policy,
    frames: dict[str, pd.DataFrame],
    filing: Neighbour | None,
    inspected: Neighbour | None,
) -> Evidence:
    """`frames` with 历史排名 as this ranking leaves it."""
    return Evidence(
        period=period,
        today=press.today,
        policy=policy,
        dispatch=frames[DISPATCH.name],
        roster=frames[COUNTIES.name],
        history=frames[HISTORY.name],
        letters=frames[LETTERS.name],
        reviews=frames[PROBLEMS.name],
        adjustments=frames[ADJUSTMENTS.name],
        investments=planned(filing),
        inspections=inspected.readings[FOUND.name].frame if inspected else None,
    )


def _proof(period: str, counties: pd.DataFrame, cities: pd.DataFrame, given: dict[str, Value]) -> Any:
    """What makes 公式校核 once the tables it refers to stand in the workbook."""
    ranked, cities_ranked = _ranked_codes(counties), _ranked_codes(cities)

    def grid(book: xw.Book) -> Sequence[Sequence[Any]]:
        tables = (DISPATCH, RANKING, CITY_RANKING, PARAMETERS)
        addresses = RankingAddresses(*(table_range(book, table) for table in tables))
        return ranking_check(addresses, period, ranked, cities_ranked, given)

    return grid


def _ranked_codes(frame: pd.DataFrame) -> list[str]:
    return frame.loc[frame["排名"].notna(), "行政区划代码"].tolist()


def _notices(readings: dict[str, Reading]) -> list[Issue]:
    return [issue for reading in readings.values() for issue in reading.issues]


def _message(period: str, counties: pd.DataFrame, written_to: pd.DataFrame, close: pd.DataFrame) -> str:
    lights = counties["综合状态"].value_counts()
    counted = "、".join(f"{light}{int(lights.get(light, 0))}" for light in LIGHTS)
    ranked = int(counties["排名"].notna().sum())
    absent = int(counties["依据"].str.contains("未上报").sum())
    missing = f"，另有 {absent} 个县未上报、没有排入" if absent else ""
    due = int((written_to["期别"] == period).sum())
    to_confirm = f"拟发函件 {due} 件，请到“函件清单”核对"
    edge = f"；离处置线很近的 {len(close)} 处，见“临界名单”" if len(close) else ""
    return f"{period} 排名完成：参评 {ranked} 个县{missing}；综合亮灯 {counted}；{to_confirm}{edge}"


def _facts(period: str, ranked: pd.DataFrame, written_to: pd.DataFrame, policy: Policy) -> dict[str, Any]:
    """What --json and the demo's summary show."""
    last = ranked.tail(policy.whole("提醒函后位县数"))
    columns = ["排名", "市州", "县区", "综合得分", "支出率", "综合状态"]
    lights = {
        name: {light: int((ranked[f"{name}状态"] == light).sum()) for light in LIGHTS} for name in LIGHT_ROWS
    }
    now = written_to[written_to["期别"] == period]
    return {
        "period": period,
        "lights": lights,
        "last": last[columns].astype({"排名": int}).to_dict("records"),
        "letters": now["函件"].value_counts().to_dict(),
    }
