"""公式校核 calculated by LibreOffice, against a ranking worked out by hand (scenario.py)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.formulas import scenario
from tests.office import convert
from xltools.formulas.ranking import (
    AGREED,
    CITY,
    COMPARED,
    COUNTY,
    DISAGREED,
    FAILED,
    FIRST,
    PARAMETER,
    SHEET,
)

pytestmark = pytest.mark.libreoffice

Sheet = dict[tuple[int, int], Any]


def _changed(rows: list[dict[str, Any]], code: str, **values: Any) -> list[dict[str, Any]]:
    return [{**row, **values} if row["行政区划代码"] == code else row for row in rows]


CASES: Mapping[str, Mapping[str, Any]] = {
    "standard": {},
    "sorted": {
        "dispatch": [*scenario.COUNTIES[::-1], *scenario.EARLIER],
        "counties": [*scenario.RANKED[3:], *scenario.RANKED[:3]],
        "cities": scenario.RANKED_CITIES[::-1],
    },
    "tampered": {"counties": _changed(scenario.RANKED, "511011", 综合得分=74.64)},
    "doubled": {"dispatch": [*scenario.COUNTIES, scenario.COUNTIES[0]]},
    "left_out": {"counties": scenario.RANKED[:-1]},
    "central": {"chosen": {"支出率级次": "中央", "投入权重": "30%", "质量权重": 10}},
    "arrived": {"chosen": {"支出率分母": "到位"}},
    "province": {"given": {"支出率级次": "省级", "6月末序时目标": 60}},
    **{
        f"month{m}": {"period": f"2024-{m:02d}", "dispatch": [], "counties": [], "cities": []}
        for m in range(1, 13)
    },
}


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sheet]:
    """公式校核 of every case, calculated in one run of LibreOffice."""
    folder = tmp_path_factory.mktemp("check")
    paths = [scenario.save(folder / f"{name}.xlsx", **case) for name, case in CASES.items()]
    return {path.stem: _values(path) for path in convert(paths, "xlsx", folder)}


def _values(path: Path) -> Sheet:
    rows = load_workbook(path, data_only=True)[SHEET].iter_rows()
    return {(cell.row, cell.column): cell.value for row in rows for cell in row}


def _table(sheet: Sheet, part: Any) -> dict[str, dict[str, Any]]:
    """The rows of a part by code."""
    found = {}
    for row in range(FIRST, 200):
        cells = {name: sheet.get((row, part.left + i)) for i, name in enumerate(part.columns)}
        if cells["行政区划代码"]:
            found[cells["行政区划代码"]] = cells
    return found


def _parameters(sheet: Sheet) -> dict[str, Any]:
    rows = range(FIRST, 200)
    return {sheet.get((r, PARAMETER.left)): sheet.get((r, PARAMETER.right)) for r in rows}


def _verdict(sheet: Sheet) -> tuple[Any, ...]:
    """差异合计, 无法复算, 漏排县数 and the sentence."""
    return tuple(sheet[3, column] for column in (2, 4, 6, 7))


@pytest.mark.parametrize("case", ["standard", "sorted"])
def test_counties_and_cities_score_as_by_hand(sheets: dict[str, Sheet], case: str) -> None:
    """依据: the arithmetic beside each row of scenario.RANKED and RANKED_CITIES; in any order."""
    for part, expected in ((COUNTY, scenario.RANKED), (CITY, scenario.RANKED_CITIES)):
        computed = _table(sheets[case], part)
        assert computed.keys() == {row["行政区划代码"] for row in expected}
        for row in expected:
            own = computed[row["行政区划代码"]]
            assert [own[name] for name in COMPARED] == pytest.approx(
                [row[name] for name in COMPARED], abs=1e-9
            )


@pytest.mark.parametrize("case", ["standard", "sorted"])
def test_a_right_ranking_differs_by_nothing(sheets: dict[str, Sheet], case: str) -> None:
    """All three figures of the verdict are 0."""
    assert _verdict(sheets[case]) == (0, 0, 0, AGREED)


def test_names_and_counts_come_along(sheets: dict[str, Sheet]) -> None:
    """内江 and 南充 have two 参评 counties, 乐山 four: 井研县 is 不参评."""
    cities = _table(sheets["standard"], CITY)
    assert [cities[code]["参评县数"] for code in ("511000", "511100", "511300")] == [2, 4, 2]


def test_a_changed_score_is_found(sheets: dict[str, Sheet]) -> None:
    """74.64 published for 74.63: a difference of 0.01 in that row alone."""
    counties = _table(sheets["tampered"], COUNTY)
    assert {code: row["差异"] for code, row in counties.items() if row["差异"]} == {"511011": 0.01}
    assert _verdict(sheets["tampered"]) == (0.01, 0, 0, DISAGREED)


def test_a_county_twice_in_the_table_cannot_be_computed(sheets: dict[str, Sheet]) -> None:
    """东兴区 stands twice in 2024-07: its row and its city say so, the other rows still agree."""
    counties, cities = (_table(sheets["doubled"], part) for part in (COUNTY, CITY))
    assert counties["511011"]["差异"] == FAILED
    assert cities["511000"]["差异"] == FAILED
    assert counties["511002"]["差异"] == 0
    assert _verdict(sheets["doubled"])[1] >= 2
    assert _verdict(sheets["doubled"])[3] == DISAGREED


def test_a_county_missing_from_the_ranking_is_counted(sheets: dict[str, Sheet]) -> None:
    """金口河区 is 参评 in 调度表 and not ranked; 井研县 is 不参评 and not missed."""
    assert _verdict(sheets["left_out"])[2:] == (1, DISAGREED)


def test_central_funds_alone(sheets: dict[str, Sheet]) -> None:
    """口径 中央: 市中区 300/600 = 50 % → 50/58.33 = 85.72; weights 30/40/20/10 of 100, 85.72, 100, 98."""
    row = _table(sheets["central"], COUNTY)["511002"]
    assert (row["支出额"], row["支出率分母"], row["支出率"]) == (300, 600, 0.5)
    assert (row["支出得分"], row["综合得分"]) == (85.72, 94.09)  # 30 + 34.288 + 20 + 9.8 = 94.088


def test_rate_of_what_arrived(sheets: dict[str, Sheet]) -> None:
    """分母 到位: 东兴区 400/(500+200+50+50) = 50 % → 85.72; 15.2 + 34.288 + 13 + 19 = 81.488."""
    row = _table(sheets["arrived"], COUNTY)["511011"]
    assert (row["支出率"], row["支出得分"], row["综合得分"]) == (0.5, 85.72, 81.49)


def test_parameters_of_the_command_line_stand_above_the_sheet(sheets: dict[str, Sheet]) -> None:
    """省级 and 60 % at the end of June: target 60+15/3 = 65 %; 犍为县 200/500 = 40 % → 61.5385."""
    row = _table(sheets["province"], COUNTY)["511123"]
    assert (row["支出率"], row["序时目标"], row["支出得分"]) == (0.4, 0.65, 61.54)


@pytest.mark.parametrize(
    ("month", "spending", "started", "finished"),
    [
        (1, 7.5, 10, 20 / 6), (2, 15, 20, 40 / 6), (3, 22.5, 30, 10), (4, 30, 30 + 50 / 3, 80 / 6),
        (5, 40, 30 + 100 / 3, 100 / 6), (6, 50, 80, 20), (7, 58.33, 80 + 20 / 3, 30),
        (8, 66.67, 80 + 40 / 3, 40), (9, 75, 100, 50), (10, 83.33, 100, 50 + 50 / 3),
        (11, 91.67, 100, 50 + 100 / 3), (12, 100, 100, 100),
    ],
)  # fmt: skip
def test_targets_of_each_month(
    sheets: dict[str, Sheet], month: int, spending: float, started: float, finished: float
) -> None:
    """依据: design/rules.md lists 序时目标 by month; 开工 and 完工 run straight between their nodes."""
    values = _parameters(sheets[f"month{month}"])
    assert values["本期序时目标"] == spending
    assert values["本期开工目标"] == pytest.approx(started, abs=1e-9)
    assert values["本期完工目标"] == pytest.approx(finished, abs=1e-9)
