"""抽查名单 pressed: a quarter's counties and projects, kept once drawn (第11条)."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.inspections.desk import Desk, begun
from tests.rules.conftest import frame_of
from tests.rules.inspected import DONGXING, LESHAN, NEIJIANG
from xltools.errors import PolicyError
from xltools.tables.declared.inspections import DRAW_ACCOUNT, DRAWN, DRAWN_COUNTIES
from xltools.tables.declared.projects import PROJECTS
from xltools.tables.declared.record import RUNS

FEBRUARY, MAY, AUGUST, NOVEMBER = (dt.date(2024, m, 20) for m in (2, 5, 8, 11))
CODES = (NEIJIANG, DONGXING, LESHAN)


def filled(desk: Desk) -> None:
    desk.projects(*(begun(code, n) for code in CODES for n in range(4)))


def test_a_quarter_is_drawn_and_told_how(desk: Desk) -> None:
    """10 % of three counties is one; 5 % of four projects is one."""
    filled(desk)
    result = desk.press("draw", FEBRUARY)
    assert (len(desk.rows(DRAWN_COUNTIES)), len(desk.rows(DRAWN))) == (1, 1)
    assert result.facts["seed"] == "2024年第1季度"
    account = desk.rows(DRAW_ACCOUNT)["内容"].tolist()
    assert account[0] == "种子：2024年第1季度"
    assert any("可抽的县：3个" in line for line in account)
    assert "项目库.xlsx #" in desk.rows(RUNS)["按钮"].iloc[-1]


def test_three_quarters_reach_three_counties_and_the_fourth_begins_again(desk: Desk) -> None:
    filled(desk)
    for today in (FEBRUARY, MAY, AUGUST):
        desk.press("draw", today)
    assert sorted(desk.rows(DRAWN_COUNTIES)["行政区划代码"]) == sorted(CODES)
    result = desk.press("draw", NOVEMBER)
    table = desk.rows(DRAWN_COUNTIES)
    assert table["本年第几次"].tolist() == [1, 1, 1, 2]
    assert "其中1个县本年抽过，因为同类的县已经轮完" in result.message
    assert [q[-4:] for q in table["季度"]] == ["第1季度", "第2季度", "第3季度", "第4季度"]


def test_drawn_again_unchanged_it_is_the_same_and_keeps_what_was_typed(desk: Desk) -> None:
    filled(desk)
    desk.press("draw", FEBRUARY)
    desk.type(DRAWN, 0, {"检查情况": "模拟：已查，没有问题"})
    desk.type(DRAWN, 0, {"检查日期": dt.date(2024, 2, 27)})
    before = desk.rows(DRAWN)
    result = desk.press("draw", FEBRUARY)
    assert "与上次抽出的相同" in result.message
    assert desk.rows(DRAWN).equals(before)


def test_a_list_is_not_exchanged_by_a_second_press(desk: Desk) -> None:
    """The library changed, or another seed was typed: the press stops and says how many would go."""
    filled(desk)
    desk.press("draw", FEBRUARY)
    before = desk.rows(DRAWN)
    seeds = [f"种子{n}" for n in range(4)]
    results = [desk.press("draw", FEBRUARY, 抽查种子=seed) for seed in seeds]
    stopped = [r for r in results if not r.done]
    assert stopped, "four seeds do not all draw the same of twelve projects"
    assert "2024年第1季度已经抽过（种子“2024年第1季度”）" in stopped[0].errors[0].problem
    assert "清空2024年第1季度各行" in stopped[0].errors[0].remedy
    assert desk.rows(DRAWN)["项目编码"].tolist() == before["项目编码"].tolist()


def test_a_cleared_quarter_is_drawn_anew_and_the_others_stay(desk: Desk) -> None:
    filled(desk)
    desk.press("draw", FEBRUARY)
    desk.press("draw", MAY)
    for table in (DRAWN, DRAWN_COUNTIES):
        rows = desk.rows(table)
        desk.put(table, rows[rows["季度"] == "2024年第1季度"])
    first = desk.rows(DRAWN)
    desk.press("draw", MAY)
    again = desk.rows(DRAWN)
    assert again[again["季度"] == "2024年第1季度"]["项目编码"].tolist() == first["项目编码"].tolist()
    assert len(again) == 2


def test_projects_not_begun_are_not_drawn_unless_the_parameter_says_so(desk: Desk) -> None:
    desk.projects(*(begun(code, 1, 实施状态="未实施", 开工日期=None) for code in CODES))
    result = desk.press("draw", FEBRUARY)
    assert "没有可抽的项目" in result.errors[0].problem
    assert desk.press("draw", FEBRUARY, 抽查项目范围="全部在库").done


def test_projects_that_cannot_be_drawn_again_are_left_out_and_told(desk: Desk) -> None:
    """One without code, one of a county that is not in the list; the others are drawn."""
    desk.projects(
        *(begun(code, n) for code in CODES for n in range(4)),
        begun(NEIJIANG, 9, 项目编码=None),
        begun("511402", 1),
    )
    result = desk.press("draw", FEBRUARY)
    assert len(desk.rows(DRAWN)) == 1
    told = [(i.table, i.column, i.severity.value) for i in result.issues]
    assert ("项目库", "项目编码", "错误") in told
    assert ("项目库", "行政区划代码", "提示") in told
    assert any("511402" in i.problem for i in result.issues)


def test_without_a_library_it_says_what_to_do(desk: Desk) -> None:
    result = desk.press("draw", FEBRUARY)
    assert result.errors[0].problem == "同一文件夹里没有“项目库”"


def test_the_quarter_follows_the_parameter_and_a_typo_is_refused(desk: Desk) -> None:
    filled(desk)
    assert desk.press("draw", NOVEMBER, 抽查季度="2024年第2季度").facts["quarter"] == "2024年第2季度"
    with pytest.raises(PolicyError, match="“二季度”不是季度。请写成 2024年第1季度"):
        desk.press("draw", NOVEMBER, 抽查季度="二季度")


def test_a_quarter_overwritten_by_hand_is_told_at_its_cell(desk: Desk) -> None:
    filled(desk)
    desk.press("draw", FEBRUARY)
    desk.type(DRAWN_COUNTIES, 0, {"季度": "去年"})
    result = desk.press("draw", MAY)
    (issue,) = result.errors
    assert (issue.table, issue.column, issue.cell) == ("抽中县", "季度", "A5")


def test_an_empty_library_is_no_draw(desk: Desk) -> None:
    desk.put(PROJECTS, frame_of(PROJECTS, []), desk.add("项目库.xlsx"))
    assert "没有可抽的项目" in desk.press("draw", FEBRUARY).errors[0].problem
