"""备案审查.xlsm and .xlsx: the year's plan reviewed, an opinion to every county, 销号 (第10条)."""

from __future__ import annotations

from xltools.build import guide
from xltools.build.common_guide import BACKUP, FILLING_COLOURS, NAMES
from xltools.build.guide import Section
from xltools.build.layout import TONES
from xltools.build.sheet import TableSheet
from xltools.build.table_workbook import TableWorkbook
from xltools.buttons.filing_review import BUTTONS, WORKBOOK
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.filing import (
    BY_CATEGORY,
    BY_CITY,
    COUNTY_CHANGES,
    DOUBTS,
    OPINIONS,
    PLAN,
    PROJECT_CHANGES,
    REFILED,
    WAIVED,
)
from xltools.tables.declared.record import ISSUES, PARAMETERS, RUNS
from xltools.tables.declared.review import ADJUSTMENTS, PROBLEMS

NAME = WORKBOOK
TITLE = "年度项目实施计划备案审查"
NOTE = (
    "按《衔接资金项目质效双提行动实施方案》第10条：集中审查、问题清单、意见书、情况通报、限期整改、重新备案"
)

_OPINION_WORDS = ("抄送单位", "整改要求", "反馈期限", "是否签发", "文号")

TABLES = (
    TableSheet(PLAN, "Plan", "填报", tuple(PLAN.names), keep="项目名称"),
    TableSheet(PROBLEMS, "Problems", "填报", tuple(PROBLEMS.names), keep="项目编码"),
    TableSheet(DOUBTS, "Doubts", "填报", ("是否列入",), keep="项目名称"),
    TableSheet(OPINIONS, "Opinions", "填报", _OPINION_WORDS, keep="县区"),
    TableSheet(BY_CITY, "ByCity", "结果", keep="市州"),
    TableSheet(BY_CATEGORY, "ByCategory", "结果"),
    TableSheet(REFILED, "Refiled", "填报", tuple(REFILED.names), keep="项目名称"),
    TableSheet(WAIVED, "Waived", "填报", tuple(WAIVED.names)),
    TableSheet(ADJUSTMENTS, "Adjustments", "填报", tuple(ADJUSTMENTS.names)),
    TableSheet(COUNTY_CHANGES, "CountyChanges", "结果", keep="县区"),
    TableSheet(PROJECT_CHANGES, "ProjectChanges", "结果", keep="项目编码"),
    TableSheet(COUNTIES, "Counties", "填报", tuple(COUNTIES.names)),
)

LABELS = tuple(button.label for button in BUTTONS)
_REVIEW, _WRITE, _RECHECK = LABELS

PLACED = {
    guide.NAME: LABELS,
    PLAN.name: (_REVIEW,),
    PROBLEMS.name: (_REVIEW, _RECHECK),
    DOUBTS.name: (_REVIEW,),
    OPINIONS.name: (_REVIEW, _WRITE),
    REFILED.name: (_RECHECK,),
    WAIVED.name: (_REVIEW, _RECHECK),
    ADJUSTMENTS.name: (_RECHECK,),
    ISSUES.name: LABELS,
}
"""Which buttons stand on which sheet."""

STEPS = Section("三步", (
    ("一、备案审查",
     "把各县报来的年度计划放进“年度计划”，与“项目库”放在同一文件夹，按“备案审查”。问题及整改期限见“问题清单”；"
     "程序只看出疑点的在“待核实”，核实后填“是否列入”再按一次；不是问题的写进“不列问题”再按一次。"),
    ("二、生成意见书",
     "在“意见书清单”核对结论和“是否签发”，按“生成意见书”：一县一份备案审查意见书，没有问题的同意备案；"
     "另生成备案审查情况通报。编号由“发文登记”办：签发后按“登记编号”，文号写回清单，再按一次“生成意见书”即印上；已定稿的不再改写。"),
    ("三、复审核销",
     "县里整改后重新备案的项目填进“重新备案”（整改、调换、取消），按“复审核销”：到位的核销，没到位的仍列着，"
     "核销后又出现的重新列出。逾期未整改的，“调度排名”计分排名时列入约谈；调整台账同时汇总。"),
), PLACED[guide.NAME])  # fmt: skip

CONTENTS = Section("各工作表", (
    (PLAN.name, "各县的年度计划，列与项目库相同，加资金级次、安排金额。一个项目用几级资金的，一级一行。"),
    (PROBLEMS.name, "审查发现的问题、依据、涉及金额、整改期限和状态；可以在末尾手工加。"),
    (DOUBTS.name, "疑似、要人核实的；填“是”才列入问题清单，填“否”的以后不再问。"),
    (OPINIONS.name, "一县一份意见书的结论、数字和依据，由您确认后才生成。"),
    (BY_CITY.name, "分市（州）的报送、问题、整改情况，通报用。"),
    (BY_CATEGORY.name, "分问题类别的个数、涉及县和金额，通报用。"),
    (REFILED.name, "整改后重新备案的项目；同一项目报几次的都留着，以最近一次为准。"),
    (WAIVED.name, "审查列出、经核实不是问题的，写明理由；以后不再列。"),
    (ADJUSTMENTS.name, "项目金额的每一笔调整；没有审批文号的按随意调整计（第12条）。"),
    (COUNTY_CHANGES.name, "各县无审批调整额占当年计划投资的比例；达到参数的约谈。"),
    (PROJECT_CHANGES.name, "每个项目调整了多少，占原金额的比例。"),
    (COUNTIES.name, "应报送计划的县区。空白时取同一文件夹里“调度排名”的县区名单。"),
    (PARAMETERS.name, "整改天数、论证和要素的口径等，各带条款。要改，填“本次取值”并写明依据。"),
    (ISSUES.name, "要修改的地方：哪个文件、哪一格、什么问题、怎么改。"),
    (RUNS.name, "每次按按钮的时间、用户、版本、校验码，由程序追加。"),
))  # fmt: skip

REMARKS = Section("须知", (
    ("单位", "金额一律为万元。疑似把元填成万元的会提示，程序不自行换算。"),
    ("项目编码", "与项目库的核对、重新备案的对应，都只认行政区划代码和项目编码，不认名称。"),
    ("整改期限", "实质问题和资料问题的天数在“参数”里；生成意见书前可以逐行改。"),
    ("已生成意见书的县", "意见书说过的话不再随计划改动；确要撤回重审的，清空“意见书清单”该县的“文件”，"
     "再按“备案审查”。"),
    BACKUP,
    NAMES,
))  # fmt: skip

COLOURS = (
    *FILLING_COLOURS,
    ("红", TONES["红"][0], "未整改、未报送"),
    ("黄", TONES["黄"][0], "整改中、整改后重新备案"),
    ("绿", TONES["绿"][0], "已整改、同意备案"),
)


build = TableWorkbook(NAME, (TITLE, NOTE), STEPS, (CONTENTS, REMARKS), COLOURS, TABLES, BUTTONS, PLACED).fill
"""Fill an empty workbook."""
