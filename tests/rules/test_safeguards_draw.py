"""保障措施第二条: reviewers drawn from a seed, away from their own, with every skill; nobody is lost."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.conftest import frame_of
from xltools.policy import Override, Policy, load
from xltools.rules.safeguards.draw import Made, draw, lined_up
from xltools.rules.safeguards.experts import conflict, experts_of, pool_problems, tasks_of
from xltools.tables.declared.experts import DRAWN, EXPERTS, SKILLS, TASKS

Row = dict[str, Any]


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The standard parameters of 2024."""
    return load(dt.date(2024, 12, 31))


def expert(number: int, **more: Any) -> Row:
    """An expert of 成都 who knows everything, in a unit of his own."""
    row = {
        "编号": f"{number:03d}",
        "姓名": f"模拟{number}",
        "单位": f"模拟单位{number}",
        "所在地代码": "510100",
    }
    return row | dict.fromkeys(SKILLS, "是") | {"状态": "在库"} | more


def task(**more: Any) -> Row:
    row = {"任务编号": "T1", "任务名称": "模拟检查", "类型": "专项检查", "被查单位": "511002", "人数": 2}
    return row | {"开始日期": "2024-06-03", "结束日期": "2024-06-07"} | more


def made(pool: list[Row], tasks: list[Row], policy: Policy, before: pd.DataFrame | None = None) -> Made:
    start = frame_of(DRAWN, []) if before is None else before
    return draw(experts_of(frame_of(EXPERTS, pool)), tasks_of(frame_of(TASKS, tasks)), start, policy)


def names(found: Made, number: str = "T1", seat: str = "抽中") -> list[str]:
    rows = found.drawn.to_dict("records")
    return [r["编号"] for r in rows if r["任务编号"] == number and r["席位"] == seat]


@pytest.mark.cases("保障措施 专家回避.csv")
def test_nobody_looks_at_his_own(case: dict[str, str]) -> None:
    rules = load(dt.date(2024, 12, 31), [Override("回避范围", case["回避范围"], "模拟")])
    one = experts_of(
        frame_of(EXPERTS, [expert(1, 所在地代码=case["专家所在地"], 回避单位=case["申报回避"] or None)])
    )[0]
    there = tasks_of(frame_of(TASKS, [task(被查单位=case["被查单位"])]))[0]
    assert ("回避" if conflict(one, there, rules) else "可以") == case["应得"]


def test_every_skill_is_there_though_the_first_of_the_line_lack_it(policy: Policy) -> None:
    """Nine know 业务 alone, one knows the rest: of two seats one is his."""
    only = dict.fromkeys(SKILLS[1:], "否")
    rest = {"业务": "否"}
    pool = [*(expert(i, **only) for i in range(1, 10)), expert(10, **rest)]
    assert "010" in names(made(pool, [task()], policy))


def test_three_seats_for_four_skills_that_only_one_set_of_three_has(policy: Policy) -> None:
    """A greedy draw may run into a dead end here; this one may not."""
    know = {1: SKILLS[:1], 2: SKILLS[1:2], 3: SKILLS[2:], 4: SKILLS[:1], 5: SKILLS[:1], 6: SKILLS[1:2]}
    pool = [expert(i, **{s: "是" if s in has else "否" for s in SKILLS}) for i, has in know.items()]
    for seed in range(20):
        found = names(made(pool, [task(人数=3, 种子=str(seed))], policy))
        assert {s for n in found for s in know[int(n)]} == set(SKILLS)


def test_no_two_of_one_unit(policy: Policy) -> None:
    """同单位人数上限 1."""
    pool = [expert(i, 单位="同一单位") for i in (1, 2, 3)] + [expert(4)]
    assert "004" in names(made(pool, [task()], policy))


@pytest.mark.parametrize(("start", "both"), [("2024-06-07", False), ("2024-06-08", True)])
def test_nobody_is_at_two_places_at_a_time(start: str, both: bool, policy: Policy) -> None:
    """The last day of one task is still its own."""
    later = task(任务编号="T2", 开始日期=start, 结束日期="2024-06-20", 被查单位="511102")
    found = made([expert(1), expert(2)], [task(), later], policy)
    assert bool(found.problems) is not both


def test_four_tasks_a_year_are_enough(policy: Policy) -> None:
    """专家年度任务上限 4: the fifth finds nobody, and says why; next year's finds him again."""
    days = ("01", "02", "03", "04", "05")
    tasks = [task(任务编号=f"T{d}", 人数=1, 开始日期=f"2024-{d}-01", 结束日期=f"2024-{d}-02") for d in days]
    found = made([expert(1)], tasks, policy)
    assert [(p.row, p.column) for p in found.problems] == [(4, "人数")]
    assert "本年任务已满1人" in found.problems[0].problem
    tasks[4] |= {"开始日期": "2025-05-01", "结束日期": "2025-05-02"}
    assert not made([expert(1)], tasks, policy).problems


