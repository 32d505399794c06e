"""第4条: last year's confirmed grades reach 资金分配; what an officer typed into 因素表 wins and is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.appraisal.desk import DONGXING, LESHAN, NEIJIANG, blank_book
from tests.rules.conftest import frame_of
from xltools.buttons.appraisal_file import Grades, grades_file
from xltools.errors import InputError
from xltools.tables.declared.allocation import FACTOR_TABLE
from xltools.tables.model import Reading

ALLOCATED = 2025
Row = dict[str, Any]


def factors(**grades: str | None) -> Reading:
    """因素表 with these grades by code."""
    rows = [
        {"行政区划代码": code.removeprefix("c"), "县区": "模拟", "绩效等次": grade}
        for code, grade in grades.items()
    ]
    frame = frame_of(FACTOR_TABLE, rows)
    return Reading(FACTOR_TABLE, "因素表", frame, range(5, 5 + len(rows)), {"绩效等次": 14}, header="A4")


def graded(code: str, grade: str | None, confirmed: str = "是", year: int = 2024, **more: Any) -> Row:
    """A row of 考核结果."""
    row = {"年度": year, "行政区划代码": code, "市州": "模拟", "县区": "模拟", "等次": grade}
    return row | {"是否确认": confirmed} | more


def taken(folder: Path, typed: Reading, *results: Row) -> Grades:
    blank_book(folder / "年度考核.xlsx", {"考核结果": results}, [])
    return grades_file(folder, typed, ALLOCATED)


def test_without_the_workbook_the_factors_are_as_typed(tmp_path: Path) -> None:
    """Nothing is said of what nobody has."""
    typed = factors(c511002="好")
    found = grades_file(tmp_path, typed, ALLOCATED)
    assert found.factors is typed.frame
    assert (found.said, len(found.taken), found.issues) == ("", 0, [])


def test_a_blank_is_filled_the_typed_wins_and_the_unconfirmed_waits(tmp_path: Path) -> None:
    """Three counties, one each."""
    typed = factors(**{f"c{NEIJIANG}": None, f"c{DONGXING}": "好", f"c{LESHAN}": None})
    found = taken(
        tmp_path, typed, graded(NEIJIANG, "较差"), graded(DONGXING, "一般"), graded(LESHAN, "好", "否")
    )
    assert found.factors["绩效等次"].tolist() == ["较差", "好", None]
    assert found.taken["采用等次"].tolist() == ["较差", "好"]
    assert "采用1个" in found.said and "没有确认的1个没有采用" in found.said
    assert ["以因素表填的为准" in issue.problem for issue in found.issues] == [True]
    assert typed.frame["绩效等次"].tolist() == [None, "好", None]


def test_only_the_year_before_counts(tmp_path: Path) -> None:
    """下年度…分配: 2023's and 2025's own grades are not 2024's; that there is none is told."""
    found = taken(
        tmp_path, factors(c511002=None), graded(NEIJIANG, "好", year=2023), graded(NEIJIANG, "好", year=2025)
    )
    assert found.factors["绩效等次"].tolist() == [None]
    assert "没有2024年度已确认的等次" in found.issues[0].problem


def test_a_decision_that_is_not_pressed_through_stops(tmp_path: Path) -> None:
    """核定等次 typed and 年度考核 not pressed again: nobody knows which is meant."""
    row = graded(NEIJIANG, "好", 核定等次="较好", 核定理由="模拟")
    with pytest.raises(InputError) as error:
        taken(tmp_path, factors(c511002=None), row)
    assert error.value.issues[0].column == "核定等次"


@pytest.mark.parametrize(
    ("typed", "told"), [("未评价", True), (None, True), ("一般", False), ("较差", False)]
)
def test_a_county_without_data_is_told_before_未评价_pays(
    tmp_path: Path, typed: str | None, told: bool
) -> None:
    """未评价 counts 1.0, 一般 0.8 and 较差 0.5 (缺省): leaving data out must not pay in silence."""
    lacking = graded(NEIJIANG, None, "否", 缺项="督导整改")
    found = taken(tmp_path, factors(c511002=typed), lacking, graded(DONGXING, "好"))
    told_of = [issue.cell for issue in found.issues if "缺数据" in issue.problem]
    assert bool(told_of) is told
