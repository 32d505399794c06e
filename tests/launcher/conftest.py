"""An officer, and a 模拟 office with returns."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.launcher.officer import Officer
from xltools.sample import make_sample, mended


@pytest.fixture
def officer(monkeypatch, capsys) -> Officer:
    return Officer(monkeypatch, capsys)


@pytest.fixture(scope="session")
def sample_office(tmp_path_factory) -> Path:
    """24 counties of a 模拟 province, their returns mended."""
    sample = make_sample(tmp_path_factory.mktemp("样例") / "衔接资金 2024", seed=7, counties=24)
    mended(sample)
    return sample.folder


@pytest.fixture
def office(sample_office, tmp_path) -> Path:
    """A copy to work in, under a name with a blank and an ampersand."""
    return Path(shutil.copytree(sample_office, tmp_path / "衔接 & 资金"))
