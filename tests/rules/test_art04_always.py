"""第4条: what holds whatever the figures are, and the same again by a plain calculation in fractions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil
from typing import Any

import pandas as pd
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bench.plain_allocation import plain_allocation
from tests.rules.conftest import frame_of
from xltools.policy import load, make_override
from xltools.rules.art04.allocation import allocate
from xltools.rules.art04.factors import EmptyFactorError, factor_shares, policy_weights
from xltools.rules.art04.pool import InfeasibleError
from xltools.tables.declared.allocation import FACTOR_TABLE, PILOT_TABLE, POOL_TABLE
from xltools.tables.declared.allocation_columns import GRADES, INCOME
from xltools.tables.declared.dispatch import COUNTY_CLASSES
from xltools.tables.declared.taken import TAKEN

ON = dt.date(2025, 1, 1)
METHODS = ("差额法", "倒数法", "功效系数法")
COUNTS = ("脱贫人口", "监测对象", "易地搬迁人口", "重点帮扶村数", "集中安置区数", "政策加分")

Row = dict[str, Any]


@st.composite
def counties(draw: st.DrawFn) -> list[Row]:
    """Two to twelve counties, often equal, often with nothing."""
    n = draw(st.integers(2, 12))
    row = st.fixed_dictionaries(
        {
            "县类别": st.sampled_from(COUNTY_CLASSES),
            **{name: st.integers(0, 5000) for name in COUNTS[:-1]},
            "政策加分": st.integers(0, 40).map(lambda tenths: tenths / 10),
            "农村人口": st.integers(1, 90000),
            INCOME: st.one_of(st.integers(8000, 9000), st.just(12000.5)),
            "绩效等次": st.sampled_from(GRADES),
            "上年省级分配额": st.one_of(st.just(0), st.integers(1, 900), st.just(333.33)),
        }
    )
    rows = draw(st.lists(row, min_size=n, max_size=n))
    return [{"行政区划代码": f"{510100 + i}", "县区": f"县{i}", **each} for i, each in enumerate(rows)]


def table(rows: Sequence[Row]) -> pd.DataFrame:
    return frame_of(FACTOR_TABLE, [{"市州": "模拟市", **row} for row in rows])


def pool(amount: int) -> pd.DataFrame:
    return frame_of(POOL_TABLE, [{"资金级次": "省级", "年度": 2025, "金额": amount}])


def policy(**values: object):
    return load(ON, [make_override(name, value, "模拟") for name, value in values.items()])


def amounts(frame: pd.DataFrame, column: str = "分配额") -> dict[str, int]:
    return dict(zip(frame["行政区划代码"], frame[column].astype(int), strict=True))


@settings(max_examples=60, deadline=None)
@given(counties(), st.integers(1, 20000), st.sampled_from(METHODS), st.booleans(), st.data())
def test_it_agrees_with_a_plain_calculation_and_adds_up(
    rows: list[Row], amount: int, method: str, capped: bool, data: st.DataObject
) -> None:
    """Floors, caps, 专项, rewards, and deductions too large for the award."""
    code = st.sampled_from([row["行政区划代码"] for row in rows])
    due, reward, block = ({data.draw(code): data.draw(st.integers(0, most))} for most in (3000, 400, 600))
    lines = frame_of(TAKEN, [*_lines(due, "日常计分扣减", -1), *_lines(reward, "绩效奖励", 1)])
    earmarks = frame_of(
        PILOT_TABLE, [{"行政区划代码": c, "资金级次": "省级", "金额": x} for c, x in block.items()]
    )
    by = policy(收入因素方法=method, 是否封顶="是" if capped else "否")
    try:
        found = allocate(table(rows), pool(amount), lines, by, earmarks)
    except (InfeasibleError, EmptyFactorError):
        assume(False)
    last = [row["上年省级分配额"] for row in rows]
    blocks, rewards, dues = (
        [given.get(row["行政区划代码"], 0) for row in rows] for given in (block, reward, due)
    )
    plain = plain_allocation(
        rows, amount, last, blocks, rewards, dues, method=method, most=150 if capped else None
    )
    assert amounts(found.result) == plain
    assert sum(plain.values()) == amount and min(plain.values()) >= 0
    lines_add_up(found.result)
    assert (found.draft["扣减"] + found.draft["结转下年"] == found.draft["应扣"]).all()


def _lines(given: Mapping[str, int], matter: str, sign: int) -> list[Row]:
    return [{"行政区划代码": code, "事项": matter, "金额": sign * x} for code, x in given.items()]


def lines_add_up(result: pd.DataFrame) -> None:
    """分配额 = 专项 + 测算额 + 保底封顶 + 奖惩 in every row, and 保底封顶 only moves money about."""
    parts = result["专项"] + result["测算额"] + result["保底封顶"] + result["奖惩"]
    assert (parts == result["分配额"]).all()
    assert result["保底封顶"].sum() == 0


@settings(max_examples=50, deadline=None)
@given(counties(), st.integers(1, 20000))
def test_floors_and_caps_hold_in_whole_amounts(rows: list[Row], amount: int) -> None:
    """第4条 缺省: 80 % and 150 % of last year; nothing last year, no bounds."""
    try:
        found = allocate(table(rows), pool(amount), None, policy())
    except (InfeasibleError, EmptyFactorError):
        assume(False)
    for row in found.result.itertuples():
        last = Fraction(str(row.上年分配额))
        assert row.分配额 >= last * Fraction(80, 100)
        assert not last or row.分配额 <= max(last * Fraction(150, 100), ceil(last * Fraction(80, 100)))


@settings(max_examples=30, deadline=None)
@given(counties(), st.integers(100, 20000), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows: list[Row], amount: int, random: Any) -> None:
    """Ties go by code, not by place; the result stands by code."""
    mixed = list(rows)
    random.shuffle(mixed)
    try:
        one, other = (allocate(table(r), pool(amount), None, policy(保底比例=0)) for r in (rows, mixed))
    except (InfeasibleError, EmptyFactorError):
        assume(False)
    pd.testing.assert_frame_equal(one.result, other.result)
    pd.testing.assert_frame_equal(one.draft, other.draft)


@settings(max_examples=60, deadline=None)
@given(counties(), st.sampled_from(METHODS), st.data())
def test_more_of_one_factor_never_lowers_that_county_before_floors_and_rounding(
    rows: list[Row], method: str, data: st.DataObject
) -> None:
    """More people, villages, points, a better grade or class, or a lower income: its share does not fall."""
    i = data.draw(st.integers(0, len(rows) - 1))
    better = {**rows[i], **data.draw(_improved(rows[i]))}
    by = policy(收入因素方法=method)
    weights = policy_weights(by)
    try:
        before, after = (
            factor_shares(table(r), weights, by).overall for r in (rows, [*rows[:i], better, *rows[i + 1 :]])
        )
    except EmptyFactorError:
        assume(False)
    assert Fraction(after.parts[i], after.whole) >= Fraction(before.parts[i], before.whole)


def _improved(row: Mapping[str, Any]) -> st.SearchStrategy[Row]:
    """One cell of the row, moved the way that speaks for the county."""
    coefficients = ("较差", "一般", "较好", "好")
    classes = COUNTY_CLASSES[: COUNTY_CLASSES.index(row["县类别"]) + 1]
    grade = row["绩效等次"] if row["绩效等次"] in coefficients else "较好"
    return st.one_of(
        st.builds(
            lambda name, more: {name: row[name] + more},
            st.sampled_from((*COUNTS, "农村人口")),
            st.integers(1, 9000),
        ),
        st.builds(lambda less: {INCOME: max(1000, row[INCOME] - less)}, st.integers(1, 6000)),
        st.builds(lambda kind: {"县类别": kind}, st.sampled_from(classes)),
        st.builds(lambda up: {"绩效等次": up}, st.sampled_from(coefficients[coefficients.index(grade) :])),
    )
