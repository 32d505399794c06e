"""What real returns have wrong with them: each quirk changes a page and says what a reader owes for it.

应得: the cell must come out as the value given. 应报: the cell must be reported, whatever is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from xltools.rules.periods import month_end
from xltools.sample.layouts import RATE, TOTALS, Record
from xltools.sample.page import Cell, Page
from xltools.tables.declared.dispatch import FIGURES, LEVELS, STAGES

DUE, REPORT = "应得", "应报"

CROWDED = ("中央下达", "中央到位", "中央支出", "省级下达", "省级到位", "省级支出")
"""Columns that always hold a large amount."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One row of 真值.csv: the place, what stands there, and what it should be read as or that it is told."""

    row: int
    column: int
    name: str
    quirk: str
    verdict: str
    due: Any = None
    note: str = ""


@dataclass(slots=True)
class Return:
    """A return in the making: what is true of the county, what it says, the month before."""

    record: Record
    before: Record
    page: Page
    rng: Random
    neighbour: str = ""

    def value(self, name: str) -> Any:
        """What is true."""
        return self.record[name]

    def put(self, name: str, value: Any, look: str) -> tuple[int, int]:
        """Type something into the county's cell of a column."""
        place = self.page.place(name)
        self.page.cells[place] = Cell(value, look)
        return place


Quirk = Callable[[Return], list[Mark]]


def quoted(it: Return) -> list[Mark]:
    """A number typed with an apostrophe, so stored as text."""
    name = it.rng.choice(CROWDED)
    value = it.value(name)
    return [_due(it, name, f"{value:.2f}", "quoted", "撇号文本数字", value)]


def thousands(it: Return) -> list[Mark]:
    """1,234.56 stored as text."""
    name = it.rng.choice(("上年市县投入", "本年市县投入"))
    value = it.value(name)
    return [_due(it, name, f"{value:,.2f}", "stored as text", "千分位逗号", value)]


def full_width(it: Return) -> list[Mark]:
    """１２３４．５６, as an input method writes it."""
    name = it.rng.choice(("上年市县投入", "本年市县投入"))
    value = it.value(name)
    return [_due(it, name, _wide(f"{value:.2f}"), "stored as text", "全角数字", value)]


def wide_blanks(it: Return) -> list[Mark]:
    """Full-width blanks before and after a count."""
    value = it.value("项目总数")
    return [_due(it, "项目总数", f"　{value}　", "stored as text", "全角空格", value)]


def dash(it: Return) -> list[Mark]:
    """— where the figure is 0; nothing when the county has no figure of 0."""
    zeros = [c.name for c in FIGURES if it.value(c.name) == 0]
    return [_due(it, zeros[-1], "—", "text", "破折号代零", 0)] if zeros else []


def own_unit(it: Return) -> list[Mark]:
    """1234.56万元 in a column of 万元."""
    value = it.value("上年市县投入")
    return [_due(it, "上年市县投入", f"{value:.2f}万元", "text", "数字带单位", value)]


def period_style(it: Return) -> list[Mark]:
    """期别 in another usual wording."""
    year, month = int(it.value("期别")[:4]), int(it.value("期别")[5:])
    styles: list[tuple[Any, str]] = [
        (f"{year}年{month}月", "text"),
        (f"{year}/{month:02d}", "text"),
        (f"{year}-{month}", "stored as text"),
        (dt.datetime.combine(month_end(it.value("期别")), dt.time()), "date"),
        (float(f"{year}.{month}") if month % 10 else f"{year}.{month}", "number"),
    ]
    typed, look = it.rng.choice(styles)
    return [_due(it, "期别", typed, look, "期别写法", it.value("期别"))]


def numeric_code(it: Return) -> list[Mark]:
    """The code as a number."""
    code = it.value("行政区划代码")
    return [_due(it, "行政区划代码", int(code), "number", "代码成数字", code)]


def rate_style(it: Return) -> list[Mark]:
    """支出进度 typed: 65.00%, 0.65 or 65."""
    rate = spent_rate(it.record)
    typed: tuple[Any, str] = it.rng.choice(
        [(f"{rate:.2%}", "text"), (round(rate, 4), "number"), (round(rate * 100, 2), "number")]
    )
    return [_due(it, RATE, *typed, "支出进度写法", round(rate, 4))]


def spaced_name(it: Return) -> list[Mark]:
    """Blanks between the characters of the county's name, to make it look even."""
    name = it.value("县区")
    return [_due(it, "县区", "　".join(name), "text", "县名加空格", name)]


def hidden_row(it: Return) -> list[Mark]:
    """The county's row is hidden; it counts."""
    it.page.hidden_rows.add(it.page.row)
    place = it.page.place("行政区划代码")
    return [Mark(*place, "行政区划代码", "隐藏行", DUE, it.value("行政区划代码"), "整行隐藏，照常计入")]


def extra_columns(it: Return) -> list[Mark]:
    """Two columns that nobody asked for, right of the table."""
    top = it.page.heading["问题项目数"][0]
    right = it.page.width
    for offset, (heading, value) in enumerate((("责任领导", "模拟"), ("备注", "=1+1 是文字，不是公式")), 1):
        it.page.cells[top, right + offset] = Cell(heading, "header")
        it.page.cells[it.page.row, right + offset] = Cell(value, "text")
    place = it.page.place("问题项目数")
    return [Mark(*place, "问题项目数", "附加列", DUE, it.value("问题项目数"), "右边多出两栏，不影响本表")]


