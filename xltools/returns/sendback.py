"""退回单: the county's own file, its wrong cells marked and listed, nothing else changed."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import xlsxwriter

from xltools.errors import FileError, HostError, Issue
from xltools.hosts.replace import holds, make_folder, replace_file
from xltools.ooxml.active import runs_something
from xltools.ooxml.patch import Patch
from xltools.returns.reading import Return

LIST = "问题清单"
HEADINGS = ("序号", "工作表", "单元格", "列", "原值", "问题", "怎么改", "类别")
WIDTHS = (6, 14, 10, 14, 20, 44, 50, 8)
MARK = (255, 199, 206)
"""The rose of Excel's own “bad” style: seen on screen and on a grey print."""

DONE = "已改正"

LONGEST = 180
"""Bytes of a return's name that go into the name of its 退回单, of the 255 that a disk takes."""

_UNDATED = dt.datetime(1980, 1, 1)
"""In place of the time of writing: the same issues give the same bytes, and an unchanged file stays."""


def send_back(
    returns: Iterable[Return],
    marks: Mapping[str, Sequence[Issue]],
    folder: Path,
    told: Callable[[int, int], None],
) -> dict[str, Path]:
    """Write one 退回单 for each return in `marks` into `folder`; by return name, where it lies.

    A 退回单 of an earlier press that is no longer due moves to 已改正/, so that nobody sends it again.
    """
    due = [each for each in returns if each.name in marks]
    written: dict[str, Path] = {}
    for done, each in enumerate(due, 1):
        written[each.name] = _write_one(each, marks[each.name], folder, set(written.values()))
        told(done, len(due))
    _put_away(folder, set(written.values()))
    return written


def sheet_to_mend(each: Return, issues: Sequence[Issue]) -> tuple[str, bytes]:
    """File name and content of a 退回单. A file that cannot be patched, or that brings macros or programs
    along, gets the list alone."""
    stem = short(Path(each.name).with_suffix("").as_posix().replace("/", "_"))
    try:
        if each.rows is None:
            raise FileError(each.trouble)
        return f"退回_{stem}{each.path.suffix}", _marked(each.path, issues)
    except (FileError, HostError):  # a sheet that patching refuses, such as part of an array formula
        return f"退回_{stem}_{each.path.suffix.lstrip('.')}.xlsx", _list_alone(each.name, issues)


def _write_one(each: Return, issues: Sequence[Issue], folder: Path, taken: set[Path]) -> Path:
    name, content = sheet_to_mend(each, issues)
    path = folder / name
    while path in taken:  # 乐山市/表.xlsx and 乐山市_表.xlsx
        path = path.with_stem(f"{path.stem}_")
    make_folder(folder)
    if not holds(path, content):
        replace_file(path, content, backup=False)
    return path


def short(stem: str) -> str:
    """At most `LONGEST` bytes: with its ending, and in 已改正, a 退回单 has a name that every disk takes."""
    return stem if len(stem.encode()) <= LONGEST else stem.encode()[:LONGEST].decode(errors="ignore")


def _marked(path: Path, issues: Sequence[Issue]) -> bytes:
    patch = Patch(path)
    if runs_something(patch.parts.package):
        raise FileError(f"“{path.name}”带有宏或嵌入的程序。")
    for issue in issues:
        if issue.sheet in patch.sheet_names and re.fullmatch(r"[A-Z]{1,3}\d+", issue.cell):
            patch.fill(issue.sheet, issue.cell, MARK)
    patch.add_sheet(_free_name(patch.sheet_names), _rows(issues), widths=WIDTHS)
    return patch.to_bytes()


def _list_alone(name: str, issues: Sequence[Issue]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": _UNDATED})
    sheet = book.add_worksheet(LIST)
    wrap = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    head = book.add_format({"bold": True, "bg_color": "#D9E1F2", "border": 1})
    sheet.write_string(0, 0, f"{name} 的问题（原文件不能标注，请按下表更正后重报）")
    for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, heading, head)
    for row, values in enumerate(_rows(issues)[1:], 2):
        for column, value in enumerate(values):
            sheet.write(row, column, value, wrap)
    book.close()
    return out.getvalue()


def _rows(issues: Sequence[Issue]) -> list[list[str | float]]:
    rows: list[list[str | float]] = [list(HEADINGS)]
    for number, i in enumerate(issues, 1):
        rows.append([number, i.sheet, i.cell, i.column, i.value, i.problem, i.remedy, i.severity.value])
    return rows


def _free_name(taken: Sequence[str]) -> str:
    names = (LIST, *(f"{LIST}{n}" for n in range(2, 1000)))
    return next(name for name in names if name not in taken)


def _put_away(folder: Path, due: set[Path]) -> None:
    if not folder.is_dir():
        return
    for path in sorted(folder.glob("退回_*")):
        if path.is_file() and path not in due:
            make_folder(folder / DONE)
            try:
                path.replace(folder / DONE / path.name)
            except OSError as error:
                raise HostError(
                    f"“{path.name}”已不用退回，但移不走，多半正被别的程序打开。请关闭后再按一次"
                ) from error
