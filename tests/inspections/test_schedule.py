"""督导计划 pressed: the table, the .ics files, what the officer typed, what is wrong (第11条)."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from icalendar import Calendar

from tests.inspections.desk import Desk
from tests.rules.conftest import frame_of
from tests.rules.inspected import DONGXING, roster
from xltools.hosts.closed import open_closed
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.inspections import SCHEDULE
from xltools.tables.declared.record import ISSUES
from xltools.tables.declared.register import HOLIDAYS
from xltools.tables.sheets import read_table

JANUARY = dt.date(2024, 1, 5)


def calendar(path):
    return {str(e["uid"]): e for e in Calendar.from_ical(path.read_bytes()).walk("VEVENT")}


def test_a_press_gives_the_year_as_a_table_and_as_calendars(desk: Desk) -> None:
    """57 lines; in the province's calendar the 24 visits are 12 months, and every city has its own 12."""
    result = desk.press("schedule", JANUARY)
    assert result.exit_code == 0 and result.rows == len(desk.rows(SCHEDULE)) == 57
    assert len(calendar(desk.folder / "督导计划.ics")) == 57 - 24 + 12
    assert sorted(p.name for p in (desk.folder / "督导计划").iterdir()) == ["乐山市.ics", "内江市.ics"]
    own = calendar(desk.folder / "督导计划" / "内江市.ics")
    assert sum("-V-511000" in uid for uid in own) == 12
    assert not any("-V-511100" in uid for uid in own)
    assert "2个市（州）每月督导24次，其余33项" in result.message
    assert "逾期" not in result.message


def test_every_date_of_the_calendar_is_the_date_of_the_table(desk: Desk) -> None:
    desk.press("schedule", JANUARY)
    made = calendar(desk.folder / "督导计划.ics")
    rows = desk.rows(SCHEDULE).set_index("编号")
    for uid, event in made.items():
        key = uid.removesuffix("@xltools.invalid")
        if not key.endswith("-V"):
            assert pd.Timestamp(event["dtstart"].dt) == rows.loc[key, "办理期限"]
    assert str(made["2024-03-FILING@xltools.invalid"]["dtstart"].dt) == "2024-03-29"


def test_a_line_moved_and_done_keeps_its_uid(desk: Desk) -> None:
    desk.press("schedule", JANUARY)
    before = calendar(desk.folder / "督导计划.ics")
    row = desk.rows(SCHEDULE)["编号"].tolist().index("2024-10-SPECIAL")
    desk.type(SCHEDULE, row, {"改期至": dt.date(2024, 11, 15)})
    desk.type(SCHEDULE, row, {"备注": "模拟备注"})
    desk.press("schedule")
    after = calendar(desk.folder / "督导计划.ics")
    assert after.keys() == before.keys()
    moved = after["2024-10-SPECIAL@xltools.invalid"]
    assert str(moved["dtstart"].dt) == "2024-11-15"
    assert moved["sequence"] > before["2024-10-SPECIAL@xltools.invalid"]["sequence"]
    assert desk.rows(SCHEDULE).set_index("编号").loc["2024-10-SPECIAL", "备注"] == "模拟备注"


def test_the_same_press_gives_the_same_files(desk: Desk) -> None:
    desk.press("schedule")
    path, table = desk.folder / "督导计划.ics", desk.rows(SCHEDULE)
    first = path.read_bytes()
    desk.press("schedule")
    assert path.read_bytes() == first
    assert desk.rows(SCHEDULE).equals(table)


def test_visits_recorded_make_a_month_done(desk: Desk) -> None:
    desk.visited({}, {"行政区划代码": DONGXING, "方式": "电话访谈"})
    result = desk.press("schedule")
    rows = desk.rows(SCHEDULE).set_index("编号")
    assert rows.loc["2024-05-V-511000", "状态"] == "已完成"
    assert rows.loc["2024-06-V-511000", "状态"] == "逾期"
    done = calendar(desk.folder / "督导计划" / "内江市.ics")["2024-05-V-511000@xltools.invalid"]
    assert str(done["summary"]).startswith("[已完成]")
    assert result.facts["states"]["已完成"] == 1


