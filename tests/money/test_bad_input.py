"""Every contradiction in the ledgers: its sentence, its cell; nothing is half-written."""

from __future__ import annotations

from typing import Any

import pytest

from tests.money.conftest import bad_cells
from tests.money.desk import Desk, project
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.money import DISCLOSURES, FUNDS, PAYMENTS
from xltools.tables.declared.money_results import DISCLOSURE_CHECK, INDUSTRY_SHARES
from xltools.tables.declared.projects import PROJECTS
from xltools.tables.model import Table

_PRESSED = {FUNDS.name: (FUNDS, "industry"), PAYMENTS.name: (PAYMENTS, "payment"),
            DISCLOSURES.name: (DISCLOSURES, "disclosure")}  # fmt: skip


def changed(desk: Desk, table: Table, changes: str, row: int) -> None:
    """Type what a case says into the last row of the table."""
    for change in changes.split("；"):
        column, _, value = change.partition("=")
        desk.type(table, row, column, _typed(table, column, value))


def _typed(table: Table, column: str, value: str) -> Any:
    if value and table.column(column).kind.value == "金额":
        return float(value)
    return value or None


@pytest.mark.parametrize("case", bad_cells(), ids=lambda case: case["情形"])
def test_it_is_told_at_its_cell(case: dict[str, str], desk: Desk) -> None:
    table, key = _PRESSED[case["表"]]
    row = {FUNDS: 4, PAYMENTS: 0, DISCLOSURES: 8}[table]
    if case["情形"] == "完工没有日期":
        desk.put(PROJECTS, project(实施状态="已开工", 完工日期=None), workbook=desk.library)
        desk.type(table, row, "完工日期", None)
    if case["情形"].startswith("使用环节"):
        row = 9
    changed(desk, table, case["改动"], row)
    found = [i for i in desk.press(key).errors if i.column == case["列"] and case["问题含"] in i.problem]
    assert found and all(i.cell and i.remedy for i in found), case
    with_row = {i.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for i in found}
    assert with_row == {str(row + 5)}


def test_all_mistakes_of_all_ledgers_are_told_at_once_and_nothing_is_written(desk: Desk) -> None:
    desk.type(FUNDS, 6, "到位日期", "2024-02-01")
    desk.type(DISCLOSURES, 0, "行政区划代码", "510199")
    result = desk.press("awards")
    assert not result.done
    assert {i.table for i in result.errors} == {"资金台账", "公示台账"}
    assert not len(desk.rows(INDUSTRY_SHARES)) and not len(desk.rows(DISCLOSURE_CHECK))


def test_a_county_that_is_in_no_city_is_told(desk: Desk) -> None:
    cell = desk.type(COUNTIES, 0, "市州", None)
    [issue] = desk.press("industry").errors
    assert (issue.table, issue.cell, issue.column) == ("县区名单", cell, "市州")


def test_an_empty_list_of_counties_says_where_it_may_come_from(desk: Desk) -> None:
    desk.put(COUNTIES)
    [issue] = desk.press("funding").errors
    assert issue.problem == "县区名单是空的" and "调度排名" in issue.remedy
