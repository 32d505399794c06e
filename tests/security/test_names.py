"""Whatever stands in a cell or in a file's name, what is written lies in the folder of the workbook."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.auditing import listening
from tests.buttons.letter_desk import press, rectify, written
from tests.faults.disk import CHANGES
from tests.returns.factory import changed, write_return
from tests.returns.test_sendback import sent_back
from tests.security import promise
from xltools.buttons import find
from xltools.errors import XltoolsError
from xltools.hosts.closed import open_closed
from xltools.policy import make_override
from xltools.press import press_closed
from xltools.returns.sendback import LONGEST

NAMES = (
    "../../../出去", "..\\..\\出去", "/etc/出去", "C:\\Windows\\出去", "\\\\server\\share\\出去",
    "CON", "nul.txt", "COM1 ", "甲县. ", "~$甲县", ".隐藏", "-rf", "%TEMP%县", "$(id)县", "`id`县", "甲\n县",
    "甲\u202ecod.县", "县" * 300, "a" * 300,
)  # fmt: skip
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\u202a-\u202e]|[. ]$')
RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\..*)?", re.IGNORECASE)


def on_every_disk(path: Path) -> bool:
    """Whether Windows, macOS and Linux take each part of a name."""
    return all(
        not FORBIDDEN.search(part) and not RESERVED.fullmatch(part) and len(part.encode()) <= 255
        for part in path.parts
    )


@contextmanager
def noted_outside(folder: Path) -> Iterator[list[Path]]:
    """What is written, made, moved or removed outside of a folder, but for the lock of the press."""
    done: list[Path] = []

    def listener(event: str, args: tuple[Any, ...]) -> None:
        writing = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
        if writing or event in CHANGES:
            names = args[:2] if event in ("os.rename", "os.link") else args[:1]
            done.extend(Path(os.fsdecode(name)) for name in names if isinstance(name, (str, bytes)))

    with listening(listener):
        yield done
    locks = Path(tempfile.gettempdir())
    apart = [path for path in done if not path.resolve().is_relative_to(folder.resolve())]
    done[:] = [path for path in apart if path.parent != locks and path != locks and path.suffix != ".pyc"]


@promise(3)
@pytest.mark.parametrize("number", ["", "{}〔2024〕{}号"], ids=["draft", "numbered"])
def test_names_of_units_and_numbers_become_files_in_函件_that_every_disk_takes(desk, number):
    """主送单位 and 文号, typed in 函件清单: each letter under a name of its own."""
    rows = [
        rectify(
            f"5199{at:02}", 主送单位=f"{name}乡村振兴局、财政局", 文号=number.format(name[:20], at) or None
        )
        for at, name in enumerate(NAMES)
    ]
    with noted_outside(desk.folder) as outside:
        assert press(desk, *rows).exit_code == 0
    assert outside == []
    made = [path.relative_to(desk.folder) for path in desk.folder.rglob("*.docx")]
    assert len(written(desk)) == len(NAMES)
    assert [path for path in made if not on_every_disk(path)] == []
    assert {path.parts[:2] for path in made} == {("函件", "2024-09")}


@promise(3)
@pytest.mark.parametrize("period", ["../2024-09", "2024-09/../..", "/tmp", "2024-13", "CON"])
def test_a_期别_that_is_none_is_no_folder(desk, period):
    """Typed with --set, or standing in the table that was ranked."""
    before = sorted(desk.folder.rglob("*"))
    with pytest.raises(XltoolsError):
        press_closed(find("letters"), desk.dispatch, overrides=(make_override("期别", period, "模拟"),))
    with open_closed(desk.dispatch) as book:
        cells = book.sheets["排名表"].tables["排名表"].data_body_range
        cells[0, 0].value = cells[1, 0].value = period
        book.save()
    assert press(desk, rectify()).exit_code == 1
    new = set(desk.folder.rglob("*")) - set(before)
    assert {path.name for path in new if "备份" not in path.parts} <= {"备份"}


@promise(3)
def test_the_name_of_a_return_becomes_a_退回单_that_every_disk_takes(tmp_path):
    """As long as a disk takes for the return itself, in folders as deep as a city keeps them."""
    bad = changed(中央支出="四千五百")
    long = "县" * 83
    for name in (f"{long}.xlsx", f"{long}/{long}.xlsx", "县..xlsx", "甲/乙/丙/丁.xlsx", "$(id).xlsx"):
        write_return(tmp_path / "in" / name, bad)
    back = sent_back(tmp_path / "in", tmp_path / "out")
    assert len(set(back.values())) == 5
    for path in back.values():
        assert path.parent == tmp_path / "out"
        assert path.is_file()
        assert on_every_disk(Path(path.name))
        assert len(path.name.encode()) < LONGEST + 30


@promise(3)
def test_a_link_in_the_folder_of_returns_is_read_and_never_written_through(tmp_path):
    """A return that is a link to another file: the 退回单 is a file of its own, the other stays as it was."""
    other = write_return(tmp_path / "别处/密.xlsx", changed(中央支出="四千五百"))
    (tmp_path / "in").mkdir()
    (tmp_path / "in/511102.xlsx").symlink_to(other)
    before = other.read_bytes()
    (path,) = sent_back(tmp_path / "in", tmp_path / "out").values()
    assert not path.is_symlink()
    assert other.read_bytes() == before
