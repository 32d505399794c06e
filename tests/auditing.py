"""What Python is about to do to files, programs and the network, told to a test before it is done.

An audit hook stays for the life of the process; outside of `listening` it does nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Listener = Callable[[str, tuple[Any, ...]], None]

_listeners: list[Listener] = []


def _heard(event: str, args: tuple[Any, ...]) -> None:
    for listener in _listeners:
        listener(event, args)


sys.addaudithook(_heard)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Whatever the listener raises is what the caller of the audited function gets."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
