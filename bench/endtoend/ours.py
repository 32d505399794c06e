"""What the whole run does with xltools once the returns are read: its rules, patching and letters."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from bench.endtoend.back import Job
from bench.endtoend.facts import county_facts
from bench.endtoend.task import (
    COUNTY_NAMES,
    FORMAT_OF,
    LAST_FUNDS,
    LAST_YEAR,
    NAMES,
    PERIOD,
    Task,
    letter_facts,
    pool_of,
    remark,
)
from xltools.ooxml.patch import Patch
from xltools.ooxml.readable import read_any
from xltools.policy import load
from xltools.rules.art04.allocation import allocate
from xltools.rules.art12.ranking import rank_counties
from xltools.rules.periods import month_end
from xltools.tables.declared.allocation import FACTOR_TABLE, POOL_TABLE
from xltools.tables.declared.allocation_columns import POOL_LEVELS
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH
from xltools.tables.plain import PlainReading
from xltools.tables.reader import read_grids


def factor_table(path: Path) -> pd.DataFrame:
    """因素表, checked."""
    return read_grids(read_any(path), FACTOR_TABLE, path.name).ok()


def county_book(
    readings: Sequence[PlainReading], factors: pd.DataFrame
) -> tuple[list[dict[str, Any]], float]:
    """One row a county, its keys those of COUNTY_NAMES; and 序时目标."""
    return judged([county_facts(reading) for reading in readings], factors)


def judged(facts: Sequence[dict[str, Any]], factors: pd.DataFrame) -> tuple[list[dict[str, Any]], float]:
    """第4、12条: the counties ranked and the pool shared out; and 序时目标."""
    policy = load(month_end(PERIOD))
    last = factors[LAST_YEAR].tolist()
    dispatch = pd.DataFrame(map(_dispatch_row, facts, last), columns=DISPATCH.names)
    roster = dispatch.reindex(columns=COUNTIES.names)
    ranked = rank_counties(dispatch, roster, PERIOD, policy).set_index("行政区划代码").to_dict("index")
    pools = pd.DataFrame(
        [{"资金级次": POOL_LEVELS[0], "年度": 2025, "金额": pool_of(last)}], columns=POOL_TABLE.names
    )
    result = allocate(factors, pools, None, policy).result
    amounts = dict(zip(result["行政区划代码"], result["分配额"], strict=True))
    codes = [each["行政区划代码"] for each in facts]
    rows = [
        {**ranked[code], **each, "分配额": amounts[code]} for code, each in zip(codes, facts, strict=True)
    ]
    return [{name: row[name] for name in COUNTY_NAMES} for row in rows], ranked[codes[0]]["序时目标"]


def _dispatch_row(facts: Mapping[str, Any], last: float) -> dict[str, Any]:
    """A row of 调度表; the returns do not say which level's money was spent, so all stands under 中央."""
    row = dict.fromkeys((name for name in DISPATCH.names if name.endswith(("下达", "到位", "支出"))), 0.0)
    row |= {"中央下达": facts["到位合计"], "中央到位": facts["到位合计"], "中央支出": facts["支出合计"]}
    known = {"期别": PERIOD, "市州": "模拟市", "是否参评": "是", "县类别": "脱贫县"}
    counts = {"上年市县投入": round(LAST_FUNDS * last, 6), "在库项目数": facts["项目总数"]}
    return {**facts, **row, **known, **counts}


def all_rows(readings: Sequence[PlainReading]) -> list[tuple[Any, ...]]:
    """The rows of all returns."""
    return [row for reading in readings for row in zip(*map(reading.columns.get, NAMES), strict=True)]


def write_book(path: Path, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A new book: XlsxWriter makes it with its title, names and formats; patching puts the rows in."""
    shell = io.BytesIO()
    book = xlsxwriter.Workbook(shell, {"in_memory": True})
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, f"{name}（模拟）")
    sheet.write_row(1, 0, columns)
    base = {"font_name": "宋体", "font_size": 10, "border": 1}
    for j, column in enumerate(columns):
        style = book.add_format({**base, "num_format": FORMAT_OF.get(column, "General")})
        sheet.set_column(j, j, 12, style)
    book.close()
    path.write_bytes(Patch(path, shell.getvalue()).write(name, 3, 1, rows).to_bytes())


def back_jobs(
    task: Task, readings: Sequence[PlainReading], book: Sequence[Mapping[str, Any]]
) -> Iterator[Job]:
    """What goes back to each county; equal points share a place among its projects."""
    for path, reading, county in zip(task.returns, readings, book, strict=True):
        points = reading.columns["自评得分"]
        place = {value: i for i, value in reversed(list(enumerate(sorted(points, reverse=True), 1)))}
        text = remark(county["排名"], county["综合状态"])
        counts = zip(reading.columns["问题个数"], reading.columns["整改个数"], points, strict=True)
        yield (
            path,
            task.place("退回", path.name),
            [[wrong, mended, text, "已复核", place[p]] for wrong, mended, p in counts],
        )


def letters(
    task: Task, book: Sequence[Mapping[str, Any]], due: float
) -> list[tuple[Path, Mapping[str, object]]]:
    """A letter a county: where it goes and what it is made of."""
    return [
        (task.place("函件", f"{county['行政区划代码']}.docx"), letter_facts(county, due)) for county in book
    ]
