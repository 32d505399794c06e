"""Numbering: unique, without gaps per (机关代字, 年), and every way in which a register can be wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from xltools.register.book import Entry
from xltools.register.giving import Giving, Letter, decide
from xltools.register.number import Number, Series, number

WORD = Series("模财农", 2024)
DAY = dt.date(2024, 10, 8)


def n(serial: int) -> Number:
    return Number(WORD, serial)


def letter(ident: str, held: int = 0, **more) -> Letter:
    """A signed letter; one without a number is due."""
    given = Letter(ident, WORD, f"题{ident}", f"主送{ident}", DAY, n(held) if held else None, due=not held)
    return replace(given, **more)


def book(*idents: str) -> dict[Number, Entry]:
    """Numbers 1, 2, 3 … given to these letters."""
    return {
        n(i): Entry(n(i), ident, f"题{ident}", f"主送{ident}", dt.datetime(2024, 10, 8))
        for i, ident in enumerate(idents, 1)
    }


def serials(numbers: Iterable[Number]) -> list[int]:
    return [each.serial for each in numbers]


def clean(giving: Giving) -> bool:
    return not (giving.refused or giving.lost or giving.holes)


def test_numbers_follow_on_in_the_order_of_signing() -> None:
    """依据: the register had 1 and 2; the earlier signed gets 3 though it stands below."""
    rows = [
        letter("甲", 1),
        letter("乙", 2),
        letter("丁", signed=DAY),
        letter("丙", signed=dt.date(2024, 9, 30)),
    ]
    giving = decide(rows, book("甲", "乙"))
    assert giving.given == {2: n(4), 3: n(3)}
    assert clean(giving)


def test_each_word_and_year_counts_for_itself() -> None:
    rows = [
        letter("甲"),
        letter("乙", series=Series("模财农", 2025)),
        letter("丙", series=Series("模财函", 2024)),
    ]
    assert list(decide(rows, book("先")).given.values()) == [
        n(2), number("模财农", 2025, 1), number("模财函", 2024, 1)
    ]  # fmt: skip


def test_a_draft_gets_no_number() -> None:
    assert decide([letter("甲", due=False)], {}).given == {}


def test_a_number_given_before_a_crash_goes_to_the_same_letter_again() -> None:
    """The book has 1 for 乙, the workbook was not saved: 乙 keeps 1, 甲 gets 2."""
    giving = decide([letter("甲"), letter("乙")], book("乙"))
    assert (giving.again, giving.given) == ({1: n(1)}, {0: n(2)})
    assert clean(giving)
    assert serials(
        e.number for e in giving.entries([letter("甲"), letter("乙")], dt.datetime(2024, 10, 8))
    ) == [2]


def test_a_lost_row_is_named_and_its_number_not_used_again() -> None:
    """Row 2 was deleted: the next letter gets 4, and 2 is missed by name."""
    giving = decide([letter("甲", 1), letter("丙", 3), letter("丁")], book("甲", "乙", "丙"))
    assert giving.given == {2: n(4)}
    assert [(e.number, e.title) for e in giving.lost] == [(n(2), "题乙")]


def test_a_void_number_stays_and_is_not_used_again() -> None:
    giving = decide([letter("甲", 1, void=True), letter("乙")], book("甲"))
    assert giving.given == {1: n(2)}
    assert clean(giving)


def test_a_lost_number_may_be_entered_again_as_void_only() -> None:
    """On another computer the letter may have gone out under it."""
    assert clean(decide([letter("他", 1, void=True)], book("甲")))
    assert "题甲" in decide([letter("他", 1)], book("甲")).refused[0]


def test_a_number_typed_by_hand_in_its_turn_is_entered() -> None:
    giving = decide([letter("甲", 1), letter("乙", 2), letter("丙")], book("甲"))
    assert (giving.claimed, giving.given) == ({1: n(2)}, {2: n(3)})
    assert clean(giving)


def test_a_number_typed_by_hand_that_is_taken_is_refused_with_its_owner() -> None:
    refused = decide([letter("甲", 1), letter("乙", 1)], book("甲")).refused
    assert list(refused) == [1]
    assert "已给了“题甲”" in refused[1]


def test_a_number_typed_by_hand_out_of_turn_is_refused_with_the_next_one() -> None:
    assert decide([letter("甲", 1), letter("乙", 5)], book("甲")).refused == {
        1: "跳号：模财农〔2024〕下一个号是2"
    }


def test_a_register_without_its_book_is_taken_over() -> None:
    """The workbook was copied to another folder."""
    giving = decide([letter("乙", 2), letter("甲", 1), letter("丙")], {})
    assert (giving.claimed, giving.given) == ({0: n(2), 1: n(1)}, {2: n(3)})
    assert decide([letter("甲", 1), letter("丙", 3)], {}).refused == {1: "跳号：模财农〔2024〕下一个号是2"}


def test_a_series_goes_on_where_the_paper_register_ended() -> None:
    """起始号 38: the first number here is 38, and older ones may be entered afterwards."""
    giving = decide([letter("甲")], {}, [n(38)])
    assert giving.given == {0: n(38)}
    later = {n(38): replace(book("甲")[n(1)], number=n(38))}
    giving = decide([letter("甲", 38), letter("旧", 12)], later, [n(38)])
    assert giving.claimed == {1: n(12)}
    assert clean(giving)


def test_a_hole_in_the_book_itself_is_seen() -> None:
    """A line was taken out of the file by hand: the row that has the number fills it, else it is named."""
    torn = book("甲", "乙", "丙")
    del torn[n(2)]
    assert decide([letter("甲", 1), letter("丙", 3)], torn).holes == [n(2)]
    assert clean(decide([letter("甲", 1), letter("乙", 2), letter("丙", 3)], torn))
