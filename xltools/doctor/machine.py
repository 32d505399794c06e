"""Things of the computer that nobody thinks of until a letter bears a wrong date."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

from xltools.doctor.finding import Finding, fine, note

_SAMPLE = "衔接资金：红黄绿"
_SLACK = dt.timedelta(days=1)
"""Files from another time zone may seem to come from tomorrow."""


def check_machine(folder: Path) -> Iterator[Finding]:
    """Console and clock."""
    yield encoding(getattr(sys.stdout, "encoding", None) or "")
    yield clock(dt.datetime.now(), _newest(folder))


def encoding(name: str) -> Finding:
    """Chinese can be written to the console."""
    what = "控制台编码"
    try:
        _SAMPLE.encode(name)
    except (LookupError, UnicodeEncodeError):
        remedy = "中文会显示成乱码，结果不受影响；请先执行 chcp 65001（Linux：export LANG=C.UTF-8）"
        return note(what, name or "没有控制台", remedy)
    return fine(what, name)


def clock(now: dt.datetime, newest: dt.datetime | None) -> Finding:
    """The date is not before that of a file that already exists: letters bear today's date."""
    what, found = "系统时间", f"{now:%Y-%m-%d %H:%M}"
    if newest and now + _SLACK < newest:
        remedy = f"有文件是 {newest:%Y-%m-%d} 改动的，比现在还晚：请校准时间，函件落款用的是这个日期"
        return note(what, found, remedy)
    return fine(what, found)


def _newest(folder: Path) -> dt.datetime | None:
    """When the youngest file of the toolkit or of the folder was changed."""
    times = []
    for path in [Path(__file__), *_files(folder)]:
        try:
            times.append(path.stat().st_mtime)
        except OSError:
            continue
    return dt.datetime.fromtimestamp(max(times)) if times else None


def _files(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []
