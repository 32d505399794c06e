"""Five columns written into every return: patching against openpyxl's load and save, in one run.

Equal results are checked: both files read the same. What each loses of the file is counted.
"""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import openpyxl

from bench.corpus import COUNTIES, HEADER_ROW, PROJECTS, SHEET, returns
from xltools.ooxml.package import Package
from xltools.ooxml.patch import Patch
from xltools.ooxml.save import LEVEL
from xltools.ooxml.scan import package_grids

FIRST_ROW, FIRST_COLUMN = HEADER_ROW + 2, 37
"""问题个数, 整改个数, 备注, 复核意见, which the return has, and one column that it has not."""

LEVELS = (1, 2, 4, 6, 9)
PROCESSES = 2
TARGET = 12


def answers(projects: int) -> list[list[Any]]:
    """What is written back: two numbers, two texts (one that looks like a formula), a share."""
    return [
        [i % 6, i % 4, f"第{i}项已核", "=未整改" if i % 9 == 0 else "同意", i / 1000] for i in range(projects)
    ]


def patched(path: Path, rows: Sequence[Sequence[Any]], level: int = LEVEL) -> bytes:
    """Ours."""
    return Patch(path).write(SHEET, FIRST_ROW, FIRST_COLUMN, rows).to_bytes(level)


def saved_again(path: Path, rows: Sequence[Sequence[Any]]) -> bytes:
    """The peer: what a user of openpyxl writes."""
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            cell = sheet.cell(FIRST_ROW + i, FIRST_COLUMN + j)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def run(quick: bool = False) -> None:
    """Print the ratios; raises where the results differ or a part is lost."""
    paths, rows = returns(10 if quick else COUNTIES), answers(PROJECTS)
    patched(paths[0], rows), saved_again(paths[0], rows)
    peer = ours = 0.0
    for path in paths:
        start = time.perf_counter()
        other = saved_again(path, rows)
        middle = time.perf_counter()
        mine = patched(path, rows)
        peer, ours = peer + middle - start, ours + time.perf_counter() - middle
        check_parts(path, mine)
    check_equal(mine, other, rows)
    together = in_processes(paths, rows)
    print(f"write-back, 5 columns into {len(paths)} returns, against openpyxl load and save:")
    print(
        f"  one process {peer / ours:.1f}×, {PROCESSES} processes {peer / together:.1f}× (target {TARGET}×)"
    )
    print(f"  cached results of formulas kept: ours {cached(mine)}, openpyxl {cached(other)}")
    print_levels(paths[: 10 if quick else 40], rows)


def in_processes(paths: Sequence[Path], rows: Sequence[Sequence[Any]]) -> float:
    """Seconds for all of them in worker processes that are already there."""
    with ProcessPoolExecutor(PROCESSES) as pool:
        list(pool.map(_size, paths[:PROCESSES], [rows] * PROCESSES))
        start = time.perf_counter()
        list(pool.map(_size, paths, [rows] * len(paths), chunksize=8))
        return time.perf_counter() - start


def _size(path: Path, rows: Sequence[Sequence[Any]]) -> int:
    return len(patched(path, rows))


def check_parts(path: Path, data: bytes) -> None:
    """Every part of the return is still there, and only the sheet's bytes differ."""
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(io.BytesIO(data)) as after:
        assert before.namelist() == after.namelist()
        differing = [n for n in before.namelist() if before.getinfo(n).CRC != after.getinfo(n).CRC]
    assert differing == ["xl/worksheets/sheet1.xml"], differing


def check_equal(mine: bytes, other: bytes, rows: Sequence[Sequence[Any]]) -> None:
    """Both files hold what was written, and the same everywhere else that openpyxl keeps values."""
    one, two = (package_grids(Package.of(Path("a.xlsx"), data), {SHEET})[0] for data in (mine, other))
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            assert one.at(FIRST_ROW + i, FIRST_COLUMN + j) == two.at(FIRST_ROW + i, FIRST_COLUMN + j) == value
    constants = [(a, b) for a, b in zip(_cells(one), _cells(two), strict=True) if not _is_formula(b)]
    assert all(a == b for a, b in constants)


def _cells(grid: Any) -> list[Any]:
    return [cell for row in grid.rows for cell in row]


def _is_formula(cell: Any) -> bool:
    return type(cell).__name__ == "Uncalculated"


def cached(data: bytes) -> int:
    """Formulas whose last value is still in the file."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    pairs = zip(book[SHEET].iter_rows(), formulas[SHEET].iter_rows(), strict=True)
    cells = [pair for values, texts in pairs for pair in zip(values, texts, strict=True)]
    return sum(text.data_type == "f" and value.value is not None for value, text in cells)


def print_levels(paths: Sequence[Path], rows: Sequence[Sequence[Any]]) -> None:
    """Time and size by zlib level, relative to the one that is used."""
    figures = {}
    for level in LEVELS:
        start = time.process_time()
        size = sum(len(patched(path, rows, level)) for path in paths)
        figures[level] = time.process_time() - start, size
    seconds, size = figures[LEVEL]
    for level, (s, b) in figures.items():
        print(f"  zlib level {level}: time {s / seconds:.2f}, size {b / size:.2f}")


if __name__ == "__main__":
    run()
