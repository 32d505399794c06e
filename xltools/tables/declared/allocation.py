"""资金分配 (第4、5条): the factors, the pools, the pilots, and what they come to, step by step."""

from xltools.tables.checks import six_digits
from xltools.tables.declared.dispatch import CITY, CODE, COUNTY, COUNTY_CLASS
from xltools.tables.declared.points import CARRYOVERS
from xltools.tables.model import Column, Kind, Table

POOL_LEVELS = ("中央", "省级")
"""资金级次 that are shared out by 第4条, each a pool of its own."""

GRADES = ("好", "较好", "一般", "较差", "未评价")
"""绩效等次 of 后评估 and 绩效评价; 未评价 is said, never left blank."""

PILOTS = ("连片开发", "数字社区", "新型农村集体经济", "宜居宜业和美乡村")
"""第5条: the four pilots."""

FACTORS = ("人群", "收入", "政策", "绩效")
"""第4条: the factors with a weight of their own."""

TOUCHED = ("保底", "封顶")

INCOME = "农民人均可支配收入(元)"

_PLACE = (
    Column(CODE.name, Kind.CODE, width=13),
    Column("市州", width=16),
    Column("县区", width=16),
)


def _people(name: str, *aliases: str, high: float) -> Column:
    return Column(name, Kind.COUNT, unit="人", low=0, high=high, aliases=aliases, width=12, asks_dashes=True)


def _money(
    name: str,
    *aliases: str,
    low: float | None = 0,
    high: float = 10_000_000,
    note: str = "",
    asks_dashes: bool = False,
) -> Column:
    return Column(
        name,
        Kind.MONEY,
        unit="万元",
        low=low,
        high=high,
        aliases=aliases,
        note=note,
        width=max(12, 2 * len(name)),
        asks_dashes=asks_dashes,
    )


def _share(name: str) -> Column:
    return Column(name, Kind.PERCENT, width=12)


def _level(required: bool) -> Column:
    return Column(
        "资金级次", Kind.CHOICE, required=required, choices=POOL_LEVELS, aliases=("级次",), width=10
    )


def _year(required: bool) -> Column:
    return Column("年度", Kind.COUNT, required=required, low=2021, high=2100, aliases=("年份",), width=8)


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
        _people("脱贫人口", "脱贫人口数", "脱贫人数", high=1_000_000),
        _people("监测对象", "监测对象人数", "监测人口", "三类对象", high=300_000),
        _people("易地搬迁人口", "易地扶贫搬迁人口", "搬迁人口", high=500_000),
        _people("农村人口", "乡村人口", "农村户籍人口", high=3_000_000),
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
        _money("上年分配额", "上年度分配额", "上年下达", high=300_000, asks_dashes=True),
        _money("上年中央分配额", "上年中央资金", high=200_000, asks_dashes=True),
        _money("上年省级分配额", "上年省级资金", high=100_000, asks_dashes=True),
        _money("试点专项", "试点专项资金", high=100_000, note="填了的须与“试点清单”合计相同"),
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
        _level(True),
        _year(True),
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
        _money("国家重点帮扶县定额", high=100_000),
        _money("省重点帮扶县定额", high=100_000),
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
        _level(True),
        Column("金额", Kind.MONEY, required=True, unit="万元", low=0, high=100_000, width=12),
        Column("依据", width=40),
    ),
    checks=(six_digits("行政区划代码"),),
)

_RESULT = (
    _share("人群占比"),
    _share("收入占比"),
    _share("政策占比"),
    _share("绩效占比"),
    _share("综合占比"),
    _money("专项"),
    _money("测算额"),
    _money("保底封顶", low=None),
    _money("奖惩", low=None),
    _money("分配额"),
    _money("上年分配额"),
    _money("增减额", low=None),
    Column("增减率", Kind.PERCENT, width=10),
    _money("产业最低额"),
    Column("依据", width=90, one_line=True),
)

