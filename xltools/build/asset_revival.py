"""资产盘活.xlsm and .xlsx: which assets are idle or yield little, and how they are put to use (第13–16条)."""

from __future__ import annotations

from xltools.build import guide
from xltools.build.common_guide import BACKUP, FILLING_COLOURS, NAMES
from xltools.build.guide import Section
from xltools.build.layout import TONES
from xltools.build.sheet import TableSheet
from xltools.build.table_workbook import TableWorkbook
from xltools.buttons.asset_revival import BUTTONS, WORKBOOK
from xltools.rules.art13.revive import DECISION
from xltools.rules.art14 import agreements
from xltools.rules.art16 import change
from xltools.tables.declared.assets import (
    ASSETS,
    BY_CITY_ASSETS,
    BY_COUNTY_ASSETS,
    CLASSIFIED,
    OVERVIEW,
)
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.record import ISSUES, PARAMETERS, RUNS
from xltools.tables.declared.revival import AGREEMENTS, CHANGES, CONDITIONS, PLATFORMS, REVIVAL

NAME = WORKBOOK
TITLE = "低效闲置资产盘活"
NOTE = "按《衔接资金项目质效双提行动实施方案》第13–16条：国企合作、主体经营、人才创业、调整用途"

TABLES = (
    TableSheet(ASSETS, "Assets", "填报", tuple(ASSETS.names), keep="名称"),
    TableSheet(CLASSIFIED, "Classified", "结果", ("核定分类", "核定理由"), keep="名称"),
    TableSheet(REVIVAL, "Revival", "填报", DECISION, keep="名称"),
    TableSheet(CONDITIONS, "Conditions", "填报", ("核实", "核实说明"), keep="名称"),
    TableSheet(AGREEMENTS, "Agreements", "填报", ("甲方", *agreements.TYPED), keep="名称"),
    TableSheet(CHANGES, "Changes", "填报", change.TYPED, keep="名称"),
    TableSheet(OVERVIEW, "Overview", "结果"),
    TableSheet(BY_COUNTY_ASSETS, "AssetsByCounty", "结果", keep="县区"),
    TableSheet(BY_CITY_ASSETS, "AssetsByCity", "结果", keep="市州"),
    TableSheet(PLATFORMS, "Platforms", "填报", tuple(PLATFORMS.names)),
    TableSheet(COUNTIES, "Counties", "填报", tuple(COUNTIES.names)),
)

LABELS = tuple(button.label for button in BUTTONS)
_CLASSIFY, _REVIVE = LABELS

PLACED = {
    guide.NAME: LABELS,
    ASSETS.name: LABELS,
    CLASSIFIED.name: LABELS,
    REVIVAL.name: (_REVIVE,),
    CONDITIONS.name: (_REVIVE,),
    AGREEMENTS.name: (_REVIVE,),
    CHANGES.name: (_REVIVE,),
    OVERVIEW.name: LABELS,
    ISSUES.name: LABELS,
}
"""Which buttons stand on which sheet."""

STEPS = Section("两步", (
    ("一、资产分类",
     "把资产台账填进“资产台账”，一行一项，按“资产分类”。闲置、低效、正常、无法判定及依据见“资产分类”；"
     "不同意的，填“核定分类”和“核定理由”再按一次。没有报台账的县列为“无数据”，不当作没有问题。"),
    ("二、盘活建议",
     "按“盘活建议”：闲置、低效的逐项核对四种方式的条件，台账里看不出的在“盘活条件”核实。在“盘活建议”选定“盘活方式”，"
     "填决定单位、日期，再按一次；要签协议的列入“协议清单”，公益性转经营性的列入“变更登记”，填好再按，进度随之走到“已盘活”。"),
), PLACED[guide.NAME])  # fmt: skip

CONTENTS = Section("各工作表", (
    (ASSETS.name, "衔接资金形成的每一项资产：原值、收益、谁在经营、用没有用、从哪一天起闲置。"),
    (CLASSIFIED.name, "每一项的分类、收益率、闲置月数和依据；可以由您核定。"),
    (REVIVAL.name, "要盘活的资产：四种方式各可行不可行、建议、您的决定、盘活前后收益、进度和下一步。"),
    (CONDITIONS.name, "每项资产、每种方式、每个条件：满足、不满足还是待核实，根据什么。"),
    (AGREEMENTS.name, "定了方式、要签协议的：双方、期限、租金分红和该有的条款，逐项检查。"),
    (CHANGES.name, "公益性转经营性的：决议、公示、审核、批准、登记，一步一步。"),
    (OVERVIEW.name, "一页，供打印上报。“参数”的“情况表范围”填县或市州代码，只列该地。"),
    (BY_COUNTY_ASSETS.name, "分县的个数、原值、收益率、盘活率；没有台账的县为无数据。"),
    (BY_CITY_ASSETS.name, "分市（州），最后一行合计；比率都是合计除以合计。"),
    (PLATFORMS.name, "各县统筹运营资产的国有平台或国企（第13条）。"),
    (COUNTIES.name, "有哪些县区。空白时取同一文件夹里“调度排名”的县区名单。"),
    (PARAMETERS.name, "闲置几个月、收益率多少算低效等，方案没有说的都标缺省。要改，填“本次取值”并写明依据。"),
    (ISSUES.name, "要修改的地方：哪一格、什么问题、怎么改。"),
    (RUNS.name, "每次按按钮的时间、用户、版本、校验码，由程序追加。"),
))  # fmt: skip

REMARKS = Section("须知", (
    ("谁看收益率", "只有经营性资产按收益率判定；公益性的看用没有用；到户类归农户所有，另列，不判低效闲置。"),
    ("收益率", "年收益÷原值，年收益是一个完整年度归村（组）集体的；形成当年未满一个完整年度的不判，另列。"),
    ("无法判定", "没有原值、没有收益、没有闲置起始等，不当作正常；补齐再按。"),
    ("谁来决定", "程序只列条件和建议。方式、核定、核实都由您填，再按多少次也不会改掉。"),
    ("已盘活", "协议齐全（或变更已登记）、填了盘活日期和用途、台账不再闲置，才算；协议到期的退回已决定。"),
    ("资产编号", "决定、协议、变更都按资产编号对应，不认名称；编号改了，先把这几张表里的一并改。"),
    BACKUP,
    NAMES,
))  # fmt: skip

COLOURS = (
    *FILLING_COLOURS,
    ("红", TONES["红"][0], "闲置、不满足、不具备、缺项、无数据"),
    ("黄", TONES["黄"][0], "低效、待核实、无法判定、办理中"),
    ("绿", TONES["绿"][0], "正常、满足、可行、齐全、已盘活"),
)


build = TableWorkbook(NAME, (TITLE, NOTE), STEPS, (CONTENTS, REMARKS), COLOURS, TABLES, BUTTONS, PLACED).fill
"""Fill an empty workbook."""
