"""The planted edges: every edge of rules.md for 第11、12条 has its county, and what is due comes out.

The expectations are planted.csv's own, worked out by hand in its column 依据; here they are held against the
figures the sample really has, and against the rules.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import pandas as pd
import pytest

from xltools.policy import load
from xltools.rules.art12.history import history_rows, replace_period
from xltools.rules.art12.letters import letters
from xltools.rules.art12.ranking import rank_cities, rank_counties
from xltools.rules.art12.trigger import Evidence
from xltools.sample import province_tables
from xltools.sample.edges import LIT, PERIOD, SCORED, Planted, planted, planted_codes
from xltools.sample.figures import dispatch
from xltools.sample.province import county_frame, province, real_counties
from xltools.tables.declared.dispatch import LEVELS

SEEDS = (2024, 7, 31)
COUNTIES = [p for p in planted() if p.level == "县"]
CITIES = [p for p in planted() if p.level == "市"]

EDGES = {
    "支出率恰为序时目标", "支出率低于目标一百元", "支出率恰为目标的80%", "支出率低于目标的80%一百元",
    "支出率为目标的59.99%", "支出率为目标的60.00%", "支出率为目标的60.01%",
    "综合连续三次为红（支出红）", "综合连续三次为红（投入、质量两项红）", "综合红、黄、红",
    "投入与上年持平", "投入增长恰5%", "投入增长4.99%", "投入下降一百元", "投入下降恰20%",
    "上年投入为0、今年有投入", "上年、本年投入皆为0",
    "质量问题率恰2%", "质量问题率略高于2%", "质量问题率恰10%", "质量问题率略高于10%",
    "实施得分恰80", "实施得分低于80",
    "6月底市县两级到位皆为0", "6月底市级到位为0、县级不为0", "6月底市级到位0、县级到位0.01",
    "未批调整19.99%", "未批调整20.00%", "调整20.00%均已批", "未批调整净额0、毛额40%",
    "审查问题逾期一天未整改", "审查问题当天到期", "审查问题过期但已整改", "审查问题过期仍在整改",
    "后20位：第1、2次（本次不在）", "后20位：第1、3次", "后20位：第2、3次", "后20位：第1次、不参评、第3次",
    "后20位：三次，已收提醒仍在后20位", "后20位：仅第3次", "后20位截点并列", "不参评",
    "市：按总额与按均值名次不同", "市后5位：第2、3次", "市后5位：第1、3次", "市后5位截点并列",
}  # fmt: skip
"""依据: rules.md, 排名得分 and "Edges every rule is tested at"."""


@lru_cache(maxsize=len(SEEDS))
def office(seed: int) -> dict[str, pd.DataFrame]:
    """The office's tables before September."""
    return province_tables(seed)


@lru_cache(maxsize=len(SEEDS))
def september(seed: int) -> dict[str, pd.DataFrame]:
    """The office's tables with September in, ranked, and the letters due."""
    frames = office(seed)
    month = dispatch(province(seed), [PERIOD], seed)
    policy, roster = load(dt.date(2024, 9, 30)), frames["县区名单"]
    counties, cities = (rank(month, roster, PERIOD, policy) for rank in (rank_counties, rank_cities))
    history = replace_period(frames["历史排名"], history_rows(counties, cities))
    due = letters(
        Evidence(
            period=PERIOD, today=dt.date(2024, 10, 8), policy=policy, dispatch=month, roster=roster,
            history=history, letters=frames["函件清单"], reviews=frames["问题清单"],
            adjustments=frames["调整台账"],
        )
    )  # fmt: skip
    return {"调度表": month, "排名表": counties, "市州排名表": cities, "历史排名": history, "函件清单": due}


def ranked(seed: int, planted: Planted) -> pd.Series[object]:
    """The row of 排名表 or 市州排名表."""
    table = september(seed)["排名表" if planted.level == "县" else "市州排名表"]
    return table.set_index("行政区划代码").loc[planted.code]


