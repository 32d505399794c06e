"""Freezing what was issued: template and run when the number is given, the document once it carries it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from xltools.buttons.list_files import maker
from xltools.letters.kinds import KINDS
from xltools.letters.store import template_path
from xltools.register.frozen import carries, file_hash
from xltools.register.rows import Row
from xltools.register.states import SIGNED, VOID


class Told(NamedTuple):
    """What is to be told at one cell; `notice`: nothing has to be mended."""

    row: int
    column: str
    problem: str
    remedy: str
    notice: bool


def freeze(rows: list[Row], folder: Path, runs: Mapping[str, str]) -> list[Told]:
    """Fill the hashes of numbered rows in place; what no longer agrees with them is told.

    `runs`: by workbook, when its letters were last made.
    """
    told: list[Told] = []
    for i, row in enumerate(rows):
        if row["文号"] and row["状态"] != VOID:
            rows[i] = row = _with_template(row, folder, runs)
            if row["文件"]:
                rows[i] = row | {"校验码": row["校验码"] or _final(row, folder)}
                told += _told(i, rows[i], folder)
    return told


def _with_template(row: Row, folder: Path, runs: Mapping[str, str]) -> Row:
    """模板校验码 and 生成记录, once: those of the day the number was given."""
    kind = KINDS.get(row["函件种类"] or "")
    if row["模板校验码"] or kind is None:
        return row
    run = runs.get(maker(kind.name)[0]) or None
    return row | {"模板校验码": file_hash(template_path(kind, folder)), "生成记录": run}


def _final(row: Row, folder: Path) -> str | None:
    """The document's hash from the moment it carries its number; before that it is a draft."""
    path = folder / row["文件"]
    return file_hash(path) if carries(path, row["文号"]) else None


def _told(i: int, row: Row, folder: Path) -> Iterator[Told]:
    now = file_hash(folder / row["文件"])
    make = "在“{}”按“{}”".format(*maker(row["函件种类"]))
    if now is None:
        yield Told(i, "文件", "找不到这个文件", f"移走了的改正位置；还没有生成的，{make}", True)
    elif row["校验码"] is None:
        remedy = f"{make}重新生成，再按“登记编号”定稿"
        yield Told(i, "文件", f"文件里还没有文号{row['文号']}", remedy, row["状态"] == SIGNED)
    elif now != row["校验码"]:
        problem = f"{row['文号']}定稿以后文件又改了（定稿{row['校验码']}，现在{now}）"
        remedy = "从“备份”恢复原件；确要改的，原件填已作废，另编新号；尚未印发、改动无误的，清空校验码再按"
        yield Told(i, "文件", problem, remedy, False)
