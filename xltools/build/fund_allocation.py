"""资金分配.xlsm and .xlsx: from the factors to amounts, confirmed by two and made public (第3、4、5、6条)."""

from __future__ import annotations

import datetime as dt

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xltools.build import guide
from xltools.build.allocation_guide import COLOURS, HEADING, SHEET_WITH_BUTTONS, sections
from xltools.build.allocation_recheck import add_allocation_recheck
from xltools.build.disclosure import add_disclosure_sheet
from xltools.build.guide import add_guide
from xltools.build.layout import Look
from xltools.build.macros.workbook import add_macros
from xltools.build.page import A3
from xltools.build.parameters import FILLED_IN, add_parameters_sheet
from xltools.build.pressing import Pressing, put_strip
from xltools.build.schemes import add_schemes_sheet
from xltools.build.sheet import TableSheet, add_table_sheet
from xltools.build.tables import Book
from xltools.buttons.fund_allocation import BUTTONS, WORKBOOK
from xltools.policy import Policy, load
from xltools.tables.declared.allocation import (
    ALLOCATION,
    CARRIED,
    DRAFT,
    FACTOR_TABLE,
    PILOT_TABLE,
    POOL_SUMMARY,
    POOL_TABLE,
    SECOND_ALLOCATION,
    SECOND_DRAFT,
)
from xltools.tables.declared.allocation_schemes import SCHEMES
from xltools.tables.declared.allocation_second import CITY_FACTORS, CITY_WEIGHTS, RECEIVED
from xltools.tables.declared.confirmation import ARCHIVE, CHANGES, CONFIRMATIONS
from xltools.tables.declared.disclosure import DISCLOSURE
from xltools.tables.declared.pilots import (
    PILOT_LEDGER,
    PILOT_OFFERS,
    PILOT_STATE,
    PILOT_SUMMARY,
    QUALIFICATION,
)
from xltools.tables.declared.record import ISSUES, PARAMETERS, RUNS
from xltools.tables.declared.taken import GRADES_TAKEN, TAKEN
from xltools.tables.model import Table

NAME = WORKBOOK
TITLE = HEADING[0]


def _filled(table: Table, code: str, keep: str = "") -> TableSheet:
    """A table that is the officer's from end to end."""
    return TableSheet(table, code, "填报", tuple(table.names), keep)


INPUTS = (
    _filled(FACTOR_TABLE, "Factors", "县区"),
    _filled(POOL_TABLE, "Pools"),
    _filled(PILOT_TABLE, "Pilots"),
    _filled(TAKEN, "Taken"),
    TableSheet(GRADES_TAKEN, "GradesTaken", "结果", keep="县区"),
)
RESULTS = (
    TableSheet(ALLOCATION, "Allocation", "结果", keep="县区"),
    TableSheet(POOL_SUMMARY, "Summary", "结果", keep="资金级次"),
    TableSheet(CARRIED, "Carried", "结果"),
    TableSheet(DRAFT, "Steps", "结果", keep="县区"),
)
CHECKS = (
    TableSheet(CONFIRMATIONS, "Confirmed", "填报", ("测算人", "复核人", "是否确认", "说明"), keep="状态"),
    TableSheet(CHANGES, "Changes", "结果"),
)
SECOND = (
    _filled(RECEIVED, "Received"),
    _filled(CITY_WEIGHTS, "CityWeights"),
    _filled(CITY_FACTORS, "CityFactors"),
    TableSheet(SECOND_ALLOCATION, "Second", "结果", keep="县区"),
    TableSheet(SECOND_DRAFT, "SecondSteps", "结果", keep="县区"),
)
PILOT_SHEETS = (
    _filled(PILOT_LEDGER, "PilotLedger", "县区"),
    TableSheet(QUALIFICATION, "PilotFit", "结果", keep="县区"),
    TableSheet(PILOT_STATE, "PilotState", "结果", keep="县区"),
    TableSheet(PILOT_SUMMARY, "PilotSummary", "结果", keep="试点"),
    TableSheet(PILOT_OFFERS, "PilotOffers", "填报", ("是否列入", "备注"), keep="县区"),
)
SCHEME_INPUT = _filled(SCHEMES, "Weights")
TROUBLES = TableSheet(ISSUES, "Issues", "结果")
SETTINGS = TableSheet(PARAMETERS, "Parameters", "填报", FILLED_IN)
LOGS = (TableSheet(ARCHIVE, "Archive", "记录"), TableSheet(RUNS, "Runs", "记录"))

