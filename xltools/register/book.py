"""发文号簿: which number was given to which letter, in a small file beside the register.

The register (a workbook) is the book that people read; this file is what keeps it honest. A number counts as
given from the moment its line is on the disk, before the workbook is saved:

- Lines are read and appended under a lock that lies beside the workbook, so that two processes, or two
  computers on one share, take turns. The operating system holds the lock and frees it when a process dies.
- A line is forced to the disk before its number is used. What a crash, a power cut or a full disk leaves of
  a line has no end-of-line, was never used, and is cut off before the next line is written.
- A crash after the line and before the workbook is saved leaves a number without a row. The line names the
  letter (登记号), so at the next press the same letter gets the same number again: no double, no gap.
- A row that is lost later is missed by name: its line says what the number was given to.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from filelock import FileLock, Timeout

from xltools.errors import HostError
from xltools.hosts.replace import sync_folder
from xltools.register.number import Number, parse

NAME, LOCK = "发文号簿.jsonl", "发文号簿.lock"
WAIT = 30.0
"""Seconds another press may keep the book; giving numbers takes a fraction of one."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a number and the letter it was given to. `letter` is its 登记号."""

    number: Number
    letter: str
    title: str
    to: str
    when: dt.datetime

    def line(self) -> str:
        """As it stands in the file."""
        return json.dumps(
            {
                "文号": str(self.number), "登记号": self.letter, "标题": self.title, "主送": self.to,
                "时间": self.when.isoformat(timespec="seconds"),
            },
            ensure_ascii=False,
        )  # fmt: skip


class NumberBook:
    """The book while it is locked: `entries` by number, and `add`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.entries = _read(path)

    def add(self, entries: Iterable[Entry]) -> None:
        """Append lines and force them to the disk. HostError: none of these numbers was given."""
        new = list(entries)
        doubled = [str(e.number) for e in new if e.number in self.entries]
        if doubled:
            raise AssertionError(f"numbers given twice: {doubled}")
        if new:
            _append(self._path, "".join(f"{entry.line()}\n" for entry in new).encode())
        self.entries.update({entry.number: entry for entry in new})


@contextlib.contextmanager
def locked_book(folder: Path, wait: float = WAIT) -> Iterator[NumberBook]:
    """The number book of a folder, for nobody else meanwhile. HostError where it cannot be had or read."""
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise HostError(
            f"另一台电脑（或另一个窗口）正在登记编号，等了{wait:.0f}秒仍没有办完，这一次没有给号。请稍后再按"
        ) from None
    except OSError as error:
        raise _sentence(error) from error
    try:
        yield NumberBook(folder / NAME)
    finally:
        lock.release()


def _read(path: Path) -> dict[Number, Entry]:
    """Every entry; a last line without its end was never used, and is left to `_append` to cut off."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _sentence(error) from error
    entries: dict[Number, Entry] = {}
    for place, line in enumerate(content[: _whole(content)].splitlines(), 1):
        entry = _entry(line, place)
        if entry.number in entries:
            raise _damaged(place, f"{entry.number}出现了两次")
        entries[entry.number] = entry
    return entries


def _whole(content: bytes) -> int:
    """How many bytes are whole lines."""
    return content.rfind(b"\n") + 1


def _entry(line: bytes, place: int) -> Entry:
    try:
        found = json.loads(line)
        number, when = parse(found["文号"]), dt.datetime.fromisoformat(found["时间"])
        letter, title, to = (str(found[name]) for name in ("登记号", "标题", "主送"))
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(place, "读不出来") from error
    if number is None:
        raise _damaged(place, f"文号“{found['文号']}”不是规范的写法")
    return Entry(number, letter, title, to, when)


def _damaged(place: int, what: str) -> HostError:
    return HostError(
        f"“{NAME}”第{place}行{what}，为免重号，没有给号。它记着每个文号给了哪一件，请不要手工改；"
        "请用备份或网盘的历史版本恢复它，再按一次"
    )


def _append(path: Path, data: bytes) -> None:
    """All of `data` on the disk, or the file as it was. Unbuffered: closing must not write what failed."""
    try:
        with path.open("ab+", buffering=0) as file:
            file.seek(0)
            begin = _whole(file.readall())
            file.truncate(begin)
            try:
                _write(file, data)
            except OSError:
                with contextlib.suppress(OSError):  # left there it has no use: it lacks its end
                    file.truncate(begin)
                raise
        sync_folder(path.parent)
    except OSError as error:
        raise _sentence(error) from error


def _write(file: FileIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
    os.fsync(file.fileno())


def _sentence(error: OSError) -> HostError:
    if error.errno in _FULL:
        return HostError(f"磁盘已满，“{NAME}”写不下，没有给号。请清出空间后再按")
    return HostError(
        f"“{NAME}”不能读写（{error.strerror or error}），没有给号。"
        "请检查工作簿所在文件夹的写入权限和网络后再按"
    )
