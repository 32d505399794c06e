"""项目库.xlsm and .xlsx: what may come in, what is in, what must go (第7、8、9条)."""

from __future__ import annotations

from xltools.build import guide
from xltools.build.common_guide import BACKUP, FILLING_COLOURS, NAMES
from xltools.build.guide import Section
from xltools.build.layout import TONES
from xltools.build.sheet import TableSheet
from xltools.build.table_workbook import TableWorkbook
from xltools.buttons.project_library import BUTTONS, WORKBOOK
from xltools.folders import LEDGERS
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.project_results import (
    CLEANUP,
    MAPPING,
    QUALITY,
    QUALITY_SUMMARY,
    REVIEWED,
    SAMPLED,
    SAMPLING,
)
from xltools.tables.declared.projects import PROJECTS, PROPOSED, REMOVED
from xltools.tables.declared.record import ISSUES, PARAMETERS, RUNS

NAME = WORKBOOK
TITLE = "巩固拓展脱贫攻坚成果和乡村振兴项目库"
NOTE = "前期论证、入库审查、动态清理、数据质量、随机抽查（实施方案第7、8、9条）"

TABLES = (
    TableSheet(PROJECTS, "Projects", "填报", tuple(PROJECTS.names), keep="项目名称"),
    TableSheet(PROPOSED, "Proposed", "填报", tuple(PROPOSED.names), keep="项目名称"),
    TableSheet(REVIEWED, "Reviewed", "结果", ("是否入库",), keep="项目名称"),
    TableSheet(CLEANUP, "Cleanup", "结果", ("是否确认",), keep="项目名称"),
    TableSheet(QUALITY, "Quality", "结果", keep="项目名称"),
    TableSheet(QUALITY_SUMMARY, "QualitySummary", "结果", keep="名称"),
    TableSheet(SAMPLED, "Sampled", "结果", ("检查情况",), keep="项目名称"),
    TableSheet(SAMPLING, "Sampling", "结果"),
    TableSheet(REMOVED, "Removed", "记录", keep="项目名称"),
    TableSheet(MAPPING, "Mapping", "填报", ("来源列", "确认")),
    TableSheet(COUNTIES, "Counties", "填报", tuple(COUNTIES.names)),
)

LABELS = tuple(button.label for button in BUTTONS)

PLACED = {
    guide.NAME: LABELS,
    PROJECTS.name: LABELS,
    PROPOSED.name: ("读入台账", "入库审查"),
    REVIEWED.name: ("入库审查",),
    CLEANUP.name: ("动态清库",),
    QUALITY.name: ("数据质量",),
    QUALITY_SUMMARY.name: ("数据质量",),
    SAMPLED.name: ("随机抽查",),
    REMOVED.name: ("动态清库",),
    MAPPING.name: ("读入台账",),
    ISSUES.name: LABELS,
}
"""Which buttons stand on which sheet."""

_STEPS = {
    "读入台账": (
        f"在本工作簿旁边建文件夹“{LEDGERS}”，放进各县报来的项目台账（各县自己的格式也可以），按“读入台账”。"
        "有认不出的列名，到“列名对照”看建议、选“确认”，再按一次；确认一次，以后都照此读。"
        "有入库日期的并入项目库，没有的进拟入库。"
    ),
    "入库审查": (
        "按“入库审查”，逐项审查拟入库和在库项目，每个项目的全部问题及条款见“审查结果”。"
        "拟入库而“通过”的，在“是否入库”填“是”，再按一次即移入项目库。未论证的一律不得入库（第7条）。"
    ),
    "动态清库": (
        "每年8月底前按“动态清库”：已满两年未实施或无关的列入“清库结果”并写明原因。"
        "核对后在“是否确认”填“是”，再按一次，移入“已清除”，不删除。"
    ),
    "数据质量": (
        "按“数据质量”，逐项检查在库项目，问题及所在单元格见“数据质量”，各县问题率和实地检查名单见“数据质量汇总”。"
    ),
    "随机抽查": (
        "按“随机抽查”，按县、类型、金额分层抽取；种子空白即用当年当季，也可以在“参数”里填。"
        "同一种子、同一项目库，名单相同。“检查情况”由您填写。"
    ),
}
"""What each button is for, in the order of the year."""

_NUMERALS = "一二三四五"

STEPS = Section(
    "按步办理",
    tuple((f"{_NUMERALS[i]}、{label}", _STEPS[label]) for i, label in enumerate(LABELS)),
    PLACED[guide.NAME],
)

CONTENTS = Section("各工作表", (
    (PROJECTS.name, "在库项目，一行一个，以项目编码为准。可以直接填、改；不要删行。"),
    (PROPOSED.name, "申请入库的项目，列与项目库相同。"),
    (REVIEWED.name, "每个项目的结论：通过、不予入库、待确认，及全部问题和依据。"),
    (CLEANUP.name, "建议清除的项目、原因和依据，由您确认。"),
    (QUALITY.name, "数据质量问题，一行一处，写明单元格和改法。"),
    (QUALITY_SUMMARY.name, "各县、各市的问题率和排位；调度表的“问题项目数”照此填报。"),
    (SAMPLED.name, "抽查名单，印着种子和分层，供复核。"),
    (SAMPLING.name, "种子、范围、分层和抽法，与名单一并打印存档，别人照此能抽出同一份名单。"),
    (REMOVED.name, "清除的项目及日期、原因，永久保留。"),
    (MAPPING.name, "各县台账的列名对应项目库的哪一列，由您确认一次。"),
    (COUNTIES.name, "县区代码和名称。空白时取同一文件夹里“调度排名”的县区名单。"),
    (PARAMETERS.name, "方案的数和本工具的缺省数，各带条款。要改，填“本次取值”并写明依据。"),
    (ISSUES.name, "要修改的地方：哪个文件、哪一格、什么问题、怎么改。"),
    (RUNS.name, "每次按按钮的时间、用户、版本、校验码，由程序追加。"),
))  # fmt: skip

REMARKS = Section("须知", (
    ("单位", "金额一律为万元。写成“元”或一格里有两个数的，报出单元格，不自行换算。"),
    ("不丢一行", "台账的每一行，要么在项目库、拟入库里，要么在“校验结果”里写明为什么没有读入。"),
    ("编码", "同名的项目很多，一律以项目编码为准。编码按文本填写：超过15位的数字 Excel 会改成0。"),
    ("清单筛查", "负面清单等在“资金监管”里维护和筛查；它和本工作簿放在同一文件夹，入库审查就会用它的结果。"),
    BACKUP,
    NAMES,
))  # fmt: skip

COLOURS = (
    *FILLING_COLOURS,
    ("红", TONES["红"][0], "不予入库、清除、严重"),
    ("黄", TONES["黄"][0], "待确认"),
    ("绿", TONES["绿"][0], "通过"),
)


build = TableWorkbook(NAME, (TITLE, NOTE), STEPS, (CONTENTS, REMARKS), COLOURS, TABLES, BUTTONS, PLACED).fill
"""Fill an empty workbook."""
