"""备案审查 over the sample province: every planted fault found and no other, before and after the recheck."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from xltools.buttons import find
from xltools.press import press_closed
from xltools.sample.filing import CHECKED, REVIEWED, unfiled_codes
from xltools.sample.filing_folder import file_again, judge_filing, judge_recheck, make_filing, still_open
from xltools.sample.library_folder import make_library


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """The province's filing pressed in March, filed again, and rechecked in May."""
    folder = tmp_path_factory.mktemp("模拟省")
    make_library(folder)
    made = make_filing(folder)
    review = press_closed(find("filing"), made.workbook, today=REVIEWED)
    first = judge_filing(made)
    file_again(made)
    recheck = press_closed(find("recheck"), made.workbook, today=CHECKED)
    return SimpleNamespace(made=made, review=review, first=first, recheck=recheck, second=judge_recheck(made))


def test_every_planted_fault_is_listed_and_no_other(year) -> None:
    """备案真值.csv: precision and recall 100 % over some 2,000 projects."""
    print(year.first.sentence)
    assert (year.first.missed, year.first.wrong) == ((), ())
    assert year.first.planted > 40


def test_a_recheck_makes_of_each_issue_what_was_planted(year) -> None:
    print(year.second.sentence)
    assert (year.second.missed, year.second.wrong) == ((), ())


def test_only_counties_with_an_open_planted_issue_are_overdue(year) -> None:
    assert set(year.recheck.facts["overdue"]) == still_open(year.made.planted)
    assert len(still_open(year.made.planted)) >= 4


def test_counties_that_filed_nothing_are_told(year) -> None:
    """Six of them have funds; 161 counties have funds in all."""
    conclusions = year.review.facts["opinions"]
    assert conclusions["未报送"] <= len(unfiled_codes())
    assert sum(conclusions.values()) == 161


def test_every_planted_case_stands_in_the_province_as_often_as_it_says(year) -> None:
    """planted_filing.csv: 份数 of each 情形."""
    for case in {id(p.case): p.case for p in year.made.planted}.values():
        assert sum(p.case is case for p in year.made.planted) == int(case["份数"])
    assert {p.case["复审后"] for p in year.made.planted} == {"已整改", "整改中", "未整改"}
