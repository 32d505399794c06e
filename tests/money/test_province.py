"""Forty counties' ledgers pressed through every button and held against their truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from xltools.buttons import find
from xltools.press import press_closed
from xltools.sample.library import ON
from xltools.sample.library_folder import make_library
from xltools.sample.money import planted_money
from xltools.sample.money_folder import judge_money, make_money
from xltools.sample.province import province

KEYS = ("industry", "funding", "payment", "disclosure", "awards")


@pytest.mark.parametrize("counties", [40, 1])
def test_five_buttons_find_all_that_was_planted_and_nothing_else(tmp_path: Path, counties: int) -> None:
    make_library(tmp_path, counties=counties)
    made = make_money(tmp_path, counties=counties)
    for key in KEYS:
        assert press_closed(find(key), made.workbook, today=ON).done, key
    scores = judge_money(made)
    assert [(s.button, s.missed, s.wrong) for s in scores] == [
        (name, (), ()) for name in ("产业占比", "投入比对", "拨付核查", "公开核查", "评优资格")
    ]
    assert counties == 1 or all(score.planted == score.found > 0 for score in scores)


def test_the_whole_province_has_a_county_for_every_case() -> None:
    """37 cases, each in a county of its own."""
    planted = planted_money(tuple(province(2024)), 2024)
    assert len({each.code for each in planted}) == len(planted) == 37


def test_the_same_seed_makes_the_same_bytes(tmp_path: Path) -> None:
    made = [
        make_money(tmp_path / name, counties=3).workbook
        for name in ("甲", "乙")
        if not (tmp_path / name).mkdir()
    ]
    assert made[0].read_bytes() == made[1].read_bytes()
