"""第13–16条 四种方式: each condition met, not met and open; what a person found out counts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.rules.made_assets import asset
from xltools.policy import load
from xltools.rules.art13.suggest import conditions, key_of, open_ways, roads_by_asset, suggestion
from xltools.tables.declared.assets import LOW, WAYS

STANDARD = load(dt.date(2024, 10, 8))

SHORT = {
    "集体所有": ("国企合作", "县属国企联合运营", "村（组）集体所有"),
    "有平台": ("国企合作", "县属国企联合运营", "县有国有平台或国企"),
    "联农带农": ("主体经营", "租赁承包联营托管", "建立联农带农机制"),
    "有主体": ("主体经营", "租赁承包联营托管", "有家庭农场、合作社或市场主体愿意承接"),
    "规模": ("人才创业", "返乡在乡人才经营", "规模适合个人经营"),
    "有人才": ("人才创业", "返乡在乡人才经营", "有高校毕业生、职业经理人、致富带头人或退役军人愿意经营"),
    "要使用": ("调整用途", "调剂置换租用", "有单位或村需要使用"),
    "商业价值": ("调整用途", "转为经营性", "具有一定商业价值"),
}
"""What the cases call a condition → 方式, 途径, 条件."""

ROADS = {"改建公共服务": "改（扩）建公共服务", "转为经营性": "转为经营性", "调剂置换租用": "调剂置换租用"}


def answers(typed: str) -> dict[Any, Any]:
    """有平台=是：说明 → the row in which the officer filled 核实."""
    found = {}
    for each in filter(None, typed.split("；")):
        name, _, said = each.partition("=")
        answer, _, words = said.partition("：")
        way, road, condition = SHORT[name]
        row = {"资产编号": "模A001", "方式": way, "途径": road, "条件": condition}
        found[key_of(row)] = row | {"核实": answer, "核实说明": words or None}
    return found


def platforms(said: str) -> dict[str, Any]:
    """运营平台 of the county: 没有填, 否, 不知道, 空白 (no name) or its name."""
    if said in ("", "没有填"):
        return {}
    name = None if said in ("否", "空白") else said
    formed = {"否": "否", "不知道": None}.get(said, "是")
    return {"511002": {"是否组建": formed, "平台名称": name}}


def judged(case: dict[str, str]) -> list[dict[str, Any]]:
    row = asset(case["基"], case["改动"])
    kind = case.get("分类", LOW)
    return conditions([(row, kind)], platforms(case.get("平台", "")), answers(case["核实"]), STANDARD)


def verdicts(rows: list[dict[str, Any]], way: str) -> dict[str, str]:
    """条件 as the cases call it → 结论."""
    short = {value: name for name, value in SHORT.items()} | {
        (w, r["途径"], "经营性资产"): "经营性" for w in WAYS for r in rows
    }
    return {
        short[w, r, c]: row["结论"]
        for row in rows
        for w, r, c in [(row["方式"], row["途径"], row["条件"])]
        if w == way and (w, r, c) in short
    }


def told(case: dict[str, str], *names: str) -> dict[str, str]:
    """What is expected of the conditions; one that is 不问 is not listed at all."""
    return {name: case[name] for name in names if case[name] != "不问"}


@pytest.mark.cases("第13条 国企合作.csv")
def test_cooperation_with_a_state_company(case: dict[str, str]) -> None:
    rows = judged(case)
    assert verdicts(rows, "国企合作") == told(case, "经营性", "集体所有", "有平台")
    assert open_ways(roads_by_asset(rows)["模A001"])["国企合作"] == case["国企合作"]


@pytest.mark.cases("第14条 主体经营.csv")
def test_operators(case: dict[str, str]) -> None:
    rows = judged(case)
    assert verdicts(rows, "主体经营") == told(case, "经营性", "联农带农", "有主体")
    assert open_ways(roads_by_asset(rows)["模A001"])["主体经营"] == case["主体经营"]


@pytest.mark.cases("第15条 人才创业.csv")
def test_talent(case: dict[str, str]) -> None:
    rows = judged(case)
    assert verdicts(rows, "人才创业") == told(case, "经营性", "规模", "有人才")
    assert open_ways(roads_by_asset(rows)["模A001"])["人才创业"] == case["人才创业"]


@pytest.mark.cases("第16条 调整用途.csv")
def test_change_of_use(case: dict[str, str]) -> None:
    rows = judged(case)
    for name, road in ROADS.items():
        alone = [row for row in rows if row["途径"] == road]
        whole = [{**row, "方式": way} for row in alone for way in WAYS]
        assert open_ways(roads_by_asset(whole)["模A001"])["调整用途"] == case[name], name
    assert open_ways(roads_by_asset(rows)["模A001"])["调整用途"] == case["调整用途"]


def test_the_suggestion_names_what_is_open_and_why() -> None:
    rows = conditions([(asset(), LOW)], platforms("模拟农投公司"), {}, STANDARD)
    roads = roads_by_asset(rows)["模A001"]
    assert suggestion(open_ways(roads), roads) == (
        "国企合作", "国企合作：经营性资产、村（组）集体所有、县有国有平台或国企",
    )  # fmt: skip


def test_what_is_still_open_is_said_to_be_checked_and_barred_roads_are_not() -> None:
    """依据: 第14、15、16条; the state company is not there, so the three others could be."""
    rows = conditions([(asset(), LOW)], platforms("否"), {}, STANDARD)
    roads = roads_by_asset(rows)["模A001"]
    way, reason = suggestion(open_ways(roads), roads)
    assert way == "待核实：主体经营、人才创业、调整用途"
    assert reason.endswith("调整用途：须核实有单位或村需要使用") and "国企合作" not in reason


def test_where_nothing_is_open_every_obstacle_is_named() -> None:
    barred = dict.fromkeys(("有平台", "联农带农", "有人才", "要使用"), "否")
    typed = "；".join(f"{name}={answer}" for name, answer in barred.items())
    rows = conditions([(asset(), LOW)], {}, answers(typed), STANDARD)
    roads = roads_by_asset(rows)["模A001"]
    way, reason = suggestion(open_ways(roads), roads)
    assert way == "都不具备" and all(name in reason for name in WAYS)


def test_every_condition_says_its_clause_and_whether_the_plan_says_it() -> None:
    rows = conditions([(asset(), LOW)], {}, {}, STANDARD)
    clauses = {"国企合作": "第13条", "主体经营": "第14条", "人才创业": "第15条", "调整用途": "第16条"}
    assert all(
        row["依据"].startswith((f"{clauses[row['方式']]}（方案）", f"{clauses[row['方式']]}（缺省）"))
        for row in rows
    )
    assert all(row["事实"] for row in rows)
