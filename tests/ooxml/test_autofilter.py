"""The conditions of an AutoFilter as Excel saves them, and the rows of a table that follow them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter
from lxml import etree

from tests import ooxml_validator
from tests.ooxml.handmade import MAIN
from xltools.cells import CellError, CellValue, Uncalculated
from xltools.ooxml.autofilter import shows
from xltools.ooxml.patch import Patch
from xltools.ooxml.tablefilters import refilter

DAY = dt.datetime(2024, 9, 30, 8, 30)
TICKED = '<filters><filter val="内江市"/><filter val="58.33%"/></filters>'
DAYS = '<filters><dateGroupItem year="2024" month="9" dateTimeGrouping="month"/></filters>'


def custom(*conditions: tuple[str, str], both: bool = False) -> str:
    each = "".join(f'<customFilter operator="{o}" val="{v}"/>' for o, v in conditions)
    return f"<customFilters{' and=' + chr(34) + '1' + chr(34) if both else ''}>{each}</customFilters>"


def column(inside: str) -> etree._Element:
    return etree.fromstring(f'<filterColumn xmlns="{MAIN}" colId="0">{inside}</filterColumn>')


@pytest.mark.parametrize(
    ("condition", "value", "text", "seen"),
    [
        # ticked values: the text that the cell shows, whatever its letter case
        (TICKED, "内江市", "内江市", True),
        (TICKED, "内江市 ", "内江市 ", True),
        (TICKED, "成都市", "成都市", False),
        (TICKED, None, "", False),
        (TICKED, 0.5833, "58.33%", True),
        (TICKED, 0.5834, "58.34%", False),
        (TICKED, CellError("#N/A"), "#N/A", False),
        ('<filters><filter val="#N/A"/></filters>', CellError("#N/A"), "#N/A", True),
        ('<filters><filter val="a1"/></filters>', "A1", "A1", True),
        ('<filters><filter val="TRUE"/></filters>', True, "TRUE", True),
        ('<filters><filter val="511002"/></filters>', "511002", "511002", True),
        # a number saved as such, and one whose shown text is not sure: what may be meant is seen
        ('<filters><filter val="0.5833"/></filters>', 0.5833, "58.33%", True),
        ('<filters><filter val="1,234.50"/></filters>', 1234.5, None, True),
        ('<filters><filter val="1,234.50"/></filters>', 1235.5, None, False),
        ('<filters><filter val="5万"/></filters>', 50_000.0, None, True),
        # blanks
        ('<filters blank="1"/>', None, "", True),
        ('<filters blank="1"/>', "  ", "  ", True),
        ('<filters blank="1"/>', 0.0, "0", False),
        ('<filters blank="1"><filter val="内江市"/></filters>', "内江市", "内江市", True),
        # ticked dates, as far as they were ticked; as texts where LibreOffice saved them
        (DAYS, DAY, None, True),
        (DAYS, dt.datetime(2024, 10, 1), None, False),
        (DAYS, "2024-09", "2024-09", False),
        ('<filters><dateGroupItem year="2024" dateTimeGrouping="year"/></filters>', DAY, None, True),
        ('<filters><filter val="2024-09-30"/></filters>', DAY, None, True),
        ('<filters><filter val="2024-09-29"/></filters>', DAY, None, False),
        # comparisons; a day is its serial number: 2024-09-30 is 45565
        (custom(("greaterThan", "60")), 60.0, "60", False),
        (custom(("greaterThanOrEqual", "60")), 60.0, "60", True),
        (custom(("lessThan", "60")), 59.9, "59.9", True),
        (custom(("lessThanOrEqual", "60")), "59", "59", False),
        (custom(("lessThan", "60")), None, "", False),
        (custom(("greaterThan", "45565")), DAY, None, True),
        (custom(("lessThan", "45565")), DAY, None, False),
        (custom(("lessThan", "45565")), dt.datetime(1, 1, 1), None, False),  # no day in Excel
        (custom(("greaterThan", "40"), ("lessThan", "60"), both=True), 50.0, "50", True),
        (custom(("greaterThan", "40"), ("lessThan", "60"), both=True), 70.0, "70", False),
        (custom(("lessThan", "40"), ("greaterThan", "60")), 70.0, "70", True),
        # equal and not, with wildcards for texts alone
        (custom(("equal", "60")), 60.0, "60.00", True),
        (custom(("equal", "*市中区")), "内江市市中区", "内江市市中区", True),
        (custom(("equal", "?中区")), "市中区", "市中区", True),
        (custom(("equal", "?中区")), "中区", "中区", False),
        (custom(("equal", "甲~*")), "甲*", "甲*", True),
        (custom(("equal", "甲~*")), "甲乙", "甲乙", False),
        (custom(("equal", "a.c")), "abc", "abc", False),
        (custom(("equal", "*5*")), 50.0, "50", False),
        (custom(("notEqual", "*市")), "内江市", "内江市", False),
        (custom(("notEqual", "*市")), None, "", True),
        (custom(("notEqual", " ")), None, "", False),
        (custom(("notEqual", " ")), "甲", "甲", True),
        (custom(("notEqual", " ")), 1.0, "1", True),
    ],
)  # fmt: skip
def test_a_condition_shows_what_excel_shows(
    condition: str, value: CellValue, text: str | None, seen: bool
) -> None:
    """ECMA-376 part 1, 18.3.2, by hand for each cell."""
    found = shows(column(condition))
    assert found is not None
    assert found(value, text) is seen


@pytest.mark.parametrize(
    "condition",
    [
        '<top10 val="10" filterVal="80"/>',
        '<dynamicFilter type="aboveAverage" val="70"/>',
        '<colorFilter dxfId="0"/>',
        '<iconFilter iconSet="3Arrows"/>',
        '<filters calendarType="saka"><filter val="1"/></filters>',
        custom(("greaterThan", "内江")),
        custom(("greaterThan", "5"), ("lessThan", "乙")),
        '<extLst/><filters blank="1"/>',
        '<filters><dateGroupItem year="2024" dateTimeGrouping="week"/></filters>',
        custom(("greaterThan", "1E400")),
        custom(("greaterThan", f"1E{'9' * 5000}")),
    ],
)
def test_what_cannot_be_looked_up_in_a_cell_is_not_guessed(condition: str) -> None:
    """Ranks, averages, colours, other calendars and parts of dates, the order of texts, numbers that no cell
    holds."""
    assert shows(column(condition)) is None


def test_days_of_a_1904_workbook_have_other_numbers() -> None:
    """2024-09-30 is 45565 − 1462 = 44103 there."""
    found = shows(column(custom(("equal", "44103"))), date1904=True)
    assert found is not None
    assert found(dt.datetime(2024, 9, 30), None)


# the rows of a table


ROWS = (["1", "内江市", 1], ["2", "成都市", 2], ["3", "成都市", 3], ["4", "内江市", 4])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Table 表 in A1:C5 (代码, 市州, 得分) with filter buttons; rows 3, 4 and 9 hidden."""
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    headers = [{"header": name} for name in ("代码", "市州", "得分")]
    sheet.add_table("A1:C5", {"name": "表", "columns": headers, "data": ROWS})
    for row in (3, 4, 9):
        sheet.set_row(row - 1, None, None, {"hidden": True})
    book.close()
    return tmp_path / "a.xlsx"


