"""调度排名.xlsm and .xlsx: the month's work, from the counties' returns to letters (第11条、第12条)."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook

from xltools.build import guide
from xltools.build.common_guide import BACKUP, FILLING_COLOURS, NAMES, how_to_press
from xltools.build.dashboard import NAME as DASHBOARD
from xltools.build.dashboard import add_dashboard
from xltools.build.guide import Section, add_guide
from xltools.build.layout import TONES, Look
from xltools.build.macros.workbook import DESCRIBES, add_macros
from xltools.build.parameters import FILLED_IN, add_parameters_sheet
from xltools.build.pressing import Pressing, put_strip
from xltools.build.recheck import add_recheck_sheet
from xltools.build.sheet import TableSheet, add_table_sheet
from xltools.build.tables import Book
from xltools.build.trial import CODE as TRIAL_CODE
from xltools.build.trial import NAME as TRIAL
from xltools.build.trial import add_trial_sheet
from xltools.buttons.dispatch_ranking import BUTTONS
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH, RETURNS
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.ranking import CITY_RANKING, HISTORY, RANKING
from xltools.tables.declared.record import ISSUES, PARAMETERS, RUNS
from xltools.tables.declared.review import ADJUSTMENTS, PROBLEMS
from xltools.tables.declared.togreen import NEAR, TO_GREEN

NAME = "调度排名"
TITLE = "衔接资金调度排名"
NOTE = "按《衔接资金项目质效双提行动实施方案》第11条、第12条：汇总上报、拉通排位、红黄绿预警、两书一函"

SETTINGS = TableSheet(PARAMETERS, "Parameters", "填报", FILLED_IN)

RESULTS = (
    TableSheet(DISPATCH, "Dispatch", "填报", tuple(DISPATCH.names), keep="县区"),
    TableSheet(RANKING, "Ranking", "结果", keep="县区"),
    TableSheet(CITY_RANKING, "CityRanking", "结果", keep="市州"),
    TableSheet(
        LETTERS, "Letters", "填报", ("抄送单位", "整改要求", "反馈期限", "是否签发", "文号"), keep="主送单位"
    ),
    TableSheet(TO_GREEN, "ToGreen", "结果", keep="县区"),
    TableSheet(NEAR, "Near", "结果", keep="名称"),
    TableSheet(RETURNS, "Returns", "结果", keep="县区"),
    TableSheet(ISSUES, "Issues", "结果"),
)
"""What a month yields, in the order of the sheets after 看板."""

LEDGERS = (
    TableSheet(HISTORY, "History", "记录"),
    TableSheet(COUNTIES, "Counties", "填报", tuple(COUNTIES.names)),
    TableSheet(ADJUSTMENTS, "Adjustments", "填报", tuple(ADJUSTMENTS.names)),
    TableSheet(PROBLEMS, "Problems", "填报", tuple(PROBLEMS.names), keep="县区"),
)
"""What stays from month to month."""

LOG = TableSheet(RUNS, "Runs", "记录")

PLACED = {
    guide.NAME: ("汇总上报", "计分排名", "生成函件"),
    DASHBOARD: ("计分排名",),
    DISPATCH.name: ("汇总上报", "计分排名"),
    RANKING.name: ("计分排名",),
    CITY_RANKING.name: ("计分排名",),
    LETTERS.name: ("计分排名", "生成函件"),
    TO_GREEN.name: ("计分排名",),
    NEAR.name: ("计分排名",),
    RETURNS.name: ("汇总上报",),
    ISSUES.name: ("汇总上报", "计分排名"),
}
"""Which buttons stand on which sheet: in 说明 beside the three steps, elsewhere above the table."""

SHEETS = ("看板", *(s.table.name for s in (*RESULTS, *LEDGERS)), "参数", "公式校核", "运行记录")

STEPS = Section("每月三步", (
    ("一、汇总上报",
     "把各县区报来的“县级填报.xlsx”（或自己的调度表，.xls、.et 也可以）放进一个文件夹，按“汇总上报”。"
     "数据进“调度表”，谁报了、谁没报、谁要退回见“上报情况”，每一处错误的文件、单元格和改法见“校验结果”。"),
    ("二、计分排名",
     "按“计分排名”。写出“排名表”“市州排名表”“看板”“函件清单”“转绿测算”“临界名单”和“公式校核”，并记入“历史排名”。"
     "输入有错时不写任何结果，先照“校验结果”改好再按一次。"),
    ("三、生成函件",
     "打开“函件清单”，逐行核对依据，在“是否签发”填“是”或“否”，然后按“生成函件”。"
     "只生成填“是”的，存为 Word 文件；并列在末位线上的默认为“否”，由您决定。"),
), PLACED[guide.NAME])  # fmt: skip

CONTENTS = Section("各工作表", (
    ("看板", "期别、支出率、红黄绿县数和三张图，可直接投影。"),
    ("调度表", "各县区当年1月1日起的累计数，一行一个县一个期别。由汇总上报写入，也可以直接填、直接改。"),
    ("排名表", "四个方面得分、综合得分、排名、红黄绿状态；“依据”写明每个数的由来。不参评的县列在最后。"),
    ("市州排名表", "市（州）支出率=所辖参评县支出之和÷下达之和，不是各县支出率的平均。"),
    ("函件清单", "够条件的提醒敦促函、整改通知书、约谈通知书、点名通报及其依据。您确认后才生成。"),
    ("转绿测算", "每个县到下一节点支付多少转黄、转绿，综合转绿还差什么；居后位的付多少能离开。"),
    ("临界名单", "离后位线、严重滞后线、随意调整线很近的县和市，线内、线外都列；多近算近见“参数”。"),
    ("上报情况", "应报的县区（见“县区名单”）已报、未报、退回、重复。"),
    ("校验结果", "要修改的地方：哪个文件、哪一格、什么问题、怎么改。"),
    ("历史排名", "每个期别的名次，连续两次居后据此判断；重算某一期别只替换该期别的行。"),
    ("县区名单", "应当上报的县区及其代码，首次使用时填好。代码是唯一识别：市中区不止一个。"),
    ("调整台账", "项目金额的调整，没有审批文号的计入随意调整（约谈通知书）。"),
    ("问题清单", "年度计划备案审查发现的问题和整改期限（约谈通知书）。"),
    ("参数", "方案的数和本工具的缺省数，各带条款。要改，填“本次取值”并在“依据”写明理由；空白即用标准值。"),
    ("公式校核", "用表内公式按“调度表”“参数”重算一遍，与“排名表”的差异应为0，供复核和审计。"),
    ("运行记录", "每次按按钮的时间、用户、版本、校验码，由程序追加。"),
))  # fmt: skip

CONTENTS_WITH_MACROS = Section(CONTENTS.heading, (
    *CONTENTS.lines,
    (TRIAL,
     "改权重、改数字，当场看得分、排名和红黄绿怎么变；不影响其他各表。里面的函数也可以用在自己的表里。"),
))  # fmt: skip

REMARKS = Section("须知", (
    ("单位", "金额一律为万元，项目为个。疑似把元填成万元的会提示，程序不自行换算。"),
    ("要填的表", "县区名单、参数（本次取值）、函件清单（是否签发等）、调整台账、问题清单；"
     "调度表可以汇总，也可以手填。"),
    ("不合规的数", "程序不猜、不改、不丢：每一行要么在结果里，要么在“校验结果”里。"),
    BACKUP,
    NAMES,
    ("函件", "任何函件都不自动发出，签发、用印按本机关公文办理程序；文号由同一文件夹的“发文登记”在签发后编。"
     "要改措辞，用“启动工具”选本工作簿的“改函件模板”；没有公文字体的，改“参数”的“字体方案”。"),
    ("有问题找谁", "政策口径问省（市）乡村振兴、财政部门；工具使用问发放本工作簿的人员，并附上“运行记录”。"),
))  # fmt: skip


COLOURS = (
    *FILLING_COLOURS,
    ("红", TONES["红"][0], "红灯，或未报、退回、未整改"),
    ("黄", TONES["黄"][0], "黄灯，或重复、整改中"),
    ("绿", TONES["绿"][0], "绿灯，或已报、已整改"),
)


def build(workbook: Workbook, macros: bool = False) -> None:
    """Fill an empty workbook: its sheets in their fixed order, and with macros what presses them."""
    book, pressing = Book(workbook, Look(workbook)), Pressing(BUTTONS, PLACED, macros)
    sections = (STEPS, how_to_press(macros), CONTENTS_WITH_MACROS if macros else CONTENTS)
    add_guide(book, (TITLE, NOTE), (*sections, REMARKS), COLOURS, (*SHEETS, TRIAL), pressing)
    put_strip(book, add_dashboard(book), pressing)
    for spec in (*RESULTS, *LEDGERS):
        put_strip(book, add_table_sheet(book, spec), pressing)
    add_parameters_sheet(book, SETTINGS, NAME)
    add_recheck_sheet(book)
    add_table_sheet(book, LOG)
    if macros:
        add_trial_sheet(book)
        add_macros(book, NAME, BUTTONS, {TRIAL_CODE: DESCRIBES})
    workbook.get_worksheet_by_name(guide.NAME).activate()
