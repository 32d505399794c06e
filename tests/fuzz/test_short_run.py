"""Some cases of make fuzz, other ones than the long runs have seen, and all that it ever found.

A find is met again by its number as long as the sample province stays as it is; its essence is a test of its
own in the room where it was mended ("Found by make fuzz").
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fuzz.cases import SECOND, TEMPLATE, WORKBOOK, Case, case_of, make
from fuzz.trial import run

SEED = 8
FINDS = Path(__file__).with_name("finds.csv")


def found_before() -> list[str]:
    with FINDS.open(encoding="utf8") as file:
        return [row["case"] for row in csv.DictReader(file)]


@pytest.mark.parametrize("kind,count", [(WORKBOOK, 40), (SECOND, 10), (TEMPLATE, 15)])
def test_mutated_files_end_in_a_result_or_a_sentence(desk: Path, kind: str, count: int) -> None:
    """Nothing lost, nothing half-written, within 20 seconds and 700 MB each."""
    outcomes = [run(Case(kind, SEED, number), desk) for number in range(count)]
    assert [f"{o.case}: {o.trouble}" for o in outcomes if o.trouble] == []
    assert {0, 1} <= {outcome.code for outcome in outcomes}


@pytest.mark.parametrize("name", found_before())
def test_what_was_found_is_found_no_more(desk: Path, name: str) -> None:
    """Each was a program error, a lost part or a programmer's word."""
    assert run(case_of(name), desk).trouble == ""


def test_a_case_is_the_same_whenever_it_is_made(desk: Path) -> None:
    """Kind, seed and number are all there is to a case."""
    case = Case(WORKBOOK, SEED, 3)
    made = [make(case, desk) for _ in range(2)]
    assert made[0] == made[1]
    assert made[0].data != (desk / made[0].target).read_bytes()
    assert make(Case(WORKBOOK, SEED, 4), desk).data != made[0].data
