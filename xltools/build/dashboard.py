"""看板: headline figures, three native charts and the tables behind them, made for one screen."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from xltools.build.charts import lights_chart, moves_chart, progress_chart
from xltools.build.layout import GREY_INK, INK, ROW_PIXELS, TO_CALCULATE, TONES, pixels, width
from xltools.build.page import set_page
from xltools.build.sheet import add_sheet, put_heading
from xltools.build.tables import Book, Place, calm_text_numbers, put_table
from xltools.cells import column_letter
from xltools.tables.declared.dashboard import (
    CITY_PROGRESS,
    HEADLINES,
    LAST_COUNTIES,
    LIGHT_COUNTS,
    MOVES,
    OVERVIEW,
)
from xltools.tables.declared.ranking import LIGHTS

NAME, CODE = "看板", "Dashboard"
TITLE = "衔接资金工作调度看板"
NOTE = "按“计分排名”后自动更新，图随下方各表变化；投影时按 F11 或“视图—全屏”"

TILE_ROW = 4
CHART_ROW = 7
CHART_ROWS = 21
CAPTION_ROW = CHART_ROW + CHART_ROWS + 1
TABLE_ROW = CAPTION_ROW + 1

TABLES = (CITY_PROGRESS, LAST_COUNTIES, MOVES, LIGHT_COUNTS, OVERVIEW)
"""From left to right, one narrow column between them; each grows downwards."""

_GAP = 2.0
_OVERVIEW_ROWS = 40


@dataclass(frozen=True, slots=True)
class Span:
    """Columns of the sheet, first and last, from 0."""

    first: int
    last: int


TILES = (Span(0, 1), Span(2, 3), Span(5, 7), Span(8, 10), Span(12, 13), Span(14, 16), Span(18, 24))
"""The columns each headline stands over."""

CHARTS = (Span(0, 10), Span(12, 16), Span(18, 24))
"""Progress over the first two tables, lights over the third, moves over the rest."""


def table_columns() -> dict[str, int]:
    """The first sheet column of each table, from 0."""
    starts: dict[str, int] = {}
    column = 0
    for table in TABLES:
        starts[table.name] = column
        column += len(table.names) + 1
    return starts


def add_dashboard(book: Book) -> Worksheet:
    """The sheet, its tables still empty: a button fills them and the charts follow."""
    sheet = add_sheet(book, NAME, CODE, "看板")
    sheet.hide_gridlines(2)
    put_heading(book, sheet, TITLE, NOTE)
    places = _put_tables(book, sheet)
    _put_tiles(book, sheet)
    charts = (
        progress_chart(book, places[CITY_PROGRESS.name]),
        lights_chart(book, places[LIGHT_COUNTS.name]),
        moves_chart(book, places[MOVES.name]),
    )
    for chart, span in zip(charts, CHARTS, strict=True):
        _insert(sheet, chart, span)
    sheet.freeze_panes(3, 0)
    sheet.set_zoom(85)
    set_page(sheet, sum(_widths()), one_page=True)
    return sheet


def _put_tables(book: Book, sheet: Worksheet) -> dict[str, Place]:
    starts = table_columns()
    places = {t.name: Place(sheet, TABLE_ROW, starts[t.name]) for t in TABLES}
    for table in TABLES:
        place = places[table.name]
        sheet.write(CAPTION_ROW, place.column, table.title, book.look.subtitle)
        put_table(book, place, table, autofilter=False)
        gap = place.column + len(table.names)
        sheet.set_column(gap, gap, _GAP)
    calm_text_numbers(sheet, [(places[t.name], t) for t in TABLES])
    return places


def _put_tiles(book: Book, sheet: Worksheet) -> None:
    sheet.set_row_pixels(TILE_ROW, 24)
    sheet.set_row_pixels(TILE_ROW + 1, 46)
    for headline, span in zip(HEADLINES, TILES, strict=True):
        fill, ink = _tile_colours(headline)
        tile = {"bg_color": fill, "align": "center", "left": 5, "right": 5, "left_color": "#FFFFFF"}
        label = book.look(font_color=GREY_INK, right_color="#FFFFFF", **tile)
        value = book.look(font_size=22, bold=True, font_color=ink, right_color="#FFFFFF", **tile)
        sheet.merge_range(TILE_ROW, span.first, TILE_ROW, span.last, headline, label)
        sheet.merge_range(TILE_ROW + 1, span.first, TILE_ROW + 1, span.last, None, value)
        sheet.write_formula(TILE_ROW + 1, span.first, tile_formula(headline), value, TO_CALCULATE)


def tile_formula(headline: str) -> str:
    """The 数值 of a headline, wherever it stands in 看板_概况."""
    names, values = map(_overview_range, OVERVIEW.names)
    return f'=IFERROR(INDEX({values},MATCH("{headline}",{names},0)),"{TO_CALCULATE}")'


def _overview_range(name: str) -> str:
    letter = column_letter(table_columns()[OVERVIEW.name] + OVERVIEW.names.index(name) + 1)
    first = TABLE_ROW + 2
    return f"${letter}${first}:${letter}${first + _OVERVIEW_ROWS - 1}"


def _tile_colours(headline: str) -> tuple[str, str]:
    if headline[0] in LIGHTS:
        fill, ink, _ = TONES[headline[0]]
        return fill, ink
    return "#EAF1FB", INK


def _insert(sheet: Worksheet, chart: Chart, span: Span) -> None:
    widths = [pixels(w) for w in _widths()[span.first : span.last + 1]]
    chart.set_size({"width": sum(widths) - 4, "height": CHART_ROWS * ROW_PIXELS - 4})
    sheet.insert_chart(CHART_ROW, span.first, chart, {"x_offset": 2, "y_offset": 2, "object_position": 2})


def _widths() -> list[float]:
    """The sheet's columns from the left: each table's, then a gap."""
    return [w for table in TABLES for w in [*(width(table.column(n)) for n in table.names), _GAP]]
