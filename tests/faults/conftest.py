"""The desk of the button tests."""

from __future__ import annotations

from tests.buttons.conftest import desk, ranked_desk

__all__ = ["desk", "ranked_desk"]
