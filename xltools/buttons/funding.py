"""投入比对: city and county funds this year against last, and what had arrived by 30 June (第3、12条)."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.dispatch_ranking import WORKBOOK as DISPATCH_WORKBOOK
from xltools.buttons.kept import kept
from xltools.buttons.money_desk import Desk, need_year, read_desk, read_issues, with_neighbours
from xltools.errors import Issue, Severity
from xltools.rules.art03.funding import disagreements, funding_table, unfinished
from xltools.rules.art03.ledger_input import ledger_problems
from xltools.tables.declared.money import FUNDS
from xltools.tables.declared.money_results import FUNDING, NO_DATA, REMARK
from xltools.tables.declared.ranking import LIGHTS
from xltools.tables.sheets import read_table


def funding(press: Press) -> Result:
    """第3条 投入 and 第12条 (iii): growth, 到位 and who is due a 约谈."""
    desk = with_neighbours(read_desk(press, FUNDS), DISPATCH_WORKBOOK)
    need_year(desk)
    press.progress("比对投入", 0, 1)
    found, told = assess_funding(desk)
    press.progress("比对投入", 1, 1)
    before = read_table(press.book, FUNDING, required=False)
    table, lost = kept(found, before, (REMARK.name,), desk.year)
    return Result(
        message=funding_message(desk, found) + desk.origin,
        rows=len(found),
        tables=[(FUNDING, table)],
        issues=[*read_issues(desk, FUNDS), *told, *lost],
        facts=funding_facts(found),
        note=desk.note,
        inputs=desk.inputs(FUNDS),
        policy=desk.policy,
    )


def assess_funding(desk: Desk) -> tuple[pd.DataFrame, list[Issue]]:
    """投入比对 and what to tell; InputError with what is wrong in 资金台账."""
    funds = desk.frame(FUNDS)
    told = desk.notices(ledger_problems(funds, desk.press.today))
    found = funding_table(funds, desk.dispatch, desk.units, desk.year, desk.policy, desk.on)
    return found, [*told, *_disagreeing(desk)]


def _disagreeing(desk: Desk) -> list[Issue]:
    """Counties whose return and whose rows of 资金台账 do not both say 0."""
    reading = desk.readings[FUNDS.name]
    rows = {code: i for i, code in enumerate(reading.frame["行政区划代码"])}
    codes = disagreements(desk.dispatch, reading.frame, desk.units, desk.year, desk.policy)
    problem = "6月末市县到位，资金台账与调度表一个为0、一个不为0，按调度表判"
    remedy = "与县里核对到位凭证，改正错的一处"
    return [reading.issue(rows[code], "到位金额", problem, remedy, Severity.NOTICE) for code in codes]


def funding_facts(found: pd.DataFrame) -> dict[str, Any]:
    """What --json shows."""
    lights = Counter(found["投入结论"])
    due = found.loc[found["是否约谈"] == "是", "行政区划代码"]
    return {"counties": len(found), "lights": dict(lights), "interviews": due.tolist()}


def funding_message(desk: Desk, found: pd.DataFrame) -> str:
    """投入增长、持平、下降 and 约谈."""
    if found.empty:
        return f"没有有资金任务的县，{desk.year}年投入没有可比的"
    lights = Counter(found["投入结论"])
    words = dict(zip(LIGHTS, ("增长", "持平", "下降"), strict=True)) | {NO_DATA: "缺数"}
    by = "、".join(f"{word}{lights[light]}个县" for light, word in words.items() if lights[light])
    due = int((found["是否约谈"] == "是").sum())
    missing = int((found["到位结论"] == NO_DATA).sum())
    parts = (
        f"{desk.year}年市县投入比上年：{by}",
        part_of_year(desk, found),
        f"6月末市县到位均为0的{due}个，“调度排名”计分排名时列入约谈" if due else "",
        f"不知道6月末到位多少的{missing}个，请补填" if missing else "",
    )
    return "；".join(filter(None, parts))


def part_of_year(desk: Desk, found: pd.DataFrame) -> str:
    """That 下降 and 持平 are those of a part of the year, held against the whole of last year."""
    judged = found["投入结论"].isin(LIGHTS[1:]).any()
    if not judged or not unfinished(desk.year, desk.on):
        return ""
    return f"{desk.year}年还没有过完，下降和持平是截至{desk.on}的，年内再安排的补填后再按"
