"""The mark that ties a test to its promise, and the desk of the button tests."""

from __future__ import annotations

import pytest

from tests.buttons.conftest import desk, ranked_desk

__all__ = ["desk", "ranked_desk"]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "promise(number): holds this promise of SECURITY.md")