def in_yuan(it: Return) -> list[Mark]:
    """元 where 万元 is meant: the central figures × 10,000."""
    names = [f"中央{stage}" for stage in STAGES]
    for name in names:
        it.put(name, round(it.value(name) * 10_000), "money")
    note = "元当成万元，不得自行换算"
    return [Mark(*it.page.place(name), name, "元当万元", REPORT, note=note) for name in names]


def two_units(it: Return) -> list[Mark]:
    """Two amounts in two units in one cell."""
    value = it.value("本年市县投入")
    typed = f"{value:.4f}万元，另自筹{round(value)}元"
    return [_report(it, "本年市县投入", typed, "text", "一格两单位")]


def missing(it: Return) -> list[Mark]:
    """A figure left empty by a county that takes part."""
    return [_report(it, it.rng.choice(("完工数", "在库项目数")), None, "count", "空白")]


def broken_reference(it: Return) -> list[Mark]:
    """#REF!, which most fast readers turn into a blank."""
    name = it.rng.choice(("省级支出", "中央支出"))
    place = it.page.place(name)
    it.page.cells[place] = Cell("#REF!", "money", "=SUM(#REF!)")
    return [Mark(*place, name, "引用错误", REPORT)]


def uncalculated(it: Return) -> list[Mark]:
    """A workbook written by a program that calculates nothing: formulas without a value."""
    name = "中央支出"
    half = round(it.value(name) / 2, 2)
    formula = f"={half}+{round(it.value(name) - half, 2)}"
    it.page.cells[it.page.place(name)] = Cell(None, "money", formula)
    for cell in it.page.cells.values():
        cell.calculated = cell.calculated and not cell.formula
    names = [name, *TOTALS, RATE]
    return [Mark(*it.page.place(n), n, "公式未计算", REPORT) for n in names]


def wrong_code(it: Return) -> list[Mark]:
    """The code of another county: 511002 under 乐山市市中区."""
    return [_report(it, "行政区划代码", it.neighbour, "stored as text", "代码与县名不符")]


def last_period(it: Return) -> list[Mark]:
    """The month before's 期别 left standing."""
    return [_report(it, "期别", it.before["期别"], "stored as text", "上期期别")]


def ambiguous_period(it: Return) -> list[Mark]:
    """2024.10 typed as a number is 2024.1: January or October."""
    typed = float(f"{it.value('期别')[:4]}.1")
    return [_report(it, "期别", typed, "number", "期别不明", "2024.1可能是1月也可能是10月")]


def overspent(it: Return) -> list[Mark]:
    """支出 above 到位."""
    return [_above(it, "省级支出", "省级到位", "支出大于到位")]


def over_arrived(it: Return) -> list[Mark]:
    """到位 above 下达."""
    return [_above(it, "县级到位", "县级下达", "到位大于下达")]


def wrong_total(it: Return) -> list[Mark]:
    """A 合计 typed over its formula, and wrong."""
    typed = round(sum(it.value(f"{level}下达") for level in LEVELS) + 100, 2)
    return [_report(it, "下达合计", typed, "money", "合计不符")]


def vague(it: Return) -> list[Mark]:
    """约30."""
    return [_report(it, "在库项目数", f"约{it.value('在库项目数')}", "text", "不是确数")]


def letter_in_number(it: Return) -> list[Mark]:
    """The letter O for the digit 0."""
    value = f"{it.value('本年市县投入'):.2f}"
    return [_report(it, "本年市县投入", f"{value}O", "text", "数字混入字母")]


def half_project(it: Return) -> list[Mark]:
    """12.5 projects."""
    return [_report(it, "问题项目数", it.value("问题项目数") + 0.5, "number", "个数有小数")]


def more_finished(it: Return) -> list[Mark]:
    """完工数 above 开工数."""
    return [_report(it, "完工数", it.value("开工数") + 1, "count", "完工大于开工")]


def fallen(it: Return) -> list[Mark]:
    """A cumulative figure below the month before's; none in January, when the year begins anew."""
    if it.value("期别").endswith("-01"):
        return []
    typed = round(it.before["中央支出"] - 10, 2)
    return [_report(it, "中央支出", typed, "money", "累计倒退", f"上期为{it.before['中央支出']:.2f}")]


def doubled_column(it: Return) -> list[Mark]:
    """中央支出 twice, with different figures."""
    heading = it.page.heading["中央支出"]
    column = it.page.width + 1
    it.page.cells[heading[0], column] = Cell(it.page.cells[heading].value, "header")
    it.page.cells[it.page.row, column] = Cell(round(it.value("中央支出") / 2, 2), "money")
    return [Mark(heading[0], column, "中央支出", "重复列", REPORT)]


def renamed_column(it: Return) -> list[Mark]:
    """开工数 under a heading that nobody can know."""
    heading = it.page.heading["开工数"]
    it.page.cells[heading] = Cell("已进场", "header")
    return [Mark(*heading, "开工数", "改名列", REPORT)]


def _due(it: Return, name: str, typed: Any, look: str, quirk: str, due: Any) -> Mark:
    return Mark(*it.put(name, typed, look), name, quirk, DUE, due)


def _report(it: Return, name: str, typed: Any, look: str, quirk: str, note: str = "") -> Mark:
    return Mark(*it.put(name, typed, look), name, quirk, REPORT, note=note)


def _above(it: Return, name: str, bound: str, quirk: str) -> Mark:
    typed = round(it.value(bound) + 12.34, 2)
    return _report(it, name, typed, "money", quirk, f"{bound}为{it.value(bound):.2f}")


def _wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) for c in text)


def spent_rate(record: Record) -> float:
    """四级支出 ÷ 四级下达."""
    spent, issued = (sum(record[f"{level}{stage}"] for level in LEVELS) for stage in ("支出", "下达"))
    return float(spent / issued)
