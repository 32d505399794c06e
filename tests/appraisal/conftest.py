"""One desk a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.appraisal.desk import Desk, new_desk
from xltools.errors import HostError


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The blank workbook with the counties filled in."""
    return new_desk(tmp_path)


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The PDF of a batch is tested in tests/letters; here it is only waited for."""
    monkeypatch.setattr("xltools.letters.volumes.to_pdf", _no_pdf)


def _no_pdf(*_: object) -> list[bytes]:
    raise HostError("没有生成 PDF")
