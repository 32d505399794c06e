"""第2条 清单筛查: what hits, what is taken back, what was decided and for how long."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.conftest import frame_of
from tests.rules.made_projects import library, project
from xltools.policy import load
from xltools.rules.art02.entries import list_problems
from xltools.rules.art02.lists import remember, screen
from xltools.tables.declared.lists import (
    DECIDED,
    INDUSTRY_CATALOGUE,
    NEGATIVE_LIST,
    POSITIVE_LIST,
    SCREENED,
)
from xltools.tables.model import Table

ON = dt.date(2024, 9, 1)
STANDARD = load(ON)
NOTHING = frame_of(DECIDED, [])


def listed(*rows: dict[str, Any], table: Table = NEGATIVE_LIST) -> dict[str, pd.DataFrame]:
    """A list with these entries; 编号 F1, F2, … where none is given."""
    made = [{"编号": f"F{i}", "条目": "修建楼堂馆所", **row} for i, row in enumerate(rows, 1)]
    return {table.name: frame_of(table, made)}


OFFICES = listed({"关键词": "办公楼、楼堂馆所"})
VILLAGE_OFFICE = project(建设内容="维修村办公楼")


@pytest.mark.cases("第2条 清单筛查.csv")
def test_hits(case: dict[str, str]) -> None:
    typed = {name: case[name] or None for name in ("关键词", "同义词", "排除词", "适用地区")}
    rows = library(project(项目名称=case["项目名称"], 建设内容=case["建设内容"]))
    lists = listed(typed)
    assert list_problems(lists) == []
    assert "".join(screen(rows, lists, NOTHING, STANDARD)["命中词"]) == case["命中词"]


def test_a_hit_shows_entry_words_and_where() -> None:
    rows = library(project(), project(建设内容="在三组新建村办公楼两层及配套的停车场地"))
    (hit,) = screen(rows, listed({"关键词": "办公楼", "依据": "模拟文件"}), NOTHING, STANDARD).to_dict(
        "records"
    )
    assert (hit["清单"], hit["编号"], hit["条目"]) == ("负面清单", "F1", "修建楼堂馆所")
    assert (hit["项目编码"], hit["县区"], hit["状态"], hit["决定"]) == ("5100001", "市中区", "疑似", None)
    assert hit["出处"] == "建设内容：在三组新建村办公楼两层及配套的停车…"
    assert hit["依据"] == "第2条（方案）：负面清单F1；模拟文件"


def test_a_word_across_two_projects_is_no_hit() -> None:
    """…办公 at the end of one text and 楼… at the beginning of the next."""
    rows = library(project(建设内容="改善村级办公"), project(建设内容="楼梯扶手200米"))
    assert screen(rows, OFFICES, NOTHING, STANDARD).empty


def test_the_catalogue_is_for_industry_alone() -> None:
    """产业目录 is the directory of 帮扶产业项目; 正面清单 is for all."""
    rows = library(project("产业"), project("公益", 建设内容="柑橘园边的通组道路"))
    for table, expected in ((INDUSTRY_CATALOGUE, 1), (POSITIVE_LIST, 2)):
        lists = listed({"关键词": "柑橘"}, table=table)
        assert len(screen(rows, lists, NOTHING, STANDARD)) == expected


def test_the_negative_list_comes_first_and_what_is_open_before_what_is_decided() -> None:
    lists = OFFICES | listed({"关键词": "办公楼"}, table=POSITIVE_LIST)
    rows = library(VILLAGE_OFFICE, VILLAGE_OFFICE | {"项目编码": "5100002"})
    result = screen(rows, lists, _decided("排除"), STANDARD)
    assert list(zip(result["清单"], result["状态"], result["项目编码"], strict=True)) == [
        ("负面清单", "疑似", "5100002"),
        ("负面清单", "排除", "5100001"),
        ("正面清单", "疑似", "5100001"),
        ("正面清单", "疑似", "5100002"),
    ]


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ({"关键词": None}, "关键词", "没有关键词"),
        ({"关键词": "、，"}, "关键词", "没有关键词"),
        ({"关键词": "办公楼、楼"}, "关键词", "“楼”里有不到两个字的词，会处处命中"),
        ({"关键词": "村委会+修"}, "关键词", "“村委会+修”里有不到两个字的词"),
        ({"关键词": "村委会+"}, "关键词", "“村委会+”里有不到两个字的词"),
        ({"关键词": "办公楼", "同义词": "楼"}, "同义词", "处处命中"),
        ({"关键词": "办公楼", "排除词": "村"}, "排除词", "处处命中"),
        ({"关键词": "办公楼", "排除词": "办公楼"}, "排除词", "永远不会命中"),
        ({"关键词": "办公楼", "排除词": "办公楼+危房"}, "排除词", "不能用+"),
        ({"关键词": "办公楼", "编号": None}, "编号", "没有编号"),
    ],
)
def test_words_that_hit_everything_or_nothing_are_refused(
    row: dict[str, Any], column: str, says: str
) -> None:
    (problem,) = list_problems(listed(row))
    assert (problem.table, problem.row, problem.column) == ("负面清单", 0, column)
    assert says in problem.problem and problem.remedy


def test_all_problems_of_all_lists_at_once() -> None:
    lists = listed({"关键词": "楼"}, {"关键词": None, "编号": "F1"}) | listed(
        {"关键词": "路"}, table=POSITIVE_LIST
    )
    found = [(p.table, p.row, p.column) for p in list_problems(lists)]
    assert found == [
        ("负面清单", 0, "关键词"), ("负面清单", 1, "编号"), ("负面清单", 1, "关键词"),
        ("正面清单", 0, "关键词"),
    ]  # fmt: skip


def _decided(decision: str, words: str = "办公楼") -> pd.DataFrame:
    row = {"清单": "负面清单", "编号": "F1", "项目编码": "5100001", "命中词": words, "理由": "模拟理由"}
    return frame_of(DECIDED, [row | {"决定": decision}])


@pytest.mark.parametrize("decision", ["确认", "排除"])
def test_a_decision_is_remembered_for_the_project(decision: str) -> None:
    (hit,) = screen(library(VILLAGE_OFFICE), OFFICES, _decided(decision), STANDARD).to_dict("records")
    assert (hit["状态"], hit["理由"]) == (decision, "模拟理由")


def test_a_decision_falls_when_another_word_hits() -> None:
    """Dismissed for 办公楼; since then 楼堂馆所 was written into the project."""
    rows = library(project(建设内容="维修村办公楼等楼堂馆所"))
    (hit,) = screen(rows, OFFICES, _decided("排除"), STANDARD).to_dict("records")
    assert hit["状态"] == "疑似"
    assert hit["理由"] == "原决定“排除”（办公楼），现命中词有变，请重新决定"


def test_a_decision_stands_when_a_word_no_longer_hits() -> None:
    decided = _decided("排除", "办公楼、楼堂馆所")
    assert screen(library(VILLAGE_OFFICE), OFFICES, decided, STANDARD)["状态"].tolist() == ["排除"]


def test_a_decision_is_one_project_s_own() -> None:
    rows = library(VILLAGE_OFFICE | {"项目编码": "5100002"})
    assert screen(rows, OFFICES, _decided("排除"), STANDARD)["状态"].tolist() == ["疑似"]


def test_what_is_filled_in_is_remembered_and_not_asked_again() -> None:
    result = screen(library(VILLAGE_OFFICE), OFFICES, NOTHING, STANDARD)
    result.loc[0, ["决定", "理由"]] = ["排除", "危房改造，已核实"]
    decided, problems = remember(result, NOTHING, ON)
    assert problems == []
    assert decided[["编号", "项目编码", "命中词", "决定", "理由"]].to_numpy().tolist() == [
        ["F1", "5100001", "办公楼", "排除", "危房改造，已核实"]
    ]
    assert decided["决定日期"].tolist() == [pd.Timestamp(ON)]
    again = screen(library(VILLAGE_OFFICE), OFFICES, decided, STANDARD)
    assert again["状态"].tolist() == ["排除"]
    pd.testing.assert_frame_equal(remember(again, decided, dt.date(2024, 10, 1))[0], decided)


def test_the_officer_may_decide_anew() -> None:
    result = screen(library(VILLAGE_OFFICE), OFFICES, _decided("排除"), STANDARD)
    result.loc[0, ["决定", "理由"]] = ["确认", "现场核实为办公用房"]
    assert remember(result, _decided("排除"), ON)[0]["决定"].tolist() == ["确认"]


def test_a_decision_without_reason_or_code_is_asked_back() -> None:
    result = screen(library(VILLAGE_OFFICE | {"项目编码": None}), OFFICES, NOTHING, STANDARD)
    result.loc[0, "决定"] = "排除"
    decided, problems = remember(result, NOTHING, ON)
    assert decided.empty
    assert [(p.table, p.row, p.column) for p in problems] == [
        ("筛查结果", 0, "理由"), ("筛查结果", 0, "项目编码"),
    ]  # fmt: skip


def test_decisions_on_what_no_longer_hits_are_kept() -> None:
    decided, _ = remember(frame_of(SCREENED, []), _decided("排除"), ON)
    assert len(decided) == 1


letters = st.text("办公楼村委会装修AＡ ", max_size=12)


@settings(max_examples=80, deadline=None)
@given(
    texts=st.lists(st.tuples(letters, letters), min_size=1, max_size=6),
    word=st.sampled_from(["办公楼", "楼村", "aa"]),
)
def test_a_plain_word_hits_just_where_it_stands(texts: list[tuple[str, str]], word: str) -> None:
    """Held against Python's own `in`, on the texts without blanks, half width, lower case."""
    rows = library(*(project(项目编码=str(i), 项目名称=n, 建设内容=c) for i, (n, c) in enumerate(texts)))
    found = screen(rows, listed({"关键词": word}), NOTHING, STANDARD)["项目编码"].tolist()
    plain = [[t.replace(" ", "").replace("Ａ", "a").lower() for t in pair] for pair in texts]
    assert found == [str(i) for i, pair in enumerate(plain) if any(word in t for t in pair)]
