"""Every declared table stands in 调度排名.xlsm as a real Excel Table, with what its columns declare."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from tests.build import books
from xltools.tables.declared.dashboard import CITY_PROGRESS, LAST_COUNTIES, LIGHT_COUNTS, MOVES, OVERVIEW
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH, RETURNS
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.ranking import CITY_RANKING, HISTORY, RANKING
from xltools.tables.declared.record import ISSUES, PARAMETERS, RUNS
from xltools.tables.declared.review import ADJUSTMENTS, PROBLEMS
from xltools.tables.model import Column, Kind, Table

OWN_SHEET = (
    DISPATCH, RANKING, CITY_RANKING, LETTERS, RETURNS, ISSUES, HISTORY, COUNTIES, ADJUSTMENTS, PROBLEMS,
    PARAMETERS, RUNS,
)  # fmt: skip
ON_DASHBOARD = (CITY_PROGRESS, LAST_COUNTIES, MOVES, LIGHT_COUNTS, OVERVIEW)
FILLED = (DISPATCH, COUNTIES, ADJUSTMENTS, PROBLEMS)
"""The tables an officer fills in whole."""

THOUSANDS = 15_000
"""Rows that drop-downs and lights must reach at the least: years of a province's counties."""


def _sheet(table: Table) -> Any:
    name = "看板" if table in ON_DASHBOARD else table.name
    return books.opened(books.MAIN)[name]


def _cell(table: Table, column: str, row: int = 5) -> str:
    return f"{get_column_letter(table.names.index(column) + 1)}{row}"


def _columns(tables: tuple[Table, ...], *kinds: Kind) -> list[tuple[Table, Column]]:
    return [(t, t.column(n)) for t in tables for n in t.names if not kinds or t.column(n).kind in kinds]


@pytest.mark.parametrize("table", [*OWN_SHEET, *ON_DASHBOARD], ids=lambda t: t.name)
def test_table_has_every_declared_column_in_order(table: Table) -> None:
    """The Excel Table's name and headers are the public interface."""
    excel = _sheet(table).tables[table.name]
    assert [column.name for column in excel.tableColumns] == table.names


@pytest.mark.parametrize("table", OWN_SHEET, ids=lambda t: t.name)
def test_sheet_has_title_free_strip_note_and_header(table: Table) -> None:
    """Row 1 title, row 2 free for buttons, row 3 note, row 4 header; header and key stay in sight."""
    sheet = _sheet(table)
    assert sheet["A1"].value == table.title
    assert all(cell.value is None for cell in sheet[2][1:])
    assert (sheet["A3"].value or "").startswith(table.note)
    left, top, _, _ = range_boundaries(sheet.tables[table.name].ref)
    assert (left, top) == (1, 4)
    assert sheet.freeze_panes.endswith("5")
    assert sheet.print_title_rows == "$4:$4"


@pytest.mark.parametrize("table", [*OWN_SHEET[:-2], RUNS, *ON_DASHBOARD], ids=lambda t: t.name)
def test_text_columns_are_text_from_the_header_down(table: Table) -> None:
    """Codes and periods typed or pasted below must not turn into numbers or dates; 参数 has numbers."""
    sheet = _sheet(table)
    left, top, _, _ = range_boundaries(sheet.tables[table.name].ref)
    for i, name in enumerate(table.names):
        cell = sheet.cell(top + 1, left + i)
        text = table.column(name).kind in (Kind.TEXT, Kind.CODE, Kind.PERIOD, Kind.CHOICE)
        assert (cell.number_format == "@") == text, name


@pytest.mark.parametrize(
    ("table", "column"), _columns(FILLED, Kind.CHOICE), ids=lambda x: x.name if hasattr(x, "name") else x
)
def test_drop_down_offers_the_declared_choices(table: Table, column: Column) -> None:
    """As many rows down as a table may grow."""
    for row in (5, THOUSANDS):
        (rule,) = books.rules(_sheet(table), _cell(table, column.name, row))
        assert rule.type == "list"
        assert rule.formula1 == '"' + ",".join(column.choices) + '"'


def test_letters_can_be_confirmed_from_a_list() -> None:
    """是否签发 is 是 or 否; what the program decides has no drop-down."""
    (rule,) = books.rules(_sheet(LETTERS), _cell(LETTERS, "是否签发"))
    assert rule.formula1 == '"是,否"'
    assert books.rules(_sheet(LETTERS), _cell(LETTERS, "函件")) == []


@pytest.mark.parametrize(
    ("table", "column"),
    [(t, c) for t, c in _columns(FILLED, Kind.MONEY, Kind.COUNT) if c.high is not None],
    ids=lambda x: x.name if hasattr(x, "name") else x,
)
def test_figures_say_their_unit_and_warn_beyond_their_bounds(table: Table, column: Column) -> None:
    """A warning, not a refusal: the check reports it as well, with its cell."""
    (rule,) = books.rules(_sheet(table), _cell(table, column.name))
    assert (float(rule.formula1), float(rule.formula2)) == (column.low, column.high)
    assert rule.errorStyle == "warning"
    assert column.unit in rule.prompt
    assert rule.type == ("whole" if column.kind is Kind.COUNT else "decimal")


def test_code_and_period_are_checked_while_typing() -> None:
    """Six digits; year and month."""
    (code,) = books.rules(_sheet(DISPATCH), _cell(DISPATCH, "行政区划代码"))
    (period,) = books.rules(_sheet(DISPATCH), _cell(DISPATCH, "期别"))
    assert "LEN(B5)=6" in code.formula1
    assert "511002" in code.prompt
    assert 'MID(A5,5,1)="-"' in period.formula1


@pytest.mark.parametrize(
    ("table", "column"),
    [(t, c) for t, c in _columns((*OWN_SHEET, *ON_DASHBOARD), Kind.CHOICE) if "红" in c.choices],
    ids=lambda x: x.name if hasattr(x, "name") else x,
)
def test_lights_are_coloured_by_their_text(table: Table, column: Column) -> None:
    """红黄绿 is conditional formatting on the 状态 text: no cell is painted, and no threshold is repeated."""
    sheet = _sheet(table)
    left, top, _, _ = range_boundaries(sheet.tables[table.name].ref)
    letter = get_column_letter(left + table.names.index(column.name))
    found = {
        rule.formula[0]: rule.dxf.fill.bgColor.rgb[-6:]
        for box in sheet.conditional_formatting
        if f"{letter}{top + 1}" in box.cells and f"{letter}{top + THOUSANDS}" in box.cells
        for rule in box.rules
        if rule.type == "cellIs"
    }
    assert found == {'"红"': "FFC7CE", '"黄"': "FFEB9C", '"绿"': "C6EFCE"}


@pytest.mark.parametrize("table", OWN_SHEET, ids=lambda t: t.name)
def test_sheet_prints_landscape_one_page_wide_with_page_numbers(table: Table) -> None:
    """第几页 共几页, as offices print."""
    sheet = _sheet(table)
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((None, 0), (1, 0))
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.center.text == "第&P页 共&N页"
