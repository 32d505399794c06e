"""第11、12条 转绿测算: what is to be paid by the next node and to leave the last places, reckoned by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from xltools.policy import load
from xltools.rules.art12.history import COUNTY_LEVEL, history_rows, rounds
from xltools.rules.art12.ranking import rank_cities, rank_counties
from xltools.rules.art12.togreen import to_green
from xltools.rules.art12.trigger import Evidence
from xltools.rules.periods import month_end
from xltools.tables.declared.dispatch import LEVELS
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.review import ADJUSTMENTS, PROBLEMS

Frame = Callable[..., pd.DataFrame]
PERIOD = "2024-09"
OWN = "510199"

MONEY = {"下达": "中央下达", "到位": "中央到位", "支出": "中央支出"}
FIGURES = {"上年投入": "上年市县投入", "本年投入": "本年市县投入"}
COUNTS = ("项目总数", "开工数", "完工数", "在库项目数", "问题项目数")


def central(issued: float, spent: float, arrived: float | None = None) -> dict[str, float]:
    """All of it central money."""
    rest = {f"{level}{stage}": 0.0 for level in LEVELS[1:] for stage in MONEY}
    return rest | {
        "中央下达": issued, "中央到位": issued if arrived is None else arrived, "中央支出": spent
    }  # fmt: skip


@pytest.fixture
def evidence(dispatch: Frame, roster: Frame, table_frame: Frame) -> Callable[..., Evidence]:
    """The rows of one 期别, and whatever else is listed."""

    def make(rows: Iterable[Mapping[str, Any]], period: str = PERIOD, listed: Any = ()) -> Evidence:
        made = dispatch(*({"期别": period, **row} for row in rows))
        policy = load(month_end(period))
        names = roster(*listed)
        history = history_rows(
            rank_counties(made, names, period, policy), rank_cities(made, names, period, policy)
        )
        return Evidence(
            period=period, today=dt.date(2024, 10, 8), policy=policy, dispatch=made, roster=names,
            history=history, letters=table_frame(LETTERS, ()), reviews=table_frame(PROBLEMS, ()),
            adjustments=table_frame(ADJUSTMENTS, ()),
        )  # fmt: skip

    return make


def of(frame: pd.DataFrame, code: str) -> Mapping[str, Any]:
    return frame[frame["行政区划代码"] == code].iloc[0].to_dict()


@pytest.mark.cases("第11条 转绿测算.csv")
def test_what_is_lacking_at_the_next_node(case: dict[str, str], evidence: Callable[..., Evidence]) -> None:
    base = {"下达": "10000", "支出": "5000", "到位": "10000", "上年投入": "1000", "本年投入": "1100"}
    base |= dict(zip(COUNTS, ("100", "100", "100", "100", "0"), strict=True))
    given = {name: float(case[name] or standard) for name, standard in base.items()}
    row = central(given["下达"], given["支出"], given["到位"]) | {"行政区划代码": OWN}
    row |= {FIGURES[name]: given[name] for name in FIGURES} | {name: given[name] for name in COUNTS}
    found = of(to_green(evidence([row], f"2024-{int(case['月份']):02d}")), OWN)
    assert found["节点"] == case["节点"]
    for name in ("转黄需支付", "转绿需支付", "还需到位"):
        assert found[name] == pytest.approx(float(case[name]), abs=1e-9), name
    assert found["综合转绿还需"].replace(",", "") == case["综合转绿还需"]


def field(*rates: float) -> list[dict[str, Any]]:
    """Counties with everything full but 支出 (万元 of 10,000): 综合得分 is 60 + 40 × 支出率 ÷ 75 %.

    Behind them others up to 22, so that the last twenty begin at the third place.
    """
    ours = [central(10000, spent) | {"行政区划代码": f"5101{i:02d}"} for i, spent in enumerate(rates, 1)]
    rest = [
        central(10000, 10.0 * i) | {"行政区划代码": f"5102{i:02d}", "市州": "模拟二市"}
        for i in range(1, 23 - len(rates))
    ]
    return [*ours, *rest]


@pytest.mark.parametrize(
    ("spent", "paid", "says"),
    [
        # 甲100分、乙92分、丙88分；22个县，后20位从第3位起。丙要92.01分：支出得分80.02（80.01只到92.00），
        # 即不低于80.015：75%×80.015%＝60.01125%，支付6001.125－5250＝751.125，进到751.13
        (5250, 751.13, "第2位以内须高于92.00分；支付后92.01分"),
        # 与乙同分，跨线并列：仍要高过92.00
        (6000, 1.13, "第2位以内须高于92.00分；支付后92.01分"),
        (6001.12, 0.01, "第2位以内须高于92.00分；支付后92.01分"),
    ],
)
def test_the_least_that_leaves_the_last_places(
    spent: float, paid: float, says: str, evidence: Callable[..., Evidence]
) -> None:
    found = of(to_green(evidence(field(7500, 6000, spent))), "510103")
    assert found["脱后位需支付"] == pytest.approx(paid, abs=1e-9)
    assert found["脱后位说明"] == says


def test_where_money_alone_is_not_enough_it_is_said(evidence: Callable[..., Evidence]) -> None:
    """The two before it have 100.00: a third can share their place, never pass them."""
    found = of(to_green(evidence(field(7500, 7500, 5250))), "510103")
    assert pd.isna(found["脱后位需支付"])
    assert found["脱后位说明"].startswith("只靠支付脱不了：第2位以内须高于100.00分，下达的付完也只有100.00分")


def test_who_is_not_among_the_last_needs_nothing(evidence: Callable[..., Evidence]) -> None:
    found = of(to_green(evidence(field(7500, 6000, 5250))), "510102")
    assert pd.isna(found["脱后位需支付"]) and found["脱后位说明"] == "第2位，不在后20位"


def test_twenty_counties_or_fewer_have_no_last_places(evidence: Callable[..., Evidence]) -> None:
    """As 提醒敦促函 has it: the best would be among the last."""
    found = to_green(evidence(field(7500, 6000, 5250)[:20]))
    assert set(found["脱后位说明"]) == {"参评县不多于20个，不判后位"}
    assert found["脱后位需支付"].isna().all()


def test_no_county_is_lost_and_none_is_green_without_data(evidence: Callable[..., Evidence]) -> None:
    """未上报 and 不参评 stand below the ranked, their figures blank, and the words say why."""
    rows = [central(100, 50) | {"行政区划代码": "510101"}, {"行政区划代码": "510104", "是否参评": "否"}]
    listed = [
        (code, "模拟市", f"县{code}", yes)
        for code, yes in (("510101", "是"), ("510102", "是"), ("510103", "否"), ("510104", "是"))
    ]
    found = to_green(evidence(rows, listed=listed))
    assert found["行政区划代码"].tolist() == ["510101", "510102", "510103", "510104"]
    assert found["综合转绿还需"].tolist()[1:] == [
        "无数据：本期未上报，收到上报后再算", "不参评，不算", "不参评，不算"
    ]  # fmt: skip
    assert found["转绿需支付"].isna().tolist() == [False, True, True, True]


def test_the_yellow_and_the_places_are_those_of_the_ranking(evidence: Callable[..., Evidence]) -> None:
    """综合得分, 排名 and lights are shown as they stand."""
    given = evidence(field(7500, 6000, 5250))
    ranking = rank_counties(given.dispatch, given.roster, PERIOD, given.policy)
    shown = ["行政区划代码", "排名", "综合得分", "综合状态", "支出率", "支出状态"]
    assert to_green(given)[shown].values.tolist() == ranking[shown].values.tolist()


def test_the_base_of_one_level_alone_is_followed(evidence: Callable[..., Evidence]) -> None:
    """口径 中央: the other levels' money counts for nothing."""
    row = {"行政区划代码": OWN} | {f"{level}支出": 0.0 for level in LEVELS} | {"中央到位": 1000.0}
    given = evidence([row])
    central_only = Evidence(**{**_fields(given), "policy": _with(given, 支出率级次="中央")})
    found = of(to_green(central_only), OWN)
    assert (found["转绿需支付"], found["已到位未支出"], found["还需到位"]) == (2500, 1000, 1500)


