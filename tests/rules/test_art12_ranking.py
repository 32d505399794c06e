"""第12条: who is ranked, in which order, and that nobody is lost."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

import pandas as pd
import pytest

from xltools.policy import Policy, load, make_override
from xltools.rules.art12.ranking import rank_cities, rank_counties
from xltools.tables.declared.dispatch import LEVELS
from xltools.tables.declared.ranking import CITY_RANKING, RANKING

Make = Callable[..., pd.DataFrame]
PERIOD = "2024-09"


def money(issued: float, spent: float) -> dict[str, float]:
    """All of it central."""
    rest = {f"{level}{stage}": 0.0 for level in LEVELS[1:] for stage in ("下达", "到位", "支出")}
    return rest | {"中央下达": issued, "中央到位": issued, "中央支出": spent}


def test_equal_scores_share_a_place_and_the_next_is_skipped(
    dispatch: Make, roster: Make, policy: Policy
) -> None:
    """1, 1, 3: two counties at 100.00, one behind."""
    rows = dispatch(
        {"行政区划代码": "510102"}, {"行政区划代码": "510101"}, {"行政区划代码": "510103", "问题项目数": 5.0}
    )
    ranking = rank_counties(rows, roster(), PERIOD, policy)
    assert ranking["排名"].tolist() == [1, 1, 3]
    assert ranking["并列"].tolist() == ["并列", "并列", ""]
    assert ranking["行政区划代码"].tolist() == ["510101", "510102", "510103"], "ties stand by code"


def test_inside_a_place_the_higher_spending_stands_first(
    dispatch: Make, roster: Make, policy: Policy
) -> None:
    """Both score 100 on 支出 (75 % and 80 % against 75 %); 80 % stands first though its code is larger."""
    rows = dispatch(
        {"行政区划代码": "510101", **money(100, 75)}, {"行政区划代码": "510102", **money(100, 80)}
    )
    ranking = rank_counties(rows, roster(), PERIOD, policy)
    assert ranking["行政区划代码"].tolist() == ["510102", "510101"]
    assert ranking["排名"].tolist() == [1, 1]


def test_totals_equal_after_rounding_share_a_place(dispatch: Make, roster: Make, policy: Policy) -> None:
    """7,500 and 7,499.99 of 10,000 both publish 100.00: the published score explains the place."""
    rows = dispatch(
        {"行政区划代码": "510101", **money(10000, 7499.99)}, {"行政区划代码": "510102", **money(10000, 7500)}
    )
    ranking = rank_counties(rows, roster(), PERIOD, policy)
    assert ranking["排名"].tolist() == [1, 1]
    assert ranking["行政区划代码"].tolist() == ["510102", "510101"]


def test_the_unranked_stand_below_with_a_blank_place(dispatch: Make, roster: Make, policy: Policy) -> None:
    """不参评 is not last, 未上报 is not forgotten."""
    rows = dispatch(
        {"行政区划代码": "510104", "是否参评": "否", "中央下达": None},
        {"行政区划代码": "510101", **money(100, 0)},
    )
    listed = roster(
        ("510101", "模拟市", "甲县", "是"), ("510102", "模拟市", "乙县", "是"),
        ("510103", "模拟市", "丙县", "否"), ("510104", "模拟市", "丁县", "否"),
    )  # fmt: skip
    ranking = rank_counties(rows, listed, PERIOD, policy)
    assert ranking["行政区划代码"].tolist() == ["510101", "510102", "510103", "510104"]
    assert ranking["排名"].isna().tolist() == [False, True, True, True]
    assert "本期未上报" in ranking["依据"][1]
    assert "不参评" in ranking["依据"][2] and "不参评" in ranking["依据"][3]
    assert ranking["综合得分"].isna().tolist() == [False, True, True, True]


def test_other_periods_are_left_alone(dispatch: Make, roster: Make, policy: Policy) -> None:
    rows = dispatch({"行政区划代码": "510101", "期别": "2024-08"}, {"行政区划代码": "510102"})
    assert rank_counties(rows, roster(), PERIOD, policy)["行政区划代码"].tolist() == ["510102"]


def test_a_blank_standing_is_that_of_the_list(dispatch: Make, roster: Make, policy: Policy) -> None:
    rows = dispatch(
        {"行政区划代码": "510101", "是否参评": None}, {"行政区划代码": "510102", "是否参评": None}
    )
    listed = roster(("510101", "模拟市", "甲县", "是"), ("510102", "模拟市", "乙县", "否"))
    ranking = rank_counties(rows, listed, PERIOD, policy)
    assert ranking["排名"].isna().tolist() == [False, True]


def test_same_name_in_two_cities_stays_apart(dispatch: Make, roster: Make, policy: Policy) -> None:
    """市中区 is both 511002 (内江) and 511102 (乐山): codes join, names don't."""
    rows = dispatch(
        {"行政区划代码": "511002", "市州": "内江市", "县区": "市中区", **money(100, 75)},
        {"行政区划代码": "511102", "市州": "乐山市", "县区": "市中区", **money(100, 60)},
    )
    ranking = rank_counties(rows, roster(), PERIOD, policy)
    assert ranking["市州"].tolist() == ["内江市", "乐山市"]
    cities = rank_cities(rows, roster(), PERIOD, policy)
    assert cities["行政区划代码"].tolist() == ["511000", "511100"]


