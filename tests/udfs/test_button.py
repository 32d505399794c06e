"""The functions give what the button 计分排名 gives, for the whole sample province."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.udfs.cells import flat
from xltools.buttons import find
from xltools.hosts.closed import open_closed
from xltools.press import press_closed
from xltools.sample.workbook import fill_workbook, province_tables
from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.declared.ranking import RANKING
from xltools.tables.declared.record import PARAMETERS
from xltools.tables.model import blank
from xltools.tables.place import find_place
from xltools.tables.sheets import read_table
from xltools.udfs import XT_LIGHTS, XT_RANK, XT_SCORE, XT_STATUS, XT_TARGET
from xltools.udfs.given import Given
from xltools.udfs.scoring import COLUMNS

PERIOD = "2024-09"
CHOSEN = {"投入权重": "30", "支出权重": "30", "9月末序时目标": "80", "支出黄灯比例": "90"}


@pytest.fixture(scope="module")
def pressed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """183 counties, two years, ranked with 本次取值 in sheet 参数: 排名表 by code, and the raw cells."""
    path = Path(tmp_path_factory.mktemp("button"), "调度排名.xlsm")
    fill_workbook(path, province_tables(2024, period="2024-10"))
    with open_closed(path) as book:
        sheet = book.sheets[PARAMETERS.name]
        names = [str(v) for v in sheet.range("A5:A60").value]
        for name, value in CHOSEN.items():
            row = 5 + names.index(name)
            sheet.range((row, 4)).value = float(value)
            sheet.range((row, 6)).value = "试算会议纪要"
        book.save()
    press_closed(find("rank"), path)
    with open_closed(path) as book:
        ranking = read_table(book, RANKING).frame.to_dict("records")
        return {
            "ranking": {row["行政区划代码"]: row for row in ranking},
            DISPATCH.name: _cells(book, DISPATCH),
            PARAMETERS.name: _cells(book, PARAMETERS),
        }


def _cells(book: Any, table: Any) -> Given:
    """表[#全部] as Excel hands it to a function."""
    grid = find_place(book, table).grid
    return Given.of(grid.rows, grid.top, grid.left)


def test_scores_lights_and_places_are_the_button_s(pressed: dict[str, Any]) -> None:
    """XT_SCORE(调度表[#全部],"2024-09",参数[#全部]) and so on, against 排名表 row by row."""
    table, settings, ranking = (pressed[key] for key in (DISPATCH.name, PARAMETERS.name, "ranking"))
    period = Given.of([[PERIOD]], 1, 40)
    scores, lights = (function(table, period, settings) for function in (XT_SCORE, XT_LIGHTS))
    places = flat(XT_RANK(Given.of([row[4:] for row in scores[1:]], 5, 40)))
    seen = 0
    for row, score, light, place in zip(table.rows[1:], scores[1:], lights[1:], places, strict=False):
        published = ranking[row[1]] if row[0] == PERIOD else None
        if published is None or blank(published["排名"]):
            assert score[:4] == light[:4] == [""] * 4
            assert place == ""
            continue
        assert score == [published[f"{name}得分"] for name in COLUMNS]
        assert light == [published[f"{name}状态"] for name in COLUMNS]
        assert place == published["排名"]
        seen += 1
    assert seen == sum(not blank(row["排名"]) for row in ranking.values()) > 150


def test_target_and_spending_light_are_the_button_s(pressed: dict[str, Any]) -> None:
    """支出率 of 排名表 against XT_TARGET, with the same parameters."""
    rows = [row for row in pressed["ranking"].values() if not blank(row["排名"])]
    settings = pressed[PARAMETERS.name]
    target = XT_TARGET(Given.of([[PERIOD]], 1, 1), None, settings)
    assert target == [[0.8]]
    rates = Given.of([[row["支出率"]] for row in rows], 5, 5)
    states = flat(XT_STATUS(rates, Given.of(target, 1, 2), None, settings))
    assert states == [row["支出状态"] for row in rows]
    assert set(states) == {"红", "黄", "绿"}
