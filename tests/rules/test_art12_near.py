"""第12条 临界名单: within a place, half a point or half a percentage point of a sanction, on either side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd
import pytest

from xltools.policy import load, make_override
from xltools.rules.art12.history import history_rows
from xltools.rules.art12.near import near
from xltools.rules.art12.ranking import rank_cities, rank_counties
from xltools.rules.art12.trigger import Evidence
from xltools.rules.periods import month_end
from xltools.tables.declared.dispatch import LEVELS
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.ranking import HISTORY
from xltools.tables.declared.review import ADJUSTMENTS, PROBLEMS

Frame = Callable[..., pd.DataFrame]
PERIOD = "2024-09"
PLACES, CITY_PLACES = "后20位", "后5位"


def central(spent: float, issued: float = 10000) -> dict[str, float]:
    """All of it central money."""
    rest = {f"{level}{stage}": 0.0 for level in LEVELS[1:] for stage in ("下达", "到位", "支出")}
    return rest | {"中央下达": issued, "中央到位": issued, "中央支出": spent}


def scored(points: float) -> float:
    """万元 of 10,000 spent for a 综合得分 of 60 + 40 × 支出得分 ÷ 100 with all else full; 75 % is due."""
    return round((points - 60) / 40 * 7500, 2)


@pytest.fixture
def evidence(dispatch: Frame, roster: Frame, table_frame: Frame) -> Callable[..., Evidence]:
    """The rows of one 期别; `before` are rows of 历史排名 of earlier ones."""

    def make(
        rows: Iterable[Mapping[str, Any]],
        period: str = PERIOD,
        before: Iterable[Mapping[str, Any]] = (),
        adjustments: Iterable[Mapping[str, Any]] = (),
        **values: str,
    ) -> Evidence:
        made = dispatch(*({"期别": period, **row} for row in rows))
        policy = load(month_end(period), [make_override(k, v, "测试") for k, v in values.items()])
        now = history_rows(
            rank_counties(made, roster(), period, policy), rank_cities(made, roster(), period, policy)
        )
        earlier = table_frame(HISTORY, before).astype({"排名": "Int64", "参评数": "Int64"})
        return Evidence(
            period=period, today=dt.date(2024, 10, 8), policy=policy, dispatch=made, roster=roster(),
            history=pd.concat([earlier, now], ignore_index=True) if len(earlier) else now,
            letters=table_frame(LETTERS, ()), reviews=table_frame(PROBLEMS, ()),
            adjustments=table_frame(ADJUSTMENTS, adjustments),
        )  # fmt: skip

    return make


def field(*points: float) -> list[dict[str, Any]]:
    """22 counties of one city: these totals first, the others far behind, a point and more apart.

    Of 22 counties the last twenty begin at the third place.
    """
    ours = [central(scored(p)) | {"行政区划代码": f"5101{i:02d}"} for i, p in enumerate(points, 1)]
    rest = [
        central(scored(85 - 1.2 * i)) | {"行政区划代码": f"5102{i:02d}"} for i in range(1, 23 - len(points))
    ]
    return [*ours, *rest]


def sides(found: pd.DataFrame, matter: str = PLACES) -> dict[str, str]:
    rows = found[found["事项"] == matter]
    return dict(zip(rows["代码"], rows["线内线外"], strict=True))


def one(found: pd.DataFrame, code: str) -> Mapping[str, Any]:
    return found[found["代码"] == code].iloc[0].to_dict()


def test_one_place_from_the_line_on_either_side(evidence: Callable[..., Evidence]) -> None:
    """Places 2 (outside) and 3 (inside) of 22; places 1 and 4 are two away and points apart."""
    found = near(evidence(field(95, 92, 88, 86)))
    assert sides(found) == {"510102": "线外", "510103": "线内"}
    outside, inside = one(found, "510102"), one(found, "510103")
    assert (outside["差名次"], outside["差距"]) == (1, 4)
    assert (inside["差名次"], inside["差距"]) == (1, 4)
    assert "后20位从第3位起（共22个）；第2位、92.00分，线内最高88.00分，高4.00分" in outside["依据"]


@pytest.mark.parametrize(
    ("points", "listed"), [(88.49, True), (88.50, True), (88.51, False)], ids=["0.49分", "0.50分", "0.51分"]
)
def test_half_a_point_above_the_best_of_the_last(
    points: float, listed: bool, evidence: Callable[..., Evidence]
) -> None:
    """Two places away: the best of the last twenty has 88.00."""
    found = sides(near(evidence(field(points, 88.25, 88, 80))))
    assert (found.get("510101") == "线外") is listed


@pytest.mark.parametrize(
    ("points", "listed"), [(87.76, True), (87.75, True), (87.74, False)], ids=["0.49分", "0.50分", "0.51分"]
)
def test_half_a_point_below_the_last_that_is_safe(
    points: float, listed: bool, evidence: Callable[..., Evidence]
) -> None:
    """Two places away: the last that is safe has 88.25."""
    found = sides(near(evidence(field(95, 88.25, 88, points))))
    assert (found.get("510104") == "线内") is listed


def test_a_tie_across_the_line_is_on_it(evidence: Callable[..., Evidence]) -> None:
    """Neither inside nor outside: a person decides; the first of all is two places from the line."""
    found = near(evidence(field(95, 90, 90, 80)))
    assert sides(found) == {"510102": "线上", "510103": "线上"}
    tied = found[found["事项"] == PLACES]
    assert set(tied["差名次"]) == {0} and set(tied["差距"]) == {0}
    assert "由人核定" in one(found, "510102")["依据"]


def test_twenty_counties_and_five_cities_or_fewer_have_no_line(evidence: Callable[..., Evidence]) -> None:
    """As 提醒敦促函 has it."""
    found = near(evidence(field(95, 92, 88)[:20]))
    assert sides(found) == sides(found, CITY_PLACES) == {}


def test_the_last_five_cities_have_a_line_of_their_own(evidence: Callable[..., Evidence]) -> None:
    """Six cities of one county each: the last five begin at the second place; 95 and 92 stand at the line."""
    rows = [
        central(scored(p)) | {"行政区划代码": f"51{i:02d}01", "市州": f"模拟{i}市"}
        for i, p in enumerate((95, 92, 88, 86, 84, 82), 1)
    ]
    found = near(evidence(rows))
    assert sides(found, CITY_PLACES) == {"510100": "线外", "510200": "线内"}
    assert one(found, "510200")["级别"] == "市" and one(found, "510200")["名称"] == "模拟2市"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"临界名次": "0", "临界分差": "0"}, set()),
        ({"临界名次": "2", "临界分差": "0"}, {"510101", "510102", "510103", "510104"}),
        ({"临界名次": "0", "临界分差": "4"}, {"510102", "510103"}),
    ],
)
def test_the_numbers_are_parameters(
    values: dict[str, str], expected: set[str], evidence: Callable[..., Evidence]
) -> None:
    assert set(sides(near(evidence(field(97, 92, 88, 86), **values)))) == expected


def _before(code: str, *places: int) -> list[dict[str, Any]]:
    """Earlier rounds of 22 counties, the newest 2024-08."""
    first = 9 - len(places)
    return [
        {
            "期别": f"2024-{first + i:02d}", "级别": "县", "代码": code, "名称": "县", "参评": "是",
            "排名": place, "参评数": 22, "综合得分": 80.0, "综合状态": "黄",
        }
        for i, place in enumerate(places)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "before", "so"),
    [
        ("510103", (), "本次居后第1次，再居后1次即发提醒敦促函"),
        ("510103", (1, 5), "连同此前已连续2次，达到提醒敦促函的2次"),
        ("510103", (5, 1), "本次居后第1次，再居后1次即发提醒敦促函"),
        ("510102", (1,), "连续2次居后发提醒敦促函"),
        ("510102", (5,), "此前连续1次居后；再居后1次即发提醒敦促函"),
    ],
)
def test_what_follows_is_said(
    code: str, before: tuple[int, ...], so: str, evidence: Callable[..., Evidence]
) -> None:
    """第12条: two rounds in a row among the last."""
    found = near(evidence(field(95, 92, 88, 86), before=_before(code, *before)))
    assert one(found, code)["后果"] == so


@pytest.mark.cases("第12条 临界名单.csv")
def test_lines_of_rates(case: dict[str, str], evidence: Callable[..., Evidence]) -> None:
    """One county, so that there is no line of places."""
    row = central(float(case["支出率"]) * 100) | {"行政区划代码": "510101"}
    change = {
        "项目编码": "P1", "行政区划代码": "510101", "年度": 2024, "原金额": 3000.0,
        "新金额": 3000.0 - float(case["调整额"]), "日期": "2024-05-06",
    }  # fmt: skip
    found = near(evidence([row], case["期别"], adjustments=[change] if case["调整额"] != "0" else ()))
    counties = found[found["级别"] == "县"]
    assert "".join(counties["事项"]) == case["事项"]
    assert "".join(counties["线内线外"]) == case["线内线外"]
    if case["差距"]:
        assert counties["差距"].tolist() == [pytest.approx(float(case["差距"]), abs=1e-9)]


def test_an_approved_change_is_no_arbitrary_one(evidence: Callable[..., Evidence]) -> None:
    change = {
        "项目编码": "P1", "行政区划代码": "510101", "年度": 2024, "原金额": 3000.0, "新金额": 1000.0,
        "日期": "2024-05-06", "审批文号": "模拟〔2024〕1号",
    }  # fmt: skip
    row = central(8000) | {"行政区划代码": "510101"}
    assert len(near(evidence([row], adjustments=[change]))) == 0
