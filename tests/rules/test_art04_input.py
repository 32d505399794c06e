"""第4、5、6条: every input that stops an allocation, with its sentence and its cell, and all at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from tests.rules.allocating import CODES, factors, pilots, pools, taken
from tests.rules.conftest import frame_of
from xltools.errors import PolicyError, Severity
from xltools.policy import load, make_override
from xltools.rules.art04.input import allocation_problems
from xltools.rules.problems import Problem
from xltools.tables.declared.allocation_columns import INCOME
from xltools.tables.declared.dispatch import COUNTIES

ON = dt.date(2025, 1, 1)
POLICY = load(ON)
BOTH = {"中央": 10000, "省级": 6000}


def problems(
    table: pd.DataFrame | None = None,
    money: pd.DataFrame | None = None,
    lines: pd.DataFrame | None = None,
    earmarks: pd.DataFrame | None = None,
    roster: pd.DataFrame | None = None,
) -> list[Problem]:
    """What is wrong with the sound case with some tables replaced."""
    return allocation_problems(
        factors() if table is None else table,
        pools(**BOTH) if money is None else money,
        lines,
        POLICY,
        earmarks,
        roster,
    )


def short(found: list[Problem]) -> list[tuple[str, int, str, str]]:
    return [(p.table, p.row, p.column, p.problem) for p in found]


def names(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """县区名单."""
    columns = ("行政区划代码", "市州", "县区", "是否参评")
    return frame_of(COUNTIES, [dict(zip(columns, row, strict=True)) for row in rows])


LISTED = [(code, "模拟市", name, "是") for name, code in CODES.items()]


def test_sound_tables_have_no_problems() -> None:
    lines = taken(("甲县", "日常计分扣减", -300), ("乙县", "日常计分奖励", 300))
    earmarks = pilots(("甲县", "连片开发", "中央", 500), ("乙县", "数字社区", "省级", 100))
    assert problems(lines=lines, earmarks=earmarks, roster=names(*LISTED)) == []


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("脱贫人口", None, "没有填，缺这一项不能分配"),
        ("脱贫人口", -1, "是负数"),
        ("农村人口", None, "没有填，缺这一项不能分配"),
        (INCOME, None, "没有填，缺这一项不能分配"),
        (INCOME, 0, "收入为0"),
        ("重点帮扶村数", None, "没有填，缺这一项不能分配"),
        ("政策加分", -0.5, "是负数"),
        ("县类别", None, "没有填，缺这一项不能分配"),
        ("县类别", "贫困县", "“贫困县”不是可选的值"),
        ("绩效等次", None, "没有填，缺这一项不能分配"),
        ("绩效等次", "优秀", "“优秀”不是可选的值"),
        ("上年省级分配额", None, "没有填，不能算保底封顶和增减"),
        ("上年中央分配额", -1, "是负数"),
        ("上年分配额", 4499.99, "与分级次的中央3000＋省级1500不相等"),
        ("试点专项", 50, "与试点清单中这个县的合计0不相等"),
    ],
)
def test_a_factor_that_is_missing_or_impossible_is_told_at_its_cell(
    column: str, value: object, problem: str
) -> None:
    """乙县 is the second row; a blank is never 0."""
    found = problems(factors(乙县={column: value}))
    assert ("因素表", 1, column, problem) in short(found)
    assert all(p.severity is Severity.ERROR and p.remedy for p in found)


def test_a_blank_grade_is_not_taken_for_unrated() -> None:
    """The remedy says how an unrated county is entered."""
    assert "未评价" in problems(factors(乙县={"绩效等次": None}))[0].remedy
    assert problems(factors(乙县={"绩效等次": "未评价"})) == []


def test_everything_is_told_at_once() -> None:
    """Three tables, six cells."""
    found = problems(
        factors(甲县={"监测对象": None, "绩效等次": None}, 丙县={INCOME: None}),
        pools(中央=0, 省级=100.5),
        taken(("丙县", "日常计分奖励", -5)),
    )
    assert [(p.table, p.row, p.column) for p in found] == [
        ("资金池", 0, "金额"), ("资金池", 1, "金额"),
        ("因素表", 0, "监测对象"), ("因素表", 0, "绩效等次"), ("因素表", 2, INCOME),
        ("奖惩明细", 0, "金额"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("money", "expected"),
    [
        (pools(中央=0), (0, "金额", "资金池为0，没有可分配的")),
        (pools(中央=None), (0, "金额", "资金池为0，没有可分配的")),
        (pools(中央=10000.5), (0, "金额", "不是整万元，各县取整后合不拢")),
        (
            pools(中央={"金额": 9000, "省重点帮扶县定额": 10.5}),
            (0, "省重点帮扶县定额", "不是整万元，各县取整后合不拢"),
        ),
        (pools(中央={"金额": 9000, "国家重点帮扶县定额": -1}), (0, "国家重点帮扶县定额", "是负数")),
        (pools(中央=10000, 省级={"金额": 6000, "年度": 2024}), (1, "年度", "与第一行的2025年度不同")),
        (pd.concat([pools(中央=5000)] * 2, ignore_index=True), (1, "资金级次", "中央资金有两行")),
        (pools(), (0, "金额", "资金池是空的")),
        (pools(中央=7900), (0, "金额", "保底合计8,000万元，比可分配的7,900万元多100万元")),
        (pools(中央=10000, 省级=10051), (1, "金额", "各县都分到封顶，可分配的10,051万元还有1万元分不出去")),
        (
            pools(中央={"金额": 10000, "国家重点帮扶县定额": 10001}),
            (0, "金额", "专项10,001万元加奖励0万元、减扣减0万元，比资金池多1万元"),
        ),
    ],
    ids=lambda value: value[2][:12] if isinstance(value, tuple) else "",
)
def test_a_pool_that_cannot_be_shared_out_says_by_how_much(
    money: pd.DataFrame, expected: tuple[int, str, str]
) -> None:
    """Floors 80 % of 5,000 + 3,000 + 2,000 = 8,000; caps 150 % of 4,000 + 1,500 + 1,200 = 10,050."""
    found = short(problems(money=money))
    assert ("资金池", *expected) in found


@pytest.mark.parametrize(
    ("line", "column", "problem"),
    [
        (
            ("510999", "日常计分扣减", -200),
            "行政区划代码",
            "因素表中没有代码510999，这笔日常计分扣减没有着落",
        ),
        (("甲县", "日常计分扣减", 200), "金额", "日常计分扣减应当是负数"),
        (("甲县", "结转", 1), "金额", "结转应当是负数"),
        (("甲县", "绩效奖励", -200), "金额", "绩效奖励应当是正数"),
        (("甲县", "绩效奖励", 200.5), "金额", "奖励不是整万元，各县取整后合不拢"),
        (("甲县", "日常计分扣减", None), "金额", "没有填金额"),
        (("甲县", "罚款", -1), "事项", "“罚款”不是可选的事项"),
    ],
)
def test_a_reward_or_deduction_with_a_wrong_code_or_sign(
    line: tuple[str, str, float | None], column: str, problem: str
) -> None:
    """A sign is never turned round in silence."""
    assert ("奖惩明细", 0, column, problem) in short(problems(lines=taken(line)))


def test_a_county_that_the_list_does_not_know_and_one_that_was_left_out() -> None:
    """丙县 is not in the list; 丁县 is, and 参评; 戊县 is 不参评 and may be absent."""
    roster = names(*LISTED[:2], ("510104", "模拟市", "丁县", "是"), ("510105", "模拟市", "戊县", "否"))
    assert short(problems(roster=roster)) == [
        ("因素表", 2, "行政区划代码", "县区名单中没有代码510103"),
        ("因素表", 0, "行政区划代码", "县区名单中有1个县不在因素表里：模拟市丁县510104"),
    ]


def test_a_name_that_is_another_countys_is_told() -> None:
    """Codes join; a name that contradicts its code is not passed over."""
    found = problems(factors(乙县={"县区": "丙县"}), roster=names(*LISTED))
    assert short(found) == [("因素表", 1, "县区", "代码510102是模拟市乙县，不是“丙县”")]


def test_a_county_entered_twice() -> None:
    found = problems(factors(丙县={"行政区划代码": "510101"}))
    assert ("因素表", 2, "行政区划代码", "510101有两行") in short(found)


def test_an_empty_table_of_factors() -> None:
    assert short(problems(factors().iloc[:0]))[0] == ("因素表", 0, "行政区划代码", "因素表是空的")


def test_a_factor_that_is_zero_everywhere_is_named_with_what_to_do() -> None:
    """Two such factors, two sentences."""
    nothing = {"脱贫人口": 0, "监测对象": 0, "易地搬迁人口": 0, "农村人口": 0}
    found = problems(factors(甲县=nothing, 乙县=nothing, 丙县=nothing))
    assert sorted(p.problem for p in found) == sorted(
        f"{name}因素各县都是0，没有可以按它分配的" for name in ("人群", "收入", "绩效")
    )


def test_equal_incomes_are_told_and_let_the_work_go_on() -> None:
    """收入 then goes by 农村人口."""
    same = {INCOME: 12000}
    found = problems(factors(甲县=same, 乙县=same, 丙县=same))
    assert [(p.column, p.severity) for p in found] == [(INCOME, Severity.NOTICE)]
    assert found[0].problem == "各县收入都是12000元，收入因素分不出高低，按农村人口分配"


def test_last_year_undivided_serves_one_pool_and_is_told() -> None:
    """With two pools it would have to be guessed how much was central."""
    table = factors((None, None, None), (None, None, None))
    table["上年分配额"] = [5000.0, 3000.0, 2000.0]
    one = problems(table, pools(中央=10000))
    assert [(p.row, p.column, p.severity) for p in one] == [(0, "上年分配额", Severity.NOTICE)]
    both = problems(table)
    assert len(both) == 6 and "分开填" in both[0].remedy
    assert {p.column for p in both} == {"上年中央分配额", "上年省级分配额"}


def test_lines_of_a_pool_that_is_not_shared_out_wait_for_it() -> None:
    """Only central funds today: the provincial deduction and pilot are told, not lost in silence."""
    found = problems(
        money=pools(中央=10000),
        lines=taken(("甲县", "日常计分扣减", -300)),
        earmarks=pilots(("乙县", "数字社区", "省级", 100)),
    )
    assert [(p.table, p.severity) for p in found] == [
        ("奖惩明细", Severity.NOTICE), ("试点清单", Severity.NOTICE),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"政策因素权重": 35, "绩效因素权重": 9.5}, "合计99.5，应为100"),
        ({"脱贫人口权重": 49.5}, "合计99.5，应为100"),
        ({"县类别权重": 41}, "合计101，应为100"),
        ({"保底比例": 90, "封顶比例": 89.99}, "后一个不小于前一个"),
    ],
)
def test_weights_that_do_not_add_up_and_a_cap_below_a_floor(values: Mapping[str, Any], says: str) -> None:
    """第4条: weights add to 100, 封顶 is not below 保底."""
    with pytest.raises(PolicyError, match=says):
        load(ON, [make_override(name, value, "模拟") for name, value in values.items()])


def test_the_policy_weight_is_never_below_the_plans_at_province_level() -> None:
    """第4条 提高至35%: 34.99 is refused, 35 and 35.01 are not."""
    with pytest.raises(PolicyError, match=r"“34.99”超出允许范围.*35至100"):
        make_override("政策因素权重", 34.99, "模拟")
    assert make_override("政策因素权重", 35, "模拟").value == 35
    assert str(make_override("政策因素权重", 35.01, "模拟").value) == "35.01"


Pilot = tuple[str, str, str, float | None]


@pytest.mark.parametrize(
    ("line", "column", "problem"),
    [
        (
            ("乙县", "连片开发", "中央", 100),
            "试点",
            "第5条 连片开发试点只在重点帮扶县，因素表中这个县是“脱贫县”",
        ),
        (
            ("丙县", "数字社区", "省级", 100),
            "试点",
            "第5条 数字社区试点只在易地搬迁集中安置区，因素表中这个县的集中安置区数是0或空白",
        ),
        (("510999", "数字社区", "省级", 100), "行政区划代码", "因素表中没有代码510999"),
        (("甲县", "连片开发", "中央", 100.5), "金额", "专项应当是整万元"),
        (("甲县", "连片开发", "中央", None), "金额", "专项应当是整万元"),
        (("甲县", "连片开发", "中央", -1), "金额", "专项应当是整万元"),
    ],
)
def test_a_pilot_that_a_county_may_not_have(line: Pilot, column: str, problem: str) -> None:
    """第5条: 连片开发 in 重点帮扶县, 数字社区 in 集中安置区; money in whole 万元."""
    assert ("试点清单", 0, column, problem) in short(problems(earmarks=pilots(line)))


def test_the_same_pilot_twice_from_one_pool() -> None:
    line = ("甲县", "连片开发", "中央", 100)
    assert ("试点清单", 1, "试点", "510101的连片开发（中央）列了两行") in short(
        problems(earmarks=pilots(line, line))
    )


@pytest.mark.parametrize(("county", "told"), [("甲县", True), ("乙县", False), ("丙县", False)])
def test_a_county_that_is_not_better_off_is_told_and_may_have_the_pilot(county: str, told: bool) -> None:
    """第5条 “条件相对较好的地区”, 缺省: the upper half by income (16,000, 13,000), no 重点帮扶县."""
    found = problems(earmarks=pilots((county, "宜居宜业和美乡村", "省级", 100)))
    assert [p.severity for p in found] == ([Severity.NOTICE] if told else [])


def test_a_rural_collective_pilot_is_open_to_all() -> None:
    """第5条 “在全省开展”."""
    lines = [(county, "新型农村集体经济", "省级", 10) for county in CODES]
    assert problems(earmarks=pilots(*lines)) == []


def test_earmarks_of_the_factor_table_agree_with_the_list() -> None:
    """试点专项 of 因素表 is the sum over both pools."""
    lines = pilots(("甲县", "连片开发", "中央", 500), ("甲县", "新型农村集体经济", "省级", 100))
    assert problems(factors(甲县={"试点专项": 600}), earmarks=lines) == []
    assert short(problems(factors(甲县={"试点专项": 500}), earmarks=lines)) == [
        ("因素表", 0, "试点专项", "与试点清单中这个县的合计600不相等")
    ]


def test_a_quota_by_class_needs_the_class_even_where_the_factor_does_not() -> None:
    """县类别权重 0: the class is not needed but for the 定额."""
    by = load(ON, [make_override("县类别权重", 0, "模拟"), make_override("重点帮扶村数权重", 70, "模拟")])
    table = factors(乙县={"县类别": None})
    assert allocation_problems(table, pools(**BOTH), None, by) == []
    quota = pools(中央={"金额": 10000, "国家重点帮扶县定额": 10})
    assert [p.column for p in allocation_problems(table, quota, None, by)] == ["县类别"]
