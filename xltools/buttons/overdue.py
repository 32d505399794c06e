"""到期提醒: letters whose answer is due or overdue, by working days, and what comes next (第12条)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from xltools.buttons.button import Press, Result
from xltools.buttons.inputs import checksum, overrides_of, read_all
from xltools.errors import InputError, Issue, Severity
from xltools.policy import Policy, load
from xltools.register import checking
from xltools.register.deadlines import NEXT, Due, Sent, Terms, due
from xltools.register.holidays import calendar_of, rest_issues, with_years
from xltools.register.rows import Row, frame, records
from xltools.register.states import PRINTED
from xltools.register.workdays import Calendar, UnknownYearError
from xltools.tables.declared.letters import LETTER_KINDS
from xltools.tables.declared.register import HOLIDAYS, OVERDUE, REGISTER, REMINDERS
from xltools.tables.model import Reading

_LONGEST_HOLIDAY = dt.timedelta(days=14)


def overdue(press: Press) -> Result:
    """第12条 两书一函: whose answer is missing, first the latest; closed by 已反馈 or 已销号."""
    policy = load(press.today, overrides_of(press))
    readings = read_all(press.book, required=[REGISTER, HOLIDAYS], optional=[])
    reading, days = readings[REGISTER.name], readings[HOLIDAYS.name]
    rows, told = records(reading), records(days)
    _stop([*checking.issues(reading, rows, press.today), *rest_issues(days, told)])
    waiting = [i for i, row in enumerate(rows) if row["状态"] == PRINTED and _asks(row)]
    terms = _terms(policy)
    full, added = with_years(told, _years(press.today, [rows[i] for i in waiting], terms.answer))
    found, unknown = _found(reading, rows, waiting, terms, calendar_of(full), press.today)
    _stop(unknown)
    lines = [_line(rows[i], each) for i, each in sorted(found.items(), key=lambda item: _urgency(item[1]))]
    late = sum(each.standing == OVERDUE for each in found.values())
    notices = [_taken_over(days, year) for year in added]
    return Result(
        message=_message(late, len(lines) - late, len(waiting), added),
        rows=len(lines),
        tables=[
            (REMINDERS, frame(REMINDERS, lines)),
            *([(HOLIDAYS, frame(HOLIDAYS, full))] if added else []),
        ],
        issues=[*reading.issues, *days.issues, *notices],
        facts={"overdue": late, "soon": len(lines) - late, "waiting": len(waiting)},
        inputs=checksum([reading.frame, days.frame]),
        policy=policy,
    )


def _stop(issues: Sequence[Issue]) -> None:
    if any(issue.severity is Severity.ERROR for issue in issues):
        raise InputError(issues)


def _asks(row: Row) -> bool:
    """A letter with a deadline printed in it, or of a kind that always asks for an answer."""
    return bool(row["反馈期限"]) or row["函件种类"] in (*NEXT, LETTER_KINDS[2])


def _years(today: dt.date, waiting: Sequence[Row], answer: int) -> list[int]:
    """From the first year a letter was sent to the last in which an answer can be due."""
    dates = [date for row in waiting for date in (row["印发日期"], _latest(row, answer)) if date]
    return list(range(min([today, *dates]).year, max([today, *dates]).year + 1)) if waiting else []


def _latest(row: Row, answer: int) -> dt.date:
    """A day by which the answer is due for sure: weekends and the longest holiday lie before it."""
    begin: dt.date = row["送达日期"] or row["印发日期"]
    deadline: dt.date = row["反馈期限"] or begin + dt.timedelta(days=2 * answer)
    return deadline + _LONGEST_HOLIDAY


def _terms(policy: Policy) -> Terms:
    return Terms(
        answer=policy.whole("反馈期限工作日"),
        ahead=policy.whole("提前提醒工作日"),
        grace=policy.whole("催办宽限工作日"),
    )


def _found(
    reading: Reading,
    rows: Sequence[Row],
    waiting: Sequence[int],
    terms: Terms,
    calendar: Calendar,
    today: dt.date,
) -> tuple[dict[int, Due], list[Issue]]:
    """What is due, by row; an error for each letter that reaches into a year nobody has told us about."""
    found: dict[int, Due] = {}
    issues = []
    for i in waiting:
        try:
            each = due(_sent(rows[i]), terms, calendar, today)
        except UnknownYearError as error:
            issues.append(_unknown(reading, i, error.year))
            continue
        if each:
            found[i] = each
    return found, issues


def _sent(row: Row) -> Sent:
    served = row["送达日期"] or row["印发日期"]
    return Sent(row["函件种类"] or row["文种"] or "", served, row["反馈期限"], row["催办"])


def _unknown(reading: Reading, i: int, year: int) -> Issue:
    problem = f"要用到{year}年的工作日，“{HOLIDAYS.name}”表里没有{year}年，程序也还不知道那年的放假安排"
    remedy = (
        f"把国务院办公厅{year}年放假通知里的休、班各日填进“{HOLIDAYS.name}”表再按；还没有公布的，等公布后"
    )
    return reading.issue(i, "反馈期限", problem, remedy)


def _taken_over(days: Reading, year: int) -> Issue:
    problem = f"表里没有{year}年，已按程序所带的放假安排补上"
    remedy = "与国务院办公厅的通知核对，不同的改过来"
    return Issue(days.sheet, "", HOLIDAYS.name, "日期", "", problem, remedy, Severity.NOTICE)


def _urgency(each: Due) -> tuple[int, int]:
    return -each.late, each.left


def _line(row: Row, each: Due) -> Row:
    return {
        "情况": each.standing,
        **{name: row[name] for name in ("文号", "函件种类", "标题", "主送")},
        "反馈期限": each.deadline,
        "最后一日": each.last,
        "逾期工作日": each.late or None,
        "剩余工作日": each.left if each.standing != OVERDUE else None,
        "下一步": each.step,
        "依据": each.basis,
    }


def _message(late: int, soon: int, waiting: int, added: Sequence[int]) -> str:
    years = "、".join(f"{year}年" for year in added)
    filled = f"；“{HOLIDAYS.name}”补上了{years}" if added else ""
    return f"等待反馈{waiting}件：已逾期{late}件，即将到期{soon}件{filled}"
