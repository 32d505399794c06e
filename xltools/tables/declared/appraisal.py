"""年度考核 (保障措施第一、三条): indicators, results by county and city, stationing, the letters."""

from dataclasses import replace

from xltools.tables.checks import six_digits
from xltools.tables.declared.allocation_columns import GRADES as ALL_GRADES
from xltools.tables.declared.dispatch import CITY, CODE, COUNTY, PERIOD, YES_NO
from xltools.tables.declared.letters import LETTERS
from xltools.tables.model import Column, Kind, Table

INDUSTRY, FUNDING, PAYMENT, DISCLOSURE, PILOT = "产业占比", "资金投入", "资金拨付", "公告公示", "试点推进"
POINTS, QUALITY, CLEANUP, FILING = "日常计分", "数据质量", "动态清库", "备案审查"
SPENDING, CLOSEOUT, RANKING, ASSETS = "支出进度", "督导整改", "拉通排位", "资产盘活"

INDICATORS = (
    INDUSTRY, FUNDING, PAYMENT, DISCLOSURE, PILOT, POINTS, QUALITY,
    CLEANUP, FILING, SPENDING, CLOSEOUT, RANKING, ASSETS,
)  # fmt: skip
"""In the order of the plan's measures."""

GOOD, BETTER, FAIR, POOR = GRADES = ALL_GRADES[:4]
"""等次, from the best; 资金分配 takes them as 绩效等次."""

KNOWN, UNKNOWN, NOT_DUE = FACT_STATES = ("有数据", "无数据", "不适用")
"""无数据 is never 0 and never full marks; 不适用: the county has nothing of the kind, such as a pilot."""

BONUS, PENALTY, VETO = ADJUSTMENT_KINDS = ("加分", "减分", "一票否决")

COUNTY_LEVEL, CITY_LEVEL = LEVELS = ("县", "市")

NOTICE = "考核结果通报函"
"""A 函: a department tells a government below what came out, it does not give it orders."""

_YEAR = Column("年度", Kind.COUNT, low=2000, high=2100, width=8)
_CODE = replace(CODE, required=False)
_CITY = replace(CITY, required=False)
_COUNTY = replace(COUNTY, required=False)


def _points(name: str, low: float | None = 0, high: float | None = None, width: float = 9) -> Column:
    return Column(name, Kind.NUMBER, unit="分", low=low, high=high, width=width)


def _count(name: str) -> Column:
    return Column(name, Kind.COUNT, unit="个", low=0, high=1_000, width=9)


def _grade(name: str, note: str = "") -> Column:
    return Column(name, Kind.CHOICE, choices=GRADES, width=9, note=note)


def score_of(indicator: str) -> str:
    """The column of 考核结果 with an indicator's points: 支出进度得分."""
    return f"{indicator}得分"


INDICATOR_TABLE = Table(
    name="考核指标",
    title="年度考核指标和计分办法",
    note="方案没有给指标和分值，均为缺省；要改分值，在“参数”填“本次取值”并写依据，合计100",
    key=("指标",),
    columns=(
        Column("序号", Kind.COUNT, width=7),
        Column("指标", width=12),
        _points("分值"),
        Column("计分办法", width=70),
        Column("数据来源", width=34),
        Column("依据", width=34),
    ),
)

ADJUSTED = Table(
    name="考核加减",
    title="考核加分、减分和一票否决",
    note="由您填写，写明理由和文号；加分减分填正数，合计不超过“参数”的上限；一票否决填等次上限",
    columns=(
        replace(_YEAR, required=True),
        CODE,
        _CITY,
        _COUNTY,
        Column("类型", Kind.CHOICE, required=True, choices=ADJUSTMENT_KINDS, width=10),
        _points("分值", high=100),
        _grade("等次上限"),
        Column("理由", required=True, width=44),
        Column("文号", width=24),
    ),
    checks=(six_digits(CODE.name),),
)

