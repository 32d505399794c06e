"""One desk a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.appraisal.desk import Desk, new_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The blank workbook with the counties filled in."""
    return new_desk(tmp_path)
