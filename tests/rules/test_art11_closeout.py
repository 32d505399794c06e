"""第11条 问题销号: deadlines, states and days late; what cannot be; what a county and a city add up to."""

from __future__ import annotations

import datetime as dt
import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.inspected import (
    DAYS,
    DONGXING,
    LESHAN,
    NEIJIANG,
    POLICY,
    TODAY,
    changed,
    found,
    roster,
    typed,
    visits,
)
from xltools.rules.art11.closeout import closeout, names_of, standing
from xltools.rules.art11.closings import city_closings, county_closings
from xltools.rules.art11.ledger import found_problems, project_notices, visit_counts, visit_problems
from xltools.rules.art11.tally import letter_due, tallies
from xltools.tables.declared.inspections import FOUND

CLOSED = {"整改情况": "已改", "佐证材料": "照片1", "核销意见": "同意", "核销人": "模拟"}


def standings(frame, policy=POLICY, on=TODAY):
    return [standing(row, DAYS, policy, on) for row in frame.to_dict("records")]


@pytest.mark.cases("第11条 问题期限.csv")
def test_a_problem_stands_as_the_case_says(case: dict[str, str]) -> None:
    names = ("检查日期", "严重程度", "整改期限", "整改情况", "销号申请日期", "核销意见", "核销日期")
    frame = found({name: case[name] or None for name in names})
    on = dt.date.fromisoformat(case["今天"])
    (each,) = standings(frame, changed(整改计日方式=case["计日方式"]), on)
    assert (str(each.last), each.state, each.late) == (case["最后一日"], case["状态"], int(case["逾期天数"]))
    applied = case["状态"] in ("已核销", "待核销")
    assert (each.overdue, each.came_late) == (each.late > 0 and not applied, each.late > 0 and applied)


@pytest.mark.cases("第11条 台账错误.csv")
def test_what_cannot_be_is_told_at_its_cell(case: dict[str, str]) -> None:
    told = list(found_problems(found(typed(FOUND, case["填写"])), roster(), TODAY))
    assert [p.column for p in told] == ([case["列"]] if case["列"] else [])
    assert all(case["问题"] in p.problem and p.remedy for p in told)


def test_everything_wrong_is_told_at_once() -> None:
    wrong = typed(FOUND, "行政区划代码=511099；检查日期=2024-10-09；核销意见=同意")
    told = [p.column for p in found_problems(found(wrong, {}, wrong), roster(), TODAY)]
    one = ["行政区划代码", "检查日期", "佐证材料", "整改情况", "销号申请日期", "核销日期", "核销人"]
    assert told == [*one, *one]


def test_numbers_go_on_after_the_highest_and_stay() -> None:
    """2024-0007 is the highest of 2024; a problem of 2023 starts its own row of numbers."""
    frame = found({}, {"编号": "2024-0007"}, {"检查日期": "2023-12-30"}, {}, {"编号": "省审1号"})
    made = closeout(frame, standings(frame), names_of(roster()), POLICY, TODAY)
    assert made["编号"].tolist() == ["2024-0008", "2024-0007", "2023-0001", "2024-0009", "省审1号"]
    again = closeout(made, standings(made), names_of(roster()), POLICY, TODAY)
    assert again.equals(made)


def test_what_was_typed_stays_and_names_are_filled_in() -> None:
    row = {"整改情况": "正在改", "佐证材料": "照片2", "严重程度": "严重", "检查文号": "模检〔2024〕3号"}
    frame = found(row)
    made = closeout(frame, standings(frame), names_of(roster()), POLICY, TODAY).iloc[0]
    assert made[list(row)].tolist() == list(row.values())
    assert (made["市州"], made["县区"]) == ("内江市", "市中区")
    assert made["依据"] == "第11条（缺省）：严重问题15个自然日，期限2024-05-21，逾期140个自然日"
    assert made["下一步"] == "逾期，限期整改到位，附佐证材料申请销号"


def closings(problems, seen=(), who=None, year=2024, on=TODAY):
    frame = found(*problems)
    made = tallies(frame, standings(frame, on=on), year)
    who = roster() if who is None else who
    counties = county_closings(who, visits(*seen), made, year, POLICY, on)
    return counties.set_index("行政区划代码"), city_closings(who, visits(*seen), made, year, on)


