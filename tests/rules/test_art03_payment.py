"""第3条 拨付: day 30, 31, 60 and 61, 质保金, 29 February, and money against physical progress."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.rules.money import EAST, ON, STANDARD, ZIZHONG, day, number, table, units, with_settings
from xltools.rules.art03.payment_tables import left_out, payment_summary, payment_table
from xltools.tables.declared.money import PAYMENTS
from xltools.tables.model import blank

CODE = "511011202400000001"
HELD = {"项目编码": CODE, "行政区划代码": EAST, "项目名称": "柑橘基地（模拟）", "实施状态": "已开工"}

Row = dict[str, Any]


def paid(**more: Any) -> Row:
    """Built and paid up in time."""
    row = {"项目编码": CODE, "合同额": 100.0, "已支付": 97.0, "完工日期": dt.date(2024, 3, 1)}
    return row | {"末次支付日期": dt.date(2024, 3, 5), "形象进度": 1.0} | more


def judged(row: Row, held: Row | None = None, on: dt.date = ON, **settings: str) -> Row:
    policy = with_settings(**settings) if settings else STANDARD
    known = {CODE: HELD if held is None else held}
    [found] = payment_table(table(PAYMENTS, row), known, {}, units(), policy, on).to_dict("records")
    return {k: None if blank(v) else v for k, v in found.items()}


@pytest.mark.cases("第3条 拨付核查.csv")
def test_verdicts(case: dict[str, str]) -> None:
    progress, on = number(case["形象进度"]), day(case["截至"])
    assert on is not None
    row = paid(
        合同额=number(case["合同额"]), 质保金=number(case["质保金"]), 已支付=number(case["已支付"]),
        完工日期=day(case["完工日期"]), 末次支付日期=day(case["末次支付日期"]),
        付清日期=day(case["付清日期"]), 形象进度=None if progress is None else progress / 100,
    )  # fmt: skip
    found = judged(row, on=on)
    assert (found["状态"], found["结论"]) == (case["状态"], case["结论"])
    assert case["逾期天数"] == "" or found["逾期天数"] == int(case["逾期天数"])


def test_the_reason_has_dates_amounts_and_which_number_is_ours() -> None:
    found = judged(paid(末次支付日期=dt.date(2024, 4, 1)))
    assert found["依据"] == (
        "第3条（方案：完工后30日内付清）：2024-03-01完工，应付清日2024-03-31；"
        "应付额100.00－质保金3.00＝97.00，已付97.00万元，2024-04-01付清，完工后31天，逾期1天（31至60天为黄是缺省）"
    )
    assert found["应付清日"] == dt.datetime(2024, 3, 31) and found["完工后天数"] == 31


def test_the_library_gives_county_name_and_completion() -> None:
    held = HELD | {"实施状态": "已完工", "完工日期": dt.datetime(2024, 3, 1)}
    found = judged(paid(完工日期=None), held)
    assert (found["行政区划代码"], found["市州"], found["县区"]) == (EAST, "内江市", "东兴区")
    assert found["项目名称"] == "柑橘基地（模拟）" and found["状态"] == "付清"
    assert "完工日期取自项目库" in found["依据"]


def test_a_project_not_begun_and_not_paid_is_not_due() -> None:
    row = paid(已支付=0.0, 完工日期=None, 末次支付日期=None, 形象进度=None)
    assert judged(row, HELD | {"实施状态": "未实施"})["状态"] == "未开工"


def test_the_numbers_come_from_the_parameters() -> None:
    """45 days instead of 30; 质保金 5 %; a gap of 30 points."""
    late = paid(末次支付日期=dt.date(2024, 4, 15))
    assert (judged(late)["结论"], judged(late, 完工未支付天数="45")["结论"]) == ("黄", "绿")
    assert judged(paid(已支付=95.0), 质保金比例="5")["状态"] == "付清"
    uneven = paid(完工日期=None, 形象进度=0.4, 已支付=65.0)
    assert (judged(uneven)["结论"], judged(uneven, 支付进度偏差="30")["结论"]) == ("黄", "绿")


def test_a_row_that_is_wrong_is_shown_and_not_judged() -> None:
    rows = table(PAYMENTS, paid(), paid(项目编码="511011202400000002"))
    held = {CODE: HELD, "511011202400000002": HELD | {"项目编码": "511011202400000002"}}
    found = payment_table(rows, held, {1: "“已支付”是负数"}, units(), STANDARD, ON)
    assert found["结论"].tolist() == ["无数据", "绿"] and "是负数" in found["依据"].tolist()[0]


def test_a_county_is_summed_up_with_what_its_ledger_lacks() -> None:
    """Three projects: in time, 60 days and 61 days; a fourth is begun in 项目库 and not in the ledger."""
    days = (dt.date(2024, 3, 5), dt.date(2024, 4, 30), dt.date(2024, 5, 1))
    codes = [f"51101120240000000{n}" for n in range(1, 5)]
    held = {code: HELD | {"项目编码": code} for code in codes}
    rows = table(PAYMENTS, *(paid(项目编码=c, 末次支付日期=d) for c, d in zip(codes, days, strict=False)))
    found = payment_table(rows, held, {}, units(), STANDARD, ON)
    summary = payment_summary(found, left_out(rows, held), units(EAST, ZIZHONG)).to_dict("records")
    east, other = summary
    counted = {
        name: east[name] for name in ("项目数", "完工数", "按期付清数", "逾期数", "严重逾期数", "缺台账数")
    }
    assert list(counted.values()) == [3, 3, 1, 1, 1, 1]
    assert east["结论"] == "红" and east["及时率"] == pytest.approx(1 / 3)
    assert other["结论"] == "无数据" and "拨付台账没有本县的项目" in other["依据"]


def test_what_is_to_be_dealt_with_stands_first() -> None:
    days = (dt.date(2024, 3, 5), dt.date(2024, 4, 15), dt.date(2024, 5, 1))
    codes = [f"51101120240000000{n}" for n in range(1, 4)]
    rows = table(PAYMENTS, *(paid(项目编码=c, 末次支付日期=d) for c, d in zip(codes, days, strict=True)))
    found = payment_table(rows, {}, {}, units(), STANDARD, ON)
    assert list(zip(found["项目编码"].str[-1], found["结论"], strict=True)) == [
        ("3", "红"), ("2", "黄"), ("1", "绿"),
    ]  # fmt: skip


def test_a_missing_project_keeps_a_county_from_green() -> None:
    held = {CODE: HELD, "x": HELD | {"项目编码": "x"}}
    rows = table(PAYMENTS, paid())
    found = payment_table(rows, held, {}, units(EAST), STANDARD, ON)
    assert payment_summary(found, left_out(rows, held), units(EAST))["结论"].tolist() == ["无数据"]
    assert payment_summary(found, {}, units(EAST))["结论"].tolist() == ["绿"]
