"""From the row an officer confirmed to the facts of the letter, and on to its text."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pandas as pd
import pytest

from tests.letters.made_templates import text_of
from tests.letters.test_indicators import ROW as FIGURES
from xltools.errors import TemplateError
from xltools.letters.facts import behind, facts_for, month, unit_name
from xltools.letters.render import render
from xltools.tables.declared.letters import LETTER_KINDS

TODAY = dt.date(2024, 10, 15)
OFFICE = {
    "发文机关": "模拟省财政厅",
    "发文机关代字": "模财农",
    "联系人": "",
    "联系电话": "",
    "县级主送部门": "乡村振兴局、财政局",
    "市级主送部门": "乡村振兴局、财政局",
    "抄送政府称谓": "人民政府",
    "质量绿灯上限": 2,
}
ROW = {
    "期别": "2024-09",
    "函件": "整改通知书",
    "代码": "511002",
    "主送单位": "乐山市市中区乡村振兴局、财政局",
    "抄送单位": "乐山市市中区人民政府",
    "触发条款": "第12条 严重滞后：支出进度",
    "依据": "第12条 2024-09支出率40.00%＜9月末目标75.00%的60%即45.00%，距目标尚差350.00万元",
    "整改要求": "逐项目倒排支出计划。",
    "反馈期限": pd.Timestamp("2024-11-14"),
    "是否签发": "是",
    "文号": "",
    "文件": "",
}
RANKED = {
    **FIGURES,
    "期别": "2024-09", "行政区划代码": "511002", "市州": "乐山市", "县区": "市中区",
    "综合得分": 76.13, "排名": 158, "并列": "", "综合状态": "红",
}  # fmt: skip
UNRANKED = {
    "市州": "乐山市",
    "县区": "市中区",
    "排名": pd.NA,
    "支出率": float("nan"),
    "依据": "第12条 本期未上报",
}


def letter(row=(), ranked=RANKED, office=()) -> str:
    """The text of the letter a row asks for."""
    listed = {**ROW, **dict(row)}
    return text_of(render(listed["函件"], facts_for(listed, ranked, {**OFFICE, **dict(office)}, TODAY)))


def test_the_letter_says_why_with_clause_and_figures_and_what_is_asked():
    text = letter()
    assert "依据《衔接资金项目质效双提行动实施方案》第12条（严重滞后：支出进度）" in text
    assert "经核，你区2024年9月支出率40.00%低于9月末目标75.00%的60%即45.00%，距目标尚差350.00万元。" in text
    assert "综合得分76.13分，列第158位，综合预警状态为红灯" in text
    assert "低于序时目标13.65个百分点" in text
    assert "逐项目倒排支出计划。" in text
    assert "请于2024年11月14日前完成整改" in text
    assert "抄送：乐山市市中区人民政府。" in text


def test_a_draft_carries_no_number_and_a_registered_letter_its_own():
    assert "模财农〔2024〕　号" in letter()
    assert "模财农〔2024〕12号" in letter({"文号": "模财农〔2024〕12号"})


@pytest.mark.parametrize("kind", LETTER_KINDS)
@pytest.mark.parametrize("ranked", [RANKED, UNRANKED, None], ids=["ranked", "unranked", "no row"])
def test_every_kind_can_be_written_to_a_unit_with_and_without_a_place(kind, ranked):
    deadline = pd.NaT if kind == "点名通报" else ROW["反馈期限"]
    text = letter({"函件": kind, "反馈期限": deadline}, ranked)
    assert ("列第158位" in text) == (ranked is RANKED)
    assert "乐山市市中区" in text
    assert text.count("2024年11月14日") == (0 if kind == "点名通报" else 1)


def test_punctuation_that_the_template_adds_is_not_doubled():
    text = letter({"主送单位": "乐山市市中区财政局：", "抄送单位": "乐山市市中区人民政府。"})
    assert "财政局：\n" in text
    assert "：：" not in text
    assert "。。" not in text


def test_a_row_without_reason_or_deadline_is_an_error_that_names_them():
    with pytest.raises(TemplateError) as caught:
        letter({"依据": None, "反馈期限": pd.NaT, "整改要求": ""})
    for name in ("依据", "反馈期限", "整改要求"):
        assert f"“{name}”是空的" in str(caught.value)


def test_an_office_without_a_name_is_asked_for_it():
    with pytest.raises(TemplateError, match="“发文机关”是空的"):
        letter(office={"发文机关": ""})


def test_the_contact_is_printed_when_it_is_set():
    assert "（联系人：模拟联系人，联系电话：000-0）" in letter(
        office={"联系人": "模拟联系人", "联系电话": "000-0"}
    )
    assert "（联系人：模拟联系人）" in letter(office={"联系人": "模拟联系人"})
    assert "联系人" not in letter()


@pytest.mark.parametrize(
    ("city", "county", "name", "you"),
    [
        ("乐山市", "市中区", "乐山市市中区", "你区"),
        ("乐山市", "峨眉山市", "乐山市峨眉山市", "你市"),
        ("凉山彝族自治州", "木里藏族自治县", "凉山彝族自治州木里藏族自治县", "你县"),
        ("凉山彝族自治州", None, "凉山彝族自治州", "你州"),
        ("成都市", "成都市高新园", "成都市高新园", "你单位"),
    ],
)
def test_a_unit_is_named_with_its_city_and_addressed_by_its_rank(city, county, name, you):
    facts = facts_for(ROW, {**RANKED, "市州": city, "县区": county}, OFFICE, TODAY)
    assert (facts["单位"], facts["称谓"]) == (name, you)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({}, "乐山市市中区"),
        ({"主送单位": "各市（州）乡村振兴局、财政局"}, "乐山市市中区"),  # 点名通报: from 抄送单位
        ({"主送单位": "某某领导小组办公室", "抄送单位": ""}, "某某领导小组办公室"),
    ],
)
def test_without_a_ranking_the_unit_is_known_from_who_is_written_to(row, name):
    assert unit_name({**ROW, **row}, None, OFFICE) == name


@pytest.mark.parametrize(
    ("rate", "due", "gap"),
    [
        (0.6135, 0.75, Fraction(1365, 10000)),
        (0.75, 0.75, None),
        (0.76, 0.75, None),
        (0.749999, 0.75, None),  # both are published as 75.00%
        (0.58325, 0.5833, None),  # a half goes up: 58.33%
        (float("nan"), 0.75, None),
    ],
)
def test_the_gap_is_that_of_the_published_figures(rate, due, gap):
    assert behind(rate, due) == gap


def test_a_month_is_written_in_full():
    assert month("2024-09") == "2024年9月"
    with pytest.raises(TemplateError, match="期别“九月”"):
        month("九月")


def test_remarks_for_the_officer_stay_inside():
    text = letter({"依据": ROW["依据"] + "【并列或缺数，由人核定】"})
    assert "【" not in text
