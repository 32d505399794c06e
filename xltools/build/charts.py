"""The native charts of 看板. Each takes its figures from a table on the same sheet and grows with it."""

from __future__ import annotations

from typing import Any

from xlsxwriter.chart import Chart

from xltools.build.layout import FONT, GREY_INK, INK, LINE, TONES
from xltools.build.tables import Book, Place
from xltools.tables.declared.dashboard import CITY_PROGRESS, LIGHT_COUNTS, MOVES
from xltools.tables.declared.ranking import LIGHTS
from xltools.tables.model import Table

_BLUE, _ORANGE = "#4E79A7", "#F28E2B"
_SMALL = {"name": FONT, "size": 9, "color": GREY_INK}
_FAINT = {"visible": True, "line": {"color": "#E4E4E4", "width": 0.75}}


def progress_chart(book: Book, place: Place) -> Chart:
    """第11条: each city's 支出率 as a column against the line of 序时目标."""
    columns = book.workbook.add_chart({"type": "column"})
    columns.add_series({
        **series(place, CITY_PROGRESS, "市州", "支出率"),
        "fill": {"color": _BLUE}, "border": {"none": True}, "gap": 60,
        "data_labels": {"value": True, "num_format": "0%", "font": {**_SMALL, "size": 8}},
    })  # fmt: skip
    line = book.workbook.add_chart({"type": "line"})
    line.add_series({
        **series(place, CITY_PROGRESS, "市州", "序时目标"),
        "line": {"color": _ORANGE, "width": 2.5}, "marker": {"type": "none"},
    })  # fmt: skip
    columns.combine(line)
    columns.set_y_axis({"num_format": "0%", "min": 0, "num_font": _SMALL, "major_gridlines": _FAINT,
                        "line": {"none": True}})  # fmt: skip
    columns.set_x_axis({"num_font": {**_SMALL, "rotation": -45}, "interval_unit": 1,
                        "line": {"color": LINE}})  # fmt: skip
    dress(columns, "各市（州）支出率与序时目标")
    return columns


def lights_chart(book: Book, place: Place) -> Chart:
    """第12条: counties by light, for each dimension and overall, in the lights' own colours."""
    bars = book.workbook.add_chart({"type": "column", "subtype": "percent_stacked"})
    for light in LIGHTS:
        bars.add_series({
            **series(place, LIGHT_COUNTS, "维度", light),
            "fill": {"color": TONES[light][2]}, "border": {"none": True}, "gap": 55,
            "data_labels": {"value": True, "num_format": "0;;", "font": {"name": FONT, "size": 9}},
        })  # fmt: skip
    bars.set_y_axis({"num_format": "0%", "num_font": _SMALL, "major_gridlines": _FAINT,
                     "line": {"none": True}})  # fmt: skip
    bars.set_x_axis({"num_font": {**_SMALL, "size": 10}, "line": {"color": LINE}})
    dress(bars, "红黄绿县数（个）")
    return bars


def moves_chart(book: Book, place: Place) -> Chart:
    """第12条: places gained (to the right) and lost since the round before.

    Losses are red where the program knows a colour for negative bars; elsewhere the outline shows them.
    """
    bars = book.workbook.add_chart({"type": "bar"})
    bars.add_series({
        **series(place, MOVES, "县区", "变化"),
        "fill": {"color": _BLUE}, "border": {"color": _BLUE, "width": 0.75}, "gap": 40,
        "invert_if_negative": True, "invert_if_negative_color": TONES["红"][2],
        "data_labels": {"value": True, "num_format": "+0;-0;0", "font": {**_SMALL, "size": 8}},
    })  # fmt: skip
    bars.set_y_axis({"reverse": True, "label_position": "low", "interval_unit": 1,
                     "num_font": {**_SMALL, "size": 8}, "line": {"color": LINE}})  # fmt: skip
    bars.set_x_axis({"num_format": "+0;-0;0", "num_font": _SMALL, "major_gridlines": _FAINT,
                     "line": {"none": True}})  # fmt: skip
    dress(bars, "位次变化（位，正数为上升）")
    bars.set_legend({"none": True})
    return bars


def series(place: Place, table: Table, category: str | tuple[str, str], value: str) -> dict[str, Any]:
    """Name, categories and values: the data rows of two columns of a table that has one row so far.

    `category` may be the first and the last of neighbouring columns: an axis with two levels.
    """
    name, row = place.sheet.get_name(), place.row + 1

    def cells(first: str, last: str) -> list[Any]:
        left, right = (place.column + table.names.index(column) for column in (first, last))
        return [name, row, left, row, right]

    header = [name, place.row, place.column + table.names.index(value)]
    first, last = (category, category) if isinstance(category, str) else category
    return {"name": header, "categories": cells(first, last), "values": cells(value, value)}


def dress(chart: Chart, title: str) -> None:
    """Title, legend and frame in the common look."""
    chart.set_title({
        "name": title, "overlay": False,
        "name_font": {"name": FONT, "size": 12, "bold": True, "color": INK},
    })  # fmt: skip
    chart.set_legend({"position": "top", "font": _SMALL})
    chart.set_chartarea({"border": {"color": LINE}})
