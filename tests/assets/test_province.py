"""The sample's assets pressed through both buttons and held against their truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from xltools.buttons import find
from xltools.hosts.closed import open_closed
from xltools.press import press_closed
from xltools.sample.assets import ON, estate
from xltools.sample.assets_folder import AssetsPaths, judge_assets, make_assets
from xltools.sample.edges import rows
from xltools.sample.province import province
from xltools.tables.declared.assets import ASSETS, CLASSES, OVERVIEW
from xltools.tables.sheets import read_table


@pytest.mark.parametrize("counties", [24, 1])
def test_both_buttons_find_all_that_was_planted_and_nothing_else(tmp_path: Path, counties: int) -> None:
    """Precision and recall 100 % of classes, ways, progress, agreements and changes."""
    made = make_assets(tmp_path, counties=counties)
    for key in ("classify", "revive"):
        press_closed(find(key), made.workbook, today=ON)
    scores = judge_assets(made)
    assert [(s.button, s.missed, s.wrong) for s in scores if s.missed or s.wrong] == []
    assert all(s.planted > 0 for s in scores if s.button != "无数据的县" or counties > 1)


def test_the_page_to_send_up_adds_up_under_each_of_its_heads(tmp_path: Path) -> None:
    """盘活情况表: what is listed is the sum by progress, what was decided the sum by way."""
    made = make_assets(tmp_path, counties=24)
    for key in ("classify", "revive"):
        press_closed(find(key), made.workbook, today=ON)
    with open_closed(made.workbook) as book:
        page = read_table(book, OVERVIEW).frame
    for head, lines in (("列入盘活的", "进度："), ("已定盘活方式的", "已决定：")):
        at = int(page.index[page["项目"] == head][0])
        own = page.iloc[at + 1 : at + 5]
        assert own["项目"].str.strip().str.startswith(lines).all(), head
        assert page.loc[at, "数量"] == own["数量"].sum() > 0


def test_every_case_is_planted_once_and_every_class_is_among_them(tmp_path: Path) -> None:
    cases = rows("planted_assets.csv")
    made = estate(province(2024), 2024)
    assert sorted(p.case["情形"] for p in made.planted) == sorted(case["情形"] for case in cases)
    assert {case["分类"] for case in cases} == set(CLASSES)


def test_one_seed_gives_one_estate_and_another_seed_another() -> None:
    who = province(2024, 24)
    one, again, other = (estate(who, seed).tables[ASSETS.name] for seed in (2024, 2024, 2025))
    assert one == again and one != other


def test_the_codes_are_the_counties_own_and_stand_once() -> None:
    made = estate(province(2024), 2024)
    codes = [row["资产编号"] for row in made.tables[ASSETS.name]]
    assert len(codes) == len(set(codes)) and 6 * 150 < len(codes) < 13 * 183


def test_the_truth_lists_what_is_not_sound_and_what_was_planted(tmp_path: Path) -> None:
    made: AssetsPaths = make_assets(tmp_path, counties=1)
    text = made.truth.read_text("utf-8-sig")
    assert text.count("\n") == len({*made.estate.classes, *(p.code for p in made.estate.planted)})
    assert "收益率2.99%" in text
