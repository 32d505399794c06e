"""第4条 因素法: the share of each factor as Excel formulas. Nothing here knows a sheet.

Each argument is the text of a cell, a range or an expression; each result an expression without equals sign.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xltools.formulas.addresses import literal


def weighted_share(own: Mapping[str, str], totals: Mapping[str, str], weights: Mapping[str, str]) -> str:
    """人群 and 政策: Σ weight × own ÷ total, over the sub-factors that any county has."""
    parts = "+".join(f"IF({totals[n]}>0,{weights[n]}*{own[n]}/{totals[n]},0)" for n in own)
    used = "+".join(f"IF({totals[n]}>0,{weights[n]},0)" for n in own)
    return f"({parts})/({used})"


def income_weight(people: str, income: str, by: Mapping[str, str]) -> str:
    """收入: the poorer the more, by 农村人口; all by people alone where all incomes are the same.

    `by` holds the cells of 收入因素方法, 功效系数基础分, 最高收入, 最低收入, 县数.
    """
    high, low = by["最高收入"], by["最低收入"]
    gap = f"{high}-{income}+({high}-{low})/{by['县数']}"
    base = by["功效系数基础分"]
    scale = f"{base}+(100-{base})*({high}-{income})/({high}-{low})"
    chosen = (
        f"IF({by['收入因素方法']}={literal('差额法')},{gap},"
        f"IF({by['收入因素方法']}={literal('倒数法')},1/{income},{scale}))"
    )
    return f"{people}*IF({high}={low},1,{chosen})"


def choice(value: str, options: Sequence[tuple[str, str]]) -> str:
    """The figure that belongs to a text; #N/A for a text that has none."""
    formula = "NA()"
    for name, cell in reversed(options):
        formula = f"IF({value}={literal(name)},{cell},{formula})"
    return formula


def combined(shares: Mapping[str, str], by: Mapping[str, str]) -> str:
    """综合占比: Σ share × weight of the factor."""
    parts = "+".join(f"{share}*{by[f'{name}因素权重']}" for name, share in shares.items())
    return f"({parts})/100"
