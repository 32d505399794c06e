"""第10条 备案审查: each problem of a plan at its edge, as tests/cases/第10条 备案审查.csv says."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.plans import TODAY, library, plan, typed
from xltools.policy import load
from xltools.rules.art07.appraisal import APPRAISAL_CHECKS
from xltools.rules.art08.review import ELEMENT_CHECKS
from xltools.rules.art10.categories import BY_NAME
from xltools.rules.art10.filing import Sources, problems_of, review_plan
from xltools.rules.art10.review import _category

POLICY = load(TODAY)


def found(rows: pd.DataFrame, sources: Sources | None = None) -> dict[tuple[str, str], str]:
    """(项目编码, 问题类别) → 问题描述."""
    listed = problems_of(rows, sources or Sources(), POLICY, TODAY)
    return dict(
        zip(zip(listed["项目编码"], listed["问题类别"], strict=True), listed["问题描述"], strict=True)
    )


@pytest.mark.cases("第10条 备案审查.csv")
def test_the_problems_of_a_project_are_those_of_the_case(case: dict[str, str]) -> None:
    """One change to a project that nothing is wrong with, and the categories it must come out under."""
    row = typed(case["改动"])
    sources = Sources(library({**{k: v for k, v in row.items() if k != "安排金额"}, **typed(case["项目库"])}))
    listed = found(plan(row), sources)
    due = [] if case["应得"] == "无" else case["应得"].split("、")
    assert [category for _, category in listed] == due
    assert all(case["描述含"] in text for text in listed.values())


def test_a_project_paid_from_two_levels_is_one_project() -> None:
    """60 central and 40 provincial against 100 of 概算: not over; 涉及金额 counts both."""
    levels = ({"资金级次": "中央", "安排金额": 60.0}, {"资金级次": "省级", "安排金额": 40.0})
    assert found(plan(*levels)) == {}
    listed = problems_of(plan(*({**each, "绩效目标": None} for each in levels)), Sources(), POLICY, TODAY)
    assert listed[["问题类别", "涉及金额"]].to_numpy().tolist() == [["绩效目标不完整", 100.0]]


def test_two_levels_together_over_the_estimate_are_found() -> None:
    """60 + 40.01 > 100."""
    rows = plan({"资金级次": "中央", "安排金额": 60.0}, {"资金级次": "省级", "安排金额": 40.01})
    assert found(rows) == {("模拟1", "安排金额超过概算投资"): "各级共安排100.01万元，超过概算投资100.00万元"}


def test_a_project_in_the_plans_of_two_counties_is_found_in_both_and_named() -> None:
    """Codes join, names don't: both are called 市中区."""
    rows = plan({}, {"行政区划代码": "511102"})
    listed = problems_of(rows, Sources(), POLICY, TODAY)
    assert listed["行政区划代码"].tolist() == ["511002", "511102"]
    assert listed["问题描述"].tolist() == [
        "同一项目编码市中区（511102）也已申报", "同一项目编码市中区（511002）也已申报",
    ]  # fmt: skip


def test_what_only_a_person_can_tell_is_no_problem_until_the_officer_says_so() -> None:
    """是否负面清单 blank is 待核实; 是否列入 = 是 makes it a problem, 否 keeps it off."""
    rows = plan({"是否负面清单": None})
    review = review_plan(rows, Sources(), POLICY, TODAY)
    assert (len(review.problems), review.doubts["事项"].tolist()) == (0, ["未审负面清单"])
    for said, due in (("是", 1), ("否", 0)):
        again = review_plan(rows, Sources(verified={("模拟1", "未审负面清单"): said}), POLICY, TODAY)
        assert len(again.problems) == due
        assert again.doubts["是否列入"].tolist() == [said]


def test_without_a_library_nothing_is_said_of_it() -> None:
    assert found(plan({"项目编码": "别处没有"})) == {}


def test_every_check_of_an_entry_has_a_category() -> None:
    """第7条 checks are 论证, 利益联结 or 使用范围; each category has its clause and its days."""
    for check in (*ELEMENT_CHECKS, *APPRAISAL_CHECKS):
        category = BY_NAME[_category(check.name, check.basis)]
        assert category.clause.startswith("第10条")
        assert POLICY.whole(category.days) > 0


BLANKABLE = ("利益联结机制", "绩效目标", "建设内容", "建设规模", "概算投资", "论证方式", "论证日期")


COUNTIES = st.sampled_from(["511002", "511102", "511181"])


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(COUNTIES, st.sets(st.sampled_from(BLANKABLE))), min_size=1, max_size=8))
def test_each_project_and_category_stands_once_and_every_project_is_of_the_plan(counties) -> None:
    """Whatever is missing where: no problem twice, none of a project that was not filed."""
    rows = plan(*(
        {"行政区划代码": code, "项目编码": f"模拟{i}", **dict.fromkeys(gone)}
        for i, (code, gone) in enumerate(counties)
    ))  # fmt: skip
    listed = problems_of(rows, Sources(), POLICY, TODAY)
    keys = list(zip(listed["行政区划代码"], listed["项目编码"], listed["问题类别"], strict=True))
    assert len(keys) == len(set(keys))
    assert {k[:2] for k in keys} <= set(zip(rows["行政区划代码"], rows["项目编码"], strict=True))
    assert {k[1] for k in keys} >= {f"模拟{i}" for i, (_, gone) in enumerate(counties) if gone}


def test_a_library_that_has_a_code_in_two_counties_knows_both() -> None:
    """An error of the library, told by 数据质量; here neither county is told that it is not in."""
    both = library({}, {"行政区划代码": "511102"})
    assert found(plan({}), Sources(both)) == {}
    listed = found(plan({"行政区划代码": "511181"}), Sources(both))
    assert listed == {("模拟1", "未纳入项目库"): "项目库中这个项目编码属于511002、511102"}


def test_an_empty_library_has_none_of_the_plan() -> None:
    assert found(plan({}), Sources(library().iloc[:0])) == {
        ("模拟1", "未纳入项目库"): "项目库中没有这个项目编码"
    }
