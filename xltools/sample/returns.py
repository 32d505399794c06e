"""The county returns of a 期别: most on the form and clean, every tenth with what real ones have wrong.

`真值.csv` says of every cell of the dirty ones what stands there and what it should be read as, or that it
must be reported. `mended` writes what those counties send after the 退回单.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from xltools.cells import address
from xltools.sample import quirks as q
from xltools.sample.edges import planted_codes
from xltools.sample.figures import figures, row
from xltools.sample.layouts import LAYOUTS, cover_page, on_form
from xltools.sample.page import Page, book_bytes
from xltools.sample.province import County
from xltools.sample.quirks import REPORT, Mark, Quirk, Return
from xltools.sample.settling import rest, settle
from xltools.sample.stamped import form_bytes
from xltools.tables.declared.dispatch import FIGURES

DIRTY = 10
"""Every tenth return is dirty."""

TRUTH_COLUMNS = ("文件", "工作表", "单元格", "列", "怪癖", "原样", "判定", "应得值", "说明")

TWIN = "511102"
"""乐山市市中区, whose officer types the code of 内江市市中区."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A layout and the quirks that one return carries. `cover`: a sheet of words first; `inline`: strings
    stored in the sheet, as other programs do.
    """

    layout: str
    quirks: tuple[Quirk, ...]
    cover: bool = False
    inline: bool = False


BUNDLES = (
    Bundle("县级填报", (q.wrong_code,)),
    Bundle("县级填报", (q.quoted, q.thousands)),
    Bundle("县级填报", (q.full_width, q.period_style)),
    Bundle("县级填报", (q.in_yuan,)),
    Bundle("县级填报", (q.two_units, q.missing)),
    Bundle("县级填报", (q.broken_reference,)),
    Bundle("县级填报", (q.uncalculated,)),
    Bundle("县级填报", (q.last_period,)),
    Bundle("两行表头合计在前", (q.overspent,)),
    Bundle("按资金分栏", (q.wrong_total, q.wide_blanks)),
    Bundle("一行表头别名", (q.rate_style, q.numeric_code), inline=True),
    Bundle("一行表头别名", (q.doubled_column,)),
    Bundle("两行表头合计在前", (q.renamed_column,)),
    Bundle("附件空行B列起", (q.hidden_row, q.dash)),
    Bundle("合并单元格向下", (q.spaced_name, q.own_unit)),
    Bundle("按资金分栏", (q.fallen,), cover=True),
    Bundle("县级填报", (q.vague, q.more_finished, q.half_project)),
    Bundle("附件空行B列起", (q.letter_in_number, q.over_arrived, q.extra_columns), inline=True),
    Bundle("县级填报", (q.ambiguous_period,)),
)
"""What the dirty returns carry, in turn."""


@dataclass(frozen=True, slots=True)
class Truth:
    """One row of 真值.csv."""

    file: str
    sheet: str
    cell: str
    column: str
    quirk: str
    raw: str
    verdict: str
    due: str
    note: str


def file_name(county: County, period: str) -> str:
    """511002_内江市市中区_2024-09调度表.xlsx."""
    return f"{county.code}_{county.full_name}_{period}调度表.xlsx"


def record_of(county: County, period: str, seed: int) -> dict[str, Any]:
    """A county's row as it would type it; half of the 不参评 ones leave the figures blank."""
    true = row(county, period, seed)
    if county.ranked or county.code[-1] not in "13579":
        return true
    return true | {c.name: None for c in FIGURES}


def write_returns(folder: Path, province: Sequence[County], period: str, seed: int) -> list[Truth]:
    """Write every county's return of the 期别 into `folder`; what the dirty ones hold."""
    folder.mkdir(parents=True, exist_ok=True)
    dirty = _dirty(province, seed)
    truths: list[Truth] = []
    for county in province:
        path = folder / file_name(county, period)
        if county.code in dirty:
            data, found = dirty_return(county, period, seed, dirty[county.code], _neighbour(county, province))
            truths += found
        else:
            data = clean_return(county, period, seed)
        path.write_bytes(data)
    return truths


