"""看板: the charts take their figures from its tables, and the headlines find theirs by name."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from tests.build import books
from tests.office import convert
from xltools.build.dashboard import CHARTS, TABLES, TILE_ROW, TILES
from xltools.tables.declared.dashboard import CITY_PROGRESS, HEADLINES, LIGHT_COUNTS, MOVES, OVERVIEW
from xltools.tables.model import Table


def _sheet() -> openpyxl.worksheet.worksheet.Worksheet:
    return books.opened(books.MAIN)["看板"]


def _data(table: Table, column: str) -> str:
    """The data cell of a column as a chart refers to it: a shipped table has one empty row."""
    left, top, _, bottom = range_boundaries(_sheet().tables[table.name].ref)
    assert bottom == top + 1
    return f"看板!${get_column_letter(left + table.names.index(column))}${bottom}"


def _header(table: Table, column: str) -> str:
    left, top, _, _ = range_boundaries(_sheet().tables[table.name].ref)
    return f"看板!${get_column_letter(left + table.names.index(column))}${top}"


def _references(part: str) -> set[str]:
    xml = books.parts(books.built(books.MAIN))[part].decode()
    return {text.replace("'", "") for text in re.findall(r"<c:f>(.*?)</c:f>", xml)}


def test_there_are_three_native_charts() -> None:
    """支出率 against 序时目标, lights, moves."""
    names = [name for name in books.parts(books.built(books.MAIN)) if name.startswith("xl/charts/chart")]
    assert len(names) == len(CHARTS) == 3


@pytest.mark.parametrize(
    ("part", "table", "category", "values"),
    [
        ("xl/charts/chart1.xml", CITY_PROGRESS, "市州", ("支出率", "序时目标")),
        ("xl/charts/chart2.xml", LIGHT_COUNTS, "维度", ("绿", "黄", "红")),
        ("xl/charts/chart3.xml", MOVES, "县区", ("变化",)),
    ],
)
def test_chart_covers_exactly_the_data_of_its_table(
    part: str, table: Table, category: str, values: tuple[str, ...]
) -> None:
    """Whole columns of the table, so that a program that grows the table grows the chart."""
    expected = {
        _data(table, category),
        *(_data(table, v) for v in values),
        *(_header(table, v) for v in values),
    }
    assert _references(part) == expected


def test_lights_have_their_own_colours_in_the_chart() -> None:
    """绿 then 黄 then 红, stacked to 100 %."""
    xml = books.parts(books.built(books.MAIN))["xl/charts/chart2.xml"].decode()
    assert re.findall(r'<a:srgbClr val="(59A14F|F2C12E|E15759)"/>', xml) == ["59A14F", "F2C12E", "E15759"]
    assert '<c:grouping val="percentStacked"/>' in xml


def test_target_is_a_line_over_columns() -> None:
    """第11条 序时目标 is read against the columns of 支出率."""
    xml = books.parts(books.built(books.MAIN))["xl/charts/chart1.xml"].decode()
    assert xml.index("<c:barChart>") < xml.index("<c:lineChart>")


def test_tables_stand_side_by_side_and_can_grow_down() -> None:
    """No table stands below another, and nothing stands below any of them."""
    boxes = [range_boundaries(_sheet().tables[table.name].ref) for table in TABLES]
    assert len({top for _, top, _, _ in boxes}) == 1
    assert all(left > before_right + 1 for (_, _, before_right, _), (left, _, _, _) in pairwise(boxes))
    lowest = max(bottom for _, _, _, bottom in boxes)
    assert _sheet().max_row == lowest


def test_headlines_keep_no_value_that_could_go_stale() -> None:
    """LibreOffice shows a formula's stored value as it stands, so none is stored."""
    sheet = openpyxl.load_workbook(io.BytesIO(books.built(books.MAIN)), data_only=True)["看板"]
    assert [sheet.cell(TILE_ROW + 2, span.first + 1).value for span in TILES] == [None] * len(TILES)


@pytest.mark.libreoffice
def test_headlines_show_the_figures_of_the_overview(tmp_path: Path) -> None:
    """In whatever order 看板_概况 lists them; a missing one shows a dash."""
    book = openpyxl.load_workbook(io.BytesIO(books.built(books.MAIN)))
    sheet = book["看板"]
    left, top, _, _ = range_boundaries(sheet.tables[OVERVIEW.name].ref)
    figures = dict(zip(HEADLINES[:-1], ("2024-09", "161", "74.12%", "75.00%", "88", "50"), strict=True))
    for i, (name, value) in enumerate(reversed(figures.items()), top + 1):
        sheet.cell(i, left).value, sheet.cell(i, left + 1).value = name, value
    book.save(tmp_path / "看板.xlsx")
    (path,) = convert([tmp_path / "看板.xlsx"], "xlsx", tmp_path)
    shown = openpyxl.load_workbook(path, data_only=True)["看板"]
    tiles = [[shown.cell(TILE_ROW + 1 + i, span.first + 1).value for span in TILES] for i in (0, 1)]
    assert tiles[0] == list(HEADLINES)
    assert tiles[1] == [*figures.values(), "—"]
