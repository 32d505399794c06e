"""Dated things to do as an .ics file (RFC 5545): whole days, each under a UID that stays.

A calendar program that imports the file again updates what it has: same UID, a later DTSTAMP and SEQUENCE.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Alarm, Calendar, Event

_PRODUCT = "-//xltools//ZH//"
_DOMAIN = "@xltools.invalid"
"""RFC 2606: a domain that nobody can own."""

_EPOCH = dt.date(2020, 1, 1)
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing on one day; `key` is ASCII and unique in the file."""

    key: str
    date: dt.date
    title: str
    text: str
    done: bool = False


def ics(name: str, todos: Iterable[ToDo], on: dt.date, ahead: int) -> bytes:
    """The file as made `on` a day, with a reminder so many days `ahead` (0: none). Same input, same bytes."""
    calendar = Calendar()
    for key, value in (("prodid", _PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN")):
        calendar.add(key, value)
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for each in todos:
        calendar.add_component(_event(each, on, ahead))
    made: bytes = calendar.to_ical(sorted=False)
    return made


def _event(each: ToDo, on: dt.date, ahead: int) -> Event:
    event = Event()
    event.add("uid", f"{each.key}{_DOMAIN}")
    event.add("dtstamp", dt.datetime(on.year, on.month, on.day, tzinfo=dt.UTC))
    event.add("sequence", max(0, (on - _EPOCH).days))
    event.add("dtstart", each.date)
    event.add("dtend", each.date + _ONE_DAY)
    event.add("summary", f"[已完成] {each.title}" if each.done else each.title)
    event.add("description", each.text)
    event.add("transp", "TRANSPARENT")
    if ahead and not each.done:
        event.add_component(_alarm(each.title, ahead))
    return event


def _alarm(title: str, ahead: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -dt.timedelta(days=ahead))
    return alarm
