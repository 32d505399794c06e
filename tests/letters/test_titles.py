"""Titles broken by sense."""

from __future__ import annotations

import pytest

from xltools.letters.kinds import KINDS
from xltools.letters.titles import LINE, broken, title


@pytest.mark.parametrize(
    ("marked", "lines"),
    [
        ("关于|整改的通知", ["关于整改的通知"]),
        ("一二三四五六七八|九十一二|三四五六七八九十一", ["一二三四五六七八九十一二", "三四五六七八九十一"]),
        (
            "一二三四五|六七八九十一二三|四五六七八九十一二三四",
            ["一二三四五六七八九十一二三", "四五六七八九十一二三四"],
        ),
    ],
)
def test_the_fewest_and_evenest_lines_are_chosen(marked, lines):
    assert broken(marked).split("\n") == lines


def test_a_title_that_fits_nowhere_is_left_to_word():
    assert broken("字" * 30 + "|字") == "字" * 31


@pytest.mark.parametrize("unit", ["乐山市", "乐山市市中区", "凉山彝族自治州木里藏族自治县"])
@pytest.mark.parametrize("office", ["某省财政厅", "凉山彝族自治州财政局"])
@pytest.mark.parametrize("name", list(KINDS))
def test_no_line_of_a_title_is_too_long_for_the_shortest_and_the_longest_unit_name(name, office, unit):
    """凉山彝族自治州木里藏族自治县 is the longest full name among the 183 counties: 14 characters."""
    made = title(KINDS[name], {"发文机关": office, "单位": unit, "统计月份": "2024年12月", "年度": "2024"})
    assert all(len(line) <= LINE + 2 for line in made.split("\n"))  # digits are half as wide
    assert "|" not in made
    assert unit in made or "{单位}" not in KINDS[name].title
