"""One look for every workbook: fonts, colours, where the title, the buttons, the note and the header stand.

Rows and columns here count from 0, as XlsxWriter does.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from xltools.tables.formats import NUMBER_FORMATS
from xltools.tables.model import Column, Kind

TITLE_ROW, STRIP_ROW, NOTE_ROW, HEADER_ROW, FIRST_ROW = range(5)
"""Title; a strip kept for buttons; what to know before filling; table header; first data row."""

LAST_ROW = FIRST_ROW + 19_999
"""Drop-downs, lights and lines reach this far down: nine years of a province's counties, month by month."""

FONT = "微软雅黑"
"""On every Windows, known to Excel and WPS; a machine without it takes another sans of the same width."""

ROW_PIXELS = 22
COLUMN_PIXELS = 64

TO_CALCULATE = "—"
"""Written as the value of a formula that must not keep one in the file."""

INK = "#1F3864"
GREY_INK = "#595959"
LINE = "#BFBFBF"
INPUT_HEADER = "#BDD7EE"
PROGRAM_HEADER = "#E2E2E2"
INPUT_CELL = "#FFF9E1"

TONES: dict[str, tuple[str, str, str]] = {
    "红": ("#FFC7CE", "#9C0006", "#E15759"),
    "黄": ("#FFEB9C", "#7F6000", "#F2C12E"),
    "绿": ("#C6EFCE", "#006100", "#59A14F"),
}
"""A light's cell fill, its text and its colour in a chart; the text says it too, for grey prints."""

SAME_TONE = {
    "未报": "红", "退回": "红", "重复": "黄", "已报": "绿",
    "未整改": "红", "整改中": "黄", "已整改": "绿",
    "已逾期": "红", "即将到期": "黄",
    "待复核": "黄", "已确认": "绿", "已撤销": "红",
    "不予入库": "红", "待确认": "黄", "通过": "绿", "清除": "红", "严重": "红",
    "疑似": "黄",
    "较差": "红", "好": "绿",
    "未报送": "红", "整改后重新备案": "黄", "同意备案": "绿",
    "逾期": "红", "本月": "黄", "已完成": "绿",
    "待整改": "红", "退回整改": "红", "待核销": "黄", "已核销": "绿",
    "已作废": "红", "已印发": "黄", "已反馈": "绿", "已销号": "绿",
    "不可以": "红", "需核实": "黄", "可以": "绿", "未列入": "黄", "金额不同": "黄", "没有批复": "红",
    "一致": "绿", "线内": "红", "线上": "黄",
    "低效": "黄", "无法判定": "黄", "正常": "绿", "不满足": "红", "待核实": "黄", "满足": "绿",
    "不具备": "红", "可行": "绿", "缺项": "红", "未签": "黄", "已到期": "红", "齐全": "绿", "闲置": "红",
    "缺手续": "红", "待报批": "黄", "已批准": "黄", "已登记": "绿", "已决定": "黄", "已签约": "黄",
    "已盘活": "绿", "无数据": "红", "代码有误": "红",
    "取消": "红", "待定": "黄", "未公开": "红", "超期公开": "黄", "天数不足": "黄", "要素不全": "黄",
    "无台账": "红",
}  # fmt: skip
"""Other states that are shown in the colour of a light."""

_BUILT_IN = {"0": 1, "0.00": 2, "#,##0.00": 4, "0.00%": 10, "@": 49}
"""Excel's own numbers for these formats; by them the format box says 文本 and not 自定义."""

DEFAULT_WIDTHS = {Kind.CODE: 14, Kind.DATE: 12, Kind.TIME: 18, Kind.MONEY: 13, Kind.TEXT: 16}

_LEFT = frozenset({Kind.TEXT})
_RIGHT = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.PERCENT})


class Look:
    """Formats of one workbook, made once each."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, **properties: Any) -> Format:
        """A cell format in the common font, vertically centred unless told otherwise."""
        whole = {"font_name": FONT, "font_size": 10, "valign": "vcenter", **properties}
        if whole.get("num_format") in _BUILT_IN:
            whole["num_format"] = _BUILT_IN[whole["num_format"]]
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(whole)
        return self._made[key]

    def difference(self, **properties: Any) -> Format:
        """A format for a conditional format: only what differs."""
        key = (("", "conditional"), *sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]

    @property
    def title(self) -> Format:
        return self(bold=True, font_size=16, font_color=INK)

    @property
    def subtitle(self) -> Format:
        return self(bold=True, font_size=11, font_color=INK)

    @property
    def note(self) -> Format:
        return self(font_size=9, font_color=GREY_INK)

    def header(self, filled_in: bool) -> Format:
        """Blue where the officer fills in, grey where the program writes."""
        return self(
            bold=True, font_color=INK, bg_color=INPUT_HEADER if filled_in else PROGRAM_HEADER,
            align="center", text_wrap=True, border=1, border_color=LINE,
        )  # fmt: skip

    def cell(self, column: Column, **more: Any) -> Format:
        """The cells of a column: its number format, side and wrapping."""
        properties: dict[str, Any] = {"num_format": NUMBER_FORMATS[column.kind], "align": _side(column)}
        if column.kind in _LEFT:
            properties |= {"indent": 1, "text_wrap": column.wraps}
        return self(**{**properties, **more})


def _side(column: Column) -> str:
    if column.kind in _RIGHT:
        return "right"
    return "left" if column.kind in _LEFT else "center"


def width(column: Column) -> float:
    """Column width in characters, with room for the filter button beside the header."""
    declared = column.width or DEFAULT_WIDTHS.get(column.kind, 10)
    return max(declared, 2 * len(column.name) / (1 if len(column.name) <= 4 else 2) + 3)


def pixels(characters: float) -> int:
    """The width of a column on the screen."""
    return int(characters * 7 + 0.5) + 5
