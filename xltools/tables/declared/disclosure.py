"""第3条 公开: 公示表, what the web page shows of an allocation, and the lines above it."""

from xltools.tables.declared.dispatch import CITY, COUNTY
from xltools.tables.model import Column, Kind, Table

DISCLOSURE_LINES = (
    "公示状态", "分配年度", "资金总额", "分配依据", "分配办法", "公示时间", "公示单位", "监督电话",
)  # fmt: skip
"""The rows of 公示说明, in order; always these."""

DISCLOSURE_NOTES = Table(
    name="公示说明",
    title="公示说明",
    key=("项目",),
    columns=(Column("项目", width=12), Column("内容", width=60, one_line=True)),
)

DISCLOSURE = Table(
    name="公示表",
    title="衔接推进乡村振兴补助资金分配结果公示表",
    note="单位：万元。连同上方说明复制到门户网站；公示期满前请勿撤下",
    columns=(
        Column("序号", Kind.COUNT, width=11),
        CITY,
        COUNTY,
        Column("中央资金", Kind.COUNT, unit="万元", width=14),
        Column("省级资金", Kind.COUNT, unit="万元", width=14),
        Column("合计", Kind.COUNT, unit="万元", width=14),
        Column("其中产业不低于", Kind.COUNT, unit="万元", width=16),
        Column(
            "其中专项",
            Kind.COUNT,
            unit="万元",
            aliases=("其中试点专项",),
            width=14,
            note="试点专项和重点帮扶县定额",
        ),
        Column("其中奖惩", Kind.COUNT, unit="万元", width=12),
    ),
)