def test_everything_wrong_is_told_at_once_and_nothing_is_written(desk: Desk) -> None:
    """A county in two cities, a visit still to come, a line done tomorrow: three cells, no file."""
    desk.press("schedule", JANUARY)
    first, ics = desk.rows(SCHEDULE), (desk.folder / "督导计划.ics").read_bytes()
    desk.type(SCHEDULE, 0, {"完成日期": dt.date(2024, 10, 9)})
    desk.visited({"日期": "2024-10-09"})
    wrong = roster().to_dict("records")
    wrong[1]["市州"] = "乐山市"
    desk.put(COUNTIES, roster(*wrong))
    result = desk.press("schedule")
    told = desk.rows(ISSUES)
    assert not result.done
    assert told[["表", "列"]].to_numpy().tolist() == [
        ["县区名单", "市州"], ["督导计划", "完成日期"], ["督导记录", "日期"],
    ]  # fmt: skip
    assert told["单元格"].str.fullmatch(r"[A-Z]+\d+").all()
    assert (desk.folder / "督导计划.ics").read_bytes() == ics
    assert len(desk.rows(SCHEDULE)) == len(first)


def test_a_county_in_no_city_is_told_at_its_cell(desk: Desk) -> None:
    rows = roster().to_dict("records")
    rows[2]["市州"] = None
    desk.put(COUNTIES, roster(*rows))
    result = desk.press("schedule")
    (issue,) = [i for i in result.issues if i.severity.value == "错误"]
    assert (issue.table, issue.column, issue.cell) == ("县区名单", "市州", "B7")


def test_without_counties_it_says_where_they_come_from(desk: Desk) -> None:
    desk.put(COUNTIES, frame_of(COUNTIES, []))
    result = desk.press("schedule")
    assert [i.problem for i in result.errors] == ["没有县区名单，不知道督导哪些县"]
    path = desk.add("调度排名.xlsx")
    desk.put(COUNTIES, roster(), path)
    result = desk.press("schedule")
    assert result.exit_code == 0 and "县区名单取自同一文件夹的“调度排名.xlsx”" in result.message


def test_a_year_nobody_announced_is_refused_with_what_to_do(desk: Desk) -> None:
    result = desk.press("schedule", dt.date(2031, 1, 6))
    assert "要用到2031年的工作日" in result.errors[0].problem
    assert desk.rows(SCHEDULE).empty and not (desk.folder / "督导计划.ics").exists()


def test_the_officers_own_days_off_win_and_a_missing_year_is_filled_in(desk: Desk) -> None:
    """The table of 发文登记 beside it says that 29 March 2024 is a day off: then the 28th."""
    desk.press("schedule", JANUARY)
    assert set(desk.rows(HOLIDAYS)["日期"].dt.year) == {2024}
    days = desk.rows(HOLIDAYS)
    extra = frame_of(HOLIDAYS, [{"日期": "2024-03-29", "类型": "休", "名称": "模拟放假"}])
    desk.put(HOLIDAYS, pd.concat([days, extra], ignore_index=True))
    desk.press("schedule", JANUARY)
    assert desk.rows(SCHEDULE).set_index("编号").loc["2024-03-FILING", "办理期限"] == pd.Timestamp(
        "2024-03-28"
    )


def test_the_year_follows_the_parameter(desk: Desk) -> None:
    """In December 2023 the plan of 2024 is made."""
    result = desk.press("schedule", dt.date(2023, 12, 20), 督导年度="2024")
    assert result.facts["year"] == 2024
    assert desk.rows(SCHEDULE)["编号"].str[:4].eq("2024").all()


def test_a_line_typed_straight_below_the_table_is_taken_in(desk: Desk) -> None:
    """LibreOffice does not stretch a table over a row typed below it; 编号 is ours to give."""
    desk.press("schedule")
    with open_closed(desk.book) as book:
        reading = read_table(book, SCHEDULE)
        below = reading.rows[-1] + 1
        typed = {"事项": "全省培训班", "原定日期": dt.datetime(2024, 11, 20)}
        for column, value in typed.items():
            letters = reading.cell(0, column).rstrip("0123456789")
            book.sheets[reading.sheet].range(f"{letters}{below}").value = value
        book.save()
    result = desk.press("schedule")
    assert result.done, result.issues
    assert "2024-11-X-001" in desk.rows(SCHEDULE)["编号"].tolist()
