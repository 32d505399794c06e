"""动态清库 pressed: proposed, confirmed, moved with its reason, never deleted (第9条)."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from tests.library.desk import Desk, project
from xltools.tables.declared.project_results import CLEANUP
from xltools.tables.declared.projects import PROJECTS, REMOVED

STALE, FRESH = "511011202200000001", "511011202200000002"


def stocked(desk: Desk) -> None:
    """依据: 第9条, 31 August 2024: 2022-08-31 is two years, 2022-09-01 is not."""
    desk.put(
        PROJECTS,
        project(STALE, 入库日期=dt.date(2022, 8, 31)),
        project(FRESH, 入库日期=dt.date(2022, 9, 1)),
    )


def confirm(desk: Desk, code: str, answer: str = "是") -> None:
    desk.type(CLEANUP, desk.column(CLEANUP, "项目编码").index(code), "是否确认", answer)


def disposals(desk: Desk) -> dict[str, str]:
    found = desk.rows(CLEANUP)
    return dict(zip(found["项目编码"], found["处理"], strict=True))


def test_two_years_at_the_end_of_august_are_proposed_and_stay_until_confirmed(desk: Desk) -> None:
    stocked(desk)
    desk.press("cleanup", today=dt.date(2024, 8, 15))
    assert disposals(desk) == {STALE: "清除", FRESH: "保留"}
    assert len(desk.rows(PROJECTS)) == 2 and not len(desk.rows(REMOVED))


def test_what_is_confirmed_moves_with_date_and_reason_and_keeps_every_column(desk: Desk) -> None:
    stocked(desk)
    desk.press("cleanup")
    confirm(desk, STALE)
    result = desk.press("cleanup")
    assert desk.column(PROJECTS, "项目编码") == [FRESH] and list(disposals(desk)) == [FRESH]
    [gone] = desk.rows(REMOVED).to_dict("records")
    assert (gone["清除日期"], gone["概算投资"], gone["项目名称"]) == (
        pd.Timestamp(2024, 8, 31),
        100,
        "柑橘基地001",
    )
    assert "24个月" in gone["清除原因"] and "第9条" in gone["清除依据"]
    assert "移入“已清除”1个" in result.message


def test_a_no_keeps_the_project_and_is_remembered(desk: Desk) -> None:
    stocked(desk)
    desk.press("cleanup")
    confirm(desk, STALE, "否")
    desk.press("cleanup")
    assert len(desk.rows(PROJECTS)) == 2
    answers = dict(zip(desk.column(CLEANUP, "项目编码"), desk.column(CLEANUP, "是否确认"), strict=True))
    assert answers == {STALE: "否", FRESH: None}


def test_a_project_that_is_to_stay_cannot_be_confirmed_away(desk: Desk) -> None:
    stocked(desk)
    desk.press("cleanup")
    confirm(desk, FRESH)
    result = desk.press("cleanup")
    assert len(desk.rows(PROJECTS)) == 2 and [issue.cell for issue in result.errors] == ["E6"]


def test_an_unreadable_date_keeps_the_project_until_it_is_mended(desk: Desk) -> None:
    """A date nobody can read is no proof of two years."""
    stocked(desk)
    desk.type(PROJECTS, 0, "入库日期", "前年八月")
    desk.press("cleanup")
    assert disposals(desk)[STALE] == "保留" and "填报有误" in str(desk.column(CLEANUP, "原因"))


def test_two_rows_with_one_code_are_not_moved(desk: Desk) -> None:
    """依据: codes join; a code that stands twice says nothing."""
    desk.put(
        PROJECTS,
        project(STALE, 入库日期=dt.date(2022, 1, 1)),
        project(STALE, 入库日期=dt.date(2024, 1, 1), 项目名称="另一个"),
    )
    desk.press("cleanup")
    assert desk.column(CLEANUP, "处理") == ["保留", "保留"] and len(desk.rows(PROJECTS)) == 2
