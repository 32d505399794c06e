"""Sheet 方案对比: what each set of weights would give, side by side, with two native charts (第4条)."""

from __future__ import annotations

from typing import Any

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from xltools.build.charts import dress, series
from xltools.build.layout import FONT, GREY_INK, LINE, ROW_PIXELS, TONES, pixels, width
from xltools.build.page import set_page
from xltools.build.sheet import add_sheet, put_heading
from xltools.build.tables import Book, Place, calm_text_numbers, put_table
from xltools.tables.declared.allocation_schemes import SCHEME_COUNTIES, SCHEME_SUMMARY
from xltools.tables.model import Table

NAME, CODE = SCHEME_COUNTIES.name, "Schemes"
TITLE = "方案对比：换一套权重，谁增谁减"
NOTE = "方案在“权重方案”里填，第一行为基准；按“方案对比”后自动更新，图随表变。试算只供比较，不改分配表"

CHART_ROW = 4
CHART_ROWS = 18
TABLE_ROW = CHART_ROW + CHART_ROWS + 2

_GAP = 2.0
_SMALL = {"name": FONT, "size": 9, "color": GREY_INK}
_FAINT = {"visible": True, "line": {"color": "#E4E4E4", "width": 0.75}}
_COUNTS = (("增加县数", TONES["绿"][2]), ("持平县数", "#BAB0AC"), ("减少县数", TONES["红"][2]))
_AMOUNTS = (("增加合计", "#4E79A7"), ("保底增加额", "#F28E2B"), ("封顶减少额", "#76B7B2"))


def add_schemes_sheet(book: Book) -> Worksheet:
    """The sheet, its tables still empty: summary on the left under the charts, counties on the right."""
    sheet = add_sheet(book, NAME, CODE, "看板")
    put_heading(book, sheet, TITLE, NOTE)
    starts = {SCHEME_SUMMARY.name: 0, SCHEME_COUNTIES.name: len(SCHEME_SUMMARY.names) + 1}
    places = {t.name: Place(sheet, TABLE_ROW, starts[t.name]) for t in (SCHEME_SUMMARY, SCHEME_COUNTIES)}
    for table in (SCHEME_SUMMARY, SCHEME_COUNTIES):
        place = places[table.name]
        sheet.write(TABLE_ROW - 1, place.column, table.title, book.look.subtitle)
        put_table(book, place, table, autofilter=table is SCHEME_COUNTIES)
    sheet.set_column(len(SCHEME_SUMMARY.names), len(SCHEME_SUMMARY.names), _GAP)
    sheet.set_row(TABLE_ROW, 33)
    calm_text_numbers(sheet, [(places[t.name], t) for t in (SCHEME_SUMMARY, SCHEME_COUNTIES)])
    _put_charts(book, sheet, places[SCHEME_SUMMARY.name])
    set_page(sheet, sum(_widths(SCHEME_SUMMARY)), printed=len(SCHEME_SUMMARY.names))
    return sheet


def _put_charts(book: Book, sheet: Worksheet, place: Place) -> None:
    """Side by side over the summary."""
    half = len(SCHEME_SUMMARY.names) // 2
    made = (_chart(book, place, "各方案增减县数（个）", _COUNTS, "percent_stacked"),
            _chart(book, place, "各方案增加合计、保底和封顶的代价（万元）", _AMOUNTS))  # fmt: skip
    for chart, first, last in zip(made, (0, half), (half, len(SCHEME_SUMMARY.names)), strict=True):
        across = sum(pixels(w) for w in _widths(SCHEME_SUMMARY)[first:last])
        chart.set_size({"width": across - 4, "height": CHART_ROWS * ROW_PIXELS - 4})
        sheet.insert_chart(CHART_ROW, first, chart, {"x_offset": 2, "y_offset": 2, "object_position": 2})


def _chart(
    book: Book, place: Place, title: str, columns: tuple[tuple[str, str], ...], subtype: str = ""
) -> Chart:
    """Columns by 方案 and 资金级次."""
    kind: dict[str, Any] = {"type": "column"}
    chart = book.workbook.add_chart(kind | ({"subtype": subtype} if subtype else {}))
    for name, colour in columns:
        chart.add_series({
            **series(place, SCHEME_SUMMARY, ("方案", "资金级次"), name),
            "fill": {"color": colour}, "border": {"none": True}, "gap": 60,
            "data_labels": {"value": True, "num_format": "#,##0;-#,##0;", "font": {**_SMALL, "size": 8}},
        })  # fmt: skip
    chart.set_y_axis({"num_format": "0%" if subtype else "#,##0", "num_font": _SMALL,
                      "major_gridlines": _FAINT, "line": {"none": True}})  # fmt: skip
    chart.set_x_axis({"num_font": _SMALL, "line": {"color": LINE}})
    dress(chart, title)
    return chart


def _widths(table: Table) -> list[float]:
    return [width(table.column(name)) for name in table.names]
