"""督导计划.ics by RFC 5545: parsed back, stable UIDs, whole days, lines folded at 75 octets."""

from __future__ import annotations

import datetime as dt

from icalendar import Calendar

from xltools.calendar_file import ToDo, ics

ON = dt.date(2024, 3, 1)
LONG = "现场检查：" + "、".join(f"模拟{n}县" for n in range(40))
TODOS = [
    ToDo("2024-02-V-511000", dt.date(2024, 2, 29), "内江市市州月督导", LONG, done=True),
    ToDo("2024-03-FILING", dt.date(2024, 3, 29), "备案审查；含,逗号\\反斜杠", "第一行\n第二行;分号"),
    ToDo("2024-12-NODE", dt.date(2024, 12, 31), "12月末支出节点", ""),
]


def events(made: bytes):
    return {str(event["uid"]): event for event in Calendar.from_ical(made).walk("VEVENT")}


def test_what_was_written_reads_back() -> None:
    made = events(ics("模拟", TODOS, ON, 3))
    assert len(made) == 3
    for todo in TODOS:
        event = made[f"{todo.key}@xltools.invalid"]
        assert event["dtstart"].dt == todo.date
        assert event["dtend"].dt == todo.date + dt.timedelta(days=1), "DTEND is the day after: not included"
        assert str(event["description"]) == todo.text
        assert str(event["summary"]).endswith(todo.title)
    assert str(made["2024-02-V-511000@xltools.invalid"]["summary"]) == "[已完成] 内江市市州月督导"


def test_the_file_is_as_rfc_5545_has_it() -> None:
    """3.1: CRLF, lines of at most 75 octets, never cut inside a character; 3.6: VERSION and PRODID; UTF-8."""
    made = ics("模拟", TODOS, ON, 3)
    assert made.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in made.replace(b"\r\n", b"")
    lines = made.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf8") is not None for line in lines), "each physical line is whole UTF-8"
    calendar = Calendar.from_ical(made)
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    assert calendar["prodid"]
    for event in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(event)
        assert event["dtstamp"].dt.tzinfo is not None
        assert event.errors == []


def test_the_same_press_gives_the_same_bytes_and_a_later_one_updates() -> None:
    """Same UIDs; DTSTAMP and SEQUENCE later, so that a calendar program takes the newer one."""
    assert ics("模拟", TODOS, ON, 3) == ics("模拟", TODOS, ON, 3)
    later = events(ics("模拟", TODOS, dt.date(2024, 4, 1), 3))
    before = events(ics("模拟", TODOS, ON, 3))
    assert later.keys() == before.keys()
    for uid, event in later.items():
        assert event["dtstamp"].dt > before[uid]["dtstamp"].dt
        assert event["sequence"] > before[uid]["sequence"]


def test_a_reminder_stands_before_what_is_not_done() -> None:
    made = events(ics("模拟", TODOS, ON, 3))
    triggers = {uid: [a["trigger"].dt for a in event.walk("VALARM")] for uid, event in made.items()}
    assert triggers["2024-03-FILING@xltools.invalid"] == [dt.timedelta(days=-3)]
    assert triggers["2024-02-V-511000@xltools.invalid"] == []
    assert all(not event.walk("VALARM") for event in events(ics("模拟", TODOS, ON, 0)).values())
