"""督导检查 over the sample province: every planted case found and no other."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from xltools.buttons import find
from xltools.press import press_closed
from xltools.sample.edges import rows
from xltools.sample.inspections import PRESSED
from xltools.sample.inspections_folder import judge_inspections, make_inspections, record
from xltools.sample.library_folder import make_library

COUNTIES = 30
"""Enough for a county of its own to every planted case, and for the usual ones beside them."""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """The province's 督导检查, pressed on 8 October."""
    folder = tmp_path_factory.mktemp("模拟省")
    make_library(folder, counties=COUNTIES)
    made = make_inspections(folder, counties=COUNTIES)
    keys = ("schedule", "closeout")
    results = {key: press_closed(find(key), made.workbook, today=PRESSED) for key in keys}
    return SimpleNamespace(made=made, results=results, scores=judge_inspections(made))


def test_every_planted_case_is_found_and_no_other(year) -> None:
    """督导真值.csv: months not inspected, states and days late, lights and letters, points."""
    for score in year.scores:
        print(score.sentence)
    assert [(s.button, s.missed, s.wrong) for s in year.scores] == [
        (name, (), ()) for name in ("督导计划", "问题销号", "销号情况", "督导计分")
    ]
    assert all(score.planted > 10 for score in year.scores)


def test_the_planted_cases_stand_in_the_province_and_reach_every_state(year) -> None:
    """planted_inspections.csv: each 情形 once; each state, light and letter among them."""
    cases = rows("planted_inspections.csv")
    stand = [p.case["情形"] for p in year.made.planted]
    assert all(stand.count(case["情形"]) == 1 for case in cases)
    assert {case["状态"] for case in cases} == {"已核销", "待核销", "退回整改", "整改中", "待整改"}
    assert {case["县结论"] for case in cases if case["县结论"]} == {"绿", "黄", "红"}
    assert {case["函件"] for case in cases if case["函件"]} == {"提醒敦促函", "整改通知书"}


def test_no_notice_but_the_days_off_that_were_filled_in(year) -> None:
    """Every problem's project is in 项目库 and of its county; every visit's problems are in the ledger."""
    told = [issue for key in ("schedule", "closeout") for issue in year.results[key].issues]
    assert {issue.table for issue in told} == {"节假日"}


def test_a_province_of_any_size_can_be_made(tmp_path) -> None:
    """1 county (不参评) and 12: the file is there, and what was planted is found."""
    for counties in (1, 12):
        folder = tmp_path / str(counties)
        folder.mkdir()
        made = make_inspections(folder, counties=counties, recorded=False)
        record(made)
        for key in ("schedule", "closeout"):
            assert press_closed(find(key), made.workbook, today=PRESSED).done
        assert all(not (s.missed or s.wrong) for s in judge_inspections(made))


def test_the_same_seed_gives_the_same_bytes(tmp_path) -> None:
    made = []
    for name in ("甲", "乙"):
        folder = tmp_path / name
        folder.mkdir()
        paths = make_inspections(folder, counties=12)
        made.append((paths.workbook.read_bytes(), paths.truth.read_bytes()))
    assert made[0] == made[1]
