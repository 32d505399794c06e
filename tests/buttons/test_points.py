"""计分汇总 and 奖惩测算 pressed on closed workbooks: what comes in, what stays, what is told."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from tests.buttons import funds
from tests.buttons.conftest import TODAY, table
from tests.buttons.points_office import CODES, county, event, letter, light, made
from xltools.buttons import find
from xltools.buttons.neighbour import Neighbour
from xltools.buttons.rewards import awards
from xltools.cells import Grid
from xltools.errors import HostError, PolicyError
from xltools.hosts.closed import open_closed
from xltools.policy import make_override
from xltools.press import press_closed
from xltools.register.frozen import file_hash
from xltools.rules.art06.decisions import confirmed_problems
from xltools.tables.declared.allocation import ALLOCATION
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.points import (
    CARRYOVERS,
    DEDUCTION,
    LEDGER,
    NEGATIVE_USES,
    REWARD,
    REWARDS,
    STANDARD,
    TOTALS,
)
from xltools.tables.declared.ranking import HISTORY
from xltools.tables.reader import read_grid
from xltools.tables.sheets import locate


def totals(office):
    return {row["行政区划代码"]: row for row in office.rows(TOTALS)}


def spread():
    """Thirty counties with thirty scores: 8 above zero, 1 at zero, the others below; no two alike."""
    return [event(code, 事由=f"模拟情况{i}", 计分=float(15 - i)) for i, code in enumerate(CODES)]


def test_lights_and_letters_come_in_and_the_message_names_the_file(tmp_path):
    """架构: a table from another workbook is said, and its file's hash recorded in 运行记录."""
    office = made(
        tmp_path,
        event("511102"),
        lights=[light("511102", "红"), light("511002", "绿")],
        letters=[letter("511102")],
    )
    result = office.press()
    assert "从“调度排名.xlsx”新取亮灯2件、函件1件" in result.message
    assert (totals(office)["511102"]["得分"], totals(office)["511002"]["得分"]) == (-8, 1)
    name, digits = result.facts["source"].split(" #")
    assert (name, len(digits)) == ("调度排名.xlsx", 16)
    assert office.runs() == [f"计分汇总（2024年度，调度排名.xlsx #{digits}）"]


def test_pressing_three_times_is_pressing_once(tmp_path):
    office = made(tmp_path, event("511102"), lights=[light(code, "红") for code in CODES])
    office.press()
    ledger, result = office.rows(LEDGER), office.rows(TOTALS)
    again = office.press()
    office.press()
    assert "新取亮灯0件、函件0件" in again.message
    assert office.rows(LEDGER) == ledger
    assert office.rows(TOTALS) == result
    assert len(ledger) == 31


def test_a_row_edited_by_hand_is_kept_and_counted_as_edited(tmp_path):
    """红灯 of 511102 halved by the officer; the ranking then changes to 黄: told, and kept."""
    office = made(tmp_path, lights=[light("511102", "红")])
    office.press()
    office.type(LEDGER, 0, "计分", -1)
    office.press()
    assert totals(office)["511102"]["得分"] == -1
    office.put(office.dispatch, HISTORY, [light("511102", "黄")])
    result = office.press()
    assert [row["事由"] for row in office.rows(LEDGER)] == ["综合红灯", "综合黄灯"]
    assert totals(office)["511102"]["得分"] == -2
    assert any("本行手工改过" in issue.remedy for issue in result.issues)


def test_without_调度排名_the_own_list_of_counties_is_used_and_that_is_said(tmp_path):
    office = made(tmp_path, event("511102"))
    office.dispatch.unlink()
    office.put(office.points, COUNTIES, map(county, CODES))
    result = office.press()
    assert "文件夹里没有“调度排名”" in result.message
    assert totals(office)["511102"]["得分"] == -2
    assert office.runs() == ["计分汇总（2024年度）"]


def test_without_any_list_of_counties_nothing_is_guessed(tmp_path):
    office = made(tmp_path, event("511102"))
    office.dispatch.unlink()
    assert office.press().exit_code == 1
    assert office.told()[0][2] == "没有县区名单，不知道哪些县参加计分"


