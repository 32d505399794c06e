"""How counties lay their return out: the form as sent down, and the sheets they make themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from xltools.build import county_form as form
from xltools.build.county_return import TITLE as FORM_TITLE
from xltools.cells import column_letter
from xltools.rules.periods import month_end
from xltools.sample.page import Cell, Page
from xltools.tables.declared.dispatch import DISPATCH, LEVELS, STAGES
from xltools.tables.model import Kind

Record = Mapping[str, Any]
"""A county's row of 调度表: column → value, None where nothing is filled."""

TOTALS, RATE = form.TOTALS, form.RATE
BASICS, OTHERS = form.BASICS, form.OTHERS

_LOOKS = {Kind.MONEY: "money", Kind.COUNT: "count", Kind.PERCENT: "percent"}
NOTE = "注：本表数据为模拟，不代表任何地方的实际情况。"
SIGNED = "填报人：模拟　　　　审核人：模拟　　　　联系电话：模拟"


@dataclass(frozen=True, slots=True)
class Band:
    """A cell of the upper header row over `lower`, (heading, column) each; without text they stand alone."""

    text: str
    lower: tuple[tuple[str, str], ...]


def _alone(*columns: str) -> tuple[Band, ...]:
    return tuple(Band("", ((c, c),)) for c in columns)


