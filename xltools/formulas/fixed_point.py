"""第4条 保底封顶 and 取整 as Excel formulas: one common rate between the turns, largest remainder by code.

Only functions that Excel 2010, WPS and LibreOffice 7.4 share. Each argument is the text of a cell, a range or
an expression; each result is an expression without its equals sign.
"""

from __future__ import annotations

NEVER = "1E+300"
"""A rate that is never reached: no cap, or a share without weight that stays at its floor."""

_NOISE = 7
"""Decimals of 万元 kept before whole units are split off: below them is binary noise."""


def floor_amount(bound: str, special: str) -> str:
    """保底 beyond what is given first: the bound up to the next 万元; at least 0."""
    return f"MAX(0,ROUNDUP(ROUND({bound},{_NOISE}),0)-{special})"


def cap_amount(bound: str, special: str, floor: str) -> str:
    """封顶 beyond what is given first: the bound down to the 万元, at least the floor's."""
    return f"MAX({floor},ROUNDDOWN(ROUND({bound},{_NOISE}),0)-{special})"


def turn(bound: str, weight: str) -> str:
    """The rate at which a share meets its bound; never where there is neither bound nor weight."""
    return f'IF({bound}="",{NEVER},IF({weight}=0,{NEVER},{bound}/{weight}))'


def total_at(rate: str, within: str, floors: str, caps: str, weights: str, lows: str, highs: str) -> str:
    """Σ of all shares at a common rate; `within` picks the rows of one pool, `lows` and `highs` are turns."""
    at_floor = f"SUMPRODUCT({within}*({rate}<={lows})*{floors})"
    between = f"SUMPRODUCT({within}*({lows}<{rate})*({rate}<{highs})*{weights})*{rate}"
    at_cap = f"SUMPRODUCT({within}*({lows}<{rate})*({rate}>={highs}),{caps})"
    return f"{at_floor}+{between}+{at_cap}"


def growth_from(rate: str, within: str, weights: str, lows: str, highs: str) -> str:
    """By how much Σ of all shares grows with the rate just above `rate`."""
    return f"SUMPRODUCT({within}*({lows}<={rate})*({rate}<{highs})*{weights})"


def last_turn(pool: str, within: str, turns: str, totals: str) -> str:
    """The highest turn at which no more than the pool has been given; 0 where there is none."""
    return f"SUMPRODUCT(MAX({within}*({totals}<={pool})*{turns}))"


def clamped(share: str, floor: str, cap: str) -> str:
    """A share raised to its floor or cut to its cap; an empty cap is none."""
    return f'IF({cap}="",MAX({floor},{share}),MIN({cap},MAX({floor},{share})))'


def least_of(amount: str, per_cent: str) -> str:
    """第1条: a per cent of an amount, up to the next 万元."""
    return f"ROUNDUP(ROUND({amount}*{per_cent}/100,{_NOISE}),0)"


def taken(due: str, most: str) -> str:
    """第6条: what is deducted of what is due, in whole 万元, never more than there is."""
    return f"MIN(ROUNDDOWN(ROUND({due},{_NOISE}),0),{most})"


def whole(amount: str) -> str:
    """The whole 万元 of an amount; 99.9999999999 is 100."""
    return f"INT(ROUND({amount},{_NOISE}))"


def remainder(amount: str, units: str) -> str:
    """What is left of an amount beyond its whole 万元."""
    return f"MAX(0,ROUND({amount}-{units},{_NOISE}))"


def place(own: tuple[str, str, str], groups: str, remainders: str, order: str) -> str:
    """The place by remainder within a pool, equal ones by code; `own` are pool, remainder and code here."""
    group, rest, code = own
    larger = f'COUNTIFS({groups},{group},{remainders},">"&{rest})'
    before = f'COUNTIFS({groups},{group},{remainders},{rest},{order},"<"&{code})'
    return f"{larger}+{before}+1"


def rounded_up(units: str, rank: str, pool: str, within: str, all_units: str) -> str:
    """第4条 最大余数法: one 万元 more for those whose place is within what is left of the pool."""
    left = f"ROUND({pool}-SUMPRODUCT({within}*{all_units}),{_NOISE})"
    return f"{units}+IF({rank}<={left},1,0)"