def test_every_edge_of_the_rules_is_planted() -> None:
    assert {p.case for p in planted()} >= EDGES


def test_planted_counties_are_real_and_rightly_named() -> None:
    listed = {code: (city, name) for code, city, name in real_counties()}
    assert all(listed[p.code] == (p.city, p.name) for p in COUNTIES)
    assert all(p.city == p.name and p.code.endswith("00") for p in CITIES)
    assert len({p.code for p in planted()}) == len(planted())


def test_every_expectation_gives_its_reason() -> None:
    assert all(len(p.why) > 5 for p in planted())


def sums(code: str) -> pd.Series[float]:
    """A county's September figures with the sums over the levels."""
    row = september(2024)["调度表"].set_index("行政区划代码").loc[code]
    for stage in ("下达", "支出"):
        row[stage] = round(sum(row[f"{level}{stage}"] for level in LEVELS), 2)
    return row


@pytest.mark.parametrize(
    ("code", "spent", "issued"),
    [
        ("513401", 7500.00, 10000.00),
        ("513402", 7499.99, 10000.00),
        ("513422", 6000.00, 10000.00),
        ("513423", 5999.99, 10000.00),
        ("513424", 4499.25, 10000.00),
        ("513426", 4500.00, 10000.00),
        ("513427", 4500.75, 10000.00),
    ],
)
def test_rates_stand_exactly_at_their_edge(code: str, spent: float, issued: float) -> None:
    """依据: 75 % of 10,000 and 80, 59.99, 60.00, 60.01 % of that."""
    assert (sums(code)["支出"], sums(code)["下达"]) == (spent, issued)


@pytest.mark.parametrize(
    ("code", "last", "this"),
    [("513431", 1000, 1000), ("513432", 1000, 1050), ("513433", 1000, 1049.9), ("513434", 1000, 999.99),
     ("513435", 1000, 800), ("513301", 0, 500), ("513322", 0, 0)],
)  # fmt: skip
def test_funds_stand_exactly_at_their_edge(code: str, last: float, this: float) -> None:
    assert (sums(code)["上年市县投入"], sums(code)["本年市县投入"]) == (last, this)


@pytest.mark.parametrize(
    ("code", "city", "county"),
    [("513329", [0] * 4, [0] * 4), ("513330", [0] * 4, None), ("513331", [0] * 4, [0.01] * 4)],
)
def test_funds_in_place_from_june_to_september(
    code: str, city: list[float], county: list[float] | None
) -> None:
    """依据: 第12条 6月底市县两级衔接资金到位为0."""
    months = ["2024-06", "2024-07", "2024-08", PERIOD]
    frame = dispatch([c for c in province(2024) if c.code == code], months, 2024)
    assert frame["市级到位"].tolist() == city
    if county is None:
        assert (frame["县级到位"] > 100).all()
    else:
        assert frame["县级到位"].tolist() == county


@pytest.mark.parametrize(
    ("code", "unapproved", "approved"),
    [
        ("513332", 1999.0, 0),
        ("513333", 2000.0, 0),
        ("513334", 0, 2000.0),
        ("513335", 4000.0, 0),
        ("513336", 1999.0, 500.0),
    ],
)
def test_adjustments_stand_exactly_at_their_edge(code: str, unapproved: float, approved: float) -> None:
    """依据: 20 % of 当年投资额 10,000; gross, not net."""
    rows = office(2024)["调整台账"][lambda f: f["行政区划代码"] == code]
    moved = (rows["新金额"] - rows["原金额"]).abs()
    assert moved[rows["审批文号"] == ""].sum() == pytest.approx(unapproved, abs=1e-9)
    assert moved[rows["审批文号"] != ""].sum() == pytest.approx(approved, abs=1e-9)
    assert sums(code)["下达"] == 10000


def test_an_adjustment_that_nets_to_nothing_moves_40_per_cent() -> None:
    rows = office(2024)["调整台账"][lambda f: f["行政区划代码"] == "513335"]
    assert (rows["新金额"] - rows["原金额"]).sum() == 0


