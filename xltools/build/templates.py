"""The Word templates of the letters, made from here: `build_templates(folder)` writes all of them.

Words only: every figure, threshold, clause and date is a field.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from xltools.build.docx_annex import Annex, listing
from xltools.build.docx_imprint import imprint
from xltools.build.docx_layout import FILE, LETTER, Layout, head
from xltools.build.docx_package import package
from xltools.build.docx_text import Column, condition, form, paragraph
from xltools.build.templates_appraisal import COUNTIES as APPRAISED
from xltools.build.templates_appraisal import notice as appraisal_notice
from xltools.build.templates_disclosure import AWARDS, notice
from xltools.build.templates_filing import PROBLEMS, bulletin, opinion
from xltools.letters.kinds import KINDS

_PLAN = "《衔接资金项目质效双提行动实施方案》"
_MONEY = "财政衔接推进乡村振兴补助资金（以下简称衔接资金）"

_INDICATORS = Annex(
    "指标",
    ("{{ 单位 }}衔接资金项目工作指标明细",),
    (
        Column("指标", "{{ 项.指标 }}", 36),
        Column("目标", "{{ 项.目标 }}", 43),
        Column("实际", "{{ 项.实际 }}", 43),
        Column("得分", "{{ 项.得分 }}", 18),
        Column("状态", "{{ 项.状态 }}", 16),
    ),
)
_CITIES = (
    Column("排名", "{{ 项.排名 }}", 20),
    Column("市（州）", "{{ 项.市州 }}", 50),
    Column("参评县数", "{{ 项.参评县数 }}", 22),
    Column("支出率", "{{ 项.支出率 }}", 22),
    Column("综合得分", "{{ 项.得分 }}", 24),
    Column("状态", "{{ 项.状态 }}", 18),
)
_COUNTIES = (
    Column("排名", "{{ 项.排名 }}", 28),
    Column("市（州）", "{{ 项.市州 }}", 38),
    Column("县（市、区）", "{{ 项.县区 }}", 32),
    Column("支出率", "{{ 项.支出率 }}", 20),
    Column("综合得分", "{{ 项.得分 }}", 22),
    Column("状态", "{{ 项.状态 }}", 16),
)
_REDS = (
    Column("市（州）", "{{ 项.市州 }}", 44),
    Column("个数", "{{ 项.个数 }}", 16),
    Column("县（市、区）", "{{ 项.县区 }}", 96, left=True),
)


def build_templates(to: Path) -> list[Path]:
    """Write every template into the folder `to`; the same bytes each time."""
    to.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, letter in _LETTERS.items():
        path = to / KINDS[name].template
        path.write_bytes(_docx(name, letter))
        paths.append(path)
    return paths


def _docx(name: str, letter: _Letter) -> bytes:
    annex = letter.annex.page if letter.annex else ""
    foot = imprint(letter.layout) + ("" if letter.receipt else paragraph("", "细行"))
    body = head(letter.layout, letter.addressed) + letter.body() + _signed(letter.annex) + annex + foot
    return package(body, name, letter.layout, _receipt() if letter.receipt else "")


def _signed(annex: Annex | None) -> str:
    """附件说明, then 署名 and 成文日期 with room for a seal (none is drawn), 附注; all kept with the body."""
    contact = "（联系人：{{ 联系人 }}{% if 联系电话 %}，联系电话：{{ 联系电话 }}{% endif %}）"
    return "".join(
        (
            annex.mention if annex else "",
            paragraph("", "空行") * 2,
            paragraph("{{ 发文机关 }}", "署名"),
            paragraph("{{ 成文日期 | 中文日期 }}", "成文日期"),
            condition("联系人", paragraph(contact, "附注")),
        )
    )


def _receipt() -> str:
    """送达回执: what was served to whom; the rest is written by hand."""
    rows = (
        ("文书名称", "{{ 标题 }}"),
        ("发文字号", "{{ 文号 }}"),
        ("送达机关", "{{ 发文机关 }}"),
        ("受送达单位", "{{ 主送单位 }}"),
        ("送达方式", ""),
        ("收到日期", "　　　　年　　月　　日"),
        ("收件人签名", ""),
        ("收件单位盖章", ""),
        ("备注", ""),
    )
    back = "请收到后填写本回执，加盖公章，退回{{ 发文机关 }}。"
    return "".join(
        (
            paragraph("送达回执", "公文标题"),
            paragraph("", "空行"),
            form(rows, head=42, height=16),
            paragraph("", "空行"),
            paragraph(back, "公文正文"),
        )
    )


def _standing() -> str:
    """The unit's place, where it took part in the ranking; its four indicators are the annex."""
    sentence = (
        "{{ 统计月份 }}，{{ 称谓 }}综合得分{{ 综合得分 | 小数 }}分，列第{{ 排名 }}位，"
        "综合预警状态为{{ 综合状态 }}灯；支出率{{ 支出率 | 百分比(2) }}，序时目标{{ 序时目标 | 百分比(2) }}"
        "{% if 差距 %}，低于序时目标{{ 差距 | 百分点 }}{% endif %}。各项指标情况见附件。"
    )
    return condition("指标", paragraph(sentence, "公文正文"))


