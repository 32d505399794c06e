"""Whether the rows of 发文登记 can stand: numbers, dates, states. Every trouble with its cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from xltools.errors import Issue
from xltools.register.number import Number, nearest, parse
from xltools.register.rows import UNSIGNED, Row, dated
from xltools.register.states import troubles
from xltools.tables.declared.register import STATES
from xltools.tables.model import Reading

_IN_ORDER = (
    ("签发日期", "成文日期"), ("签发日期", "印发日期"), ("成文日期", "反馈期限"), ("签发日期", "反馈期限"),
    ("印发日期", "反馈期限"), ("印发日期", "送达日期"), ("印发日期", "收到反馈"), ("印发日期", "催办"),
)  # fmt: skip
"""The first is not after the second."""

_PAST = ("签发日期", "印发日期", "送达日期", "收到反馈", "催办")
"""What is entered after it happened."""


def issues(reading: Reading, rows: Sequence[Row], today: dt.date) -> list[Issue]:
    """All that is wrong with the register as it stands."""
    found = [*_doubled(reading, rows, "文号"), *_doubled(reading, rows, "登记号")]
    for i, row in enumerate(rows):
        found += (*_number(reading, i, row), *_state(reading, i, row), *_dates(reading, i, row, today))
    return found


def _doubled(reading: Reading, rows: Sequence[Row], name: str) -> Iterator[Issue]:
    first: dict[str, int] = {}
    for i, row in enumerate(rows):
        if row[name] and first.setdefault(row[name], i) != i:
            problem = f"与第{reading.rows[first[row[name]]]}行的{name}相同"
            remedy = "一个号只能给一件：查清是哪一件的，另一行清空文号、序号，由程序重新给"
            if name == "登记号":
                remedy = "整行复制来的，请清空本行的登记号、文号、序号、上次状态和各校验码"
            yield reading.issue(i, name, problem, remedy)


def _number(reading: Reading, i: int, row: Row) -> Iterator[Issue]:
    """文号 in the standard's form, agreeing with its own row."""
    if not row["文号"]:
        if row["序号"]:
            yield reading.issue(i, "序号", "有序号，没有文号", "清空序号，文号由程序给；文号误删的照原样填回")
        return
    number = parse(row["文号"])
    if number is None:
        meant = nearest(row["文号"])
        remedy = f"改为{meant}" if meant else "清空，由程序给；已用此号发出的，写成 模财农〔2024〕1号 的样子"
        problem = "文号的写法不对：六角括号〔〕、四位年份、序号不加“第”不补0（GB/T 9704—2012）"
        yield reading.issue(i, "文号", problem, remedy)
        return
    yield from _parts(reading, i, row, number)
    if row["状态"] in UNSIGNED:
        yield reading.issue(i, "文号", f"{row['状态']}不能有文号，签发后才编号", "清空文号，或改状态")


def _parts(reading: Reading, i: int, row: Row, number: Number) -> Iterator[Issue]:
    """机关代字, 年份 and 序号 repeat the number's; the year is that of the letter."""
    parts = {"机关代字": number.series.word, "年份": number.series.year, "序号": number.serial}
    for name, part in parts.items():
        if row[name] is not None and row[name] != part:
            yield reading.issue(i, name, f"与文号{number}不符", f"改为{part}；文号改错了的，把文号改回来")
    date = dated(row)
    if date is not None and date.year != number.series.year:
        name = "成文日期" if row["成文日期"] else "签发日期"
        problem = f"{name}是{date.year}年，文号是{number.series.year}年的"
        remedy = f"文号不能换年：改回日期；确要换年的，本件填已作废（{number}留着），另行登记"
        yield reading.issue(i, name, problem, remedy)


def _state(reading: Reading, i: int, row: Row) -> Iterator[Issue]:
    before = row["上次状态"] or ""
    if before and before not in STATES:
        yield reading.issue(i, "上次状态", "这一栏由程序写，被改动了", f"改为{'、'.join(STATES)}之一，或清空")
        return
    for column, problem, remedy in troubles(before, row):
        yield reading.issue(i, column, problem, remedy)


def _dates(reading: Reading, i: int, row: Row, today: dt.date) -> Iterator[Issue]:
    late = {name for name in _PAST if row[name] and row[name] > today}
    for name in sorted(late, key=_PAST.index):
        yield reading.issue(i, name, f"{name}{row[name]}晚于今天{today}", "核对日期；还没有办的先不填")
    told = set(late)
    for early, then in _IN_ORDER:
        if row[early] and row[then] and row[early] > row[then] and not told & {early, then}:
            told.add(then)
            problem, cell = f"{then}{row[then]}早于{early}{row[early]}", reading.cell(i, early)
            yield reading.issue(i, then, problem, f"核对本格与“{early}”（{cell}）")
