"""第3条: the wording of 资金分配公示. Every figure, clause and date is a field."""

from __future__ import annotations

from xltools.build.docx_annex import Annex
from xltools.build.docx_text import Column, paragraph

_MONEY = "财政衔接推进乡村振兴补助资金（以下简称衔接资金）"

AWARDS = Annex(
    "分配结果",
    ("{{ 年度 }}年衔接资金分配结果表（单位：万元）",),
    (
        Column("序号", "{{ 项.序号 }}", 16),
        Column("市（州）", "{{ 项.市州 }}", 40),
        Column("县（市、区）", "{{ 项.县区 }}", 34),
        Column("中央资金", "{{ 项.中央 }}", 22),
        Column("省级资金", "{{ 项.省级 }}", 22),
        Column("合计", "{{ 项.合计 }}", 22),
    ),
)
"""附件: the awards of all counties."""


def notice() -> str:
    """Who decided, how much, how, to whom, and where to object."""
    opening = (
        "按照“谁分配、谁公开，分配到哪里、公开到哪里”的原则，现将{{ 年度 }}年"
        + _MONEY
        + "分配结果予以公示，接受群众和社会监督。"
    )
    amounts = "本次分配资金{{ 资金总额 }}，其中{{ 各级资金 }}，分配到{{ 县数 }}个县（市、区）。"
    period = (
        "公示时间为{{ 公示开始 | 中文日期 }}至{{ 公示结束 | 中文日期 }}，共{{ 公示天数 }}天。"
        "对分配结果有异议的，请在公示期内向{{ 发文机关 }}反映。监督电话：{{ 监督电话 }}。"
    )
    return "".join(
        (
            paragraph(opening, "公文正文"),
            paragraph("一、资金规模", "公文一级标题"),
            paragraph(amounts, "公文正文"),
            paragraph("二、分配依据", "公文一级标题"),
            paragraph("{{ 分配依据 }}。", "公文正文"),
            paragraph("三、分配办法", "公文一级标题"),
            paragraph("{{ 分配办法 }}", "公文正文"),
            paragraph("四、分配结果", "公文一级标题"),
            paragraph("各县（市、区）分配额见附件。", "公文正文"),
            paragraph("五、公示时间和监督", "公文一级标题"),
            paragraph(period, "公文正文连下段"),
        )
    )
