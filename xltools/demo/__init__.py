"""A 模拟 province through one year: twelve months of returns, rankings and letters, plans reviewed in March,
the project library cleaned up in August, next year's funds allocated in December.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path

from xltools.console import print_json, progress_bar, result_record
from xltools.demo.office import Office, opened
from xltools.demo.summary import print_summary
from xltools.demo.year import PERIODS, steps
from xltools.errors import HostError, UsageError
from xltools.progress import Progress

MARK = ".模拟"
"""Marks a folder the demo made and may make again."""


def run_demo(folder: Path, seed: int, counties: int, as_json: bool) -> None:
    """Make the sample province in `folder` and live through its year.

    UsageError where the folder holds something that no demo made.
    """
    _clear(folder)
    with progress_bar(not as_json) as progress, _processes() as pool:
        progress("造模拟省", 0, 1)
        _mark(folder)
        office = opened(folder, seed, counties, PERIODS, pool)
        progress("造模拟省", 1, 1)
        _live(office, progress)
    if as_json:
        print_json(_records(office))
    else:
        print_summary(office)


@contextmanager
def _processes() -> Iterator[ProcessPoolExecutor]:
    """Two, kept through the year; what they have not begun is dropped where the year stops half-way."""
    pool = ProcessPoolExecutor(2, mp_context=get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _live(office: Office, progress: Progress) -> None:
    for step in steps():
        title = f"{step.on} {step.title}"
        progress(title, 0, 1)
        step.run(office, step.on)
        progress(title, 1, 1)


def _records(office: Office) -> dict[str, object]:
    return {
        "按钮": [{"date": str(on), **result_record(label, result)} for on, label, result in office.pressed],
        "上报真值": [asdict(verdict) for verdict in office.verdicts],
        "真值": [asdict(score) for score in office.scores],
    }


def _clear(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARK).exists()):
        raise UsageError(f"“{folder}”里已有别的文件，样例不会覆盖它。请换一个文件夹名")
    try:
        shutil.rmtree(folder)
    except OSError as error:
        _mark(folder)
        raise HostError(
            f"“{folder}”里有文件正被别的程序打开或不能删除。请关闭后再试，或换一个文件夹名"
        ) from error


def _mark(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("模拟数据，可以整个删除\n", encoding="utf8")
