"""第12条: a county's figures, fetched from 调度表 by live formulas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from xltools.formulas.addresses import TableRange, literal
from xltools.tables.declared.dispatch import LEVELS

Fetch: TypeAlias = Callable[[str], str]
"""A column of 调度表 → the expression of its figure."""

COUNTS = ("项目总数", "开工数", "完工数", "在库项目数", "问题项目数")
FACTS = ("支出额", "支出率分母", "上年投入", "本年投入", *COUNTS)


def row_of(table: TableRange, period: str, code: str) -> str:
    """The number of the data row with this 期别 and code; #N/A when there is none or more than one."""
    rows = f"ROW({table.column('期别')})-{table.first - 1}"
    match = f'{in_period(table, period)}*({table.column("行政区划代码")}&""={code}&"")'
    return f"IF(SUMPRODUCT({match})=1,SUMPRODUCT({match}*({rows})),NA())"


def in_period(table: TableRange, period: str) -> str:
    """Which data rows are of this 期别, as an array."""
    return f'({table.column("期别")}&""={period}&"")'


def of_row(table: TableRange, row: str) -> Fetch:
    """The figures of one data row."""
    return lambda column: f"INDEX({table.column(column)},{row})"


def facts(fetch: Fetch, choice: Mapping[str, str]) -> dict[str, str]:
    """Fact → formula; `choice` are the cells of 支出率级次 and 支出率分母."""
    issued, arrived = (_by_level(fetch, stage, choice["支出率级次"]) for stage in ("下达", "到位"))
    formulas = {
        "支出额": _by_level(fetch, "支出", choice["支出率级次"]),
        "支出率分母": f"IF({choice['支出率分母']}={literal('到位')},{arrived},{issued})",
        "上年投入": fetch("上年市县投入"),
        "本年投入": fetch("本年市县投入"),
        **{name: fetch(name) for name in COUNTS},
    }
    return {name: f"={formula}" for name, formula in formulas.items()}


def _by_level(fetch: Fetch, stage: str, level: str) -> str:
    """The sum of the four levels, or the one level the 口径 names."""
    single = "".join(f"IF({level}={literal(name)},{fetch(name + stage)}," for name in ("中央", "省级"))
    return f"{single}{'+'.join(fetch(name + stage) for name in LEVELS)}))"