def test_a_city_is_the_ratio_of_sums_not_the_mean_of_rates(
    dispatch: Make, roster: Make, policy: Policy
) -> None:
    """City A: 10 of 100 and 900 of 1,000: mean 50 %, ratio 910/1,100 = 82.73 %.
    City B: 60 of 100 and 600 of 1,000: mean 60 %, ratio 660/1,100 = 60 %. B leads by means, A by sums.
    """
    rows = dispatch(
        {"行政区划代码": "510101", "市州": "甲市", **money(100, 10)},
        {"行政区划代码": "510102", "市州": "甲市", **money(1000, 900)},
        {"行政区划代码": "510201", "市州": "乙市", **money(100, 60)},
        {"行政区划代码": "510202", "市州": "乙市", **money(1000, 600)},
    )  # fmt: skip
    cities = rank_cities(rows, roster(), PERIOD, policy)
    assert cities["市州"].tolist() == ["甲市", "乙市"]
    assert cities["支出率"].tolist() == [pytest.approx(910 / 1100), pytest.approx(0.6)]
    assert cities["支出状态"].tolist() == ["绿", "黄"]
    assert cities["参评县数"].tolist() == [2, 2]


def test_a_city_counts_only_its_ranked_counties(dispatch: Make, roster: Make, policy: Policy) -> None:
    rows = dispatch(
        {"行政区划代码": "510101", "市州": "甲市", **money(100, 75)},
        {"行政区划代码": "510102", "市州": "甲市", "是否参评": "否", **money(900, 0)},
        {"行政区划代码": "510201", "市州": "乙市", "是否参评": "否"},
    )
    listed = roster(
        ("510101", "甲市", "甲县", "是"), ("510102", "甲市", "乙县", "否"),
        ("510103", "甲市", "丙县", "是"), ("510201", "乙市", "丁县", "否"),
    )  # fmt: skip
    cities = rank_cities(rows, listed, PERIOD, policy)
    assert cities["支出率"][0] == 0.75
    assert cities["参评县数"].tolist() == [1, 0]
    assert cities["依据"][0].endswith("未上报1个未计入：丙县")
    assert cities["排名"].isna().tolist() == [False, True]


