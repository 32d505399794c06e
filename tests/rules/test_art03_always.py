"""第1、3条: what always holds: no row lost, sums exact, order irrelevant, blank never green."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.money import (
    EAST,
    LESHAN,
    ON,
    SHIZHONG,
    STANDARD,
    ZIZHONG,
    fund,
    funds,
    mapping,
    table,
    units,
)
from xltools.rules.art01.shares import industry_table
from xltools.rules.art03.disclosure import disclosure_check
from xltools.rules.art03.funding import funding_table
from xltools.rules.art03.payment import Project, judge, terms
from xltools.rules.art03.payment_tables import payment_summary, payment_table
from xltools.rules.exact import fen
from xltools.tables.declared.dispatch import LEVELS
from xltools.tables.declared.money import DISCLOSURES, PAYMENTS

CODES = (SHIZHONG, EAST, ZIZHONG, LESHAN)
cents = st.integers(0, 10**7)


@st.composite
def fund_rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows of two years, the parts never more than the whole."""
    rows = []
    for _ in range(draw(st.integers(1, 12))):
        amount = draw(cents)
        industry, relief = (draw(st.integers(0, amount)) for _ in range(2))
        listed = draw(st.integers(0, amount - relief))
        rows.append(
            fund(
                draw(st.sampled_from(CODES)), draw(st.sampled_from(LEVELS)), amount / 100,
                draw(st.sampled_from((2023, 2024))),
                产业金额=industry / 100, 以工代赈=relief / 100, 单列金额=listed / 100,
                到位金额=draw(st.sampled_from((None, 0.0, amount / 100))), 到位日期=dt.date(2024, 6, 1),
            )
        )  # fmt: skip
    return rows


@settings(max_examples=15, deadline=None)
@given(fund_rows(), st.randoms())
def test_the_order_of_the_ledger_changes_nothing_and_sums_are_exact(
    rows: list[dict[str, Any]], rng: Random
) -> None:
    mixed = rows.copy()
    rng.shuffle(mixed)
    one, other = (industry_table(funds(*r), mapping(), units(), 2024, STANDARD) for r in (rows, mixed))
    assert one.equals(other)
    for level in LEVELS:
        owed = sum(fen(r["金额"]) for r in rows if (r["年度"], r["资金级次"]) == (2024, level))
        for unit in ("县", "市", "省"):
            part = one[(one["级别"] == unit) & (one["资金级次"] == level)]
            assert sum(fen(a) for a in part["资金总额"].dropna()) == owed


@settings(max_examples=15, deadline=None)
@given(fund_rows())
def test_every_county_has_its_row_and_funding_keeps_every_分(rows: list[dict[str, Any]]) -> None:
    found = funding_table(funds(*rows), None, units(), 2024, STANDARD, ON)
    assert found["行政区划代码"].tolist() == sorted(CODES)
    owed = sum(fen(r["金额"]) for r in rows if r["年度"] == 2024 and r["资金级次"] in LEVELS[2:])
    assert sum(fen(a) for a in found["本年投入"].dropna()) == owed


days = st.dates(dt.date(2023, 1, 1), dt.date(2024, 10, 8))


@st.composite
def projects(draw: st.DrawFn) -> Project:
    contract = draw(st.integers(1, 10**9))
    finished = draw(st.none() | days)
    return Project(
        "1", EAST, "", draw(st.sampled_from(("未实施", "已开工", "已完工"))), contract, contract * 3 // 100,
        draw(st.integers(0, contract)), finished, draw(days), draw(st.none() | days),
        draw(st.none() | st.integers(0, 100).map(lambda n: Fraction(n, 100))),
    )  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(projects())
def test_a_finished_project_is_green_only_when_paid_up_in_time(project: Project) -> None:
    """Green: 应付额 is paid and the day is known to be within 30; owed after 60 days is always red."""
    found = judge(project, terms(STANDARD), ON)
    if project.finished is None:
        assert found.light in ("绿", "黄", "无数据", "未到期")
        return
    late = (ON - project.finished).days
    if found.light == "绿":
        assert not project.owed and found.cleared is not None
        assert (found.cleared - project.finished).days <= 30
    if project.owed:
        assert found.light == ("未到期" if late <= 30 else "黄" if late <= 60 else "红")


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(CODES), st.booleans()), min_size=1, max_size=20))
def test_every_project_is_in_the_table_once_and_in_one_county_s_sum(owned: list[tuple[str, bool]]) -> None:
    rows = [
        {"项目编码": f"{i:018d}", "合同额": 10.0, "已支付": 0.0, "形象进度": 0.5, "行政区划代码": code}
        for i, (code, _) in enumerate(owned)
    ]
    wrong = {i: "模拟" for i, (_, bad) in enumerate(owned) if bad}
    found = payment_table(table(PAYMENTS, *rows), {}, wrong, units(), STANDARD, ON)
    assert sorted(found["项目编码"]) == [row["项目编码"] for row in rows]
    assert payment_summary(found, {}, units())["项目数"].sum() == len(rows)
    assert (found.loc[found["项目编码"].isin([rows[i]["项目编码"] for i in wrong]), "结论"] == "无数据").all()


@settings(max_examples=15, deadline=None)
@given(fund_rows())
def test_with_nothing_shown_nothing_is_green(rows: list[dict[str, Any]]) -> None:
    empty = table(PAYMENTS), table(DISCLOSURES)
    found = disclosure_check(funds(*rows), empty[1], empty[0], {}, units(), 2024, STANDARD, ON).table
    assert not found["结论"].isin(["绿", "黄"]).any()
    shown = {(r["行政区划代码"], r["资金级次"]) for r in rows if r["年度"] == 2024 and r["金额"] > 0}
    at_county = found[(found["层级"] == "县级") & found["资金级次"].notna()]
    assert set(zip(at_county["行政区划代码"], at_county["资金级次"], strict=True)) == shown
