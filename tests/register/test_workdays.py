"""Working days, held against the State Council's own announcements, worked out by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from xltools.register.workdays import Calendar, UnknownYearError, announced, missing_festivals


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def of(*years: int) -> Calendar:
    told = {d: works for year in years for d, (works, _) in announced(year).items()}
    rest, work = ({d for d, works in told.items() if works is kind} for kind in (False, True))
    return Calendar(frozenset(rest), frozenset(work), frozenset(years))


CALENDAR = of(2024, 2025)


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2024-09-29", True), ("2024-10-12", True), ("2024-10-01", False), ("2024-10-07", False),
        ("2024-10-08", True), ("2024-10-05", False), ("2024-10-13", False), ("2024-02-04", True),
        ("2024-02-18", True), ("2024-02-09", True), ("2024-02-12", False), ("2025-01-26", True),
    ],
)  # fmt: skip
def test_days_off_and_days_worked_instead(text: str, works: bool) -> None:
    """依据: 国办发明电〔2023〕7号: 国庆 2024-10-01 to 07, 09-29 and 10-12 worked; 春节 02-10 to 17, 02-04 and
    02-18 worked. 国办发明电〔2024〕12号: 2025-01-26 worked."""
    assert CALENDAR.works(day(text)) is works


@pytest.mark.parametrize(
    ("begin", "count", "end"),
    [
        ("2024-09-27", 1, "2024-09-29"), ("2024-09-30", 1, "2024-10-08"), ("2024-09-30", 5, "2024-10-12"),
        ("2024-10-08", 10, "2024-10-21"), ("2024-12-30", 2, "2025-01-02"), ("2024-10-01", 0, "2024-10-01"),
    ],
)  # fmt: skip
def test_the_nth_working_day_after_a_day(begin: str, count: int, end: str) -> None:
    """By hand: after Monday 09-30 come 10-08, 09, 10, 11 and Saturday 10-12; after 10-08: 9, 10, 11, 12, 14,
    15, 16, 17, 18, 21. Over the New Year: 12-31, 01-02 (01-01 is off)."""
    assert CALENDAR.after(day(begin), count) == day(end)
    assert CALENDAR.between(day(begin), day(end)) == count


def test_a_last_day_that_is_off_moves_to_the_next_working_day() -> None:
    """依据: 民法典第二百零三条."""
    assert CALENDAR.on_or_after(day("2024-10-05")) == day("2024-10-08")
    assert CALENDAR.on_or_after(day("2024-10-12")) == day("2024-10-12")


def test_nothing_lies_between_a_day_and_an_earlier_one() -> None:
    assert CALENDAR.between(day("2024-10-12"), day("2024-10-08")) == 0


def test_a_year_that_is_not_known_is_refused() -> None:
    """Counting it by weekends alone would be a guess, also for a part of the way."""
    with pytest.raises(UnknownYearError) as told:
        CALENDAR.after(day("2025-12-30"), 3)
    assert told.value.year == 2026


def test_the_library_says_nothing_of_years_it_does_not_know() -> None:
    """2003 and 2100: neither announced to it."""
    assert not announced(2003) and not announced(2100)


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_a_year_as_announced_has_every_festival(year: int) -> None:
    """全国年节及纪念日放假办法 第二条."""
    assert missing_festivals(name for works, name in announced(year).values() if not works) == []


def test_a_festival_that_nobody_named_is_missed() -> None:
    told = ["元旦", "春节", "清明节", "劳动节", "国庆节、中秋节"]
    assert missing_festivals(told) == ["端午"]
