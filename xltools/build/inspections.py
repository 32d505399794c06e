"""督导检查.xlsm and .xlsx: the year's calendar, the quarter's draw, problems found and closed (第11条)."""

from __future__ import annotations

from xltools.build import guide
from xltools.build.common_guide import BACKUP, FILLING_COLOURS, NAMES
from xltools.build.guide import Section
from xltools.build.layout import TONES
from xltools.build.sheet import TableSheet
from xltools.build.table_workbook import TableWorkbook
from xltools.buttons.inspections import BUTTONS, WORKBOOK
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.inspections import (
    CITY_CLOSINGS,
    COUNTY_CLOSINGS,
    DRAW_ACCOUNT,
    DRAWN,
    DRAWN_COUNTIES,
    FOUND,
    POINT_EVENTS,
    SCHEDULE,
    VISITS,
)
from xltools.tables.declared.record import ISSUES, PARAMETERS, RUNS
from xltools.tables.declared.register import HOLIDAYS

NAME = WORKBOOK
TITLE = "衔接资金项目督导检查"
NOTE = "按《衔接资金项目质效双提行动实施方案》第11条：每月督导、每季抽查、每年专项检查，问题整改销号"

_FOUND_FILLED = tuple(name for name in FOUND.names[: FOUND.names.index("最后一日")] if name != "状态")

TABLES = (
    TableSheet(SCHEDULE, "Schedule", "填报", ("改期至", "完成日期", "备注"), keep="状态"),
    TableSheet(VISITS, "Visits", "填报", tuple(VISITS.names)),
    TableSheet(DRAWN_COUNTIES, "DrawnCounties", "结果", keep="县区"),
    TableSheet(
        DRAWN, "Drawn", "填报", ("检查日期", "检查人", "检查情况"), keep="项目名称", prints="检查情况"
    ),
    TableSheet(DRAW_ACCOUNT, "DrawAccount", "结果"),
    TableSheet(FOUND, "Found", "填报", _FOUND_FILLED, keep="状态", prints="逾期天数"),
    TableSheet(COUNTY_CLOSINGS, "CountyClosings", "结果", keep="结论"),
    TableSheet(CITY_CLOSINGS, "CityClosings", "结果", keep="结论"),
    TableSheet(POINT_EVENTS, "PointEvents", "填报", ("是否计分",), keep="县区"),
    TableSheet(COUNTIES, "Counties", "填报", tuple(COUNTIES.names)),
    TableSheet(HOLIDAYS, "Holidays", "填报", tuple(HOLIDAYS.names)),
)

LABELS = tuple(button.label for button in BUTTONS)
_PLAN, _DRAW, _CLOSE = LABELS

PLACED = {
    guide.NAME: LABELS,
    SCHEDULE.name: (_PLAN,),
    VISITS.name: (_PLAN, _CLOSE),
    DRAWN_COUNTIES.name: (_DRAW,),
    DRAWN.name: (_DRAW,),
    FOUND.name: (_CLOSE,),
    COUNTY_CLOSINGS.name: (_CLOSE,),
    CITY_CLOSINGS.name: (_CLOSE,),
    POINT_EVENTS.name: (_CLOSE,),
    ISSUES.name: LABELS,
}
"""Which buttons stand on which sheet."""

STEPS = Section("三个按钮", (
    ("一、督导计划",
     "年初按一次，列出全年日历，最后一日避开休息日；同时生成“督导计划.ics”和各市（州）自己的日历，可导入手机、"
     "Outlook。以后每月再按：记了“督导记录”的自动算完成，改期、完成填在表里，再导入一次即更新。"),
    ("二、抽查名单",
     "与“项目库”放在同一文件夹，每季度按一次：先按县类别和市（州）分层抽县，一年内没有轮完不重复，再从抽中的县抽项目。"
     "种子印在名单上，怎么抽的见“抽签说明”。抽过的季度再按，名单有变就停下来告诉您，不悄悄换。"),
    ("三、问题销号",
     "发现的问题逐个填进“问题台账”。按“问题销号”：定最后一日、看逾期、核对佐证和日期，汇总各县、各市（州）。"
     "没有佐证材料、没有申请的不能核销。逾期的由“调度排名”列入函件清单，计分的由“日常计分”取走。"),
), PLACED[guide.NAME])  # fmt: skip

CONTENTS = Section("各工作表", (
    (SCHEDULE.name, "全年的事：每月督导、季度抽查、专项检查、备案审查、清库、各节点。可以在表末加自己的。"),
    (VISITS.name, "谁哪天查了哪个县、什么方式、发现几个问题。没有发现的填0；空着的不算“未发现问题”。"),
    (DRAWN_COUNTIES.name, "各季度抽中的县，及本年第几次。"),
    (DRAWN.name, "抽中的项目；检查日期、检查人、检查情况由您填，再按不会丢。"),
    (DRAW_ACCOUNT.name, "种子、范围、校验码和抽法，随名单打印存档。"),
    (FOUND.name, "问题、期限、整改、佐证、申请、核销；右边灰色各列由程序写。不要删行。"),
    (COUNTY_CLOSINGS.name, "各县问题数、销号率、逾期和结论。没有检查记录的是“无数据”，不算合格。"),
    (CITY_CLOSINGS.name, "各市（州）之和，另有应督导几个月、督导满几个月、还有几个县没有去过现场。"),
    (POINT_EVENTS.name, "省以上检查、审计发现的问题和逾期未改的，每件一行；不计的填“否”。"),
    (COUNTIES.name, "督导哪些县。空白时取同一文件夹里“调度排名”的县区名单。"),
    (HOLIDAYS.name, "放假和调休；空白的年份按“发文登记”或程序所带的补上。"),
    (PARAMETERS.name, "现场次数、抽查比例、整改天数、计日方式等，各带条款。"),
    (ISSUES.name, "要修改的地方：哪个文件、哪一格、什么问题、怎么改。"),
    (RUNS.name, "每次按按钮的时间、用户、版本、校验码，由程序追加。"),
))  # fmt: skip

REMARKS = Section("须知", (
    ("底前", "“3月底前”“每季度”这样的，最后一日是休息日时提前到前一个工作日；要顺延的改“参数”。"
     "问题的整改期限是给县里的，遇休息日顺延。"),
    ("逾期看申请", "最后一日以前申请销号的不算逾期，核销晚了不算县里的；退回后没有再申请的，按今天算。"),
    ("退回以后", "核销意见填“退回”；县里再申请时，改销号申请日期，清空核销意见和核销日期。"),
    ("不参评的县", "没有衔接资金任务，不列入督导和抽查；有检查记录或问题的照样汇总。"),
    BACKUP,
    NAMES,
))  # fmt: skip

COLOURS = (
    *FILLING_COLOURS,
    ("红", TONES["红"][0], "逾期、有逾期未销号的"),
    ("黄", TONES["黄"][0], "本月到期、待核销、整改中、逾期才销号"),
    ("绿", TONES["绿"][0], "已完成、已核销"),
)


build = TableWorkbook(NAME, (TITLE, NOTE), STEPS, (CONTENTS, REMARKS), COLOURS, TABLES, BUTTONS, PLACED).fill
"""Fill an empty workbook."""
