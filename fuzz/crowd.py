"""Many cases in parallel processes; one that hangs or falls is ended by itself and counts as a find."""

from __future__ import annotations

import gc
import resource
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures import TimeoutError as Late
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import active_children, get_context
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from fuzz import trial
from fuzz.cases import Case
from fuzz.trial import Outcome
from xltools.buttons import buttons

HANGS_AFTER = 180
"""Seconds by the clock: many times what a run may take of the processor, for a machine that is busy."""

_STANDS_AFTER = 2 * HANGS_AFTER
"""Seconds without any end, though each case is ended long before: the pool itself came to a stand."""

_WALL = 3 << 30
"""Bytes of data beyond which the system itself refuses a worker more."""

_BATCH = 1000
"""Cases after which all processes are started anew, so that memory is measured from little."""

_VAIN = 3
"""Times that processes may be started without any end."""

Work = Callable[[Case, Path], Outcome]


def outcomes(cases: Iterable[Case], desk: Path, jobs: int, work: Work = trial.run) -> Iterator[Outcome]:
    """The outcome of each case, as they end.

    What hangs or falls is run once more: where the machine was paused any case is late, a fault is so twice.
    """
    todo, once, vain = deque(cases), set[Case](), 0
    while todo:
        vain += 1
        for outcome in _batch(todo, desk, jobs, work):
            vain = 0
            if outcome.code == -1 and outcome.case not in once:
                once.add(outcome.case)
                todo.append(outcome.case)
            else:
                yield outcome
        if vain == _VAIN:
            raise RuntimeError("new processes do not end a single case")


def _batch(todo: deque[Case], desk: Path, jobs: int, work: Work) -> Iterator[Outcome]:
    """New processes do some of the cases; what they leave undone is put back."""
    pool = ProcessPool(jobs, initializer=_ready, context=get_context("spawn"))
    running: dict[Future[Outcome], Case] = {}
    given = 0
    try:
        while running or (todo and given < _BATCH):
            while todo and given < _BATCH and len(running) < 2 * jobs:
                case = todo.popleft()
                running[pool.schedule(work, (case, desk), timeout=HANGS_AFTER)] = case
                given += 1
            ended, _ = wait(running, _STANDS_AFTER, FIRST_COMPLETED)
            if not ended or any(isinstance(each.exception(), _BROKEN) for each in ended):
                print(f"the processes came to a stand; {len(running)} cases go to new ones", flush=True)
                break
            for each in ended:
                yield _outcome(each, running.pop(each))
    finally:
        todo.extendleft(running.values())
        _end(pool, silent=bool(running))


_BROKEN = (BrokenProcessPool, CancelledError)


def _end(pool: ProcessPool, silent: bool) -> None:
    """Silent processes are not waited for: they are killed."""
    pool.stop()
    for child in active_children() if silent else ():
        child.kill()
        child.join()
    if not silent:
        pool.join()


def _outcome(future: Future[Outcome], case: Case) -> Outcome:
    try:
        return future.result()
    except Late:
        return Outcome(case, -1, HANGS_AFTER, 0, f"hangs for {HANGS_AFTER} seconds")
    except ProcessExpired as error:
        return Outcome(case, -1, 0, 0, f"the process fell: {error}, exit code {error.exitcode}")


def _ready() -> None:
    """Bounds for the system to hold; and what is loaded already is no more looked through for garbage."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (_WALL, _WALL))
    list(buttons())
    gc.freeze()
