"""公式校核: 第4、5、6条 the allocation once more as live formulas, held against 分配表.

One grid from A1: title, strip, verdict, header, then counties (their shares), amounts (one row a pool and
county), pools and parameters side by side. Every row finds its sources (因素表, 资金池, 试点清单, 奖惩明细,
参数) by 资金级次 and 行政区划代码.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xltools.cells import column_letter
from xltools.formulas.addresses import TableRange, literal
from xltools.formulas.amounts import AMOUNT, POOL, Amounts
from xltools.formulas.factors import choice, combined, income_weight, weighted_share
from xltools.formulas.parameters import parameter_cells
from xltools.formulas.parts import FAILED, FIRST, Cell, Part, Row, side_by_side
from xltools.policy import Value
from xltools.tables.declared.allocation_columns import FACTORS, GRADES, INCOME, POOL_LEVELS
from xltools.tables.declared.dispatch import COUNTY_CLASSES

TITLE = "公式校核：按因素表、资金池和参数，用表内公式重算分配"
AGREED = "一致：公式重算的结果与分配表相同"
DISAGREED = "不一致：请查看“差异”不为0的行"

PEOPLE = ("脱贫人口", "监测对象", "易地搬迁人口")
POLICIES = ("县类别", "重点帮扶村数", "集中安置区数", "政策加分")
_COUNTED = ("重点帮扶村数", "集中安置区数", "政策加分")
_SUBFACTORS = (*PEOPLE, *POLICIES)

COUNTY = Part(
    (
        "行政区划代码", "县区", "因素表行", *PEOPLE, "农村人口", "收入", "县类别", *_COUNTED, "绩效等次",
        "绩效系数", "人群占比", "收入权数", "收入占比", "政策占比", "绩效权数", "绩效占比", "综合占比",
    ),
    1,
)  # fmt: skip
"""县类别 here is its points (分值)."""

AMOUNTS = Part(AMOUNT, COUNTY.right + 2)
POOLS = Part(POOL, AMOUNTS.right + 2)
PARAMETER = Part(("参数", "生效值"), POOLS.right + 2)
PARTS = (COUNTY, AMOUNTS, POOLS, PARAMETER)

_NUMBERS = (
    *(f"{name}因素权重" for name in FACTORS),
    *(f"{name}权重" for name in _SUBFACTORS),
    *(f"{name}分值" for name in COUNTY_CLASSES),
    *(f"绩效系数{grade}" for grade in GRADES),
    *(f"{level}产业占比下限" for level in POOL_LEVELS),
    "功效系数基础分", "保底比例", "封顶比例",
)  # fmt: skip
_CHOICES = ("收入因素方法", "是否封顶", "奖惩资金级次")


@dataclass(frozen=True, slots=True)
class AllocationAddresses:
    """The tables that 公式校核 of 资金分配 looks at."""

    factors: TableRange
    pools: TableRange
    pilots: TableRange
    taken: TableRange
    allocation: TableRange
    summary: TableRange
    parameters: TableRange
    grades: TableRange


def allocation_check(
    addresses: AllocationAddresses,
    year: int,
    levels: Sequence[str],
    codes: Sequence[str],
    given: Mapping[str, Value] | None = None,
) -> list[list[Cell]]:
    """The whole sheet, row by row. `codes` are those of 因素表 in order, `levels` the pools of the year;
    `given` are the parameters of the command line, which 参数 does not show.
    """
    parameters = _parameters(addresses.parameters, len(codes), given or {})
    by = _places(parameters)
    counties = [_county(FIRST + i, code, len(codes), addresses, by) for i, code in enumerate(codes)]
    amounts = Amounts(addresses, year, levels, len(codes), (AMOUNTS, POOLS, COUNTY), by)
    rows = (
        counties,
        [amounts.row(FIRST + i, level, k) for i, (level, k) in enumerate(_pairs(levels, len(codes)))],
        [amounts.pool(FIRST + i, level) for i, level in enumerate(levels)],
        [{"参数": name, "生效值": formula} for name, formula in parameters.items()],
    )
    return [
        [TITLE],
        [],
        _verdict(addresses, year, levels, len(codes)),
        [cell for part in PARTS for cell in (*part.columns, None)][:-1],
        *side_by_side(PARTS, rows),
    ]


def _pairs(levels: Sequence[str], counties: int) -> list[tuple[str, int]]:
    return [(level, k) for level in levels for k in range(counties)]


def _places(parameters: Mapping[str, str]) -> Row:
    """Parameter → the address of its 生效值."""
    letter = column_letter(PARAMETER.right)
    return {name: f"${letter}${FIRST + i}" for i, name in enumerate(parameters)}


def _parameters(table: TableRange, counties: int, given: Mapping[str, Value]) -> dict[str, str]:
    """The parameters in force, and below them what all counties' factors add up to."""
    cells = parameter_cells(table, _NUMBERS, _CHOICES, given)
    sums = (*_SUBFACTORS, "收入权数", "绩效权数")
    cells |= {f"{name}合计": f"=SUM({COUNTY.down(name, counties)})" for name in sums}
    incomes = COUNTY.down("收入", counties)
    return cells | {
        "最高收入": f"=MAX({incomes})",
        "最低收入": f"=MIN({incomes})",
        "县数": f"=COUNT({incomes})",
    }