BY_LEVEL = (
    *_alone(*BASICS),
    Band("合计", tuple((s, f"{s}合计") for s in STAGES)),
    *_alone(RATE),
    *(Band(level, tuple((s, f"{level}{s}") for s in STAGES)) for level in LEVELS),
    *_alone(*OTHERS),
)
BY_STAGE = (
    *_alone("行政区划代码", "市州", "县区", "期别", "县类别", "是否参评"),
    *(Band(f"{s}资金（万元）", (("合计", f"{s}合计"), *((v, f"{v}{s}") for v in LEVELS))) for s in STAGES),
    *_alone(RATE, "项目总数", "开工数", "完工数", "在库项目数", "问题项目数", "上年市县投入", "本年市县投入"),
)
ALIASES = tuple(
    Band("", ((heading, column),))
    for heading, column in (
        ("报告期", "期别"), ("区划代码", "行政区划代码"), ("所属市州", "市州"), ("县（市、区）", "县区"),
        ("类别", "县类别"), ("参评", "是否参评"),
        *((f"{level}资金{stage}", f"{level}{stage}") for level in LEVELS for stage in STAGES),
        *((f"四级合计{stage}", f"{stage}合计") for stage in STAGES), ("支出率", RATE),
        ("上年度市县投入", "上年市县投入"), ("本年度市县投入", "本年市县投入"), ("项目个数", "项目总数"),
        ("开工项目数", "开工数"), ("完工项目数", "完工数"), ("项目库项目数", "在库项目数"),
        ("数据质量问题项目数", "问题项目数"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Own:
    """A county's own sheet: lines above the header, the header, where it begins, what stands round the data.

    `merged_down`: 期别 and 市州 are merged over the 合计 row and the county's.
    """

    sheet: str
    bands: tuple[Band, ...]
    lines: tuple[str, ...]
    left: int = 1
    total_first: bool = False
    merged_down: bool = False


_TITLE = "{县}财政衔接推进乡村振兴补助资金调度表（模拟数据）"
_UNIT = "填报单位：{县}乡村振兴局　　截至日期：{年}年{月}月{日}日　　单位：万元、个"


def two_rows(record: Record) -> Page:
    """Two header rows as on the form, a 合计 row first."""
    return _own(record, Own(DISPATCH.name, BY_LEVEL, (_TITLE, _UNIT), total_first=True))


def by_stage(record: Record) -> Page:
    """Other order of columns: 下达资金, 到位资金, 支出资金 over the levels."""
    return _own(record, Own("资金调度", BY_STAGE, (_TITLE, _UNIT)))


def aliases(record: Record) -> Page:
    """One header row in other words, on Sheet1."""
    return _own(record, Own("Sheet1", ALIASES, (_TITLE, _UNIT)))


def attachment(record: Record) -> Page:
    """Attachment to a letter: 附件2, an empty line, the table from column B."""
    return _own(record, Own("附件2", BY_LEVEL, ("附件2", "", _TITLE, _UNIT, ""), left=2))


def merged_down(record: Record) -> Page:
    """期别 and 市州 merged down from the 合计 row."""
    layout = Own(DISPATCH.name, BY_LEVEL, (_TITLE, _UNIT), total_first=True, merged_down=True)
    return _own(record, layout)


def on_form(record: Record) -> Page:
    """县级填报.xlsx with its first row filled."""
    page = Page(on_form=True, row=form.FIRST)
    page.cells[1, 1] = Cell(f"{FORM_TITLE}（模拟数据）", "title")
    page.cells[2, 2] = Cell(f"{record['市州']}{record['县区']}乡村振兴局", "plain")
    page.cells[2, 5] = Cell(_last_day(record["期别"]), "plain")
    page.cells[2, 7] = Cell("模拟", "plain")
    page.cells[2, 10] = Cell("模拟", "plain")
    for column, name in enumerate(form.COLUMNS, 1):
        page.at[name] = column
        page.heading[name] = (form.FIRST - 1, column)
    for name in form.INPUTS:
        look = "stored as text" if name in BASICS else _LOOKS[DISPATCH.column(name).kind]
        page.cells[page.place(name)] = Cell(record[name], look)
    for name in TOTALS:
        page.cells[page.place(name)] = Cell(None, "total", form.total_formula(name, page.row))
    page.cells[page.place(RATE)] = Cell(None, "rate", form.rate_formula(page.row))
    return page


def cover_page() -> Page:
    """A sheet of words before the one with figures."""
    page = Page(sheet="填报说明")
    words = (
        "填报说明（模拟）",
        "一、本表由县级填报，数据为模拟。",
        "二、调度表见后一张工作表，中央、省级、市级、县级分别填列。",
    )
    page.cells = {(row, 1): Cell(text, "plain") for row, text in enumerate(words, 1)}
    return page


def _own(record: Record, layout: Own) -> Page:
    page = Page(sheet=layout.sheet)
    row = _put_lines(page, record, layout)
    row = _put_header(page, row, layout)
    if layout.total_first:
        _put_total(page, row, record, layout)
        row += 1
    page.row = row
    for name in page.at:
        _put_value(page, row, name, record)
    if layout.merged_down:
        _merge_down(page, row)
    for offset, text in enumerate((NOTE, "", SIGNED), 1):
        if text:
            page.cells[row + offset, layout.left] = Cell(text, "note")
    return page


def _put_lines(page: Page, record: Record, layout: Own) -> int:
    year, month, day = _last_day(record["期别"]).split("-")
    words = {"县": f"{record['市州']}{record['县区']}", "年": year, "月": int(month), "日": int(day)}
    width = layout.left + sum(len(band.lower) for band in layout.bands) - 1
    for row, line in enumerate(layout.lines, 1):
        if line:
            page.cells[row, layout.left] = Cell(line.format(**words), "title" if line == _TITLE else "note")
        if line == _TITLE:
            page.merged.append((row, layout.left, row, width))
    return len(layout.lines) + 1


def _put_header(page: Page, row: int, layout: Own) -> int:
    deep = any(band.text for band in layout.bands)
    column = layout.left
    for band in layout.bands:
        if band.text:
            page.cells[row, column] = Cell(band.text, "header")
            page.merged.append((row, column, row, column + len(band.lower) - 1))
        for offset, (heading, name) in enumerate(band.lower):
            place = (row + 1 if band.text else row, column + offset)
            page.cells[place] = Cell(heading, "header")
            page.at[name], page.heading[name] = place[1], place
        if deep and not band.text:
            page.merged.append((row, column, row + 1, column))
        column += len(band.lower)
    return row + 1 + deep


def _put_value(page: Page, row: int, name: str, record: Record) -> None:
    place = (row, page.at[name])
    if name in TOTALS:
        page.cells[place] = Cell(None, "money", _sum(page, row, name))
    elif name == RATE:
        spent, issued = (_cell(page, row, f"{s}合计") for s in ("支出", "下达"))
        page.cells[place] = Cell(None, "percent", f"=IF({issued}=0,0,{spent}/{issued})")
    else:
        look = "text" if name in BASICS else _LOOKS[DISPATCH.column(name).kind]
        page.cells[place] = Cell(record[name], look)


def _sum(page: Page, row: int, name: str) -> str:
    parts = ",".join(_cell(page, row, f"{level}{name.removesuffix('合计')}") for level in LEVELS)
    return f"=SUM({parts})"


def _cell(page: Page, row: int, name: str) -> str:
    return f"{column_letter(page.at[name])}{row}"


def _put_total(page: Page, row: int, record: Record, layout: Own) -> None:
    """The 合计 row of the one county: its label where the county's name stands below."""
    for name, column in page.at.items():
        if name in TOTALS or name == RATE:
            _put_value(page, row, name, record)
        elif name in BASICS:
            label = "合计" if name == "县区" else None
            shared = record[name] if layout.merged_down and name in ("期别", "市州") else label
            page.cells[row, column] = Cell(shared, "text")
        else:
            below = _cell(page, row + 1, name)
            page.cells[row, column] = Cell(None, _LOOKS[DISPATCH.column(name).kind], f"=SUM({below}:{below})")


def _merge_down(page: Page, row: int) -> None:
    for name in ("期别", "市州"):
        column = page.at[name]
        page.cells[row, column] = Cell(None, "text")
        page.merged.append((row - 1, column, row, column))


def _last_day(period: str) -> str:
    return month_end(period).isoformat()


LAYOUTS: dict[str, Callable[[Record], Page]] = {
    "县级填报": on_form,
    "两行表头合计在前": two_rows,
    "按资金分栏": by_stage,
    "一行表头别名": aliases,
    "附件空行B列起": attachment,
    "合并单元格向下": merged_down,
}