OPEN_LATE = {"检查日期": "2024-08-01"}
"""Due 31 August, a Saturday: 2 September; 36 days late on 8 October."""

IN_TIME = {"检查日期": "2024-09-20"}
MENDED = CLOSED | {"检查日期": "2024-08-01", "销号申请日期": "2024-09-02", "核销日期": "2024-09-20"}
APPLIED_LATE = {"检查日期": "2024-08-01", "整改情况": "已改", "销号申请日期": "2024-09-03"}
MENDED_LATE = MENDED | {"销号申请日期": "2024-09-03"}


@pytest.mark.parametrize(
    ("problems", "seen", "light", "letter", "says"),
    [
        ([], [], "无数据", None, "本年没有检查记录"),
        ([], [{}], "绿", None, "检查1次，没有发现问题"),
        ([], [{"发现问题数": None}], "无数据", None, "有1次没有填发现问题数"),
        ([], [{"发现问题数": 2}], "无数据", None, "发现问题2个，问题台账没有登记"),
        ([], [{"日期": "2023-12-31"}], "无数据", None, "本年没有检查记录"),
        ([IN_TIME], [], "黄", None, "其余1个在期限内或等待核销"),
        ([APPLIED_LATE], [], "黄", None, "等待核销，1个逾期才申请销号"),
        ([MENDED], [], "绿", None, "都在期限内申请销号"),
        ([MENDED_LATE], [], "黄", None, "其中1个逾期才申请销号"),
        ([MENDED, OPEN_LATE], [], "红", "整改通知书", "逾期未销号1个，最长逾期36天"),
        ([IN_TIME | {"整改期限": "2024-10-01"}], [], "黄", None, "其余1个在期限内"),
        ([IN_TIME | {"整改期限": "2024-09-30"}], [], "红", "提醒敦促函", "最长逾期8天"),
    ],
)
def test_a_county_gets_its_light_and_letter(problems, seen, light, letter, says) -> None:
    """缺省: red where one is overdue, yellow where one is open or came late; no record is no data."""
    counties, _ = closings(problems, seen)
    row = counties.loc[NEIJIANG]
    assert (row["结论"], row["函件建议"]) == (light, letter)
    assert says in row["依据"]


def test_a_county_without_tasks_is_listed_only_where_something_was_recorded() -> None:
    who = roster(
        {"行政区划代码": NEIJIANG, "市州": "内江市", "县区": "市中区", "是否参评": "否"},
        {"行政区划代码": LESHAN, "市州": "乐山市", "县区": "市中区", "是否参评": "否"},
    )
    counties, _ = closings([OPEN_LATE | {"行政区划代码": LESHAN}], who=who)
    assert list(counties.index) == [LESHAN]


def test_problems_of_earlier_years_count_while_they_are_open() -> None:
    before = MENDED | {"检查日期": "2023-08-01", "销号申请日期": "2023-09-20", "核销日期": "2023-09-21"}
    counties, _ = closings([before, {"检查日期": "2023-11-06"}, {"检查日期": "2024-09-20"}])
    assert counties.loc[NEIJIANG, ["问题数", "逾期未销号数"]].tolist() == [2, 1]


def test_a_city_adds_up_its_counties_and_says_how_many_months_it_inspected() -> None:
    """内江 has two counties. January both, February one: one month of nine is complete. 东兴区 was only
    called. 3 problems of which 1 closed: 1/3, not the mean of 1/2 and 0.
    """
    seen = [
        {"日期": "2024-01-10"},
        {"日期": "2024-01-11", "行政区划代码": DONGXING, "方式": "电话访谈"},
        {"日期": "2024-02-10"},
    ]
    problems = [MENDED, IN_TIME, IN_TIME | {"行政区划代码": DONGXING, "涉及金额": 2.5}]
    _, cities = closings(problems, seen)
    row = cities.set_index("行政区划代码").loc["511000"]
    counted = ["县数", "应督导月数", "已督导月数", "未现场督导县数", "问题数", "已核销数", "未销号金额"]
    assert row[counted].tolist() == [2, 9, 1, 1, 3, 1, 12.5]
    assert row["销号率"] == pytest.approx(1 / 3)
    assert row["结论"] == "黄"
    assert "督导满各县的1个月（2、3、4、5、6、7、8、9月没有满）" in row["依据"]


