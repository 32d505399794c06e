"""生成函件: one Word file for each confirmed row of 函件清单, and the month's 排名通报 (第12条 两书一函)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.drafts import notice_issue, with_files, write_drafts
from xltools.buttons.inputs import checksum, chosen_period, overrides_of, policy_for, read_all
from xltools.errors import InputError, Issue
from xltools.folders import ISSUED
from xltools.letters.batch import Draft, rehearse, renderers_for
from xltools.letters.bulletin import ranking_bulletin_facts
from xltools.letters.context import is_blank
from xltools.letters.facts import facts_for, month, unit_name
from xltools.letters.naming import letter_name, unique
from xltools.letters.printing import print_files
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.ranking import CITY_RANKING, RANKING
from xltools.tables.model import Reading

BULLETIN = "排名通报"


def letters(press: Press) -> Result:
    """第12条 两书一函: what the officer confirmed in 函件清单, and the month's 排名通报."""
    overrides = overrides_of(press)
    readings = read_all(press.book, required=[LETTERS, RANKING, CITY_RANKING], optional=[])
    period = _ranked_period(readings[RANKING.name], chosen_period(overrides))
    policy = policy_for(period, overrides)
    frames = {name: reading.frame for name, reading in readings.items()}
    drafts = _drafts(press, period, frames, dict(policy.values))
    rehearsal = rehearse(drafts, renderers_for((d.kind for d in drafts), press.folder), press.progress)
    rehearsal.require()
    folder = press.out / ISSUED / period
    paths = [folder / draft.name for draft in drafts]
    kept = write_drafts(paths, rehearsal.letters)
    press.progress("合订打印", 0, 1)
    prints = print_files(folder, [d.name for d in drafts], rehearsal.letters, f"{month(period)}函件打印合订")
    listed = with_files(frames[LETTERS.name], drafts, paths, press.out)
    counted = Counter(draft.kind for draft in drafts)
    waiting = int(((listed["期别"] == period) & (listed["是否签发"] == "否")).sum())
    return Result(
        message="；".join((_message(period, counted, kept, waiting), *prints.notes)),
        rows=len(drafts),
        tables=[(LETTERS, listed)],
        files=[*paths, *prints.files],
        issues=[
            *(i for reading in readings.values() for i in reading.issues),
            *(notice_issue(notice, LETTERS) for notice in rehearsal.notices),
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


def _drafts(
    press: Press, period: str, frames: Mapping[str, pd.DataFrame], office: Mapping[str, Any]
) -> list[Draft]:
    """The confirmed letters in the order of 函件清单, then the bulletin."""
    listed, counties, cities = (frames[t.name] for t in (LETTERS, RANKING, CITY_RANKING))
    ranked = _by_code(counties) | _by_code(cities)
    confirmed = [
        (position, {str(name): value for name, value in row.items()})
        for position, row in enumerate(listed.to_dict("records"))
        if row["期别"] == period and row["是否签发"] == "是"
    ]
    names = unique(_name(row, ranked, office) for _, row in confirmed)
    drafts = [
        Draft(row["函件"], name, facts_for(row, ranked.get(row["代码"]), office, press.today), position)
        for name, (position, row) in zip(names, confirmed, strict=True)
    ]
    bulletin = ranking_bulletin_facts(counties, cities, office, press.today)
    return [*drafts, Draft(BULLETIN, letter_name(BULLETIN, "", period), bulletin, None)]


def _by_code(frame: pd.DataFrame) -> dict[str, Mapping[Any, Any]]:
    return {row["行政区划代码"]: row for row in frame.to_dict("records")}


def _name(row: Mapping[Any, Any], ranked: Mapping[str, Mapping[Any, Any]], office: Mapping[str, Any]) -> str:
    number = "" if is_blank(row.get("文号")) else str(row["文号"])
    return letter_name(row["函件"], row["代码"], unit_name(row, ranked.get(row["代码"]), office), number)


def _message(period: str, counted: Counter[str], kept: int, waiting: int) -> str:
    parts = "、".join(f"{kind} {number}" for kind, number in counted.items())
    older = f"；{kept} 份旧稿已移入“备份”" if kept else ""
    held = f"；另有 {waiting} 件填“否”，没有生成" if waiting else ""
    return f"{period} 函件已生成：{parts}，在“{ISSUED}/{period}”文件夹{older}{held}"
