"""Case tables an officer can read, and the frames the rules take."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from xltools.policy import Policy, load
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH, LEVELS
from xltools.tables.model import Kind, Table

CASES = Path(__file__).parents[1] / "cases"

PERFECT = {
    "期别": "2024-09", "市州": "模拟市", "是否参评": "是",
    **{f"{level}下达": 2500.0 for level in LEVELS},
    **{f"{level}到位": 2500.0 for level in LEVELS},
    **{f"{level}支出": 2500.0 for level in LEVELS},
    "上年市县投入": 1000.0, "本年市县投入": 1100.0,
    "项目总数": 100.0, "开工数": 100.0, "完工数": 100.0, "在库项目数": 100.0, "问题项目数": 0.0,
}  # fmt: skip
"""模拟 全优县: everything issued is spent, all projects finished, no issues."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "cases(file): run once for each row of tests/cases/<file>")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`@pytest.mark.cases("第11条….csv")` gives the test each row of that file as `case`."""
    marker = metafunc.definition.get_closest_marker("cases")
    if marker:
        with (CASES / marker.args[0]).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        metafunc.parametrize("case", rows, ids=[row["情形"] for row in rows])


@pytest.fixture(scope="session")
def policy() -> Policy:
    """The standard parameters of September 2024."""
    return load(dt.date(2024, 9, 30))


def frame_of(table: Table, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """A frame as the reader hands it over: numbers float64, dates datetime64, the rest objects."""
    frame = pd.DataFrame(list(rows), columns=table.names).astype(object)
    for column in table.columns:
        if column.kind in (Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.PERCENT) and column.name in frame:
            frame[column.name] = frame[column.name].astype("float64")
        if column.kind is Kind.DATE and column.name in frame:
            frame[column.name] = pd.to_datetime(frame[column.name])
    return frame.astype(object).where(frame.notna(), None).astype(frame.dtypes.to_dict())


@pytest.fixture
def table_frame() -> Callable[[Table, Iterable[Mapping[str, Any]]], pd.DataFrame]:
    """`table_frame(HISTORY, rows)`."""
    return frame_of


@pytest.fixture
def dispatch() -> Callable[..., pd.DataFrame]:
    """`dispatch({"行政区划代码": "510101", …}, …)`: a 调度表 of 全优县 that differ where said."""
    return lambda *rows: frame_of(
        DISPATCH, [{**PERFECT, "县区": f"县{r['行政区划代码']}", **r} for r in rows]
    )


@pytest.fixture
def roster() -> Callable[..., pd.DataFrame]:
    """`roster(("510101", "模拟市", "甲县", "是"), …)`: a 县区名单."""
    names = ("行政区划代码", "市州", "县区", "是否参评")
    return lambda *rows: frame_of(COUNTIES, [dict(zip(names, row, strict=True)) for row in rows])