def filtered(path: Path, *columns: str, marks: str = "") -> Patch:
    """The workbook with conditions in its table."""
    patch = Patch(path)
    (table,) = patch.all_tables()
    table.edit()
    assert table.autofilter is not None
    for element in etree.fromstring(f'<x xmlns="{MAIN}">{"".join(columns)}{marks}</x>'):
        table.autofilter.append(element)
    return Patch(path, patch.to_bytes())


CITY = '<filterColumn colId="1"><filters><filter val="成都市"/></filters></filterColumn>'
TOP = '<filterColumn colId="2" hiddenButton="1"><top10 val="2"/></filterColumn>'
SORTED = '<sortState ref="A2:C5"><sortCondition ref="A2:A5"/></sortState>'


def follow(patch: Patch) -> list[str]:
    """Filter anew by the values that the fixture holds."""
    (table,) = patch.all_tables()
    cells = {1: ["1", "2", "3", "4"], 2: ["内江市", "成都市", "成都市", "内江市"], 3: [1.0, 2.0, 3.0, 4.0]}
    sheet = patch.sheet(table.sheet)
    return refilter(sheet, table, lambda c: [(v, str(v)) for v in cells[c]])


def hidden(patch: Patch) -> list[int]:
    sheet = patch.sheet(patch.sheet_names[0])
    return [row for row in range(1, 12) if sheet.is_hidden(row)]