def test_the_mean_of_rates_would_place_资阳_otherwise() -> None:
    """依据: 54 %, 90 % and 90 % have a mean of 78 %, above the target; Σ支出 ÷ Σ下达 is 61.2 %, below."""
    rates = [sums(c)["支出"] / sums(c)["下达"] for c in ("512002", "512021", "512022")]
    assert sum(rates) / 3 == pytest.approx(0.78)
    assert ranked(2024, next(p for p in CITIES if p.code == "512000"))["支出率"] == pytest.approx(0.612)


@pytest.mark.parametrize("seed", SEEDS)
def test_scores_and_lights_come_out_as_worked_out_by_hand(seed: int) -> None:
    for p in planted():
        row = ranked(seed, p)
        shown = {name: f"{row[name]:.2f}" if name in SCORED else row[name] for name in (*SCORED, *LIT)}
        assert {name: shown[name] for name in p.due} == p.due, p


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("level", "table", "last"), [("县", "排名表", 20), ("市", "市州排名表", 5)])
def test_the_last_places_are_the_planted_ones(seed: int, level: str, table: str, last: int) -> None:
    """The last 20 (5) and the one tied with them at the cut, whatever the seed makes of the others."""
    rows = september(seed)[table][lambda f: f["排名"].notna()]
    tail = rows.tail(last + 1)
    assert set(tail["行政区划代码"]) == {p.code for p in planted() if p.level == level and p.place != "否"}
    tied = tail.head(2)
    assert set(tied["行政区划代码"]) == {p.code for p in planted() if p.level == level and p.place == "并列"}
    assert tied["综合得分"].nunique() == 1
    assert tied["支出率"].is_monotonic_decreasing


@pytest.mark.parametrize("seed", SEEDS)
def test_letters_come_out_as_worked_out_by_hand(seed: int) -> None:
    due = september(seed)["函件清单"]
    for p in planted():
        sent = set(due.loc[due["代码"] == p.code, "函件"])
        if not p.letters:
            assert not sent, p
        assert sent >= set(p.letters), p


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tie_across_the_cut_is_left_to_the_officer(seed: int) -> None:
    due = september(seed)["函件清单"]
    tied = {p.code for p in planted() if p.place == "并列"}
    rows = due[due["代码"].isin(tied)]
    assert set(rows["代码"]) == tied
    assert set(rows["是否签发"]) == {"否"}


@pytest.mark.parametrize("month", ["2024-07", "2024-09"])
def test_no_unplanted_county_of_the_nation_scores_below_77(month: str) -> None:
    """So the planted ones, all at 76 or less, hold the last 20 whatever the seed."""
    unplanted = [c for c in province(2024, 2844) if c.ranked and c.code not in planted_codes()]
    figures = dispatch(unplanted, [month], 2024)
    scores = rank_counties(figures, county_frame(unplanted), month, load(dt.date(2024, 9, 30)))["综合得分"]
    assert len(scores) > 2400
    assert scores.min() > 77


def test_a_county_that_does_not_take_part_is_not_last(seed: int = 2024) -> None:
    row = ranked(seed, next(p for p in COUNTIES if p.case == "不参评"))
    assert pd.isna(row["排名"])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_reminders_that_went_out_in_august(seed: int) -> None:
    """依据: rounds 1 and 2 among the last: reminded in the second; 1+3 and first-timers were not."""
    sent = office(seed)["函件清单"][lambda f: (f["函件"] == "提醒敦促函") & (f["期别"] == "2024-08")]
    reminded = set(sent.loc[sent["是否签发"] == "是", "代码"])
    early = {p.code for p in planted() if p.case.split("：")[-1].startswith(("第1、2次", "三次"))}
    late = {p.code for p in planted() if "第2、3次" in p.case or "第1、3次" in p.case or "仅第3次" in p.case}
    assert early and late
    assert early <= reminded
    assert not late & reminded
