"""第5条 “三大体系”试点: who may have which, what became of each and what is wrong, what 试点清单 takes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.conftest import frame_of
from xltools.policy import load, make_override
from xltools.rules.art05.eligibility import fits, qualification
from xltools.rules.art05.offers import Against, Offers, offer
from xltools.rules.art05.pilots import pilot_problems
from xltools.rules.art05.state import pilot_states
from xltools.rules.art05.summary import pilot_summary
from xltools.tables.declared.allocation import FACTOR_TABLE, PILOT_TABLE
from xltools.tables.declared.allocation_columns import INCOME, PILOTS
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.pilots import PILOT_LEDGER, PILOT_OFFERS, VERDICTS
from xltools.tables.model import Kind

BLANK = "空白"
YEAR = 2025
POLICY = load(dt.date(YEAR, 1, 1))
FACTORS = frame_of(
    FACTOR_TABLE,
    [
        {"行政区划代码": "510101", "市州": "模拟市", "县区": "甲县", "县类别": "省重点帮扶县",
         "集中安置区数": 0, INCOME: 15000},
        {"行政区划代码": "510102", "市州": "模拟市", "县区": "乙县", "县类别": "其他", INCOME: 18000},
    ],
)  # fmt: skip
CODES = {"甲县": "510101", "乙县": "510102"}
LISTED = {row["行政区划代码"]: row for row in FACTORS.to_dict("records")}
SOUND = {
    "年度": YEAR, "行政区划代码": "510101", "市州": "模拟市", "县区": "甲县", "试点": "连片开发",
    "资金级次": "中央", "申报日期": "2023-12-01", "申报金额": 300.0, "县级筹资": 100.0, "审核意见": "同意",
    "批复日期": "2024-03-15", "批复文号": "模拟〔2024〕1号", "批复金额": 200.0, "启动日期": "2024-04-01",
    "计划完成日期": "2024-12-31", "进度": 0.5, "累计支出": 100.0,
}  # fmt: skip


def cell(name: str, text: str) -> Any:
    """A case's text as a clean value."""
    if text == BLANK:
        return None
    kind = PILOT_LEDGER.column(name).kind
    if kind is Kind.PERCENT:
        return round(float(text.rstrip("%")) / 100, 8)
    return float(text) if kind in (Kind.MONEY, Kind.COUNT) else text


def ledger(*rows: dict[str, Any]) -> pd.DataFrame:
    return frame_of(PILOT_LEDGER, [SOUND | row for row in rows])


@pytest.mark.cases("第5条 试点资格.csv")
def test_who_may_have_which_pilot(case: dict[str, str]) -> None:
    own = {"行政区划代码": "510101", "市州": "模拟市", "县区": "甲县"}
    own |= {"县类别": None if case["县类别"] == BLANK else case["县类别"]}
    for name, column in (("集中安置区数", "集中安置区数"), ("收入", INCOME)):
        own[column] = None if case[name] == BLANK else float(case[name])
    others = [
        {"行政区划代码": f"51010{i}", "县类别": "其他", INCOME: float(income), "集中安置区数": 1.0}
        for i, income in enumerate(filter(None, case["其他县收入"].split("、")), 2)
    ]
    table = qualification(frame_of(FACTOR_TABLE, [own, *others]), None, POLICY)
    found = table[table["行政区划代码"] == "510101"].iloc[0]
    assert {pilot: found[pilot] for pilot in PILOTS} == {pilot: case[pilot] for pilot in PILOTS}
    assert all(f"{pilot}：" in found["依据"] for pilot in PILOTS)


def test_a_county_that_因素表_lacks_is_no_data_and_not_refused() -> None:
    """Known from 县区名单: its class decides one pilot, the rest is asked or said to be missing."""
    names = ("行政区划代码", "市州", "县区", "县类别", "是否参评")
    rows = [("510103", "模拟市", "丙县", "国家重点帮扶县", "否"), ("510104", "模拟市", "丁县", "其他", "否")]
    roster = frame_of(COUNTIES, [dict(zip(names, row, strict=True)) for row in rows])
    table = qualification(FACTORS, roster, POLICY).set_index("行政区划代码")
    assert table.loc["510103", list(PILOTS)].tolist() == ["需核实", "无数据", "需核实", "无数据"]
    assert table.loc["510104", list(PILOTS)].tolist() == ["不可以", "无数据", "需核实", "无数据"]
    assert list(table.index) == ["510101", "510102", "510103", "510104"]