ALLOCATION = Table(
    name="分配表",
    title="财政衔接推进乡村振兴补助资金分配表",
    note="单位：万元。分配额＝专项＋测算额＋保底封顶＋奖惩；各级合计等于资金池",
    key=("年度", "资金级次", "行政区划代码"),
    columns=(_year(False), _level(False), *_PLACE, *_RESULT),
)

SECOND_ALLOCATION = Table(
    name="二次分配表",
    title="市（州）二次分配表",
    note="单位：万元。各市（州）合计等于收到的金额",
    key=("年度", "资金级次", "行政区划代码"),
    columns=(_year(False), _level(False), *_PLACE, _share("自定占比"), *_RESULT),
)

_STEPS_OF_SHARES = (
    *(column for name in SUBFACTORS[:3] for column in (_raw(name), _share(f"{name}占比"))),
    _share("人群占比"),
    _raw("农村人口"),
    _raw(INCOME),
    Column("收入权数", Kind.NUMBER, width=18, note="按收入因素方法得出，未归一"),
    _share("收入占比"),
    _raw("县类别"),
    Column("县类别分值", Kind.NUMBER, unit="分", width=12),
    _share("县类别占比"),
    *(column for name in SUBFACTORS[4:] for column in (_raw(name), _share(f"{name}占比"))),
    _share("政策占比"),
    _raw("绩效等次"),
    Column("绩效系数", Kind.NUMBER, width=10),
    Column("绩效权数", Kind.NUMBER, width=14, note="绩效系数×人群占比，未归一"),
    _share("绩效占比"),
    *(_share(f"{name}加权") for name in FACTORS),
)

_STEPS_OF_MONEY = (
    _share("综合占比"),
    _money("重点县定额"),
    _money("试点专项"),
    _money("专项"),
    _money("可分配资金"),
    Column("取整前测算额", Kind.NUMBER, unit="万元", width=16),
    _money("测算额"),
    _money("保底额"),
    _money("封顶额"),
    Column("触及", Kind.CHOICE, choices=TOUCHED, width=8),
    Column("调整倍率", Kind.NUMBER, width=14, note="未触及保底封顶的县，同乘此数"),
    Column("取整前调整额", Kind.NUMBER, unit="万元", width=16),
    _money("调整额"),
    _money("保底封顶", low=None),
    _money("奖励"),
    _money("应扣"),
    _money("扣减"),
    _money("结转下年"),
    _money("奖惩", low=None),
    _money("分配额"),
    _money("上年分配额"),
    _money("增减额", low=None),
    Column("增减率", Kind.PERCENT, width=10),
    Column("产业最低占比", Kind.PERCENT, width=12),
    _money("产业最低额"),
)

DRAFT = Table(
    name="测算底稿",
    title="测算底稿：每一步的数",
    note="占比未取整；万元以最大余数法取整，合计不变；没有权重的因素空白",
    key=("年度", "资金级次", "行政区划代码"),
    columns=(_year(False), _level(False), *_PLACE, *_STEPS_OF_SHARES, *_STEPS_OF_MONEY),
)

SECOND_DRAFT = Table(
    name="二次分配底稿",
    title="二次分配底稿：每一步的数",
    note="自定占比为市（州）自定因素合在一起的占比",
    key=("年度", "资金级次", "行政区划代码"),
    columns=(
        _year(False),
        _level(False),
        *_PLACE,
        *_STEPS_OF_SHARES,
        _share("自定占比"),
        _share("自定加权"),
        *_STEPS_OF_MONEY,
    ),
)

POOL_SUMMARY = Table(
    name="分配汇总",
    title="各级资金分配汇总",
    note="资金池－专项－奖励＋扣减＝可分配资金：扣减的钱留在同级资金里按因素分给各县（缺省）；分配合计与资金池之差为0",
    key=("年度", "资金级次"),
    columns=(
        _year(False),
        _level(False),
        _money("资金池"),
        _money("专项"),
        _money("奖励"),
        _money("扣减"),
        _money("可分配资金"),
        Column("调整倍率", Kind.NUMBER, width=14),
        Column("保底县数", Kind.COUNT, unit="个", width=10),
        _money("保底增加额"),
        Column("封顶县数", Kind.COUNT, unit="个", width=10),
        _money("封顶减少额"),
        _money("结转下年"),
        _money("分配合计"),
        _money("差额", low=None),
    ),
)

