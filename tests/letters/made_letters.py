"""Letters of every length, made of sample facts (模拟): what is printed and measured."""

from __future__ import annotations

from functools import cache

from xltools.letters.kinds import KINDS
from xltools.letters.render import Renderer

ISSUER, DATE = "模拟省财政厅", "2024年10月15日"
EVERY_COLUMN = "财政衔接推进乡村振兴补助资金项目实施进度"
"""19 characters without a stop: over 22 lines of 28 most of them stand at either edge."""

LENGTHS = (*range(20, 700, 40), *range(800, 2801, 400))
"""Characters of 依据: from one line, line by line over a whole page, to five pages."""

ROWS = range(26)
"""Rows of the annex."""

COPIES = (30, 77)
"""Characters of 抄送单位: two lines, and three lines full."""

VARIED = (*(f"长{n}" for n in LENGTHS), *(f"行{n}" for n in ROWS), *(f"抄{n}" for n in COPIES))

SWEPT = ("提醒敦促函", "点名通报")
"""One kind in each layout."""


@cache
def renderer(kind: str) -> Renderer:
    """The shipped template of a kind."""
    return Renderer(kind)


def of_length(kind: str, length: int, word: str = "支出滞后，") -> bytes:
    """A letter with a reason of so many characters."""
    return renderer(kind).render({**KINDS[kind].sample(), "依据": (word * 3000)[: length - 1] + "。"})


def of_rows(kind: str, number: int) -> bytes:
    """A letter with so many rows in its annex; none with 0."""
    row = {"目标": "75.00%", "实际": "61.35%", "得分": "81.80", "状态": "黄"}
    rows = [{"指标": f"指标第{n}项", **row} for n in range(1, number + 1)]
    return renderer(kind).render({**KINDS[kind].sample(), "指标": rows})


def of_copies(kind: str, length: int) -> bytes:
    """A letter with so many characters of 抄送单位."""
    return renderer(kind).render({**KINDS[kind].sample(), "抄送单位": (EVERY_COLUMN * 9)[:length]})


def previews() -> dict[str, bytes]:
    """Every kind with its sample facts."""
    return {name: renderer(name).preview() for name in KINDS}


def measured_letters() -> dict[str, bytes]:
    """The previews, and a letter in each layout with pages full of body text."""
    return previews() | {f"长{kind}": of_length(kind, 2500, EVERY_COLUMN) for kind in SWEPT}


def swept_letters() -> dict[str, bytes]:
    """In each layout a letter of every length and with every number of rows."""
    return {
        **{f"{kind}长{n}": of_length(kind, n) for kind in SWEPT for n in LENGTHS},
        **{f"{kind}行{n}": of_rows(kind, n) for kind in SWEPT for n in ROWS},
        **{f"{kind}抄{n}": of_copies(kind, n) for kind in SWEPT for n in COPIES},
    }
