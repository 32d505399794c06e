"""A desk to press on, made once and copied."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from tests.money.desk import Desk, new_desk

CASES = Path(__file__).parents[1] / "cases"


def bad_cells() -> list[dict[str, str]]:
    """第1、3条 台账错误.csv."""
    with (CASES / "第1、3条 台账错误.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def orderly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_desk(tmp_path_factory.mktemp("money")).folder


@pytest.fixture
def desk(orderly: Path, tmp_path: Path) -> Desk:
    return Desk(Path(shutil.copytree(orderly, tmp_path / "模拟")))
