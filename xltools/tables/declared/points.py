"""日常计分 (第6条): events and their points, what they add up to, and what next year's funds lose or gain."""

from xltools.tables.checks import six_digits
from xltools.tables.declared.dispatch import CITY, CODE, COUNTY, YES_NO
from xltools.tables.model import Column, Kind, Table

INSPECTION, VISIT, DISPATCHED, CIRCULATED, WARNED, AUDIT = SOURCES = (
    "检查", "暗访", "调度", "通报", "预警", "审计",
)  # fmt: skip
"""来源 of an event; 通报 and 预警 are also taken from 调度排名."""

COUNTED, NOT_COUNTED = EVENT_STATES = ("计入", "不计入")

POINT_LIMIT = 100
"""分: an event with more than this is taken for a typing mistake."""

MATTERS = ("负面清单扣减", "日常计分扣减", "日常计分奖励", "绩效奖励", "结转")
NEGATIVE_LIST, DEDUCTION, REWARD, GRADE_REWARD, CARRIED_OVER = MATTERS
"""事项 of 奖惩清单: what 资金分配 takes as lines of their own."""

_OPEN_CODE = Column(
    CODE.name,
    Kind.CODE,
    aliases=CODE.aliases,
    width=13,
    note="六位国标代码，以代码为准：市中区有511002和511102两个",
)
"""Not `required`: a row without a code is told which codes its name may mean."""

_CITY = Column(CITY.name, aliases=CITY.aliases, width=16)
_COUNTY = Column(COUNTY.name, aliases=COUNTY.aliases, width=16)


def _points(name: str, note: str = "", low: float = -POINT_LIMIT) -> Column:
    return Column(name, Kind.NUMBER, unit="分", low=low, high=POINT_LIMIT, width=10, note=note)


def _money(name: str, low: float = 0, required: bool = False, note: str = "", width: float = 13) -> Column:
    return Column(name, Kind.MONEY, required, unit="万元", low=low, high=100_000, width=width, note=note)


LEDGER = Table(
    name="计分台账",
    title="衔接资金使用日常计分台账",
    note="一行一件，加分为正，扣分为负；计分空白即按“计分标准”；不计的把计分填0，不要删行",
    columns=(
        Column("日期", Kind.DATE, required=True, width=12, note="事情发生或文件印发的日期"),
        _OPEN_CODE,
        _CITY,
        _COUNTY,
        Column("来源", Kind.CHOICE, required=True, choices=SOURCES, width=8),
        Column("事由", required=True, width=44, note="写成“计分标准”里的事由，可在后面加冒号写明具体情况"),
        _points("计分", "加分为正，扣分为负；空白即按“计分标准”"),
        Column("文号", width=24),
        _points("标准分", "“计分标准”中的分值；计分与它相同的，标准改了跟着改"),
        Column("状态", Kind.CHOICE, choices=EVENT_STATES, width=9),
        Column("说明", width=36),
        Column("登记号", width=30, note="从“调度排名”取来的，记着它的期别、种类和代码，请勿改动"),
    ),
    checks=(six_digits(CODE.name),),
)

TOTALS = Table(
    name="计分结果",
    title="衔接资金使用日常计分结果",
    note="得分＝加分－扣分，得分相同的并列；不参评的县列在最后，排名空白；奖惩额单位：万元",
    key=(CODE.name,),
    columns=(
        Column("年度", Kind.COUNT, low=2000, high=2100, width=8),
        CODE,
        CITY,
        COUNTY,
        Column("加分", Kind.NUMBER, unit="分", width=9),
        Column("扣分", Kind.NUMBER, unit="分", width=9),
        Column("得分", Kind.NUMBER, unit="分", width=9),
        Column("排名", Kind.COUNT, unit="位", width=8),
        _money("奖惩额", low=-100_000, note="下年度：扣减为负，奖励为正；按“奖惩测算”得出"),
        Column("并列", width=8, note="得分与别的县相同"),
        Column("依据", width=90, one_line=True),
    ),
)

STANDARD = Table(
    name="计分标准",
    title="日常计分标准",
    note="方案没有给分值，标准分值均为缺省；要改，填“本次分值”并在“依据”写明理由；可在末尾自加行；删行不起作用，不计的填0",
    key=("来源", "事由"),
    columns=(
        Column("来源", Kind.CHOICE, required=True, choices=SOURCES, width=8),
        Column("事由", required=True, width=30),
        _points("标准分值"),
        _points("本次分值", "空白即用标准分值；自加的行必填"),
        Column("生效日期", Kind.DATE, width=12),
        Column("依据", width=60),
    ),
)

REWARDS = Table(
    name="奖惩清单",
    title="下年度资金奖惩清单",
    note="单位：万元，扣减为负，奖励为正；核对后在“是否确认”填“是”或“否”，再按一次“奖惩测算”，奖励随之重算；只有“是”的进入资金分配",
    key=(CODE.name, "事项"),
    columns=(
        CODE,
        CITY,
        COUNTY,
        Column("事项", Kind.CHOICE, required=True, choices=MATTERS, width=14),
        _money("金额", low=-100_000),
        Column("依据", width=80),
        Column("是否确认", Kind.CHOICE, choices=YES_NO, width=10),
        Column("并列", width=8, note="得分压在名次线上：由您定，默认“否”"),
        Column("扣减年度", Kind.COUNT, low=2000, high=2100, width=10, note="进入哪一年度的资金分配"),
    ),
)

NEGATIVE_USES = Table(
    name="负面清单扣减",
    title="资金用于负面清单的重新安排和扣减",
    note="单位：万元；发现资金用于负面清单的，一行一件填入；本级财政等额重新安排，并扣减下年度省级资金",
    columns=(
        Column("年度", Kind.COUNT, required=True, low=2000, high=2100, width=8, note="发现的年度"),
        _OPEN_CODE,
        _CITY,
        _COUNTY,
        Column("项目编码", Kind.CODE, width=22),
        Column("项目名称", width=30),
        _money("使用金额", required=True, note="用于负面清单的金额"),
        Column("文号", width=24, note="考核评价、监督检查的文件"),
        _money("重新安排金额", note="本级财政已重新安排的金额；没有的填0", width=15),
        Column("重新安排文号", width=24),
        _money("尚欠重新安排", width=15),
        _money("扣减额"),
        Column("依据", width=60),
    ),
    checks=(six_digits(CODE.name),),
)

CARRYOVERS = Table(
    name="结转",
    title="扣减结转",
    note="单位：万元；下年度分配额不够扣的，余下的结转再下一年度；上年工作簿里的结转请照抄到这里",
    columns=(
        Column("扣减年度", Kind.COUNT, required=True, low=2000, high=2100, width=10, note="没有扣足的年度"),
        CODE,
        _CITY,
        _COUNTY,
        Column("事项", Kind.CHOICE, required=True, choices=MATTERS, width=14),
        _money("应扣", required=True),
        _money("已扣", required=True),
        _money("结转", required=True, note="＝应扣－已扣，下一年度再扣"),
        Column("依据", width=60),
    ),
    checks=(six_digits(CODE.name),),
)
