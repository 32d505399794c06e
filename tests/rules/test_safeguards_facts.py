"""保障措施第三条: what each indicator comes to, from the results of the year's other workbooks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from tests.appraisal.desk import CODES, DONGXING, NEIJIANG, NEIJIANG_CITY, YEAR, faultless
from tests.rules.conftest import frame_of
from xltools.buttons.appraisal_specs import MEASURES
from xltools.policy import Policy, load
from xltools.rules.safeguards.facts import Facts, Scope, units
from xltools.tables.declared import declared_tables, ranking
from xltools.tables.declared.appraisal import (
    ASSETS,
    CLEANUP,
    CLOSEOUT,
    FILING,
    FUNDING,
    INDUSTRY,
    KNOWN,
    NOT_DUE,
    PAYMENT,
    PILOT,
    POINTS,
    QUALITY,
    RANKING,
    SPENDING,
    UNKNOWN,
)
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.model import Kind

TABLES = {table.name: table for table in declared_tables()}
TODAY = dt.date(2025, 1, 20)
HOME = {
    INDUSTRY: "产业占比",
    FUNDING: "投入比对",
    PAYMENT: "拨付汇总",
    POINTS: "计分结果",
    QUALITY: "数据质量汇总",
    SPENDING: "排名表",
    RANKING: "历史排名",
    CLOSEOUT: "销号情况",
    ASSETS: "资产分县汇总",
}
"""Indicator → the table that a case fills in."""

Row = dict[str, Any]


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The standard parameters of 2024."""
    return load(dt.date(2024, 12, 31))


def rows_of_year() -> dict[str, list[Row]]:
    """The tables of a faultless year, by name."""
    return {name: rows for _, tables in faultless().values() for name, rows in tables.items()}


def frames(tables: Mapping[str, list[Row]]) -> dict[str, pd.DataFrame]:
    return {name: frame_of(TABLES[name], rows) for name, rows in tables.items()}


def scope(policy: Policy) -> Scope:
    roster = frame_of(
        COUNTIES, [{"行政区划代码": c, "市州": "模拟市", "县区": c, "是否参评": "是"} for c in CODES]
    )
    counties, cities = units(roster)
    return Scope(YEAR, counties, policy, TODAY, cities)


def facts(indicator: str, tables: Mapping[str, list[Row]], policy: Policy) -> Facts:
    return MEASURES[indicator](frames(tables), scope(policy))


def typed(table: str, words: str) -> list[tuple[str, Any]]:
    """得分=0；排名=空白 → pairs of column and value."""
    pairs = [part.split("=") for part in words.split("；")]
    numbers = (Kind.COUNT, Kind.NUMBER, Kind.PERCENT, Kind.MONEY)
    known = {c.name: c.kind in numbers for c in TABLES[table].columns}
    return [(n, None if v == "空白" else float(v) if known.get(n) else v) for n, v in pairs]


def filled(indicator: str, words: str) -> dict[str, list[Row]]:
    """The faultless year in which one county has what a case says."""
    tables = rows_of_year()
    name, values = HOME[indicator], typed(HOME[indicator], words)
    mine = [row for row in tables[name] if NEIJIANG in row.values()]
    others = [row for row in tables[name] if NEIJIANG not in row.values()]
    if indicator == INDUSTRY:
        mine = [mine[0] | {"资金级次": level, "结论": light} for level, light in values]
    elif indicator == RANKING:
        mine = [mine[0] | {"期别": f"2024-{i:02d}", n: v} for i, (n, v) in enumerate(values, 11)]
    else:
        mine = [mine[0] | dict(values)]
    return tables | {name: [*mine, *others]}


@pytest.mark.cases("保障措施 年度考核指标.csv")
def test_an_indicator_comes_to_what_the_case_says(case: Row, policy: Policy) -> None:
    """Each at, below and above its lines, and what is no data or not due."""
    found = facts(case["指标"], filled(case["指标"], case["填报"]), policy)[NEIJIANG]
    assert found.state == case["状态"]
    if found.state == KNOWN:
        due = Fraction(case["得分率"].rstrip("%")) / 100
        assert abs(found.rate - due) < Fraction(1, 10**7)


def test_a_citys_rate_is_the_ratio_of_sums(policy: Policy) -> None:
    """Paid up 1 of 1 and 1 of 9: 2÷10, not the mean of 100 % and 11.1 %."""
    tables = rows_of_year()
    for row in tables["拨付汇总"]:
        late = {NEIJIANG: 0, DONGXING: 8}.get(row["行政区划代码"], 0)
        row.update({"按期付清数": 1, "逾期数": 0, "严重逾期数": late})
    assert facts(PAYMENT, tables, policy)[NEIJIANG_CITY].rate == Fraction(2, 10)


def test_a_county_without_data_leaves_its_city_without_too(policy: Policy) -> None:
    """Nobody gains by leaving out a bad county."""
    tables = rows_of_year()
    tables["拨付汇总"] = [row for row in tables["拨付汇总"] if row["行政区划代码"] != NEIJIANG]
    found = facts(PAYMENT, tables, policy)
    assert found[NEIJIANG].state == found[NEIJIANG_CITY].state == UNKNOWN
    assert found[DONGXING].state == KNOWN


