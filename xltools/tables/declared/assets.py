"""资产台账 (第13–16条): the assets that 衔接资金 left behind, how each is used, and what they add up to."""

from dataclasses import replace

from xltools.tables.checks import at_most, six_digits
from xltools.tables.declared.dispatch import CITY, CODE, COUNTY
from xltools.tables.model import Column, Kind, Table

BUSINESS, PUBLIC, HOUSEHOLD = CATEGORIES = ("经营性", "公益性", "到户类")
"""类别: only the first is judged by what it yields; the last belongs to households."""

IN_USE, PARTLY, IDLE_NOW, GONE = USES = ("在用", "部分闲置", "闲置", "已处置")
"""使用状态 as the county reports it."""

IDLE, LOW, SOUND, UNKNOWN, APART = CLASSES = ("闲置", "低效", "正常", "无法判定", "另列")
"""分类: 另列 are 到户类 and what was disposed of."""

TO_REVIVE = (IDLE, LOW)

COOPERATE, OPERATE, TALENT, REPURPOSE = WAYS = ("国企合作", "主体经营", "人才创业", "调整用途")
"""盘活方式: 第13条, 第14条, 第15条, 第16条."""

_CATEGORY_WORDINGS = (
    ("经营类", BUSINESS), ("经营性资产", BUSINESS), ("经营", BUSINESS), ("产业类", BUSINESS),
    ("公益类", PUBLIC), ("公益性资产", PUBLIC), ("公益", PUBLIC), ("公益性基础设施", PUBLIC),
    ("到户类资产", HOUSEHOLD), ("到户", HOUSEHOLD), ("到户资产", HOUSEHOLD),
)  # fmt: skip

_USE_WORDINGS = (
    ("正常", IN_USE), ("正常使用", IN_USE), ("使用中", IN_USE), ("使用", IN_USE), ("在使用", IN_USE),
    ("正常运营", IN_USE), ("运营中", IN_USE), ("部分使用", PARTLY), ("半闲置", PARTLY),
    ("低效使用", PARTLY), ("闲置中", IDLE_NOW), ("空置", IDLE_NOW), ("未使用", IDLE_NOW),
    ("停用", IDLE_NOW), ("完全闲置", IDLE_NOW), ("处置", GONE), ("报废", GONE), ("已报废", GONE),
    ("核销", GONE), ("已核销", GONE),
)  # fmt: skip

_LARGEST = 50_000.0
"""万元 an asset; more is taken for 元 typed where 万元 is meant, and asked back."""

_CODE = replace(CODE, required=False)
_CITY = replace(CITY, required=False)
_COUNTY = replace(COUNTY, required=False)
PLACE = (_CODE, _CITY, _COUNTY)
"""The county of a row, as every table of the workbook begins."""

ASSET_CODE = Column(
    "资产编号",
    Kind.TEXT,
    required=True,
    width=17,
    aliases=("资产编码", "资产代码", "资产卡片号", "资产登记号"),
    note="登记台账里的编号，全省不重复；决定、协议、变更都按它对应",
)
ASSET_NAME = Column("名称", required=True, width=24, aliases=("资产名称", "项目资产名称"))


def asset_money(name: str, *aliases: str, low: float = 0, required: bool = False, note: str = "") -> Column:
    """An amount of one asset in 万元."""
    return Column(
        name, Kind.MONEY, required, unit="万元", low=low, high=_LARGEST, width=12, aliases=aliases, note=note
    )  # fmt: skip


def asset_choice(name: str, choices: tuple[str, ...], width: float = 10, note: str = "") -> Column:
    """A choice without other wordings."""
    return Column(name, Kind.CHOICE, choices=choices, width=width, note=note)


def year(name: str, *aliases: str, required: bool = False, note: str = "") -> Column:
    """A year of four digits."""
    return Column(
        name, Kind.COUNT, required, unit="年", low=2000, high=2100, width=10, aliases=aliases, note=note
    )  # fmt: skip


def _count(name: str, note: str = "") -> Column:
    return Column(name, Kind.COUNT, unit="个", width=9, note=note)


def _sum(name: str, note: str = "") -> Column:
    return Column(name, Kind.MONEY, unit="万元", width=14, note=note)


CATEGORY = Column(
    "类别",
    Kind.CHOICE,
    required=True,
    choices=CATEGORIES,
    meanings=_CATEGORY_WORDINGS,
    width=10,
    aliases=("资产类别", "资产类型", "资产性质"),
)
USE = Column(
    "使用状态",
    Kind.CHOICE,
    choices=USES,
    meanings=_USE_WORDINGS,
    width=10,
    aliases=("使用情况", "资产状态", "运营状态"),
    note="闲置、部分闲置的，同时填“闲置起始”",
)
IDLE_SINCE = Column(
    "闲置起始",
    Kind.DATE,
    width=12,
    aliases=("闲置开始", "闲置起始时间", "闲置时间", "闲置日期", "开始闲置时间"),
    note="哪一天起没有使用；只知道月份的按当月1日",
)

