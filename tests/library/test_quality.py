"""数据质量 and 随机抽查 pressed (第9、11条)."""

from __future__ import annotations

import datetime as dt

from tests.library.desk import Desk, project
from xltools.tables.declared.project_results import QUALITY, QUALITY_SUMMARY, SAMPLED, SAMPLING
from xltools.tables.declared.projects import PROJECTS

CODES = [f"511011202300000{number:03d}" for number in range(1, 41)]


def stocked(desk: Desk) -> None:
    """Forty projects in order, each in a village of its own."""
    desk.put(PROJECTS, *(project(code, 村=f"第{i}村") for i, code in enumerate(CODES)))


def test_each_fault_stands_at_its_cell_and_the_county_has_its_rate(desk: Desk) -> None:
    """依据: two of two projects of 东兴区 are in order, one of two of 资中县 lacks 绩效目标: 50 %."""
    desk.put(
        PROJECTS,
        project("511011202300000001", 村="甲村"),
        project("511011202300000002", 村="乙村"),
        project("511025202300000001", 县区="资中县", 村="丙村", 绩效目标=None),
        project("511025202300000002", 县区="资中县", 村="丁村"),
    )
    result = desk.press("quality")
    [found] = desk.rows(QUALITY).to_dict("records")
    assert (found["单元格"], found["检查项"], found["严重程度"]) == ("S7", "未设绩效目标", "严重")
    rows = desk.rows(QUALITY_SUMMARY).to_dict("records")
    rates = {(row["级别"], row["名称"]): row["问题率"] for row in rows}
    assert rates == {("县", "资中县"): 0.5, ("县", "东兴区"): 0, ("市", "内江市"): 0.25}
    assert "问题项目1个" in result.message


def test_a_cell_that_cannot_be_read_is_one_problem_not_a_blank(desk: Desk) -> None:
    """约120 in 概算投资 is a fault of typing; 缺概算投资 would be wrong beside it."""
    desk.put(PROJECTS, project("511011202300000001"))
    desk.type(PROJECTS, 0, "概算投资", "约120")
    desk.press("quality")
    [found] = desk.rows(QUALITY).to_dict("records")
    assert (found["单元格"], found["检查项"]) == ("L5", "填报有误") and "约120" in found["问题"]


def test_the_same_seed_gives_the_same_list_and_keeps_what_was_reported(desk: Desk) -> None:
    """依据: 31 August is in the third quarter; 5 % of 40 is 2."""
    stocked(desk)
    desk.press("sample")
    first = desk.column(SAMPLED, "项目编码")
    desk.type(SAMPLED, 0, "检查情况", "与实际相符（模拟）")
    desk.press("sample", today=dt.date(2024, 9, 1))
    assert desk.column(SAMPLED, "项目编码") == first and len(first) == 2
    assert desk.column(SAMPLED, "检查情况") == ["与实际相符（模拟）", None]
    assert desk.column(SAMPLED, "种子") == ["2024年第3季度"] * 2
    assert desk.column(SAMPLING, "内容")[0] == "种子：2024年第3季度"


def test_a_new_list_does_not_overwrite_what_was_reported(desk: Desk) -> None:
    stocked(desk)
    desk.press("sample")
    desk.type(SAMPLED, 0, "检查情况", "与实际相符（模拟）")
    result = desk.press("sample", today=dt.date(2024, 10, 8))
    assert not result.done and desk.column(SAMPLED, "种子") == ["2024年第3季度"] * 2


def test_a_code_used_twice_is_left_out_and_told(desk: Desk) -> None:
    """It could not be drawn again; the other projects are drawn all the same."""
    desk.put(PROJECTS, *(project(code, 村=f"第{i}村") for i, code in enumerate([*CODES, CODES[0]])))
    result = desk.press("sample")
    assert result.facts["left_out"] == 2 and result.facts["projects"] == 39
    assert {issue.cell for issue in result.errors} == {"E5", "E45"}
    assert "第5行、第45行" in desk.column(SAMPLING, "内容")[-1]


def test_a_library_that_grew_does_not_wipe_out_what_was_reported(desk: Desk) -> None:
    """依据: the same seed, but 5 % of 64 is 4, drawn from another list without the two visited."""
    stocked(desk)
    desk.press("sample")
    before = desk.column(SAMPLED, "项目编码")
    for row in range(2):
        desk.type(SAMPLED, row, "检查情况", "与实际相符（模拟）")
    more = [project(f"511011202300001{number:03d}", 村=f"新{number}村") for number in range(1, 25)]
    desk.put(PROJECTS, *(project(code, 村=f"第{i}村") for i, code in enumerate(CODES)), *more)
    result = desk.press("sample")
    assert not result.done and "检查情况会丢失" in result.errors[0].problem
    assert desk.column(SAMPLED, "项目编码") == before
    assert desk.column(SAMPLED, "检查情况") == ["与实际相符（模拟）"] * 2
