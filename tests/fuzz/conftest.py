"""The office that is mutated, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz.desk import make_desk
from fuzz.second_desk import make_second_desk


@pytest.fixture(scope="session")
def desk(tmp_path_factory) -> Path:
    """Every shipped workbook filled, with returns, ledgers and templates, in two folders side by side."""
    desk = make_desk(tmp_path_factory.mktemp("fuzz") / "办公")
    make_second_desk(desk)
    return desk
