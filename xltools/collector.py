"""Python's search for rings of objects, less often while a press runs: a long table makes many objects and no
rings, and the usual search takes a fifth of its time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (20_000, 10, 10)
"""New objects before a search, where Python itself waits for 700; how often the older ones are searched."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Within it garbage is searched for less often; after it as before."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
