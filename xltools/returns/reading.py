"""Read many returns: in parallel, each file once. What a worker imports is kept light (no pandas)."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from xltools.errors import FileError
from xltools.ooxml.readable import read_any
from xltools.returns.cache import Cache
from xltools.returns.record import Outcome, from_bytes, to_bytes
from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.model import Table
from xltools.tables.plain import PlainReading, read_plain

Answer = TypeVar("Answer")

PARALLEL_FROM = 24
"""Fewer files than this are read faster than a second process starts."""


@dataclass(slots=True)
class Return:
    """One file of the folder: its rows, or the sentence that says why it could not be read."""

    name: str
    path: Path
    digest: str
    modified: dt.datetime | None
    rows: PlainReading | None
    trouble: str = ""


def read_returns(
    files: Sequence[Path],
    folder: Path,
    cache: Cache,
    told: Callable[[int, int], None],
    pool: Executor | None = None,
) -> list[Return]:
    """Read every file; one that was read before and has not changed comes from the cache.

    `told(done, total)` is called as files are finished. A file that cannot be read never stops the others.
    `pool` as in `read_all`.
    """
    digests = [_digest(path) for path in files]
    fresh = [i for i, digest in enumerate(digests) if digest not in cache]
    told(len(files) - len(fresh), len(files))
    outcomes = read_all([files[i] for i in fresh], cache.table, pool)
    for done, (i, outcome) in enumerate(zip(fresh, outcomes, strict=True), 1):
        cache.put(digests[i], outcome)
        told(len(files) - len(fresh) + done, len(files))
    return [_return(path, folder, digest, cache) for path, digest in zip(files, digests, strict=True)]


def read_all(
    files: Sequence[Path], table: Table = DISPATCH, pool: Executor | None = None
) -> Iterable[Outcome]:
    """What `read_one` gives for each file, in order, as they are done.

    `pool` is any concurrent.futures.Executor whose workers see the files under the same paths: that of a
    cluster where one machine is not enough. Without one, as many processes as there are processors, where
    the files are worth their start.
    """
    if pool is None and len(files) < PARALLEL_FROM:
        yield from (read_one(path, table) for path in files)
        return
    records = answers(files, to_bytes, table, pool)
    for path, record in zip(files, records, strict=True):
        outcome = from_bytes(record, table)
        yield read_one(path, table) if outcome is None else outcome


def answers(
    files: Sequence[Path],
    asked: Callable[[Outcome], Answer],
    table: Table = DISPATCH,
    pool: Executor | None = None,
) -> Iterator[Answer]:
    """What `asked` says of the outcome of each file, in order; a worker that read a file answers for it, so
    that of many large returns only the answers cross. `pool` as in `read_all`.
    """
    if pool is None and len(files) < PARALLEL_FROM:
        yield from (_answer(path, table, asked) for path in files)
    elif pool is None:
        workers = min(os.cpu_count() or 1, 8)
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as own:  # fork copies threads
            yield from _in_pool(files, asked, table, own)
    else:
        yield from _in_pool(files, asked, table, pool)


def read_one(path: Path, table: Table = DISPATCH) -> Outcome:
    """The rows of a return, or the sentence why there are none. Runs in a worker process."""
    try:
        return read_plain(read_any(path), table, path.name)
    except FileError as error:
        return str(error)
    except Exception as error:  # one strange file must not end the other 182
        return (
            f"文件“{path.name}”读取时出现意外情况（{type(error).__name__}）。"
            "请用 Excel 或 WPS 打开后另存为新的 .xlsx 再放入"
        )


def _answer(path: Path, table: Table, asked: Callable[[Outcome], Answer]) -> Answer:
    return asked(read_one(path, table))


def _in_pool(
    files: Sequence[Path], asked: Callable[[Outcome], Answer], table: Table, pool: Executor
) -> Iterator[Answer]:
    """A worker ended from outside, or a cluster out of reach, loses nothing: the rest is read here."""
    read = 0
    try:
        for answer in pool.map(partial(_answer, table=table, asked=asked), files, chunksize=4):
            read += 1
            yield answer
    except Exception:  # `read_one` has none of its own: it is the pool that failed
        yield from (_answer(path, table, asked) for path in files[read:])


def _return(path: Path, folder: Path, digest: str, cache: Cache) -> Return:
    outcome = cache.get(digest)
    modified = _modified(path)
    name = path.relative_to(folder).as_posix()
    if isinstance(outcome, str):
        return Return(name, path, digest, modified, None, outcome)
    return Return(name, path, digest, modified, outcome.named(name))


def _modified(path: Path) -> dt.datetime | None:
    """None for a file that was moved away meanwhile."""
    try:
        return dt.datetime.fromtimestamp(path.stat().st_mtime).replace(microsecond=0)
    except OSError:
        return None


def _digest(path: Path) -> str:
    """Name and content; a file that cannot be opened right now has a digest of its own each time."""
    try:
        return hashlib.sha256(path.name.encode() + b"\0" + path.read_bytes()).hexdigest()
    except OSError as error:
        return f"unreadable-{type(error).__name__}-{path}-{time.time_ns()}"