def _reminder() -> str:
    opening = (
        "{{ 发文机关 }}对截至{{ 统计月份 }}底各地"
        + _MONEY
        + "投入规模、支出进度、项目实施情况和项目库数据质量"
        "进行了拉通排位和“红黄绿”分级预警。依据" + _PLAN + "{{ 触发条款 }}，现就加快{{ 单位 }}衔接资金项目"
        "工作进度有关事项函告如下。"
    )
    feedback = "请于{{ 反馈期限 | 中文日期 }}前，将工作推进措施和落实情况书面反馈{{ 发文机关 }}。"
    return "".join(
        (
            paragraph(opening, "公文正文"),
            paragraph("一、有关情况", "公文一级标题"),
            paragraph("经核，{{ 称谓 }}{{ 依据 }}", "公文正文"),
            _standing(),
            paragraph("二、工作要求", "公文一级标题"),
            paragraph("{{ 整改要求 }}", "公文正文"),
            paragraph("三、反馈时间", "公文一级标题"),
            paragraph(feedback, "公文正文连下段"),
        )
    )


def _rectification() -> str:
    opening = (
        "经监测分析，截至{{ 统计月份 }}底，{{ 单位 }}"
        + _MONEY
        + "项目工作严重滞后。依据"
        + _PLAN
        + "{{ 触发条款 }}，"
        "现将有关问题和整改要求通知如下。"
    )
    deadline = "请于{{ 反馈期限 | 中文日期 }}前完成整改，并将整改情况书面报送{{ 发文机关 }}。"
    otherwise = "整改情况纳入衔接资金使用日常计分；逾期未整改或整改不到位的，按规定予以约谈。"
    return "".join(
        (
            paragraph(opening, "公文正文"),
            paragraph("一、存在的主要问题", "公文一级标题"),
            paragraph("经核，{{ 称谓 }}{{ 依据 }}", "公文正文"),
            _standing(),
            paragraph("二、整改要求", "公文一级标题"),
            paragraph("{{ 整改要求 }}", "公文正文"),
            paragraph("三、整改时限", "公文一级标题"),
            paragraph(deadline, "公文正文"),
            paragraph(otherwise, "公文正文连下段"),
        )
    )


def _interview() -> str:
    opening = (
        "依据"
        + _PLAN
        + "{{ 触发条款 }}，{{ 发文机关 }}决定就"
        + _MONEY
        + "项目有关问题对{{ 单位 }}进行约谈，"
        "并实行挂牌督办。现将有关事项通知如下。"
    )
    who = "请{{ 主送单位 }}主要负责同志参加。约谈的具体时间和地点由{{ 发文机关 }}另行通知。"
    feedback = (
        "请于{{ 反馈期限 | 中文日期 }}前，将情况说明和整改方案书面报送{{ 发文机关 }}；整改到位后申请销号。"
    )
    return "".join(
        (
            paragraph(opening, "公文正文"),
            paragraph("一、约谈事由", "公文一级标题"),
            paragraph("经核，{{ 称谓 }}{{ 依据 }}", "公文正文"),
            _standing(),
            paragraph("二、参加人员、时间和地点", "公文一级标题"),
            paragraph(who, "公文正文"),
            paragraph("三、有关要求", "公文一级标题"),
            paragraph("{{ 整改要求 }}", "公文正文"),
            paragraph(feedback, "公文正文连下段"),
        )
    )