def test_rows_are_hidden_and_shown_as_the_condition_says(path: Path, tmp_path: Path) -> None:
    """Now 成都市 alone is ticked: rows 2 and 5 go, 3 and 4 come back; row 9, which is no table's, stays."""
    patch = filtered(path, CITY)
    assert hidden(patch) == [3, 4, 9]
    assert follow(patch) == []
    saved = tmp_path / "b.xlsx"
    saved.write_bytes(patch.to_bytes())
    assert hidden(Patch(saved)) == [2, 5, 9]
    assert ooxml_validator.errors(saved) == []


def test_without_a_condition_hidden_rows_stay_hidden(path: Path) -> None:
    """The officer hid them by hand."""
    patch = Patch(path)
    assert follow(patch) == []
    assert hidden(patch) == [3, 4, 9]
    assert patch.to_bytes() == path.read_bytes()


def test_a_condition_that_cannot_be_followed_is_dropped_and_named(path: Path, tmp_path: Path) -> None:
    """The others still hold; the button stays as it was."""
    patch = filtered(path, CITY, TOP)
    assert follow(patch) == ["得分"]
    assert hidden(patch) == [2, 5, 9]
    saved = tmp_path / "b.xlsx"
    saved.write_bytes(patch.to_bytes())
    assert ooxml_validator.errors(saved) == []
    (table,) = Patch(saved).all_tables()
    assert [(c.get("colId"), len(c)) for c in table.autofilter] == [("1", 1), ("2", 0)]


def test_with_the_only_condition_dropped_every_row_is_seen(path: Path) -> None:
    """Nothing hides them any more."""
    patch = filtered(path, TOP)
    assert follow(patch) == ["得分"]
    assert hidden(patch) == [9]


def test_a_column_whose_formulas_have_no_value_cannot_be_followed(path: Path) -> None:
    """Nobody has calculated them."""
    patch = filtered(path, CITY)
    (table,) = patch.all_tables()
    cells = [(Uncalculated("A2"), "")] * 4
    assert refilter(patch.sheet(table.sheet), table, lambda _: cells) == ["市州"]


def test_a_sorted_mark_goes(path: Path) -> None:
    """The rows are in the order they were written in: an arrow that says otherwise would be a lie."""
    patch = filtered(path, CITY, marks=SORTED)
    (table,) = patch.all_tables()
    assert b"sortState" in etree.tostring(table.root)
    follow(patch)
    assert b"sortState" not in patch.parts.xml(table.part)


def test_rows_that_leave_a_filtered_table_are_seen_again(path: Path) -> None:
    """Below the table nothing shows that a filter hid them."""
    patch = filtered(path, CITY)
    (table,) = patch.all_tables()
    patch.resize_table(table, "A1:C3", table.columns)
    assert hidden(patch) == [3, 9]


def test_rows_that_leave_an_unfiltered_table_stay_hidden(path: Path) -> None:
    """By hand they were hidden, by hand they are shown."""
    patch = Patch(path)
    (table,) = patch.all_tables()
    patch.resize_table(table, "A1:C3", table.columns)
    assert hidden(patch) == [3, 4, 9]


def test_a_table_made_of_a_filtered_sheet_takes_its_filter_over(tmp_path: Path) -> None:
    """Excel would repair a file where both have one."""
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for i, row in enumerate(([None, "代码", "市州"], [None, "1", "内江市"], [None, "2", "成都市"])):
        sheet.write_row(i, 0, row)
    sheet.autofilter("A1:C3")
    sheet.filter_column_list("C", ["成都市"])
    sheet.set_row(1, None, None, {"hidden": True})
    book.close()
    patch = Patch(path)
    table = patch.add_table(patch.sheet_names[0], "B1:C3", "表", ["代码", "市州"])
    (condition,) = table.autofilter
    assert condition.get("colId") == "1"
    path.write_bytes(patch.to_bytes())
    assert ooxml_validator.errors(path) == []
    again = Patch(path)
    assert b"<autoFilter" not in again.parts.xml("xl/worksheets/sheet1.xml")
    assert [n.name for n in again.workbook.names] == []
    assert not again.sheet(again.sheet_names[0]).is_hidden(2)
