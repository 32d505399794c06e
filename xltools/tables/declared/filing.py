"""备案审查 (第10条): the year's plan as filed and filed again, the opinions, what the review adds up to."""

from dataclasses import replace

from xltools.tables.checks import six_digits
from xltools.tables.declared.dispatch import CITY, CODE, COUNTY, LEVELS, PERIOD, YES_NO
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.projects import COLUMNS, PROJECT_CODE
from xltools.tables.model import Column, Kind, Table

AGREED, TO_MEND, UNFILED = CONCLUSIONS = ("同意备案", "整改后重新备案", "未报送")
"""审查结论 of a county's plan."""

MENDED, REPLACED, CANCELLED = REFILINGS = ("整改", "调换", "取消")
"""处理 of a project that is filed again."""

OPINION = "备案审查意见书"

_CODE = replace(CODE, required=False)
_COUNTY = replace(COUNTY, required=False)
_CITY = replace(CITY, required=False)


def _money(name: str, required: bool = False, high: float = 3_000_000, note: str = "") -> Column:
    return Column(name, Kind.MONEY, required, unit="万元", low=0, high=high, width=13, note=note)


def _count(name: str, unit: str) -> Column:
    return Column(name, Kind.COUNT, unit=unit, low=0, high=1_000_000, width=10)


LEVEL = Column(
    "资金级次", Kind.CHOICE, required=True, choices=LEVELS, aliases=("级次", "资金来源级次"), width=10
)
ARRANGED = Column(
    "安排金额",
    Kind.MONEY,
    required=True,
    unit="万元",
    low=0,
    high=30_000,
    width=12,
    aliases=("安排资金", "安排衔接资金", "本年安排", "计划安排金额", "安排资金金额", "当年安排金额"),
    note="当年从这一级衔接资金中安排的金额",
)

PLAN = Table(
    name="年度计划",
    title="年度项目实施计划",
    note="单位：万元；各县报来的计划都放在这一张表；一个项目用几级资金的，一级一行",
    key=("行政区划代码", "项目编码", "资金级次"),
    columns=(*COLUMNS, LEVEL, ARRANGED),
    checks=(six_digits(CODE.name),),
)


def _refiled(column: Column) -> Column:
    """A cancelled project has nothing but its code; what a mended one lacks is an issue of the review."""
    kept = column.name in (PROJECT_CODE.name, CODE.name)
    return column if kept else replace(column, required=False)


REFILED = Table(
    name="重新备案",
    title="整改后重新备案的项目",
    note="单位：万元；整改的照“年度计划”填全；调换的填新项目和原项目编码；取消的只填代码、日期、处理",
    key=("行政区划代码", "项目编码", "资金级次", "重新备案日期"),
    columns=(
        Column("重新备案日期", Kind.DATE, required=True, width=12),
        Column("处理", Kind.CHOICE, required=True, choices=REFILINGS, width=8),
        Column(
            "原项目编码", Kind.CODE, width=22, note="调换的填被换下的项目；一个换成几个的，每行都填"
        ),
        *map(_refiled, (*COLUMNS, LEVEL, ARRANGED)),
    ),
    checks=(six_digits(CODE.name),),
)  # fmt: skip

WAIVED = Table(
    name="不列问题",
    title="经核实不列为问题的",
    note="审查列出、经核实不是问题的，在这里写明理由；再按“备案审查”或“复审核销”，即不再列出，以后也不列",
    key=("项目编码", "问题类别"),
    columns=(
        PROJECT_CODE,
        Column("问题类别", required=True, width=22),
        Column("理由", required=True, width=50),
        Column("核实日期", Kind.DATE, width=12),
    ),
)

DOUBTS = Table(
    name="待核实",
    title="备案审查：待人核实的",
    note="程序只看出疑点的，不列为问题；核实后在“是否列入”填“是”，再按“备案审查”，即列入问题清单；填“否”的不列",
    key=("行政区划代码", "项目编码", "事项"),
    columns=(
        _CODE,
        _COUNTY,
        replace(PROJECT_CODE, required=False),
        Column("项目名称", width=30),
        Column("事项", width=20),
        Column("问题类别", width=22),
        Column("问题描述", width=50),
        _money("涉及金额"),
        Column("怎么改", width=40),
        Column("依据", width=20),
        Column("是否列入", Kind.CHOICE, choices=YES_NO, width=10),
    ),
)

