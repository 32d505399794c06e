"""Long use: 24 months of 历史排名 and 调度表 of 183 counties, ten years of 发文登记. 模拟.

A press then against the same press at the beginning, and the size of the workbook after it.
`python -m bench.long_use [--quick]`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd

from xltools.buttons import find
from xltools.hosts.closed import open_closed
from xltools.press import press_closed
from xltools.register.rows import frame, new_row
from xltools.sample import make_sample, mended
from xltools.shipped import shipped
from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.ranking import HISTORY
from xltools.tables.declared.register import REGISTER
from xltools.tables.model import Table
from xltools.tables.sheets import read_table, write_table

TODAY = dt.date(2024, 10, 8)
MONTHS = ("collect", "rank", "letters")
YEARS, LETTERS_A_YEAR, NEW = 10, 720, 60
"""A year of twelve rankings and 183 opinions; the letters of one month."""

LONGER, LARGEST = 2, 10
"""Targets: at most so many times the first press, and so many MB."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A press at the beginning and after years, seconds; the workbook's MB then."""

    button: str
    first: float
    then: float
    megabytes: float

    def __str__(self) -> str:
        times = f"{self.first:.2f} s at first, {self.then:.2f} s then"
        return f"  {self.then / self.first:4.1f}× {self.button} ({times}), {self.megabytes:.2f} MB"


def run(quick: bool = False) -> list[Kept]:
    """Print and return a line a button."""
    print(f"\nlong use (targets: at most {LONGER}× the first press, below {LARGEST} MB)")
    with tempfile.TemporaryDirectory() as scratch:
        counties, years = (24, 2) if quick else (183, YEARS)
        found = [*_months(Path(scratch), counties), *_register(Path(scratch), years)]
    for line in found:
        print(line)
    return found


def _months(scratch: Path, counties: int) -> Iterator[Kept]:
    """调度排名 with one month behind it, and with 24."""
    long = make_sample(scratch / "久", counties=counties)
    mended(long)
    shutil.copytree(long.folder, scratch / "新")
    young = scratch / "新" / long.workbook.name
    for table in (DISPATCH, HISTORY, LETTERS):
        _edit(young, table, lambda frame: frame[frame["期别"] >= "2024-08"].reset_index(drop=True))
    for key in MONTHS:
        first, then = _press(key, young), _press(key, long.workbook)
        yield Kept(find(key).label, first, then, _megabytes(long.workbook))


def _register(scratch: Path, years: int) -> Iterator[Kept]:
    """发文登记 with a month's letters, and with those of years before them."""
    young, old = (_desk(scratch / name, count) for name, count in (("一月", 0), ("十年", years)))
    first, then = _press("register", young), _press("register", old)
    yield Kept(find("register").label, first, then, _megabytes(old))


def _desk(folder: Path, years: int) -> Path:
    folder.mkdir()
    workbook = Path(shutil.copy(shipped("workbooks", "发文登记.xlsm"), folder))
    past = [_finished(2024 - years + year, n) for year in range(years) for n in range(LETTERS_A_YEAR)]
    _edit(workbook, REGISTER, lambda _: frame(REGISTER, [*past, *map(_signed, range(NEW))]))
    return workbook


def _finished(year: int, n: int) -> dict[str, Any]:
    day = dt.date(year, 1 + n % 12, 1 + n % 28)
    return _letter(n) | {
        "状态": "已销号",
        "上次状态": "已销号",
        "文号": f"模财农〔{year}〕{n + 1}号",
        "机关代字": "模财农",
        "年份": year,
        "序号": n + 1,
        "登记号": f"{year}/{n}",
        "核稿人": "甲（模拟）",
        "签发人": "乙（模拟）",
        **dict.fromkeys(("签发日期", "成文日期", "印发日期", "送达日期", "反馈期限", "收到反馈"), day),
    }


def _signed(n: int) -> dict[str, Any]:
    given = {"核稿人": "甲（模拟）", "签发人": "乙（模拟）", "签发日期": TODAY}
    return _letter(n) | {"状态": "已签发", "登记号": f"新/{n}", **given}


def _letter(n: int) -> dict[str, Any]:
    unit = f"模拟市模拟{n % 183}县"
    return new_row(文种="函", 标题=f"关于{unit}支出进度的提醒敦促函", 主送=f"{unit}农业农村局、财政局")


def _edit(workbook: Path, table: Table, change: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    with open_closed(workbook) as book:
        write_table(book, table, change(read_table(book, table, required=False).frame))
        book.save()


def _press(key: str, workbook: Path) -> float:
    """Median of three presses, each on the folder as it was; the last one stays."""
    button, spent = find(key), []
    assert button.run  # imports all it needs, before the clock starts
    for _ in range(3):
        with tempfile.TemporaryDirectory() as scratch:
            again = Path(shutil.copytree(workbook.parent, Path(scratch, "f"))) / workbook.name
            began = time.perf_counter()
            result = press_closed(button, again, today=TODAY)
            spent.append(time.perf_counter() - began)
            assert result.done, result.message
    press_closed(button, workbook, today=TODAY)
    return median(spent)


def _megabytes(workbook: Path) -> float:
    return workbook.stat().st_size / 2**20


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer counties and years")
    run(parser.parse_args().quick)
