"""项目库 of the sample: real size, made-up figures, and nothing wrong in it but what was planted."""

from __future__ import annotations

import pandas as pd
import pytest

from xltools.policy import load
from xltools.rules.art02.lists import screen
from xltools.rules.art08.review import review
from xltools.rules.art09.cleanup import cleanup
from xltools.rules.art09.quality import quality_findings
from xltools.sample.library import ON, cases, library, negative_list, plants
from xltools.sample.province import province
from xltools.tables.declared.lists import CATALOGUE, DECIDED, NEGATIVE, NEGATIVE_LIST, POSITIVE
from xltools.tables.declared.projects import PROJECTS

Pairs = set[tuple[str, str]]


@pytest.fixture(scope="module")
def stock(counties) -> pd.DataFrame:
    return library(counties, 2024)


@pytest.fixture(scope="module")
def screened(stock) -> pd.DataFrame:
    none = pd.DataFrame(columns=NEGATIVE_LIST.names)
    lists = {NEGATIVE: negative_list(), POSITIVE: none, CATALOGUE: none}
    return screen(stock, lists, pd.DataFrame(columns=DECIDED.names), load(ON))


def due(counties, column: str, clean: str = "") -> Pairs:
    """What planted_library.csv says should come out, by project."""
    return {
        (plant.code, name)
        for plant in plants(counties, 2024)
        for name in plant.due[column].split("、")
        if name not in ("", clean)
    }


def test_about_forty_five_projects_a_county_and_the_types_by_amount(stock) -> None:
    """依据: tables.md, Sample province, which gives the six shares; 3 to 3,000 万元."""
    assert 40 < len(stock) / 183 < 50 and stock["概算投资"].between(3, 3000).sum() >= len(stock) - 3
    shares = stock.groupby("项目类型")["概算投资"].sum() / stock["概算投资"].sum() * 100
    wanted = {"产业发展": 60, "乡村建设": 28, "就业项目": 6, "易地搬迁": 3, "其他": 2, "项目管理费": 1}
    assert all(abs(shares[kind] - share) < 3 for kind, share in wanted.items())


def test_one_seed_gives_one_library_and_another_seed_another(counties, stock) -> None:
    pd.testing.assert_frame_equal(stock, library(province(2024), 2024))
    assert not stock["概算投资"].equals(library(province(2024), 2025)["概算投资"])


def test_codes_are_text_of_eighteen_digits_and_only_planted_ones_stand_twice(counties, stock) -> None:
    assert stock["项目编码"].str.fullmatch(r"\d{18}").all() and list(stock.columns) == PROJECTS.names
    doubled = set(stock["项目编码"][stock["项目编码"].duplicated()])
    planted = {p.code for p in plants(counties, 2024) if p.case in ("同县编码重复", "两县同一编码")}
    assert doubled == planted


def test_every_case_is_planted_as_often_as_the_list_says(counties) -> None:
    """One project each; cases about two projects give two, or one code for both."""
    found = pd.Series([plant.case for plant in plants(counties, 2024)]).value_counts()
    for case in cases():
        twice = case["情形"] in ("同县同名", "地点相同名称差一字")
        assert found[case["情形"]] == int(case["份数"]) * (2 if twice else 1), case["情形"]


def test_quality_finds_all_that_was_planted_and_nothing_else(counties, stock) -> None:
    """Precision and recall 100 %: a project that is in order is never told of."""
    found = quality_findings(stock, load(ON), ON)
    assert set(zip(found["项目编码"], found["检查项"], strict=True)) == due(counties, "数据质量")


def test_the_negative_list_hits_what_was_planted_and_nothing_else(counties, screened) -> None:
    assert set(zip(screened["项目编码"], screened["编号"], strict=True)) == due(counties, "清单条目")


def test_cleanup_takes_out_what_was_planted_and_nothing_else(counties, stock) -> None:
    result = cleanup(stock, ON.year, load(ON))
    gone = result[result["处理"] == "清除"]
    assert set(zip(gone["项目编码"], gone["处理"], strict=True)) == due(counties, "处理", "保留")


def test_review_bars_or_asks_what_was_planted_and_nothing_else(counties, stock, screened) -> None:
    """Codes that stand twice are told by the button, where a cell can be named, not by the rule."""
    result = review(stock, load(ON), ON, screened)
    found = result[result["结论"] != "通过"]
    doubled = {p.code for p in plants(counties, 2024) if p.due["审查问题"] == "填报有误"}
    wanted = {pair for pair in due(counties, "结论", "通过") if pair[0] not in doubled}
    assert set(zip(found["项目编码"], found["结论"], strict=True)) == wanted
    said = dict(zip(found["项目编码"], found["问题"], strict=True))
    assert [p for p in due(counties, "审查问题", "填报有误") if p[1] not in said[p[0]]] == []
