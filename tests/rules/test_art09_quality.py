"""第9条 数据质量: every check at its edge, projects that stand twice, and how counties stand."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.conftest import CASES
from tests.rules.made_projects import library, project
from xltools.policy import load, make_override
from xltools.rules.art09.quality import (
    QUALITY_CHECKS,
    problem_projects,
    quality_findings,
    quality_summary,
)
from xltools.tables.declared.project_results import QUALITY_SUMMARY
from xltools.tables.declared.projects import MINOR, PROJECTS, SERIOUS

ON = dt.date(2024, 9, 1)
STANDARD = load(ON)


def found(*rows: dict[str, Any]) -> list[tuple[int, str]]:
    """Row and check of everything found."""
    result = quality_findings(library(*rows), STANDARD, ON)
    return list(zip(result["行"], result["检查项"], strict=True))


def sentences(*rows: dict[str, Any]) -> list[str]:
    return quality_findings(library(*rows), STANDARD, ON)["问题"].tolist()


@pytest.mark.cases("第9条 数据质量.csv")
def test_checks(case: dict[str, str]) -> None:
    result = quality_findings(library(project("公益", case["改动"])), STANDARD, ON)
    assert "、".join(result["检查项"]) == case["检查项"]


def test_the_catalogue_says_name_column_severity_clause_and_remedy() -> None:
    names = [check.name for check in QUALITY_CHECKS]
    assert len(names) == len(set(names)) == 41
    for check in QUALITY_CHECKS:
        assert check.grade in (SERIOUS, MINOR) and check.column in PROJECTS.names
        assert check.basis.startswith("第") and "条（" in check.basis and check.remedy


def test_every_check_of_the_library_s_own_has_a_case_or_a_test() -> None:
    """What 入库审查 checks too has its cases there."""
    tested = (CASES / "第9条 数据质量.csv").read_text("utf-8-sig")
    tested += (CASES / "第7、8条 入库审查.csv").read_text("utf-8-sig")
    others = {"代码与县区不符", "项目编码重复", "项目跨县重复", "同县重名", "疑似重复项目"}
    assert {check.name for check in QUALITY_CHECKS if check.name not in tested} == others


def other(code: str, name: str = "模拟村通组路", **more: Any) -> dict[str, Any]:
    return project("公益", 项目编码=code, 项目名称=name, **more)


NEIGHBOUR = {"行政区划代码": "511002", "县区": "市中区"}


def test_a_code_that_stands_twice_in_a_county() -> None:
    rows = other("1"), other("1", "模拟村水池"), other("2", "模拟村蓄水设施")
    assert found(*rows) == [(0, "项目编码重复"), (1, "项目编码重复")]
    assert sentences(*rows) == ["与本县“模拟村水池”（1）的编码相同", "与本县“模拟村通组路”（1）的编码相同"]


def test_the_same_code_and_name_is_one_fault() -> None:
    assert found(other("1"), other("1")) == [(0, "项目编码重复"), (1, "项目编码重复")]


def test_a_project_in_two_counties() -> None:
    """乐山市市中区 511102 and 内江市市中区 511002 have the same name: the code tells them apart."""
    rows = other("1"), other("1", **NEIGHBOUR)
    assert found(*rows) == [(0, "项目跨县重复"), (1, "项目跨县重复")]
    assert sentences(*rows)[0] == "同一编码也在市中区（511002）"


def test_blank_codes_are_not_the_same_code() -> None:
    rows = other("", "模拟村水池"), other("", "模拟村道路硬化")
    assert found(*rows) == [(0, "缺项目编码"), (1, "缺项目编码")]


def test_the_same_name_twice_in_a_county() -> None:
    rows = other("1"), other("2", 村="别的村"), other("3", **NEIGHBOUR)
    assert found(*rows) == [(0, "同县重名"), (1, "同县重名")]
    assert sentences(*rows)[0] == "本县另有1个同名项目：2"


@pytest.mark.parametrize(
    ("one", "two", "near"),
    [
        ("模拟村柑橘产业园灌溉", "柑橘产业园灌溉项目", True),
        ("2023年模拟村柑橘产业园灌溉", "2024年度模拟村柑橘产业园灌溉", True),
        ("模拟村柑橘产业园灌溉", "模拟村柑桔产业园灌溉", True),
        ("模拟村柑橘产业园灌溉", "模拟村柑橘产业园灌溉渠", True),
        ("模拟村柑橘产业园（灌溉）", "模拟村 柑橘产业园－灌溉工程", True),
        ("模拟村三组道路硬化", "模拟村四组道路硬化", False),
        ("模拟村道路硬化一期", "模拟村道路硬化二期", False),
        ("模拟村东片灌溉渠道", "模拟村西片灌溉渠道", False),
        ("模拟村道路硬化2号线", "模拟村道路硬化3号线", False),
        ("模拟村柑橘产业园灌溉", "模拟村柑橘产业园道路", False),
        ("模拟村水池", "模拟村水渠", False),
        ("模拟村灌溉渠道", "模拟村灌溉渠系", False),
    ],
)
def test_nearly_the_same_name_at_the_same_place(one: str, two: str, near: bool) -> None:
    """Year, place, marks, 项目/工程/建设 and one slip of the pen do not tell projects apart; numbers and
    directions do, and so does any character of a short name.
    """
    expected = [(0, "疑似重复项目"), (1, "疑似重复项目")] if near else []
    assert found(other("1", one), other("2", two)) == expected


def test_two_pairs_that_differ_by_a_number_are_two_pairs() -> None:
    """三组 and its slip, 四组 and its slip: each is told of its own."""
    names = "四组道路硬化", "四组道路硬话", "三组道路硬化", "三组道路硬话"
    said = sentences(*(other(str(i), name) for i, name in enumerate(names)))
    assert [text[:4] for text in said] == ["与“四组", "与“四组", "与“三组", "与“三组"]


def test_nearly_the_same_name_in_another_village_is_another_project() -> None:
    assert found(other("1", "模拟村柑橘产业园灌溉"), other("2", "柑橘产业园灌溉", 村="别的村")) == []


def test_a_near_duplicate_names_the_other() -> None:
    rows = other("1", "模拟村柑橘产业园灌溉"), other("2", "柑橘产业园灌溉项目")
    assert sentences(*rows)[1] == "与“模拟村柑橘产业园灌溉”（1）地点相同、名称相近"


def test_a_code_with_another_county_s_name() -> None:
    rows = [other(str(i), f"模拟{i}号水池") for i in range(3)]
    wrong = other("8", "模拟8号水池", 县区="井研县")
    assert found(*rows, wrong) == [(3, "代码与县区不符")]
    assert sentences(*rows, wrong) == ["代码511102在别的行是市中区，这一行是井研县"]
    assert found(*rows, other("8", "模拟8号水池", 县区="乐山市市中区")) == []


def test_sentences_give_the_figures() -> None:
    changes = (
        "实施状态=已开工；开工日期=2024-02-01；完工日期=2024-10-01；支出金额=150；受益人数=20；脱贫户数=40"
    )
    assert sentences(project("公益", changes)) == [
        "支出150.00万元大于其中衔接资金100.00万元",
        "受益人数20少于受益户数30",
        "脱贫户数40大于受益户数30",
        "完工日期2024-10-01在检查日2024-09-01之后",
        "入库日期2024-03-01晚于开工日期2024-02-01",
    ]


SERIOUS_FAULT, MINOR_FAULT = "绩效目标=", "乡镇=；村="


def _standing(*faults: tuple[str, int, str], **overrides: str) -> pd.DataFrame:
    """数据质量汇总 of counties (code, projects, the changes of the first project)."""
    rows = []
    for code, count, change in faults:
        for i in range(count):
            more = {
                "行政区划代码": code,
                "县区": f"县{code}",
                "项目编码": f"{code}{i}",
                "项目名称": f"模拟{i}号水池",
            }
            rows.append(project("公益", change if i == 0 else "") | more)
    frame = library(*rows)
    policy = load(ON, [make_override(name, value, "模拟") for name, value in overrides.items()])
    return quality_summary(frame, quality_findings(frame, policy, ON), policy, {"511000": "内江市"})


def test_the_rate_counts_projects_with_serious_faults() -> None:
    """1 of 4 is 25 %, 1 of 5 20 %; a county with a minor fault alone has none."""
    result = _standing(
        ("511002", 5, SERIOUS_FAULT),
        ("511102", 4, f"{SERIOUS_FAULT}；{MINOR_FAULT}"),
        ("511123", 3, MINOR_FAULT),
    )
    counties = result[result["级别"] == "县"]
    columns = [
        "行政区划代码",
        "在库项目数",
        "问题项目数",
        "问题率",
        "严重问题数",
        "问题数",
        "排位",
        "实地检查",
    ]
    assert counties[columns].to_numpy().tolist() == [
        ["511102", 4, 1, 0.25, 1, 2, 1, "是"],
        ["511002", 5, 1, 0.2, 1, 1, 2, "是"],
        ["511123", 3, 0, 0.0, 0, 1, 3, "否"],
    ]
    assert counties["主要问题"].iloc[0] == "缺乡镇和村1处、未设绩效目标1处"
    assert counties["依据"].iloc[0] == (
        "第9条（方案）：问题项目1÷在库项目4=25.00%，第1位；问题率前10位列入每季度实地检查（个数为缺省）"
    )


def test_all_faults_may_be_counted() -> None:
    result = _standing(("511123", 4, MINOR_FAULT), 问题项目口径="全部")
    assert result["问题项目数"].tolist() == [1, 1]


def test_a_city_is_the_ratio_of_its_sums() -> None:
    """乐山市 511100: 1 of 2 and 0 of 8 is 1 of 10, not the mean of 50 % and 0 %."""
    result = _standing(("511102", 2, SERIOUS_FAULT), ("511123", 8, ""), ("511002", 1, ""))
    cities = result[result["级别"] == "市"]
    assert cities[["行政区划代码", "名称", "在库项目数", "问题项目数", "问题率"]].to_numpy().tolist() == [
        ["511100", "", 10, 1, 0.1], ["511000", "内江市", 1, 0, 0.0],
    ]  # fmt: skip


def test_all_who_share_the_last_place_are_visited() -> None:
    """Two places, three counties with 1 of 4: all of them, and it is said why."""
    units = [(code, 4, SERIOUS_FAULT) for code in ("511002", "511102", "511123")]
    result = _standing(("511124", 2, SERIOUS_FAULT), *units, 实地检查县数="2")
    counties = result[result["级别"] == "县"]
    assert counties["实地检查"].tolist() == ["是"] * 4
    assert counties["排位"].tolist() == [1, 2, 2, 2]
    assert ["与末位并列" in text for text in counties["依据"]] == [False, True, True, True]


def test_projects_without_a_county_are_counted_and_not_ranked() -> None:
    rows = library(project("公益", 行政区划代码=None, 县区=None))
    result = quality_summary(rows, quality_findings(rows, STANDARD, ON), STANDARD)
    (row,) = result.to_dict("records")
    assert (row["名称"], row["在库项目数"], row["实地检查"]) == ("（没有行政区划代码）", 1, "否")
    assert pd.isna(row["排位"])


def test_an_empty_library() -> None:
    nothing = quality_findings(library(), STANDARD, ON)
    assert nothing.empty and problem_projects(nothing, STANDARD).empty
    assert list(quality_summary(library(), nothing, STANDARD)) == QUALITY_SUMMARY.names


changed = st.fixed_dictionaries(
    {
        "项目编码": st.sampled_from(["1", "2", "3", None]),
        "项目名称": st.sampled_from(["模拟村柑橘园灌溉", "模拟村柑桔园灌溉", "模拟村水池"]),
        "行政区划代码": st.sampled_from(["511102", "511002", None]),
    },
    optional={
        "实施状态": st.sampled_from([None, "未实施", "已开工", "已完工"]),
        "开工日期": st.sampled_from([None, "2024-02-01", "2024-04-01", "2025-01-01"]),
        "支出金额": st.sampled_from([None, 0.0, 50.0, 500.0]),
        "受益户数": st.sampled_from([None, 1.0, 100.0]),
    },
)


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(changed, min_size=1, max_size=8), seed=st.integers(0, 99))
def test_the_order_of_the_table_is_irrelevant(rows: list[dict[str, Any]], seed: int) -> None:
    """The same project is found guilty of the same, and the counties stand the same."""
    order = random.Random(seed).sample(range(len(rows)), len(rows))
    frames = library(*(project(**r) for r in rows)), library(*(project(**rows[i]) for i in order))
    results = [quality_findings(frame, STANDARD, ON) for frame in frames]
    first = sorted(zip(results[0]["行"], results[0]["检查项"], strict=True))
    second = sorted(
        (order[row], check) for row, check in zip(results[1]["行"], results[1]["检查项"], strict=True)
    )
    assert first == second
    columns = ["级别", "行政区划代码", "在库项目数", "问题项目数", "排位", "实地检查"]
    pd.testing.assert_frame_equal(
        *(quality_summary(f, r, STANDARD)[columns] for f, r in zip(frames, results, strict=True))
    )


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(changed, min_size=1, max_size=8))
def test_every_project_is_counted_once(rows: list[dict[str, Any]]) -> None:
    frame = library(*(project(**row) for row in rows))
    result = quality_summary(frame, quality_findings(frame, STANDARD, ON), STANDARD)
    counties = result[result["级别"] == "县"]
    assert counties["在库项目数"].sum() == len(rows)
    assert (counties["问题项目数"] <= counties["在库项目数"]).all()
