"""资金监管.xlsm and .xlsx: the three lists and what they hit (第2条)."""

from __future__ import annotations

from xltools.build import guide
from xltools.build.common_guide import BACKUP, FILLING_COLOURS
from xltools.build.guide import Section
from xltools.build.layout import TONES
from xltools.build.sheet import TableSheet
from xltools.build.table_workbook import TableWorkbook
from xltools.buttons.supervision import BUTTONS, WORKBOOK
from xltools.tables.declared.lists import (
    DECIDED,
    INDUSTRY_CATALOGUE,
    NEGATIVE_LIST,
    POSITIVE_LIST,
    SCREENED,
)
from xltools.tables.declared.record import ISSUES, PARAMETERS, RUNS

NAME = WORKBOOK
TITLE = "衔接资金使用监管"
NOTE = "三个目录清单：正面清单、负面清单、帮扶产业项目指导目录（实施方案第2条）"

TABLES = (
    TableSheet(NEGATIVE_LIST, "NegativeList", "填报", tuple(NEGATIVE_LIST.names)),
    TableSheet(POSITIVE_LIST, "PositiveList", "填报", tuple(POSITIVE_LIST.names)),
    TableSheet(INDUSTRY_CATALOGUE, "Catalogue", "填报", tuple(INDUSTRY_CATALOGUE.names)),
    TableSheet(SCREENED, "Screened", "结果", ("决定", "理由"), keep="条目"),
    TableSheet(DECIDED, "Decided", "记录"),
)

PLACED = dict.fromkeys((guide.NAME, NEGATIVE_LIST.name, SCREENED.name, ISSUES.name), ("清单筛查",))
"""Which buttons stand on which sheet."""

STEPS = Section("按步办理", (
    ("一、清单筛查",
     "把省、市、县的清单逐条填进三张清单表，写明关键词。本工作簿和“项目库”放在同一文件夹，按“清单筛查”。"
     "命中的都是疑似：逐条看“筛查结果”的出处，在“决定”填“确认”或“排除”并写理由，再按一次；决定过的不再问。"),
), PLACED[guide.NAME])  # fmt: skip

CONTENTS = Section("各工作表", (
    (NEGATIVE_LIST.name, "不予支持的。命中而确认的，“项目库”的入库审查不予入库。"),
    (POSITIVE_LIST.name, "支持的，供谋划项目参考。"),
    (INDUSTRY_CATALOGUE.name, "帮扶产业项目指导目录，只对照产业项目。"),
    (SCREENED.name, "命中的项目、条目、命中词和出处，由您决定。"),
    (DECIDED.name, "作过的决定和理由，由程序记入。"),
    (PARAMETERS.name, "方案的数和本工具的缺省数，各带条款。"),
    (ISSUES.name, "要修改的地方：哪一格、什么问题、怎么改。"),
    (RUNS.name, "每次按按钮的时间、用户、版本、校验码，由程序追加。"),
))  # fmt: skip

REMARKS = Section("须知", (
    ("关键词", "两个字以上，用、隔开。一个字的词会处处命中，程序不收。"),
    ("两个词都要有", "用+连接，如 村委会+装修。"),
    ("排除词", "含关键词而不算的写法，如关键词“汽车”的排除词“汽车露营地”，只排除这一处。"),
    ("命中不等于违规", "程序只找词，不下结论：每一处由您确认或排除，理由记入“筛查决定”供查。"),
    BACKUP,
))  # fmt: skip

COLOURS = (*FILLING_COLOURS, ("黄", TONES["黄"][0], "疑似，等您决定"), ("红", TONES["红"][0], "确认"))


build = TableWorkbook(NAME, (TITLE, NOTE), STEPS, (CONTENTS, REMARKS), COLOURS, TABLES, BUTTONS, PLACED).fill
"""Fill an empty workbook."""