_STANDING = (
    _points("总分"),
    Column("排名", Kind.COUNT, unit="位", width=7),
    Column("并列", width=7),
    _grade("拟定等次"),
    _grade("核定等次", "空白即用拟定等次；与拟定不同的须写核定理由"),
    Column("核定理由", width=24),
    _grade("等次"),
    Column(
        "是否确认", Kind.CHOICE, choices=YES_NO, width=10, note="“是”的才通报、才作下年度资金分配的绩效等次"
    ),
    Column("缺项", width=24),
    Column("等次上限原因", width=40),
)

_SCORES = (
    _points("指标得分", high=100),
    _points("加减分", low=-100, high=100, width=8),
    *(_points(score_of(name), width=9) for name in INDICATORS),
    Column("依据", width=90, one_line=True),
)

RESULTS = Table(
    name="考核结果",
    title="县（市、区）年度考核结果",
    note="总分＝指标得分＋加减分；缺必考数据的不评等次；“核定等次”“核定理由”“是否确认”由您填写，以后再按仍保留；以前年度的留在下面",
    key=("年度", CODE.name),
    columns=(_YEAR, _CODE, _CITY, _COUNTY, *_STANDING, *_SCORES),
)

CITY_CODE = Column("市州代码", Kind.CODE, width=12)

CITY_RESULTS = Table(
    name="市州考核结果",
    title="市（州）年度考核结果",
    note="率为全市之和÷全市之和，不是各县率的平均；“核定等次”“核定理由”“是否确认”由您填写",
    key=("年度", CITY_CODE.name),
    columns=(
        _YEAR,
        CITY_CODE,
        _CITY,
        *_STANDING,
        _count("考核县数"),
        *(_count(f"{grade}县数") for grade in GRADES),
        _count("未评县数"),
        _count("驻点县数"),
        *_SCORES,
    ),
)

DETAILS = Table(
    name="考核明细",
    title="年度考核指标明细",
    note="一行一个指标：实际、得分率、得分和依据；无数据的不是0分，写明到哪里补",
    key=("年度", "级别", "代码", "指标"),
    columns=(
        _YEAR,
        Column("级别", Kind.CHOICE, choices=LEVELS, width=7),
        Column("代码", Kind.CODE, width=11),
        _CITY,
        _COUNTY,
        Column("指标", width=12),
        Column("状态", Kind.CHOICE, choices=FACT_STATES, width=9),
        _points("分值"),
        Column("得分率", Kind.PERCENT, width=9),
        _points("得分"),
        Column("实际", width=60),
        Column("依据", width=60, one_line=True),
    ),
)

STATIONED = Table(
    name="驻点监督名单",
    title="驻点监督名单",
    note="保障措施第一条：资金使用绩效差、项目实施问题突出的地方；是否驻点和以后各栏由您填写，再按仍保留",
    key=("年度", CODE.name),
    columns=(
        _YEAR,
        _CODE,
        _CITY,
        _COUNTY,
        _grade("等次"),
        Column("触发情形", width=40),
        Column("依据", width=70),
        Column("是否驻点", Kind.CHOICE, choices=YES_NO, width=10),
        Column("驻点单位", width=20),
        Column("开始日期", Kind.DATE, width=12),
        Column("结束日期", Kind.DATE, width=12),
        Column("驻点情况", width=36),
    ),
)

_FROM_LETTERS = (
    "主送单位", "抄送单位", "触发条款", "依据", "整改要求", "反馈期限", "是否签发", "文号", "文件",
)  # fmt: skip

NOTICES = Table(
    name="考核通报清单",
    title="考核结果通报函清单",
    note="一市（州）一份；核对后在“是否签发”填“是”或“否”，再按“生成考核材料”；只生成填“是”的",
    key=(PERIOD.name, "函件", "代码"),
    columns=(
        PERIOD,
        Column("函件", Kind.CHOICE, required=True, choices=(NOTICE,), width=16),
        Column("代码", Kind.CODE, required=True, width=13),
        _CITY,
        _points("总分"),
        Column("排名", Kind.COUNT, unit="位", width=8),
        _grade("等次"),
        _count("考核县数"),
        _count("驻点县数"),
        *(LETTERS.column(name) for name in _FROM_LETTERS),
    ),
)
"""Columns of 函件清单 and what the letter tells: 登记编号 takes it in like 函件清单."""
