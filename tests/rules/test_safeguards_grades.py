"""保障措施第一、三条: totals, grades, what limits them, and where somebody is stationed."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from tests.appraisal.desk import CODES, NEIJIANG, YEAR, letter, round_of
from tests.rules.conftest import frame_of
from tests.rules.test_safeguards_facts import TABLES, rows_of_year
from xltools.policy import Override, Policy, load
from xltools.rules.safeguards.decided import Decision, settled
from xltools.rules.safeguards.facts import Fact, Unit, known, not_due, unknown
from xltools.rules.safeguards.limits import Limits, adjustment_problems, limits, sums
from xltools.rules.safeguards.scores import Standing, graded, limited, placed, standing
from xltools.rules.safeguards.stationing import evidence, reasons
from xltools.tables.declared.appraisal import ADJUSTED, INDICATORS, SPENDING

Row = dict[str, Any]
UNIT = Unit("县", NEIJIANG, "内江市", "市中区")


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The standard parameters of 2024."""
    return load(dt.date(2024, 12, 31))


def scored(policy: Policy, code: str = NEIJIANG, **rates: Fact) -> Standing:
    """A unit with full marks but for what is given."""
    facts = {name: {code: rates.get(name, known(Fraction(1), "模拟"))} for name in INDICATORS}
    return standing(Unit("县", code, "模拟市", code), facts, {}, Limits(), policy)


@pytest.mark.cases("保障措施 年度考核等次.csv")
def test_a_grade_is_what_the_total_gives_and_the_limits_allow(case: Row, policy: Policy) -> None:
    """Both sides of each line, each limit alone and together."""
    kinds = ("提醒敦促函", "整改通知书", "约谈通知书")
    tables = rows_of_year() | {
        "函件清单": [letter(NEIJIANG, kind, case[kind]) for kind in kinds if case[kind]],
        "评优资格": [{"年度": YEAR, "行政区划代码": NEIJIANG, "资格": case["评优资格"], "原因": "模拟"}],
        "负面清单扣减": [
            {"年度": YEAR, "行政区划代码": NEIJIANG, "使用金额": 10 + float(owed), "重新安排金额": 10}
            for owed in [case["负面清单尚欠"]]
            if owed
        ],
        "考核加减": [
            {"年度": YEAR, "行政区划代码": NEIJIANG, "类型": "一票否决", "等次上限": worst, "理由": "模拟"}
            for worst in [case["一票否决"]]
            if worst
        ],
    }
    frames = {name: frame_of(TABLES[name], rows) for name, rows in tables.items()}
    found = limits(frames, YEAR, [NEIJIANG], policy)
    grade = limited(graded(Fraction(case["总分"]), policy), found.found.get(NEIJIANG, ()))
    assert grade == case["等次"]
    assert not found.unknown


def test_all_full_marks_add_up_to_100(policy: Policy) -> None:
    """The thirteen 分值 of the policy."""
    assert scored(policy).total == 100


def test_what_is_not_due_is_left_out_of_the_whole(policy: Policy) -> None:
    """No pilot (4), no assets (4), nothing for payment (8): 84 of 92 is 91.30."""
    left_out = {"试点推进": not_due("模拟"), "资产盘活": not_due("模拟")}
    found = scored(policy, **left_out, 资金拨付=known(Fraction(0), "模拟"))
    assert found.total == Fraction("91.30")
    assert found.grade == "好"


def test_a_county_that_lacks_an_indicator_gets_neither_total_nor_grade(policy: Policy) -> None:
    """No data is not 0 and not full marks; the list says what is missing."""
    found = scored(policy, 督导整改=unknown("模拟"))
    assert (found.total, found.grade, list(found.missing)) == (None, None, ["督导整改"])


def test_the_parameter_lets_the_others_stand_for_what_is_missing() -> None:
    """缺项处理 折算: spending at half, 8 missing: (92 − 6) ÷ 92 = 93.48."""
    reckoned = load(dt.date(2024, 12, 31), [Override("缺项处理", "折算", "模拟")])
    found = scored(reckoned, 督导整改=unknown("模拟"), 支出进度=known(Fraction(1, 2), "模拟"))
    assert found.total == Fraction("93.48")


