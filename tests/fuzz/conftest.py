"""The office that is mutated, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz.desk import make_desk


@pytest.fixture(scope="session")
def desk(tmp_path_factory) -> Path:
    """Every shipped workbook filled, with returns, ledgers and templates."""
    return make_desk(tmp_path_factory.mktemp("fuzz") / "办公")
