"""The whole run with xltools, in as many processes as there are processors."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench.endtoend.back import write_back
from bench.endtoend.letters import write_letters
from bench.endtoend.task import COUNTY_NAMES, NAMES, TABLE, Task
from xltools.collector import seldom_collected
from xltools.returns.reading import read_all
from xltools.tables.plainreading import PlainReading


def run(task: Task) -> None:
    """The whole run. pandas and the like load while the workers read; they write back and write letters while
    the books are written here."""
    workers = os.cpu_count() or 1
    with (
        seldom_collected(),
        ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool,
        ThreadPoolExecutor(1) as aside,
    ):
        with task.stage("read"):
            reading = aside.submit(lambda: list(returned(task.returns, pool)))
            from bench.endtoend import ours

            factors = ours.factor_table(task.factors)
            readings = reading.result()
        with task.stage("rules"):
            book, due = ours.county_book(readings, factors)
        with task.stage("write back"):
            written = pool.map(write_back, ours.back_jobs(task, readings, book), chunksize=16)
        with task.stage("letters"):
            letters = ours.letters(task, book, due)
            sent = pool.map(write_letters, (letters[i::workers] for i in range(workers)))
        with task.stage("books"):
            ours.write_book(task.place("明细.xlsx"), "明细", NAMES, ours.all_rows(readings))
            ours.write_book(task.place("各县.xlsx"), "各县", COUNTY_NAMES, [list(c.values()) for c in book])
        with task.stage("letters"):
            assert sum(sent) == len(book)
        with task.stage("write back"):
            assert sum(written) == len(task.returns)


def returned(files: Sequence[Path], pool: Executor | None) -> Iterator[PlainReading]:
    """Every return, read and checked; one that cannot be read stops the run."""
    for outcome in read_all(files, TABLE, pool):
        assert not isinstance(outcome, str), outcome
        yield outcome
