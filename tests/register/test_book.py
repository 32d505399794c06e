"""发文号簿: two at once, a crash at any moment, a full disk, a damaged file."""

from __future__ import annotations

import datetime as dt
import errno
import io
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from xltools.errors import HostError
from xltools.register import book
from xltools.register.book import LOCK, NAME, Entry, locked_book
from xltools.register.number import number

NOW = dt.datetime(2024, 10, 8, 9, 30)

REGISTERS = """
import datetime as dt, sys
from pathlib import Path
from xltools.register.book import locked_book
from xltools.register.giving import Letter, decide
from xltools.register.number import Series

folder, who, many = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for i in range(many):
    if i % 50 == 0:
        sys.stdin.readline()
    letter = Letter(f"{who}/{i}", Series("模财农", 2024), "题", "主送", dt.date(2024, 10, 8), due=True)
    with locked_book(folder) as numbers:
        giving = decide([letter], numbers.entries)
        numbers.add(giving.entries([letter], dt.datetime(2024, 10, 8)))
    print(giving.given[0].serial, flush=True)
"""
"""Every 50 letters it waits for a line, so that two of them set off together again and again."""


def entry(serial: int, letter: str = "甲") -> Entry:
    return Entry(number("模财农", 2024, serial), letter, "题", "主送", NOW)


def give(folder: Path, *serials: int) -> None:
    with locked_book(folder) as numbers:
        numbers.add(entry(serial, f"件{serial}") for serial in serials)


def serials(folder: Path) -> list[int]:
    with locked_book(folder) as numbers:
        return [each.serial for each in numbers.entries]


def test_two_processes_register_500_letters_each_at_once(tmp_path: Path) -> None:
    """1,000 numbers, no gap, no double, though both ask at once ten times over."""
    command = [sys.executable, "-c", REGISTERS, str(tmp_path)]
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen([*command, who, "500"], stdin=pipe, stdout=pipe, text=True) for who in ("甲", "乙")
    ]
    given = Counter[int]()
    for _ in range(10):
        for process in running:
            assert process.stdin is not None
            print(file=process.stdin, flush=True)
        for process in running:
            assert process.stdout is not None
            given.update(int(process.stdout.readline()) for _ in range(50))
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    assert given == Counter(range(1, 1001))
    with locked_book(tmp_path) as numbers:
        owners = [e.letter.partition("/")[0] for e in numbers.entries.values()]
    turns = [Counter(owners[i : i + 100]) for i in range(0, 1000, 100)]
    assert turns == [{"甲": 50, "乙": 50}] * 10


def test_what_was_added_is_there_for_the_next(tmp_path: Path) -> None:
    give(tmp_path, 1, 2)
    with locked_book(tmp_path) as numbers:
        assert numbers.entries[number("模财农", 2024, 2)] == entry(2, "件2")


def test_a_number_is_never_written_twice(tmp_path: Path) -> None:
    give(tmp_path, 1)
    with pytest.raises(AssertionError, match="模财农〔2024〕1号"):
        give(tmp_path, 1)
    assert serials(tmp_path) == [1]


@pytest.mark.parametrize("left", range(1, 40, 3))
def test_what_a_crash_leaves_of_a_line_is_no_number(tmp_path: Path, left: int) -> None:
    """It was never used; the next line is written in its place, wherever the cut was."""
    give(tmp_path, 1)
    with (tmp_path / NAME).open("ab") as file:
        file.write(f"{entry(2).line()}\n".encode()[:left])
    assert serials(tmp_path) == [1]
    give(tmp_path, 2)
    assert serials(tmp_path) == [1, 2]


def test_a_killed_process_frees_the_book(tmp_path: Path) -> None:
    """The operating system lets go of its lock."""
    code = (
        "import sys, time; from pathlib import Path; from xltools.register.book import locked_book\n"
        "with locked_book(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    with pytest.raises(HostError, match="正在登记编号"), locked_book(tmp_path, wait=0.2):
        pass
    process.kill()
    process.wait()
    begun = time.monotonic()
    give(tmp_path, 1)
    assert time.monotonic() - begun < 5


class FullDisk(io.FileIO):
    """Takes the first bytes of what is written, then no more."""

    def write(self, data) -> int:  # type: ignore[override]
        super().write(bytes(data)[:20])
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_gives_no_number_and_leaves_the_book_whole(tmp_path: Path, monkeypatch) -> None:
    give(tmp_path, 1)
    before = (tmp_path / NAME).read_bytes()
    opened = Path.open

    def full(path: Path, mode: str = "r", *rest, **more):
        return FullDisk(path, "a+") if "a" in mode else opened(path, mode, *rest, **more)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(HostError, match=r"磁盘已满.*没有给号"):
        give(tmp_path, 2)
    monkeypatch.undo()
    assert (tmp_path / NAME).read_bytes() == before


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("乱码", "第2行读不出来"), ('{"文号": 1}', "第2行读不出来"), ("[]", "第2行读不出来"),
        (entry(1).line(), "模财农〔2024〕1号出现了两次"),
        (entry(2).line().replace("〔", "["), r"不是规范的写法"),
    ],
)  # fmt: skip
def test_a_damaged_book_gives_no_number(tmp_path: Path, line: str, says: str) -> None:
    """Whoever touched it: a sentence with the line, and what to restore."""
    give(tmp_path, 1)
    with (tmp_path / NAME).open("a", encoding="utf8") as file:
        file.write(f"{line}\n")
    with pytest.raises(HostError, match=f"{says}.*没有给号.*恢复"):
        serials(tmp_path)


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    with pytest.raises(HostError, match=r"没有给号.*文件夹"), locked_book(tmp_path / "文件"):
        pass


def test_lock_and_book_lie_beside_the_workbook(tmp_path: Path) -> None:
    """So that two computers on one share see the same ones."""
    give(tmp_path, 1)
    assert {path.name for path in tmp_path.iterdir()} <= {NAME, LOCK}
    assert book.NAME == "发文号簿.jsonl"
