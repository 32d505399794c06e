"""第6、11条: inspections of the province and above give points, once and once more if overdue."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.rules.conftest import frame_of
from tests.rules.inspected import DAYS, LESHAN, NEIJIANG, POLICY, TODAY, found, roster
from tests.rules.points_world import BY, ledger
from xltools.rules.art06.events import Feed
from xltools.rules.art06.ledger import post
from xltools.rules.art11.closeout import closeout, names_of, standing
from xltools.rules.art11.points import foreign_rows, inspection_feed, point_events
from xltools.tables.declared.inspections import POINT_EVENTS
from xltools.tables.declared.points import LEDGER

EMPTY = frame_of(POINT_EVENTS, [])
IN_TIME = {"检查日期": "2024-09-20"}
CLOSED = {
    "整改情况": "已改", "佐证材料": "照片1", "核销意见": "同意", "核销人": "模拟", "核销日期": "2024-07-01",
}  # fmt: skip


def events_of(*rows, before=EMPTY, year=2024):
    """督导计分 after 问题销号 on 8 October 2024."""
    frame = found(*rows)
    standings = [standing(row, DAYS, POLICY, TODAY) for row in frame.to_dict("records")]
    made = closeout(frame, standings, names_of(roster()), POLICY, TODAY)
    return point_events(made, standings, before, year, POLICY)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (IN_TIME, [("2024-09-30", "检查", "拨付不及时：2024-0001", "是")]),
        (IN_TIME | {"来源": "市州月督导"}, []),
        (IN_TIME | {"来源": "其他"}, []),
        (IN_TIME | {"来源": "专项检查", "问题类别": "资金用于负面清单"},
         [("2024-09-30", "检查", "资金用于负面清单：2024-0001", "是")]),
        (IN_TIME | {"问题类别": "工程质量问题"}, [("2024-09-30", "检查", "工程质量问题：2024-0001", "否")]),
        (IN_TIME | {"来源": "审计", "问题类别": "工程质量问题"},
         [("2024-09-30", "审计", "发现违规：2024-0001 工程质量问题", "是")]),
        ({}, [("2024-05-31", "检查", "拨付不及时：2024-0001", "是"),
              ("2024-06-30", "检查", "问题未按期整改：2024-0001", "是")]),
        ({"来源": "审计"}, [("2024-05-31", "审计", "发现违规：2024-0001 拨付不及时", "是"),
                          ("2024-06-30", "审计", "问题未按期整改：2024-0001", "是")]),
        (CLOSED | {"销号申请日期": "2024-06-05"}, [("2024-05-31", "检查", "拨付不及时：2024-0001", "是")]),
        (CLOSED | {"销号申请日期": "2024-06-06"},
         [("2024-05-31", "检查", "拨付不及时：2024-0001", "是"),
          ("2024-06-30", "检查", "问题未按期整改：2024-0001", "是")]),
        ({"检查日期": "2023-12-05"}, [("2024-01-31", "检查", "问题未按期整改：2023-0001", "是")]),
    ],
)  # fmt: skip
def test_a_problem_gives_the_points_of_its_source(row, expected) -> None:
    """第6条: 省以上; 5 May + 30 days is 5 June, 5 December 2023 + 30 days 4 January 2024."""
    made = events_of(row)
    shown = [(f"{r['日期']:%Y-%m-%d}", r["来源"], r["事由"], r["是否计分"]) for r in made.to_dict("records")]
    assert shown == expected


def test_what_the_officer_decided_survives_and_a_press_twice_changes_nothing() -> None:
    first = events_of({}, {"来源": "审计"})
    first.loc[0, "是否计分"] = "否"
    second = events_of({}, {"来源": "审计"}, before=first)
    assert second["是否计分"].tolist() == first["是否计分"].tolist()
    assert events_of({}, {"来源": "审计"}, before=second).equals(second)


def test_a_no_whose_problem_is_gone_is_kept_and_says_so_once() -> None:
    first = events_of({})
    first.loc[0, "是否计分"] = "否"
    gone = events_of(before=events_of(before=first))
    assert gone["事由"].tolist() == [first["事由"][0]]
    assert gone["依据"][0].count("问题台账里已没有这一件") == 1


def pressed(typed: pd.DataFrame, came: Feed, lights: Feed | None = None):
    posted = post(typed, roster(), lights, BY, came)
    return frame_of(LEDGER, posted.frame.to_dict("records")), posted


def test_each_event_comes_into_the_points_ledger_once() -> None:
    """-2 for 拨付不及时, -3 for 问题未按期整改, by the standard; pressed three times."""
    came = inspection_feed(events_of({}), 2024)
    frame, posted = pressed(ledger().iloc[:0], came)
    assert frame[["行政区划代码", "计分", "状态"]].to_numpy().tolist() == [
        [NEIJIANG, -2, "计入"], [NEIJIANG, -3, "计入"],
    ]  # fmt: skip
    for _ in range(2):
        frame, posted = pressed(frame, came)
        assert (len(frame), posted.added, posted.lapsed) == (2, [], 0)


def test_only_what_the_officer_lets_count_comes_in_and_a_later_no_takes_it_back() -> None:
    table = events_of({}, {"行政区划代码": LESHAN, **IN_TIME})
    frame, _ = pressed(ledger().iloc[:0], inspection_feed(table, 2024))
    assert len(frame) == 3
    table.loc[table["问题编号"] == "2024-0002", "是否计分"] = "否"
    frame, posted = pressed(frame, inspection_feed(table, 2024))
    out = frame[frame["状态"] == "不计入"]
    assert out["行政区划代码"].tolist() == [LESHAN]
    assert out["说明"].tolist() == ["“督导检查”2024-09已不是拨付不及时：2024-0002"]
    assert posted.lapsed == 1


def test_lights_and_inspections_do_not_take_each_other_back() -> None:
    """A light of September stays when 督导检查 knows September, and the other way round."""
    red = "2024-09/预警/综合红灯/511002"
    light = {
        "日期": "2024-09-30",
        "行政区划代码": NEIJIANG,
        "来源": "预警",
        "事由": "综合红灯",
        "登记号": red,
    }
    frame, _ = pressed(ledger(light), inspection_feed(events_of(IN_TIME), 2024))
    assert frame["状态"].tolist() == ["计入", "计入"]
    no_lights = Feed({}, frozenset({"2024-09"}))
    posted = post(frame, roster(), no_lights, BY, None).frame
    assert posted["状态"].tolist() == ["不计入", "计入"]


def test_a_workbook_never_pressed_takes_nothing_back() -> None:
    """An empty 督导计分 beside the ledger is a new workbook, not a withdrawal."""
    frame, _ = pressed(ledger().iloc[:0], inspection_feed(events_of({}), 2024))
    frame, posted = pressed(frame, inspection_feed(EMPTY, 2024))
    assert posted.lapsed == 0
    assert frame["状态"].tolist() == ["计入", "计入"]


def test_another_years_events_stay_out() -> None:
    table = events_of({"检查日期": "2023-05-08"}, year=2023)
    assert len(table) == 2
    assert inspection_feed(table, 2024).events == {}


def test_a_press_in_january_leaves_last_years_events_to_last_years_points() -> None:
    """The year turns, 问题销号 is pressed for 2025, then 计分汇总 for 2024: nothing of 2024 is taken back,
    and no row says that its problem is gone.
    """
    table = events_of({}, {"行政区划代码": LESHAN, **IN_TIME})
    table.loc[table["问题编号"] == "2024-0002", "是否计分"] = "否"
    frame, _ = pressed(ledger().iloc[:0], inspection_feed(table, 2024))
    assert frame["状态"].tolist() == ["计入", "计入"]
    turned = events_of({}, {"行政区划代码": LESHAN, **IN_TIME}, before=table, year=2025)
    assert turned.equals(table)
    frame, posted = pressed(frame, inspection_feed(turned, 2024))
    assert (frame["状态"].tolist(), posted.lapsed) == (["计入", "计入"], 0)


def test_a_number_with_a_stroke_of_the_officers_own_counts_too() -> None:
    """编号 督/7 stands in 登记号, whose own parts are kept apart by /."""
    came = inspection_feed(events_of({"编号": "督/7"}), 2024)
    reasons = [event.reason for event in came.events.values()]
    assert reasons == ["拨付不及时：督/7", "问题未按期整改：督/7"]
    assert {event.code for event in came.events.values()} == {NEIJIANG}
    frame, posted = pressed(ledger().iloc[:0], came)
    frame, posted = pressed(frame, came)
    assert (frame["计分"].tolist(), posted.added, posted.lapsed) == ([-2, -3], [], 0)


def test_a_row_of_the_officers_own_is_told_before_it_is_gone() -> None:
    table = events_of({})
    assert list(foreign_rows(table)) == []
    table.loc[1, "登记号"] = None
    assert [(p.row, p.column, p.table) for p in foreign_rows(table)] == [(1, "登记号", "督导计分")]