def test_equal_totals_share_a_place_and_who_has_none_stands_below(policy: Policy) -> None:
    """1, 1, 3; the county without a total last, whatever its code."""
    low = {"支出进度": known(Fraction(0), "模拟")}
    standings = [
        scored(policy, "511011", **low),
        scored(policy, "511002"),
        scored(policy, "510104", 督导整改=unknown("模拟")),
        scored(policy, "511102"),
    ]
    ranked = [(p.standing.unit.code, p.place, p.tied) for p in placed(standings)]
    assert ranked == [
        ("511002", 1, True), ("511102", 1, True), ("511011", 3, False), ("510104", None, False),
    ]  # fmt: skip


def test_a_standing_without_the_awards_table_is_not_known(policy: Policy) -> None:
    """第3条: whether 评优 was lost must be known before a grade is given."""
    tables = {"考核加减": frame_of(ADJUSTED, [])}
    assert limits(tables, YEAR, CODES, policy).unknown[NEIJIANG] == ["评优资格"]


def adjusted(**more: Any) -> Row:
    row = {"年度": YEAR, "行政区划代码": NEIJIANG, "县区": "模拟", "类型": "加分", "理由": "模拟"}
    return row | more


def test_bonus_and_penalty_add_up_by_county_and_year() -> None:
    """+2 +1.5 −3 is 0.5; last year's is not counted."""
    rows = [
        adjusted(分值=2), adjusted(分值=1.5), adjusted(类型="减分", 分值=3), adjusted(年度=2023, 分值=5),
    ]  # fmt: skip
    assert sums(frame_of(ADJUSTED, rows), YEAR) == {NEIJIANG: Fraction(1, 2)}


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ([adjusted(分值=5)], None),
        ([adjusted(分值=5.01)], "分值"),
        ([adjusted(分值=3), adjusted(分值=2.01)], "分值"),
        ([adjusted(分值=5), adjusted(类型="减分", 分值=5)], None),
        ([adjusted()], "分值"),
        ([adjusted(类型="一票否决")], "等次上限"),
        ([adjusted(行政区划代码="999999", 分值=1)], "行政区划代码"),
    ],
)
def test_adjustments_are_held_to_their_bounds(rows: list[Row], column: str | None, policy: Policy) -> None:
    """加减分上限 5: exactly 5 goes, 5.01 and 3 + 2.01 do not; nothing is guessed."""
    found = [p.column for p in adjustment_problems(frame_of(ADJUSTED, rows), CODES, policy)]
    assert found == ([column] if column else [])


@pytest.mark.parametrize(
    ("before", "proposed", "grade", "confirmed"),
    [
        (None, "好", "好", "是"),
        (None, None, None, "否"),
        (Decision(0, "", "", "否", "好"), "好", "好", "否"),
        (Decision(0, "较好", "会议纪要", "是", "较好"), "好", "较好", "是"),
        (Decision(0, "", "", "否", ""), "较好", "较好", "是"),  # there was no grade to answer to
    ],
)
def test_what_an_officer_decided_stays(
    before: Decision | None, proposed: str | None, grade: str | None, confirmed: str
) -> None:
    """核定等次 before 拟定等次; 否 stays 否."""
    row = settled(proposed, before)
    assert (row["等次"], row["是否确认"]) == (grade, confirmed)


def why(policy: Policy, rate: str = "1", grade: str = "好", **tables: list[Row]) -> list[str]:
    """The 触发情形 of a county."""
    frames = {name: frame_of(TABLES[name], rows) for name, rows in tables.items()}
    each = scored(policy, **{SPENDING: known(Fraction(rate), "模拟")})
    return [name for name, _ in reasons(evidence(frames, {NEIJIANG: grade}, YEAR, policy), each)]


@pytest.mark.cases("保障措施 驻点监督.csv")
def test_stationing(case: dict[str, str], policy: Policy) -> None:
    months = [int(month) for month in case["红灯月份"].split("、") if month]
    period, _, issued = case["约谈通知书"].partition(" ")
    late = (
        [{"年度": YEAR, "行政区划代码": NEIJIANG, "逾期未销号数": int(case["逾期未销号"])}]
        if case["逾期未销号"]
        else []
    )
    found = why(
        policy,
        rate=str(Fraction(case["支出为目标的"].rstrip("%")) / 100),
        grade=case["年度等次"],
        历史排名=[round_of(NEIJIANG, 50, f"{YEAR}-{month:02d}", "红") for month in months],
        函件清单=[letter(NEIJIANG, "约谈通知书", issued, period=period)] if period else [],
        销号情况=late,
    )
    assert "、".join(found) == case["应得"]
