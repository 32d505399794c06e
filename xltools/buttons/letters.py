"""生成函件: one Word file for each confirmed row of 函件清单, and the month's 排名通报 (第12条 两书一函)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, TypeAlias

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.drafts import refuse_a_wrong_clock, rehearsed, remark_issue, with_files
from xltools.buttons.inputs import checksum, chosen_period, overrides_of, policy_for, read_all
from xltools.buttons.issued import (
    Issued,
    dated_of,
    issued_letters,
    keep_finals,
    number_of,
    retire_drafts,
    without_void,
)
from xltools.errors import InputError, Issue, Severity
from xltools.folders import ISSUED
from xltools.hosts.replace import replace_files
from xltools.letters.batch import Draft
from xltools.letters.bulletin import ranking_bulletin_facts
from xltools.letters.facts import facts_for, month, unit_name
from xltools.letters.naming import letter_name, unique
from xltools.letters.printing import print_files
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.ranking import CITY_RANKING, RANKING
from xltools.tables.model import Reading

Row: TypeAlias = dict[str, Any]
ByCode: TypeAlias = dict[str, dict[Any, Any]]
Office: TypeAlias = Mapping[str, Any]
Known: TypeAlias = Mapping[str, Issued]

BULLETIN = "排名通报"
PRINTED = ("市州", "支出率", "序时目标", "综合得分", "综合状态")
"""Columns of a ranked unit that letters and the bulletin print."""


def letters(press: Press) -> Result:
    """第12条 两书一函: what the officer confirmed in 函件清单, and the month's 排名通报."""
    overrides = overrides_of(press)
    readings = read_all(press.book, required=[LETTERS, RANKING, CITY_RANKING], optional=[])
    period = _ranked_period(readings[RANKING.name], chosen_period(overrides))
    refuse_a_wrong_clock(press.today, period)
    _refuse_gaps(readings[RANKING.name], readings[CITY_RANKING.name])
    policy = policy_for(period, overrides)
    frames = {name: reading.frame for name, reading in readings.items()}
    issued = issued_letters(press.folder)
    drafts = _drafts(press, period, frames, dict(policy.values), issued)
    rehearsal = rehearsed(press, drafts, readings[LETTERS.name], policy)
    folder = press.out / ISSUED / period
    paths = [folder / draft.name for draft in drafts]
    keep_finals(drafts, rehearsal, folder, issued)
    kept = replace_files(dict(zip(paths, rehearsal.letters, strict=True)))
    rehearsal.notices += retire_drafts(drafts, folder)
    press.progress("合订打印", 0, 1)
    prints = print_files(folder, [d.name for d in drafts], rehearsal.letters, f"{month(period)}函件打印合订")
    listed = with_files(frames[LETTERS.name], drafts, paths, press.out)
    counted = Counter(draft.kind for draft in drafts)
    waiting = int(((listed["期别"] == period) & (listed["是否签发"] == "否")).sum())
    return Result(
        message="；".join((_message(period, counted, kept, waiting, len(rehearsal.notices)), *prints.notes)),
        rows=len(drafts),
        tables=[(LETTERS, listed)],
        files=[*paths, *prints.files],
        issues=[
            *(i for reading in readings.values() for i in reading.issues),
            *(remark_issue(readings[LETTERS.name], r, Severity.NOTICE) for r in rehearsal.notices),
        ],
        facts={"period": period, "letters": dict(counted), "waiting": waiting, "pages": sum(prints.pages)},
        note=period,
        inputs=checksum(frames.values()),
        policy=policy,
    )


def _ranked_period(reading: Reading, chosen: str) -> str:
    """The 期别 that 排名表 holds, which must be the one chosen in 参数."""
    ranked = str(max((period for period in reading.values("期别") if period), default=""))
    if ranked and chosen in ("", ranked):
        return ranked
    problem = f"排名表是 {ranked} 的，参数中的期别是 {chosen}" if ranked else "排名表是空的"
    remedy = "请先按“计分排名”，核对函件清单后再按“生成函件”"
    raise InputError([Issue(reading.sheet, reading.header, RANKING.name, "期别", ranked, problem, remedy)])


def _refuse_gaps(*rankings: Reading) -> None:
    """InputError with the cells that were emptied in a ranked unit's row."""
    issues = [
        reading.issue(i, name, "有排名，这一格却是空的，函件和通报印不出来", "请重新按“计分排名”")
        for reading in rankings
        for i in range(len(reading.frame))
        for name in PRINTED
        if reading.value(i, "排名") is not None and reading.value(i, name) is None
    ]
    if issues:
        raise InputError(issues)


def _drafts(
    press: Press, period: str, frames: Mapping[str, pd.DataFrame], office: Office, issued: Known
) -> list[Draft]:
    """The confirmed letters in the order of 函件清单, then the bulletin."""
    listed, counties, cities = (frames[t.name] for t in (LETTERS, RANKING, CITY_RANKING))
    ranked = _by_code(counties) | _by_code(cities)
    confirmed = [
        (position, without_void({str(name): value for name, value in row.items()}, issued))
        for position, row in enumerate(listed.to_dict("records"))
        if row["期别"] == period and row["是否签发"] == "是"
    ]
    names = unique(_name(row, ranked, office) for _, row in confirmed)
    return [
        *(_draft(press, name, at, row, ranked, office, issued)
          for name, (at, row) in zip(names, confirmed, strict=True)),
        _bulletin(press, period, counties, cities, office, issued),
    ]  # fmt: skip


def _bulletin(
    press: Press, period: str, counties: pd.DataFrame, cities: pd.DataFrame, office: Office, issued: Known
) -> Draft:
    """排名通报 stands in no list; its number is that of the register's row of this kind and 期别."""
    number = number_of(BULLETIN, period, issued)
    facts = ranking_bulletin_facts(counties, cities, office, dated_of(number, issued, press.today))
    name, before = letter_name(BULLETIN, "", period, number), letter_name(BULLETIN, "", period)
    if not number:
        return Draft(BULLETIN, name, facts)
    return Draft(BULLETIN, name, facts | {"文号": number}, before=before)


def _draft(
    press: Press, name: str, position: int, row: Row, ranked: ByCode, office: Office, issued: Known
) -> Draft:
    """One letter; one that has its number bears the date it was signed on, whatever day it is made."""
    dated = dated_of(row["文号"], issued, press.today)
    before = _name(row | {"文号": None}, ranked, office)
    facts = facts_for(row, ranked.get(row["代码"]), office, dated)
    return Draft(row["函件"], name, facts, position, before if before != name else "")


def _by_code(frame: pd.DataFrame) -> ByCode:
    return {row["行政区划代码"]: row for row in frame.to_dict("records")}


def _name(row: Row, ranked: ByCode, office: Office) -> str:
    unit = unit_name(row, ranked.get(row["代码"]), office)
    return letter_name(row["函件"], row["代码"], unit, row["文号"] or "")


def _message(period: str, counted: Counter[str], kept: int, waiting: int, notices: int) -> str:
    parts = "、".join(f"{kind} {number}" for kind, number in counted.items())
    older = f"；{kept} 份旧稿已移入“备份”" if kept else ""
    held = f"；另有 {waiting} 件填“否”，没有生成" if waiting else ""
    look = f"；有 {notices} 处打印前要看一看，见“校验结果”" if notices else ""
    return f"{period} 函件已生成：{parts}，在“{ISSUED}/{period}”文件夹{older}{held}{look}"