@pytest.mark.parametrize(
    ("grade", "given", "verdict"),
    [
        ("较差", "较差", "需核实"), ("一般", "较差", "可以"), ("一般", "一般及以下", "需核实"),
        ("较好", "一般及以下", "可以"), ("较差", "不看", "可以"), ("未评价", "较差", "可以"),
        (None, "较差", "可以"),
    ],
)  # fmt: skip
def test_a_poor_grade_leaves_it_to_a_person(grade: str | None, given: str, verdict: str) -> None:
    """保障措施（三）: 评价结果作为申请试点补助的重要依据; what may not be had stays so."""
    policy = load(dt.date(YEAR, 1, 1), [make_override("试点核实等次", given, "会议纪要")])
    table = qualification(FACTORS.assign(绩效等次=grade), None, policy).set_index("行政区划代码")
    assert table.loc["510101", "新型农村集体经济"] == verdict
    assert table.loc["510101", "数字社区"] == "不可以"
    assert ("重要依据" in table.loc["510101", "依据"]) is (verdict == "需核实")


def test_测算分配_stops_at_the_same_counties() -> None:
    """One reading of 第5条: what 试点资格 refuses, pilot_problems names; what is to be asked is told."""
    pairs = [(code, pilot) for code in CODES.values() for pilot in PILOTS]
    rows = [{"行政区划代码": c, "试点": p, "资金级次": "省级", "金额": 1.0} for c, p in pairs]
    listed = frame_of(PILOT_TABLE, rows)
    table = fits(FACTORS, None, POLICY)
    told = {pairs[problem.row] for problem in pilot_problems(listed, FACTORS, POLICY)}
    assert told == {(c, p) for c, p in pairs if table[c][p].verdict != "可以"}
    assert len(told) == 4


@pytest.mark.cases("第5条 试点情况.csv")
def test_what_became_of_a_pilot(case: dict[str, str]) -> None:
    changed = {
        name: cell(name, case[name]) for name in PILOT_LEDGER.names if case.get(name) and name != "县区"
    }
    county = case["县"] or "甲县"
    row = SOUND | {"行政区划代码": CODES[county], "县区": county} | changed
    today = dt.date.fromisoformat(case["今天"] or "2024-10-08")
    table = pilot_states(ledger(row), fits(FACTORS, None, POLICY), LISTED, YEAR, POLICY, today)
    found = {name: None if pd.isna(value) else value for name, value in table.iloc[0].items()}
    expected = {"资格": case["资格"] or "可以", "阶段": case["阶段"] or "实施中", "结论": case["结论"]}
    for name, value in expected.items():
        assert found[name] == (None if value == BLANK else value), name
    assert found["问题"] == (case["问题"] or "")
    assert all(problem in found["依据"] for problem in filter(None, case["问题"].split("；")))


@pytest.mark.parametrize(("least", "light"), [("33.33", "绿"), ("33.34", "黄")])
def test_the_least_share_of_the_county_is_a_parameter(least: str, light: str) -> None:
    """100 ÷ (100 + 200) = 33.333…%."""
    policy = load(dt.date(YEAR, 1, 1), [make_override("试点县级筹资最低占比", least, "会议纪要")])
    table = pilot_states(ledger({}), fits(FACTORS, None, policy), LISTED, YEAR, policy, dt.date(2024, 10, 8))
    assert table["结论"].tolist() == [light]


def test_the_summary_is_a_ratio_of_sums_with_each_county_once() -> None:
    """甲县 two levels of one pilot, 100 of 200 and 0 of 600: 100 ÷ 800 = 12.5 %, not the mean 25 %."""
    rows = ledger(
        {},
        {"资金级次": "省级", "批复金额": 600.0, "累计支出": 0.0},
        {"行政区划代码": "510102", "县区": "乙县", "批复金额": None},
        {"行政区划代码": "510102", "县区": "乙县", "试点": "数字社区", "累计支出": None},
    )
    may = fits(FACTORS, None, POLICY)
    found = pilot_states(rows, may, LISTED, YEAR, POLICY, dt.date(2024, 10, 8))
    table = pilot_summary(found).set_index("试点")
    joint = table.loc["连片开发"]
    assert (joint["申报县数"], joint["批复县数"], joint["批复金额"], joint["支出率"]) == (2, 1, 800, 0.125)
    assert pd.isna(table.loc["数字社区", "支出率"]), "nothing filled in is no rate, and not 0 %"
    assert table.loc["合计", "批复金额"] == 1000
    assert sum(table.loc["合计", list(VERDICTS)]) == 3


