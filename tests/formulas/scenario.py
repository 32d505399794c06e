"""A small made-up province (模拟) whose ranking was worked out by hand, as tables in a workbook.

July 2024, standard parameters: 序时目标 50+25/3 = 58.33 %, 开工目标 80+20/3 = 86.67 %,
完工目标 20+30/3 = 30 %.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from xltools.formulas.addresses import RankingAddresses, TableRange
from xltools.formulas.ranking import SHEET, ranking_check
from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.declared.ranking import CITY_RANKING, RANKING
from xltools.tables.declared.record import PARAMETERS

PERIOD = "2024-07"

STANDARD: dict[str, Any] = {
    "4月末序时目标": 30, "6月末序时目标": 50, "9月末序时目标": 75, "12月末序时目标": 100,
    "支出率级次": "四级合计", "支出率分母": "下达",
    "投入权重": 20, "支出权重": 40, "实施权重": 20, "质量权重": 20,
    "投入满分增幅": 5, "投入持平得分": 60, "投入零分降幅": 20, "开工分值": 60, "完工分值": 40,
    "3月末开工目标": 30, "6月末开工目标": 80, "9月末开工目标": 100,
    "6月末完工目标": 20, "9月末完工目标": 50, "12月末完工目标": 100,
}  # fmt: skip
"""The figures of design/rules.md, 排名得分."""

Row = dict[str, Any]


def county(
    code: str, city: str, name: str, amounts: Sequence[float], rest: Sequence[float], **more: Any
) -> Row:
    """A row of 调度表: `amounts` are 下达, 到位, 支出 of 中央, then of 省级, 市级, 县级."""
    levels = [
        f"{level}{stage}" for level in ("中央", "省级", "市级", "县级") for stage in ("下达", "到位", "支出")
    ]
    others = ("上年市县投入", "本年市县投入", "项目总数", "开工数", "完工数", "在库项目数", "问题项目数")
    names = {"期别": PERIOD, "行政区划代码": code, "市州": city, "县区": name, "是否参评": "是"}
    return {
        **names,
        **dict(zip(levels, amounts, strict=True)),
        **dict(zip(others, rest, strict=True)),
        **more,
    }


COUNTIES = [
    county("511011", "内江市", "东兴区", (600, 500, 300, 300, 200, 100, 50, 50, 0, 50, 50, 0),
           (100, 102, 20, 13, 3, 40, 2)),
    county("511002", "内江市", "市中区", (600, 600, 300, 300, 300, 200, 40, 40, 40, 60, 60, 43.3),
           (100, 105, 30, 26, 9, 50, 1)),
    county("511102", "乐山市", "市中区", (2000, 2000, 1166.6, 0, 0, 0, 0, 0, 0, 0, 0, 0),
           (200, 190, 10, 9, 3, 8, 1)),
    county("511112", "乐山市", "五通桥区", (0, 0, 0, 1000, 800, 583.3, 0, 0, 0, 0, 0, 0),
           (0, 5, 60, 26, 9, 40, 7)),
    county("511113", "乐山市", "金口河区", (1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
           (0, 0, 10, 0, 0, 3, 1)),
    county("511123", "乐山市", "犍为县", (500, 500, 91.65, 500, 500, 200, 0, 0, 0, 0, 0, 0),
           (100, 80, 20, 0, 0, 9, 0)),
    county("511124", "乐山市", "井研县", (0,) * 12, (0,) * 7, 是否参评="否"),
    county("511302", "南充市", "顺庆区", (1000, 900, 700, 0, 0, 0, 0, 0, 0, 0, 0, 0),
           (100, 70, 10, 10, 5, 10, 5)),
    county("511303", "南充市", "高坪区", (1000, 900, 350, 0, 0, 0, 0, 0, 0, 0, 0, 0),
           (100, 150, 10, 0, 0, 10, 0)),
]  # fmt: skip
EARLIER = [{**row, "期别": "2024-06", "中央支出": 1.0} for row in COUNTIES]
"""Another 期别 of the same counties, which must not be mixed in."""


def ranked(code: str, rate: float, scores: Sequence[float], place: int, period: str = PERIOD) -> Row:
    """A row of 排名表 or 市州排名表: 投入, 支出, 实施, 质量, 综合 and the place."""
    names = ("投入得分", "支出得分", "实施得分", "质量得分", "综合得分")
    identity = {"期别": period, "行政区划代码": code, "市州": "", "县区": ""}
    return {
        **identity,
        "支出率": rate,
        "序时目标": 0.5833,
        **dict(zip(names, scores, strict=True)),
        "排名": place,
    }


RANKED = [
    # 1000 spent 583.3; g 5 %; 26/30 = 86.67 %, 9/30 = 30 %; 1 of 50. 20+40+20+19.6
    ranked("511002", 0.5833, (100, 100, 100, 98, 99.6), 1),
    # 58.33 %; g -5 %: 60×(1-5/20); 90 % and 30 %; 1 of 8. 9+40+20+17.5
    ranked("511102", 0.5833, (45, 100, 100, 87.5, 86.5), 2),
    # 58.33 %; last year 0, now 5; 26/60÷86.67 % = 1/2, 9/60÷30 % = 1/2; 7 of 40. 20+40+10+16.5
    ranked("511112", 0.5833, (100, 100, 50, 82.5, 86.5), 2),
    # 40÷58.33 = 68.5753; g 2 %: 60+40×2/5; 65÷86.67 = 3/4, 15÷30 = 1/2; 2 of 40. 15.2+27.432+13+19 = 74.632
    ranked("511011", 0.4, (76, 68.58, 65, 95, 74.63), 4),
    # 70 %, at most full; g -30 %, not below 0; 100 % and 50 %, at most full; 5 of 10. 0+40+20+10
    ranked("511302", 0.7, (0, 100, 100, 50, 70), 5),
    # 35÷58.33 = 60.0034; g 50 %, at most full; none started; no issues. 20+24+0+20
    ranked("511303", 0.35, (100, 60, 0, 100, 64), 6),
    # 29.165÷58.33 = 1/2; g -20 %; none started; no issues. 0+20+0+20
    ranked("511123", 0.29165, (0, 50, 0, 100, 40), 7),
    # nothing last year, nothing now; nothing spent; 1 of 3 = 66.67. 13.334
    ranked("511113", 0, (0, 0, 0, 66.67, 13.33), 8),
]
RANKED_CITIES = [
    # 983.3 of 2000 = 49.165 %, ÷58.33 = 84.2877; 207/200: 60+40×3.5/5; 39/50 = 0.9, 12/50 = 0.8: 54+32;
    # 3 of 90 = 96.6667. 17.6+33.716+17.2+19.334 = 87.85
    ranked("511000", 0.49165, (88, 84.29, 86, 96.67, 87.85), 1),
    # 1050 of 2000 = 52.5 %, ÷58.33 = 90.0051; 220/200 = 10 %, at most full; 50÷86.67×60 = 34.6154,
    # 25÷30×40 = 33.3333; 5 of 20. 20+36.004+13.59+15 = 84.594
    ranked("511300", 0.525, (100, 90.01, 67.95, 75, 84.59), 2),
    # 2041.55 of 5000 = 40.831 % = 0.7 of 58.33 %; 275/300: 60×(1-8.3333/20); 35 % ÷86.67 % ×60 = 24.2308,
    # 12 % ÷30 % ×40 = 16; 9 of 60. 7+28+8.046+17 = 60.046
    ranked("511100", 0.40831, (35, 70, 40.23, 85, 60.05), 3),
]


def save(
    path: Path,
    dispatch: Sequence[Row] = (*EARLIER, *COUNTIES),
    counties: Sequence[Row] = RANKED,
    cities: Sequence[Row] = RANKED_CITIES,
    chosen: Row | None = None,
    given: Row | None = None,
    period: str = PERIOD,
) -> Path:
    """A workbook with the four tables and 公式校核; `chosen` is 本次取值, `given` the command line."""
    book = Workbook()
    book.remove(book.active)
    parameters = [{"名称": n, "标准值": v, "本次取值": (chosen or {}).get(n)} for n, v in STANDARD.items()]
    tables = (
        (DISPATCH, dispatch), (RANKING, counties), (CITY_RANKING, cities), (PARAMETERS, parameters),
    )  # fmt: skip
    ranges = []
    for table, rows in tables:
        sheet = book.create_sheet(table.name)
        for i, row in enumerate([dict(zip(table.names, table.names, strict=True)), *rows], 4):
            for j, name in enumerate(table.names, 1):
                sheet.cell(i, j, row.get(name))
        ranges.append(TableRange.at(table.name, 4, len(rows), table.names))
    codes = [[r["行政区划代码"] for r in rows if r["期别"] == period] for rows in (counties, cities)]
    check = book.create_sheet(SHEET)
    for line in ranking_check(RankingAddresses(*ranges), period, *codes, given):
        check.append(line or [None])
    book.save(path)
    return path
