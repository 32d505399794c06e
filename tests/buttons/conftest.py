"""A month of the sample province, pressed once and looked at by many tests."""

from __future__ import annotations

import datetime as dt
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from filelock import FileLock

from tests.buttons.letter_desk import ABSENT, FIRST, LAST, ranked
from tests.register.desk import Desk, made
from xltools.buttons import Result, find
from xltools.errors import HostError
from xltools.folders import BACKUPS, COLLECTED, ISSUED, SENT_BACK
from xltools.hosts.closed import open_closed
from xltools.letters import volumes
from xltools.press import press_closed
from xltools.sample import SamplePaths, make_sample, mended
from xltools.sample.verdict import Verdict, judge
from xltools.tables.declared.ranking import CITY_RANKING, RANKING
from xltools.tables.model import Table
from xltools.tables.sheets import read_table

TODAY = dt.date(2024, 10, 8)
LEFT_OUT = (COLLECTED, SENT_BACK, ISSUED, BACKUPS)
"""Folders that have no part in the year's allocation."""

MadeOnce = Callable[[str, Callable[[Path], Any]], Any]


def press(key: str, sample: SamplePaths, **options) -> Result:
    """One press on the sample's workbook, on the working day after the holiday."""
    return press_closed(find(key), sample.workbook, source=sample.returns, today=TODAY, **options)


def table(workbook: Path, declared: Table) -> pd.DataFrame:
    """A table of a closed workbook."""
    with open_closed(workbook) as book:
        return read_table(book, declared).frame


@dataclass
class Month:
    """The sample after collect (dirty), collect (mended), rank and letters."""

    sample: SamplePaths
    verdict: Verdict
    results: dict[str, Result] = field(default_factory=dict)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory, worker_id) -> MadeOnce:
    """`made_once(name, make)`: what `make(folder)` gives, made by the first worker that wants it."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "省"
    shared.mkdir(exist_ok=True)

    def once(name: str, make: Callable[[Path], Any]) -> Any:
        kept = shared / f"{name}.pickle"
        with FileLock(shared / f"{name}.lock"):
            if not kept.exists():
                kept.write_bytes(pickle.dumps(make(shared / name)))
        return pickle.loads(kept.read_bytes())

    return once


@pytest.fixture(scope="session")
def month(made_once) -> Month:
    """The whole province, seed 2024; only looked at."""
    return made_once("模拟省", _lived)


@pytest.fixture(scope="session")
def drafted(month, made_once) -> Path:
    """The month's workbooks after 计分汇总, 奖惩测算 and the first 测算分配; only looked at."""

    def draft(folder: Path) -> Path:
        shutil.copytree(month.sample.folder, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
        for key, workbook in (("points", "日常计分"), ("rewards", "日常计分"), ("allocate", "资金分配")):
            assert press_closed(find(key), folder / f"{workbook}.xlsm", today=TODAY).exit_code == 0
        return folder

    return made_once("分配", draft)


def _lived(folder: Path) -> Month:
    sample = make_sample(folder, seed=2024)
    first = press("collect", sample)
    made = Month(sample, judge(sample, first.issues), {"first": first})
    mended(sample)
    for key in ("collect", "rank", "letters"):
        made.results[key] = press(key, sample)
    told = {key: replace(result, tables=[], formulas={}, policy=None) for key, result in made.results.items()}
    return replace(made, results=told)


@pytest.fixture
def office(month, tmp_path) -> SamplePaths:
    """A copy of the month's folder to press on."""
    shutil.copytree(month.sample.folder, tmp_path / "office")
    moved = {
        name: tmp_path / "office" / getattr(month.sample, name).relative_to(month.sample.folder)
        for name in ("workbook", "points", "funds", "returns", "truth", "notes")
    }
    return replace(month.sample, folder=tmp_path / "office", **moved)


@pytest.fixture(scope="session")
def ranked_desk(tmp_path_factory) -> Path:
    """An desk with two counties ranked and nothing yet in 函件清单."""
    desk = made(tmp_path_factory.mktemp("函") / "办公")
    counties = [
        dict.fromkeys(RANKING.names) | ranked(code, city, place, 县区="市中区")
        for place, (code, city) in enumerate(((FIRST, "乐山市"), (LAST, "内江市")), 1)
    ]
    cities = [dict.fromkeys(CITY_RANKING.names) | ranked("511100", "乐山市", 1, 参评县数=1)]
    desk.put(desk.dispatch, RANKING, counties)
    desk.put(desk.dispatch, CITY_RANKING, cities)
    return desk.folder


@pytest.fixture
def desk(ranked_desk, tmp_path, monkeypatch) -> Desk:
    """A copy, on a computer without LibreOffice."""
    monkeypatch.setattr(volumes, "to_pdf", _refuse)
    return Desk(Path(shutil.copytree(ranked_desk, tmp_path / "办公")))


@contextmanager
def without_pdf() -> Iterator[None]:
    """A computer without LibreOffice."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(volumes, "to_pdf", _refuse)
        yield


def _refuse(*_: object) -> list[bytes]:
    raise HostError(ABSENT)
