"""What the lines above a header say: title, 单位, 填报单位, 截至日期, and the 期别 they name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from xltools.cells import CellValue, Grid, address
from xltools.tables.dates import find_day, period_of
from xltools.tables.fold import MONEY_UNITS, half_width, trimmed
from xltools.tables.model import shown

_UNIT = re.compile(rf"(?:^|[\s(,;]|金额|计量|货币)单位:?\s*(?:人民币)?({'|'.join(MONEY_UNITS)})(?![一-龥])")
_REPORTER = re.compile(r"(?:填报|填表|报送|编报|编制|上报)单位(?:\([^)]*\))?:\s*([^\s:]+)")
_NOT_OF_THE_DATA = re.compile(r"(?:填报|填表|报送|上报|制表|打印|导出)(?:日期|时间):?\s*[\d年月日./-]+")
_DAY = re.compile(r"20\d{2}(?:年\d{1,2}月\d{1,2}日|([-/.])\d{1,2}\1\d{1,2}(?!\d))")
_MONTH = re.compile(r"(20\d{2})年度?(?:0?1月?[-至到~])?(\d{1,2})月")
_LABELLED_MONTH = re.compile(
    r"(?:截至|截止|期别|报告期|统计期|所属期|月份)\D{0,4}(20\d{2})[-/.](\d{1,2})(?![-/.\d])"
)


class Said(NamedTuple):
    """Something a line above the header says, and the cell it stands in."""

    value: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Context:
    """The lines above the header. `periods` holds every 期别 they name: two different ones contradict."""

    title: str = ""
    unit: Said | None = None
    reporter: Said | None = None
    periods: tuple[Said, ...] = ()

    @property
    def period(self) -> Said | None:
        """The one 期别 the lines agree on."""
        return self.periods[0] if len({p.value for p in self.periods}) == 1 else None


def read_context(grid: Grid, header_top: int) -> Context:
    """Read the lines above sheet row `header_top`."""
    lines = list(_lines(grid, header_top))
    return Context(
        title=next((text for _, text in lines if ":" not in text), ""),
        unit=next((Said(m[1], cell, text) for cell, text in lines if (m := _UNIT.search(text))), None),
        reporter=next(
            (Said(m[1], cell, text) for cell, text in lines if (m := _REPORTER.search(text))), None
        ),
        periods=tuple(Said(p, cell, text) for cell, text in lines for p in _periods(text)),
    )


def _lines(grid: Grid, header_top: int) -> Iterator[tuple[str, str]]:
    """Each filled cell above the header, half width; a label that ends in a colon with the cell after it."""
    for i, row in enumerate(grid.rows[: max(0, header_top - grid.top)]):
        label = ""
        for j, value in enumerate(row):
            text = _text(value)
            if not text:
                continue
            if text.endswith(":"):
                label = text
                continue
            yield address(grid.top + i, grid.left + j), text if ":" in text else label + text
            label = ""


def _text(value: CellValue) -> str:
    if isinstance(value, (dt.datetime, float)):
        return shown(value)
    return half_width(trimmed(value)) if isinstance(value, str) else ""


def _periods(text: str) -> list[str]:
    text = "".join(_NOT_OF_THE_DATA.sub(" ", text).split())
    days = [find_day(m[0]) for m in _DAY.finditer(text)]
    found = [period_of(d) for d in days if d]
    months = [*_MONTH.finditer(text), *_LABELLED_MONTH.finditer(text)]
    found += [f"{m[1]}-{int(m[2]):02d}" for m in months if 1 <= int(m[2]) <= 12]
    return list(dict.fromkeys(found))
