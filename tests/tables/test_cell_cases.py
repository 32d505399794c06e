"""The cells of cases/单元格解析.csv: what is typed, and what it becomes or what is said."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from xltools.cells import CellError, Uncalculated
from xltools.errors import Severity
from xltools.tables.declared.dispatch import COUNTY_CLASS, RANKED
from xltools.tables.model import Column, Kind
from xltools.tables.parse import parse_column

CASES = Path(__file__).parent.parent / "cases" / "单元格解析.csv"

COLUMNS = {
    "金额": Column("中央下达", Kind.MONEY, unit="万元", low=0, high=200_000),
    "整数": Column("开工数", Kind.COUNT, unit="个", low=0, high=20_000),
    "数值": Column("综合得分", Kind.NUMBER, unit="分"),
    "百分比": Column("支出进度", Kind.PERCENT, low=0, high=1),
    "日期": Column("完工日期", Kind.DATE),
    "期限": Column("整改期限", Kind.DATE, month_end=True),
    "时间": Column("时间", Kind.TIME),
    "期别": Column("期别", Kind.PERIOD),
    "编码": Column("项目编码", Kind.CODE),
    "是否": RANKED,
    "县类别": COUNTY_CLASS,
    "文本": Column("县区", Kind.TEXT),
}

HIDDEN = {"{全角空格}": "\u3000", "{不换行空格}": "\u00a0", "{零宽}": "\u200b", "{换行}": "\n"}


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def typed(case: dict[str, str]) -> Any:
    text = case["原值"]
    for shown, real in HIDDEN.items():
        text = text.replace(shown, real)
    makers = {
        "文本": str, "数值": float, "日期": dt.datetime.fromisoformat, "错误值": CellError,
        "未计算": Uncalculated, "逻辑": lambda t: t == "TRUE", "空": lambda _: None,
    }  # fmt: skip
    return makers[case["原值类型"]](text)


def expected(case: dict[str, str]) -> Any:
    text, kind = case["应得值"], COLUMNS[case["列类型"]].kind
    if text == "空":
        return None
    if kind in (Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.PERCENT):
        return float(text)
    return dt.datetime.fromisoformat(text) if kind in (Kind.DATE, Kind.TIME) else text


@pytest.mark.parametrize("case", cases(), ids=lambda c: f"{c['列类型']}：{c['原值']!r}（{c['原值类型']}）")
def test_a_cell_becomes_its_value_or_is_reported(case: dict[str, str]) -> None:
    """One row of the case file."""
    clean, problems = parse_column(COLUMNS[case["列类型"]], [typed(case)])
    assert clean == [expected(case)]
    wanted = case["应报问题"]
    if not wanted:
        assert problems == []
        return
    [(at, problem)] = problems
    assert at == 0
    assert wanted.removeprefix("提示：") in problem.problem + problem.remedy
    assert problem.severity is (Severity.NOTICE if wanted.startswith("提示：") else Severity.ERROR)


WITHOUT_RATES = [case for case in cases() if case["列类型"] != "百分比"]
"""Whether 65 is a point or a fraction is decided by the whole column: see test_amounts."""


@pytest.mark.parametrize(
    "case", WITHOUT_RATES, ids=lambda c: f"{c['列类型']}：{c['原值']!r}（{c['原值类型']}）"
)
def test_a_cell_reads_the_same_among_others(case: dict[str, str]) -> None:
    """A column of many is parsed in bulk where it can be; each cell must come out as it does alone."""
    column = COLUMNS[case["列类型"]]
    alone, problems = parse_column(column, [typed(case)])
    among, all_problems = parse_column(column, [None, typed(case), None, typed(case)])
    assert among == [None, *alone, None, *alone]
    assert all_problems == [(i, p) for i in (1, 3) for _, p in problems]
