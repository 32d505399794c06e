"""第12条 拉通排位: the scores as Excel formulas (缺省 method, see 参数). Nothing here knows a sheet.

Only functions that Excel 2010, WPS and LibreOffice 7.4 share. Each argument is the text of a cell or an
expression; each result is an expression without its equals sign.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

TARGET_NODES = {"序时目标": (4, 6, 9, 12), "开工目标": (3, 6, 9), "完工目标": (6, 9, 12)}
"""The months whose target is a parameter: 4月末序时目标 …"""


def rounded(expression: str, places: int = 2) -> str:
    """四舍五入. Rounding to 9 places first undoes binary noise: 66.665 held as 66.66499… goes up."""
    return f"ROUND(ROUND({expression},9),{places})"


def due(nodes: Sequence[tuple[int, str]], month: int) -> str:
    """第11条: straight from 0 on 1 January to the first node and from node to node, level after the last."""
    before, reached = 0, "0"
    for node, value in nodes:
        if month <= node:
            return f"{reached}+({value}-{reached})*{month - before}/{node - before}"
        before, reached = node, value
    return reached


def funding(this: str, last: str, by: Mapping[str, str]) -> str:
    """投入得分: 100 from 满分增幅 on, 持平得分 at no growth, 0 from 零分降幅 on, straight between.

    Last year 0: 100 for anything this year, else 0.
    """
    growth = f"({this}/{last}-1)*100"
    level = by["投入持平得分"]
    rising = f"{level}+(100-{level})*{growth}/{by['投入满分增幅']}"
    falling = f"MAX(0,{level}*(1+{growth}/{by['投入零分降幅']}))"
    grown = f"IF({this}>={last},MIN(100,{rising}),{falling})"
    return rounded(f"IF({last}=0,IF({this}>0,100,0),{grown})")


def spending(rate: str, target: str) -> str:
    """支出得分: 支出率 against 序时目标 (both fractions), at most 100."""
    return rounded(f"100*MIN(1,{rate}/{target})")


def works(started: str, finished: str, total: str, by: Mapping[str, str]) -> str:
    """实施得分: 开工率 and 完工率 against their targets (in %), each at most its own points."""
    parts = (
        f"{by[points]}*MIN(1,{done}/{total}*100/{by[target]})"
        for done, points, target in ((started, "开工分值", "开工目标"), (finished, "完工分值", "完工目标"))
    )
    return rounded("+".join(parts))


def quality(issues: str, total: str) -> str:
    """质量得分: the share of projects in the library without issues."""
    return rounded(f"100*(1-{issues}/{total})")


def overall(scores: Mapping[str, str], by: Mapping[str, str]) -> str:
    """综合得分: the weighted sum of the rounded scores, rounded again."""
    parts = "+".join(f"{score}*{by[f'{dimension}权重']}" for dimension, score in scores.items())
    return rounded(f"({parts})/100")


def place(score: str, scores: str) -> str:
    """排名: equal scores share a place (1,1,3); a row that could not be computed takes none away."""
    return f'COUNTIF({scores},">"&{score})+1'