def test_two_files_named_调度排名_are_refused(tmp_path):
    office = made(tmp_path, event("511102"))
    shutil.copyfile(office.dispatch, office.dispatch.with_suffix(".xlsm"))
    with pytest.raises(HostError, match="不知道以哪一个为准"):
        office.press()


def test_what_cannot_be_read_in_调度排名_is_told_with_its_file(tmp_path):
    """A light of another colour in 历史排名."""
    office = made(tmp_path, lights=[light("511102", "红")])
    with open_closed(office.dispatch) as book:
        sheet, header, _, letters = locate(book, HISTORY)
        book.sheets[sheet].range(f"{letters['综合状态']}{header + 1}").value = "紫"
        book.save()
    result = office.press()
    assert [(issue.file, issue.column) for issue in result.errors] == [("调度排名.xlsx", "综合状态")]


@pytest.mark.parametrize(
    ("column", "typed", "says"),
    [
        ("计分", "扣两分", "计分"),
        ("计分", -200, "计分"),
        ("来源", "巡视", "来源"),
        ("日期", "五月初", "日期"),
        ("日期", "2023-05-01", "日期"),
        ("行政区划代码", "519999", "行政区划代码"),
        ("行政区划代码", "51110", "行政区划代码"),
        ("事由", None, "事由"),
    ],
    ids=[
        "points text",
        "points beyond bounds",
        "unknown source",
        "date text",
        "other year",
        "unlisted",
        "short code",
        "no reason",
    ],
)
def test_a_cell_that_cannot_be_used_stops_the_press_at_its_cell(tmp_path, column, typed, says):
    """Nothing but 校验结果 is written; the cell is the one typed into."""
    office = made(tmp_path, event("511002"), event("511102", 文号="模拟检〔2024〕2号"))
    office.type(LEDGER, 1, column, typed)
    result = office.press()
    assert result.exit_code == 1
    cell, told, _ = office.told()[0]
    assert (told, cell[-1]) == (says, "6")
    assert office.rows(TOTALS) == []


def test_市中区_by_name_alone_is_answered_with_both_codes(tmp_path):
    office = made(tmp_path, event("511102"), {**event("511102"), "行政区划代码": None, "县区": "市中区"})
    result = office.press()
    (issue,) = result.errors
    assert "叫“市中区”的有2个" in issue.problem
    assert "内江市市中区是511002" in issue.remedy and "乐山市市中区是511102" in issue.remedy


def test_an_event_typed_twice_is_told(tmp_path):
    office = made(tmp_path, event("511102"), event("511102"))
    assert [c for _, c, _ in office.told()] == [] and office.press().exit_code == 1
    assert office.told()[0][1] == "事由"


def test_mistakes_in_the_standard_are_told_with_those_of_the_ledger(tmp_path):
    """本次分值 without 依据; a standard that was overwritten; an own row without points: all at once."""
    office = made(tmp_path, event("511102"))
    office.type(STANDARD, 0, "本次分值", 2)
    office.type(STANDARD, 1, "标准分值", 5)
    result = office.press()
    assert sorted(i.column for i in result.errors) == ["依据", "标准分值"]


def test_an_own_value_of_the_standard_counts_and_is_recorded(tmp_path):
    """-2 becomes -3 with its reason; 运行记录 says so."""
    office = made(tmp_path, event("511102"))
    rows = office.rows(STANDARD)
    at = next(i for i, row in enumerate(rows) if (row["来源"], row["事由"]) == ("检查", "拨付不及时"))
    office.type(STANDARD, at, "本次分值", -3)
    office.type(STANDARD, at, "依据", rows[at]["依据"] + "；模拟计分管理办法第5条")
    result = office.press()
    assert totals(office)["511102"]["得分"] == -3
    assert "检查·拨付不及时=-3（标准-2）：模拟计分管理办法第5条" in result.policy.overridden


def test_a_row_added_to_the_standard_gives_points(tmp_path):
    """An office's own 事由."""
    office = made(tmp_path, event("511102", 事由="账目混乱：三本台账对不上"))
    rows = office.rows(STANDARD)
    own = {"来源": "检查", "事由": "账目混乱", "本次分值": -4, "依据": "模拟计分管理办法第9条"}
    office.put(office.points, STANDARD, [*rows, own])
    assert office.press().exit_code == 0
    assert totals(office)["511102"]["得分"] == -4