COMPARED = (("现行权重", dt.date(2024, 1, 1)), ("原权重", dt.date(2023, 1, 1)))
"""What a new workbook compares: the plan's weights as they stand now, and before (第4条)."""

PLACED = {
    guide.NAME: SHEET_WITH_BUTTONS,
    FACTOR_TABLE.name: ("测算分配",),
    POOL_TABLE.name: ("测算分配",),
    ALLOCATION.name: ("测算分配", "二次分配"),
    DISCLOSURE.name: ("测算分配",),
    CONFIRMATIONS.name: ("测算分配",),
    PILOT_LEDGER.name: ("试点管理",),
    PILOT_STATE.name: ("试点管理",),
    PILOT_OFFERS.name: ("试点管理", "测算分配"),
    SCHEMES.name: ("方案对比",),
    "方案对比": ("方案对比",),
    CITY_WEIGHTS.name: ("二次分配",),
    SECOND_ALLOCATION.name: ("二次分配",),
    ISSUES.name: ("测算分配", "二次分配", "方案对比", "试点管理"),
}
"""Which buttons stand on which sheet."""

SHEETS = (
    *(s.table.name for s in (*INPUTS, *RESULTS)), "公示表", *(s.table.name for s in CHECKS),
    "权重方案", "方案对比",
    *(s.table.name for s in (*SECOND, *PILOT_SHEETS)),
    ISSUES.name, PARAMETERS.name, "公式校核", *(s.table.name for s in LOGS),
)  # fmt: skip


def standard_schemes() -> list[tuple[str | float, ...]]:
    """第4条: the plan's own weights as rows of 权重方案."""
    return [_scheme(name, load(on)) for name, on in COMPARED]


def _scheme(name: str, policy: Policy) -> tuple[str | float, ...]:
    weights = [f"{factor}因素权重" for factor in ("政策", "人群", "收入", "绩效")]
    why = policy.parameter(weights[0]).reference
    return (name, *(float(policy.number(weight)) for weight in weights), why)


def build(workbook: Workbook, macros: bool = False) -> None:
    """Fill an empty workbook: its sheets in their fixed order, and with macros what presses them."""
    book, pressing = Book(workbook, Look(workbook)), Pressing(BUTTONS, PLACED, macros)
    add_guide(book, HEADING, sections(macros), COLOURS, SHEETS, pressing)
    for spec in (*INPUTS, *RESULTS):
        put_strip(book, add_table_sheet(book, spec), pressing)
    _print_in_parts(workbook.get_worksheet_by_name(DRAFT.name))
    put_strip(book, add_disclosure_sheet(book), pressing)
    for spec in CHECKS:
        put_strip(book, add_table_sheet(book, spec), pressing)
    put_strip(book, add_table_sheet(book, SCHEME_INPUT, standard_schemes()), pressing)
    put_strip(book, add_schemes_sheet(book), pressing)
    for spec in (*SECOND, *PILOT_SHEETS, TROUBLES):
        put_strip(book, add_table_sheet(book, spec), pressing)
    _print_in_parts(workbook.get_worksheet_by_name(SECOND_DRAFT.name))
    add_parameters_sheet(book, SETTINGS, NAME)
    add_allocation_recheck(book)
    for spec in LOGS:
        add_table_sheet(book, spec)
    if macros:
        add_macros(book, NAME, BUTTONS, {})
    workbook.get_worksheet_by_name(guide.NAME).activate()


def _print_in_parts(sheet: Worksheet) -> None:
    """All the steps are too wide for one page: on each the county is repeated beside them."""
    sheet.set_paper(A3)
    sheet.set_print_scale(60)
    sheet.repeat_columns(0, DRAFT.names.index("县区"))