def _naming() -> str:
    opening = (
        "截至{{ 统计月份 }}底，{{ 单位 }}" + _MONEY + "项目工作严重滞后。依据" + _PLAN + "{{ 触发条款 }}，"
        "现予以点名通报。"
    )
    deadline = "{{ 单位 }}应于{{ 反馈期限 | 中文日期 }}前完成整改，并将整改情况书面报送{{ 发文机关 }}。"
    others = "各地要引以为戒、举一反三，对照序时进度要求逐项自查，切实加快衔接资金支出和项目实施。"
    return "".join(
        (
            paragraph(opening, "公文正文"),
            paragraph("一、通报事由", "公文一级标题"),
            paragraph("经核，{{ 单位 }}{{ 依据 }}", "公文正文"),
            _standing().replace("{{ 称谓 }}", "{{ 单位 }}"),
            paragraph("二、处理意见", "公文一级标题"),
            paragraph("{{ 整改要求 }}", "公文正文"),
            condition("反馈期限", paragraph(deadline, "公文正文")),
            paragraph(others, "公文正文连下段"),
        )
    )


def _ranking() -> str:
    overall = (
        "{{ 统计月份 }}共有{{ 参评县数 }}个县（市、区）参加排名"
        "{% if 不参评县数 %}，{{ 不参评县数 }}个没有衔接资金任务、不参加排名{% endif %}"
        "{% if 未上报县数 %}，{{ 未上报县数 }}个没有按期上报、未能排名{% endif %}。"
        "月末序时目标为{{ 序时目标 | 百分比 }}，支出进度达到序时目标的有{{ 达标县数 }}个。"
        "综合预警状态为绿灯的{{ 绿灯县数 }}个，黄灯的{{ 黄灯县数 }}个，红灯的{{ 红灯县数 }}个。"
    )
    opening = (
        "按照"
        + _PLAN
        + "关于拉通排位和“红黄绿”分级预警的要求，对截至{{ 统计月份 }}底各地"
        + _MONEY
        + "投入规模、"
        "支出进度、项目实施情况和项目库数据质量进行了排名，现将结果通报如下。"
    )
    demand = (
        "各地要对照排名和预警结果查找差距，逐项目制定支出计划，加快项目实施和资金拨付，及时更新项目库数据。"
    )
    behind = "排名居后和红灯预警的县（市、区）要分析原因，限期整改。"
    return "".join(
        (
            paragraph(opening, "公文正文"),
            paragraph("一、总体情况", "公文一级标题"),
            paragraph(overall, "公文正文"),
            paragraph("二、市（州）排名", "公文一级标题"),
            listing("市州排名", _CITIES),
            paragraph("三、排名居后的县（市、区）", "公文一级标题"),
            condition(
                "后位县",
                paragraph("排名居后{{ 后位县数 }}位的县（市、区）如下。", "公文正文连下段"),
                listing("后位县", _COUNTIES),
            ),
            condition("not 后位县", paragraph("无。", "公文正文")),
            paragraph("四、红灯预警名单", "公文一级标题"),
            condition("红灯名单", listing("红灯名单", _REDS)),
            condition("not 红灯名单", paragraph("无。", "公文正文")),
            paragraph("五、工作要求", "公文一级标题"),
            paragraph(demand, "公文正文"),
            paragraph(behind, "公文正文连下段"),
        )
    )


@dataclass(frozen=True, slots=True)
class _Letter:
    """One template: its wording, its base layout, the annex and whether a 送达回执 follow it.

    `addressed` is False for what goes to the public and names no 主送机关.
    """

    body: Callable[[], str]
    layout: Layout
    annex: Annex | None = _INDICATORS
    receipt: bool = False
    addressed: bool = True


_LETTERS = {
    "提醒敦促函": _Letter(_reminder, LETTER),
    "整改通知书": _Letter(_rectification, LETTER, receipt=True),
    "约谈通知书": _Letter(_interview, LETTER, receipt=True),
    "点名通报": _Letter(_naming, FILE),
    "排名通报": _Letter(_ranking, FILE, annex=None),
    "备案审查意见书": _Letter(opinion, LETTER, annex=PROBLEMS),
    "备案审查情况通报": _Letter(bulletin, FILE, annex=None),
    "考核结果通报函": _Letter(appraisal_notice, LETTER, annex=APPRAISED),
    "资金分配公示": _Letter(notice, FILE, annex=AWARDS, addressed=False),
}
"""函 goes out as a 信函, 通报 as a 文件. The two 通知书 and the 意见书 are none of the 15 文种: each is
about one county and goes to its departments, so they are 信函 too; a 文件 is for what all are told.
"""
