"""第4、5、6条 the amounts as live formulas: one row a pool and county, and one row a pool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltools.formulas.addresses import TableRange, literal
from xltools.formulas.fixed_point import (
    NEVER,
    cap_amount,
    clamped,
    floor_amount,
    growth_from,
    last_turn,
    least_of,
    place,
    remainder,
    rounded_up,
    taken,
    total_at,
    turn,
    whole,
)
from xltools.formulas.parts import FAILED, FIRST, Part, Row

if TYPE_CHECKING:
    from xltools.formulas.allocation import AllocationAddresses

AMOUNT = (
    "资金级次", "行政区划代码", "代码数", "县区", "分配表行", "综合占比", "上年",
    "重点县定额", "试点专项", "专项", "取整前测算额", "测算整数", "测算余数", "测算名次", "测算额",
    "保底", "封顶", "保底倍率", "封顶倍率", "保底处合计", "封顶处合计",
    "取整前调整额", "调整整数", "调整余数", "调整名次", "调整额",
    "保底封顶", "奖励", "应扣", "扣减", "奖惩", "分配额", "产业最低额", "差异",
)  # fmt: skip
POOL = (
    "资金级次", "资金池", "国家重点帮扶县定额", "省重点帮扶县定额", "专项", "奖励", "扣减", "可分配资金",
    "转折倍率", "转折处合计", "增速", "调整倍率", "分配合计", "差额",
)  # fmt: skip

COMPARED = ("综合占比", "专项", "测算额", "保底封顶", "奖惩", "分配额", "产业最低额")
"""Columns of 分配表 that each row is held against; shares to 9 decimals."""

_SHARES = ("综合占比",)
_LIST, _LIST_LEVEL = "负面清单扣减", "省级"
"""第6条: 负面清单 is taken from 省级 funds, as the plan says; the rest from 奖惩资金级次."""

_FROM_POOLS = {
    "资金池": "金额",
    "国家重点帮扶县定额": "国家重点帮扶县定额",
    "省重点帮扶县定额": "省重点帮扶县定额",
}


@dataclass(frozen=True, slots=True)
class Amounts:
    """The formulas of both parts; `parts` are AMOUNTS, POOLS and COUNTY, `by` the cells of the parameters."""

    at: AllocationAddresses
    year: int
    levels: Sequence[str]
    counties: int
    parts: tuple[Part, Part, Part]
    by: Mapping[str, str]

    def row(self, row: int, level: str, k: int) -> Row:
        """One county's amounts from one pool; `k` counts the counties from 0."""
        cell, pool = self.parts[0].row(row), self._pool_cells(level)
        county = self.parts[2].row(FIRST + k)
        formulas = {
            "资金级次": literal(level),
            "行政区划代码": county["行政区划代码"],
            "代码数": f"VALUE({cell['行政区划代码']})",
            "县区": county["县区"],
            "分配表行": self._row_of(self.at.allocation, level, cell),
            "综合占比": county["综合占比"],
            "上年": self._last(level, county),
            **self._special(level, cell, pool, county),
            **self._shared(cell, pool),
            **self._bounds(cell, pool),
            **self._adjusted(cell, pool),
            **self._rewarded(level, cell),
            "产业最低额": least_of(cell["分配额"], self.by[f"{level}产业占比下限"]),
            "差异": self._difference(cell),
        }
        return {name: f"={text}" for name, text in formulas.items()}

    def pool(self, row: int, level: str) -> Row:
        """One pool: from what was decided to the rate at which it is shared out, and back.

        扣减 is taken from 分配汇总, for it rests on what is shared out; 差额 holds it against the rows.
        """
        cell = self.parts[1].row(row)
        within = self._within(cell["资金级次"])
        turns, totals = (
            (self._down("保底倍率"), self._down("保底处合计")),
            (self._down("封顶倍率"), self._down("封顶处合计")),
        )
        reached = "MAX({},{})".format(
            *(last_turn(cell["可分配资金"], within, *pair) for pair in (turns, totals))
        )
        formulas = {
            "资金级次": literal(level),
            **{name: self._of_pool(column, level) for name, column in _FROM_POOLS.items()},
            **{name: self._sum(within, name) for name in ("专项", "奖励")},
            "扣减": self._published(level, "扣减"),
            "可分配资金": f"{cell['资金池']}-{cell['专项']}-{cell['奖励']}+{cell['扣减']}",
            "转折倍率": reached,
            "转折处合计": self._total_at(cell["转折倍率"], within),
            "增速": growth_from(cell["转折倍率"], within, *self._columns("综合占比", "保底倍率", "封顶倍率")),
            "调整倍率": f"{cell['转折倍率']}+IF({cell['增速']}=0,0,"
            f"({cell['可分配资金']}-{cell['转折处合计']})/{cell['增速']})",
            "分配合计": self._sum(within, "分配额"),
            "差额": f"ABS({cell['分配合计']}-{cell['资金池']})+"
            f"ABS({self._sum(within, '扣减')}-{cell['扣减']})",
        }
        return {name: f"={text}" for name, text in formulas.items()}

    def _last(self, level: str, county: Row) -> str:
        """Last year's award from the same pool; with one pool, where that is blank, all of last year's."""
        own, whole_year = (
            f"INDEX({self.at.factors.column(name)},{county['因素表行']})"
            for name in (f"上年{level}分配额", "上年分配额")
        )
        return f'IF({own}="",{whole_year},{own})' if len(self.levels) == 1 else f"N({own})"

    def _special(self, level: str, cell: Row, pool: Row, county: Row) -> Row:
        """第4、5条: what comes off the pool first."""
        kind = f"INDEX({self.at.factors.column('县类别')},{county['因素表行']})"
        fixed = "".join(
            f"IF({kind}={literal(name)},{pool[f'{name}定额']}," for name in ("国家重点帮扶县", "省重点帮扶县")
        )
        pilots = self.at.pilots
        mine = f'({pilots.column("行政区划代码")}&""={cell["行政区划代码"]})'
        of_level = f"({pilots.column('资金级次')}={literal(level)})"
        return {
            "重点县定额": f"{fixed}0))",
            "试点专项": f"SUMPRODUCT({mine}*{of_level},{pilots.column('金额')})",
            "专项": f"{cell['重点县定额']}+{cell['试点专项']}",
        }

    def _shared(self, cell: Row, pool: Row) -> Row:
        """第4条: the pool by the shares alone, in whole 万元."""
        amount = f"{pool['可分配资金']}*{cell['综合占比']}"
        return {"取整前测算额": amount, **self._whole("测算", cell["取整前测算额"], cell, pool)}

    def _bounds(self, cell: Row, pool: Row) -> Row:
        """保底 and 封顶 beyond what came first, and what all would get at the rates where they are met."""
        by, within = self.by, self._within(cell["资金级次"])
        last, special = cell["上年"], cell["专项"]
        low, high = f"{last}*{by['保底比例']}/100", f"{last}*{by['封顶比例']}/100"
        capped = f"OR({by['是否封顶']}={literal('否')},{last}=0)"
        most = cap_amount(high, special, cell["保底"])
        return {
            "保底": floor_amount(low, special),
            "封顶": f'IF({capped},"",{most})',
            "保底倍率": turn(cell["保底"], cell["综合占比"]),
            "封顶倍率": turn(cell["封顶"], cell["综合占比"]),
            **{
                f"{name}处合计": f"IF({cell[f'{name}倍率']}>={NEVER},{NEVER},"
                f"{self._total_at(cell[f'{name}倍率'], within)})"
                for name in ("保底", "封顶")
            },
        }

    def _adjusted(self, cell: Row, pool: Row) -> Row:
        """第4条: the common rate within each county's bounds, in whole 万元."""
        share = f"{cell['综合占比']}*{pool['调整倍率']}"
        return {
            "取整前调整额": clamped(share, cell["保底"], cell["封顶"]),
            **self._whole("调整", cell["取整前调整额"], cell, pool),
            "保底封顶": f"{cell['调整额']}-{cell['测算额']}",
        }

    def _whole(self, step: str, amount: str, cell: Row, pool: Row) -> Row:
        """整数, 余数, 名次 and the amount by largest remainder."""
        units, rest, rank = (cell[f"{step}{part}"] for part in ("整数", "余数", "名次"))
        columns = self._columns("资金级次", f"{step}余数", "代码数")
        within = self._within(cell["资金级次"])
        return {
            f"{step}整数": whole(amount),
            f"{step}余数": remainder(amount, units),
            f"{step}名次": place((cell["资金级次"], rest, cell["代码数"]), *columns),
            f"{step}额": rounded_up(units, rank, pool["可分配资金"], within, self._down(f"{step}整数")),
        }

    def _rewarded(self, level: str, cell: Row) -> Row:
        """第6条: rewards and deductions as lines of their own; no deduction takes more than there is."""
        lines, own = self.at.taken, literal(level)
        listed = f"({lines.column('事项')}={literal(_LIST)})"
        charged = f"({listed}*({own}={literal(_LIST_LEVEL)})+(1-{listed})*({own}={self.by['奖惩资金级次']}))"
        mine = f'({lines.column("行政区划代码")}&""={cell["行政区划代码"]})*{charged}'
        amounts = lines.column("金额")
        before = f"{cell['专项']}+{cell['调整额']}+{cell['奖励']}"
        return {
            "奖励": f"SUMPRODUCT({mine}*({amounts}>0),{amounts})",
            "应扣": f"-SUMPRODUCT({mine}*({amounts}<0),{amounts})",
            "扣减": taken(cell["应扣"], before),
            "奖惩": f"{cell['奖励']}-{cell['扣减']}",
            "分配额": f"{before}-{cell['扣减']}",
        }

    def _difference(self, cell: Row) -> str:
        """Everything computed against everything published."""
        row, published = cell["分配表行"], self.at.allocation
        parts = (
            f"ABS({_shown(name, cell[name])}-{_shown(name, f'INDEX({published.column(name)},{row})')})"
            for name in COMPARED
        )
        return f"IFERROR(ROUND({'+'.join(parts)},6),{literal(FAILED)})"

    def _row_of(self, table: TableRange, level: str, cell: Row) -> str:
        """The number of the row of this year, pool and county; #N/A when there is none or more than one."""
        rows = f"ROW({table.column('行政区划代码')})-{table.first - 1}"
        match = (
            f"({table.column('年度')}={self.year})*({table.column('资金级次')}={literal(level)})"
            f'*({table.column("行政区划代码")}&""={cell["行政区划代码"]})'
        )
        return f"IF(SUMPRODUCT({match})=1,SUMPRODUCT({match}*({rows})),NA())"

    def _of_pool(self, column: str, level: str) -> str:
        pools = self.at.pools
        mine = f"({pools.column('年度')}={self.year})*({pools.column('资金级次')}={literal(level)})"
        return f"SUMPRODUCT({mine},{pools.column(column)})"

    def _published(self, level: str, column: str) -> str:
        """A figure of 分配汇总."""
        summary = self.at.summary
        mine = f"({summary.column('年度')}={self.year})*({summary.column('资金级次')}={literal(level)})"
        return f"SUMPRODUCT({mine},{summary.column(column)})"

    def _pool_cells(self, level: str) -> Row:
        return self.parts[1].row(FIRST + self.levels.index(level))

    def _down(self, name: str) -> str:
        return self.parts[0].down(name, self.counties * len(self.levels))

    def _columns(self, *names: str) -> list[str]:
        return [self._down(name) for name in names]

    def _within(self, level: str) -> str:
        return f"({self._down('资金级次')}={level})"

    def _sum(self, within: str, name: str) -> str:
        return f"SUMPRODUCT({within}*{self._down(name)})"

    def _total_at(self, rate: str, within: str) -> str:
        return total_at(rate, within, *self._columns("保底", "封顶", "综合占比", "保底倍率", "封顶倍率"))


def _shown(name: str, value: str) -> str:
    return f"ROUND({value},9)" if name in _SHARES else value
