"""第10条 复审核销: what was filed again closes an issue, keeps it open or opens it again."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.plans import library, plan, problems, refiled, typed, waived
from xltools.policy import load
from xltools.rules.art10.filing import Sources
from xltools.rules.art10.recheck import overdue, recheck
from xltools.rules.art10.refiling import current_plan, refiling_problems

TODAY = dt.date(2024, 5, 20)
POLICY = load(TODAY)
UNLINKED = plan({"利益联结机制": None})
NOBODY = refiled().iloc[:0]


def checked(existing, again=NOBODY, filed=UNLINKED, off=None, sources=None):
    """A recheck on 20 May 2024."""
    off = waived() if off is None else off
    return recheck(existing, filed, again, sources or Sources(), off, POLICY, TODAY)


def filings(text: str) -> pd.DataFrame:
    """2024-04-10 整改 利益联结机制=；2024-04-18 整改 利益联结机制=分红 → 重新备案."""
    rows: list[dict] = []
    for part in filter(None, text.split("；")):
        day, _, rest = part.partition(" ")
        if day[:2] == "20":
            done, _, change = rest.partition(" ")
            rows.append({"重新备案日期": pd.Timestamp(day), "处理": done, **typed(change)})
        else:
            rows[-1] |= typed(part)
    return refiled(*rows)


@pytest.mark.cases("第10条 复审核销.csv")
def test_an_issue_becomes_what_the_case_says(case: dict[str, str]) -> None:
    before = problems({"状态": case["原状态"], "整改情况": case["原整改情况"] or None})
    result = checked(before, filings(case["重新备案"]))
    row = result.frame.iloc[0]
    assert (row["状态"], row["是否重新备案"]) == (case["应得状态"], case["重新备案否"])
    assert (row["整改情况"] or "") == case["应得情况"]
    told = {name for name, n in result.counted.items() if n} | ({"提示"} if result.notices else set())
    assert told == ({case["计为"]} if case["计为"] else set())


def test_the_deadline_number_and_amount_of_an_issue_stay() -> None:
    """A reopened issue keeps its 整改期限: the opinion was not carried out by then (约谈 (i))."""
    before = problems({"状态": "已整改"})
    after = checked(before, filings("2024-04-18 整改 利益联结机制=")).frame
    kept = ["序号", "整改期限", "涉及金额", "问题类别", "项目编码"]
    assert after[kept].to_numpy().tolist() == before[kept].to_numpy().tolist()


def test_a_new_problem_of_a_refiled_project_is_a_new_issue_with_its_own_deadline() -> None:
    """The mended filing lost its 绩效目标: number 2, 15 days (资料问题) from 20 May."""
    again = filings("2024-04-10 整改 利益联结机制=分红；绩效目标=")
    result = checked(problems({}), again)
    new = result.frame.iloc[1]
    assert (new["序号"], new["问题类别"], new["状态"]) == (2, "绩效目标不完整", "未整改")
    assert new["整改期限"] == pd.Timestamp("2024-06-04")
    assert new["整改情况"] == "2024-04-10重新备案时发现"
    assert result.counted["新发现"] == 1
    twice = checked(result.frame, again)
    assert twice.frame["整改情况"].tolist() == result.frame["整改情况"].tolist()


def test_a_problem_of_a_project_not_refiled_is_not_added_by_a_recheck() -> None:
    """The recheck looks at what was filed again; a plan changed meanwhile is 备案审查's."""
    filed = plan({"利益联结机制": None}, {"项目编码": "模拟2", "绩效目标": None})
    assert len(checked(problems({}), filings("2024-04-10 整改 "), filed).frame) == 1


def test_the_project_that_replaces_another_is_reviewed_itself() -> None:
    """模拟9 for 模拟1, and 模拟9 is not in the library."""
    again = filings("2024-04-10 调换 项目编码=模拟9；原项目编码=模拟1")
    result = checked(problems({}), again, sources=Sources(library({})))
    assert result.frame["状态"].tolist() == ["已整改", "未整改"]
    assert result.frame.iloc[1][["项目编码", "问题类别"]].tolist() == ["模拟9", "未纳入项目库"]


def test_what_is_no_problem_is_closed_with_the_reason_and_not_listed_again() -> None:
    off = waived({"项目编码": "模拟1", "问题类别": "未建立利益联结机制", "理由": "模拟：到户项目"})
    result = checked(problems({}), filings("2024-04-10 整改 利益联结机制="), off=off)
    assert result.frame[["状态", "整改情况"]].to_numpy().tolist() == [
        ["已整改", "经核实不列为问题：模拟：到户项目"]
    ]


