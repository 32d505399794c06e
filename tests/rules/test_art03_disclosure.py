"""第3条 公开: who must show what, how soon and how long, and what counts as not shown."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from tests.rules.money import EAST, ON, STANDARD, ZIZHONG, day, fund, funds, table, units, with_settings
from xltools.policy import Policy
from xltools.rules.art03.disclosure import Check, disclosure_check
from xltools.rules.art03.disclosure_due import document_key, tiers_of
from xltools.rules.units import Units
from xltools.tables.declared.money import DISCLOSURES, PAYMENTS
from xltools.tables.model import blank

Row = dict[str, Any]
ISSUED = dt.date(2024, 3, 1)


def shown(code: str, tier: str, level: str | None = "县级", **more: Any) -> Row:
    """Shown in time and long enough."""
    row = {
        "事项": "模拟",
        "层级": tier,
        "单位": "模拟",
        "渠道": "门户网站",
        "年度": 2024,
        "行政区划代码": code,
    }
    row |= {
        "决定日期": dt.date(2024, 3, 5),
        "公示开始": dt.date(2024, 3, 6),
        "公示结束": dt.date(2024, 3, 20),
    }
    return row | {"资金级次": level} | more


def check(
    money: list[Row], rows: list[Row], *, projects: list[Row] | None = None,
    held: dict[str, Row] | None = None, on: dt.date = ON, known: Units | None = None,
    policy: Policy = STANDARD,
) -> Check:  # fmt: skip
    payments = table(PAYMENTS, *(projects or []))
    ledger = table(DISCLOSURES, *rows)
    return disclosure_check(
        funds(*money), ledger, payments, held or {}, known or units(EAST), 2024, policy, on
    )


def states(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    names = ("行政区划代码", "层级", "资金级次", "状态")
    return [tuple(None if blank(v) else v for v in row) for row in frame[list(names)].to_numpy()]


@pytest.mark.cases("第3条 公开核查.csv")
def test_verdicts(case: dict[str, str]) -> None:
    rows = []
    if case["公示开始"]:
        dates = {name: day(case[name]) for name in ("决定日期", "公示开始", "公示结束")}
        rows = [shown(EAST, "县级", 渠道=case["渠道"] or None, **dates)]
    on = day(case["截至"])
    assert on is not None
    found = check([fund(EAST, "县级", 100, 下达日期=day(case["下达"]))], rows, on=on).table
    [row] = found.to_dict("records")
    assert (row["状态"], row["结论"]) == (case["状态"], case["结论"])
    assert case["天数"] == "" or row["公示天数"] == int(case["天数"])


def test_every_level_that_gives_out_must_show() -> None:
    """依据: 谁分配、谁公开，分配到哪里、公开到哪里. Central funds: province, city and county."""
    money = [fund(EAST, level, 100, 下达日期=ISSUED) for level in ("中央", "市级", "县级")]
    money.append(fund(ZIZHONG, "中央", 100, 下达日期=ISSUED))
    found = check(money, [shown("510000", "省级", "中央")], known=units(EAST, ZIZHONG)).table
    assert states(found) == [
        ("510000", "省级", "中央", "已公开"),
        ("511000", "市级", "中央", "未公开"), ("511000", "市级", "市级", "未公开"),
        (EAST, "县级", "中央", "未公开"), (EAST, "县级", "县级", "未公开"), (EAST, "县级", "市级", "未公开"),
        (ZIZHONG, "县级", "中央", "未公开"),
    ]  # fmt: skip
    assert found["涉及数"].tolist()[:2] == [2, 2] and found["金额"].tolist()[0] == 200


def test_where_the_city_does_not_give_out_it_need_not_show() -> None:
    policy = with_settings(中央资金公开层级="省级、县级")
    assert list(tiers_of("中央", policy)) == ["省级", "县级"]
    assert list(tiers_of("市级", policy)) == ["市级", "县级"]


def test_each_batch_needs_its_own_showing_and_brackets_do_not_matter() -> None:
    """模拟财农〔2024〕9号 typed as （2024） and [2024] is the same; 10号 is another batch."""
    money = [fund(EAST, "县级", 100, 资金文号=f"模拟财农〔2024〕{n}号", 下达日期=ISSUED) for n in (9, 10)]
    found = check(money, [shown(EAST, "县级", 资金文号="模拟财农（2024） 9号")]).table
    assert dict(zip(found["资金文号"], found["状态"], strict=True)) == {
        "模拟财农〔2024〕9号": "已公开", "模拟财农〔2024〕10号": "未公开",
    }  # fmt: skip
    assert (
        document_key("财农[2024]9号") == document_key("财农〔2024〕９号") != document_key("财农〔2024〕10号")
    )


def test_the_best_of_several_showings_counts() -> None:
    rows = [
        shown(EAST, "县级", 渠道=None),
        shown(EAST, "县级"),
        shown(EAST, "县级", 公示结束=dt.date(2024, 3, 7)),
    ]
    assert check([fund(EAST, "县级", 100)], rows).table["状态"].tolist() == ["已公开"]


def test_all_faults_stand_in_the_reason() -> None:
    rows = [shown(EAST, "县级", 渠道=None, 公示开始=dt.date(2024, 3, 20), 公示结束=dt.date(2024, 3, 21))]
    [row] = check([fund(EAST, "县级", 100)], rows).table.to_dict("records")
    assert row["状态"] == "超期公开"
    assert row["依据"].endswith(
        "决定后15天才公示，超过10天（缺省）；只公示2天，少于10天（缺省）；没有写渠道，无从核实"
    )


def test_another_year_or_another_unit_is_another_matter() -> None:
    rows = [shown(EAST, "县级", 年度=2023), shown(ZIZHONG, "县级"), shown(EAST, "县级", "市级")]
    found = check([fund(EAST, "县级", 100, 下达日期=ISSUED)], rows, known=units(EAST, ZIZHONG))
    assert ("511011", "县级", "县级", "未公开") in states(found.table)
    assert found.unmatched == [1, 2]


PROJECT = {"项目编码": "511011202400000001", "合同额": 50.0}
HELD = {"511011202400000001": {"项目编码": PROJECT["项目编码"], "行政区划代码": EAST, "实施状态": "已开工",
                               "开工日期": dt.datetime(2024, 4, 1)}}  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([shown(EAST, "村级", None, 项目编码="511011202400000001")], "已公开"),
        ([shown(EAST, "县级", None, 环节="使用")], "已公开"),
        ([shown(EAST, "县级", "县级")], "未公开"),
        ([shown(EAST, "县级", None, 项目编码="511011202400000002")], "未公开"),
    ],
)
def test_who_uses_the_funds_shows_the_project_or_all_of_them(rows: list[Row], state: str) -> None:
    """依据: 谁使用、谁公开. A village's notice of the project, or one of the county for all, will do."""
    found = check([fund(EAST, "县级", 0)], rows, projects=[PROJECT], held=HELD).table
    assert found.loc[found["环节"] == "使用", "状态"].tolist() == [state]


def test_a_project_shown_alone_and_with_all_others_is_no_stray() -> None:
    rows = [shown(EAST, "村级", None, 项目编码=PROJECT["项目编码"]), shown(EAST, "县级", None, 环节="使用")]
    assert check([], rows, projects=[PROJECT], held=HELD).unmatched == []


def test_a_county_without_ledger_is_no_data() -> None:
    found = check([fund(EAST, "县级", 100)], [shown(EAST, "县级")], known=units(EAST, ZIZHONG)).table
    assert [(row[0], row[3]) for row in states(found)] == [(EAST, "已公开"), (ZIZHONG, "无台账")]
    assert found["结论"].tolist() == ["绿", "无数据"]
