"""第7、8条 入库审查: every reason at its edge, all of them at once, and what always holds."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.conftest import CASES
from tests.rules.made_projects import KINDS, library, project
from xltools.errors import PolicyError
from xltools.policy import load, make_override
from xltools.rules.art07.appraisal import APPRAISAL_CHECKS
from xltools.rules.art08.review import ELEMENT_CHECKS, review, review_findings
from xltools.tables.declared.lists import SCREENED
from xltools.tables.declared.project_results import REVIEWED
from xltools.tables.declared.projects import OPEN, PASSED, REFUSED

ON = dt.date(2024, 9, 1)
STANDARD = load(ON)


@pytest.mark.cases("第7、8条 入库审查.csv")
def test_reasons(case: dict[str, str]) -> None:
    rows = library(project(case["项目"], case["改动"]))
    found = review_findings(rows, STANDARD, ON)
    assert "、".join(found["检查项"]) == case["检查项"]
    assert review(rows, STANDARD, ON)["结论"].tolist() == [case["结论"]]


def test_every_check_has_a_case() -> None:
    """A new check without a case at its edge fails here."""
    text = (CASES / "第7、8条 入库审查.csv").read_text("utf-8-sig")
    assert [c.name for c in (*ELEMENT_CHECKS, *APPRAISAL_CHECKS) if f",{c.name}," not in text] == []


def test_reasons_are_numbered_with_their_clauses() -> None:
    (row,) = review(library(project("产业", "绩效目标=；是否相关=否")), STANDARD, ON).to_dict("records")
    assert row["问题"] == "1.与衔接无关：“是否相关”填的是“否”；2.未设绩效目标：没有填绩效目标"
    assert row["依据"] == (
        "第8条（方案）：审查是否与巩固拓展脱贫攻坚成果和衔接推进乡村振兴无关；"
        "第8条（方案）：审查是否设置项目绩效目标"
    )


def test_a_pass_says_what_was_looked_at() -> None:
    (row,) = review(library(project()), STANDARD, ON).to_dict("records")
    assert (row["结论"], row["问题"]) == (PASSED, None)
    assert row["依据"] == "第7、8条：各项要素齐全，未发现问题"
    assert (row["项目编码"], row["县区"], row["概算投资"]) == ("5100001", "市中区", 120.0)


def test_every_reason_says_clause_basis_and_remedy() -> None:
    for check in (*ELEMENT_CHECKS, *APPRAISAL_CHECKS):
        assert check.basis.startswith(("第7条（", "第8条（")), check.name
        assert check.remedy and check.grade in (OPEN, REFUSED)


def _screened(standing: str, which: str = "负面清单", code: str = "5100001") -> pd.DataFrame:
    row: dict[str, Any] = dict.fromkeys(SCREENED.names)
    row |= {"清单": which, "条目": "修建楼堂馆所", "命中词": "办公楼", "项目编码": code, "状态": standing}
    return pd.DataFrame([row])


@pytest.mark.parametrize(
    ("screened", "verdict"),
    [
        (_screened("疑似"), OPEN),
        (_screened("确认"), REFUSED),
        (_screened("排除"), PASSED),
        (_screened("疑似", "正面清单"), PASSED),
        (_screened("疑似", code="5100002"), PASSED),
    ],
)
def test_a_hit_on_the_negative_list_is_for_a_person_to_decide(screened: pd.DataFrame, verdict: str) -> None:
    """第2、8条: 疑似 asks, 确认 bars, 排除 is forgotten; the other lists bar nothing."""
    (row,) = review(library(project()), STANDARD, ON, screened).to_dict("records")
    assert row["结论"] == verdict
    assert verdict == PASSED or "“修建楼堂馆所”（命中：办公楼）" in row["问题"]


def test_the_numbers_come_from_the_parameters() -> None:
    """A project of 120 万元 is complex where the bound is set to 120; 到户 is asked for 利益联结 where 是."""
    given_ = [
        make_override("复杂项目投资额", "120", "模拟"),
        make_override("到户产业须利益联结", "是", "模拟"),
    ]
    policy = load(ON, given_)
    rows = library(project("产业", "论证方式=部门论证"), project("到户"))
    assert review_findings(rows, policy, ON)["检查项"].tolist() == [
        "复杂项目论证方式不符",
        "未建立利益联结机制",
    ]


def test_a_word_of_one_character_is_refused() -> None:
    """It would be found nearly everywhere."""
    policy = load(ON, [make_override("论证通过用语", "可、通过", "模拟")])
    with pytest.raises(PolicyError, match="“论证通过用语”里的“可”只有一个字"):
        review(library(project()), policy, ON)


def test_an_empty_library_is_reviewed() -> None:
    result = review(library(), STANDARD, ON)
    assert result.empty and list(result) == REVIEWED.names


changed = st.fixed_dictionaries(
    {"kind": st.sampled_from(sorted(KINDS))},
    optional={
        "论证方式": st.sampled_from([None, "未论证", "部门论证", "专家论证"]),
        "论证结论": st.sampled_from([None, "可行", "不可行", "修改后通过"]),
        "概算投资": st.sampled_from([None, 0.0, 120.0, 400.0]),
        "绩效目标": st.sampled_from([None, "增收", "增收3万元"]),
        "利益联结机制": st.sampled_from([None, "分红"]),
        "受益户数": st.sampled_from([None, 0.0, 5.0]),
        "是否负面清单": st.sampled_from([None, "是", "否"]),
    },
)


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(changed, max_size=8))
def test_each_project_is_judged_alone_and_none_is_lost(rows: list[dict[str, Any]]) -> None:
    """Its verdict is the one it would have alone, at its place; 通过 just where nothing is found."""
    projects = [project(**row) for row in rows]
    together = review(library(*projects), STANDARD, ON)
    alone = [review(library(p), STANDARD, ON).iloc[0].to_dict() for p in projects]
    assert together["结论"].tolist() == [row["结论"] for row in alone]
    assert together["问题"].tolist() == [row["问题"] for row in alone]
    assert ((together["结论"] == PASSED) == together["问题"].isna()).all()


@settings(max_examples=30, deadline=None)
@given(row=changed)
def test_filling_in_what_is_missing_never_makes_a_verdict_worse(row: dict[str, Any]) -> None:
    """A blank 绩效目标 filled with figures: 不予入库 → 待确认 → 通过, never back."""
    order = [REFUSED, OPEN, PASSED]
    before, after = (
        review(library(project(**row) | more), STANDARD, ON)["结论"].iloc[0]
        for more in ({}, {"绩效目标": "增收3万元"})
    )
    assert order.index(after) >= order.index(before)
