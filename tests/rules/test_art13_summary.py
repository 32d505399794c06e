"""第13–16条: sums by county and city lose no asset and no 分, whatever the ledger says."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.made_assets import asset, ledger
from xltools.policy import load
from xltools.register.rows import frame
from xltools.rules.art13.classify import classify, with_verdicts
from xltools.rules.art13.holdings import Place, holdings
from xltools.rules.art13.summary import WHOLE, by_city, by_county, per_asset
from xltools.rules.exact import fen
from xltools.tables.declared.revival import REVIVAL

ON = dt.date(2024, 10, 8)
COUNTIES = {
    code: Place(code, city, name)
    for code, city, name in (
        ("511002", "内江市", "市中区"), ("511011", "内江市", "东兴区"), ("511102", "乐山市", "市中区"),
    )
}  # fmt: skip
NONE_DECIDED = frame(REVIVAL, [])
CLASSES = ("闲置数", "低效数", "正常数", "无法判定数", "另列数")

rows = st.fixed_dictionaries({
    "行政区划代码": st.sampled_from([*COUNTIES, "519999"]),
    "类别": st.sampled_from(["经营性", "公益性", "到户类"]),
    "使用状态": st.sampled_from(["在用", "闲置", None]),
    "原值": st.sampled_from([None, 0.01, 33.33, 1234.56]),
    "年收益": st.sampled_from([None, 0.0, 0.99, 30.0]),
})  # fmt: skip


def summed(made: list[dict[str, Any]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    held = holdings(ledger(*made), load(ON), ON, {})
    assets = per_asset(held, with_verdicts(classify(held), {}), NONE_DECIDED)
    return by_county(assets, COUNTIES), by_city(assets, COUNTIES)


@settings(max_examples=50, deadline=None)
@given(made=st.lists(rows, max_size=8))
def test_every_asset_and_every_fen_is_in_the_sums_once(made: list[Any]) -> None:
    """What counties add up to is what cities add up to and what the ledger holds."""
    assets = [asset(**row, 资产编号=str(i)) for i, row in enumerate(made)]
    county, city = summed(assets)
    whole = city[city["市州"] == WHOLE].iloc[0]
    value = sum(fen(row["原值"]) for row in made if row["原值"])
    for table in (county, city[city["市州"] != WHOLE]):
        assert table["资产数"].sum() == len(made) == whole["资产数"]
        assert sum(map(fen, table["原值合计"])) == value == fen(whole["原值合计"])
        assert table[[*CLASSES]].to_numpy().sum() == len(made)
    assert list(county["行政区划代码"][:3]) == [*COUNTIES]


def test_the_rate_of_a_city_is_not_the_mean_of_its_counties() -> None:
    """依据: 3 of 300 and 10 of 100 are 13÷400 = 3.25 %, not (1 % + 10 %)÷2 = 5.5 %."""
    one = asset(原值=300.0, 年收益=3.0)
    other = asset(行政区划代码="511011", 县区="东兴区", 资产编号="模A002", 年收益=10.0)
    county, city = summed([one, other])
    assert county["经营性收益率"][:2].round(6).tolist() == [0.01, 0.1]
    assert city["经营性收益率"].round(6).tolist()[0] == 0.0325


def test_a_yield_that_cannot_be_reckoned_is_in_neither_sum() -> None:
    """依据: 6 of 100 counts; a yield without a holder, one without value and one not known do not."""
    wrong = ({"经营主体": None}, {"原值": None}, {"年收益": None}, {"年收益": 500.0})
    assets = [asset(**more, 资产编号=f"模B{i}") for i, more in enumerate(wrong)]
    county, _ = summed([asset(), *assets])
    assert county["经营性收益率"][0] == 0.06