def test_a_citys_spending_and_ranking_are_its_own(policy: Policy) -> None:
    """市州排名表 has the city's Σ支出÷Σ下达; its counties' rates are not averaged."""
    tables = rows_of_year()
    for row in tables[ranking.CITY_RANKING.name]:
        row["支出率"] = 0.5
    assert facts(SPENDING, tables, policy)[NEIJIANG_CITY].rate == Fraction(1, 2)
    assert facts(SPENDING, tables, policy)[NEIJIANG].rate == 1


@pytest.mark.parametrize(
    ("deadline", "state", "rate"),
    [
        ("2025-01-20", "未整改", 1),  # due today: in time
        ("2025-01-19", "未整改", 0),
        ("2025-01-19", "已整改", 1),
        ("2025-01-19", "整改中", 0),
    ],
)
def test_an_issue_of_the_review_counts_from_the_day_after_its_deadline(
    deadline: str, state: str, rate: int, policy: Policy
) -> None:
    """第10条 限期整改."""
    issue = {"序号": 1, "行政区划代码": NEIJIANG, "县区": "模拟", "整改期限": deadline, "状态": state}
    assert facts(FILING, rows_of_year() | {"问题清单": [issue]}, policy)[NEIJIANG].rate == rate


def test_a_county_that_filed_no_plan_gets_nothing_for_the_review(policy: Policy) -> None:
    """第10条: 未报送 is known, and 0."""
    tables = rows_of_year()
    tables["意见书清单"][0]["审查结论"] = "未报送"
    found = facts(FILING, tables, policy)[NEIJIANG]
    assert (found.state, found.rate) == (KNOWN, 0)


def test_projects_that_were_to_be_removed_count_until_they_are(policy: Policy) -> None:
    """第9条: one removed this year, one still there, one kept by decision, one of the year before: 1÷2."""
    tables = rows_of_year()
    tables["已清除"] = [
        {"行政区划代码": NEIJIANG, "项目编码": str(year), "清除日期": f"{year}-08-31"}
        for year in (2023, 2024)
    ]
    tables["清库结果"] = [
        {"行政区划代码": NEIJIANG, "项目编码": "1", "处理": "清除", "是否确认": None},
        {"行政区划代码": NEIJIANG, "项目编码": "2", "处理": "清除", "是否确认": "否"},
        {"行政区划代码": NEIJIANG, "项目编码": "3", "处理": "保留", "是否确认": None},
    ]
    assert facts(CLEANUP, tables, policy)[NEIJIANG].rate == Fraction(1, 2)


def test_only_granted_pilots_are_judged_and_a_county_without_one_is_not_due(policy: Policy) -> None:
    """第5条: 绿 and 红 of two pilots: one half."""
    rows = [
        {"年度": YEAR, "行政区划代码": NEIJIANG, "试点": "数字社区", "资金级次": level, "结论": light}
        for level, light in (("中央", "绿"), ("省级", "红"))
    ]
    found = facts(PILOT, rows_of_year() | {"试点情况": rows}, policy)
    assert found[NEIJIANG].rate == Fraction(1, 2)
    assert found[DONGXING].state == NOT_DUE


def test_what_a_city_makes_public_itself_counts_for_it(policy: Policy) -> None:
    """第3条 谁分配、谁公开: two counties green, the city's own matter red: 2÷3."""
    tables = rows_of_year()
    own = {"行政区划代码": NEIJIANG_CITY, "年度": YEAR, "层级": "市级", "环节": "分配", "结论": "红"}
    tables["公开核查"] = [*tables["公开核查"], own]
    found = facts("公告公示", tables, policy)
    assert found[NEIJIANG_CITY].rate == Fraction(2, 3)
    assert found[NEIJIANG].rate == 1


def test_a_citys_figure_says_what_was_counted_and_of_whom(policy: Policy) -> None:
    """通报函 goes to a 市人民政府: 3 on time and 1 late (黄 0.6) of 4, 2 of 2 → 5.6 of 6 projects."""
    tables = rows_of_year()
    for row in tables["拨付汇总"]:
        paid, late = {NEIJIANG: (3, 1), DONGXING: (2, 0)}.get(row["行政区划代码"], (1, 0))
        row.update({"按期付清数": paid, "逾期数": late, "严重逾期数": 0})
    own = {"行政区划代码": NEIJIANG_CITY, "年度": YEAR, "层级": "市级", "环节": "分配", "结论": "绿"}
    tables["公开核查"] = [*tables["公开核查"], own]
    said = {name: facts(name, tables, policy)[NEIJIANG_CITY].said for name in (PAYMENT, "公告公示", POINTS)}
    assert said[PAYMENT] == "所辖2县合计6个项目到期应付清，折合达标5.6个"
    assert said["公告公示"] == "本级和所辖2县合计3项应公开，达标3项"
    assert said[POINTS] == "所辖2县平均得分率100.00%"


def test_a_citys_own_matters_without_data_leave_it_without_too(policy: Policy) -> None:
    """A city does not gain by leaving its own dates out, any more than by a county's."""
    tables = rows_of_year()
    own = {"行政区划代码": NEIJIANG_CITY, "年度": YEAR, "层级": "市级", "环节": "分配", "结论": "无数据"}
    tables["公开核查"] = [*tables["公开核查"], own]
    found = facts("公告公示", tables, policy)
    assert (found[NEIJIANG_CITY].state, found[NEIJIANG_CITY].said) == (UNKNOWN, "本级无数据，先补齐")
    assert found[NEIJIANG].state == KNOWN
