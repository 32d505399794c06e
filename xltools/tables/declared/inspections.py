"""督导检查 (第11条): the year's calendar, who was inspected, what was drawn, what was found."""

from dataclasses import replace

from xltools.tables.checks import six_digits, unique
from xltools.tables.declared.dispatch import CITY, CODE, COUNTY, COUNTY_CLASSES
from xltools.tables.declared.projects import PROJECT_CODE, PROJECT_NAME, PROJECT_STATES, PROJECT_TYPES
from xltools.tables.model import Column, Kind, Table

CITY_VISIT, DRAW, SPECIAL, AUDIT, OTHER_SOURCE = SOURCES = (
    "市州月督导", "省季抽查", "专项检查", "审计", "其他",
)  # fmt: skip
"""Where a problem was found (第11条); 审计 and 其他 are not of the plan's calendar."""

ON_SITE, UNANNOUNCED, BY_PHONE = WAYS = ("现场检查", "暗访督导", "电话访谈")
"""第11条: how a city inspects."""

DONE, LATE, DUE_NOW, AHEAD, DROPPED = PLAN_STATES = ("已完成", "逾期", "本月", "未到", "已不在计划")

_CODE = replace(CODE, required=False)
_CITY = replace(CITY, required=False)
_COUNTY = replace(COUNTY, required=False)


def count(name: str, unit: str = "个", width: float = 10, note: str = "") -> Column:
    """A number of things, never negative."""
    return Column(name, Kind.COUNT, unit=unit, low=0, high=1_000_000, width=width, note=note)


def money(name: str, note: str = "") -> Column:
    """An amount in 万元."""
    return Column(name, Kind.MONEY, unit="万元", low=0, high=100_000, width=12, note=note)


SCHEDULE = Table(
    name="督导计划",
    title="年度督导检查工作日历",
    note="按“督导计划”列出，同时生成“督导计划.ics”；改期填“改期至”，办完填“完成日期”，再按一次；自己的事项可在表末加行",
    key=("编号",),
    columns=(
        Column("编号", Kind.TEXT, width=20, note="由程序给；日历软件靠它更新同一件事，请勿改动"),
        Column("月份", Kind.PERIOD, width=10),
        Column("事项", required=True, width=20),
        Column("状态", Kind.CHOICE, choices=PLAN_STATES, width=11),
        Column("责任单位", width=24),
        Column("市州", width=20),
        Column("内容", width=54),
        Column("原定日期", Kind.DATE, width=12, note="方案或参数定的最后一日"),
        Column("办理期限", Kind.DATE, width=12, note="原定日期遇休息日的，移到的工作日；改期的为所改日期"),
        Column("改期至", Kind.DATE, width=12),
        Column("完成日期", Kind.DATE, width=12, note="空白而“督导记录”已记满的，视为完成"),
        Column("备注", width=24),
        count("已督导县数", width=12, note="“督导记录”中当月所记的县"),
        Column("依据", width=60),
    ),
)

VISITS = Table(
    name="督导记录",
    title="督导检查记录",
    note="一行一次：哪天、哪个县、什么方式；没有发现问题的，发现问题数填0，不要空着",
    columns=(
        Column("日期", Kind.DATE, required=True, width=12),
        CODE,
        _CITY,
        _COUNTY,
        Column("来源", Kind.CHOICE, required=True, choices=SOURCES, width=12),
        Column("方式", Kind.CHOICE, choices=WAYS, width=12),
        count("发现问题数", note="没有的填0；不填的不算“未发现问题”"),
        Column("备注", width=40),
    ),
    checks=(six_digits(CODE.name),),
)

QUARTER = Column("季度", required=True, width=14, note="如 2024年第1季度")

DRAWN_COUNTIES = Table(
    name="抽中县",
    title="省季度抽查：抽中的县（市、区）",
    note="按“抽查名单”得出；各季度都留着：一年内没有轮完，不重复抽同一个县",
    key=("季度", CODE.name),
    columns=(
        QUARTER,
        CODE,
        _CITY,
        _COUNTY,
        Column("县类别", Kind.CHOICE, choices=COUNTY_CLASSES, width=16),
        count("可抽项目数"),
        count("抽取项目数"),
        count("本年第几次", "次"),
        Column("种子", width=18),
        Column("依据", width=70),
    ),
)

DRAWN = Table(
    name="抽查名单",
    title="省季度抽查：抽中的项目",
    note="金额单位：万元；同一种子、同一项目库和名单，抽出的相同；检查日期、检查人、检查情况由您填写",
    key=("季度", PROJECT_CODE.name),
    columns=(
        QUARTER,
        CODE,
        _CITY,
        _COUNTY,
        PROJECT_CODE,
        PROJECT_NAME,
        Column("项目类型", Kind.CHOICE, choices=PROJECT_TYPES, width=12),
        Column("概算投资", Kind.MONEY, unit="万元", width=12),
        Column("实施状态", Kind.CHOICE, choices=PROJECT_STATES, width=10),
        Column("检查日期", Kind.DATE, width=12),
        Column("检查人", width=12),
        Column("检查情况", width=36),
        Column("金额档", width=10),
        Column("种子", width=18),
        Column("依据", width=60),
    ),
)

DRAW_ACCOUNT = Table(
    name="抽签说明",
    title="省季度抽查：怎样抽的",
    note="照此说明，任何人用同一种子都能抽出同一份名单",
    key=("季度", "序号"),
    columns=(QUARTER, Column("序号", Kind.COUNT, width=8), Column("内容", width=110)),
)

