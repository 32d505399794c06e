"""第1条: what of each row of 资金台账 is 产业, by itself or by 产业对照, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass

import pandas as pd

from xltools.errors import Severity
from xltools.rules.art12.roster import Row, text
from xltools.rules.exact import fen, money_text
from xltools.rules.problems import Problem
from xltools.tables.declared.money import (
    AS_REPORTED,
    FUNDS,
    INDUSTRIAL,
    LISTED_APART,
    MAPPING,
    NOT_INDUSTRIAL,
    RELIEF,
)
from xltools.tables.model import blank


@dataclass(frozen=True, slots=True)
class Parts:
    """One sum of funds in 分: all of it, what goes to 产业, and what two of the 口径 leave out."""

    total: int = 0
    industry: int = 0
    relief: int = 0
    listed: int = 0

    def __add__(self, other: Parts) -> Parts:
        return Parts(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


Mapped = Mapping[str, Row]
"""产业对照 by 任务方向."""


def mapped(mapping: pd.DataFrame) -> dict[str, Row]:
    """产业对照 by 任务方向."""
    return {text(row["任务方向"]): row for row in mapping.to_dict("records")}


def parts_of(row: Row, by: Mapped) -> Parts:
    """第1条: a filled cell counts as it stands; a blank one is all or none of 金额, as 产业对照 has it."""
    kind = by.get(text(row["任务方向"]), {})
    total = fen(row["金额"])

    def part(column: str, whole: bool) -> int:
        return (total if whole else 0) if blank(row[column]) else fen(row[column])

    return Parts(
        total,
        part("产业金额", kind.get("是否产业") == INDUSTRIAL),
        part("以工代赈", kind.get("扣除类别") == RELIEF),
        part("单列金额", kind.get("扣除类别") == LISTED_APART),
    )


def mapping_problems(mapping: pd.DataFrame) -> Iterator[Problem]:
    """A 任务方向 twice, or one that is 产业 and taken off the denominator at once."""
    times = Counter(map(text, mapping["任务方向"]))
    for i, row in enumerate(mapping.to_dict("records")):
        name = text(row["任务方向"])
        if times[name] > 1:
            yield Problem(
                i, "任务方向", f"“{name}”有{times[name]}行", "只留一行，其余删去或改名", MAPPING.name
            )
        if row["是否产业"] == INDUSTRIAL and text(row["扣除类别"]):
            problem = f"“{name}”既算产业，又作为{row['扣除类别']}从分母扣除"
            yield Problem(
                i, "扣除类别", problem, "两者只取其一：清空扣除类别，或“是否产业”改为否", MAPPING.name
            )


def industry_problems(funds: pd.DataFrame, mapping: pd.DataFrame) -> Iterator[Problem]:
    """Rows of 资金台账 whose 产业 is not known, or does not go with the rest; errors and notices."""
    by = mapped(mapping)
    for i, row in enumerate(funds.to_dict("records")):
        yield from _part_problems(i, row, by)


def _part_problems(i: int, row: Row, by: Mapped) -> Iterator[Problem]:
    name = text(row["任务方向"])
    says = by.get(name, {}).get("是否产业")
    if blank(row["金额"]):
        return
    if blank(row["产业金额"]) and says in (None, AS_REPORTED):
        why = f"“{name}”在“产业对照”里是“{AS_REPORTED}”" if says else f"“产业对照”里没有“{name}”"
        remedy = f"填产业金额（没有的填0），或在“产业对照”写明“{name}”是否产业"
        yield Problem(i, "产业金额", f"空白，{why}，不知道有多少用于产业", remedy, FUNDS.name)
        return
    parts = parts_of(row, by)
    off = parts.relief + parts.listed
    if off > parts.total:
        problem = f"以工代赈与单列之和{money_text(off)}大于金额{money_text(parts.total)}"
        yield Problem(i, "单列金额", problem, "核对三栏", FUNDS.name)
    elif parts.industry > parts.total - off:
        problem = f"产业{money_text(parts.industry)}里有从分母扣除的以工代赈或单列资金，后两种口径会偏高"
        yield _notice(i, "产业金额", problem, "核对产业金额是否含以工代赈、单列")
    whole = {INDUSTRIAL: parts.total, NOT_INDUSTRIAL: 0}.get(says or "")
    if whole is not None and parts.industry != whole:
        problem = f"“产业对照”里“{name}”为“{says}”，这一行填的产业金额是{money_text(parts.industry)}"
        yield _notice(i, "产业金额", problem, "以本格为准；不对的改本格或改“产业对照”")


def _notice(i: int, column: str, problem: str, remedy: str) -> Problem:
    return Problem(i, column, problem, remedy, FUNDS.name, Severity.NOTICE)
