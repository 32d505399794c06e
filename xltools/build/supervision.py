"""资金监管.xlsm and .xlsx: the three lists and what they hit (第2条)."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook

from xltools.build import guide
from xltools.build.common_guide import FILLING_COLOURS, WITH_MACROS, WITHOUT_MACROS
from xltools.build.guide import Section, add_guide
from xltools.build.layout import TONES, Look
from xltools.build.macros.workbook import add_macros
from xltools.build.parameters import FILLED_IN, add_parameters_sheet
from xltools.build.pressing import Pressing, put_strip
from xltools.build.sheet import TableSheet, add_table_sheet
from xltools.build.tables import Book
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
SETTINGS = TableSheet(PARAMETERS, "Parameters", "填报", FILLED_IN)
TROUBLES = TableSheet(ISSUES, "Issues", "结果")
LOG = TableSheet(RUNS, "Runs", "记录")

PLACED = dict.fromkeys((guide.NAME, NEGATIVE_LIST.name, SCREENED.name, ISSUES.name), ("清单筛查",))
"""Which buttons stand on which sheet."""

SHEETS = tuple(s.table.name for s in (*TABLES, SETTINGS, TROUBLES, LOG))

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
    ("备份", "程序改写文件前，把原文件存进同一文件夹的“备份”；文件正打开着就不写，会提示先关闭。"),
))  # fmt: skip

COLOURS = (*FILLING_COLOURS, ("黄", TONES["黄"][0], "疑似，等您决定"), ("红", TONES["红"][0], "确认"))


def build(workbook: Workbook, macros: bool = False) -> None:
    """Fill an empty workbook: its sheets in their fixed order, and with macros what presses them."""
    book, pressing = Book(workbook, Look(workbook)), Pressing(BUTTONS, PLACED, macros)
    how = WITH_MACROS if macros else WITHOUT_MACROS
    add_guide(book, (TITLE, NOTE), (STEPS, how, CONTENTS, REMARKS), COLOURS, SHEETS, pressing)
    for spec in TABLES:
        put_strip(book, add_table_sheet(book, spec), pressing)
    add_parameters_sheet(book, SETTINGS, NAME)
    put_strip(book, add_table_sheet(book, TROUBLES), pressing)
    add_table_sheet(book, LOG)
    if macros:
        add_macros(book, NAME, BUTTONS, {})
    workbook.get_worksheet_by_name(guide.NAME).activate()
