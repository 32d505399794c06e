"""Many cases in parallel processes; one that hangs or falls is ended by itself and counts as a find."""

from __future__ import annotations

import resource
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as Late
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from fuzz import trial
from fuzz.cases import Case, make
from fuzz.trial import Outcome

HANGS_AFTER = 180
"""Seconds by the clock: many times what a run may take of the processor, for a machine that is busy."""

_WALL = 3 << 30
"""Bytes of data beyond which the system itself refuses a worker more."""

_BATCH = 1000
"""Cases after which all processes are started anew, so that memory is measured from little."""


def outcomes(cases: Iterable[Case], desk: Path, jobs: int) -> Iterator[Outcome]:
    """The outcome of each case, in their order."""
    todo = iter(cases)
    while batch := list(islice(todo, _BATCH)):
        with ProcessPool(jobs, initializer=_confined, context=get_context("spawn")) as pool:
            found = pool.map(_run, [(case, desk) for case in batch], timeout=HANGS_AFTER).result()
            for case in batch:
                yield _next(found, case, desk)


def _next(found: Iterator[Outcome], case: Case, desk: Path) -> Outcome:
    try:
        return next(found)
    except Late:
        return Outcome(case, make(case, desk), -1, HANGS_AFTER, 0, f"hangs for {HANGS_AFTER} seconds")
    except ProcessExpired as error:
        return Outcome(case, make(case, desk), -1, 0, 0, f"the process fell: {error}")


def _run(job: tuple[Case, Path]) -> Outcome:
    return trial.run(*job)


def _confined() -> None:
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (_WALL, _WALL))
