"""The rows of a ledger as rows of 项目库: county, code, what it writes in one column or by level."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from xltools.errors import Issue, Severity
from xltools.ledgers.counties import Counties, speaks_for
from xltools.ledgers.reading import Ledger, Sheet
from xltools.ledgers.sections import type_above
from xltools.tables.declared.dispatch import LEVELS
from xltools.tables.declared.projects import CONTENT_AND_SCALE, PROJECTS, SITE
from xltools.tables.plain import PlainReading

Row: TypeAlias = dict[str, Any]

PROVISIONAL = "临"
"""Begins the code of a project that has none yet: the county, and what its place and name come to."""

_SITE = re.compile(r"(?P<town>.{1,10}?(?:镇|乡|街道(?:办事处)?))(?P<village>.*)")
_CENT = 0.01


@dataclass(frozen=True, slots=True)
class Entry:
    """One project of a ledger and the cell that names it; `held` where something in the row is wrong."""

    row: Row
    rows: PlainReading
    index: int
    held: bool

    @property
    def place(self) -> str:
        """台账.xlsx 第7行, for messages."""
        return f"{self.rows.file} 第{self.rows.rows[self.index]}行"

    def issue(self, column: str, problem: str, remedy: str, severity: Severity = Severity.ERROR) -> Issue:
        """What is wrong with this project, at its cell."""
        shown = column if column in self.rows.at else "项目名称"
        return self.rows.issue(self.index, shown, problem, remedy, severity)


def entries(ledger: Ledger, counties: Counties) -> Iterator[tuple[Entry, list[Issue]]]:
    """Every project of a ledger, completed, with what is wrong beyond what reading found."""
    for sheet in ledger.sheets:
        wrong = {number for issue in sheet.rows.errors if (number := _row_of(issue.cell))}
        everywhere = any(
            not _row_of(i.cell) or _row_of(i.cell) <= _top(sheet.rows) for i in sheet.rows.errors
        )
        said = [sheet.rows.said.get(key, "") for key in ("填报单位", "标题")]
        own = speaks_for(ledger.name, [*said, sheet.rows.sheet], counties)
        for i, number in enumerate(sheet.rows.rows):
            row = _completed(sheet, i)
            issues = _settle_county(sheet.rows, i, row, own, counties)
            _settle_code(row)
            yield Entry(row, sheet.rows, i, everywhere or number in wrong or bool(issues)), issues


def _completed(sheet: Sheet, i: int) -> Row:
    """The row with what two of our columns share in one of the ledger's, or one of ours in several of its."""
    rows = sheet.rows
    row: Row = {name: rows.columns[name][i] for name in PROJECTS.names}
    if row["项目类型"] is None:
        row["项目类型"] = type_above(rows.rows[i], sheet.titles)
    together, site = rows.columns[CONTENT_AND_SCALE][i], rows.columns[SITE][i]
    for name in ("建设内容", "建设规模"):
        row[name] = row[name] or together
    if site and not row["村"]:
        found = _SITE.fullmatch(site)
        row["乡镇"] = row["乡镇"] or (found["town"] if found else None)
        row["村"] = (found["village"] or None) if found else site
    if row["其中衔接资金"] is None:
        row["其中衔接资金"] = _by_level(rows, i)
    return row


def _by_level(rows: PlainReading, i: int) -> float | None:
    """其中衔接资金 as the levels add up to, in whole hundredths of 万元; None where no level is given."""
    amounts = [v for level in LEVELS if (v := rows.columns[f"{level}资金"][i]) is not None]
    return round(sum(round(amount * 1_000_000) for amount in amounts) / 1_000_000, 6) if amounts else None


def _settle_county(rows: PlainReading, i: int, row: Row, own: str, counties: Counties) -> list[Issue]:
    """Code and name of the row's county; an issue where they contradict or nothing tells."""
    written = row["县区"]
    named = counties.codes(written) if written else []
    code = row["行政区划代码"] or (named[0] if len(named) == 1 else "") or own
    if not code:
        many = f"“{written}”有{len(named)}个：{'、'.join(named)}" if named else "看不出是哪个县的"
        remedy = "在文件名里写上行政区划代码（如 511002），或在表里加“行政区划代码”一栏；以代码为准"
        return [rows.issue(i, "行政区划代码" if "行政区划代码" in rows.at else "项目名称", many, remedy)]
    row["行政区划代码"], official = code, counties.names.get(code)
    if counties.names and official is None:
        remedy = "核对代码；确有这个县的，补进“县区名单”"
        return [rows.issue(i, "行政区划代码", f"县区名单里没有{code}", remedy)]
    if official and written and named and code not in named:
        return [rows.issue(i, "县区", f"代码{code}是{official}，这里写的是{written}", "核对后改成一致")]
    row["县区"] = official or written
    return []


def _settle_code(row: Row) -> None:
    if not row["项目编码"]:
        row["项目编码"] = provisional_code(row)


def provisional_code(row: Row) -> str:
    """A code made from county, place and name where the ledger has none: the same each time it is read."""
    text = "|".join(str(row[name] or "") for name in ("行政区划代码", "乡镇", "村", "项目名称"))
    return f"{PROVISIONAL}{row['行政区划代码'] or ''}{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def level_issues(entry: Entry) -> Iterator[Issue]:
    """其中衔接资金 and the whole held against the levels where the ledger has both."""
    levels, row = _by_level(entry.rows, entry.index), entry.row
    if levels is None:
        return
    stated = entry.rows.columns["其中衔接资金"][entry.index]
    if stated is not None and abs(stated - levels) > _CENT:
        problem = f"其中衔接资金{stated:g}与各级相加{levels:g}不符"
        yield entry.issue("其中衔接资金", problem, "核对各级资金和合计")
    total, other = row["概算投资"], row["其他资金"] or 0.0
    if total is not None and levels > total + _CENT:
        yield entry.issue("概算投资", f"各级资金相加{levels:g}大于概算投资{total:g}", "核对各级资金和合计")
    elif total is not None and stated is None and other and abs(levels + other - total) > _CENT:
        problem = f"各级资金{levels:g}加其他资金{other:g}不等于合计{total:g}"
        yield entry.issue("概算投资", problem, "核对各栏，或确认还有别的资金来源", Severity.NOTICE)


def _row_of(cell: str) -> int:
    found = re.search(r"\d+", cell)
    return int(found[0]) if found else 0


def _top(rows: PlainReading) -> int:
    """The last row that is not data yet."""
    return min(rows.rows, default=1) - 1
