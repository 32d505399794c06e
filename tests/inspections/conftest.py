"""One desk a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inspections.desk import Desk, new_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """督导检查 and 项目库, blank but for the counties."""
    return new_desk(tmp_path)