CATEGORIES = (
    "资金用于负面清单", "拨付不及时", "公告公示不到位", "项目进度滞后", "工程质量问题", "程序不合规",
    "数据不实", "利益联结不落实", "资产管护不到位", "其他",
)  # fmt: skip
"""问题类别; the first ones are worded as 计分标准 words its 事由."""

SERIOUS, ORDINARY = WEIGHTS = ("严重", "一般")

AGREED, RETURNED = VERDICTS = ("同意", "退回")

CLOSED, APPLIED, SENT_BACK, MENDING, OPEN = STATES = ("已核销", "待核销", "退回整改", "整改中", "待整改")
"""状态 of a problem, from the end of its way to the beginning."""

FOUND = Table(
    name="问题台账",
    title="督导检查发现问题台账",
    note="金额单位：万元；一行一个问题；有佐证材料、县里申请了销号，才能核销；不要删行",
    columns=(
        Column("编号", Kind.TEXT, width=13, note="空白由程序编；编定后请勿改动"),
        CODE,
        _CITY,
        _COUNTY,
        Column("状态", Kind.CHOICE, choices=STATES, width=10),
        Column("来源", Kind.CHOICE, required=True, choices=SOURCES, width=12),
        Column("检查日期", Kind.DATE, required=True, width=12, note="发现问题的日期"),
        Column("检查文号", width=18),
        replace(PROJECT_CODE, required=False),
        Column("问题类别", Kind.CHOICE, required=True, choices=CATEGORIES, width=16),
        Column("严重程度", Kind.CHOICE, choices=WEIGHTS, width=10, note="空白按“一般”"),
        Column("问题描述", required=True, width=36),
        money("涉及金额"),
        Column(
            "整改期限", Kind.DATE, width=12, month_end=True, note="空白即按“参数”的天数从检查日期次日起算"
        ),
        Column("整改情况", width=28),
        Column("佐证材料", width=24, note="文件名、文号、照片编号；没有的不能核销"),
        Column("销号申请日期", Kind.DATE, width=12, note="县里最近一次申请的日期"),
        Column("核销意见", Kind.CHOICE, choices=VERDICTS, width=10),
        Column("核销日期", Kind.DATE, width=12),
        Column("核销人", width=10),
        Column("最后一日", Kind.DATE, width=12, note="整改期限遇休息日顺延"),
        count("逾期天数", "天", note="按“参数”的计日方式"),
        Column("下一步", width=30),
        Column("依据", width=60, one_line=True),
    ),
    checks=(six_digits(CODE.name), unique("编号")),
)

GREEN, YELLOW, RED, NO_DATA = LIGHTS = ("绿", "黄", "红", "无数据")

_COUNTED = (
    count("问题数"),
    count("已核销数"),
    count("待核销数"),
    count("整改中数", note="待整改、整改中、退回整改的"),
    count("逾期未销号数", width=14),
    count("最长逾期天数", "天", width=14),
    count("逾期销号数", width=12, note="申请晚于期限的，已核销和待核销都算"),
    money("涉及金额"),
    money("未销号金额"),
    Column("销号率", Kind.PERCENT, width=9, note="已核销数÷问题数"),
)

COUNTY_CLOSINGS = Table(
    name="销号情况",
    title="督导检查问题销号情况（县）",
    note="本年度发现的和以前年度没有销号的；没有检查记录的县为“无数据”，不算合格；金额单位：万元",
    key=(CODE.name,),
    columns=(
        CODE,
        _CITY,
        _COUNTY,
        Column("年度", Kind.COUNT, low=2000, high=2100, width=8),
        Column("结论", Kind.CHOICE, choices=LIGHTS, width=9),
        Column("函件建议", width=14, note="由“调度排名”计分排名时列入函件清单，由人核定"),
        count("检查次数", "次"),
        *_COUNTED,
        Column("截至日期", Kind.DATE, width=12),
        Column("依据", width=80, one_line=True),
    ),
)

CITY_CLOSINGS = Table(
    name="市州销号情况",
    title="督导检查问题销号情况（市州）",
    note="各数为所辖县之和，销号率＝Σ已核销÷Σ问题；应督导月数到上月为止；金额单位：万元",
    key=(CODE.name,),
    columns=(
        CODE,
        _CITY,
        Column("年度", Kind.COUNT, low=2000, high=2100, width=8),
        Column("结论", Kind.CHOICE, choices=LIGHTS, width=9),
        count("县数"),
        count("应督导月数", width=12),
        count("已督导月数", width=12, note="每月督导满所辖各县的"),
        count("未现场督导县数", width=15, note="本年还没有现场检查或暗访过的"),
        *_COUNTED,
        Column("截至日期", Kind.DATE, width=12),
        Column("依据", width=80),
    ),
)

POINT_EVENTS = Table(
    name="督导计分",
    title="督导检查拟计入日常计分的事项",
    note="省以上检查发现的才计分（第6条）；不计的在“是否计分”填“否”；“日常计分”按“计分汇总”时取“是”的，每件一次",
    key=("登记号",),
    columns=(
        Column("日期", Kind.DATE, width=12),
        CODE,
        _CITY,
        _COUNTY,
        Column("来源", width=8),
        Column("事由", width=44),
        Column("是否计分", Kind.CHOICE, choices=("是", "否"), width=10),
        Column("问题编号", width=13),
        Column("依据", width=60),
        Column("登记号", width=40, note="请勿改动"),
    ),
)
