"""发文字号 as GB/T 9704—2012 7.2.5 has it: 六角括号, whole year, no 第, no leading zero."""

from __future__ import annotations

import pytest

from xltools.register.number import nearest, number, parse


def test_a_number_is_written_as_the_standard_says() -> None:
    """依据: documents.md, 发文字号: 〔2024〕1号."""
    assert str(number("模财农", 2024, 1)) == "模财农〔2024〕1号"
    assert parse("模财农〔2024〕1号") == number("模财农", 2024, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "模财农[2024]1号", "模财农【2024】1号", "模财农（2024）1号", "模财农〔2024〕01号",
        "模财农〔2024〕第1号",
        "模财农〔2024〕1", "模财农 〔2024〕 1号",
    ],
)  # fmt: skip
def test_other_ways_to_write_it_are_not_taken_but_understood(typed: str) -> None:
    assert parse(typed) is None
    assert nearest(typed) == number("模财农", 2024, 1)


@pytest.mark.parametrize(
    "typed", ["", "1号", "模财农〔24〕1号", "〔2024〕1号", "模财农〔2024〕0号", "模财农〔2024〕　号"]
)
def test_what_is_no_number_stays_none(typed: str) -> None:
    assert parse(typed) is None
    assert nearest(typed) is None
