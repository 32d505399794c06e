"""Checks inside 调度表 and its kin: each says which cell and why, once."""

from __future__ import annotations

import datetime as dt
import pickle
import time

import pytest

from tests.tables.grids import EAST, FIGURES, LAMB, NAMES, cells, errors, notices, plain_sheet, sheet
from xltools.tables.checks import in_order
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH
from xltools.tables.model import Column, Kind, Table
from xltools.tables.plain import read_sheet


def complaints(**figures: object) -> list[str]:
    """What is said about 东兴区 with some of its cells changed."""
    return errors(read_sheet(plain_sheet(EAST | figures), DISPATCH))


def test_a_clean_row_has_no_complaint() -> None:
    assert complaints() == []


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"中央支出": 900.01}, "I2：中央支出900.01大于中央到位900"),
        ({"中央到位": 1000.01}, "H2：中央到位1000.01大于中央下达1000"),
        ({"县级支出": 80.5}, "R2：县级支出80.5大于县级到位80"),
        ({"完工数": 39.0}, "W2：完工数39大于开工数38"),
        ({"开工数": 41.0}, "V2：开工数41大于项目总数40"),
        ({"问题项目数": 91.0}, "Y2：问题项目数91大于在库项目数90"),
    ],
)
def test_what_cannot_exceed_what(figures: dict[str, object], said: str) -> None:
    assert complaints(**figures) == [said]


@pytest.mark.parametrize(
    ("small", "large"), [("中央支出", "中央到位"), ("完工数", "开工数"), ("问题项目数", "在库项目数")]
)
def test_equal_is_allowed(small: str, large: str) -> None:
    assert complaints(**{small: EAST[large]}) == []


def totals(**stated: object) -> list[str]:
    names = list(dict.fromkeys([*NAMES, *stated]))
    return errors(read_sheet(sheet(names, cells(EAST | stated, names)), DISPATCH))


def test_合计_columns_equal_the_four_levels_to_a_cent_of_万元() -> None:
    """下达 1000 + 500 + 60 + 100 = 1660, 到位 900 + 500 + 60 + 80 = 1540, 支出 800 + 400 + 30 + 70 = 1300."""
    assert totals(下达合计=1660.0, 到位合计=1540.0, 支出合计=1300.0) == []
    assert totals(下达合计=1660.01) == []
    assert totals(下达合计=1660.02) == [
        "Z2：下达合计1660.02不等于中央下达、省级下达、市级下达、县级下达之和1660"
    ]


@pytest.mark.parametrize("stated", [0.7831, 78.31, "78.31%", 0.78])
def test_支出进度_agrees_within_half_a_point(stated: object) -> None:
    """1300 ÷ 1660 = 78.313 %."""
    assert totals(支出进度=stated) == []


def test_支出进度_further_off_is_an_error() -> None:
    """78.313 % − 77.8 % = 0.513 points."""
    assert totals(支出进度="77.8%") == ["Z2：支出进度77.80%与按本行各栏计算的78.31%不符"]


@pytest.mark.parametrize("stated", [0.009, 0.9, "0.9%"])
def test_a_small_rate_may_be_typed_in_points(stated: object) -> None:
    """January: 9 ÷ 1000 = 0.9 %."""
    spent = {f"{level}支出": 0.0 for level in ("省级", "市级", "县级")}
    issued = {f"{level}{stage}": 0.0 for level in ("省级", "市级", "县级") for stage in ("下达", "到位")}
    assert totals(**spent, **issued, 中央支出=9.0, 支出进度=stated) == []


def test_a_broken_支出进度_is_only_a_notice_because_it_is_not_carried_on() -> None:
    names = [*NAMES, "支出进度"]
    reading = read_sheet(sheet(names, cells(EAST | {"支出进度": "约八成"}, names)), DISPATCH)
    assert errors(reading) == []
    assert [n.split("：")[0] for n in notices(reading)] == ["Z2"]


def test_a_participating_county_fills_every_figure() -> None:
    [issue] = read_sheet(plain_sheet(EAST | {"市级支出": None}), DISPATCH).errors
    assert (issue.cell, issue.problem, issue.remedy) == ("O2", "空白", "没有请填0")


def test_blank_是否参评_counts_as_参评() -> None:
    assert complaints(是否参评=None, 市级支出=None) == ["O2：空白"]


def test_a_county_that_does_not_take_part_may_leave_figures_blank() -> None:
    nothing = dict.fromkeys(NAMES[6:])
    assert complaints(是否参评="否", **nothing) == []


def test_one_mistake_one_complaint() -> None:
    """An unreadable cell is not reported a second time as blank."""
    assert complaints(市级支出="三十") == ["O2：不是数：应填万元数"]


@pytest.mark.parametrize(
    ("zeros", "said"),
    [
        (["项目总数", "开工数", "完工数"], "U2：参评县的项目总数是0"),
        (["在库项目数", "问题项目数"], "X2：参评县的在库项目数是0"),
        (list(NAMES[6:18]), "G2：参评县的四级下达之和是0"),
    ],
)
def test_a_participating_county_without_a_base_is_an_input_error(zeros: list[str], said: str) -> None:
    """Nothing to divide by is an error to mend, not a score of 0."""
    assert complaints(**dict.fromkeys(zeros, 0.0)) == [said]
    assert complaints(是否参评="否", **dict.fromkeys(zeros, 0.0)) == []


def test_the_same_county_twice_in_one_period() -> None:
    assert errors(read_sheet(plain_sheet(EAST, LAMB, EAST), DISPATCH)) == [
        "B4：与第2行重复：期别、行政区划代码相同"
    ]
    assert errors(read_sheet(plain_sheet(EAST, EAST | {"期别": "2024-08"}), DISPATCH)) == []


@pytest.mark.parametrize("code", ["51101", "511011000000", "内江东兴"])
def test_a_code_has_six_digits(code: str) -> None:
    names = COUNTIES.names
    reading = read_sheet(sheet(names, cells(EAST | {"行政区划代码": code}, names)), COUNTIES)
    assert errors(reading) == ["A2：不是六位代码"]


def test_dates_in_a_row_never_run_backwards() -> None:
    table = Table(
        "项目库",
        (
            Column("项目编码", Kind.CODE, required=True),
            Column("开工日期", Kind.DATE),
            Column("完工日期", Kind.DATE),
        ),
        checks=(in_order("开工日期", "完工日期"),),
    )
    day = dt.datetime(2024, 5, 3)
    grid = sheet(table.names, ["A1", day, dt.datetime(2024, 5, 2)], ["A2", day, day], ["A3", None, day])
    assert errors(read_sheet(grid, table)) == ["C2：完工日期2024-05-02早于开工日期2024-05-03"]


def test_declared_checks_can_be_handed_to_worker_processes() -> None:
    assert len(pickle.loads(pickle.dumps(DISPATCH)).checks) == len(DISPATCH.checks)


def test_thousands_of_wrong_cells_are_told_in_a_time_that_grows_with_them() -> None:
    """A return of 1,000 rows of wrong cells took a minute of the processor, and more with their square."""

    def taken(count: int) -> float:
        records = [EAST | dict.fromkeys(FIGURES, "约三") for _ in range(count)]
        grid, started = plain_sheet(*records), time.process_time()
        assert len(errors(read_sheet(grid, DISPATCH))) > count * len(FIGURES)
        return time.process_time() - started

    assert taken(1200) < 12 * max(taken(200), 0.05)
