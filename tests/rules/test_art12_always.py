"""第12条: what must hold whatever the counties report."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xltools.policy import load
from xltools.rules.art12.input import ranking_problems
from xltools.rules.art12.ranking import rank_cities, rank_counties
from xltools.tables.declared.dispatch import LEVELS
from xltools.tables.declared.ranking import DIMENSIONS

Make = Callable[..., pd.DataFrame]
STANDARD = load(dt.date(2024, 9, 30))

often = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def amount(most: int) -> st.SearchStrategy[float]:
    return st.integers(0, most * 100).map(lambda cents: cents / 100)


@st.composite
def county(draw: st.DrawFn) -> dict[str, Any]:
    """Any county that passes ranking_problems; few distinct figures, so that ties are frequent."""
    issued = {f"{level}下达": draw(st.sampled_from([1.0, 33.33, 1000.0])) for level in LEVELS}
    spent = {f"{level}支出": draw(amount(1)) * issued[f"{level}下达"] for level in LEVELS}
    total = draw(st.integers(1, 60))
    stored = draw(st.integers(1, 60))
    started = draw(st.integers(0, total))
    return {
        "行政区划代码": str(draw(st.integers(510101, 510399))),
        "是否参评": draw(st.sampled_from(["是", "是", "是", "否"])),
        **issued, **spent,
        "上年市县投入": draw(st.sampled_from([0.0, 100.0])),
        "本年市县投入": draw(st.sampled_from([0.0, 100.0, 103.0])),
        "项目总数": float(total), "开工数": float(started), "完工数": float(draw(st.integers(0, started))),
        "在库项目数": float(stored), "问题项目数": float(draw(st.integers(0, stored))),
    }  # fmt: skip


counties = st.lists(county(), min_size=1, max_size=12, unique_by=lambda row: row["行政区划代码"])
months = st.sampled_from([f"2024-{month:02d}" for month in range(1, 13)])


@often
@given(rows=counties, period=months, seed=st.integers(0, 99))
def test_row_order_is_irrelevant(
    rows: list[Any], period: str, seed: int, dispatch: Make, roster: Make
) -> None:
    shuffled = random.Random(seed).sample(rows, len(rows))
    for rank in (rank_counties, rank_cities):
        results = [
            rank(dispatch(*({**r, "期别": period} for r in order)), roster(), period, STANDARD)
            for order in (rows, shuffled)
        ]
        pd.testing.assert_frame_equal(*results)


@often
@given(rows=counties, listed=st.sets(st.integers(510101, 510399).map(str), max_size=6))
def test_no_county_is_lost(rows: list[Any], listed: set[str], dispatch: Make, roster: Make) -> None:
    names = roster(*((code, "模拟市", f"县{code}", "是") for code in sorted(listed)))
    result = rank_counties(dispatch(*rows), names, "2024-09", STANDARD)
    assert sorted(result["行政区划代码"]) == sorted({r["行政区划代码"] for r in rows} | listed)
    assert (result["依据"] != "").all()
    taking_part = sum(r["是否参评"] == "是" for r in rows)
    assert result["排名"].notna().sum() == taking_part


@often
@given(rows=counties, period=months)
def test_scores_and_places_are_consistent(rows: list[Any], period: str, dispatch: Make, roster: Make) -> None:
    """Scores in 0..100 with two decimals; the total is that of the published scores; a place is 1 + how
    many published totals are higher.
    """
    result = rank_counties(dispatch(*({**r, "期别": period} for r in rows)), roster(), period, STANDARD)
    ranked = result[result["排名"].notna()]
    totals = ranked["综合得分"].tolist()
    assert totals == sorted(totals, reverse=True)
    for row in ranked.to_dict("records"):
        parts = [Decimal(repr(row[f"{d}得分"])) for d in DIMENSIONS]
        assert all(0 <= p <= 100 and p == round(p, 2) for p in parts)
        total = sum((p * w for p, w in zip(parts, (20, 40, 20, 20), strict=True)), Decimal(0)) / 100
        assert Decimal(repr(row["综合得分"])) == total.quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert row["排名"] == 1 + sum(t > row["综合得分"] for t in totals)
        assert (row["并列"] == "并列") == (totals.count(row["综合得分"]) > 1)


@often
@given(row=county(), period=months, more=amount(1000))
def test_spending_more_never_lowers_the_score_or_the_light(
    row: dict[str, Any], period: str, more: float, dispatch: Make, roster: Make
) -> None:
    base = {**row, "是否参评": "是", "期别": period}
    before, after = (
        rank_counties(dispatch(r), roster(), period, STANDARD).iloc[0]
        for r in (base, {**base, "中央支出": base["中央支出"] + more})
    )
    assert after["支出得分"] >= before["支出得分"]
    assert "红黄绿".index(after["支出状态"]) >= "红黄绿".index(before["支出状态"])


@often
@given(rows=counties)
def test_what_passes_the_check_can_be_ranked(rows: list[Any], dispatch: Make, roster: Make) -> None:
    frame = dispatch(*rows)
    assert ranking_problems(frame, roster(), "2024-09", STANDARD) == []
    assert len(rank_cities(frame, roster(), "2024-09", STANDARD)) == len(
        {r["行政区划代码"][:4] for r in rows}
    )
