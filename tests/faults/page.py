"""docs/故障试验.md: what a run of all buttons came to, and the faults that have tests of their own."""

from __future__ import annotations

import csv
import datetime as dt
import os
import platform
from collections.abc import Sequence
from pathlib import Path

import psutil

from tests.faults.trial import Line
from tests.faults.year import COUNTIES

PAGE = Path(__file__).parents[2] / "docs" / "故障试验.md"
OTHERS = Path(__file__).with_name("others.csv")
"""Faults that are no place on the disk, each with the test that holds what is said."""

_HEADINGS = ("按钮", "工作簿", "改动处", "断电", "磁盘已满、没有权限", "按下", "没有办事", "不合格")


def page(lines: Sequence[Line], day: dt.date) -> str:
    """The page for officers' technicians."""
    rows = [_row(line) for line in lines]
    total = ("合计", "", *(sum(column) for column in zip(*(row[2:] for row in rows), strict=True)))
    table = [_line(_HEADINGS), _line(["---"] * len(_HEADINGS)), *map(_line, rows), _line(total)]
    return _PAGE.format(
        day=day, machine=_machine(), counties=COUNTIES, buttons=len(rows),
        table="\n".join(table), wrong="\n".join(_wrong(lines)), others=_others(),
    )  # fmt: skip


def _others() -> str:
    with OTHERS.open(encoding="utf8", newline="") as file:
        rows = list(csv.reader(file))
    return "\n".join(map(_line, [rows[0], ["---"] * len(rows[0]), *rows[1:]]))


def _row(line: Line) -> tuple[str | int, ...]:
    counted = (line.places, line.killed, line.faults, line.presses, line.refused, len(line.wrong))
    return line.button.label, line.button.workbook, *counted


def _line(cells: Sequence[str | int]) -> str:
    return f"| {' | '.join(f'{cell:,}' if isinstance(cell, int) else cell for cell in cells)} |"


def _machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    return f"{os.cpu_count()} 核，{memory:.0f} GB，Python {platform.python_version()}"


def _wrong(lines: Sequence[Line]) -> list[str]:
    found = [f"- {line.button.label}：{wrong}" for line in lines for wrong in line.wrong]
    return found or ["没有一处不合格。"]


_PAGE = """# 故障试验

`make faults` 让每个按钮在要办事的时候出故障。样例省 {counties} 个县，{buttons} 个按钮按一年的次序，
各在轮到它、确有事可办的时候试：

- **断电**：磁盘的每一次改动之前，和每个文件写到一半的时候，进程被 kill -9。每个文件要么是旧的，
  要么是新的、完整的；每十次断电之后再按一次，必须照常办完。
- **磁盘已满、没有权限**：程序每一个改动磁盘的地方，各失败一次。要么照常办完，要么一句中文说明；
  文件不丢、不残缺。

“改动处”是这个按钮改动磁盘的不同地方；“没有办事”是按下去只说“没有完成”的次数，应当是 0。

{day}，{machine}：

{table}

{wrong}

生成 PDF 的 LibreOffice 不在这些试验里，另有下面的测试。

## 别的故障

每次测试都重跑。没有写明的在 `tests/faults/test_computers.py`。

{others}
"""
