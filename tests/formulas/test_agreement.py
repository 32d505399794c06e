"""Two ways to one ranking: the rules (exact fractions) and 公式校核 (a spreadsheet's own arithmetic)."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from tests.formulas import scenario
from tests.office import convert
from xltools.formulas.ranking import AGREED, SHEET
from xltools.policy import load, make_override
from xltools.rules.art12.ranking import rank_cities, rank_counties
from xltools.rules.periods import month_end
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH, LEVELS
from xltools.tables.model import blank

COUNT = 180

CASES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "april": ("2024-04", {}),
    "july": ("2024-07", {"投入权重": "27.5", "支出权重": "32.5"}),
    "central": ("2024-09", {"支出率级次": "中央", "支出率分母": "到位"}),
    "december": ("2024-12", {"投入满分增幅": "2.5", "开工分值": "35", "完工分值": "65"}),
}
"""期别 and 本次取值."""


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Any, ...]]:
    """差异合计, 无法复算, 漏排县数 and the sentence of each case."""
    folder = tmp_path_factory.mktemp("agree")
    paths = [_save(folder / f"{name}.xlsx", *case) for name, case in CASES.items()]
    sheets = {
        path.stem: load_workbook(path, data_only=True)[SHEET] for path in convert(paths, "xlsx", folder)
    }
    return {
        name: tuple(sheet[cell].value for cell in ("B3", "D3", "F3", "G3")) for name, sheet in sheets.items()
    }


def _save(path: Path, period: str, chosen: Mapping[str, str]) -> Path:
    """The province ranked by the rules, with 公式校核 beside it."""
    policy = load(month_end(period), [make_override(n, v, "试算") for n, v in chosen.items()])
    rows = [{**row, "期别": period} for row in _province(random.Random(path.stem))]
    dispatch = pd.DataFrame(rows, columns=DISPATCH.names)
    roster = pd.DataFrame([], columns=COUNTIES.names)
    counties, cities = (rank(dispatch, roster, period, policy) for rank in (rank_counties, rank_cities))
    return scenario.save(path, rows, _records(counties), _records(cities), dict(chosen), period=period)


def _records(frame: pd.DataFrame) -> list[scenario.Row]:
    rows = [row for row in frame.to_dict("records") if not blank(row["排名"])]
    return [{name: int(value) if name == "排名" else value for name, value in row.items()} for row in rows]


def _province(chance: random.Random) -> list[scenario.Row]:
    """模拟: amounts to the 分, many zeros, many ties, one county in ten 不参评."""
    rows = []
    for i in range(COUNT):
        amounts: list[float] = []
        for _ in LEVELS:
            issued = chance.choice((0.01, 100, round(chance.uniform(50, 20_000), chance.choice((0, 2, 6)))))
            arrived = round(issued * chance.choice((1, chance.uniform(0.5, 1))), 6) or issued
            amounts += [issued, arrived, round(arrived * chance.choice((0, 0.5, 1, chance.random())), 6)]
        total, library = chance.randint(1, 60), chance.randint(1, 80)
        started, own = chance.randint(0, total), chance.choice((0, 100, round(chance.uniform(1, 900), 2)))
        now = round(own * chance.choice((1, 1.05, 0.8, chance.uniform(0.7, 1.2))), 2) or chance.choice((0, 5))
        counts = (total, started, chance.randint(0, started), library, chance.randint(0, min(library, 9)))
        names = (f"51{i // 15 + 1:02d}{i % 15 + 1:02d}", f"第{i // 15 + 1}市", f"第{i}县")
        rows.append(
            scenario.county(*names, amounts, (own, now, *counts), 是否参评="否" if i % 10 == 7 else "是")
        )
    return rows


@pytest.mark.libreoffice
@pytest.mark.parametrize("case", CASES)
def test_rules_and_formulas_agree(verdicts: dict[str, tuple[Any, ...]], case: str) -> None:
    """Every score to 0.01, every rate to 0.01 %, every place; nobody left out."""
    assert verdicts[case] == (0, 0, 0, AGREED)