@pytest.mark.parametrize(
    ("on", "months"),
    [("2024-01-31", 0), ("2024-02-01", 1), ("2024-12-31", 11), ("2025-01-01", 12), ("2023-12-31", 0)],
)
def test_a_month_is_due_when_it_is_over(on: str, months: int) -> None:
    _, cities = closings([], on=dt.date.fromisoformat(on))
    assert cities["应督导月数"].tolist() == [months, months]


def test_a_city_that_never_inspected_is_no_data_and_one_that_missed_months_is_not_green() -> None:
    seen = [{"日期": "2024-01-10", "行政区划代码": LESHAN}]
    _, cities = closings([], seen)
    assert cities.set_index("行政区划代码")["结论"].to_dict() == {"511000": "无数据", "511100": "黄"}
    every_month = [{"日期": f"2024-{m:02d}-10", "行政区划代码": LESHAN} for m in range(1, 10)]
    _, cities = closings([], every_month)
    assert cities.set_index("行政区划代码").loc["511100", "结论"] == "绿"


@pytest.mark.parametrize(
    ("days", "letter"),
    [
        ([], ""), ([1], "提醒敦促函"), ([29], "提醒敦促函"), ([30], "整改通知书"), ([31], "整改通知书"),
        ([1, 1], "提醒敦促函"), ([1, 1, 1], "整改通知书"),
    ],
)  # fmt: skip
def test_overdue_problems_ask_for_a_letter(days, letter) -> None:
    """第12条（缺省）: 30 calendar days or 3 problems make a 整改通知书."""
    assert letter_due(days, POLICY) == letter


def test_visits_of_no_county_or_to_come_are_told_and_doubled_ones_noticed() -> None:
    rows = [{"行政区划代码": "511099"}, {"日期": "2024-10-09"}, {}, {}]
    told = [(p.row, p.column, p.severity.value) for p in visit_problems(visits(*rows), roster(), TODAY)]
    assert told == [(0, "行政区划代码", "错误"), (1, "日期", "错误"), (3, "日期", "提示")]


def test_a_visit_that_found_more_than_the_ledger_has_is_noticed_once() -> None:
    """Three found on 6 May in two visits of one day; the ledger has one of that day and 来源."""
    seen = visits({"来源": "省季抽查", "发现问题数": 2}, {"来源": "省季抽查", "发现问题数": 1}, {})
    told = list(visit_counts(seen, found({}, {"检查日期": "2024-05-07"})))
    assert [(p.row, p.severity.value) for p in told] == [(0, "提示")]
    assert told[0].problem.endswith("的多2个")


def test_a_project_that_the_library_has_not_or_has_elsewhere_is_noticed() -> None:
    frame = found({"项目编码": "甲"}, {"项目编码": "乙"}, {"项目编码": "丙"}, {})
    told = list(project_notices(frame, {"甲": NEIJIANG, "乙": LESHAN}))
    assert [(p.row, p.severity.value) for p in told] == [(1, "提示"), (2, "提示")]


ROWS = st.sampled_from(
    [OPEN_LATE, IN_TIME, MENDED, MENDED_LATE, {"行政区划代码": LESHAN}, {"检查日期": "2023-11-06"}]
)


@settings(deadline=None, max_examples=12)
@given(st.lists(ROWS, max_size=8), st.randoms())
def test_no_problem_is_lost_and_the_order_of_rows_does_not_matter(rows, rng: random.Random) -> None:
    """Counties add up to cities; every problem is closed, waiting or being mended."""
    counties, cities = closings(rows)
    shuffled, same = closings(rng.sample(rows, len(rows)))
    pd.testing.assert_frame_equal(counties, shuffled)
    pd.testing.assert_frame_equal(cities, same)
    for name in ("问题数", "已核销数", "待核销数", "整改中数", "逾期未销号数", "逾期销号数"):
        assert counties[name].sum() == cities[name].sum()
    assert counties["问题数"].sum() == len(rows)
    assert (counties[["已核销数", "待核销数", "整改中数"]].sum(axis=1) == counties["问题数"]).all()