def test_too_few_says_how_many_there_are_and_what_bars_the_others(policy: Policy) -> None:
    """Two wanted: one may come, one lives there, one is away."""
    pool = [expert(1), expert(2, 所在地代码="511002"), expert(3, 状态="暂停")]
    problem = made(pool, [task()], policy).problems[0]
    assert (
        problem.problem == "还要2人，能抽的有1人，还须有人懂业务、资金、项目、绩效，抽不出来（本地回避1人）"
    )


def test_who_cannot_come_is_replaced_and_all_others_stay(policy: Policy) -> None:
    """The records of the first press stand, with the officer's words; the next of the line takes the seat."""
    pool = [expert(i) for i in range(1, 9)]
    first = made(pool, [task(候补人数=2)], policy)
    seats, reserves = names(first), names(first, seat="候补")
    table = first.drawn.copy()
    table.loc[table["编号"] == seats[0], ["到位", "说明"]] = ["不能参加", "出差"]
    table.loc[table["编号"] == seats[1], "到位"] = "参加"
    again = made(pool, [task(候补人数=2)], policy, table)
    assert names(again) == [*seats, reserves[0]]
    assert again.new == 1
    words = again.drawn.set_index("编号")["到位"]
    assert (words[seats[0]], words[seats[1]]) == ("不能参加", "参加")
    third = made(pool, [task(候补人数=2)], policy, again.drawn)
    assert third.new == 0
    pd.testing.assert_frame_equal(third.drawn, again.drawn)


def test_records_of_a_task_that_is_gone_stay(policy: Policy) -> None:
    """抽取记录 is for the files."""
    pool = [expert(i) for i in range(1, 5)]
    first = made(pool, [task()], policy)
    other = made(
        pool, [task(任务编号="T9", 开始日期="2024-09-01", 结束日期="2024-09-02")], policy, first.drawn
    )
    assert names(other, "T1") == names(first)
    assert len(names(other, "T9")) == 2


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_the_order_of_the_table_changes_nothing(shuffled: random.Random, seats: int) -> None:
    """Same seed, same pool, same task: same list; and every rule holds in it."""
    rules = load(dt.date(2024, 12, 31))
    pool = [
        expert(
            i, 单位=f"单位{i % 7}", 所在地代码=("510100", "511002", "513200")[i % 3], **{SKILLS[i % 4]: "否"}
        )
        for i in range(1, 25)
    ]
    mixed = shuffled.sample(pool, len(pool))
    tasks = [task(人数=seats, 候补人数=2), task(任务编号="T2", 被查单位="513200", 人数=seats)]
    one, other = (made(p, tasks, rules) for p in (pool, mixed))
    pd.testing.assert_frame_equal(one.drawn, other.drawn)
    if seats > 1:
        drawn = one.drawn[one.drawn["席位"] == "抽中"]
        assert not drawn["编号"].duplicated().any()
        assert drawn.groupby("任务编号").size().tolist() == [seats, seats]
        assert not drawn.duplicated(["任务编号", "单位"]).any()


def test_the_line_up_can_be_made_by_hand() -> None:
    """`printf 'T1\\n001' | sha256sum` begins 36c3, that of 002 53e3, that of 003 0437."""
    pool = experts_of(frame_of(EXPERTS, [expert(i) for i in (1, 2, 3)]))
    line = lined_up(pool, tasks_of(frame_of(TASKS, [task()]))[0])
    assert [e.number for e in line] == ["003", "001", "002"]


@pytest.mark.parametrize(
    ("pool", "tasks", "drawn", "column"),
    [
        ([expert(1, 所在地代码="5110")], [task()], [], "所在地代码"),
        ([expert(1, 回避单位="内江市")], [task()], [], "回避单位"),
        ([expert(1, **dict.fromkeys(SKILLS, "否"))], [task()], [], "业务"),
        ([expert(1)], [task(被查单位="内江")], [], "被查单位"),
        ([expert(1)], [task(结束日期="2024-06-02")], [], "结束日期"),
        ([expert(1)], [task(专长="资金、法律")], [], "专长"),
        ([expert(1)], [task()], [{"任务编号": "T1", "编号": "001", "到位": "不能参加"}], "说明"),
        ([expert(1)], [task()], [], None),
    ],
)
def test_what_cannot_be_read_is_asked_back(
    pool: list[Row], tasks: list[Row], drawn: list[Row], column: str | None
) -> None:
    """Codes, skills, dates reversed, an absence without its reason."""
    given_ = (frame_of(EXPERTS, pool), frame_of(TASKS, tasks), frame_of(DRAWN, drawn))
    assert [p.column for p in pool_problems(*given_)] == ([column] if column else [])
