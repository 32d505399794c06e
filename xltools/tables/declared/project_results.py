"""项目库 (第8、9、11条): what its buttons find, and what an unknown heading of a ledger means."""

from dataclasses import replace

from xltools.tables.declared.dispatch import CODE, COUNTY, YES_NO
from xltools.tables.declared.projects import (
    COLUMNS,
    DISPOSALS,
    HOMES,
    NOT_USED,
    PROJECT_CODE,
    PROJECT_NAME,
    PROJECT_STATES,
    PROJECT_TYPES,
    SEVERITIES,
    VERDICTS,
    project_choice,
    project_money,
)
from xltools.tables.model import Column, Kind, Table

_CODE = replace(CODE, required=False)
_COUNTY = replace(COUNTY, required=False)
_TYPE = Column("项目类型", Kind.CHOICE, choices=PROJECT_TYPES, width=12)
_INVESTMENT = project_money("概算投资")

REVIEWED = Table(
    name="审查结果",
    title="入库项目审查结果",
    note="“待确认”的核实后改正原表再审；拟入库而“通过”的，在“是否入库”填“是”，再按一次即移入项目库",
    key=("项目编码",),
    columns=(
        PROJECT_CODE,
        PROJECT_NAME,
        _CODE,
        _COUNTY,
        _TYPE,
        _INVESTMENT,
        Column("所在表", Kind.CHOICE, choices=HOMES, width=10),
        Column("结论", Kind.CHOICE, choices=VERDICTS, width=10),
        Column("问题", width=60),
        Column("是否入库", Kind.CHOICE, choices=YES_NO, width=10),
        Column("依据", width=70, one_line=True),
    ),
)

CLEANUP = Table(
    name="清库结果",
    title="项目库动态清理结果",
    note="核对后在“是否确认”填“是”，再按一次“动态清库”，即移入“已清除”；填“否”的留在库里",
    key=("项目编码",),
    columns=(
        PROJECT_CODE,
        PROJECT_NAME,
        _CODE,
        _COUNTY,
        _INVESTMENT,
        Column("入库日期", Kind.DATE, width=12),
        Column("实施状态", Kind.CHOICE, choices=PROJECT_STATES, width=10),
        Column("处理", Kind.CHOICE, choices=DISPOSALS, width=8),
        Column("原因", width=44),
        Column("是否确认", Kind.CHOICE, choices=YES_NO, width=10),
        Column("依据", width=70, one_line=True),
    ),
)

QUALITY = Table(
    name="数据质量",
    title="项目库数据质量问题",
    note="一行一处；一个项目有几处的算一个问题项目",
    columns=(
        _CODE,
        _COUNTY,
        PROJECT_CODE,
        PROJECT_NAME,
        Column("单元格", width=10, note="项目库里的位置"),
        Column("检查项", width=20),
        Column("严重程度", Kind.CHOICE, choices=SEVERITIES, width=10),
        Column("问题", width=50),
        Column("怎么改", width=44),
        Column("依据", width=40),
    ),
)

COUNTY_LEVEL, CITY_LEVEL = SUMMARY_LEVELS = ("县", "市")

QUALITY_SUMMARY = Table(
    name="数据质量汇总",
    title="项目库数据质量汇总",
    note="问题率＝问题项目数÷在库项目数；“实地检查”为“是”的列入每季度实地检查（第9条）",
    key=("级别", "行政区划代码"),
    columns=(
        Column("级别", Kind.CHOICE, choices=SUMMARY_LEVELS, width=8),
        _CODE,
        Column("名称", width=18),
        Column("在库项目数", Kind.COUNT, unit="个", width=10),
        Column("问题项目数", Kind.COUNT, unit="个", width=10),
        Column("问题率", Kind.PERCENT, width=9),
        Column("严重问题数", Kind.COUNT, unit="处", width=10),
        Column("问题数", Kind.COUNT, unit="处", width=9),
        Column("排位", Kind.COUNT, unit="位", width=8, note="问题率从高到低"),
        Column("实地检查", Kind.CHOICE, choices=YES_NO, width=10),
        Column("主要问题", width=50),
        Column("依据", width=60, one_line=True),
    ),
)

SAMPLED = Table(
    name="抽查结果",
    title="入库项目随机抽查名单",
    note="同一种子、同一项目库，抽出的名单相同；“检查情况”由您填写",
    key=("项目编码",),
    columns=(
        Column("序号", Kind.COUNT, width=8),
        _CODE,
        _COUNTY,
        Column("乡镇", width=12),
        Column("村", width=14),
        PROJECT_CODE,
        PROJECT_NAME,
        _TYPE,
        _INVESTMENT,
        Column("金额档", width=14),
        Column("层内项目数", Kind.COUNT, unit="个", width=10),
        Column("层内抽取数", Kind.COUNT, unit="个", width=10),
        Column("种子", width=12),
        Column("依据", width=60),
        Column("检查情况", width=30),
    ),
)

SAMPLING = Table(
    name="抽查说明",
    title="入库项目随机抽查说明",
    note="与“抽查结果”一并打印存档：照此可以重新抽出同一份名单",
    columns=(
        Column("序号", Kind.COUNT, width=8),
        Column("内容", width=100),
    ),
)

MAPPING = Table(
    name="列名对照",
    title="项目台账列名对照",
    note="县里台账中认不出的列：看“建议”和“例”，在“确认”里选项目库的列名；不读的选“不用”。确认一次，以后都照此读",
    key=("来源列",),
    columns=(
        Column("来源列", required=True, width=34, note="台账的列名；两行表头的从上到下用“／”连接"),
        Column("建议", width=16),
        project_choice("确认", (*(c.name for c in COLUMNS), NOT_USED), 16),
        Column("依据", width=50),
        Column("例", width=40),
        Column("来源文件", width=40),
    ),
)