def against(
    listed: list[dict[str, Any]] | pd.DataFrame = (),
    existing: pd.DataFrame | None = None,
    closed: bool = False,
) -> Against:
    rows = listed if isinstance(listed, pd.DataFrame) else frame_of(PILOT_TABLE, listed)
    return Against(
        listed=rows,
        existing=frame_of(PILOT_OFFERS, ()) if existing is None else existing,
        fits=fits(FACTORS, None, POLICY),
        counties=LISTED,
        in_factors=frozenset(LISTED),
        closed=closed,
    )


def said(made: Offers, answer: str, remark: str | None = None) -> pd.DataFrame:
    """试点列入 with every 是否列入 filled, as it would be read again."""
    return made.offers.assign(是否列入=answer, 备注=remark)


ENTRY = {"行政区划代码": "510101", "市州": "模拟市", "县区": "甲县", "试点": "连片开发", "资金级次": "中央",
         "金额": 150.0, "依据": "原文件"}  # fmt: skip


def test_nothing_goes_into_试点清单_before_a_person_says_so() -> None:
    made = offer(ledger({}), against(), YEAR)
    assert made.offers["对照"].tolist() == ["未列入"] and made.taken == () and len(made.listed) == 0


def test_是_puts_the_grant_in_and_says_what_it_did() -> None:
    first = offer(ledger({}), against(), YEAR)
    made = offer(ledger({}), against(existing=said(first, "是")), YEAR)
    assert made.listed[["行政区划代码", "金额", "依据"]].values.tolist() == [
        ["510101", 200.0, "模拟〔2024〕1号"]
    ]
    assert made.offers["对照"].tolist() == ["一致"]
    assert made.taken == ("模拟市甲县连片开发（中央）已列入200万元（模拟〔2024〕1号）",)
    again = offer(ledger({}), against(made.listed, made.offers), YEAR)
    assert again.taken == () and again.offers["说明"].tolist() == made.offers["说明"].tolist()


@pytest.mark.parametrize(
    ("county", "pilot", "said"),
    [
        ("甲县", "宜居宜业和美乡村", "；资格需核实："),
        ("乙县", "数字社区", "；资格无数据："),
        ("甲县", "新型农村集体经济", ""),
    ],
)
def test_a_county_that_may_not_have_it_for_sure_is_said_before_是(county: str, pilot: str, said: str) -> None:
    """依据: 第5条 条件相对较好的地区 leaves 甲县 to a person; 乙县 has not said how many 安置区 it has."""
    own = {"行政区划代码": CODES[county], "县区": county, "试点": pilot, "资金级次": "省级"}
    [told] = offer(ledger(own), against(), YEAR).offers["说明"]
    assert told.startswith(f"要列入的填“是”{said}") and (told == "要列入的填“是”") is not bool(said)


def test_another_amount_is_shown_and_changed_only_on_是() -> None:
    """否 and blank leave 150 as it is; 是 makes it 200 and the line says what it was."""
    first = offer(ledger({}), against([ENTRY]), YEAR)
    assert first.offers["对照"].tolist() == ["金额不同"] and first.listed["金额"].tolist() == [150]
    no = offer(ledger({}), against([ENTRY], said(first, "否", "等会议")), YEAR)
    assert no.listed["金额"].tolist() == [150] and no.offers["是否列入"].tolist() == ["否"]
    assert no.offers["备注"].tolist() == ["等会议"]
    yes = offer(ledger({}), against([ENTRY], said(first, "是")), YEAR)
    assert yes.listed["金额"].tolist() == [200]
    assert yes.offers["说明"].tolist() == ["已由150改为200万元（模拟〔2024〕1号）"]


