"""What computers do: two at once, a clock that lost its time, a file held open, LibreOffice that dies."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.buttons.letter_desk import press as press_letters
from tests.buttons.letter_desk import rectify, written
from tests.faults.scenes import press, set_up
from tests.register.desk import SIGNED, Desk, listed
from tests.security import promise
from xltools.errors import HostError
from xltools.letters import pdf, volumes
from xltools.register.book import NAME as BOOK
from xltools.tables.declared.letters import LETTERS

PRESS = """
import datetime as dt, sys
from pathlib import Path
from xltools.buttons import find
from xltools.errors import HostError, XltoolsError
from xltools.letters import volumes
from xltools.press import press_closed

def refuse(*_):
    raise HostError("没有生成 PDF")

volumes.to_pdf = refuse
try:
    sys.exit(press_closed(find(sys.argv[1]), Path(sys.argv[2]), today=dt.date(2024, 10, 8)).exit_code)
except XltoolsError as error:
    print(error)
    sys.exit(error.exit_code)
"""


def at_once(*presses: tuple[str, Path]) -> list[tuple[int, str]]:
    """Buttons pressed at the same time by processes of their own: exit codes, and what they said."""
    words = [[sys.executable, "-X", "utf8", "-c", PRESS, key, str(path)] for key, path in presses]
    running = [subprocess.Popen(w, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for w in words]
    said = [process.communicate(timeout=120)[0].decode() for process in running]
    return [(process.returncode, text) for process, text in zip(running, said, strict=True)]


@promise(9)
def test_three_processes_at_once_end_as_one_after_the_other_would(desk):
    """登记编号, clicked twice, writes numbers into the list that 生成函件 has open: each is done, or says
    that it is not, and no number is given twice."""
    office = set_up("register", desk)
    clicked = ("register", office.register)
    for ended, said in at_once(("letters", office.dispatch), clicked, clicked):
        assert "Traceback" not in said
        assert ended in (0, 1) or "请" in said
    for key in ("register", "letters"):
        press(key, office.folder)()
    numbers = ["模财农〔2024〕1号", "模财农〔2024〕2号"]
    assert office.numbers() == [row["文号"] for row in office.read(office.dispatch, LETTERS)] == numbers
    assert [name.partition("_")[0] for name in written(office)] == numbers
    assert len((office.folder / BOOK).read_text(encoding="utf8").splitlines()) == 2


@promise(9)
def test_a_clock_that_lost_its_time_dates_no_letter_and_gives_no_number(desk):
    """The battery is flat: 1 January 2009. Nothing is written but the sentence."""
    desk.list(rectify())
    with pytest.raises(HostError, match=r"今天是2009-01-01，早于2024-09.*校准"):
        press_letters(desk, today=dt.date(2009, 1, 1))
    assert written(desk) == []
    desk.list(listed("511002"))
    desk.press()
    desk.change(0, **SIGNED)
    assert desk.press(today=dt.date(2009, 1, 1)).exit_code == 1
    assert desk.numbers() == [None]
    assert not (desk.folder / BOOK).exists()
    desk.press()
    assert desk.numbers() == ["模财农〔2024〕1号"]


@promise(9)
def test_a_clock_set_back_between_two_presses_overwrites_no_backup(desk):
    """Files of the future lie in 备份 already."""
    press_letters(desk, rectify())
    for day in (9, 8):
        desk.list(rectify(整改要求=f"第{day}要求（模拟）。"))
        held = {path.name: path.read_bytes() for path in desk.folder.rglob("备份/*")}
        press_letters(desk, today=dt.date(2024, 10, day))
        for path in desk.folder.rglob("备份/*"):
            os.utime(path, (time.time() + 10**6,) * 2)
        assert held.items() <= {path.name: path.read_bytes() for path in desk.folder.rglob("备份/*")}.items()


@promise(9)
@pytest.mark.libreoffice
@pytest.mark.skipif(
    not shutil.which("soffice") and not os.environ.get("CI"), reason="LibreOffice is not installed"
)
def test_libreoffice_killed_in_the_middle_of_the_pdf_costs_the_pdf_alone(ranked_desk, tmp_path, monkeypatch):
    """kill -9 on the real one, half a second after its start: all letters are there, and one sentence."""
    desk = Desk(Path(shutil.copytree(ranked_desk, tmp_path / "办公")))
    wait, killed = pdf._wait, []

    def die(running, patience: float) -> None:
        time.sleep(0.5)
        for process in running:
            killed.append(process.poll())
            os.killpg(process.pid, signal.SIGKILL)
        wait(running, patience)

    monkeypatch.setattr(pdf, "_wait", die)
    assert volumes.to_pdf is pdf.to_pdf
    result = press_letters(desk, rectify(), rectify("511002"))
    assert killed == [None] * len(killed)
    assert killed
    assert result.exit_code == 0
    assert "没有生成 PDF：LibreOffice 中途退出了" in result.message
    assert len(written(desk)) == 2
    assert list(desk.folder.rglob("*.pdf")) == []
    assert (desk.folder / "函件/2024-09/打印合订.docx").is_file()
