"""第13–16条 资产分类: each edge of 闲置 and 低效, and that nothing is green for want of data."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.made_assets import asset, ledger
from xltools.errors import Severity
from xltools.policy import load, make_override
from xltools.policy.model import Policy
from xltools.rules.art13.classify import classify, in_force, with_verdicts
from xltools.rules.art13.holdings import Holdings, Place, decided_on, holdings
from xltools.rules.art13.ledger import ledger_problems, value_problems
from xltools.rules.exact import fen
from xltools.tables.declared.assets import APART, CLASSES, CLASSIFIED, IDLE, LOW, SOUND, UNKNOWN

ON = dt.date(2024, 10, 8)
STANDARD = load(ON)
COUNTIES = {
    "511002": Place("511002", "内江市", "市中区"),
    "511011": Place("511011", "内江市", "东兴区"),
    "511102": Place("511102", "乐山市", "市中区"),
}


def held(*rows: dict[str, Any], on: dt.date = ON, policy: Policy = STANDARD) -> Holdings:
    return holdings(ledger(*rows), policy, on, {})


@pytest.mark.cases("第13条 资产分类.csv")
def test_classes(case: dict[str, str]) -> None:
    on = dt.date.fromisoformat(case["认定日"])
    [row] = classify(held(asset(case["基"], case["改动"]), on=on)).to_dict("records")
    assert row["分类"] == case["分类"]
    assert case["依据里有"] in row["依据"]


@pytest.mark.cases("第13条 台账错误.csv")
def test_what_must_be_mended(case: dict[str, str]) -> None:
    frame = ledger(asset(case["基"], case["改动"]))
    found = ledger_problems(frame, COUNTIES, ON) + value_problems(holdings(frame, STANDARD, ON, {}))
    due = [(case["列"], case["问题"], case["严重"] == "错误")] if case["问题"] else []
    assert [(p.column, p.problem, p.severity is Severity.ERROR) for p in found] == due
    assert all(p.remedy and p.table == "资产台账" for p in found)


def test_a_code_on_two_rows_is_told_at_both() -> None:
    frame = ledger(asset(), asset(名称="另一个"), asset(资产编号="模A002"))
    found = ledger_problems(frame, COUNTIES, ON)
    assert [(p.row, p.problem) for p in found] == [(0, "资产编号“模A001”有2行"), (1, "资产编号“模A001”有2行")]


def test_a_name_with_its_city_in_the_list_is_the_same_county() -> None:
    listed = {"511002": Place("511002", "内江市", "内江市市中区")}
    assert ledger_problems(ledger(asset()), listed, ON) == []


def test_two_counties_of_one_name_are_told_apart_by_code() -> None:
    """市中区 is both 511002 and 511102."""
    rows = ledger(asset(), asset(行政区划代码="511102", 资产编号="模A002"))
    assert ledger_problems(rows, COUNTIES, ON) == []


def test_a_row_with_an_error_is_judged_nothing_and_says_why() -> None:
    made = holdings(ledger(asset(), asset(资产编号="模A002")), STANDARD, ON, {0: "J5“原值”不是确数"})
    rows = classify(made).to_dict("records")
    assert [row["分类"] for row in rows] == [UNKNOWN, SOUND]
    assert rows[0]["依据"] == "填报有误，改正后再判定：J5“原值”不是确数" and np.isnan(rows[0]["收益率"])


def test_the_basis_says_the_clause_the_figures_and_the_bound() -> None:
    [row] = classify(held(asset(年收益=2.5))).to_dict("records")
    assert row["依据"] == "第13条（缺省）：2023年收益2.50万元÷原值100.00万元＝2.50%＜3%"
    assert (row["收益率"], row["收益年度"]) == (0.025, 2023)


def test_the_numbers_come_from_the_parameters() -> None:
    """5 % and 12 months: 4 % is low then, ten months idle are not."""
    changed = [make_override("低效收益率", "5", "模拟"), make_override("闲置认定月数", "12", "模拟")]
    policy = load(ON, changed)
    rows = (asset(年收益=4.0), asset("公益", 使用状态="闲置", 闲置起始=pd.Timestamp(2023, 12, 8)))
    assert classify(held(*rows, policy=policy))["分类"].tolist() == [LOW, SOUND]
    assert classify(held(*rows))["分类"].tolist() == [SOUND, IDLE]


def test_the_day_of_classification_is_the_end_of_the_month_that_was_set() -> None:
    assert decided_on("2024-02", ON) == dt.date(2024, 2, 29) and decided_on("", ON) == ON


def test_a_verdict_counts_only_with_a_reason() -> None:
    made = classify(held(asset(), asset(资产编号="模A002")))
    ruled = with_verdicts(made, {"模A001": (LOW, "租金三年未收（模拟）"), "模A002": (LOW, "")})
    assert in_force(ruled).tolist() == [LOW, SOUND] and ruled["分类"].tolist() == [SOUND, SOUND]


def test_an_empty_ledger_is_classified() -> None:
    assert list(with_verdicts(classify(held()), {})) == CLASSIFIED.names


rows = st.fixed_dictionaries({
    "类别": st.sampled_from(["经营性", "公益性", "到户类", None]),
    "使用状态": st.sampled_from(["在用", "部分闲置", "闲置", "已处置", None]),
    "闲置起始": st.sampled_from([None, *map(pd.Timestamp, ("2023-01-01", "2024-04-08", "2024-04-09"))]),
    "原值": st.sampled_from([None, 0.0, 33.33, 100.0]),
    "年收益": st.sampled_from([None, 0.0, 0.9999, 3.0, 500.0]),
    "形成年度": st.sampled_from([None, 2020.0, 2023.0]),
    "经营主体": st.sampled_from([None, "模拟合作社"]),
})  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(made=st.lists(rows, max_size=6))
def test_every_asset_has_one_class_with_a_basis_and_order_does_not_matter(made: list[Any]) -> None:
    assets = [asset(**row, 资产编号=str(i)) for i, row in enumerate(made)]
    result = classify(held(*assets)).set_index("资产编号")
    assert sorted(result.index) == sorted(str(i) for i in range(len(made)))
    assert result["分类"].isin(CLASSES).all() and result["依据"].notna().all()
    again = classify(held(*reversed(assets))).set_index("资产编号")
    assert again["分类"].to_dict() == result["分类"].to_dict()
    for code, row in result.iterrows():
        given_ = made[int(str(code))]
        if given_["类别"] in ("到户类",) or given_["使用状态"] == "已处置":
            assert row["分类"] == APART
        if row["分类"] == SOUND:
            assert given_["使用状态"]
            assert given_["类别"] == "公益性" or fen(given_["年收益"]) * 100 >= fen(given_["原值"]) * 3