def test_a_是_on_another_amount_is_asked_anew() -> None:
    """The grant was 200 when it was said; now it is 250: nothing goes in, and it is said."""
    first = offer(ledger({}), against(), YEAR)
    made = offer(ledger({"批复金额": 250.0}), against(existing=said(first, "是", "甲")), YEAR)
    assert made.taken == () and made.offers["是否列入"].tolist() == [None]
    assert made.offers["备注"].tolist() == ["甲"]
    assert "批复金额由200万元改为250万元" in made.notices[0].problem


def test_a_row_of_the_list_without_a_grant_stays_and_is_named() -> None:
    made = offer(ledger({"批复金额": None}), against([ENTRY]), YEAR)
    assert made.offers["对照"].tolist() == ["没有批复"] and made.listed["金额"].tolist() == [150]
    yes = offer(ledger({"批复金额": None}), against([ENTRY], said(made, "是")), YEAR)
    assert yes.taken == () and yes.listed["金额"].tolist() == [150]


@pytest.mark.parametrize(
    ("row", "closed", "why"),
    [
        ({"试点": "数字社区"}, False, "第5条 只在易地搬迁集中安置区，本县有0个"),
        ({}, True, "这一年度的测算已确认，要改的先在“测算确认”撤销"),
    ],
)
def test_a_是_that_would_stop_or_upset_the_allocation_is_refused(
    row: dict[str, Any], closed: bool, why: str
) -> None:
    """Neither a county that may not have the pilot nor a year that two have signed."""
    first = offer(ledger(row), against(), YEAR)
    made = offer(ledger(row), against(existing=said(first, "是"), closed=closed), YEAR)
    assert made.taken == () and len(made.listed) == 0
    assert made.offers["说明"].tolist() == [f"没有列入：{why}"] and why in made.notices[0].problem


def test_other_years_stand_as_they_were() -> None:
    """Last year's grants are not offered; last year's lines of 试点列入 keep what was typed."""
    first = offer(ledger({}), against(), YEAR)
    made = offer(ledger({}), against(existing=said(first, "是", "去年")), YEAR + 1)
    assert made.taken == () and made.offers["年度"].tolist() == [YEAR]
    assert made.offers["备注"].tolist() == ["去年"]


def test_what_was_typed_stays_though_the_grant_is_gone() -> None:
    """The row of the ledger was deleted: the line with the officer's remark stays and says so."""
    first = offer(ledger({}), against(), YEAR)
    made = offer(ledger({})[:0], against(existing=said(first, "否", "重要")), YEAR)
    assert made.offers["备注"].tolist() == ["重要"]
    assert made.offers["说明"].tolist() == ["试点台账里已经没有这一项批复"]


amounts = st.integers(1, 900).map(float)


@settings(max_examples=30, deadline=None)
@given(
    granted=st.dictionaries(st.tuples(st.sampled_from([*CODES]), st.sampled_from(PILOTS)), amounts),
    listed=st.dictionaries(st.tuples(st.sampled_from([*CODES]), st.sampled_from(PILOTS)), amounts),
    answer=st.sampled_from(["是", "否", None]),
)
def test_no_row_is_lost_and_the_list_holds_what_was_said(
    granted: dict[Any, float], listed: dict[Any, float], answer: str | None
) -> None:
    """Every grant and every entry has its line once; entries without a 是 keep their amounts to the 分."""
    rows = [
        {"行政区划代码": CODES[c], "县区": c, "试点": p, "批复金额": a, "申报金额": a, "累计支出": 0.0}
        for (c, p), a in granted.items()
    ]
    entries = [
        ENTRY | {"行政区划代码": CODES[c], "县区": c, "试点": p, "金额": a} for (c, p), a in listed.items()
    ]
    table = ledger(*rows) if rows else ledger({})[:0]
    first = offer(table, against(entries), YEAR)
    assert len(first.offers) == len({*granted, *listed})
    assert first.listed["金额"].sum() == sum(listed.values())
    made = offer(table, against(entries, said(first, answer)), YEAR)
    now = {(row["县区"], row["试点"]): row["金额"] for row in made.listed.to_dict("records")}
    may = fits(FACTORS, None, POLICY)
    goes = {key: a for key, a in granted.items() if may[CODES[key[0]]][key[1]].verdict != "不可以"}
    assert now == listed | (goes if answer == "是" else {})