def _fields(evidence: Evidence) -> dict[str, Any]:
    return {name: getattr(evidence, name) for name in Evidence.__dataclass_fields__}


def _with(evidence: Evidence, **values: str) -> Any:
    from xltools.policy import make_override

    return load(month_end(evidence.period), [make_override(k, v, "测试") for k, v in values.items()])


def test_leaving_is_what_the_ranking_itself_says(
    evidence: Callable[..., Evidence], table_frame: Frame
) -> None:
    """Each of the last twenty of thirty: ranked again with the amount it is out, with 0.01 less it is not."""
    rows = field(*(7400 - 137.31 * i for i in range(22)))
    rows += [central(10000, 3000 + 97.7 * i) | {"行政区划代码": f"5103{i:02d}"} for i in range(1, 9)]
    given = evidence(rows)
    found = to_green(given)
    behind = found[found["脱后位需支付"].notna()]
    assert len(behind) == 20
    for code, paid in zip(behind["行政区划代码"], behind["脱后位需支付"], strict=True):
        assert not _is_behind(given, code, paid), code
        assert _is_behind(given, code, float(Fraction(str(paid)) - Fraction("0.01"))), code


def _is_behind(given: Evidence, code: str, paid: float) -> bool:
    """The county's standing once it has paid so much more, through ranking and history."""
    rows = given.dispatch.copy()
    rows.loc[rows["行政区划代码"] == code, "中央支出"] += paid
    counties = rank_counties(rows, given.roster, given.period, given.policy)
    history = history_rows(counties, rank_cities(rows, given.roster, given.period, given.policy))
    return rounds(history, COUNTY_LEVEL, given.period, 20)[code][0].standing != "不居后"
