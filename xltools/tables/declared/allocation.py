"""资金分配 (第4、5条): the factors, the pools, the pilots, and what they come to, step by step."""

from xltools.tables.checks import six_digits
from xltools.tables.declared.allocation_columns import (
    FACTORS,
    GRADES,
    INCOME,
    PILOTS,
    PLACE,
    TOUCHED,
    level,
    money,
    people,
    share,
    year,
)
from xltools.tables.declared.dispatch import CITY, CODE, COUNTY, COUNTY_CLASS
from xltools.tables.declared.points import CARRYOVERS
from xltools.tables.model import Column, Kind, Table

FACTOR_TABLE = Table(
    name="因素表",
    title="财政衔接推进乡村振兴补助资金分配因素表",
    note="没有的填0，不留空白；上年分配额含专项和奖惩，分中央、省级填，分填了的“上年分配额”可以不填",
    key=("行政区划代码",),
    columns=(
        CODE,
        CITY,
        COUNTY,
        COUNTY_CLASS,
        people("脱贫人口", "脱贫人口数", "脱贫人数", high=1_000_000),
        people("监测对象", "监测对象人数", "监测人口", "三类对象", high=300_000),
        people("易地搬迁人口", "易地扶贫搬迁人口", "搬迁人口", high=500_000),
        people("农村人口", "乡村人口", "农村户籍人口", high=3_000_000),
        Column(
            INCOME,
            Kind.NUMBER,
            unit="元",
            low=1_000,
            high=100_000,
            aliases=(
                "农民人均可支配收入",
                "农民人均可支配收入（元）",
                "农村居民人均可支配收入",
                "农民收入",
            ),
            width=20,
        ),
        Column(
            "重点帮扶村数",
            Kind.COUNT,
            unit="个",
            low=0,
            high=2_000,
            aliases=("重点帮扶村",),
            width=14,
            asks_dashes=True,
        ),
        Column(
            "集中安置区数",
            Kind.COUNT,
            unit="个",
            low=0,
            high=1_000,
            aliases=("集中安置区", "集中安置点数"),
            width=14,
            asks_dashes=True,
        ),
        Column(
            "政策加分",
            Kind.NUMBER,
            unit="分",
            low=0,
            high=1_000,
            width=10,
            note="革命老区、民族地区等，按本级确定的办法",
        ),
        Column("绩效等次", Kind.CHOICE, choices=GRADES, aliases=("绩效评价等次", "评价等次"), width=10),
        money("上年分配额", "上年度分配额", "上年下达", high=300_000, asks_dashes=True),
        money("上年中央分配额", "上年中央资金", high=200_000, asks_dashes=True),
        money("上年省级分配额", "上年省级资金", high=100_000, asks_dashes=True),
        money("试点专项", "试点专项资金", high=100_000, note="填了的须与“试点清单”合计相同"),
    ),
    checks=(six_digits("行政区划代码"),),
)  # fmt: skip

SUBFACTORS = ("脱贫人口", "监测对象", "易地搬迁人口", "县类别", "重点帮扶村数", "集中安置区数", "政策加分")
"""人群 and 政策 are made up of these, each a column of 因素表 with a weight 〈column〉权重."""


def _raw(name: str) -> Column:
    """A column of 因素表 shown again."""
    own = FACTOR_TABLE.column(name)
    return Column(name, own.kind, unit=own.unit, choices=own.choices, width=own.width)


POOL_TABLE = Table(
    name="资金池",
    title="本次分配的资金",
    note="一级资金一行，填整万元；定额为每个重点帮扶县先安排的数，没有的留空",
    key=("年度", "资金级次"),
    columns=(
        level(True),
        year(True),
        Column(
            "金额",
            Kind.MONEY,
            required=True,
            unit="万元",
            low=0,
            high=10_000_000,
            aliases=("资金规模",),
            width=14,
        ),
        money("国家重点帮扶县定额", high=100_000),
        money("省重点帮扶县定额", high=100_000),
        Column("文号", width=28, note="下达或决定这笔资金的文件"),
    ),
)

PILOT_TABLE = Table(
    name="试点清单",
    title="“三大体系”试点专项清单",
    note="第5条：先从资金池中安排，填整万元",
    key=("行政区划代码", "试点", "资金级次"),
    columns=(
        CODE,
        Column("市州", width=16),
        COUNTY,
        Column(
            "试点", Kind.CHOICE, required=True, choices=PILOTS, aliases=("试点类型", "试点名称"), width=20
        ),
        level(True),
        Column("金额", Kind.MONEY, required=True, unit="万元", low=0, high=100_000, width=12),
        Column("依据", width=40),
    ),
    checks=(six_digits("行政区划代码"),),
)

