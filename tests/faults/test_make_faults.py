"""What `make faults` takes in and what its page says; the trials themselves take minutes."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from tests.faults.page import OTHERS, page
from tests.faults.trial import Line
from tests.faults.year import YEAR
from xltools.buttons import buttons, find

ROOT = Path(__file__).parents[2]


def test_every_button_has_its_turn_in_the_year():
    """A new button without one would never be tried."""
    assert sorted(key for key, _ in YEAR) == sorted(button.key for button in buttons())


def test_the_page_adds_up_and_names_what_is_wrong():
    lines = [
        Line(find("rank"), places=16, killed=18, faults=32, presses=36),
        Line(
            find("overdue"), places=1, killed=2, faults=2, presses=1_004, refused=1, wrong=["不合格（模拟）"]
        ),
    ]
    text = page(lines, dt.date(2026, 11, 23))
    assert "| 计分排名 | 调度排名 | 16 | 18 | 32 | 36 | 0 | 0 |" in text
    assert "| 合计 |  | 17 | 20 | 34 | 1,040 | 1 | 1 |" in text
    assert "- 到期提醒：不合格（模拟）" in text
    assert "没有一处不合格" in page(lines[:1], dt.date(2026, 11, 23))


def test_the_tests_of_the_other_faults_are_there():
    with OTHERS.open(encoding="utf8", newline="") as file:
        named = [row["测试"].strip("`") for row in csv.DictReader(file) if row["测试"]]
    assert len(named) > 5
    assert [name for name in named if not (ROOT / name).is_file()] == []
