"""节假日: the officer's own table of days off and days worked instead, and what is filled in for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xltools.errors import Issue
from xltools.register.rows import Row
from xltools.register.workdays import Calendar, announced, missing_festivals, weekend
from xltools.tables.declared.register import REST, WORK
from xltools.tables.model import Reading


def rest_issues(reading: Reading, rows: Sequence[Row]) -> Iterator[Issue]:
    """A 班 on a day that is worked anyway, and a year that lacks a festival, half typed or half deleted."""
    for i, row in enumerate(rows):
        if row["类型"] == WORK and not weekend(row["日期"]):
            problem = f"{row['日期']}是星期{'一二三四五'[row['日期'].weekday()]}，本来就上班"
            yield reading.issue(i, "类型", problem, "“班”只填调休上班的周六、周日；核对日期")
    for year in sorted({row["日期"].year for row in rows}):
        mine = [i for i, row in enumerate(rows) if row["日期"].year == year]
        gone = missing_festivals(rows[i]["名称"] for i in mine if rows[i]["类型"] == REST)
        if gone:
            problem = f"{year}年没有{'、'.join(gone)}的放假日"
            remedy = f"照国务院办公厅{year}年放假通知补全；整年不填的，删去{year}年各行"
            yield reading.issue(mine[0], "日期", problem, remedy)


def calendar_of(rows: Sequence[Row]) -> Calendar:
    """The calendar a table of days makes: the years it has rows of are known."""
    days = {kind: frozenset(row["日期"] for row in rows if row["类型"] == kind) for kind in (REST, WORK)}
    return Calendar(days[REST], days[WORK], frozenset(row["日期"].year for row in rows))


def with_years(rows: Sequence[Row], years: Iterable[int]) -> tuple[list[Row], list[int]]:
    """The rows and, for each of `years` they say nothing of, its days as announced; the years added."""
    there = {row["日期"].year for row in rows}
    added = [year for year in years if year not in there and announced(year)]
    return sorted([*rows, *standard_rows(added)], key=lambda row: row["日期"]) if added else list(rows), added


def standard_rows(years: Iterable[int]) -> list[Row]:
    """Rows of 节假日 as announced, by date; none for a year that is not known."""
    return [
        {"日期": day, "类型": WORK if works else REST, "名称": name}
        for year in years
        for day, (works, name) in announced(year).items()
    ]
