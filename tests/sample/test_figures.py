"""The monthly figures: distributions as tables.md has them, and what can never be otherwise."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xltools.sample.edges import planted_codes
from xltools.sample.figures import dispatch, figures, periods
from xltools.sample.province import County, province
from xltools.tables.declared.dispatch import DISPATCH, FIGURES, LEVELS

CUMULATIVE = [f"{level}{stage}" for level in LEVELS for stage in ("下达", "到位", "支出")]
CUMULATIVE += ["开工数", "完工数"]


def ordinary(years: pd.DataFrame) -> pd.DataFrame:
    """Rows that no planted edge shaped, of counties that take part."""
    return years[(years["是否参评"] == "是") & ~years["行政区划代码"].isin(planted_codes())]


@pytest.mark.parametrize(
    ("month", "mean", "spread"),
    [("04", 0.31, 0.10), ("06", 0.50, 0.12), ("09", 0.74, 0.10), ("12", 0.97, 0.04)],
)
def test_spending_follows_the_year(years: pd.DataFrame, month: str, mean: float, spread: float) -> None:
    """依据: tables.md: April 31±10 %, June 50±12, September 74±10, December 97±4."""
    rows = ordinary(years)[lambda f: f["期别"].str.endswith(month)]
    rates = rows["支出"] / rows["下达"]
    assert rates.mean() == pytest.approx(mean, abs=0.03)
    assert spread * 0.6 < rates.std() < spread * 1.3


@pytest.mark.parametrize(
    ("kind", "median"),
    [("国家重点帮扶县", 22_000), ("省重点帮扶县", 14_000), ("脱贫县", 9_000), ("其他", 3_500)],
)
def test_allocations_are_lognormal_about_their_class(kind: str, median: float) -> None:
    """依据: tables.md: 万元 a county, σ 0.35. The median of about 1,500 draws lies within 6 %."""
    many = [c for c in province(5, 2844) if c.ranked and c.kind == kind and c.code not in planted_codes()]
    frame = dispatch(many, ["2022-12"], 5)
    totals = sum(frame[f"{level}下达"] for level in LEVELS)
    assert totals.median() == pytest.approx(median, rel=0.06)
    assert 0.8 < totals.quantile(0.84) / totals.median() / 1.419 < 1.2  # e^0.35


def test_levels_share_60_30_4_6(years: pd.DataFrame) -> None:
    """依据: tables.md: central 60 / province 30 / city 4 / county 6 %."""
    december = ordinary(years)[lambda f: f["期别"] == "2022-12"]
    shares = [december[f"{level}下达"].sum() / december["下达"].sum() for level in LEVELS]
    assert shares == pytest.approx([0.60, 0.30, 0.04, 0.06], abs=0.01)


def test_a_county_has_about_45_projects(years: pd.DataFrame) -> None:
    """依据: tables.md."""
    assert ordinary(years)["项目总数"].mean() == pytest.approx(45, abs=3)


def test_spent_never_exceeds_arrived_nor_arrived_issued(years: pd.DataFrame) -> None:
    for level in LEVELS:
        assert (years[f"{level}支出"] <= years[f"{level}到位"]).all()
        assert (years[f"{level}到位"] <= years[f"{level}下达"]).all()


def test_projects_are_started_before_they_are_finished(years: pd.DataFrame) -> None:
    assert (years["完工数"] <= years["开工数"]).all()
    assert (years["开工数"] <= years["项目总数"]).all()
    assert (years["问题项目数"] <= years["在库项目数"]).all()


def test_nothing_cumulative_falls_within_a_year(years: pd.DataFrame) -> None:
    """Planted counties with a late 下达 included."""
    by_year = years.assign(年=years["期别"].str[:4]).sort_values("期别").groupby(["行政区划代码", "年"])
    for column in CUMULATIVE:
        assert (by_year[column].diff().dropna() > -0.001).all(), column


def test_money_has_two_decimals(years: pd.DataFrame) -> None:
    money = years[[c.name for c in FIGURES if c.unit == "万元"]]
    assert ((money * 100 - (money * 100).round()).abs() < 1e-6).all(axis=None)


def test_last_year_is_last_years_this_year(years: pd.DataFrame) -> None:
    before = years[years["期别"] == "2023-12"].set_index("行政区划代码")["本年市县投入"]
    after = years[years["期别"] == "2024-09"].set_index("行政区划代码")["上年市县投入"]
    pd.testing.assert_series_equal(before, after, check_names=False)


def test_own_funds_are_what_the_city_and_county_issued(years: pd.DataFrame) -> None:
    own = years["市级下达"] + years["县级下达"]
    assert ((own - years["本年市县投入"]).abs() < 0.001).all()


def test_counties_without_task_funds_report_zeros(years: pd.DataFrame) -> None:
    resting = years[years["行政区划代码"] == "510104"]
    assert (resting["是否参评"] == "否").all()
    assert (resting[[c.name for c in FIGURES]] == 0).all(axis=None)


def test_figures_lie_within_the_declared_bounds(years: pd.DataFrame) -> None:
    for column in FIGURES:
        assert years[column.name].between(column.low, column.high).all(), column.name


def test_two_years_are_24_months() -> None:
    two = periods("2022-10", "2024-09")
    assert (len(two), two[0], two[2], two[3], two[-1]) == (24, "2022-10", "2022-12", "2023-01", "2024-09")


def test_the_frame_is_the_table(counties: list[County]) -> None:
    frame = dispatch(counties[:3], ["2024-08", "2024-09"], 2024)
    assert list(frame) == DISPATCH.names
    assert frame["期别"].tolist() == ["2024-08"] * 3 + ["2024-09"] * 3


def test_a_county_does_not_depend_on_the_others() -> None:
    """The same county in a sample of 21 and in the nation."""
    one = province(2024, 21)[7]
    assert one in province(2024, 2844)
    alone = dispatch([one], ["2024-09"], 2024)
    among = dispatch(province(2024, 300), ["2024-09"], 2024)
    pd.testing.assert_frame_equal(alone, among[among["行政区划代码"] == one.code].reset_index(drop=True))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), index=st.integers(0, 182), year=st.integers(2022, 2026))
def test_any_county_in_any_year_keeps_the_order_of_money(seed: int, index: int, year: int) -> None:
    county = province(seed % 5)[index]
    months = [figures(county, f"{year}-{month:02d}", seed) for month in range(1, 13)]
    for before, after in pairwise(months):
        assert all(before[column] <= after[column] for column in CUMULATIVE)
    for own in months:
        assert all(own[f"{v}支出"] <= own[f"{v}到位"] <= own[f"{v}下达"] for v in LEVELS)
        assert own["完工数"] <= own["开工数"] <= own["项目总数"]
