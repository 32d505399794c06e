"""第10条: the wording of 备案审查意见书 and 备案审查情况通报. Every figure, clause and date is a field."""

from __future__ import annotations

from xltools.build.docx_annex import Annex, listing
from xltools.build.docx_text import Column, condition, paragraph

_PLAN = "《衔接资金项目质效双提行动实施方案》"
_MONEY = "财政衔接推进乡村振兴补助资金（以下简称衔接资金）"

PROBLEMS = Annex(
    "问题",
    ("{{ 单位 }}{{ 年度 }}年度", "项目实施计划审查问题清单"),
    (
        Column("序号", "{{ 项.序号 }}", 12),
        Column("项目", "{{ 项.项目 }}", 43, left=True),
        Column("问题类别", "{{ 项.类别 }}", 26, left=True),
        Column("问题描述", "{{ 项.描述 }}", 41, left=True),
        Column("整改期限", "{{ 项.期限 }}", 34),
    ),
)
"""附件 of an opinion; a county without problems has none."""

_CITIES = (
    Column("市（州）", "{{ 项.市州 }}", 40),
    Column("报送县", "{{ 项.报送县数 }}", 18),
    Column("项目数", "{{ 项.项目数 }}", 18),
    Column("安排金额", "{{ 项.安排金额 }}", 24),
    Column("问题数", "{{ 项.问题数 }}", 18),
    Column("问题项目", "{{ 项.问题项目数 }}", 20),
    Column("问题率", "{{ 项.问题率 }}", 18),
)
_CATEGORIES = (
    Column("问题类别", "{{ 项.类别 }}", 58, left=True),
    Column("问题数", "{{ 项.问题数 }}", 20),
    Column("涉及县数", "{{ 项.涉及县数 }}", 24),
    Column("涉及金额", "{{ 项.涉及金额 }}", 32),
    Column("已整改", "{{ 项.已整改数 }}", 22),
)
_COUNTIES = (
    Column("市（州）", "{{ 项.市州 }}", 44),
    Column("县（市、区）", "{{ 项.县区 }}", 38),
    Column("项目数", "{{ 项.项目数 }}", 22),
    Column("问题项目", "{{ 项.问题项目数 }}", 26),
    Column("问题率", "{{ 项.问题率 }}", 26),
)


def opinion() -> str:
    """备案审查意见书: what was looked at, what came of it, what is to be done by when."""
    opening = (
        "依据" + _PLAN + "{{ 触发条款 }}，{{ 发文机关 }}组织第三方专业人员和市县业务骨干，"
        "对{{ 单位 }}{{ 年度 }}年度" + _MONEY + "项目实施计划进行了备案审查，现提出意见如下。"
    )  # fmt: skip
    looked_at = "共审查项目{{ 项目数 }}个，安排衔接资金{{ 安排金额 | 万元(2) }}。"
    found = (
        "发现问题{{ 问题数 }}个，涉及项目{{ 问题项目数 }}个、安排金额{{ 涉及金额 | 万元(2) }}，"
        "具体问题和整改期限见附件。"
    )
    mend_by = (
        "请按附件所列期限逐项整改，于{{ 反馈期限 | 中文日期 }}前全部完成，将整改情况书面报送{{ 发文机关 }}，"
        "并重新备案。"
    )
    otherwise = "逾期未整改的，按方案有关规定予以约谈，实行挂牌督办。"
    keep_to = "年度项目实施计划备案后，项目和金额确需调整的，按程序报批，不得随意调整。"
    return "".join(
        (
            paragraph(opening, "公文正文"),
            paragraph("一、审查情况", "公文一级标题"),
            condition("问题", paragraph(looked_at + found, "公文正文")),
            condition("not 问题", paragraph(looked_at + "审查未发现问题。", "公文正文")),
            paragraph("二、审查意见", "公文一级标题"),
            paragraph("{{ 审查结论 }}。{{ 整改要求 }}", "公文正文"),
            paragraph("三、有关要求", "公文一级标题"),
            condition("反馈期限", paragraph(mend_by, "公文正文")),
            condition("问题", paragraph(otherwise, "公文正文")),
            paragraph(keep_to, "公文正文连下段"),
        )
    )  # fmt: skip


def bulletin() -> str:
    """备案审查情况通报: the whole province by city, by category, and the counties with most problems."""
    opening = (
        "按照" + _PLAN + "{{ 触发条款 }}要求，{{ 发文机关 }}组织第三方专业人员和市县业务骨干，"
        "对各地{{ 年度 }}年度" + _MONEY + "项目实施计划进行了集中审查，现将有关情况通报如下。"
    )  # fmt: skip
    overall = (
        "应报送年度项目实施计划的县（市、区）{{ 应报县数 }}个，已报送{{ 报送县数 }}个，"
        "共审查项目{{ 项目数 }}个、安排衔接资金{{ 安排金额 | 万元(2) }}。其中，同意备案的{{ 同意县数 }}个，"
        "需整改后重新备案的{{ 整改县数 }}个。共发现问题{{ 问题数 }}个，涉及{{ 涉及县数 }}个县（市、区）的"
        "{{ 问题项目数 }}个项目、安排金额{{ 涉及金额 | 万元(2) }}"
        "{% if 已整改数 %}；已整改{{ 已整改数 }}个{% endif %}"
        "{% if 逾期未整改数 %}，逾期未整改{{ 逾期未整改数 }}个{% endif %}。"
    )
    demand = (
        "有关县（市、区）要对照备案审查意见书，逐项整改、重新备案，"
        "{% if 反馈期限 %}于{{ 反馈期限 | 中文日期 }}前全部完成；{% endif %}"
        "逾期未整改的，按方案有关规定予以约谈，实行挂牌督办。"
    )
    cities = (
        "各市（州）要加强指导督促，举一反三，从严把好项目入库和年度计划编制关，确保衔接资金使用规范、"
        "谋划论证充分、项目安排合理。"
    )
    return "".join(
        (
            paragraph(opening, "公文正文"),
            paragraph("一、总体情况", "公文一级标题"),
            paragraph(overall, "公文正文"),
            condition(
                "未报送县",
                paragraph("未报送年度项目实施计划的有：{{ 未报送县 }}。", "公文正文"),
            ),
            paragraph("二、各市（州）情况", "公文一级标题"),
            paragraph("单位：万元、个。问题率为问题项目数占项目数的比例。", "公文正文连下段"),
            listing("市州", _CITIES),
            paragraph("三、主要问题", "公文一级标题"),
            condition("类别", listing("类别", _CATEGORIES)),
            condition("not 类别", paragraph("未发现问题。", "公文正文")),
            paragraph("四、问题项目较多的县（市、区）", "公文一级标题"),
            condition("县区", listing("县区", _COUNTIES)),
            condition("not 县区", paragraph("无。", "公文正文")),
            paragraph("五、工作要求", "公文一级标题"),
            paragraph(demand, "公文正文"),
            paragraph(cities, "公文正文连下段"),
        )
    )  # fmt: skip
