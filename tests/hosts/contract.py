"""The engines that have to run the same plain xlwings code. A further one is one more line here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeAlias

import xlwings as xw

from xltools.hosts.closed import open_closed

Opener: TypeAlias = Callable[[Path], AbstractContextManager[xw.Book]]

ENGINES: dict[str, Opener] = {
    "closed": open_closed,
}
