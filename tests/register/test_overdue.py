"""到期提醒 pressed on a closed workbook. Working days of October 2024 counted by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.register.desk import SIGNED, Desk, made, typed
from xltools.errors import Severity
from xltools.register.holidays import standard_rows
from xltools.register.rows import Row
from xltools.tables.declared.register import HOLIDAYS, REMINDERS

DAY = dt.date(2024, 10, 31)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return made(tmp_path / "办公", dispatch=False)


def sent(serial: int, deadline: dt.date | None, **more) -> Row:
    """A letter that was printed and sent on 9 October 2024."""
    row = SIGNED | {
        "文号": f"模财农〔2024〕{serial}号",
        "状态": "已印发",
        "印发日期": dt.date(2024, 10, 9),
        "反馈期限": deadline,
        "函件种类": "提醒敦促函",
    }
    return typed(f"函{serial}", **row | more)


def reminders(desk: Desk) -> list[Row]:
    return desk.read(desk.register, REMINDERS)


def test_overdue_letters_come_first_the_latest_on_top(desk: Desk) -> None:
    """On Thursday 10-31: due 10-23 is 6 days late, 10-30 one, 11-05 is in 3 days, 11-29 not yet named."""
    deadlines = [dt.date(2024, 10, 30), dt.date(2024, 11, 5), dt.date(2024, 10, 23), dt.date(2024, 11, 29)]
    desk.type(*(sent(i, day) for i, day in enumerate(deadlines, 1)))
    result = desk.press("overdue", DAY)
    found = [(row["情况"], row["标题"], row["逾期工作日"], row["剩余工作日"]) for row in reminders(desk)]
    assert found == [("已逾期", "函3", 6, None), ("已逾期", "函1", 1, None), ("即将到期", "函2", None, 3)]
    assert "等待反馈4件：已逾期2件，即将到期1件" in result.message


def test_the_next_step_and_its_basis_stand_beside_each(desk: Desk) -> None:
    desk.type(sent(1, dt.date(2024, 10, 23)), sent(2, dt.date(2024, 10, 23), 函件种类="整改通知书"))
    desk.press("overdue", DAY)
    steps = {row["函件种类"]: row["下一步"] for row in reminders(desk)}
    assert steps["提醒敦促函"].startswith("拟发整改通知书")
    assert steps["整改通知书"].startswith("拟发约谈通知书")
    assert all("第12条" in row["依据"] and "2024年10月23日" in row["依据"] for row in reminders(desk))


@pytest.mark.parametrize("state", ["已反馈", "已销号", "已作废"])
def test_an_answered_closed_or_void_letter_is_not_listed(desk: Desk, state: str) -> None:
    answered = {"状态": state, "收到反馈": dt.date(2024, 10, 30), "作废原因": "重复（模拟）"}
    desk.type(sent(1, dt.date(2024, 10, 23), **answered))
    desk.press("overdue", DAY)
    assert reminders(desk) == []


def test_a_bulletin_asks_for_no_answer(desk: Desk) -> None:
    """No 反馈期限, and of a kind that has none."""
    desk.type(sent(1, None, 函件种类="点名通报"))
    assert "等待反馈0件" in desk.press("overdue", DAY).message


def test_the_officers_own_table_decides(desk: Desk) -> None:
    """The office had 30 October off: a deadline on 23 October is 5 days late, not 6."""
    days = desk.read(desk.register, HOLIDAYS)
    desk.put(desk.register, HOLIDAYS, [*days, {"日期": dt.date(2024, 10, 30), "类型": "休", "名称": "模拟"}])
    desk.type(sent(1, dt.date(2024, 10, 23)))
    desk.press("overdue", DAY)
    assert [row["逾期工作日"] for row in reminders(desk)] == [5]


def test_a_year_the_table_lacks_is_filled_in_and_said(desk: Desk) -> None:
    """As announced; the officer is asked to compare."""
    desk.put(desk.register, HOLIDAYS, standard_rows([2025]))
    desk.type(sent(1, dt.date(2024, 10, 23)))
    result = desk.press("overdue", DAY)
    assert [row["逾期工作日"] for row in reminders(desk)] == [6]
    assert "补上了2024年" in result.message
    assert [i.severity for i in result.issues] == [Severity.NOTICE]
    assert {row["日期"].year for row in desk.read(desk.register, HOLIDAYS)} == {2024, 2025}


def test_a_year_nobody_knows_is_said_and_never_guessed(desk: Desk) -> None:
    """2099 is in no table: nothing is written, and the letter's cell is named."""
    desk.type(sent(1, dt.date(2099, 1, 15)))
    result = desk.press("overdue", dt.date(2098, 12, 31))
    assert not result.done
    (issue,) = result.errors
    assert issue.column == "反馈期限" and issue.cell
    assert "2099年" in issue.problem and "放假通知" in issue.remedy


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ({"日期": dt.date(2024, 10, 9), "类型": "班", "名称": "国庆"}, "类型", "是星期三，本来就上班"),
        ({"日期": dt.date(2024, 10, 1), "类型": "休", "名称": "国庆"}, "日期", "重复"),
        (
            {"日期": dt.date(2030, 1, 1), "类型": "休", "名称": "元旦"},
            "日期",
            "2030年没有春节、清明、劳动、端午、中秋、国庆",
        ),
        ({"日期": dt.date(2024, 10, 9), "类型": "上班", "名称": "国庆"}, "类型", ""),
        ({"日期": None, "类型": "休", "名称": "国庆"}, "日期", ""),
    ],
)  # fmt: skip
def test_nonsense_in_the_table_of_days_stops_with_its_cell(
    desk: Desk, row: Row, column: str, says: str
) -> None:
    days = desk.read(desk.register, HOLIDAYS)
    desk.put(desk.register, HOLIDAYS, [*days, row])
    desk.type(sent(1, dt.date(2024, 10, 23)))
    result = desk.press("overdue", DAY)
    assert not result.done
    assert [(i.sheet, i.column) for i in result.errors] == [("节假日", column)]
    assert says in result.errors[0].problem and result.errors[0].cell


def test_a_festival_that_was_deleted_is_missed(desk: Desk) -> None:
    days = [row for row in desk.read(desk.register, HOLIDAYS) if row["日期"] != dt.date(2024, 6, 10)]
    desk.put(desk.register, HOLIDAYS, days)
    desk.type(sent(1, dt.date(2024, 10, 23)))
    assert [i.problem for i in desk.press("overdue", DAY).errors] == ["2024年没有端午的放假日"]
