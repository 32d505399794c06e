"""Offices in the middle of their work, each about to press a button that writes. All made up (模拟)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.buttons.letter_desk import LAST, TODAY, rectify
from tests.buttons.letter_desk import press as press_letters
from tests.faults.disk import is_passing
from tests.register.desk import SIGNED, Desk, listed
from tests.returns.factory import GOOD, changed, write_return
from xltools.buttons import find
from xltools.ooxml.readable import read_any
from xltools.press import press_closed
from xltools.register.book import NAME as BOOK

KEYS = ("letters", "register", "collect")
"""Those that write more files than their workbook; the first takes longest."""

_BOOKS = {"letters": "调度排名.xlsx", "register": "发文登记.xlsx", "collect": "调度排名.xlsx"}
_STATUS = re.compile(r"\d\d-\d\d \d\d:\d\d .*")
_OF_THE_PRESS = ("运行记录", "校验结果")
"""What a press says of itself: a second one has other things to say."""


def set_up(key: str, desk: Desk) -> Desk:
    """What lies there before the press: older letters, a letter signed, a 退回单 of the last time."""
    return {"letters": _letters, "register": _register, "collect": _collect}[key](desk)


def press(key: str, folder: Path) -> Callable[[], object]:
    """The press, of the office in this folder."""
    return lambda: press_closed(find(key), folder / _BOOKS[key], today=TODAY)


def _letters(desk: Desk) -> Desk:
    press_letters(desk, rectify(), rectify(LAST))
    desk.list(rectify(整改要求="另一要求（模拟）。"), rectify(LAST))
    return desk


def _register(desk: Desk) -> Desk:
    """A letter made as a draft, registered and signed; a second one made with its number comes later."""
    press_letters(desk, rectify(), listed(LAST))
    desk.press()
    for row in range(2):
        desk.change(row, **SIGNED)
    return desk


def _collect(desk: Desk) -> Desk:
    """One return that was mended since, one that is wrong, one that comes for the first time."""
    folder = desk.folder / "上报/2024-09"
    first = write_return(folder / "511102.xlsx", changed(中央支出="四千五百"))
    write_return(folder / "511002.xlsx", changed(行政区划代码="511002", 市州="内江市", 县级支出="x"))
    press("collect", desk.folder)()
    write_return(first, GOOD)
    write_return(folder / "510104.xlsx", changed(行政区划代码="510104", 市州="成都市", 县区="锦江区"))
    return desk


def outcome(folder: Path) -> dict[str, Any]:
    """What a press comes to, without the times of day: cells by workbook, letters, numbers; no backups."""
    found: dict[str, Any] = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if not path.is_file() or "备份" in path.parts or name.startswith(".") or is_passing(path):
            continue
        if path.suffix == ".xlsx" and path.parent == folder:
            found[name] = {g.sheet: _told(g.rows) for g in read_any(path) if g.sheet not in _OF_THE_PRESS}
        elif path.name == BOOK:
            lines = map(json.loads, path.read_text(encoding="utf8").splitlines())
            found[name] = [line | {"时间": ""} for line in lines]
        else:
            found[name] = path.read_bytes()
    return found


def _told(rows: list[list[Any]]) -> list[list[Any]]:
    return [[_STATUS.sub("", cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
