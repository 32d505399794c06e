"""Garbage is searched for less often while a press runs."""

from __future__ import annotations

import gc

import pytest

from xltools.collector import seldom_collected


def test_it_is_as_before_afterwards_even_where_a_press_fails():
    """Also where one lies within the other."""
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), seldom_collected(), seldom_collected():
        assert gc.get_threshold()[0] > 10 * before[0]
        raise ZeroDivisionError
    assert gc.get_threshold() == before