ASSETS = Table(
    name="资产台账",
    title="衔接资金项目资产台账",
    note="金额单位：万元；一行一项资产，以资产编号为准；处置了的把使用状态改为“已处置”，不要删行",
    key=(ASSET_CODE.name,),
    columns=(
        CODE,
        _CITY,
        COUNTY,
        ASSET_CODE,
        ASSET_NAME,
        CATEGORY,
        Column("坐落", width=26, aliases=("坐落位置", "资产坐落", "地点", "所在地")),
        year("形成年度", "资产形成年度", "建成年度", "形成时间（年）"),
        Column("资金来源", width=16, aliases=("来源", "资金渠道")),
        asset_money("原值", "资产原值", "原值（万元）", "账面原值"),
        asset_money("净值", "资产净值", "账面净值"),
        Column("权属", width=22, aliases=("产权归属", "所有权人", "权属单位", "产权单位"), note="归谁所有"),
        Column("经营方式", width=12, aliases=("运营方式",), note="如：自营、租赁、承包、联营、托管、入股"),
        Column("经营主体", width=24, aliases=("运营主体", "承租方", "经营单位")),
        asset_money(
            "年收益", "年度收益", "收益", "上年收益", low=-_LARGEST, note="一个完整年度归村（组）集体的收益"
        ),
        year("收益年度", "收益所属年度", note="年收益是哪一年的；空白按上一年度"),
        USE,
        IDLE_SINCE,
        Column("闲置原因", width=24, aliases=("闲置（低效）原因", "低效闲置原因")),
        Column("区位", width=20, aliases=("区位条件",), note="如：靠近场镇、聚居点旁、景区入口、偏远"),
        Column(
            "盘活方式",
            Kind.CHOICE,
            choices=WAYS,
            width=10,
            note="台账里已经定了的；在“盘活建议”里另定的，以“盘活建议”为准",
        ),
        Column("管护人", width=14, aliases=("管护责任人", "管护单位")),
    ),
    checks=(six_digits(CODE.name), at_most("净值", "原值")),
)  # fmt: skip

CLASSIFIED = Table(
    name="资产分类",
    title="衔接资金项目资产分类结果",
    note="金额单位：万元；不同意分类的，在“核定分类”改定并写“核定理由”，再按一次；以后都照核定的，直到清空",
    key=(ASSET_CODE.name,),
    columns=(
        *PLACE,
        replace(ASSET_CODE, required=False),
        replace(ASSET_NAME, required=False),
        asset_choice("类别", CATEGORIES),
        asset_money("原值"),
        asset_money("年收益", low=-_LARGEST),
        year("收益年度"),
        Column("收益率", Kind.PERCENT, width=9, note="年收益÷原值；只有经营性资产算"),
        asset_choice("使用状态", USES),
        Column("闲置起始", Kind.DATE, width=12),
        Column("闲置月数", Kind.COUNT, unit="个月", width=9, note="到认定日满几个月"),
        asset_choice("分类", CLASSES, note="程序按“参数”分的；有核定分类的，照核定的"),
        Column("依据", width=60),
        Column("怎么办", width=36),
        asset_choice("核定分类", (IDLE, LOW, SOUND), note="由您改定的分类，空白即照程序的"),
        Column("核定理由", width=30),
    ),
)

HAVE, NO_ASSETS, UNRANKED, WRONG_CODE = STANDS = ("有数据", "无数据", "不参评", "代码有误")
"""数据情况 of a county: without a row it is neither good nor bad."""

_FIGURES = (
    _count("资产数", "含到户类和已处置的"),
    _sum("原值合计"),
    _count("经营性数"),
    _count("公益性数"),
    _count("到户类数"),
    _count("闲置数"),
    _sum("闲置原值"),
    _count("低效数"),
    _sum("低效原值"),
    _count("正常数"),
    _count("无法判定数", "不等于正常：先补齐台账"),
    _count("另列数"),
    Column("经营性收益率", Kind.PERCENT, width=11, note="Σ年收益÷Σ原值，只计算得出收益率的经营性资产"),
    Column("低效闲置率", Kind.PERCENT, width=11, note="（闲置原值＋低效原值）÷判定了的资产原值"),
    _count("应盘活数", "现有闲置、低效的，加已盘活的"),
    _count("已决定数", "定了盘活方式的，含以后各步"),
    _count("已签约数", "协议齐全并已签订的，含已盘活"),
    _count("已盘活数"),
    Column("盘活率", Kind.PERCENT, width=9, note="已盘活数÷应盘活数；没有应盘活的空白"),
    _sum("盘活前年收益", "已盘活、填了盘活后年收益的资产，认定时的年收益"),
    _sum("盘活后年收益", "同上资产，盘活后的年收益"),
)

BY_COUNTY_ASSETS = Table(
    name="资产分县汇总",
    title="资产盘活情况：分县（市、区）",
    note="金额单位：万元；没有资产台账的县列为“无数据”，不作评价；比率都是合计除以合计",
    key=(CODE.name,),
    columns=(
        *PLACE,
        asset_choice("数据情况", STANDS),
        *_FIGURES,
        Column("依据", width=60, one_line=True),
    ),
)

BY_CITY_ASSETS = Table(
    name="资产分市州汇总",
    title="资产盘活情况：分市（州）",
    note="金额单位：万元；比率都是合计除以合计；最后一行是全省",
    key=("市州代码",),
    columns=(
        Column("市州代码", Kind.CODE, width=12),
        _CITY,
        _count("县区数"),
        _count("无数据县数"),
        *_FIGURES,
    ),
)

OVERVIEW = Table(
    name="盘活情况表",
    title="低效闲置资产盘活情况表",
    note="供打印上报：“参数”的“情况表范围”填县或市州代码，只列该地，县的另附逐项清单；空白为台账全部",
    columns=(
        Column("序号", Kind.TEXT, width=7),
        Column("项目", width=34),
        Column("数量", Kind.COUNT, unit="个", width=9),
        Column("原值", Kind.MONEY, unit="万元", width=14),
        Column("占比", Kind.PERCENT, width=10),
        Column("说明", width=70),
    ),
)
