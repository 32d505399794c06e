"""“三大体系”试点 (第5条): who applied and was granted what, who may, how it goes, what 第4条 takes."""

from dataclasses import replace

from xltools.tables.checks import at_most, six_digits
from xltools.tables.declared.allocation_columns import GRADES, INCOME, PILOTS, PLACE, money
from xltools.tables.declared.allocation_columns import level as _level
from xltools.tables.declared.allocation_columns import year as _year
from xltools.tables.declared.dispatch import CODE, COUNTY, COUNTY_CLASS, YES_NO
from xltools.tables.declared.ranking import LIGHTS
from xltools.tables.model import Column, Kind, Table

WAITING, AGREED, REFUSED = OPINIONS = ("待审", "同意", "不同意")
"""审核意见 on an application."""

MAY, MAY_NOT, ASK, UNKNOWN = FITS = ("可以", "不可以", "需核实", "无数据")
"""第5条: whether a county may have a pilot; 需核实 where the plan's words leave it to a person."""

APPLIED, TURNED_DOWN, GRANTED, RUNNING, DONE = STATES = ("申报中", "不予批复", "已批复", "实施中", "已完成")
"""阶段 of a pilot."""

NO_DATA = "无数据"
VERDICTS = (*LIGHTS, NO_DATA)

UNLISTED, SAME, DIFFERENT, UNGRANTED = STANDINGS = ("未列入", "一致", "金额不同", "没有批复")
"""A grant against 试点清单: 没有批复 is a row of 试点清单 that no grant of 试点台账 stands behind."""

_PILOT = Column(
    "试点", Kind.CHOICE, required=True, choices=PILOTS, aliases=("试点类型", "试点名称"), width=20
)
_CITY = Column("市州", width=16)


def _date(name: str, *aliases: str, required: bool = False, month_end: bool = False) -> Column:
    return Column(name, Kind.DATE, required, aliases=aliases, width=12, month_end=month_end)


def _amount(name: str, *aliases: str, note: str = "") -> Column:
    return money(name, *aliases, high=100_000, note=note, asks_dashes=True)


PILOT_LEDGER = Table(
    name="试点台账",
    title="“三大体系”试点申报和实施台账",
    note="单位：万元；一个县一项试点一级资金一行，历年的都留着；没有批复的，批复各栏空着",
    key=("年度", "行政区划代码", "试点", "资金级次"),
    columns=(
        replace(_year(True), note="补助列入哪个年度的分配"),
        CODE,
        _CITY,
        COUNTY,
        _PILOT,
        _level(True),
        _date("申报日期", required=True),
        replace(_amount("申报金额", "申请金额", note="申请的中央、省级补助"), required=True),
        _amount("县级筹资", "县级自筹", "县级配套", note="县为主体：本县为这项试点筹的钱，没有的填0"),
        Column("审核意见", Kind.CHOICE, choices=OPINIONS, width=10, note="空白即待审"),
        _date("批复日期"),
        Column("批复文号", width=26),
        _amount("批复金额", "补助金额", note="省级补助：批复的中央、省级资金，整万元"),
        _date("启动日期", "开工日期"),
        _date("计划完成日期", month_end=True),
        Column("进度", Kind.PERCENT, low=0, high=1, aliases=("形象进度", "实施进度"), width=9),
        _amount("累计支出", note="批复资金的累计支出"),
        _date("完成日期", "完工日期"),
        Column("备注", width=30),
    ),
    checks=(
        six_digits("行政区划代码"),
        at_most("累计支出", "批复金额"),
    ),
)

QUALIFICATION = Table(
    name="试点资格",
    title="“三大体系”试点：各县可以申报哪几项",
    note="第5条；需核实的由人核定；无数据的先补“因素表”",
    key=("行政区划代码",),
    columns=(
        *PLACE,
        replace(COUNTY_CLASS, required=False),
        Column("集中安置区数", Kind.COUNT, unit="个", width=14),
        Column(INCOME, Kind.NUMBER, unit="元", width=16),
        Column("收入位次", Kind.COUNT, unit="位", width=10),
        Column("绩效等次", Kind.CHOICE, choices=GRADES, width=10),
        *(Column(name, Kind.CHOICE, choices=FITS, width=14) for name in PILOTS),
        Column("依据", width=90, one_line=True),
    ),
)

PILOT_STATE = Table(
    name="试点情况",
    title="“三大体系”试点情况：申报、批复、支出、进度",
    note="单位：万元；红黄绿只对已批复的；依据写明每一条的由来",
    key=("年度", "行政区划代码", "试点", "资金级次"),
    columns=(
        *PLACE,
        _year(False),
        replace(_PILOT, required=False),
        _level(False),
        Column("资格", Kind.CHOICE, choices=FITS, width=9),
        Column("阶段", Kind.CHOICE, choices=STATES, width=10),
        money("申报金额"),
        money("县级筹资"),
        money("批复金额"),
        money("累计支出"),
        Column("支出率", Kind.PERCENT, width=9),
        Column("进度", Kind.PERCENT, width=9),
        Column("逾期天数", Kind.COUNT, unit="天", width=10),
        Column("结论", Kind.CHOICE, choices=VERDICTS, width=9),
        Column("问题", width=50),
        Column("依据", width=90, one_line=True),
    ),
)

PILOT_SUMMARY = Table(
    name="试点汇总",
    title="“三大体系”试点汇总：分年度、分试点",
    note="单位：万元；支出率＝累计支出之和÷批复金额之和",
    key=("年度", "试点"),
    columns=(
        _year(False),
        Column("试点", width=20),
        *(Column(name, Kind.COUNT, unit="个", width=10) for name in ("申报县数", "批复县数", "完成县数")),
        money("申报金额"),
        money("批复金额"),
        money("县级筹资"),
        money("累计支出"),
        Column("支出率", Kind.PERCENT, width=9),
        *(Column(name, Kind.COUNT, unit="项", width=8) for name in VERDICTS),
    ),
)

PILOT_OFFERS = Table(
    name="试点列入",
    title="批复的试点列入下次测算",
    note="核对后在“是否列入”填“是”，再按“试点管理”，即写进“试点清单”；填“否”或空着的，试点清单不动",
    key=("年度", "行政区划代码", "试点", "资金级次"),
    columns=(
        *PLACE,
        _year(False),
        replace(_PILOT, required=False),
        _level(False),
        money("批复金额"),
        money("清单金额"),
        Column("对照", Kind.CHOICE, choices=STANDINGS, width=10),
        Column("是否列入", Kind.CHOICE, choices=YES_NO, width=10),
        Column("备注", width=24),
        Column("说明", width=50),
    ),
)
