"""第12条: who takes part in a 期别: the rows of 调度表 and 县区名单 brought together by code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from xltools.tables.model import blank

Row: TypeAlias = Mapping[Any, Any]
"""One row of a table, column name → clean value."""

REPORTED, MISSING, EXEMPT = "参评", "未上报", "不参评"


@dataclass(frozen=True, slots=True)
class Unit:
    """A county or a city. `row` counts the rows of 调度表 from 0, None for one that did not report."""

    code: str
    city: str
    name: str
    standing: str
    row: int | None = None

    @property
    def full_name(self) -> str:
        """With its city, for 市中区 is both 511002 and 511102."""
        return self.name if self.name.startswith(self.city) else f"{self.city}{self.name}"


def city_code(code: str) -> str:
    """511002 → 511000."""
    return f"{code[:4]}00"


def county_units(dispatch: pd.DataFrame, roster: pd.DataFrame, period: str) -> list[Unit]:
    """Every county of 县区名单 and of the 期别's rows once, by code; its own 是否参评 before the list's.

    Names are the list's where it knows the code.
    """
    units = {unit.code: unit for unit in map(_listed, roster.to_dict("records"))}
    for i, row in period_rows(dispatch, period):
        units[row["行政区划代码"]] = _reported(i, row, units.get(row["行政区划代码"]))
    return [units[code] for code in sorted(units)]


def period_rows(dispatch: pd.DataFrame, period: str) -> list[tuple[int, Row]]:
    """A 期别's rows of 调度表 with their positions in it."""
    positions = [i for i, value in enumerate(dispatch["期别"]) if value == period]
    return list(zip(positions, dispatch.iloc[positions].to_dict("records"), strict=True))


def takes_part(row: Row, listed_as: str) -> bool:
    """Whether a row is ranked: its own 是否参评, where blank the list's."""
    return (text(row["是否参评"]) or listed_as) != "否"


def _listed(row: Row) -> Unit:
    standing = MISSING if takes_part(row, "") else EXEMPT
    return Unit(row["行政区划代码"], text(row["市州"]), text(row["县区"]), standing)


def _reported(i: int, row: Row, known: Unit | None) -> Unit:
    listed_as = "否" if known and known.standing == EXEMPT else ""
    standing = REPORTED if takes_part(row, listed_as) else EXEMPT
    if known:
        return Unit(known.code, known.city, known.name, standing, i)
    return Unit(row["行政区划代码"], text(row["市州"]), text(row["县区"]), standing, i)


def text(value: object) -> str:
    """A cell's text, empty where blank."""
    return "" if blank(value) else str(value).strip()