def _county(row: int, code: str, count: int, at: AllocationAddresses, by: Mapping[str, str]) -> Row:
    """One county: its factors, and its share of each."""
    cell, factors = COUNTY.row(row), at.factors
    fetched = {name: _fetch(factors, name, cell) for name in (*PEOPLE, "农村人口", *_COUNTED)}
    classes = [(name, by[f"{name}分值"]) for name in COUNTY_CLASSES]
    grades = [(grade, by[f"绩效系数{grade}"]) for grade in GRADES]
    shares = {name: cell[f"{name}占比"] for name in FACTORS}
    formulas = {
        "县区": _fetch(factors, "县区", cell),
        "因素表行": _row_of(factors, cell["行政区划代码"]),
        **fetched,
        "收入": _fetch(factors, INCOME, cell),
        "县类别": _used(by["县类别权重"], choice(_fetch(factors, "县类别", cell), classes)),
        "绩效等次": _grade(at, cell),
        "绩效系数": _used(by["绩效因素权重"], choice(cell["绩效等次"], grades)),
        "人群占比": _used(f"{by['人群因素权重']}+{by['绩效因素权重']}", _weighted(PEOPLE, cell, by)),
        "收入权数": _used(by["收入因素权重"], income_weight(cell["农村人口"], cell["收入"], by)),
        "收入占比": _used(by["收入因素权重"], f"{cell['收入权数']}/{by['收入权数合计']}"),
        "政策占比": _used(by["政策因素权重"], _weighted(POLICIES, cell, by)),
        "绩效权数": f"{cell['绩效系数']}*{cell['人群占比']}",
        "绩效占比": _used(by["绩效因素权重"], f"{cell['绩效权数']}/{by['绩效权数合计']}"),
        "综合占比": combined(shares, by),
    }
    return {"行政区划代码": f"={literal(code)}"} | {name: f"={text}" for name, text in formulas.items()}


def _used(weight: str, expression: str) -> str:
    """A figure that counts only where its factor has a weight: without one its cells may be blank."""
    return f"IF({weight}=0,0,{expression})"


def _weighted(names: Sequence[str], cell: Row, by: Mapping[str, str]) -> str:
    return weighted_share(
        {name: cell[name] for name in names},
        {name: by[f"{name}合计"] for name in names},
        {name: by[f"{name}权重"] for name in names},
    )


def _fetch(factors: TableRange, name: str, cell: Row) -> str:
    return f"INDEX({factors.column(name)},{cell['因素表行']})"


def _grade(at: AllocationAddresses, cell: Row) -> str:
    """绩效等次 as typed into 因素表; where that is blank, the one taken from 年度考核."""
    typed = _fetch(at.factors, "绩效等次", cell)
    match = f"MATCH({cell['行政区划代码']},{at.grades.column('行政区划代码')},0)"
    return f'IF({typed}&""<>"",{typed},IFERROR(INDEX({at.grades.column("采用等次")},{match}),""))'


def _row_of(factors: TableRange, code: str) -> str:
    """The number of the county's row in 因素表; #N/A when there is none or more than one."""
    match = f'({factors.column("行政区划代码")}&""={code}&"")'
    rows = f"ROW({factors.column('行政区划代码')})-{factors.first - 1}"
    return f"IF(SUMPRODUCT(--{match})=1,SUMPRODUCT({match}*({rows})),NA())"


def _verdict(at: AllocationAddresses, year: int, levels: Sequence[str], counties: int) -> list[Cell]:
    """差异合计, rows that cannot be computed, counties left out, pools not met: all four must be 0."""
    rows = counties * len(levels)
    differences = AMOUNTS.down("差异", rows)
    codes = at.factors.column("行政区划代码")
    listed = COUNTY.down("行政区划代码", counties)
    missed = f'SUMPRODUCT(({codes}<>"")*(COUNTIF({listed},{codes})=0))'
    published = f"SUMPRODUCT(--({at.allocation.column('年度')}={year}))"
    gaps = "+".join(f"ABS({POOLS.row(FIRST + i)['差额']})" for i in range(len(levels)))
    return [
        "差异合计", f"=SUM({differences})",
        FAILED, f"=COUNTIF({differences},{literal(FAILED)})",
        "漏排行数", f"={missed}+ABS({published}-{rows})",
        "资金池差额", f"={gaps}",
        f'=IF(AND(B3=0,D3=0,F3=0,H3=0),"{AGREED}","{DISAGREED}")',
    ]  # fmt: skip
