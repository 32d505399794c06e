"""第4条 二次分配: cities with weights and factors of their own, worked by hand, to what each received."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import pytest

from tests.rules.allocating import factors, pools, taken
from tests.rules.conftest import frame_of
from xltools.policy import load, make_override
from xltools.rules.art04.allocation import allocate
from xltools.rules.art04.second import suballocate
from xltools.rules.art04.second_input import second_problems
from xltools.tables.declared.allocation import SECOND_ALLOCATION, SECOND_DRAFT
from xltools.tables.declared.allocation_second import CITY_FACTORS, CITY_WEIGHTS, RECEIVED

ON = dt.date(2025, 1, 1)
POLICY = load(ON)
CITY = "510100"


def received(*rows: tuple[str, str, float | None]) -> pd.DataFrame:
    """`received((CITY, "省级", 1000))`."""
    names = ("市州代码", "资金级次", "金额")
    return frame_of(
        RECEIVED, [{"市州": "模拟市", "年度": 2025, **dict(zip(names, row, strict=True))} for row in rows]
    )


def weights(code: str = CITY, **given: float | None) -> pd.DataFrame:
    """`weights(人群=60, 路网里程=40)`."""
    rows = [{"市州代码": code, "因素": name, "权重": weight} for name, weight in given.items()]
    return frame_of(CITY_WEIGHTS, rows)


def own(**figures: Mapping[str, float | None]) -> pd.DataFrame:
    """`own(路网里程={"510101": 10})`."""
    rows = [
        {"行政区划代码": code, "因素": name, "数值": number}
        for name, by_code in figures.items()
        for code, number in by_code.items()
    ]
    return frame_of(CITY_FACTORS, rows)


ROADS = own(路网里程={"510101": 10.5, "510102": 10.5, "510103": 21})


def test_a_citys_own_weights_and_its_own_factor() -> None:
    """人群 60 %: 48 32 20; 路网里程 40 %: 10.5 10.5 21 of 42 → 25 25 50. 甲县 28.8 + 10 = 38.8 %, 乙 29.2 %,
    丙 32 %.

    Of 5,001: 1,940.388, 1,460.292, 1,600.32; one is left over, to 甲县.
    """
    found = suballocate(
        factors((0, 0, 0), (0, 0, 0)),
        received((CITY, "省级", 5001)),
        weights(人群=60, 路网里程=40),
        ROADS,
        POLICY,
    )
    assert list(found.result) == SECOND_ALLOCATION.names and list(found.draft) == SECOND_DRAFT.names
    assert found.result["综合占比"].tolist() == pytest.approx([0.388, 0.292, 0.32])
    assert found.result["自定占比"].tolist() == pytest.approx([0.25, 0.25, 0.5])
    assert found.draft["自定加权"].tolist() == pytest.approx([0.1, 0.1, 0.2])
    assert found.result["分配额"].tolist() == [1941, 1460, 1600]
    assert (
        found.result["依据"]
        .iloc[0]
        .startswith("第4条 人群60%×48.000000%＋路网里程40%×25.000000%＝综合38.800000%")
    )


def test_each_city_gets_its_own_counties_and_its_own_total() -> None:
    """甲县 and 乙县 in one city, 丙县 in another, whatever order they were typed in."""
    table = factors((0, 0, 0), (0, 0, 0), 丙县={"行政区划代码": "510203", "市州": "另一市"})
    table = table.iloc[::-1].reset_index(drop=True)
    both = pd.concat([weights(人群=100), weights("510200", 人群因素=100)], ignore_index=True)
    money = received(("510200", "中央", 333), (CITY, "中央", 1000), (CITY, "省级", 501))
    found = suballocate(table, money, both, own(), POLICY)
    rows = found.result[["资金级次", "县区", "分配额"]].to_numpy().tolist()
    # 人群 inside the city: 脱贫 5/8 3/8, 监测 1/2 1/2, 易搬 3/5 2/5 → 甲县 .3125 + .1 + .18 = .5925
    # of 1,000: 592.5 and 407.5: the smaller code gets the last; of 501: 296.84 and 204.16
    assert rows == [
        ["中央", "甲县", 593], ["中央", "乙县", 407],
        ["省级", "甲县", 297], ["省级", "乙县", 204],
        ["中央", "丙县", 333],
    ]  # fmt: skip
    assert found.summary[["资金级次", "资金池", "分配合计", "差额"]].to_numpy().tolist() == [
        ["中央", 1000, 1000, 0], ["省级", 501, 501, 0], ["中央", 333, 333, 0],
    ]  # fmt: skip


def test_what_the_province_tied_to_a_county_stays_with_it() -> None:
    """The province gave 乙县 300 for its points and took them from 甲县: of 6,000 the city shares out 6,000
    by 人群 (2,880 1,920 1,200), and 甲县 has 300 less, 乙县 300 more.
    """
    table = factors((0, 0, 0), (0, 0, 0))
    lines = taken(("甲县", "日常计分扣减", -300), ("乙县", "日常计分奖励", 300))
    province = allocate(table, pools(省级=6000), lines, POLICY)
    found = suballocate(
        table, received((CITY, "省级", 6000)), weights(人群=100), own(), POLICY, province.draft
    )
    assert found.result["分配额"].tolist() == [2580, 2220, 1200]
    assert found.result["奖惩"].tolist() == [-300, 300, 0]
    assert "省定扣减－300" in found.result["依据"].iloc[0]


def test_floors_hold_inside_the_city_too() -> None:
    """甲县 had 4,000 of the province: floor 3,200 of 6,000; 人群 would give 2,880."""
    found = suballocate(
        factors(),
        received((CITY, "省级", 6000)),
        weights(人群=100),
        own(),
        load(ON, [make_override("是否封顶", "否", "模拟")]),
    )
    # 2,800 left for 32 : 20: 1,723.08 and 1,076.92
    assert found.result["分配额"].tolist() == [3200, 1723, 1077]


def told(
    money: pd.DataFrame, by: pd.DataFrame, mine: pd.DataFrame = ROADS, table: pd.DataFrame | None = None
) -> list[tuple[str, int, str, str]]:
    found = second_problems(factors() if table is None else table, money, by, mine, POLICY)
    return [(p.table, p.row, p.column, p.problem) for p in found]


GOOD = received((CITY, "省级", 7000))


def test_a_sound_city_has_no_problems() -> None:
    assert told(GOOD, weights(人群=60, 路网里程=40)) == []


@pytest.mark.parametrize(
    ("money", "by", "mine", "expected"),
    [
        (
            GOOD,
            weights(人群=60, 收入=39.5),
            ROADS,
            ("二次分配权重", 0, "权重", "510100的权重合计99.5，应为100"),
        ),
        (GOOD, weights(人群=60, 水库=40), ROADS, ("二次分配权重", 1, "因素", "没有“水库”这个因素")),
        (GOOD, weights(人群=110, 收入=-10), ROADS, ("二次分配权重", 1, "权重", "没有填，或是负数")),
        (
            GOOD,
            weights("510200", 人群=100),
            ROADS,
            ("二次分配资金", 0, "市州代码", "“二次分配权重”表中没有510100的权重"),
        ),
        (
            received((CITY, "省级", 0)),
            weights(人群=100),
            ROADS,
            ("二次分配资金", 0, "金额", "收到的金额为0，没有可分配的"),
        ),
        (
            received((CITY, "省级", 100.5)),
            weights(人群=100),
            ROADS,
            ("二次分配资金", 0, "金额", "不是整万元，各县取整后合不拢"),
        ),
        (
            received(("519900", "省级", 9)),
            weights("519900", 人群=100),
            ROADS,
            ("二次分配资金", 0, "市州代码", "因素表中没有代码以5199开头的县"),
        ),
        (
            received((CITY, "省级", 5000)),
            weights(人群=100),
            ROADS,
            ("二次分配资金", 0, "金额", "保底合计5,360万元，比可分配的5,000万元多360万元"),
        ),
        (
            GOOD,
            weights(路网里程=100),
            own(路网里程={"510101": 1}),
            ("市州因素", 0, "因素", "“路网里程”没有这些县的数值：510102、510103"),
        ),
        (
            GOOD,
            weights(路网里程=100),
            own(路网里程={"510101": 0, "510102": 0, "510103": 0}),
            ("市州因素", 0, "数值", "“路网里程”在510100各县都是0，没有可以按它分配的"),
        ),
        (
            GOOD,
            weights(人群=100),
            own(路网里程={"510999": 5}),
            ("市州因素", 0, "行政区划代码", "因素表中没有代码510999"),
        ),
        (
            GOOD,
            weights(人群=100),
            own(路网里程={"510101": None}),
            ("市州因素", 0, "数值", "没有填，或是负数"),
        ),
    ],
)
def test_what_stops_a_city_is_told_at_its_cell(
    money: pd.DataFrame, by: pd.DataFrame, mine: pd.DataFrame, expected: tuple[str, int, str, str]
) -> None:
    """Each with table, row and sentence; floors 80 % of 4,000 + 1,500 + 1,200 are 5,360."""
    assert expected in told(money, by, mine)


def test_a_missing_factor_is_told_at_the_row_of_the_whole_table() -> None:
    """丙县 of another city lacks 脱贫人口: row 2 of 因素表, though it is the first of its city."""
    table = factors(丙县={"行政区划代码": "510203", "脱贫人口": None})
    found = told(received(("510200", "省级", 1200)), weights("510200", 人群=100), table=table, mine=own())
    assert found[0][:3] == ("因素表", 2, "脱贫人口")