CARRIED = Table(
    name="扣减结转",
    title="扣减超过本年分配额、结转下年的部分",
    note="单位：万元；照抄到下年日常计分工作簿的“结转”表",
    key=("扣减年度", "行政区划代码", "事项"),
    columns=CARRYOVERS.columns,
)

RECEIVED = Table(
    name="二次分配资金",
    title="市（州）收到的资金",
    note="市州代码如 511000；填整万元",
    key=("年度", "资金级次", "市州代码"),
    columns=(
        Column("市州代码", Kind.CODE, required=True, width=12),
        Column("市州", required=True, width=16),
        _level(True),
        _year(True),
        Column("金额", Kind.MONEY, required=True, unit="万元", low=0, high=2_000_000, width=14),
        Column("文号", width=28),
    ),
    checks=(six_digits("市州代码"),),
)

CITY_WEIGHTS = Table(
    name="二次分配权重",
    title="市（州）二次分配因素权重",
    note="一个因素一行，每个市（州）合计100；因素为人群、收入、政策、绩效或“市州因素”表中自定的因素",
    key=("市州代码", "因素"),
    columns=(
        Column("市州代码", Kind.CODE, required=True, width=12),
        Column("市州", width=16),
        Column("因素", required=True, width=16),
        Column("权重", Kind.NUMBER, required=True, unit="%", low=0, high=100, width=10),
        Column("依据", width=40),
    ),
    checks=(six_digits("市州代码"),),
)

CITY_FACTORS = Table(
    name="市州因素",
    title="市（州）自定因素",
    note="按数值占本市（州）合计的比例分配；没有的填0",
    key=("行政区划代码", "因素"),
    columns=(
        CODE,
        COUNTY,
        Column("因素", required=True, width=16),
        Column("数值", Kind.NUMBER, required=True, low=0, high=1e12, width=14),
    ),
    checks=(six_digits("行政区划代码"),),
)

SCHEMES = Table(
    name="权重方案",
    title="方案对比：权重方案",
    note="第一行为基准；每一方案四项合计100",
    key=("方案",),
    columns=(
        Column("方案", required=True, width=20),
        *(
            Column(f"{name}权重", Kind.NUMBER, required=True, unit="%", low=0, high=100, width=12)
            for name in ("政策", "人群", "收入", "绩效")
        ),
        Column("说明", width=50),
    ),
)

SCHEME_COUNTIES = Table(
    name="方案对比",
    title="方案对比：各县分配额",
    note="单位：万元；增减为与基准方案之差",
    key=("方案", "资金级次", "行政区划代码"),
    columns=(
        Column("方案", width=20),
        _level(False),
        *_PLACE,
        _money("分配额"),
        _money("增减额", low=None),
        Column("增减率", Kind.PERCENT, width=10),
        Column("得失", Kind.CHOICE, choices=("增", "减", "平"), width=8),
        Column("触及", Kind.CHOICE, choices=TOUCHED, width=8),
    ),
)

SCHEME_SUMMARY = Table(
    name="方案汇总",
    title="方案对比：汇总",
    note="单位：万元；增减为与基准方案之差，增加合计等于减少合计",
    key=("方案", "资金级次"),
    columns=(
        Column("方案", width=20),
        _level(False),
        Column("增加县数", Kind.COUNT, unit="个", width=10),
        Column("减少县数", Kind.COUNT, unit="个", width=10),
        Column("持平县数", Kind.COUNT, unit="个", width=10),
        _money("增加合计"),
        _money("减少合计"),
        Column("保底县数", Kind.COUNT, unit="个", width=10),
        _money("保底增加额"),
        Column("封顶县数", Kind.COUNT, unit="个", width=10),
        _money("封顶减少额"),
        Column("增加最多的县", width=20),
        _money("最多增加额", low=None),
        Column("减少最多的县", width=20),
        _money("最多减少额", low=None),
        Column("最高与最低分配额之比", Kind.NUMBER, width=20),
    ),
)