def clean_return(county: County, period: str, seed: int) -> bytes:
    """The form, filled as it should be."""
    page = on_form(record_of(county, period, seed))
    settle(page)
    return form_bytes(page, _title(county, period))


def dirty_return(
    county: County, period: str, seed: int, bundle: Bundle, neighbour: str = ""
) -> tuple[bytes, list[Truth]]:
    """A return with a bundle's layout and quirks, and the truth about it."""
    record = record_of(county, period, seed)
    page = LAYOUTS[bundle.layout](record)
    before = record_of(county, month_before(period), seed)
    it = Return(record, before, page, Random(f"{seed}/{county.code}/{period}/怪癖"), neighbour)
    marks = [mark for quirk in bundle.quirks for mark in quirk(it)]
    settle(page)
    marks += rest(it, marks)
    pages = [cover_page(), page] if bundle.cover else [page]
    data = book_bytes(pages, _title(county, period), bundle.inline)
    return data, [_truth(file_name(county, period), page, mark) for mark in marks]


def mend_returns(folder: Path, province: Sequence[County], period: str, seed: int) -> list[Path]:
    """Write anew, on the form and correct, every return that had something to report; the paths."""
    dirty = _dirty(province, seed)
    written = []
    for county in province:
        if county.code in dirty and _sent_back(county, period, seed, dirty[county.code]):
            path = folder / file_name(county, period)
            path.write_bytes(clean_return(county, period, seed))
            written.append(path)
    return written


def truth_csv(truths: Iterable[Truth]) -> bytes:
    """真值.csv, with the mark by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(TRUTH_COLUMNS)
    for t in truths:
        writer.writerow((t.file, t.sheet, t.cell, t.column, t.quirk, t.raw, t.verdict, t.due, t.note))
    return out.getvalue().encode("utf-8-sig")


def month_before(period: str) -> str:
    """2024-01 → 2023-12."""
    months = int(period[:4]) * 12 + int(period[5:]) - 2
    return f"{months // 12}-{months % 12 + 1:02d}"


def shown(value: Any) -> str:
    """A cell's content as text: numbers without trailing zeros, dates as 2024-09-30, nothing for a blank."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return f"{value:.15g}" if isinstance(value, (int, float)) else str(value)


def _dirty(province: Sequence[County], seed: int) -> dict[str, Bundle]:
    """Which county carries which bundle: never a planted one, never one that is 不参评."""
    rng = Random(f"{seed}/上报")
    able = [c for c in province if c.ranked and c.code not in planted_codes()]
    rng.shuffle(able)
    able.sort(key=lambda c: c.code != TWIN)
    wanted = -(-len(province) // DIRTY)
    chosen: dict[str, Bundle] = {}
    for number in range(min(wanted, len(able))):
        bundle = BUNDLES[number % len(BUNDLES)]
        county = next(c for c in able if c.code not in chosen and _suits(c, bundle, seed))
        chosen[county.code] = bundle
    return chosen


def _suits(county: County, bundle: Bundle, seed: int) -> bool:
    return q.dash not in bundle.quirks or 0 in figures(county, "2024-09", seed).values()


def _sent_back(county: County, period: str, seed: int, bundle: Bundle) -> bool:
    _, truths = dirty_return(county, period, seed, bundle, county.code)
    return any(truth.verdict == REPORT for truth in truths)


def _neighbour(county: County, province: Sequence[County]) -> str:
    """The code typed by mistake: that of the namesake, else of the next county."""
    namesake = [c.code for c in province if c.name == county.name and c.code != county.code]
    place = province.index(county)
    return (namesake or [province[place - 1].code])[0]


def _title(county: County, period: str) -> str:
    return f"{county.full_name}{period}调度表（模拟数据）"


def _truth(file: str, page: Page, mark: Mark) -> Truth:
    cell = page.cells[mark.row, mark.column]
    raw = cell.formula if cell.formula and not cell.calculated else shown(cell.value)
    due = shown(mark.due)
    place = address(mark.row, mark.column)
    return Truth(file, page.sheet, place, mark.name, mark.quirk, raw, mark.verdict, due, mark.note)
