"""What fuzzing is for, planted: every kind of trouble is noticed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest

from fuzz import trial
from fuzz.cases import Case, Made
from xltools import checking
from xltools.errors import FileError

CASE = Case("workbook", 0, 0)
TARGET = "发文登记.xlsm"


@pytest.fixture
def checked(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """The trouble of `xltools check` on a file that nobody changed, with something else in its place."""

    def run(instead: Callable[[Path], object]) -> str:
        made = Made(TARGET, (desk / TARGET).read_bytes(), (), ("check", TARGET))
        with (
            mock.patch.object(trial, "make", lambda *_: made),
            mock.patch.object(checking, "read_any", instead),
        ):
            return trial.run(CASE, desk).trouble

    return run


def office() -> Path:
    return Path.cwd()


def test_a_check_of_a_sound_workbook_is_no_trouble(checked) -> None:
    """Without anything planted."""
    assert checked(lambda path: []) == ""


def test_a_program_error_is_noticed(checked) -> None:
    """With where it happened."""

    def fail(path: Path) -> list[object]:
        raise ZeroDivisionError("planted")

    assert "ZeroDivisionError: planted" in checked(fail)


def test_a_programmers_word_in_a_sentence_is_noticed(checked) -> None:
    """An officer is told what to do, never the name of an exception."""

    def fail(path: Path) -> list[object]:
        raise FileError("读不了（ValueError）。请另存。")

    assert "ValueError" in checked(fail)


def test_an_end_without_a_sentence_is_noticed(checked) -> None:
    """English, or nothing at all."""

    def fail(path: Path) -> list[object]:
        raise FileError("cannot read")

    assert "without a sentence" in checked(fail)


def test_a_slow_run_is_noticed(checked, monkeypatch) -> None:
    """By the processor's time."""
    monkeypatch.setattr(trial, "SECONDS", 0.05)

    def busy(path: Path) -> list[object]:
        end = time.process_time() + 0.1
        while time.process_time() < end:
            pass
        return []

    assert "seconds" in checked(busy)


def test_much_memory_is_noticed(checked, monkeypatch) -> None:
    """By the peak, also of what is free again: 200 MB where 100 are allowed."""

    def greedy(path: Path) -> list[object]:
        assert bytearray(b"x") * (200 << 20)
        return []

    monkeypatch.setattr(trial, "MEGABYTES", 100)
    assert "MB" in checked(greedy)


def test_a_half_written_workbook_is_noticed(checked) -> None:
    """Half of its bytes."""

    def halve(path: Path) -> list[object]:
        data = (office() / TARGET).read_bytes()
        (office() / TARGET).write_bytes(data[: len(data) // 2])
        return []

    assert f"{TARGET}: cannot be opened" in checked(halve)


def test_a_file_that_is_gone_is_noticed(checked) -> None:
    """Neither there nor in 备份."""

    def remove(path: Path) -> list[object]:
        (office() / "日常计分.xlsm").unlink()
        return []

    assert "日常计分.xlsm is gone" in checked(remove)


def test_a_temporary_file_that_is_left_is_noticed(checked) -> None:
    """As a killed press leaves it."""

    def leave(path: Path) -> list[object]:
        (office() / ".xltools-abc.tmp").write_bytes(b"half")
        return []

    assert "temporary" in checked(leave)
