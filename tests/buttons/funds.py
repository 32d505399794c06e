"""资金分配 of the sample province with 日常计分 beside it, and hands to fill its cells."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd

from xltools.buttons import Result, find
from xltools.hosts.closed import open_closed
from xltools.press import press_closed
from xltools.tables.declared.confirmation import CONFIRMATIONS
from xltools.tables.model import Table
from xltools.tables.sheets import locate, read_table

TODAY = dt.date(2024, 10, 8)


def allocate(workbook: Path, **options: Any) -> Result:
    """One press of 测算分配."""
    return press_closed(find("allocate"), workbook, **{"today": TODAY, **options})


def frame(workbook: Path, table: Table) -> pd.DataFrame:
    """A table of the closed workbook."""
    with open_closed(workbook) as book:
        return read_table(book, table).frame


def put(workbook: Path, table: Table, row: int, **values: Any) -> None:
    """Type into the cells of a data row, counted from 0."""
    with open_closed(workbook) as book:
        sheet, header, _, at = locate(book, table)
        for name, value in values.items():
            book.sheets[sheet].range(f"{at[name]}{header + 1 + row}").value = value
        book.save()


def cell(workbook: Path, table: Table, row: int, name: str) -> str:
    """The address of a data row's cell."""
    with open_closed(workbook) as book:
        _, header, _, at = locate(book, table)
    return f"{at[name]}{header + 1 + row}"


def parameter(workbook: Path, name: str, value: Any, because: str = "测试") -> None:
    """本次取值 of sheet 参数."""
    from xltools.hosts.protection import unlocked
    from xltools.tables.declared.record import PARAMETERS

    with open_closed(workbook) as book:
        sheet, header, _, at = locate(book, PARAMETERS)
        row = header + 1 + list(read_table(book, PARAMETERS).frame["名称"]).index(name)
        with unlocked(book, [sheet]):
            book.sheets[sheet].range(f"{at['本次取值']}{row}").value = value
            book.sheets[sheet].range(f"{at['依据']}{row}").value = because
        book.save()


def sign(workbook: Path, first: str | None = "模拟甲", second: str | None = "模拟乙", row: int = 0) -> None:
    """Fill 测算确认 as two officers would."""
    put(workbook, CONFIRMATIONS, row, 测算人=first, 复核人=second, 是否确认="是")
