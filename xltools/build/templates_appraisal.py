"""保障措施第三条: the wording of 考核结果通报函. Every figure, clause and date is a field."""

from __future__ import annotations

from xltools.build.docx_annex import Annex, listing
from xltools.build.docx_text import Column, condition, paragraph

_PLAN = "《衔接资金项目质效双提行动实施方案》"
_MONEY = "财政衔接推进乡村振兴补助资金（以下简称衔接资金）"

COUNTIES = Annex(
    "县区",
    ("{{ 单位 }}所辖县（市、区）{{ 年度 }}年度", "衔接资金项目管理考核结果"),
    (
        Column("全省排名", "{{ 项.排名 }}", 22),
        Column("县（市、区）", "{{ 项.县区 }}", 36),
        Column("总分", "{{ 项.总分 }}", 20),
        Column("等次", "{{ 项.等次 }}", 18),
        Column("主要失分和说明", "{{ 项.说明 }}", 60, left=True),
    ),
)
"""附件: every county of the city that was appraised."""

_INDICATORS = (
    Column("指标", "{{ 项.指标 }}", 26),
    Column("分值", "{{ 项.分值 }}", 16),
    Column("得分", "{{ 项.得分 }}", 22),
    Column("实际情况", "{{ 项.实际 }}", 92, left=True),
)


def notice() -> str:
    """How the city stands, by what, its counties, what is asked; what the result is used for."""
    opening = (
        "按照" + _PLAN + "{{ 触发条款 }}要求，{{ 发文机关 }}对{{ 年度 }}年度" + _MONEY
        + "项目管理情况进行了考核评价，现将{{ 单位 }}有关结果函告如下。"
    )  # fmt: skip
    city = (
        "{% if 总分 %}{{ 单位 }}总分{{ 总分 }}分"
        "{% if 排名 %}，在有总分的{{ 参评数 }}个市（州）中列第{{ 排名 }}位{% endif %}，{% endif %}"
        "考核等次为“{{ 等次 }}”。{% if 等次说明 %}等次有上限的原因：{{ 等次说明 }}。{% endif %}"
    )
    counties = (
        "参加考核的县（市、区）{{ 考核县数 }}个，其中等次为好的{{ 好县数 }}个、较好的{{ 较好县数 }}个、"
        "一般的{{ 一般县数 }}个、较差的{{ 较差县数 }}个"
        "{% if 未评县数 %}，缺数据没有评定等次的{{ 未评县数 }}个{% endif %}。各县（市、区）结果见附件。"
    )
    stationed = "对{{ 驻点县 }}开展驻点监督，请{{ 单位 }}做好协调配合。"
    reply = "请于{{ 反馈期限 | 中文日期 }}前将有关情况书面反馈{{ 发文机关 }}。"
    used = "考核评价结果作为下年度中央和省级衔接资金分配、申请试点补助的重要依据。"
    return "".join(
        (
            paragraph(opening, "公文正文"),
            paragraph("一、总体结果", "公文一级标题"),
            paragraph(city, "公文正文"),
            paragraph(counties, "公文正文"),
            paragraph("二、指标情况", "公文一级标题"),
            listing("指标", _INDICATORS),
            paragraph("三、结果运用和有关建议", "公文一级标题"),
            paragraph(used, "公文正文"),
            paragraph("{{ 整改要求 }}", "公文正文"),
            condition("驻点县", paragraph(stationed, "公文正文")),
            condition("反馈期限", paragraph(reply, "公文正文")),
            paragraph("专此函告。", "公文正文连下段"),
        )
    )