def test_the_year_can_be_set_and_must_be_a_year(tmp_path):
    """In January 2025 the points of 2024 are added up; 计分年度 2023 finds no event of its own."""
    office = made(tmp_path, event("511102"))
    wrong = office.press(overrides=(make_override("计分年度", "2023年", ""),))
    assert "日期2024-05-01不在计分年度2023年内" in wrong.errors[0].problem
    with pytest.raises(PolicyError, match="不是年度"):
        office.press(overrides=(make_override("计分年度", "去年", ""),))


def test_the_list_is_decided_by_the_officer_and_adds_up(tmp_path):
    """第6条: refuse one deduction, press again: the rewards are what is left."""
    office = made(tmp_path, *spread())
    result = office.press("rewards")
    assert "扣减10个县共3000万元，奖励10个县" in result.message
    assert "还没有2025年度的分配额" in result.message
    first = office.rows(REWARDS)
    assert next(r["金额"] for r in first if r["事项"] == DEDUCTION) == -400
    office.type(REWARDS, 0, "是否确认", "否")
    result = office.press("rewards")
    listed = office.rows(REWARDS)
    assert "扣减9个县共2600万元" in result.message
    assert sum(r["金额"] for r in listed if r["事项"] == REWARD) == 2600
    assert listed[0]["是否确认"] == "否"
    changes = [row["奖惩额"] for row in office.rows(TOTALS) if row["奖惩额"]]
    assert sum(changes) == 0 and len(changes) == 19


def test_a_tie_on_the_cut_waits_for_the_officer(tmp_path):
    """The eleventh from the end gets the score of the tenth."""
    events = spread()
    events[19]["计分"] = events[20]["计分"]
    office = made(tmp_path, *events)
    result = office.press("rewards")
    assert "并列压线2个县，请到“奖惩清单”核定后再按一次" in result.message
    tied = [r for r in office.rows(REWARDS) if r["并列"]]
    assert [(r["是否确认"], r["金额"]) for r in tied] == [("否", -200)] * 2


def test_the_negative_list_is_worked_out_beside_it(tmp_path):
    office = made(tmp_path, *spread())
    office.put(
        office.points,
        NEGATIVE_USES,
        [{"年度": 2024, "行政区划代码": "511102", "使用金额": 39.2696, "重新安排金额": 9.2696}],
    )
    office.press("rewards")
    (use,) = office.rows(NEGATIVE_USES)
    assert (use["尚欠重新安排"], use["扣减额"]) == (30, 39.2696)
    assert [r["金额"] for r in office.rows(REWARDS) if r["事项"] == "负面清单扣减"] == [-39.2696]


def allocation(*rows):
    """资金分配 as it would be read: 年度, 资金级次, code, 奖惩, 分配额."""
    names = ["年度", "资金级次", "行政区划代码", "奖惩", "分配额"]
    reading = read_grid(Grid("分配表", [names, *map(list, rows)]), ALLOCATION)
    return Neighbour(None, "0" * 16, {ALLOCATION.name: reading})


def test_awards_are_those_of_the_year_before_rewards(tmp_path):
    """分配额 less 奖惩, by 资金级次: 350 after a deduction of 50 was 400 before it."""
    found = awards(
        allocation(
            (2025, "省级", "511102", -50, 350),
            (2024, "省级", "511102", 0, 900),
            (2025, "中央", "511102", None, 7),
        ),
        2025,
    )
    assert found == {("省级", "511102"): 400_000_000, ("中央", "511102"): 7_000_000}
    assert awards(None, 2025) is None
    assert awards(allocation((2024, "省级", "511102", 0, 900)), 2025) is None


