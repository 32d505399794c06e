"""第11条 督导计划: what the officer typed stays with its line; late, done, moved and their own lines."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from tests.rules.conftest import frame_of
from tests.rules.inspected import DAYS, DONGXING, NEIJIANG, POLICY, TODAY, roster, visits
from xltools.rules.art11.calendar import duties
from xltools.rules.art11.schedule import moved_to_rest, of_year, schedule, schedule_problems
from xltools.tables.declared.inspections import SCHEDULE

EMPTY = frame_of(SCHEDULE, [])
FILING, VISIT = "2024-03-FILING", "2024-05-V-511000"


def pressed(existing=EMPTY, seen=(), on=TODAY, year=2024, who=None):
    found = duties(roster() if who is None else who, year, POLICY)
    return schedule(found, existing, visits(*seen), DAYS, year, POLICY, on)


def line(frame, key):
    return frame.set_index("编号").loc[key]


def with_typed(frame, key, **values):
    made = frame.copy()
    for name, value in values.items():
        made.loc[made["编号"] == key, name] = pd.Timestamp(value) if "期" in name else value
    return made


@pytest.mark.parametrize(
    ("on", "state"),
    [("2024-02-29", "未到"), ("2024-03-01", "本月"), ("2024-03-29", "本月"), ("2024-03-30", "逾期")],
)
def test_a_line_is_ahead_due_this_month_or_late(on: str, state: str) -> None:
    """备案审查 is due on 29 March; that day is in time."""
    assert line(pressed(on=dt.date.fromisoformat(on)), FILING)["状态"] == state


def test_what_the_officer_typed_survives_every_further_press() -> None:
    first = with_typed(pressed(), FILING, 完成日期="2024-03-25", 备注="模拟备注")
    first = with_typed(first, "2024-10-SPECIAL", 改期至="2024-11-15")
    second = pressed(first)
    third = pressed(second)
    assert third.equals(second)
    assert line(second, FILING)[["状态", "备注"]].tolist() == ["已完成", "模拟备注"]
    moved = line(second, "2024-10-SPECIAL")
    assert (moved["办理期限"], moved["状态"]) == (pd.Timestamp("2024-11-15"), "未到")
    assert "2024-10-31改期至2024-11-15" in moved["依据"]


def test_a_visit_is_done_when_every_county_was_inspected_that_month() -> None:
    """One of two is not enough; another month's, or another 来源, does not count."""
    one = [{"日期": "2024-05-06"}, {"日期": "2024-06-06", "行政区划代码": DONGXING}]
    draw = {"日期": "2024-05-07", "行政区划代码": DONGXING, "来源": "省季抽查"}
    frame = pressed(seen=[*one, draw])
    assert line(frame, VISIT)[["已督导县数", "状态"]].tolist() == [1, "逾期"]
    assert line(frame, VISIT)["依据"].endswith("督导记录1/2个县，还差东兴区")
    both = [*one, {"日期": "2024-05-31", "行政区划代码": DONGXING, "方式": "电话访谈"}]
    frame = pressed(seen=both)
    assert line(frame, VISIT)[["已督导县数", "状态"]].tolist() == [2, "已完成"]


def test_an_own_line_is_numbered_once_and_kept() -> None:
    own = {"事项": "模拟现场会", "原定日期": "2024-11-08", "责任单位": "省乡村振兴局"}
    another = own | {"事项": "模拟推进会"}
    first = pressed(frame_of(SCHEDULE, [own, another]))
    keys = ["2024-11-X-001", "2024-11-X-002"]
    assert [line(first, key)["事项"] for key in keys] == ["模拟现场会", "模拟推进会"]
    again = with_typed(first, keys[0], 完成日期="2024-10-07")
    second = pressed(again)
    assert line(second, keys[0])["状态"] == "已完成"
    assert len(second) == len(first) == 59
    assert pressed(second).equals(second)


def test_a_line_no_longer_planned_stays_only_with_something_typed_on_it() -> None:
    """乐山市 leaves the list; its visit of May had a remark."""
    first = with_typed(pressed(), "2024-05-V-511100", 备注="模拟：改由省里督导")
    small = roster({"行政区划代码": NEIJIANG, "市州": "内江市", "县区": "市中区"})
    second = pressed(first, who=small)
    gone = second[second["市州"] == "乐山市"]
    assert gone[["编号", "备注", "状态"]].to_numpy().tolist() == [
        ["2024-05-V-511100", "模拟：改由省里督导", "已不在计划"]
    ]
    assert "2024-05-V-511100" not in {each.key for each in of_year(second, 2024)}
    back = pressed(second)
    assert line(back, "2024-05-V-511100")[["备注", "状态"]].tolist() == ["模拟：改由省里督导", "逾期"]


def test_another_years_lines_stay_as_they_are() -> None:
    both = pressed(pressed(year=2023), year=2024)
    assert (both["编号"].str[:4] == "2023").sum() == 57
    assert len(of_year(both, 2024)) == len(of_year(both, 2023)) == 57


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ({"编号": FILING, "完成日期": "2024-10-09"}, "完成日期", "晚于今天"),
        ({"编号": FILING, "完成日期": "2024-10-08"}, "", ""),
        ({"编号": FILING, "完成日期": "2023-12-31"}, "完成日期", "早于2024年"),
        ({"编号": FILING, "改期至": "2025-01-02"}, "改期至", "不是2024年"),
        ({"编号": FILING, "改期至": "2024-12-31"}, "", ""),
        ({"事项": "模拟"}, "原定日期", "没有日期"),
        ({"事项": "模拟", "原定日期": "2023-05-01"}, "原定日期", "不是2024年"),
        ({"编号": "自查1", "原定日期": "2024-05-06"}, "编号", "不是程序给的"),
        ({"编号": "2023-03-FILING", "改期至": "2023-04-02"}, "", ""),
    ],
)
def test_what_cannot_be_is_told_at_its_cell(row, column: str, says: str) -> None:
    usual = {"事项": "年度计划备案审查", "原定日期": "2024-03-31"} if "编号" in row else {}
    told = list(schedule_problems(frame_of(SCHEDULE, [usual | row]), 2024, TODAY))
    assert [p.column for p in told] == ([column] if column else [])
    assert all(says in p.problem for p in told)


def test_a_day_off_chosen_by_the_officer_is_kept_and_noticed() -> None:
    """9 November 2024 is a Saturday, the 8th is not."""
    for day, noticed in (("2024-11-08", []), ("2024-11-09", ["提示"])):
        frame = with_typed(pressed(), "2024-10-SPECIAL", 改期至=day)
        assert [p.severity.value for p in moved_to_rest(frame, DAYS, 2024)] == noticed
        assert line(pressed(frame), "2024-10-SPECIAL")["办理期限"] == pd.Timestamp(day)
