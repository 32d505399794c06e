"""第10条: the opinion of a county and the bulletin of the province, counted by hand in the rows below."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from tests.letters.made_templates import text_of
from tests.letters.test_facts import OFFICE
from xltools.letters.filing import filing_bulletin_facts, opinion_facts, worst
from xltools.letters.render import render

TODAY = dt.date(2024, 3, 29)
SETTINGS = {**OFFICE, "通报列名县数": 2}


def county(code: str, city: str, name: str, faulty: int, conclusion: str) -> dict:
    """A row of 意见书清单: 10 projects for 1,000 万元, `faulty` of them with a problem each."""
    return {
        "期别": "2024-03", "代码": code, "市州": city, "县区": name, "审查结论": conclusion,
        "项目数": 10, "安排金额": 1000.0, "问题数": faulty, "问题项目数": faulty, "涉及金额": 100.5 * faulty,
        "主送单位": f"{city}{name}乡村振兴局、财政局", "抄送单位": f"{city}{name}人民政府",
        "触发条款": "第10条 实施年度计划备案审查", "依据": "第10条", "整改要求": "逐项整改（模拟）。",
        "反馈期限": pd.Timestamp("2024-04-28") if faulty else pd.NaT, "文号": None,
    }  # fmt: skip


MEND = county("511002", "内江市", "市中区", 2, "整改后重新备案")
FINE = county("511102", "乐山市", "市中区", 0, "同意备案")
NONE = county("511181", "乐山市", "峨眉山市", 0, "未报送")
ISSUES = [
    {"序号": 5.0, "项目编码": "511002202400000001", "问题类别": "未建立利益联结机制", "问题描述": "没有填",
     "整改期限": pd.Timestamp("2024-04-28")},
    {"序号": 9.0, "项目编码": None, "问题类别": "选址不当", "问题描述": "手工",
     "整改期限": pd.Timestamp("2024-04-13")},
]  # fmt: skip
NAMES = {"511002202400000001": "模拟柑橘园"}
CITIES = [
    {"市州": "内江市", "应报县数": 1, "报送县数": 1, "项目数": 10, "安排金额": 1000.0, "问题数": 2,
     "问题项目数": 2, "问题率": 0.2, "涉及金额": 201.0, "已整改数": 0, "逾期未整改数": 0},
    {"市州": "乐山市", "应报县数": 2, "报送县数": 1, "项目数": 10, "安排金额": 1000.0, "问题数": 0,
     "问题项目数": 0, "问题率": 0.0, "涉及金额": 0.0, "已整改数": 0, "逾期未整改数": 0},
]  # fmt: skip
CATEGORIES = [
    {"问题类别": "未建立利益联结机制", "问题数": 1, "涉及县数": 1, "涉及金额": 201.0, "已整改数": 0}
]


def test_an_opinion_with_problems_lists_each_with_its_deadline_and_asks_to_file_again():
    text = text_of(render("备案审查意见书", opinion_facts(MEND, ISSUES, NAMES, SETTINGS, TODAY)))
    assert "内江市市中区乡村振兴局、财政局：" in text
    assert "共审查项目10个，安排衔接资金1000.00万元。" in text
    assert "发现问题2个，涉及项目2个、安排金额201.00万元" in text
    assert "整改后重新备案。逐项整改（模拟）。" in text
    assert "于2024年4月28日前全部完成" in text
    for part in (
        "模拟柑橘园",
        "511002202400000001",
        "未建立利益联结机制",
        "选址不当",
        "全县",
        "2024年4月13日",
    ):
        assert part in text
    assert "《衔接资金项目质效双提行动实施方案》第10条（实施年度计划备案审查）" in text


def test_an_opinion_without_problems_agrees_and_has_no_annex():
    text = text_of(render("备案审查意见书", opinion_facts(FINE, [], {}, SETTINGS, TODAY)))
    assert "审查未发现问题。" in text
    assert "同意备案。" in text
    assert "附件" not in text
    assert "约谈" not in text


def test_the_bulletin_counts_counties_and_names_who_did_not_file():
    facts = filing_bulletin_facts([MEND, FINE, NONE], CITIES, CATEGORIES, SETTINGS, TODAY)
    names = ("应报县数", "报送县数", "同意县数", "整改县数", "涉及县数", "项目数", "问题数", "问题项目数")
    assert [facts[name] for name in names] == [3, 2, 1, 1, 1, 20, 2, 2]
    text = text_of(render("备案审查情况通报", facts))
    assert "未报送年度项目实施计划的有：乐山市峨眉山市。" in text
    assert "安排衔接资金2000.00万元" in text
    assert "于2024年4月28日前全部完成" in text
    assert "20.00%" in text
    assert "已整改" not in text.partition("三、主要问题")[0]


def test_a_province_without_problems_says_so():
    clean = [{**c, "问题数": 0, "问题项目数": 0, "问题率": 0.0, "涉及金额": 0.0} for c in CITIES]
    text = text_of(render("备案审查情况通报", filing_bulletin_facts([FINE], clean, [], SETTINGS, TODAY)))
    assert "未发现问题。" in text
    assert "四、问题项目较多的县（市、区）\n无。" in text


def test_a_tie_across_the_last_place_names_none_of_those_in_it():
    """5, 3, 3, 1 problem projects: two places name the 5 alone, three the 5 and both 3; 0 is never named."""
    rows = [county(f"51100{n}", "内江市", f"{n}县", faulty, "") for n, faulty in enumerate((3, 5, 0, 3, 1))]
    named = {places: [row["问题项目数"] for row in worst(rows, places)] for places in (0, 1, 2, 3, 4, 9)}
    assert named == {0: [], 1: [5], 2: [5], 3: [5, 3, 3], 4: [5, 3, 3, 1], 9: [5, 3, 3, 1]}
