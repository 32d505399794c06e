"""第10、12条: the letters and bulletins the toolkit writes, each with the facts it is made of.

Every figure and threshold in a letter is one of these fields, filled from the tables and the parameters;
a template holds words only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from xltools.letters.appraisal_kinds import NOTICE_FIELDS
from xltools.letters.fields import Field, FieldKind, LetterKind
from xltools.letters.filing_kinds import BULLETIN, OPINION
from xltools.letters.titles import broken

_TITLE = Field("标题", "公文标题，可分行", "", FieldKind.LINES, must=True)
_NUMBER = Field("文号", "发文字号；草稿为没有序号的占位", "模财农〔2024〕　号", must=True)
_ISSUER = Field("发文机关", "发文机关标志和署名用的机关全称", "模拟省财政厅", must=True)
_TO = Field("主送单位", "主送机关，不带冒号", "模拟市示例县乡村振兴局、财政局", must=True)
_COPY = Field("抄送单位", "抄送机关，不带句号", "模拟市示例县人民政府", optional=True)
_DATED = Field("成文日期", "成文日期", dt.date(2024, 10, 15), FieldKind.DATE, must=True)
_MONTH = Field("统计月份", "数据所属的月份", "2024年9月")
_CONTACT = Field("联系人", "附注里的联系人", "模拟联系人", optional=True)
_PHONE = Field("联系电话", "附注里的电话", "000-00000000", optional=True)

_UNIT = Field("单位", "市州或县区全名", "模拟市示例县")
_YOU = Field("称谓", "你县、你区、你市、你州", "你县")
_CLAUSE = Field("触发条款", "方案中的条款", "第12条（连续2次排名居后20位）", must=True)
_REASON = Field(
    "依据", "触发的事实和数", "2024年8月第150位（共161个）、2024年9月第149位（共161个）（模拟）。",
    FieldKind.PROSE, must=True,
)  # fmt: skip
_DEMAND = Field(
    "整改要求", "要求做什么", "逐项目分析支出滞后原因，制定支出计划，加快项目实施和资金拨付（模拟）。",
    FieldKind.PROSE, must=True,
)  # fmt: skip
_DEADLINE = Field("反馈期限", "书面反馈的最后一天", dt.date(2024, 10, 30), FieldKind.DATE, must=True)

_RANK = Field("排名", "本期名次", 149, FieldKind.NUMBER, optional=True)
_SCORE = Field("综合得分", "百分制综合得分", 76.13, FieldKind.NUMBER, optional=True)
_LIGHT = Field("综合状态", "绿、黄、红", "红", optional=True)
_RATE = Field("支出率", "累计支出÷累计下达，0.4即40.00%", 0.4, FieldKind.NUMBER, optional=True)
_TARGET = Field("序时目标", "当月末应达到的支出率", 0.75, FieldKind.NUMBER, optional=True)
_BEHIND = Field("差距", "支出率低于序时目标多少；达到目标的为空", 0.35, FieldKind.NUMBER, optional=True)

_INDICATORS = Field(
    "指标",
    "四个方面的指标明细，没有参加排名的为空",
    kind=FieldKind.ROWS,
    optional=True,
    columns=(
        Field("指标", "指标名称", "支出进度"),
        Field("目标", "应达到的数", "75.00%", FieldKind.LINES),
        Field("实际", "实际的数", "40.00%", FieldKind.LINES),
        Field("得分", "百分制得分", "53.33"),
        Field("状态", "绿、黄、红", "红"),
    ),
    samples=(
        ("投入规模", "高于上年", "比上年增5.00%", "100.00", "绿"),
        ("支出进度", "75.00%", "40.00%", "53.33", "红"),
        ("项目实施", "开工100.00%\n完工50.00%", "开工90.00%\n完工40.00%", "86.00", "黄"),
        ("项目库数据质量", "问题不超过2%", "12.00%（18/150）", "88.00", "红"),
    ),
)

_OFFICE = (_TITLE, _NUMBER, _ISSUER, _TO, _COPY, _DATED, _MONTH, _CONTACT, _PHONE)
_STANDING = (_RANK, _SCORE, _LIGHT, _RATE, _TARGET, _BEHIND, _INDICATORS)
_LETTER = (*_OFFICE, _UNIT, _YOU, _CLAUSE, _REASON, _DEMAND, _DEADLINE, *_STANDING)

_CITY_COLUMNS = (
    Field("排名", "名次", "1"),
    Field("市州", "市（州）", "模拟市"),
    Field("参评县数", "参评的县（市、区）个数", "9"),
    Field("支出率", "辖区支出之和÷下达之和", "78.20%"),
    Field("得分", "综合得分", "92.15"),
    Field("状态", "综合状态", "绿"),
)
_COUNTY_COLUMNS = (
    Field("排名", "名次，并列的注明", "149"),
    Field("市州", "市（州）", "模拟市"),
    Field("县区", "县（市、区）", "示例县"),
    Field("支出率", "累计支出÷累计下达", "40.00%"),
    Field("得分", "综合得分", "76.13"),
    Field("状态", "综合状态", "红"),
)
_RED_COLUMNS = (
    Field("市州", "市（州）", "模拟市"),
    Field("个数", "红灯县（市、区）个数", "2"),
    Field("县区", "红灯县（市、区）名单", "示例县、试点县"),
)


def _count(name: str, meaning: str, sample: int) -> Field:
    return Field(name, meaning, sample, FieldKind.NUMBER)


def _changed(*changes: Field) -> tuple[Field, ...]:
    """The fields of a letter with some declared otherwise."""
    by_name = {f.name: f for f in changes}
    return tuple(by_name.get(f.name, f) for f in _LETTER)


_LAGGING = (
    replace(_CLAUSE, sample="第12条（严重滞后：支出进度）"),
    replace(_REASON, sample="2024年9月支出率40.00%低于9月末目标75.00%的60%即45.00%（模拟）。"),
)
_RECTIFICATION = _changed(*_LAGGING)
_INTERVIEW = _changed(
    replace(_CLAUSE, sample="第12条（市县两级资金到位为0）"),
    replace(_REASON, sample="2024年9月市级到位0、县级到位0万元（模拟）。"),
)
_NAMING = _changed(
    *_LAGGING,
    replace(_TO, sample="各市（州）乡村振兴局、财政局"),
    replace(_DEADLINE, optional=True, must=False),
)
"""A 点名通报 goes to all and asks the one it names for nothing but what its 整改通知书 asks."""

_ALL = "各市（州）、县（市、区）"
_BULLETIN = (
    _TITLE, _NUMBER, _ISSUER,
    replace(_TO, sample=f"{_ALL}乡村振兴局、财政局"), replace(_COPY, sample=f"{_ALL}人民政府"),
    _DATED, _MONTH, _CONTACT, _PHONE,
    Field("序时目标", "当月末应达到的支出率", 0.75, FieldKind.NUMBER),
    _count("参评县数", "参加排名的县（市、区）个数", 161),
    Field("不参评县数", "没有衔接资金任务的县（市、区）个数", 22, FieldKind.NUMBER, optional=True),
    Field("未上报县数", "参评而没有上报的县（市、区）个数", 1, FieldKind.NUMBER, optional=True),
    _count("达标县数", "支出进度为绿的县（市、区）个数", 96),
    _count("绿灯县数", "综合状态为绿的个数", 80),
    _count("黄灯县数", "综合状态为黄的个数", 60),
    _count("红灯县数", "综合状态为红的个数", 21),
    Field("后位县数", "列入后位名单的个数", 20, FieldKind.NUMBER, optional=True),
    Field(
        "市州排名", "市（州）排名", kind=FieldKind.ROWS, must=True, columns=_CITY_COLUMNS,
        samples=(
            ("1", "模拟甲市", "9", "78.20%", "92.15", "绿"),
            ("2", "模拟乙州", "17", "70.06%", "88.40", "黄"),
            ("3", "模拟丙市", "6", "58.31%", "71.02", "红"),
        ),
    ),
    Field(
        "后位县", "排名居后的县（市、区），按排名先后", kind=FieldKind.ROWS, must=True, optional=True,
        columns=_COUNTY_COLUMNS,
        samples=(
            ("159", "模拟甲市", "示例县", "60.12%", "64.20", "红"),
            ("160（并列）", "模拟乙州", "试点县", "58.77%", "63.10", "红"),
            ("160（并列）", "模拟丙市", "样本区", "58.77%", "63.10", "红"),
        ),
    ),
    Field(
        "红灯名单", "综合状态为红的县（市、区），按市（州）", kind=FieldKind.ROWS, must=True, optional=True,
        columns=_RED_COLUMNS,
        samples=(("模拟甲市", "1", "示例县"), ("模拟丙市", "2", "样本区、试验县")),
    ),
)  # fmt: skip

_AWARD_COLUMNS = (
    Field("序号", "从1起", "1"),
    Field("市州", "市（州）", "模拟市"),
    Field("县区", "县（市、区）", "示例县"),
    Field("中央", "中央资金，万元", "2,310"),
    Field("省级", "省级资金，万元", "1,240"),
    Field("合计", "两级合计，万元", "3,550"),
)
_NOTICE = (
    _TITLE, _NUMBER, _ISSUER, _COPY, _DATED, _CONTACT, _PHONE,
    Field("年度", "分配哪一年度的资金", "2025"),
    Field("资金总额", "各级资金池之和", "180,000万元"),
    Field("各级资金", "各级资金池", "中央资金120,000万元、省级资金60,000万元"),
    _count("县数", "分到资金的县（市、区）个数", 161),
    Field("分配依据", "文件和条款", "《衔接资金项目质效双提行动实施方案》第4、5、6条（模拟）", must=True),
    Field(
        "分配办法", "因素、权重、保底封顶和奖惩",
        "按因素法测算：政策因素35%、人群因素27.5%、收入因素27.5%、绩效因素10%（模拟）。",
        FieldKind.PROSE, must=True,
    ),
    Field("公示开始", "公示第一天", dt.date(2024, 10, 15), FieldKind.DATE, must=True),
    Field("公示结束", "公示最后一天", dt.date(2024, 10, 24), FieldKind.DATE, must=True),
    _count("公示天数", "自然日，含首尾", 10),
    Field("监督电话", "受理群众和社会监督的电话", "000-00000000", must=True),
    Field(
        "分配结果", "各县（市、区）分配额，按代码先后",
        kind=FieldKind.ROWS, must=True, columns=_AWARD_COLUMNS,
        samples=(
            ("1", "模拟甲市", "示例县", "2,310", "1,240", "3,550"),
            ("2", "模拟乙州", "试点县", "1,806", "902", "2,708"),
            ("3", "模拟丙市", "样本区", "655", "321", "976"),
        ),
    ),
)  # fmt: skip
_DESK = tuple(f for f in _OFFICE if f is not _MONTH)
_OPINION = (
    *_DESK, _UNIT, replace(_CLAUSE, sample="第10条（实施年度计划备案审查）"),
    replace(_DEMAND, sample="对审查发现的问题逐项整改，调整完善年度项目实施计划（模拟）。"), *OPINION,
)  # fmt: skip
_FILING_BULLETIN = (
    *_DESK[:3], replace(_TO, sample=f"{_ALL}乡村振兴局、财政局"), replace(_COPY, sample=f"{_ALL}人民政府"),
    *_DESK[5:], replace(_CLAUSE, sample="第10条（实施年度计划备案审查）"), *BULLETIN,
)  # fmt: skip
_APPRAISAL = (
    *(replace(f, sample="模拟市人民政府") if f is _TO else f for f in _DESK),
    replace(_UNIT, sample="模拟市"), replace(_CLAUSE, sample="保障措施第三条（考核评价）"), *NOTICE_FIELDS,
)  # fmt: skip


def _titled(name: str, purpose: str, title: str, fields: tuple[Field, ...]) -> LetterKind:
    """A kind whose sample 标题 is its own pattern with the samples filled in."""
    samples = {f.name: f.sample for f in fields}
    titled = replace(_TITLE, sample=broken(title.format_map(samples)))
    return LetterKind(name, purpose, title, (titled, *fields[1:]))


KINDS = {
    kind.name: kind
    for kind in (
        _titled(
            "提醒敦促函",
            "连续排名居后的市、县，督促加快工作推进（第12条）",
            "{发文机关}|关于加快财政衔接推进乡村振兴补助资金|项目工作进度的提醒敦促函",
            _LETTER,
        ),
        _titled(
            "整改通知书",
            "工作开展严重滞后的，限期整改，抄送地方人民政府（第12条）",
            "{发文机关}|关于{单位}|财政衔接资金|项目工作严重滞后问题的|整改通知书",
            _RECTIFICATION,
        ),
        _titled(
            "约谈通知书",
            "不落实审查意见、随意调整项目金额、配套资金到位为零的，约谈并挂牌督办（第12条）",
            "{发文机关}|关于就财政衔接资金项目有关问题|约谈{单位}的通知书",
            _INTERVIEW,
        ),
        _titled(
            "点名通报",
            "工作开展严重滞后的，点名通报（第12条）",
            "{发文机关}|关于{单位}|财政衔接资金项目|工作严重滞后情况的通报",
            _NAMING,
        ),
        _titled(
            "排名通报",
            "每期拉通排位和红黄绿分级预警的结果（第12条）",
            "{发文机关}|关于{统计月份}财政衔接推进乡村振兴|补助资金项目工作排名情况的通报",
            _BULLETIN,
        ),
        _titled(
            "资金分配公示",
            "一个年度的分配结果向社会公开（第3条 谁分配、谁公开）",
            "{发文机关}|关于{年度}年财政衔接推进|乡村振兴补助资金|分配结果的公示",
            _NOTICE,
        ),
        _titled(
            "备案审查意见书",
            "年度项目实施计划备案审查的意见，一县一份（第10条）",
            "{发文机关}|关于{单位}|{年度}年度|项目实施计划的|备案审查意见书",
            _OPINION,
        ),
        _titled(
            "备案审查情况通报",
            "年度项目实施计划备案审查的情况（第10条）",
            "{发文机关}|关于{年度}年度项目实施计划|备案审查情况的通报",
            _FILING_BULLETIN,
        ),
        _titled(
            "考核结果通报函",
            "年度考核评价结果向市（州）人民政府通报，一市（州）一份（保障措施第三条）",
            "{发文机关}|关于通报{单位}|{年度}年度|衔接资金项目管理|考核结果的函",
            _APPRAISAL,
        ),
    )
}
"""Every kind of letter by its name, the name of its template."""
