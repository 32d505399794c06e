"""A value as the inside of a cell."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from xltools.ooxml.cellvalue import (
    LONGEST_TEXT,
    Content,
    UnwritableError,
    encoded,
    render,
    serial,
    stands_as_is,
)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM", "001", "510922198001011234", "1/2", "TRUE", "#N/A"]
)
def test_text_stays_text_whatever_it_looks_like(text: str) -> None:
    """Only `write_formulas` writes formulas; no digit and no leading zero is lost."""
    assert encoded(text) == Content("inlineStr", text.encode())


@pytest.mark.parametrize(
    "value",
    [None, "", float("nan"), np.nan, np.float64("nan"), pd.NaT, pd.NA, np.datetime64("NaT"), "\x00\x07"],
)
def test_what_says_nothing_is_a_blank_cell(value: Any) -> None:
    """A missing value of any library, and text of nothing but control characters."""
    assert encoded(value) == Content("", b"")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, b"3"),
        (3.5, b"3.5"),
        (0.1 + 0.2, b"0.30000000000000004"),
        (-0.0, b"0"),
        (1e300, b"1e+300"),
        (np.int64(7), b"7"),
        (np.float32(0.5), b"0.5"),
        (Decimal("12.30"), b"12.3"),
        (Fraction(1, 4), b"0.25"),
        (123456789012345, b"123456789012345"),
        (10**20, b"100000000000000000000"),
    ],
)
def test_numbers_keep_every_digit(value: Any, text: bytes) -> None:
    """A float is written so that it reads back as the same float."""
    assert encoded(value) == Content("n", text)


@pytest.mark.parametrize("value", [True, np.True_, np.bool_(True)])
def test_logical_values(value: Any) -> None:
    """Never the number 1."""
    assert encoded(value) == Content("b", b"1")


def test_a_whole_number_of_more_than_15_digits_is_refused() -> None:
    """Excel would turn …234 into …000 without a word."""
    with pytest.raises(UnwritableError, match=r"超过 15 位.*改为文本"):
        encoded(510922198001011234)


def test_infinity_is_refused() -> None:
    """It comes from a division by zero and has no cell."""
    with pytest.raises(UnwritableError, match=r"无穷大"):
        encoded(float("inf"))


def test_other_objects_are_refused() -> None:
    """Not written as their repr."""
    with pytest.raises(UnwritableError, match=r"list 类型"):
        encoded([1, 2])


def test_text_that_does_not_fit_into_a_cell_is_refused() -> None:
    """32,767 characters is Excel's limit; a rare character beyond the basic plane counts twice."""
    assert encoded("字" * LONGEST_TEXT).kind == "inlineStr"
    for text in ("字" * (LONGEST_TEXT + 1), "𠮷" * 16_384):
        with pytest.raises(UnwritableError, match=r"32767"):
            encoded(text)


def test_control_characters_and_line_ends() -> None:
    """XML cannot hold the first; Excel keeps line ends as LF."""
    assert encoded("a\x0bb\ud800c\ufffe").text == b"abc"
    assert encoded("一\r\n二\r三").text == "一\n二\n三".encode()


def test_markup_is_escaped_and_so_is_what_excel_would_unescape() -> None:
    """_x0041_ in a file means A; the officer's own _x0041_ must stay as typed."""
    assert encoded("<&>").text == b"&lt;&amp;&gt;"
    assert encoded("_x0041_ _xyz_").text == b"_x005F_x0041_ _xyz_"


@pytest.mark.parametrize("text", [" 前", "后 ", "一\n二", "\t"])
def test_blanks_at_the_edges_and_line_ends_are_kept(text: str) -> None:
    """An XML reader may drop them unless told."""
    assert b'xml:space="preserve"' in render(encoded(text))[1]


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        (dt.datetime(2024, 9, 30), 45565),
        (dt.datetime(1900, 1, 1), 1),
        (dt.datetime(1900, 2, 28), 59),
        (dt.datetime(1900, 3, 1), 61),
        (dt.datetime(2024, 9, 30, 12), 45565.5),
        (dt.datetime(9999, 12, 31), 2958465),
    ],
)
def test_days_are_counted_as_excel_counts_them(moment: dt.datetime, days: float) -> None:
    """Serial 60 is the 1900-02-29 that never was (ECMA-376 part 1, 18.17.4.1)."""
    assert serial(moment) == days


def test_a_date_before_excel_is_refused() -> None:
    """The 19th century has to be text."""
    with pytest.raises(UnwritableError, match=r"1900 年以前"):
        encoded(dt.date(1899, 12, 31))


@pytest.mark.parametrize(
    ("value", "text", "code"),
    [
        (dt.date(2024, 9, 30), b"45565", "yyyy-mm-dd"),
        (pd.Timestamp("2024-09-30"), b"45565", "yyyy-mm-dd"),
        (np.datetime64("2024-09-30T06:00"), b"45565.25", "yyyy-mm-dd hh:mm:ss"),
        (np.datetime64("2024-09-30T06:00:00.000000000"), b"45565.25", "yyyy-mm-dd hh:mm:ss"),
        (dt.datetime(2024, 9, 30, 18), b"45565.75", "yyyy-mm-dd hh:mm:ss"),
        (dt.time(6), b"0.25", "hh:mm:ss"),
    ],
)
def test_dates_and_times_say_which_format_they_need(value: Any, text: bytes, code: str) -> None:
    """A midnight is a date without a time."""
    assert encoded(value) == Content("n", text, code)


@given(st.text(st.sampled_from("甲a1 　\n\r\t\x00\x0b\x1c\x85\ud800\uffff&<>_x00DFl"), max_size=8))
def test_a_text_that_stands_as_it_is_needs_nothing_done_to_it(text: str) -> None:
    """The quick way to write a text is taken only where the thorough one does nothing."""
    if stands_as_is(text):
        assert text.strip() == text != ""
        assert etree.fromstring(f"<t>{text}</t>").text == text
        assert "_x" not in text
        assert len(text) <= LONGEST_TEXT
    plain = all(c in "甲a100DFl" for c in text)
    assert not (plain and text) or stands_as_is(text)