def test_reading_central_over_received(dispatch: Make, roster: Make) -> None:
    """支出率级次 = 中央, 分母 = 到位: 60 of 80 in place is 75 %, though 60 of 100 issued is 60 %."""
    overrides = [make_override("支出率级次", "中央", "模拟"), make_override("支出率分母", "到位", "模拟")]
    policy = load(dt.date(2024, 9, 30), overrides)
    rows = dispatch({"行政区划代码": "510101", "中央下达": 100.0, "中央到位": 80.0, "中央支出": 60.0})
    ranking = rank_counties(rows, roster(), PERIOD, policy)
    assert ranking["支出率"][0] == 0.75 and ranking["支出状态"][0] == "绿"


def test_overridden_weights_count(dispatch: Make, roster: Make) -> None:
    """支出 alone: 60 % of 75 % is 80.00 points."""
    weights = {"投入权重": 0, "支出权重": 100, "实施权重": 0, "质量权重": 0}
    policy = load(dt.date(2024, 9, 30), [make_override(k, v, "模拟") for k, v in weights.items()])
    rows = dispatch({"行政区划代码": "510101", "问题项目数": 50.0, **money(100, 60)})
    assert rank_counties(rows, roster(), PERIOD, policy)["综合得分"][0] == 80.0


def test_a_light_explains_itself(dispatch: Make, roster: Make, policy: Policy) -> None:
    """Clause, actual value, threshold, and the sum that gives the total (6 + 40 + 20 + 19.6 = 85.60)."""
    rows = dispatch({"行政区划代码": "510101", "本年市县投入": 900.0, **money(2000, 1500), "问题项目数": 2.0})
    row = rank_counties(rows, roster(), PERIOD, policy).iloc[0]
    assert row["依据"] == (
        "第11条 支出率1,500.00/2,000.00=75.00%≥序时目标75.00%（高0.00个百分点；月均75.00%）→绿；"
        "第12条 投入900.00比上年1,000.00减10.00%→红；"
        "开工100/100=100.00%≥目标100.00%，完工100/100=100.00%≥目标50.00%→绿；"
        "问题项目2/100=2.00%≤2%→绿；综合：投入红→黄；"
        "得分30.00×20%+100.00×40%+100.00×20%+98.00×20%=85.60"
    )


def test_a_near_miss_shows_the_decimals_that_decide(dispatch: Make, roster: Make, policy: Policy) -> None:
    rows = dispatch({"行政区划代码": "510101", **money(10000, 5999.99)})
    reason = rank_counties(rows, roster(), PERIOD, policy)["依据"][0]
    assert "=59.9999%＜序时目标75.00%，＜其80%即60%（" in reason
    assert "综合：支出红，支出为红即红→红" in reason


def test_results_have_the_declared_columns_even_when_empty(
    dispatch: Make, roster: Make, policy: Policy
) -> None:
    assert list(rank_counties(dispatch(), roster(), PERIOD, policy)) == RANKING.names
    assert list(rank_cities(dispatch(), roster(), PERIOD, policy)) == CITY_RANKING.names


def test_the_nation_is_ranked_in_under_half_a_second(dispatch: Make, roster: Make, policy: Policy) -> None:
    """2,844 counties; processor time, so that a busy machine does not fail it."""
    codes = (f"{510000 + i // 20 * 100 + i % 20 + 1}" for i in range(2844))
    rows = dispatch(*({"行政区划代码": c, **money(10000, 5000 + int(c) % 4999)} for c in codes))
    spent = []
    for _ in range(3):
        started = time.process_time()
        rank_counties(rows, roster(), PERIOD, policy)
        spent.append(time.process_time() - started)
    assert min(spent) < 0.5


def test_a_miss_too_small_for_two_decimals_is_not_called_ahead(
    dispatch: Make, roster: Make, policy: Policy
) -> None:
    """7499.6 of 10000 is 74.996 %: behind, by 0.00 points as published figures go."""
    rows = dispatch({"行政区划代码": "510101", **money(10000, 7499.6)})
    reason = rank_counties(rows, roster(), PERIOD, policy)["依据"][0]
    assert "=74.996%＜序时目标75.00%，≥其80%即60%（低0.00个百分点；" in reason
