"""One sample province for all tests of this room: seed 2024, the month 2024-09."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from xltools.sample.figures import dispatch, periods
from xltools.sample.province import County, province
from xltools.sample.returns import Truth, truth_csv, write_returns

SEED = 2024
PERIOD = "2024-09"


@dataclass(frozen=True)
class Office:
    """The returns as written, and the truth about the dirty ones."""

    province: Sequence[County]
    folder: Path
    truths: Sequence[Truth]


@pytest.fixture(scope="session")
def counties() -> list[County]:
    """The 183."""
    return province(SEED)


@pytest.fixture(scope="session")
def years(counties: list[County]) -> pd.DataFrame:
    """调度表 of three whole years, with the sums over the levels beside."""
    frame = dispatch(counties, periods("2022-01", "2024-12"), SEED)
    for stage in ("下达", "到位", "支出"):
        frame[stage] = sum(frame[f"{level}{stage}"] for level in ("中央", "省级", "市级", "县级"))
    return frame


@pytest.fixture(scope="session")
def office(counties: list[County], tmp_path_factory: pytest.TempPathFactory) -> Office:
    """All returns of 2024-09 with 真值.csv beside them."""
    folder = tmp_path_factory.mktemp("模拟省") / "上报"
    truths = write_returns(folder, counties, PERIOD, SEED)
    (folder.parent / "真值.csv").write_bytes(truth_csv(truths))
    return Office(counties, folder, truths)
