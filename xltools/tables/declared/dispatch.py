"""调度表: what a county reports each month; 县区名单 and 上报情况: who should report and who did."""

from xltools.tables.checks import at_most, filled, is_ratio, positive, six_digits, sums_to
from xltools.tables.model import Check, Column, Kind, Table

LEVELS = ("中央", "省级", "市级", "县级")
"""资金级次, from the highest."""

STAGES = ("下达", "到位", "支出")
"""Money is issued, arrives and is spent, each cumulative since 1 January."""

COUNTY_CLASSES = ("国家重点帮扶县", "省重点帮扶县", "脱贫县", "其他")

YES_NO = ("是", "否")

PERIOD = Column(
    "期别",
    Kind.PERIOD,
    required=True,
    aliases=("报告期", "统计期", "月份", "所属期", "所属月份"),
    width=10,
    note="年-月，如 2024-09",
)
CODE = Column(
    "行政区划代码",
    Kind.CODE,
    required=True,
    aliases=("区划代码", "县代码", "县区代码", "代码", "行政区划"),
    width=13,
    note="六位国标代码，如 511002",
)
CITY = Column(
    "市州", Kind.TEXT, required=True, aliases=("市（州）", "市(州)", "所属市州", "地市", "市"), width=16
)
COUNTY = Column(
    "县区",
    Kind.TEXT,
    required=True,
    width=16,
    aliases=(
        "县（市、区）",
        "县(市、区)",
        "县市区",
        "县（市区）",
        "县名",
        "县名称",
        "单位名称",
        "填报单位",
        "区县",
    ),
)
COUNTY_CLASS = Column("县类别", Kind.CHOICE, choices=COUNTY_CLASSES, aliases=("县类型", "类别"), width=16)
RANKED = Column(
    "是否参评",
    Kind.CHOICE,
    choices=YES_NO,
    aliases=("参评", "参加评比", "是否纳入排位"),
    width=10,
    note="没有衔接资金任务的县填“否”",
)

_HIGHEST = {"中央": 200_000.0, "省级": 100_000.0, "市级": 30_000.0, "县级": 50_000.0}
"""万元 a county; more than this is taken for 元 typed where 万元 is meant, and asked back."""


def _money(level: str, stage: str) -> Column:
    return Column(
        f"{level}{stage}",
        Kind.MONEY,
        unit="万元",
        low=0,
        high=_HIGHEST[level],
        width=12,
        aliases=(
            f"{level}资金{stage}",
            f"{level}衔接资金{stage}",
            f"{level}{stage}金额",
            f"{level}{stage}资金",
            f"{level}财政衔接资金{stage}",
            f"{level}累计{stage}",
        ),
    )


def _total(stage: str) -> Column:
    return Column(
        f"{stage}合计",
        Kind.MONEY,
        unit="万元",
        low=0,
        high=400_000,
        check_only=True,
        aliases=(f"合计{stage}", f"{stage}资金合计", f"四级合计{stage}", f"累计{stage}合计", f"总计{stage}"),
    )


def _count(name: str, *aliases: str) -> Column:
    return Column(name, Kind.COUNT, unit="个", low=0, high=20_000, aliases=aliases, width=10)


FIGURES = (
    *(_money(level, stage) for level in LEVELS for stage in STAGES),
    Column(
        "上年市县投入",
        Kind.MONEY,
        unit="万元",
        low=0,
        high=80_000,
        width=13,
        aliases=("上年市县资金投入", "上年度市县投入", "上年市县两级投入"),
    ),
    Column(
        "本年市县投入",
        Kind.MONEY,
        unit="万元",
        low=0,
        high=80_000,
        width=13,
        aliases=("本年市县资金投入", "本年度市县投入", "本年市县两级投入", "当年市县投入"),
    ),
    _count("项目总数", "项目个数", "项目数"),
    _count("开工数", "开工项目数", "已开工数", "开工个数"),
    _count("完工数", "完工项目数", "已完工数", "竣工数", "完工个数"),
    _count("在库项目数", "项目库项目数", "在库数"),
    _count("问题项目数", "数据质量问题项目数", "问题数"),
)
"""What is counted and summed; every one must be filled for a county that is 参评 (no money: 0)."""

_UNRANKED = ("是否参评", "否")
_CENT = 0.01  # 万元
_HALF_POINT = 0.005


def _each_level(stage: str) -> tuple[str, ...]:
    return tuple(f"{level}{stage}" for level in LEVELS)


CHECKS: tuple[Check, ...] = (
    six_digits("行政区划代码"),
    *(at_most(f"{level}到位", f"{level}下达") for level in LEVELS),
    *(at_most(f"{level}支出", f"{level}到位") for level in LEVELS),
    *(sums_to(_each_level(stage), f"{stage}合计", _CENT) for stage in STAGES),
    is_ratio("支出进度", _each_level("支出"), _each_level("下达"), _HALF_POINT),
    at_most("完工数", "开工数"),
    at_most("开工数", "项目总数"),
    at_most("问题项目数", "在库项目数"),
    filled([column.name for column in FIGURES], unless=_UNRANKED),
    positive(_each_level("下达"), "四级下达之和", unless=_UNRANKED),
    positive(("项目总数",), "项目总数", unless=_UNRANKED),
    positive(("在库项目数",), "在库项目数", unless=_UNRANKED),
)
"""第11、12条: what must hold in every row before anything is scored."""

DISPATCH = Table(
    name="调度表",
    title="财政衔接推进乡村振兴补助资金调度表",
    note="单位：万元、个；各栏为当年1月1日起累计数；没有的填0",
    key=("期别", "行政区划代码"),
    columns=(
        PERIOD,
        CODE,
        CITY,
        COUNTY,
        COUNTY_CLASS,
        RANKED,
        *FIGURES,
        *map(_total, STAGES),
        Column(
            "支出进度",
            Kind.PERCENT,
            low=0,
            high=1,
            check_only=True,
            aliases=("支出率", "支出进度（%）", "支出进度(%)", "支出进度%", "支出比例"),
        ),
        Column(
            "截至日期",
            Kind.DATE,
            check_only=True,
            month_end=True,
            aliases=("数据截至", "截止日期", "统计截止日期"),
        ),
    ),
    checks=CHECKS,
)

COUNTIES = Table(
    name="县区名单",
    title="县区名单",
    note="谁应当上报、以什么名称和代码上报；由省（市）级维护",
    key=("行政区划代码",),
    columns=(CODE, CITY, COUNTY, COUNTY_CLASS, RANKED),
    checks=(six_digits("行政区划代码"),),
)

RETURN_STATES = ("已报", "未报", "退回", "重复")

RETURNS = Table(
    name="上报情况",
    title="各县区上报情况",
    key=("期别", "行政区划代码"),
    columns=(
        PERIOD,
        CODE,
        CITY,
        COUNTY,
        Column("状态", Kind.CHOICE, choices=RETURN_STATES, width=8),
        Column("文件", width=46),
        Column("文件时间", Kind.TIME, width=18),
        Column("错误数", Kind.COUNT, width=8),
        Column("提示数", Kind.COUNT, width=8),
        Column("退回单", width=44),
        Column("说明", width=40),
    ),
)
