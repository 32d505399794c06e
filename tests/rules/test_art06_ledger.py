"""第6条 计分台账: lights and letters come in once; what an officer typed or edited is never lost."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest

from tests.rules.conftest import frame_of
from tests.rules.points_world import BY, YEAR, ledger, roster
from xltools.rules.art06.events import feed
from xltools.rules.art06.ledger import post
from xltools.rules.art06.points import scores
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.points import LEDGER
from xltools.tables.declared.ranking import HISTORY

SEPTEMBER = "2024-09"
RED = "2024-09/预警/综合红灯/510104"


def light(lit="红", code="510104", period=SEPTEMBER, **more):
    row = {"期别": period, "级别": "县", "代码": code, "名称": "模拟", "参评": "是", "综合状态": lit}
    return row | more


def letter(kind="整改通知书", code="510104", period=SEPTEMBER, **more):
    row = {"期别": period, "函件": kind, "代码": code, "是否签发": "是", "文件": "函件/模拟.docx"}
    return row | more


def source(lights=(), letters=()):
    return feed(frame_of(HISTORY, lights), frame_of(LETTERS, letters), YEAR)


def pressed(ledger_, came, by=BY):
    """计分台账 after one press, as it would be read again."""
    posted = post(ledger_, roster(), came, by)
    return frame_of(LEDGER, posted.frame.to_dict("records")), posted


def taken(frame):
    return [key for key in frame["登记号"] if not pd.isna(key)]


EMPTY = frame_of(LEDGER, [])


def test_each_light_and_letter_of_the_year_comes_in_once():
    """The same two rounds pressed three times over."""
    came = source([light(), light("绿", period="2024-08")], [letter(文号="模财农〔2024〕7号")])
    frame, posted = pressed(EMPTY, came)
    assert len(posted.added) == 3
    assert list(frame["计分"]) == [1, -4, -2], "by 期别, then 来源"
    for _ in range(2):
        frame, posted = pressed(frame, came)
        assert (len(frame), posted.added, posted.lapsed) == (3, [], 0)


def test_an_event_carries_the_last_day_of_its_期别_its_name_and_its_文号():
    frame, _ = pressed(EMPTY, source(letters=[letter(period="2024-02", 文号="模财农〔2024〕3号")]))
    (row,) = frame.to_dict("records")
    assert row["日期"] == pd.Timestamp("2024-02-29")
    assert (row["来源"], row["事由"], row["文号"]) == ("通报", "整改通知书", "模财农〔2024〕3号")
    assert (row["市州"], row["县区"], row["状态"]) == ("成都市", "锦江区", "计入")
    assert row["登记号"] == "2024-02/通报/整改通知书/510104"


@pytest.mark.parametrize(
    "unsent",
    [
        {"是否签发": "否"},
        {"文件": None},
        {"period": "2023-12"},
        {"code": "510100"},
    ],
    ids=["not confirmed", "not made yet", "another year", "a city's"],
)
def test_a_letter_that_was_not_sent_to_a_county_this_year_is_no_event(unsent):
    assert source(letters=[letter(**unsent)]).events == {}


@pytest.mark.parametrize("no", [{"参评": "否"}, {"级别": "市"}, {"综合状态": None}, {"period": "2023-09"}])
def test_a_light_of_no_ranked_county_this_year_is_no_event(no):
    assert source([light(**no)]).events == {}


def test_a_light_that_gives_no_points_has_no_row():
    """An office that sets 绿灯 to 0 keeps its ledger short."""
    frame, _ = pressed(EMPTY, source([light("绿")]), {**BY, ("预警", "综合绿灯"): Fraction(0)})
    assert len(frame) == 0


def test_a_light_that_changed_on_a_new_ranking_no_longer_counts_and_keeps_its_row():
    """Red became yellow: the red row says so and counts nothing; the yellow one is new."""
    frame, _ = pressed(EMPTY, source([light("红")]))
    frame, posted = pressed(frame, source([light("黄")]))
    red, yellow = frame.to_dict("records")
    assert (red["登记号"], red["状态"]) == (RED, "不计入")
    assert "2024-09已不是综合红灯" in red["说明"]
    assert (yellow["事由"], yellow["状态"], posted.lapsed) == ("综合黄灯", "计入", 1)
    assert [score.total for score in scores(frame, roster(["510104"]))] == [-1]
    back, posted = pressed(frame, source([light("红")]))
    assert list(back["状态"]) == ["计入", "不计入"]


def test_a_期别_the_source_no_longer_knows_stays_counted():
    """调度排名 was replaced by a new one in July: the first half year is not wiped out."""
    frame, _ = pressed(EMPTY, source([light(period="2024-03")]))
    frame, posted = pressed(frame, source([light(period="2024-07")]))
    assert list(frame["状态"]) == ["计入", "计入"]
    assert posted.lapsed == 0


def test_without_调度排名_nothing_that_was_taken_is_touched():
    frame, _ = pressed(EMPTY, source([light()]))
    again, posted = pressed(frame, None)
    assert (len(again), list(again["状态"]), posted.lapsed) == (1, ["计入"], 0)


@pytest.mark.parametrize(
    "edit",
    [
        {"计分": -1.0},
        {"计分": 0.0},
        {"日期": pd.Timestamp("2024-09-12")},
        {"事由": "综合红灯：情况特殊，经研究减轻"},
        {"文号": "模拟纪〔2024〕1号"},
    ],
    ids=["points", "nothing", "date", "reason", "number"],
)
def test_a_taken_row_that_was_edited_is_kept_as_edited(edit):
    """While the light stands, and after it went: then it counts on, and the officer is told."""
    frame, _ = pressed(EMPTY, source([light()]))
    edited = frame_of(LEDGER, [frame.to_dict("records")[0] | edit])
    for came in (source([light()]), source([light("黄")])):
        now, posted = pressed(edited, came)
        row = now.to_dict("records")[0]
        assert {name: row[name] for name in edit} == edit
        assert (row["状态"], row["登记号"]) == ("计入", RED)
    assert [p.column for p in posted.notices] == ["登记号"]


def test_typed_rows_are_kept_to_the_letter():
    """Whatever came from 调度排名, and however often."""
    typed = ledger({"计分": -1.5, "文号": "模拟检〔2024〕1号"}, {"来源": "审计", "事由": "发现违规"})
    frame, _ = pressed(typed, source([light()]))
    frame, _ = pressed(frame, source([light()]))
    for name in ("日期", "行政区划代码", "来源", "事由", "文号"):
        assert list(frame[name].iloc[:2]) == list(typed[name])
    assert list(frame["计分"].iloc[:2]) == [-1.5, -5]
    assert len(frame) == 3


@pytest.mark.parametrize(
    "typed",
    [
        {"日期": "2024-10-05", "文号": "模财农〔2024〕7号"},
        {"日期": "2024-09-20"},
    ],
    ids=["by number", "by kind and month"],
)
def test_a_letter_an_officer_had_typed_is_not_taken_again(typed):
    row = ledger({"来源": "通报", "事由": "整改通知书", "计分": -4.0} | typed)
    frame, posted = pressed(row, source(letters=[letter(文号="模财农〔2024〕7号")]))
    assert (len(frame), posted.added) == (1, [])


def test_points_by_the_standard_follow_it_and_own_points_do_not():
    """The office's standard becomes -3: the row at -2 follows, the one at -1 was given by hand."""
    frame, _ = pressed(ledger({}, {"计分": -1.0, "文号": "模拟检〔2024〕2号"}), None)
    assert list(frame["计分"]) == [-2, -1]
    frame, _ = pressed(frame, None, {**BY, ("检查", "拨付不及时"): Fraction(-3)})
    assert list(frame["计分"]) == [-3, -1]
    assert list(frame["标准分"]) == [-3, -3]


def test_the_文号_a_letter_gets_later_comes_into_its_row():
    frame, _ = pressed(EMPTY, source(letters=[letter()]))
    frame, _ = pressed(frame, source(letters=[letter(文号="模财农〔2024〕7号")]))
    assert (len(frame), frame["文号"].iloc[0]) == (1, "模财农〔2024〕7号")


def test_a_numbered_letter_that_left_the_list_is_told_and_counted():
    """It was sent: only an officer may say that it does not count."""
    frame, _ = pressed(EMPTY, source([light()], [letter(文号="模财农〔2024〕7号")]))
    frame, posted = pressed(frame, source([light()]))
    assert list(frame["状态"]) == ["计入", "计入"]
    assert len(posted.notices) == 1
