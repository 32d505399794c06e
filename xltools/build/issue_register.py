"""发文登记.xlsm and .xlsx: the issuing desk, from a confirmed letter to its answer (第12条 两书一函)."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook

from xltools.build import guide
from xltools.build.common_guide import BACKUP, FILLING_COLOURS, NAMES, how_to_press
from xltools.build.guide import Section, add_guide
from xltools.build.layout import TONES, Look
from xltools.build.macros.workbook import add_macros
from xltools.build.parameters import FILLED_IN, add_parameters_sheet
from xltools.build.pressing import Pressing, put_strip
from xltools.build.sheet import TableSheet, add_table_sheet
from xltools.build.tables import Book
from xltools.buttons.issue_register import BUTTONS, WORKBOOK
from xltools.register.holidays import standard_rows
from xltools.tables.declared.record import ISSUES, PARAMETERS, RUNS
from xltools.tables.declared.register import HOLIDAYS, REGISTER, REMINDERS

NAME = WORKBOOK
TITLE = "发文登记"
NOTE = "核稿、签发、编号、印发、反馈、销号；一号一件，不重不漏（党政机关公文处理工作条例，GB/T 9704—2012）"

YEARS = (2024, 2025, 2026)
"""The years whose days off a new workbook brings along, as the State Council announced them."""

BY_OFFICER = (
    "状态", "文种", "标题", "主送", "抄送", "核稿人", "签发人", "签发日期", "成文日期", "印发日期",
    "送达日期", "反馈期限", "催办", "收到反馈", "作废原因", "文件", "函件种类", "单位代码", "期别",
    "机关代字",
)  # fmt: skip

BOOK = TableSheet(REGISTER, "Register", "填报", BY_OFFICER, keep="状态", prints="作废原因")
DUE = TableSheet(REMINDERS, "Reminders", "结果", keep="文号")
DAYS = TableSheet(HOLIDAYS, "Holidays", "填报", tuple(HOLIDAYS.names))
SETTINGS = TableSheet(PARAMETERS, "Parameters", "填报", FILLED_IN)
TROUBLES = TableSheet(ISSUES, "Issues", "结果")
LOG = TableSheet(RUNS, "Runs", "记录")

PLACED = {
    guide.NAME: ("登记编号", "到期提醒"),
    REGISTER.name: ("登记编号", "到期提醒"),
    REMINDERS.name: ("到期提醒",),
    HOLIDAYS.name: ("到期提醒",),
    ISSUES.name: ("登记编号", "到期提醒"),
}
"""Which buttons stand on which sheet."""

SHEETS = tuple(s.table.name for s in (BOOK, DUE, DAYS, SETTINGS, TROUBLES, LOG))

STEPS = Section("两个按钮", (
    ("一、登记编号",
     "本工作簿和“调度排名”“备案审查”放在同一文件夹。按“登记编号”：函件清单、意见书清单里填“是”的登记为草稿；"
     "核稿、签发后在“状态”填“已签发”，再按一次，就编出文号，并写回清单。"
     "然后在“调度排名”按“生成函件”，印出带文号的正本；回来再按一次“登记编号”，正本即定稿，程序不再改它。"),
    ("二、到期提醒",
     "印发后填“印发日期”“送达日期”，状态改“已印发”。按“到期提醒”：按工作日列出已逾期和即将到期的，"
     "提出催办、整改、约谈等下一步。收到反馈填“收到反馈”，状态改“已反馈”，办结改“已销号”。"),
), PLACED[guide.NAME])  # fmt: skip

STATES = Section("状态", (
    ("草稿 → 核稿", "填核稿人。清单再改，草稿跟着改；核稿后又改的会提示。"),
    ("核稿 → 已签发", "填签发人、签发日期。没有文号以前可以退回修改。"),
    ("已签发 → 编号", "按“登记编号”，按签发先后给号；文号的年份是成文日期（空白即签发日期）的年份。"),
    ("已签发 → 已印发", "填印发日期；文件里要有这个文号。定稿后文件再改，会报错。"),
    ("已印发 → 已反馈", "填收到反馈的日期。反馈不合格的，可以退回“已印发”。"),
    ("已反馈 → 已销号", "办结。没有反馈期限的通报，印发后可直接销号。"),
    ("已作废", "写明作废原因。文号留着，永不再用；要重发的，再按“登记编号”，另编新号并注明原文号。"),
))  # fmt: skip

CONTENTS = Section("各工作表", (
    (REGISTER.name, "一行一件。手工拟的文也可以登记：在表末填文种、标题、主送、状态。"
     "当期排名通报也这样登记，另填函件种类“排名通报”和期别，“生成函件”即印上它的文号；备案审查情况通报也一样。"),
    (REMINDERS.name, "等待反馈而已逾期、即将到期的，及下一步和依据；是否照办由您决定。"),
    (HOLIDAYS.name, "放假和调休上班的日子，照国务院办公厅通知；本表有某一年的，以本表为准。"),
    (PARAMETERS.name, "机关代字、起始号、反馈期限工作日等。要改，填“本次取值”。"),
    (ISSUES.name, "要修改的地方：哪个文件、哪一格、什么问题、怎么改。"),
    (RUNS.name, "每次按按钮的时间、用户、版本、校验码，由程序追加。"),
))  # fmt: skip

REMARKS = Section("须知", (
    ("号簿", "文件夹里的“发文号簿.jsonl”记着每个号给了哪一件，两台电脑同时编号也不会重号。"
     "请勿删改，随工作簿一起备份；搬家时一起搬。"),
    ("不要删行", "删了有文号的行会报缺号。不发的，状态填“已作废”。"),
    ("一个机关代字一本", "同一机关代字、同一年的号只在一个文件夹里编；年中启用的，在“参数”填“起始号”。"),
    BACKUP,
    NAMES,
    ("签发和用印", "程序只登记和编号，签发、用印、送达按本机关公文办理程序。"),
))  # fmt: skip

COLOURS = (
    *FILLING_COLOURS,
    ("红", TONES["红"][0], "已逾期、已作废"),
    ("黄", TONES["黄"][0], "即将到期、已印发待反馈"),
    ("绿", TONES["绿"][0], "已反馈、已销号"),
)


def build(workbook: Workbook, macros: bool = False) -> None:
    """Fill an empty workbook: seven sheets in their fixed order, and with macros what presses them."""
    book, pressing = Book(workbook, Look(workbook)), Pressing(BUTTONS, PLACED, macros)
    add_guide(
        book,
        (TITLE, NOTE),
        (STEPS, how_to_press(macros), STATES, CONTENTS, REMARKS),
        COLOURS,
        SHEETS,
        pressing,
    )
    days = [[row[name] for name in HOLIDAYS.names] for row in standard_rows(YEARS)]
    for spec, rows in ((BOOK, [()]), (DUE, [()]), (DAYS, days)):
        put_strip(book, add_table_sheet(book, spec, rows), pressing)
    add_parameters_sheet(book, SETTINGS, NAME)
    put_strip(book, add_table_sheet(book, TROUBLES), pressing)
    add_table_sheet(book, LOG)
    if macros:
        add_macros(book, NAME, BUTTONS, {})
    workbook.get_worksheet_by_name(guide.NAME).activate()
