"""第3条 评优资格: 取消 with every reason, 待定 where something is not known; the officer's word stands."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from tests.rules.money import EAST, STANDARD, table, units, with_settings
from xltools.rules.art03.awards import (
    County,
    awards_table,
    changed_since,
    decision_problems,
    standing,
)
from xltools.tables.declared.money_results import AWARDS, DISCLOSURE_CHECK, FUNDING, PAYMENT_SUMMARY

_COUNTED = ("按期付清数", "逾期数", "严重逾期数", "在建数", "进度不匹配数", "无法判定数", "缺台账数")
_CASE = ("按期付清", "逾期", "严重逾期", "在建", "不匹配", "无法判定", "缺台账")


def county(case: dict[str, str]) -> County:
    """The three results a case describes."""
    counts = {name: int(case[key]) for name, key in zip(_COUNTED, _CASE, strict=True)}
    payment = counts | {"项目数": sum(counts.values()) - counts["缺台账数"] - counts["进度不匹配数"]}
    items = (part.partition("*") for part in case["公开"].split("、") if part)
    shown = [{"状态": state} for state, _, times in items for _ in range(int(times))]
    return County({"投入结论": case["投入"], "上年投入": 100.0, "本年投入": 90.0}, payment, shown)


@pytest.mark.cases("第3条 评优资格.csv")
def test_verdicts(case: dict[str, str]) -> None:
    found = standing(county(case), STANDARD)
    assert found.verdict == case["认定"]
    reasons = iter((found.reason or "").split("；"))
    assert all(any(part in reason for reason in reasons) for part in case["原因含"].split("；") if part)


def test_the_numbers_come_from_the_parameters() -> None:
    case = dict.fromkeys(_CASE, "0") | {"投入": "绿", "按期付清": "99", "严重逾期": "1", "公开": "已公开*7"}
    assert standing(county(case), STANDARD).verdict == "取消"
    assert standing(county(case), with_settings(评优严重逾期项目数="2")).verdict == "保留"


GREEN = {"行政区划代码": EAST, "投入结论": "绿", "上年投入": 100.0, "本年投入": 110.0, "是否约谈": "否"}
PAID = dict.fromkeys(_COUNTED, 0) | {"行政区划代码": EAST, "按期付清数": 9, "项目数": 9, "结论": "绿"}
SHOWN = {"行政区划代码": EAST, "状态": "已公开", "结论": "绿"}


def awards(decided: pd.DataFrame, **funding: Any) -> pd.DataFrame:
    return awards_table(
        table(FUNDING, GREEN | funding), table(PAYMENT_SUMMARY, PAID), table(DISCLOSURE_CHECK, SHOWN),
        decided, units(EAST), 2024, STANDARD,
    )  # fmt: skip


def test_what_the_officer_decided_is_the_standing_and_says_so() -> None:
    decided = table(
        AWARDS, {"行政区划代码": EAST, "年度": 2024, "核定": "取消", "核定理由": "局务会（模拟）"}
    )
    [row] = awards(decided).to_dict("records")
    assert (row["认定"], row["核定"], row["资格"]) == ("保留", "取消", "取消")
    assert row["核定理由"] == "局务会（模拟）" and row["依据"].endswith("；核定取消")


def test_last_year_s_decision_is_not_this_year_s() -> None:
    decided = table(AWARDS, {"行政区划代码": EAST, "年度": 2023, "核定": "取消", "核定理由": "模拟"})
    assert awards(decided)["资格"].tolist() == ["保留"]


def test_a_decision_needs_its_reason() -> None:
    decided = table(AWARDS, {"行政区划代码": EAST, "年度": 2024, "核定": "取消"})
    [problem] = decision_problems(decided, 2024)
    assert (problem.column, problem.problem) == ("核定理由", "核定“取消”没有写理由")


def test_a_decision_on_other_reasons_is_asked_about_again() -> None:
    """核定 was made when nothing was wrong; then the funds fell."""
    made = awards(table(AWARDS)).assign(核定="保留", 核定理由="模拟")
    assert list(changed_since(made, awards(made), 2024)) == []
    assert list(changed_since(made, awards(made, 投入结论="红", 本年投入=90.0), 2024)) == [0]


def test_an_interview_is_mentioned_and_takes_no_award() -> None:
    """依据: 第3条 names 投入下降, 拨付, 公开; 到位为0 is 第12条."""
    [row] = awards(table(AWARDS), 是否约谈="是").to_dict("records")
    assert row["资格"] == "保留" and "另列约谈（第12条）" in row["依据"]
