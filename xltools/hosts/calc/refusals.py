"""Why cells of a live sheet cannot be changed, in a sentence."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from xltools.cells import Box, address, box_address
from xltools.errors import HostError
from xltools.hosts.calc.component import Component
from xltools.hosts.calc.merges import merged_in
from xltools.hosts.calc.unolib import uno_error


@contextlib.contextmanager
def writing(component: Component, sheet: str, box: Box) -> Iterator[None]:
    """What UNO raises inside the block without a word, said in one."""
    try:
        yield
    except uno_error() as error:
        refuse_protected(component, sheet)
        raise HostError(
            f"不能写入工作表“{sheet}”的 {box_address(box)}：其中可能有一个整体的数组公式，不能只改一部分。"
            "请调整后再试。"
        ) from error


def refuse_protected(component: Component, sheet: str) -> None:
    """HostError where a sheet is protected: LibreOffice would leave formats as they are without a word."""
    if component.sheet(sheet).isProtected():
        raise HostError(f"工作表“{sheet}”受保护，不能改动。请在“工具”里撤销工作表保护后再试。")


def refuse_covered(
    component: Component, sheet: str, box: Box, blank: Callable[[tuple[int, int]], bool]
) -> None:
    """HostError where something would be written under a merged cell, out of sight."""
    if not component.cells(sheet, box).getIsMerged():
        return
    for area in merged_in(component, sheet, box):
        for row in range(max(area[0], box[0]), min(area[2], box[2]) + 1):
            for column in range(max(area[1], box[1]), min(area[3], box[3]) + 1):
                if (row, column) != area[:2] and not blank((row, column)):
                    raise HostError(
                        f"不能写入工作表“{sheet}”：{address(row, column)} 被合并单元格 {box_address(area)} "
                        "盖住，写入的内容会看不见。请取消合并后再试。"
                    )