def test_the_sample_province_is_counted_after_its_month(office):
    """Each county's score is what its lights, letters and typed events come to, counted another way."""
    history, letters = table(office.workbook, HISTORY), table(office.workbook, LETTERS)
    worth = {
        (row["来源"], row["事由"]): row["标准分值"]
        for row in table(office.points, STANDARD).to_dict("records")
    }
    lights = history[(history["级别"] == "县") & (history["参评"] == "是") & (history["期别"] >= "2024-01")]
    sent = letters[(letters["是否签发"] == "是") & (letters["期别"] >= "2024-01")]
    sent = sent[(sent["文号"].notna() | sent["文件"].notna()) & ~sent["代码"].str.endswith("00")]
    due = Counter()
    for row in lights.to_dict("records"):
        due[row["代码"]] += worth["预警", f"综合{row['综合状态']}灯"]
    for row in sent.to_dict("records"):
        due[row["代码"]] += worth["通报", row["函件"]]
    for row in table(office.points, LEDGER).to_dict("records"):
        own, standard = row["计分"], worth[row["来源"], row["事由"].partition("：")[0]]
        due[row["行政区划代码"]] += standard if pd.isna(own) else own

    first = press_closed(find("points"), office.points, today=TODAY)
    assert first.facts["added"] == {"预警": len(lights), "通报": len(sent)}
    found = table(office.points, TOTALS)
    assert dict(zip(found["行政区划代码"], found["得分"], strict=True)) == {
        code: due[code] for code in found["行政区划代码"]
    }
    assert (len(found), int(found["排名"].notna().sum())) == (183, 161)


def test_the_sample_province_has_a_list_to_decide(office):
    """Ties on both cuts wait; what is confirmed adds up; nothing is taken from 调度排名 twice."""
    press_closed(find("points"), office.points, today=TODAY)
    result = press_closed(find("rewards"), office.points, today=TODAY)
    assert "新取亮灯0件、函件0件" in result.message
    listed = table(office.points, REWARDS)
    tied = listed[listed["并列"] == "并列"]
    assert set(tied["事项"]) == {DEDUCTION, REWARD}
    assert set(tied["是否确认"]) == {"否"}
    assert list(confirmed_problems(listed, 2025)) == []


@pytest.fixture
def folder(drafted, tmp_path):
    """A copy to press on."""
    return Path(shutil.copytree(drafted, tmp_path / "省"))


def test_a_decision_changed_and_not_worked_out_again_stops_the_allocation(folder):
    """是否确认 of the worst becomes 否; the first ones would still share what it loses."""
    funds.put(folder / "日常计分.xlsm", REWARDS, 0, 是否确认="否")
    result = funds.allocate(folder / "资金分配.xlsm")
    (issue,) = result.errors
    assert (issue.file, issue.column) == ("日常计分.xlsm", "是否确认")
    assert "不相等" in issue.problem and "奖惩测算" in issue.remedy
    press_closed(find("rewards"), folder / "日常计分.xlsm", today=TODAY)
    assert funds.allocate(folder / "资金分配.xlsm").exit_code == 0


def test_after_an_allocation_the_deductions_are_held_against_it(folder):
    """The file is named and its hash recorded; awards are large enough, so nothing changes."""
    points = folder / "日常计分.xlsm"
    before = table(points, REWARDS)
    result = press_closed(find("rewards"), points, today=TODAY)
    assert "已与“资金分配.xlsm”2025年度的分配额核对" in result.message
    assert f"资金分配.xlsm #{file_hash(folder / '资金分配.xlsm')}" in result.note
    pd.testing.assert_frame_equal(table(points, REWARDS), before)
    assert len(table(points, CARRYOVERS)) == 0


def test_an_award_too_small_is_taken_whole_and_the_rest_carried_over(folder):
    """省级 award of the worst made 100 万元 before rewards: 100 taken, what else is due left for 2026."""
    points, fund = folder / "日常计分.xlsm", folder / "资金分配.xlsm"
    worst = table(points, REWARDS).iloc[0]
    rows = table(fund, ALLOCATION)
    of_worst = (rows["资金级次"] == "省级") & (rows["行政区划代码"] == worst["行政区划代码"])
    funds.put(fund, ALLOCATION, int(rows.index[of_worst][0]), 分配额=0, 奖惩=-100)
    press_closed(find("rewards"), points, today=TODAY)
    listed = table(points, REWARDS)
    due = -worst["金额"]
    assert 200 <= due <= 400
    assert listed["金额"].iloc[0] == -100
    (left,) = table(points, CARRYOVERS).to_dict("records")
    assert [left[name] for name in ("扣减年度", "应扣", "已扣", "结转")] == [2025, due, 100, due - 100]
    assert list(confirmed_problems(listed, 2025)) == []