def test_an_issue_listed_by_hand_is_left_to_the_officer() -> None:
    result = checked(problems({"问题类别": "选址不当"}), filings("2024-04-10 整改 "))
    assert result.frame["状态"].tolist() == ["未整改"]
    assert [n.problem for n in result.notices] == ["手工列的问题已重新备案，程序不能复审"]


def test_the_plan_as_it_stands_has_the_latest_of_each_project() -> None:
    """1 mended twice, 2 cancelled, 3 replaced by 9, 4 never filed again."""
    filed = plan(*({"项目编码": f"模拟{n}"} for n in (1, 2, 3, 4)))
    again = filings(
        "2024-04-10 整改 项目编码=模拟1；项目名称=先；2024-04-18 整改 项目编码=模拟1；项目名称=后；"
        "2024-04-11 取消 项目编码=模拟2；2024-04-12 调换 项目编码=模拟9；原项目编码=模拟3"
    )
    now = current_plan(filed, again)
    assert sorted(now["项目编码"]) == ["模拟1", "模拟4", "模拟9"]
    assert now.set_index("项目编码")["项目名称"]["模拟1"] == "后"


@pytest.mark.parametrize(
    ("again", "column", "says"),
    [
        ("2024-05-21 整改 ", "重新备案日期", "晚于今天"),
        ("2024-04-10 整改 项目编码=模拟8", "项目编码", "没有这个项目"),
        ("2024-04-10 整改 行政区划代码=511102", "项目编码", "没有这个项目"),
        ("2024-04-10 取消 项目编码=模拟8", "项目编码", "没有这个项目"),
        ("2024-04-10 调换 项目编码=模拟9", "原项目编码", "没有填原项目编码"),
        ("2024-04-10 调换 项目编码=模拟1；原项目编码=模拟1", "原项目编码", "相同"),
        ("2024-04-10 调换 项目编码=模拟9；原项目编码=模拟8", "原项目编码", "没有这个项目"),
        ("2024-04-10 整改 安排金额=", "安排金额", "没有填安排金额"),
        ("2024-04-10 整改 ；2024-04-10 取消 ", "处理", "既“整改”又“取消”"),
    ],
)
def test_what_cannot_be_used_is_told_at_its_cell(again: str, column: str, says: str) -> None:
    (problem,) = refiling_problems(filings(again), UNLINKED, TODAY)
    assert problem.column == column
    assert says in problem.problem


def test_everything_wrong_with_refilings_is_told_at_once_and_good_ones_are_not() -> None:
    good = (
        "2024-05-20 整改 ；2024-04-18 调换 项目编码=模拟9；原项目编码=模拟1；2024-05-01 整改 项目编码=模拟9"
    )
    assert refiling_problems(filings(good), UNLINKED, TODAY) == []
    assert len(refiling_problems(filings("2024-05-21 整改 项目编码=模拟8；项目名称="), UNLINKED, TODAY)) == 3


@pytest.mark.parametrize(
    ("due", "state", "late"),
    [
        ("2024-05-19", "未整改", True),
        ("2024-05-20", "未整改", False),
        ("2024-05-19", "整改中", True),
        ("2024-05-19", "已整改", False),
    ],
)
def test_an_issue_is_overdue_the_day_after_its_deadline(due: str, state: str, late: bool) -> None:
    """第12条 (i): due that day is in time."""
    rows = problems({"整改期限": pd.Timestamp(due), "状态": state})
    assert overdue(rows, TODAY).tolist() == [late]


ACTS = st.sampled_from(
    ["整改 利益联结机制=", "整改 利益联结机制=分红", "取消 ", "调换 项目编码=模拟9；原项目编码=模拟1"]
)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 28), ACTS), max_size=5, unique_by=lambda a: a[0]),
       st.sampled_from(["未整改", "整改中", "已整改"]))  # fmt: skip
def test_a_second_recheck_of_the_same_filings_changes_nothing(acts, state) -> None:
    """And no issue is lost, and what is closed is not found, what is found is not closed."""
    again = filings("；".join(f"2024-04-{day:02d} {act}" for day, act in acts))
    once = checked(problems({"状态": state}), again)
    twice = checked(once.frame, again)
    assert twice.frame.equals(once.frame)
    assert once.frame["序号"].tolist() == list(range(1, len(once.frame) + 1))
    if acts:
        last = max(acts)[1]
        assert (once.frame["状态"].iloc[0] != "已整改") == (last == "整改 利益联结机制=")
