"""排名通报 from 排名表 and 市州排名表; the counts are counted by hand in the table below."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from tests.letters.made_templates import text_of
from tests.letters.test_facts import OFFICE, TODAY
from xltools.errors import TemplateError
from xltools.letters.bulletin import ranking_bulletin_facts
from xltools.letters.render import render
from xltools.policy import load
from xltools.rules.art12.ranking import rank_cities, rank_counties
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH
from xltools.tables.declared.ranking import CITY_RANKING, RANKING

SETTINGS = {**OFFICE, "提醒函后位县数": 2}


def counties(*rows: tuple) -> pd.DataFrame:
    """排名表 of (排名, 并列, 代码, 市州, 县区, 支出率, 得分, 支出状态, 综合状态, 依据)."""
    columns = [
        "排名",
        "并列",
        "行政区划代码",
        "市州",
        "县区",
        "支出率",
        "综合得分",
        "支出状态",
        "综合状态",
        "依据",
    ]
    frame = pd.DataFrame(rows, columns=columns).reindex(columns=RANKING.names)
    return frame.assign(期别="2024-09", 序时目标=0.75)


COUNTIES_9 = counties(
    (1, "", "511181", "乐山市", "峨眉山市", 0.80, 95.0, "绿", "绿", ""),
    (2, "并列", "511002", "内江市", "市中区", 0.70, 80.0, "黄", "黄", ""),
    (2, "并列", "511102", "乐山市", "市中区", 0.7, 80.0, "黄", "红", ""),
    (4, "", "511011", "内江市", "东兴区", 0.4, 60.555, "红", "红", ""),
    (pd.NA, "", "510104", "成都市", "锦江区", float("nan"), float("nan"), "", "", "第12条 不参评，不排名"),
    (
        pd.NA,
        "",
        "510105",
        "成都市",
        "青羊区",
        float("nan"),
        float("nan"),
        "",
        "",
        "第12条 本期未上报，不排名",
    ),
)
CITIES = pd.DataFrame(
    {
        "期别": "2024-09",
        "行政区划代码": ["511100", "511000", "510100"],
        "市州": ["乐山市", "内江市", "成都市"],
        "参评县数": [2, 2, 0],
        "支出率": [0.755, 0.55, float("nan")],
        "序时目标": 0.75,
        "综合得分": [88.0, 70.0, float("nan")],
        "排名": pd.array([1, 2, pd.NA], dtype="Int64"),
        "综合状态": ["黄", "红", ""],
    }
).reindex(columns=CITY_RANKING.names)


def test_counts_and_lists_are_those_of_the_tables():
    facts = ranking_bulletin_facts(COUNTIES_9, CITIES, SETTINGS, TODAY)
    counted = (
        "参评县数",
        "未上报县数",
        "不参评县数",
        "达标县数",
        "绿灯县数",
        "黄灯县数",
        "红灯县数",
        "后位县数",
    )
    assert [facts[name] for name in counted] == [4, 1, 1, 1, 1, 1, 2, 2]
    assert [tuple(row.values()) for row in facts["市州排名"]] == [
        ("1", "乐山市", "2", "75.50%", "88.00", "黄"),
        ("2", "内江市", "2", "55.00%", "70.00", "红"),
    ]
    assert [tuple(row.values()) for row in facts["后位县"]] == [
        ("2（并列）", "乐山市", "市中区", "70.00%", "80.00", "红"),
        ("4", "内江市", "东兴区", "40.00%", "60.56", "红"),  # half up
    ]
    assert [tuple(row.values()) for row in facts["红灯名单"]] == [
        ("内江市", "1", "东兴区"),
        ("乐山市", "1", "市中区"),
    ]


def test_the_bulletin_reads_as_one():
    text = text_of(render("排名通报", ranking_bulletin_facts(COUNTIES_9, CITIES, SETTINGS, TODAY)))
    assert (
        "2024年9月共有4个县（市、区）参加排名，1个没有衔接资金任务、不参加排名，1个没有按期上报、未能排名。"
        in text
    )
    assert "月末序时目标为75%，支出进度达到序时目标的有1个。" in text
    assert "绿灯的1个，黄灯的1个，红灯的2个" in text
    assert "排名居后2位的县（市、区）如下" in text
    assert "各市（州）、县（市、区）乡村振兴局、财政局：" in text
    assert "成都市" not in text


def test_a_table_that_the_officer_sorted_by_name_is_put_in_order_again():
    shuffled = COUNTIES_9.sort_values("县区")
    facts = ranking_bulletin_facts(shuffled, CITIES, SETTINGS, TODAY)
    assert [row["排名"] for row in facts["后位县"]] == ["2（并列）", "4"]


def test_without_a_red_county_the_list_says_none():
    green = COUNTIES_9.assign(综合状态="绿")
    text = text_of(render("排名通报", ranking_bulletin_facts(green, CITIES, SETTINGS, TODAY)))
    assert "四、红灯预警名单\n无。\n" in text


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        (COUNTIES_9[COUNTIES_9["排名"].isna()], "没有一行有排名"),
        (COUNTIES_9.assign(期别=["2024-08", *["2024-09"] * 5]), "2024-08、2024-09"),
    ],
)
def test_tables_no_bulletin_can_be_made_of_are_told(frame, told):
    with pytest.raises(TemplateError, match=told):
        ranking_bulletin_facts(frame, CITIES, SETTINGS, TODAY)


def test_the_tables_as_the_rules_make_them_are_understood():
    """未上报 and 不参评 are told apart by the 依据 that the rules write."""
    amounts = dict.fromkeys(DISPATCH.names, 10.0)
    units = {
        "511002": ("内江市", "市中区", "是"),
        "511181": ("乐山市", "峨眉山市", "否"),
        "511011": ("内江市", "东兴区", "是"),
    }
    roster = pd.DataFrame(
        [(code, city, name, "其他", ranked) for code, (city, name, ranked) in units.items()],
        columns=COUNTIES.names,
    )
    names = ("行政区划代码", "市州", "县区", "县类别", "是否参评")
    reported = [
        dict(zip(names, row, strict=True)) for row in roster.itertuples(index=False) if row[0] != "511011"
    ]
    dispatch = pd.DataFrame([{**amounts, "期别": "2024-09", **row} for row in reported])
    policy = load(dt.date(2024, 9, 30))
    ranked = [rank(dispatch, roster, "2024-09", policy) for rank in (rank_counties, rank_cities)]
    facts = ranking_bulletin_facts(*ranked, policy.values, TODAY)
    assert [facts[name] for name in ("参评县数", "未上报县数", "不参评县数")] == [1, 1, 1]
    assert "峨眉山市" not in text_of(render("排名通报", facts))
