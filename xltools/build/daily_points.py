"""日常计分.xlsm and .xlsx: events, totals, and what next year's funds lose or gain (第6条)."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook

from xltools.build import guide
from xltools.build.common_guide import BACKUP, FILLING_COLOURS, NAMES, how_to_press
from xltools.build.guide import Section, add_guide
from xltools.build.layout import FIRST_ROW, Look, width
from xltools.build.macros.workbook import add_macros
from xltools.build.parameters import FILLED_IN, add_parameters_sheet
from xltools.build.pressing import Pressing, put_strip
from xltools.build.sheet import TableSheet, add_table_sheet
from xltools.build.tables import Book
from xltools.buttons.daily_points import BUTTONS, WORKBOOK
from xltools.buttons.points_standard import standard_rows
from xltools.ooxml.rowheights import fitted_height
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.points import CARRYOVERS, LEDGER, NEGATIVE_USES, REWARDS, STANDARD, TOTALS
from xltools.tables.declared.record import ISSUES, PARAMETERS, RUNS

NAME = WORKBOOK
TITLE = "衔接资金使用日常计分"
NOTE = "按《衔接资金项目质效双提行动实施方案》第6条：检查、暗访、调度、通报计分，居后的扣减、居前的奖励"

EVENTS = TableSheet(
    LEDGER,
    "Ledger",
    "填报",
    ("日期", "行政区划代码", "市州", "县区", "来源", "事由", "计分", "文号"),
    keep="县区",
)
RESULT = TableSheet(TOTALS, "Totals", "结果", keep="县区")
LIST = TableSheet(REWARDS, "Rewards", "填报", ("是否确认",))
USES = TableSheet(
    NEGATIVE_USES,
    "NegativeUses",
    "填报",
    (
        "年度", "行政区划代码", "市州", "县区", "项目编码", "项目名称", "使用金额", "文号", "重新安排金额",
        "重新安排文号",
    ),
    keep="县区",
)  # fmt: skip
CARRIED = TableSheet(CARRYOVERS, "Carryovers", "填报", tuple(CARRYOVERS.names))
STANDARDS = TableSheet(STANDARD, "Standard", "填报", ("来源", "事由", "本次分值", "依据"))
ROSTER = TableSheet(COUNTIES, "Counties", "填报", tuple(COUNTIES.names))
SETTINGS = TableSheet(PARAMETERS, "Parameters", "填报", FILLED_IN)
TROUBLES = TableSheet(ISSUES, "Issues", "结果")
LOG = TableSheet(RUNS, "Runs", "记录")

PLACED = {
    guide.NAME: ("计分汇总", "奖惩测算"),
    LEDGER.name: ("计分汇总",),
    TOTALS.name: ("计分汇总", "奖惩测算"),
    REWARDS.name: ("奖惩测算",),
    NEGATIVE_USES.name: ("奖惩测算",),
    STANDARD.name: ("计分汇总",),
    ISSUES.name: ("计分汇总", "奖惩测算"),
}
"""Which buttons stand on which sheet."""

SHEETS = tuple(
    s.table.name for s in (EVENTS, RESULT, LIST, USES, CARRIED, STANDARDS, ROSTER, SETTINGS, TROUBLES, LOG)
)

STEPS = Section("两个按钮", (
    ("一、计分汇总",
     "把检查、暗访、调度、通报、审计的事一件一行记在“计分台账”，再按“计分汇总”。同一文件夹里“调度排名”各期别的"
     "亮灯和已发函件自动记入，每件只记一次。各县得分、排名和依据在“计分结果”。"),
    ("二、奖惩测算",
     "按“奖惩测算”，列出“奖惩清单”。核对后填“是否确认”，再按一次，奖励随确认的扣减重算，合计正好相等。"
     "压在名次线上的并列默认为“否”，由您定。只有“是”的进入“资金分配”。"),
), PLACED[guide.NAME])  # fmt: skip

RULES = Section("怎么算", (
    ("得分", "加分减扣分，只算计分年度内的事；没有事的县得0分。不参评（没有衔接资金任务）的县不排名。"),
    ("扣减", "后位的县扣减下年度资金：最末一位扣到上限，线上一位扣下限，中间按名次直线（缺省）；"
     "得分相同的取所占各位的平均。县数和上下限见“参数”。"),
    ("奖励", "前位的县平分扣减的资金，到万元；除不尽的余数按代码先后各多1万元，奖励合计等于扣减合计。"),
    ("并列", "得分压在名次线上的几个县都列出，标“并列”，默认“否”。两条线上得分相同、分不出先后的，都不列。"),
    ("不够扣", "“资金分配”已测算的，扣减不超过该县下年度分配额，余下的记入“结转”，再下一年度扣。"),
    ("负面清单", "资金用于负面清单的，本级财政等额重新安排，扣减下年度省级资金（倍数见“参数”）。"),
))  # fmt: skip

CONTENTS = Section("各工作表", (
    (LEDGER.name, "一行一件。计分空白即按“计分标准”；自己填了分的照所填的计。不计的填0，不要删行。"),
    (TOTALS.name, "各县加分、扣分、得分、排名；“依据”写明各来源几件几分。"),
    (REWARDS.name, "下年度扣减、奖励、负面清单扣减和结转，由您逐行确认；绩效奖励可以在表末自己加行。"),
    (NEGATIVE_USES.name, "发现资金用于负面清单的，一行一件；尚欠重新安排的数和扣减额由程序算。"),
    (CARRYOVERS.name, "没有扣足、结转下一年度的扣减。换了新一年的文件夹，把上年的照抄过来。"),
    (STANDARD.name, "什么事几分。方案没有给分值，标准分值是缺省；按本省办法填“本次分值”并写依据，也可加行。"),
    (COUNTIES.name, "同一文件夹有“调度排名”的，以那里的县区名单为准，本表不用填。"),
    (PARAMETERS.name, "计分年度、扣减上下限、县数等。要改，填“本次取值”并在“依据”写明理由。"),
    (ISSUES.name, "要修改的地方：哪个文件、哪一格、什么问题、怎么改。"),
    (RUNS.name, "每次按按钮的时间、用户、版本、读了哪个文件和它的校验码，由程序追加。"),
))  # fmt: skip

REMARKS = Section("须知", (
    ("以代码为准", "市中区有511002、511102两个。只写名称不写代码的不收，会告诉您可能是哪几个。"),
    ("取来的亮灯和函件", "按“登记号”认，再按不会重复。重新排名后不再是那个灯的，标“不计入”，行不删；"
     "您改过的行照旧计入，并提示。"),
    ("哪些函件计分", "“函件清单”里“是否签发”为“是”，并且已有文号或已生成文件的；市（州）的函件不计到县。"),
    BACKUP,
    NAMES,
))  # fmt: skip

COLOURS = (*FILLING_COLOURS,)


def build(workbook: Workbook, macros: bool = False) -> None:
    """Fill an empty workbook: eleven sheets in their fixed order, and with macros what presses them."""
    book, pressing = Book(workbook, Look(workbook)), Pressing(BUTTONS, PLACED, macros)
    add_guide(
        book,
        (TITLE, NOTE),
        (STEPS, how_to_press(macros), RULES, CONTENTS, REMARKS),
        COLOURS,
        SHEETS,
        pressing,
    )
    for spec in (EVENTS, RESULT, LIST, USES, CARRIED):
        put_strip(book, add_table_sheet(book, spec), pressing)
    _add_standard(book, pressing)
    add_table_sheet(book, ROSTER)
    add_parameters_sheet(book, SETTINGS, NAME)
    put_strip(book, add_table_sheet(book, TROUBLES), pressing)
    add_table_sheet(book, LOG)
    if macros:
        add_macros(book, NAME, BUTTONS, {})
    workbook.get_worksheet_by_name(guide.NAME).activate()


def _add_standard(book: Book, pressing: Pressing) -> None:
    """计分标准 with the standards in force, each row as high as its 依据."""
    rows = standard_rows()
    sheet = add_table_sheet(book, STANDARDS, rows)
    wide = width(STANDARD.column("依据"))
    for i, row in enumerate(rows):
        sheet.set_row(FIRST_ROW + i, fitted_height(str(row[STANDARD.names.index("依据")]), wide))
    put_strip(book, sheet, pressing)