_RESULT = (
    share("人群占比"),
    share("收入占比"),
    share("政策占比"),
    share("绩效占比"),
    share("综合占比"),
    money("专项"),
    money("测算额"),
    money("保底封顶", low=None),
    money("奖惩", low=None),
    money("分配额"),
    money("上年分配额"),
    money("增减额", low=None),
    Column("增减率", Kind.PERCENT, width=10),
    money("产业最低额"),
    Column("依据", width=90, one_line=True),
)

ALLOCATION = Table(
    name="分配表",
    title="财政衔接推进乡村振兴补助资金分配表",
    note="单位：万元。分配额＝专项＋测算额＋保底封顶＋奖惩；各级合计等于资金池",
    key=("年度", "资金级次", "行政区划代码"),
    columns=(year(False), level(False), *PLACE, *_RESULT),
)

SECOND_ALLOCATION = Table(
    name="二次分配表",
    title="市（州）二次分配表",
    note="单位：万元。各市（州）合计等于收到的金额",
    key=("年度", "资金级次", "行政区划代码"),
    columns=(year(False), level(False), *PLACE, share("自定占比"), *_RESULT),
)

_STEPS_OF_SHARES = (
    *(column for name in SUBFACTORS[:3] for column in (_raw(name), share(f"{name}占比"))),
    share("人群占比"),
    _raw("农村人口"),
    _raw(INCOME),
    Column("收入权数", Kind.NUMBER, width=18, note="按收入因素方法得出，未归一"),
    share("收入占比"),
    _raw("县类别"),
    Column("县类别分值", Kind.NUMBER, unit="分", width=12),
    share("县类别占比"),
    *(column for name in SUBFACTORS[4:] for column in (_raw(name), share(f"{name}占比"))),
    share("政策占比"),
    _raw("绩效等次"),
    Column("绩效系数", Kind.NUMBER, width=10),
    Column("绩效权数", Kind.NUMBER, width=14, note="绩效系数×人群占比，未归一"),
    share("绩效占比"),
    *(share(f"{name}加权") for name in FACTORS),
)

_STEPS_OF_MONEY = (
    share("综合占比"),
    money("重点县定额"),
    money("试点专项"),
    money("专项"),
    money("可分配资金"),
    Column("取整前测算额", Kind.NUMBER, unit="万元", width=16),
    money("测算额"),
    money("保底额"),
    money("封顶额"),
    Column("触及", Kind.CHOICE, choices=TOUCHED, width=8),
    Column("调整倍率", Kind.NUMBER, width=14, note="未触及保底封顶的县，同乘此数"),
    Column("取整前调整额", Kind.NUMBER, unit="万元", width=16),
    money("调整额"),
    money("保底封顶", low=None),
    money("奖励"),
    money("应扣"),
    money("扣减"),
    money("结转下年"),
    money("奖惩", low=None),
    money("分配额"),
    money("上年分配额"),
    money("增减额", low=None),
    Column("增减率", Kind.PERCENT, width=10),
    Column("产业最低占比", Kind.PERCENT, width=12),
    money("产业最低额"),
)

DRAFT = Table(
    name="测算底稿",
    title="测算底稿：每一步的数",
    note="占比未取整；万元以最大余数法取整，合计不变；没有权重的因素空白",
    key=("年度", "资金级次", "行政区划代码"),
    columns=(year(False), level(False), *PLACE, *_STEPS_OF_SHARES, *_STEPS_OF_MONEY),
)

SECOND_DRAFT = Table(
    name="二次分配底稿",
    title="二次分配底稿：每一步的数",
    note="自定占比为市（州）自定因素合在一起的占比",
    key=("年度", "资金级次", "行政区划代码"),
    columns=(
        year(False),
        level(False),
        *PLACE,
        *_STEPS_OF_SHARES,
        share("自定占比"),
        share("自定加权"),
        *_STEPS_OF_MONEY,
    ),
)

POOL_SUMMARY = Table(
    name="分配汇总",
    title="各级资金分配汇总",
    note="资金池－专项－奖励＋扣减＝可分配资金：扣减的钱留在同级资金里按因素分给各县（缺省）；分配合计与资金池之差为0",
    key=("年度", "资金级次"),
    columns=(
        year(False),
        level(False),
        money("资金池"),
        money("专项"),
        money("奖励"),
        money("扣减"),
        money("可分配资金"),
        Column("调整倍率", Kind.NUMBER, width=14),
        Column("保底县数", Kind.COUNT, unit="个", width=10),
        money("保底增加额"),
        Column("封顶县数", Kind.COUNT, unit="个", width=10),
        money("封顶减少额"),
        money("结转下年"),
        money("分配合计"),
        money("差额", low=None),
    ),
)

CARRIED = Table(
    name="扣减结转",
    title="扣减超过本年分配额、结转下年的部分",
    note="单位：万元；照抄到下年日常计分工作簿的“结转”表",
    key=("扣减年度", "行政区划代码", "事项"),
    columns=CARRYOVERS.columns,
)