_FROM_LETTERS = (
    "主送单位",
    "抄送单位",
    "触发条款",
    "依据",
    "整改要求",
    "反馈期限",
    "是否签发",
    "文号",
    "文件",
)

OPINIONS = Table(
    name="意见书清单",
    title="备案审查意见书清单",
    note="一县一份；核对后在“是否签发”填“是”或“否”，再按“生成意见书”；只生成填“是”的",
    key=(PERIOD.name, "函件", "代码"),
    columns=(
        PERIOD,
        Column("函件", Kind.CHOICE, required=True, choices=(OPINION,), width=14),
        Column("代码", Kind.CODE, required=True, width=13),
        _CITY,
        _COUNTY,
        Column("审查结论", Kind.CHOICE, choices=CONCLUSIONS, width=16),
        _count("项目数", "个"),
        _money("安排金额"),
        _count("问题数", "个"),
        _count("问题项目数", "个"),
        _money("涉及金额"),
        *(LETTERS.column(name) for name in _FROM_LETTERS),
    ),
)
"""Columns of 函件清单 and what the opinion counts: 登记编号 takes it in like 函件清单."""

BY_CITY = Table(
    name="分市州汇总",
    title="备案审查情况：分市（州）",
    note="问题率＝问题项目数÷项目数；金额单位：万元",
    key=("市州代码",),
    columns=(
        Column("市州代码", Kind.CODE, width=12),
        Column("市州", width=18),
        _count("应报县数", "个"),
        _count("报送县数", "个"),
        _count("项目数", "个"),
        _money("安排金额"),
        _count("问题数", "个"),
        _count("问题项目数", "个"),
        Column("问题率", Kind.PERCENT, width=9),
        _money("涉及金额"),
        _count("已整改数", "个"),
        _count("逾期未整改数", "个"),
    ),
)

BY_CATEGORY = Table(
    name="分类别汇总",
    title="备案审查情况：分问题类别",
    note="一个项目有几类问题的，每类各计一次；金额单位：万元",
    key=("问题类别",),
    columns=(
        Column("问题类别", width=26),
        _count("问题数", "个"),
        _count("涉及县数", "个"),
        _money("涉及金额"),
        _count("已整改数", "个"),
        _count("逾期未整改数", "个"),
        Column("依据", width=30),
    ),
)

COUNTY_CHANGES = Table(
    name="调整汇总",
    title="项目金额调整：分县（市、区）",
    note="第12条：无审批文号的调整额取绝对值相加，÷当年计划投资；增减不相抵；金额单位：万元",
    key=("年度", "行政区划代码"),
    columns=(
        _count("年度", "年"),
        _CODE,
        _COUNTY,
        _count("调整笔数", "笔"),
        _count("无审批笔数", "笔"),
        _money("无审批调整额"),
        _money("当年计划投资"),
        Column("调整比例", Kind.PERCENT, width=10),
        Column("是否达到", Kind.CHOICE, choices=YES_NO, width=9, note="达到“参数”的随意调整比例"),
        Column("单个项目最大比例", Kind.PERCENT, width=12),
        Column("依据", width=70),
    ),
)

PROJECT_CHANGES = Table(
    name="项目调整",
    title="项目金额调整：分项目",
    note="原金额为当年第一次调整前的金额；调整额为各笔绝对值之和；金额单位：万元",
    key=("年度", "行政区划代码", "项目编码"),
    columns=(
        _count("年度", "年"),
        _CODE,
        _COUNTY,
        replace(PROJECT_CODE, required=False),
        _money("原金额"),
        _money("现金额"),
        _count("调整笔数", "笔"),
        _money("调整额"),
        Column("调整比例", Kind.PERCENT, width=10),
        _money("无审批调整额"),
        Column("无审批比例", Kind.PERCENT, width=10),
    ),
)
