"""产业占比: the share of 产业 by county, city, province and 资金级次, under three 口径 (第1条)."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.kept import kept
from xltools.buttons.money_desk import Desk, need_year, read_desk, read_issues
from xltools.rules.art01.mapping import industry_problems, mapping_problems
from xltools.rules.art01.shares import industry_table
from xltools.rules.art03.ledger_input import ledger_problems
from xltools.rules.units import PROVINCE
from xltools.tables.declared.money import FUNDS, MAPPING
from xltools.tables.declared.money_results import INDUSTRY_SHARES, LEVELS_JUDGED, NO_DATA
from xltools.tables.declared.ranking import LIGHTS
from xltools.tables.sheets import read_table


def industry(press: Press) -> Result:
    """第1条: 产业占比 with its verdict under the 口径 in force, and where another 口径 would turn it."""
    desk = read_desk(press, FUNDS, MAPPING)
    need_year(desk)
    funds, mapping = desk.frame(FUNDS), desk.frame(MAPPING)
    problems = [*mapping_problems(mapping), *industry_problems(funds, mapping)]
    told = desk.notices([*problems, *ledger_problems(funds, press.today)])
    press.progress("计算产业占比", 0, 1)
    found = industry_table(funds, mapping, desk.units, desk.year, desk.policy)
    press.progress("计算产业占比", 1, 1)
    table, lost = kept(found, read_table(press.book, INDUSTRY_SHARES, required=False), (), desk.year)
    return Result(
        message=_message(desk, found) + desk.origin,
        rows=len(found),
        tables=[(INDUSTRY_SHARES, table)],
        issues=[*read_issues(desk, FUNDS, MAPPING), *told, *lost],
        facts={
            "year": desk.year,
            "verdicts": _verdicts(found),
            "flips": int(found["口径翻转"].notna().sum()),
        },
        note=desk.note,
        inputs=desk.inputs(FUNDS, MAPPING),
        policy=desk.policy,
    )


def _verdicts(found: pd.DataFrame) -> dict[str, dict[str, int]]:
    """级别 and 资金级次 → 结论 → how many."""
    judged = found[found["资金级次"].isin(LEVELS_JUDGED)]
    return {
        f"{unit}{level}": {str(k): n for k, n in Counter(part["结论"].dropna()).items()}
        for (unit, level), part in judged.groupby(["级别", "资金级次"], sort=False)
    }


def _message(desk: Desk, found: pd.DataFrame) -> str:
    if found.empty:
        return f"没有有资金任务的县，{desk.year}年产业占比没有可算的"
    base = desk.policy.text("产业占比口径")
    province = found[(found["级别"] == PROVINCE) & found["资金级次"].isin(LEVELS_JUDGED)].to_dict("records")
    whole = "，".join(
        f"{row['资金级次']}{row[f'占比{base}']:.2%}（{row['结论'] or '不判'}）"
        for row in province
        if row[f"占比{base}"] == row[f"占比{base}"]
    )
    counties = found[found["级别"] == "县"]
    counts = Counter(counties.loc[counties["资金级次"].isin(LEVELS_JUDGED), "结论"].dropna())
    by = "、".join(f"{light}{counts[light]}" for light in (*LIGHTS, NO_DATA) if counts[light])
    flips = _flips(found)
    turned = f"；换口径结论会变的{flips}处，见“口径翻转”" if flips else ""
    return f"{desk.year}年产业占比（{base}口径）全省{whole}；县级结论{by}{turned}"


def _flips(found: pd.DataFrame) -> int:
    return int(found["口径翻转"].notna().sum())
