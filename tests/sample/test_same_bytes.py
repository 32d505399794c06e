"""One seed, the same bytes; another seed, other figures."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.sample.conftest import PERIOD, SEED
from xltools.sample.province import County, province
from xltools.sample.returns import clean_return, truth_csv, write_returns
from xltools.sample.troubles import troubles


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_returns_and_truth_are_the_same_bytes_again(counties: list[County], tmp_path: Path) -> None:
    few = counties[20:60]
    first = truth_csv(write_returns(tmp_path / "一", few, PERIOD, SEED))
    second = truth_csv(write_returns(tmp_path / "二", few, PERIOD, SEED))
    assert first == second
    assert contents(tmp_path / "一") == contents(tmp_path / "二")


def test_troubles_are_the_same_bytes_again(tmp_path: Path) -> None:
    troubles(tmp_path / "一" / "上报", SEED)
    troubles(tmp_path / "二" / "上报", SEED)
    assert contents(tmp_path / "一") == contents(tmp_path / "二")


def test_another_seed_is_another_province() -> None:
    ordinary = next(c for c in province(1) if c.code == "510704")
    assert clean_return(ordinary, PERIOD, 1) != clean_return(ordinary, PERIOD, 2)


def test_no_entry_tells_the_time_it_was_made(counties: list[County], tmp_path: Path) -> None:
    path = tmp_path / "一.xlsx"
    path.write_bytes(clean_return(counties[50], PERIOD, SEED))
    with zipfile.ZipFile(path) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "2024-10-08" in package.read("docProps/core.xml").decode()
