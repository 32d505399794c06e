"""第13–16条: what must be mended in 资产台账, each at its cell, all at once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from xltools.errors import Severity
from xltools.rules.art12.roster import Row, text
from xltools.rules.art13.holdings import Holdings, Place, no_holder, too_much
from xltools.rules.problems import Problem
from xltools.rules.projects import Mask
from xltools.tables.declared.assets import ASSETS, BUSINESS, GONE, IDLE_NOW, IN_USE, PARTLY, PUBLIC

TABLE = ASSETS.name


def ledger_problems(frame: pd.DataFrame, counties: Mapping[str, Place], on: dt.date) -> list[Problem]:
    """What contradicts itself in a row, or the list of counties: nothing can rest on such a row."""
    codes = Counter(text(code) for code in frame["资产编号"])
    rows: Sequence[Row] = frame.to_dict("records")
    return [
        problem
        for i, row in enumerate(rows)
        for problem in (
            *_code_problems(i, row, codes),
            *_county_problems(i, row, counties),
            *_date_problems(i, row, on),
        )
    ]


def value_problems(held: Holdings) -> list[Problem]:
    """An asset without value, a yield without a holder, a yield that can hardly be: told at the cell."""
    assets = held.assets
    told = assets.is_("类别", (BUSINESS, PUBLIC)) & ~assets.is_("使用状态", (GONE,))
    business = told & assets.is_("类别", (BUSINESS,))
    ask = "照登记台账或决算补填；没有原值不能算收益率"
    found = [
        *_each(told & ~(assets.amount("原值") > 0), "原值", "资产没有原值", ask),
        *_each(
            business & no_holder(held),
            "经营主体",
            "填了年收益，没有填经营主体",
            "补填谁在经营、向谁收取；村集体自营的填村集体",
        ),
        *_each(
            business & too_much(held),
            "年收益",
            "年收益超过原值，疑把元填成万元",
            "核对单位是否万元；确有这么多的，改“参数”的收益率疑错上限并写依据",
        ),
    ]
    notes = _each(
        told & assets.is_("类别", (PUBLIC,)) & (assets.amount("年收益") > 0),
        "年收益",
        "公益性资产有收益",
        "已转为经营性的，办变更登记并改类别；不是收益的清空",
        Severity.NOTICE,
    )
    return [p for p in (*found, *notes) if p.row not in held.wrong]


def _each(
    mask: Mask, column: str, problem: str, remedy: str, severity: Severity = Severity.ERROR
) -> list[Problem]:
    rows: list[int] = np.flatnonzero(mask).tolist()
    return [Problem(row, column, problem, remedy, TABLE, severity) for row in rows]


def _code_problems(i: int, row: Row, codes: Counter[str]) -> Iterator[Problem]:
    code = text(row["资产编号"])
    if code and codes[code] > 1:
        problem = f"资产编号“{code}”有{codes[code]}行"
        yield Problem(i, "资产编号", problem, "一项资产一行；不是同一项的，改正编号", TABLE)


def _county_problems(i: int, row: Row, counties: Mapping[str, Place]) -> Iterator[Problem]:
    code, name = text(row["行政区划代码"]), text(row["县区"])
    if not code or not counties:
        return
    if code not in counties:
        problem = f"县区名单里没有代码{code}，不知道属于哪个市州"
        yield Problem(i, "行政区划代码", problem, "核对代码；新设的县先加进“县区名单”", TABLE)
    elif name and not (name.endswith(counties[code].name) or counties[code].name.endswith(name)):
        problem = f"代码{code}在县区名单里是{counties[code].name}，这一行是{name}"
        yield Problem(i, "县区", problem, "代码和名称改成同一个县；以代码为准", TABLE)


def _date_problems(i: int, row: Row, on: dt.date) -> Iterator[Problem]:
    since, built, earned = row["闲置起始"], row["形成年度"], row["收益年度"]
    idle, use = since == since and since is not None, text(row["使用状态"])
    if idle and since.date() > on:
        yield Problem(i, "闲置起始", f"闲置起始晚于认定日{on}", "核对年份；还没有闲置的清空", TABLE)
    if idle and built == built and since.year < built:
        problem = f"闲置起始{since:%Y-%m-%d}早于形成年度{built:.0f}"
        yield Problem(i, "闲置起始", problem, "核对两处的年份", TABLE)
    if idle and use == IN_USE:
        remedy = "仍闲置的改“使用状态”；已恢复使用的清空“闲置起始”"
        yield Problem(i, "使用状态", f"使用状态是{IN_USE}，却填了闲置起始", remedy, TABLE)
    if built == built and built > on.year:
        yield Problem(i, "形成年度", f"形成年度晚于认定日{on}", "核对年份", TABLE)
    if earned == earned and earned > on.year:
        yield Problem(i, "收益年度", f"收益年度晚于认定日{on}", "核对年份；填收益所属的完整年度", TABLE)
    if not idle and use in (IDLE_NOW, PARTLY):
        remedy = "补填从哪一天起没有使用；不填不能判定"
        yield Problem(i, "闲置起始", f"使用状态是{use}，没有填闲置起始", remedy, TABLE, Severity.NOTICE)
