"""第4条: three counties worked out by hand, every step on paper in tests/cases/第4条 三县测算.csv."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction

import pandas as pd
import pytest

from tests.rules.allocating import factors, pilots, pools, taken
from xltools.policy import Policy, load, make_override
from xltools.rules.art04.allocation import Allocation, allocate
from xltools.rules.art04.factors import EmptyFactorError, factor_shares, needed_columns, policy_weights
from xltools.rules.art04.income import income_weights
from xltools.rules.art04.pool import InfeasibleError
from xltools.rules.art04.shares import shares_of
from xltools.tables.declared.allocation import ALLOCATION, DRAFT, POOL_SUMMARY
from xltools.tables.declared.allocation_columns import INCOME
from xltools.tables.model import blank

ON = dt.date(2025, 1, 1)
POLICY = load(ON)


def both() -> Allocation:
    """Both pools at once, each with its own 专项, 奖惩 and last year."""
    return allocate(
        factors(),
        pools(中央=10000, 省级={"金额": 6000, "国家重点帮扶县定额": 400}),
        taken(("甲县", "日常计分扣减", -300), ("乙县", "日常计分奖励", 300)),
        POLICY,
        pilots(("乙县", "新型农村集体经济", "省级", 100)),
    )


CASES: dict[str, Callable[[], Allocation]] = {
    "一": both,
    "二": both,
    "三": lambda: allocate(factors((2000, 3000, 0)), pools(中央=10000), None, POLICY),
    "四": lambda: allocate(
        factors(provincial=(0, 0, 0)), pools(省级=10000), taken(("丙县", "负面清单扣减", -4000)), POLICY
    ),
    "五": lambda: allocate(factors(), pools(中央=10000), None, load(dt.date(2023, 1, 1))),
}


def number(text: str) -> float:
    return float(Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1))


@pytest.mark.cases("第4条 三县测算.csv")
def test_every_step_on_paper_is_a_cell_of_the_draft(case: Mapping[str, str]) -> None:
    """依据: the 算式 of each row, worked by hand."""
    draft = CASES[case["情形"][0]]().draft
    row = draft[(draft["资金级次"] == case["资金级次"]) & (draft["县区"] == case["县区"])].iloc[0]
    value = row[case["列"]]
    if case["列"] == "触及" or not case["得数"]:
        assert ("" if blank(value) else value) == case["得数"]
    else:
        assert value == pytest.approx(number(case["得数"]), rel=1e-9, abs=1e-9)


def policy(**values: object) -> Policy:
    """The parameters in force with some set to another value."""
    return load(ON, [make_override(name, value, "模拟") for name, value in values.items()])


def amounts(found: Allocation, level: str, column: str = "分配额") -> list[float]:
    """A column of 分配表 by county, 甲 乙 丙."""
    result = found.result
    return result.loc[result["资金级次"] == level, column].tolist()


@pytest.mark.cases("第4条 收入方法.csv")
def test_the_poorer_weigh_more_by_each_method(case: Mapping[str, str]) -> None:
    """第4条 收入: 差额法 with ε, 倒数法, 功效系数法; equal incomes leave 农村人口 alone."""
    table = pd.DataFrame(
        {
            "农村人口": [float(x) for x in case["农村人口"].split()],
            INCOME: [float(x) for x in case["收入"].split()],
        }
    )
    found = shares_of(income_weights(table, policy(收入因素方法=case["方法"])).numbers)
    assert found is not None
    expected = [Fraction(x.removesuffix("%")) / 100 for x in case["收入占比"].split()]
    assert [Fraction(part, found.whole) for part in found.parts] == expected


def test_the_tables_have_their_declared_columns_and_say_where_the_money_went() -> None:
    """分配表, 测算底稿, 分配汇总: 中央 first, by code; the pools of case 一 and 二."""
    found = both()
    assert list(found.result) == ALLOCATION.names and list(found.draft) == DRAFT.names
    assert found.result["资金级次"].tolist() == ["中央"] * 3 + ["省级"] * 3
    assert found.result["县区"].tolist() == ["甲县", "乙县", "丙县"] * 2
    summary = found.summary.set_index("资金级次")
    assert list(found.summary) == POOL_SUMMARY.names
    money = ["资金池", "专项", "奖励", "扣减", "可分配资金", "分配合计", "差额"]
    assert summary.loc["省级", money].tolist() == [6000, 500, 300, 300, 5500, 6000, 0]
    assert summary.loc["省级", ["保底县数", "保底增加额", "封顶县数", "封顶减少额"]].tolist() == [1, 42, 0, 0]
    assert summary.loc["中央", ["资金池", "可分配资金", "分配合计"]].tolist() == [10000] * 3


def test_the_basis_is_one_line_that_can_be_worked_out_again() -> None:
    """依据 of 甲县 in the provincial pool, as in case 二; 2,758.25 × 2,700 ÷ 2,741.75 = 2,716.24875."""
    text = both().result["依据"].iloc[3]
    assert text == (
        "第4条 人群27.5%×48.000000%＋收入27.5%×40.000000%＋政策35%×60.750000%＋绩效10%×46.875000%"
        "＝综合50.150000%；×可分配5,500＝2,758.2500；保底封顶后同乘0.98477250＝2,716.2487，"
        "低于保底：上年4,000×80%＝3,200，减专项400，按2,800；取整2,800；专项：重点县定额400；"
        "第6条 日常计分扣减－300；分配2,900万元"
    )
    assert (
        both()
        .result["依据"]
        .iloc[4]
        .endswith("取整1,558；专项：试点100；第6条 日常计分奖励＋300；分配1,958万元")
    )


def test_a_deduction_that_is_carried_over_says_so() -> None:
    """Case 四: 4,000 due, 2,672 taken, 1,328 left."""
    found = CASES["四"]()
    row = found.carried.iloc[0]
    assert len(found.carried) == 1
    assert row[["扣减年度", "行政区划代码", "县区", "事项", "应扣", "已扣", "结转"]].tolist() == [
        2025, "510103", "丙县", "负面清单扣减", 4000, 2672, 1328,
    ]  # fmt: skip
    assert "应扣4000万元，已扣2672万元，分到的不够扣，结转1328万元" in row["依据"]
    assert "负面清单扣减－4000（本年扣2,672，结转下年1328）" in found.result["依据"].iloc[2]


def test_the_oldest_deduction_is_taken_first_and_less_than_a_whole_unit_is_carried() -> None:
    """丙县 gets 2,109 of 10,000 (+ what comes back); 结转 1,000 and 负面清单 500.5 fit but for half a 万元:
    可分配 11,500 × 21.0875 % = 2,425, so 1,500 is taken and 0.5 left of the later.
    """
    lines = taken(("丙县", "负面清单扣减", -500.5), ("丙县", "结转", -1000))
    found = allocate(factors(provincial=(0, 0, 0)), pools(省级=10000), lines, POLICY)
    assert found.carried[["事项", "应扣", "已扣", "结转"]].to_numpy().tolist() == [
        ["负面清单扣减", 500.5, 500, 0.5]
    ]
    assert amounts(found, "省级", "奖惩") == [0, 0, -1500]
    assert sum(amounts(found, "省级")) == 10000


def test_the_negative_list_is_deducted_from_provincial_funds_whatever_the_parameter_says() -> None:
    """第6条 “扣减下年度省级衔接资金”; the other 奖惩 go where 参数 says."""
    lines = taken(("甲县", "负面清单扣减", -100), ("甲县", "日常计分扣减", -200))
    found = allocate(factors(), pools(中央=10000, 省级=6500), lines, policy(奖惩资金级次="中央"))
    assert amounts(found, "省级", "奖惩") == [-100, 0, 0]
    assert amounts(found, "中央", "奖惩") == [-200, 0, 0]


def test_one_pool_alone_may_use_the_undivided_amount_of_last_year() -> None:
    """上年分配额 2,000 → cap 3,000, as in case 三."""
    table = factors((None, None, None))
    table["上年分配额"] = [2000.0, 3000.0, 0.0]
    assert amounts(allocate(table, pools(中央=10000), None, POLICY), "中央") == [3000, 4039, 2961]


def test_floors_above_the_pool_say_by_how_much() -> None:
    """80 % of 5,000 + 3,000 + 2,000 is 8,000; of 7,900 that is 100 too much."""
    with pytest.raises(InfeasibleError, match="保底合计8,000万元，比可分配的7,900万元多100万元"):
        allocate(factors(), pools(中央=7900), None, POLICY)


def test_floors_that_are_just_the_pool_are_the_result() -> None:
    """8,000 of 8,000."""
    assert amounts(allocate(factors(), pools(中央=8000), None, POLICY), "中央") == [4000, 2400, 1600]


def test_caps_below_the_pool_say_by_how_much() -> None:
    """150 % of 10,000 is 15,000; of 15,001 one cannot be spent, of 15,000 all are at their caps."""
    with pytest.raises(InfeasibleError, match="可分配的15,001万元还有1万元分不出去"):
        allocate(factors(), pools(中央=15001), None, POLICY)
    assert amounts(allocate(factors(), pools(中央=15000), None, POLICY), "中央") == [7500, 4500, 3000]


def test_without_caps_the_formula_alone_decides() -> None:
    """20,000 × 50.15 %, 28.7625 %, 21.0875 % = 10,030, 5,752.5, 4,217.5: equal remainders go by code."""
    found = allocate(factors(), pools(中央=20000), None, policy(是否封顶="否"))
    assert amounts(found, "中央") == [10030, 5753, 4217]


def test_a_pilot_above_the_cap_stands_and_the_formula_gives_nothing() -> None:
    """甲县 had 1,000, cap 1,500; its pilot is 1,600: no floor is lacking, nothing comes on top."""
    earmark = pilots(("甲县", "新型农村集体经济", "中央", 1600))
    found = allocate(factors((1000, 5000, 4000)), pools(中央=10000), None, POLICY, earmark)
    assert amounts(found, "中央")[0] == 1600
    assert amounts(found, "中央", "专项") == [1600, 0, 0]
    assert sum(amounts(found, "中央")) == 10000


def test_earmarks_and_rewards_above_the_pool_say_by_how_much() -> None:
    """900 + 200 of 1,000."""
    earmark = pilots(("甲县", "新型农村集体经济", "省级", 900))
    with pytest.raises(InfeasibleError, match="比资金池多100万元"):
        allocate(factors(), pools(省级=1000), taken(("乙县", "绩效奖励", 200)), POLICY, earmark)


def test_a_sub_factor_that_nobody_has_leaves_its_weight_to_the_others() -> None:
    """No 易地搬迁人口 anywhere: 脱贫人口 50 and 监测对象 20 of 70; (50×50 % + 20×25 %) ÷ 70 = 3/7."""
    nothing = {name: {"易地搬迁人口": 0} for name in ("甲县", "乙县", "丙县")}
    found = allocate(factors(**nothing), pools(中央=10000), None, POLICY)
    assert amounts(found, "中央", "人群占比") == pytest.approx([3 / 7, 2 / 7, 2 / 7])


def test_a_factor_that_nobody_has_is_named() -> None:
    """Nothing is shared out by a factor that is 0 everywhere; which one it is can be read."""
    people = {"脱贫人口": 0, "监测对象": 0, "易地搬迁人口": 0}
    nobody = factors(甲县=people, 乙县=people, 丙县=people)
    with pytest.raises(EmptyFactorError, match="人群"):
        allocate(nobody, pools(中央=10000), None, POLICY)


def test_a_factor_without_weight_is_neither_needed_nor_shown() -> None:
    """绩效 0 and 政策 45: 绩效等次 may be blank, its share is."""
    by = policy(绩效因素权重=0, 政策因素权重=45)
    assert "绩效等次" not in needed_columns(policy_weights(by), by)
    blanks = {name: {"绩效等次": None} for name in ("甲县", "乙县", "丙县")}
    found = allocate(factors(**blanks), pools(中央=10000), None, by)
    assert found.result["绩效占比"].isna().all() and "绩效" not in found.result["依据"].iloc[0]
    assert sum(amounts(found, "中央")) == 10000


def test_grades_come_before_the_poor_ones_by_their_coefficients() -> None:
    """第6条 好1.2 较好1.0 一般0.8 较差0.5 未评价1.0 on equal 人群: 1.2 of 2.7 for the first."""
    same = {"脱贫人口": 100, "监测对象": 0, "易地搬迁人口": 0}
    table = factors(
        甲县={**same, "绩效等次": "好"},
        乙县={**same, "绩效等次": "未评价"},
        丙县={**same, "绩效等次": "较差"},
    )
    share = factor_shares(table, policy_weights(POLICY), POLICY).shares["绩效"]
    assert [Fraction(part, share.whole) for part in share.parts] == [
        Fraction(12, 27), Fraction(10, 27), Fraction(5, 27),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("level", "amount", "least", "spent"),
    [("中央", 5273, 3164, 2993.7), ("省级", 5509, 2755, 2705.39)],
)
def test_least_industry_against_a_county_that_fell_short(
    level: str, amount: int, least: int, spent: float
) -> None:
    """第1条; 达川区 2024 (dachuan.gov.cn news-show-155664): central 5,273 万元, 产业 2,993.7 (56.8 %),
    provincial 5,509 of which 2,705.39 (49.1 %). By hand: 5,273 × 60 % = 3,163.8, 5,509 × 50 % = 2,754.5; both
    fell short.
    """
    own = factors((0, 0, 0), (0, 0, 0)).iloc[[0]].reset_index(drop=True)
    found = allocate(own, pools(**{level: amount}), None, POLICY)
    assert amounts(found, level) == [amount]
    assert amounts(found, level, "产业最低额") == [least] and spent < least
