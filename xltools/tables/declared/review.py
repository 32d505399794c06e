"""问题清单 (第10条) and 调整台账 (第12条): what the 约谈通知书 triggers (i) and (ii) look at."""

from xltools.tables.checks import six_digits
from xltools.tables.declared.dispatch import CODE, COUNTY
from xltools.tables.model import Column, Kind, Table

PROBLEMS = Table(
    name="问题清单",
    title="年度项目实施计划备案审查问题清单",
    note="涉及金额单位：万元",
    key=("序号",),
    columns=(
        Column("序号", Kind.COUNT, required=True, width=8),
        CODE,
        COUNTY,
        Column("项目编码", Kind.CODE, width=22),
        Column("问题类别", width=24),
        Column("问题描述", width=50),
        Column("涉及金额", Kind.MONEY, unit="万元", low=0, high=100_000, width=12),
        Column("依据", width=30),
        Column("整改期限", Kind.DATE, required=True, month_end=True, width=12),
        Column("整改情况", width=30),
        Column("是否重新备案", Kind.CHOICE, choices=("是", "否"), width=12),
        Column("状态", Kind.CHOICE, required=True, choices=("未整改", "整改中", "已整改"), width=10),
    ),
    checks=(six_digits("行政区划代码"),),
)

ADJUSTMENTS = Table(
    name="调整台账",
    title="项目资金调整台账",
    note="金额单位：万元；没有审批文号的按随意调整计（第12条）",
    key=(),
    columns=(
        Column("项目编码", Kind.CODE, required=True, width=22),
        CODE,
        Column("年度", Kind.COUNT, required=True, low=2000, high=2100, width=8),
        Column("原金额", Kind.MONEY, required=True, unit="万元", low=0, high=100_000, width=12),
        Column("新金额", Kind.MONEY, required=True, unit="万元", low=0, high=100_000, width=12),
        Column("审批文号", width=24),
        Column("日期", Kind.DATE, required=True, width=12),
        Column("原因", width=40),
    ),
    checks=(six_digits("行政区划代码"),),
)
