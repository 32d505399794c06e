"""公式校核: 第12条 the ranking once more as live formulas, from 调度表 and 参数, held against 排名表.

The sheet is one grid from A1: title, strip, verdict, header, then counties, cities and parameters side by
side. Every row finds its source by 期别 and 行政区划代码, so that sorted or filtered tables do not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from xltools.cells import column_letter
from xltools.formulas.addresses import RankingAddresses, TableRange, literal
from xltools.formulas.facts import FACTS, facts, in_period, of_row, row_of
from xltools.formulas.parameters import parameter_cells
from xltools.formulas.parts import FAILED, FIRST, Cell, Part, Row, side_by_side
from xltools.formulas.scores import (
    TARGET_NODES,
    due,
    funding,
    overall,
    place,
    quality,
    rounded,
    spending,
    works,
)
from xltools.tables.declared.ranking import DIMENSIONS

Given: TypeAlias = Mapping[str, int | Decimal | str]
"""Parameters set on the command line, by name."""

SHEET = "公式校核"
TITLE = "公式校核：按调度表和参数，用表内公式重算排名"
COMPARED = ("支出率", "序时目标", *(f"{d}得分" for d in DIMENSIONS), "综合得分", "排名")


COUNTY = Part(("期别", "行政区划代码", "市州", "县区", "调度表行", "排名表行", *FACTS, *COMPARED, "差异"), 1)
CITY = Part(
    ("期别", "行政区划代码", "市州", "参评县数", "排名表行", *FACTS, *COMPARED, "差异"), COUNTY.right + 2
)
PARAMETER = Part(("参数", "生效值"), CITY.right + 2)
"""Counties, cities and parameters side by side, one empty column between them."""

AGREED = "一致：公式重算的结果与排名表相同"
DISAGREED = "不一致：请查看“差异”不为0的行"

_NUMBERS = (
    *(f"{month}月末{target}" for target, months in TARGET_NODES.items() for month in months),
    *(f"{dimension}权重" for dimension in DIMENSIONS),
    "投入满分增幅", "投入持平得分", "投入零分降幅", "开工分值", "完工分值",
)  # fmt: skip
_CHOICES = ("支出率级次", "支出率分母")


def ranking_check(
    addresses: RankingAddresses,
    period: str,
    counties: Sequence[str],
    cities: Sequence[str],
    given: Given | None = None,
) -> list[list[Cell]]:
    """The whole sheet, row by row. `counties` and `cities` are the codes that 排名表 and 市州排名表 rank in
    `period`; `given` are the parameters of the command line, which 参数 does not show.
    """
    parameters = _parameters(addresses.parameters, period, given or {})
    check = _Check(addresses, period, _places(parameters))
    parts = (
        [check.county(FIRST + i, code, len(counties)) for i, code in enumerate(counties)],
        [check.city(FIRST + i, code, len(cities), len(counties)) for i, code in enumerate(cities)],
        [{"参数": name, "生效值": formula} for name, formula in parameters.items()],
    )
    return [
        [TITLE],
        [],
        _verdict(addresses.dispatch, period, len(counties), len(cities)),
        [*COUNTY.columns, None, *CITY.columns, None, *PARAMETER.columns],
        *side_by_side((COUNTY, CITY, PARAMETER), parts),
    ]


def _places(parameters: Iterable[str]) -> Row:
    """Parameter → the address of its 生效值."""
    letter = column_letter(PARAMETER.right)
    return {name: f"${letter}${FIRST + i}" for i, name in enumerate(parameters)}


def _parameters(table: TableRange, period: str, given: Given) -> dict[str, str]:
    """The parameters in force and, from them, the three targets of this 期别 in %.

    序时目标 is rounded to 0.01 %, as it is published; the others are used as they are.
    """
    cells = parameter_cells(table, _NUMBERS, _CHOICES, given)
    at = _places(cells)
    for target, months in TARGET_NODES.items():
        line = due([(month, at[f"{month}月末{target}"]) for month in months], int(period[-2:]))
        cells[f"本期{target}"] = f"={rounded(line) if target == '序时目标' else line}"
    return cells


@dataclass(frozen=True, slots=True)
class _Check:
    """The formulas of one sheet: the tables, the 期别, and the cells of the parameters by name."""

    at: RankingAddresses
    period: str
    by: Mapping[str, str]

    def county(self, row: int, code: str, count: int) -> Row:
        """One county, from its row of 调度表."""
        cell = COUNTY.row(row)
        source = row_of(self.at.dispatch, cell["期别"], cell["行政区划代码"])
        return {
            **self._identity(code, cell, self.at.ranking, ("市州", "县区")),
            "调度表行": f"={source}",
            **facts(of_row(self.at.dispatch, cell["调度表行"]), self.by),
            **self._scores(cell, COUNTY.down("综合得分", count)),
            "差异": f"={_difference(cell, self.at.ranking)}",
        }

    def city(self, row: int, code: str, count: int, counties: int) -> Row:
        """One city, from the sums of its counties on this sheet: never a mean of rates."""
        cell = CITY.row(row)
        codes = COUNTY.down("行政区划代码", counties)
        own = f"--(LEFT({codes},4)=LEFT({cell['行政区划代码']},4))"
        return {
            **self._identity(code, cell, self.at.cities, ("市州",)),
            "参评县数": f"=SUMPRODUCT({own})",
            **{name: f"=SUMPRODUCT({own},{COUNTY.down(name, counties)})" for name in FACTS},
            **self._scores(cell, CITY.down("综合得分", count)),
            "差异": f"={_difference(cell, self.at.cities)}",
        }

    def _identity(self, code: str, cell: Row, table: TableRange, names: Sequence[str]) -> Row:
        found = {name: f"=INDEX({table.column(name)},{cell['排名表行']})" for name in names}
        place = row_of(table, cell["期别"], cell["行政区划代码"])
        return {
            "期别": f"={literal(self.period)}",
            "行政区划代码": f"={literal(code)}",
            "排名表行": f"={place}",
            **found,
        }

    def _scores(self, cell: Row, totals: str) -> Row:
        by = {**self.by, **{name: self.by[f"本期{name}"] for name in TARGET_NODES}}
        formulas = {
            "支出率": f"{cell['支出额']}/{cell['支出率分母']}",
            "序时目标": f"{by['序时目标']}/100",
            "投入得分": funding(cell["本年投入"], cell["上年投入"], by),
            "支出得分": spending(cell["支出率"], cell["序时目标"]),
            "实施得分": works(cell["开工数"], cell["完工数"], cell["项目总数"], by),
            "质量得分": quality(cell["问题项目数"], cell["在库项目数"]),
            "综合得分": overall({d: cell[f"{d}得分"] for d in DIMENSIONS}, by),
            "排名": place(cell["综合得分"], totals),
        }
        return {name: f"={formula}" for name, formula in formulas.items()}


def _difference(cell: Row, published: TableRange) -> str:
    """Everything computed against everything published; rates as published, to 0.01 %."""
    row = cell["排名表行"]
    parts = (
        f"ABS({_shown(name, cell[name])}-{_shown(name, f'INDEX({published.column(name)},{row})')})"
        for name in COMPARED
    )
    return f"IFERROR(ROUND({'+'.join(parts)},6),{literal(FAILED)})"


def _shown(name: str, value: str) -> str:
    return rounded(value, 4) if name in ("支出率", "序时目标") else value


def _verdict(dispatch: TableRange, period: str, counties: int, cities: int) -> list[Cell]:
    """差异合计, rows that cannot be computed, counties left out: all three must be 0."""
    differences = (COUNTY.down("差异", counties), CITY.down("差异", cities))
    total = "+".join(f"SUM({cells})" for cells in differences)
    failed = "+".join(f"COUNTIF({cells},{literal(FAILED)})" for cells in differences)
    return [
        "差异合计", f"={total}",
        FAILED, f"={failed}",
        "漏排县数", f"={_left_out(dispatch, period, counties)}",
        f'=IF(AND(B3=0,D3=0,F3=0),"{AGREED}","{DISAGREED}")',
    ]  # fmt: skip


def _left_out(dispatch: TableRange, period: str, counties: int) -> str:
    """Counties of 调度表 that are 参评 in this 期别 and stand in no row of this sheet."""
    ranked = f'{in_period(dispatch, literal(period))}*({dispatch.column("是否参评")}="是")'
    listed = f"COUNTIF({COUNTY.down('行政区划代码', counties)},{dispatch.column('行政区划代码')})"
    return f"SUMPRODUCT({ranked}*({listed}=0))"
