"""Columns as bytes: each gives back exactly what was packed, and is unpacked only when asked for."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from xltools.errors import HostError
from xltools.tables import columns
from xltools.tables.columns import Columns, packed, unpacked

TEXTS = some.text(some.characters(), max_size=4)
MOMENTS = some.datetimes().map(lambda moment: moment.replace(fold=0))
FLOATS = some.floats()
CELLS = some.one_of(TEXTS, FLOATS, some.booleans())


def same(one: object, other: object) -> bool:
    """Equal and of one type; NaN is NaN, -0.0 is not 0.0."""
    return type(one) is type(other) and (one == other or one != one) and repr(one) == repr(other)


@settings(max_examples=40, deadline=None)
@given(
    some.one_of(
        *(some.lists(some.none() | kind) | some.lists(kind) for kind in (TEXTS, MOMENTS, FLOATS, CELLS))
    )
)
def test_a_column_comes_back_as_it_was(values: list[object]) -> None:
    assert all(map(same, unpacked(packed(values), len(values)), values))
    assert len(unpacked(packed(values), len(values))) == len(values)


@pytest.mark.parametrize(
    "values",
    [
        [f"第{i}项" for i in range(300)],
        [f"第{i}项" if i % 300 else None for i in range(600)],
        [dt.datetime(2024, 1, 1, 8, 30) + dt.timedelta(i) for i in range(300)],
        ["a\x1fb", "c", "d"],
        ["\x1f", None, "\ud800"],
        [math.inf, -math.inf, None],
        [math.nan, None, 1.0],
        [True, 1.0, None, "1", 1],
        [],
        [None, None],
    ],
)  # fmt: skip
def test_many_values_and_strange_ones_come_back_too(values: list[object]) -> None:
    assert all(map(same, unpacked(packed(values), len(values)), values))


def test_only_what_is_asked_for_is_unpacked(monkeypatch) -> None:
    """And that once."""
    parts = {"甲": packed([1.0, None]), "乙": packed(["a", "b"])}
    seen: list[bytes] = []
    really = columns.unpacked
    monkeypatch.setattr(columns, "unpacked", lambda data, rows: seen.append(data) or really(data, rows))
    found = Columns(b"".join(parts.values()), {"甲": (0, 17), "乙": (17, 21)}, 2)
    assert list(found) == ["甲", "乙"]
    assert seen == []
    assert (found["乙"], found["乙"], found.get("丙")) == (["a", "b"], ["a", "b"], None)
    assert seen == [parts["乙"]]
    assert found == {"甲": [1.0, None], "乙": ["a", "b"]}


@pytest.mark.parametrize(
    "forged",
    [
        b"", b"f", b"f" + bytes(15), b"lab", b"j{}", b"j[1]", b"j[1", b"w", b"w\1\0\0\0\0\1[1]",
        b"w\1\0\0\0\0\0{}", b"m\1\0\0\0\0\0[7]", b"m\1\0\0\0\0\0[\"9\"]", b"w\1\0\0\0\0\0\xff",
        b"j" + b"[" * 100_000,
    ],
)  # fmt: skip
def test_forged_bytes_are_a_sentence(forged: bytes) -> None:
    """Only a forger's hand gets past the check of the whole record; the officer is told what to delete."""
    with pytest.raises(HostError, match=r"请删去.*\.xltools"):
        unpacked(forged, 2)
