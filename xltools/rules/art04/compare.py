"""第4条 方案对比: any number of weight sets side by side: who wins, who loses, what the floors cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from xltools.errors import Severity
from xltools.policy import Policy
from xltools.rules.art04.allocation import allocate
from xltools.rules.art04.factors import Weights
from xltools.rules.art12.roster import text
from xltools.rules.exact import as_shown, plain_text
from xltools.rules.problems import Problem
from xltools.tables.declared.allocation_columns import FACTORS
from xltools.tables.declared.allocation_schemes import SCHEME_COUNTIES, SCHEME_SUMMARY, SCHEMES
from xltools.tables.model import blank

UP, DOWN, EVEN = "增", "减", "平"
_PLACE = ["资金级次", "行政区划代码", "市州", "县区"]


@dataclass(frozen=True)
class Comparison:
    """`counties` is 方案对比, one row a scheme, pool and county; `summary` 方案汇总; `wide` one row a pool
    and county, and a column of 分配额 for each scheme in the order of 权重方案.
    """

    counties: pd.DataFrame
    summary: pd.DataFrame
    wide: pd.DataFrame


def scheme_problems(schemes: pd.DataFrame, policy: Policy) -> list[Problem]:
    """第4条: weight sets that cannot be compared; a 政策 weight below the plan's is compared, and told."""
    name = SCHEMES.name
    found = []
    if len(schemes) < 2:
        problem, remedy = "至少要两个方案才能对比", "请在权重方案表中补上，第一行为基准"
        found.append(Problem(0, "方案", problem, remedy, name))
    for i, same in enumerate(schemes["方案"].duplicated()):
        if same:
            problem = f"方案“{schemes['方案'].iloc[i]}”有两行"
            found.append(Problem(i, "方案", problem, "请改成不同的名称", name))
    for i, row in enumerate(schemes.to_dict("records")):
        found += _weights_problems(i, row, policy)
    return found


def _weights_problems(i: int, row: dict[Any, Any], policy: Policy) -> Iterator[Problem]:
    columns = [f"{name}权重" for name in FACTORS]
    empty = [name for name in columns if blank(row[name])]
    for name in empty:
        yield Problem(i, name, "没有填权重", "请填数；不用这一因素的填0", SCHEMES.name)
    if empty:
        return
    for name in columns:
        if row[name] < 0:
            yield Problem(i, name, "是负数", "请填不小于0的数", SCHEMES.name)
    whole = sum(as_shown(row[name]) for name in columns)
    if whole != 100:
        problem = f"四项权重合计{plain_text(as_shown(float(whole)))}，应为100"
        yield Problem(i, columns[0], problem, "请改这一行的权重", SCHEMES.name)
    least = policy.parameter("政策因素权重").low
    if least is not None and row["政策权重"] < least:
        problem = f"政策权重低于{least}，可以对比，不能用于省级分配（第4条）"
        yield Problem(i, "政策权重", problem, "只作对比的不用改", SCHEMES.name, Severity.NOTICE)


def scheme_weights(schemes: pd.DataFrame) -> dict[str, Weights]:
    """第4条: the weights of each scheme, by its name."""
    return {
        text(row["方案"]): {name: as_shown(row[f"{name}权重"]) / 100 for name in FACTORS}
        for row in schemes.to_dict("records")
    }


def compare(
    factors: pd.DataFrame,
    pools: pd.DataFrame,
    adjustments: pd.DataFrame | None,
    policy: Policy,
    schemes: pd.DataFrame,
    pilots: pd.DataFrame | None = None,
) -> Comparison:
    """第4条: the same pools by each scheme of 权重方案, held against the first; everything else as in force.

    The tables must be free of scheme_problems and of allocation_problems with these weights.
    """
    results, summaries = [], []
    base = pd.Series(dtype="float64")
    for name, weights in scheme_weights(schemes).items():
        found = allocate(factors, pools, adjustments, policy, pilots, weights)
        base = base if len(base) else found.result["分配额"]
        counties = _counties(name, found.result, found.draft, base)
        results.append(counties)
        summaries += [_summary(counties, pool) for pool in found.summary.to_dict("records")]
    counties = pd.concat(results, ignore_index=True)
    return Comparison(counties, pd.DataFrame(summaries, columns=SCHEME_SUMMARY.names), _wide(counties))


def _counties(name: str, result: pd.DataFrame, draft: pd.DataFrame, base: pd.Series) -> pd.DataFrame:
    moved = result["分配额"] - base
    sides = [UP if amount > 0 else (DOWN if amount < 0 else EVEN) for amount in moved]
    columns: dict[str, Any] = {
        "方案": name,
        "增减额": moved,
        "增减率": (moved / base).where(base > 0),
        "得失": sides,
        "触及": draft["触及"],
    }
    return result.assign(**columns)[SCHEME_COUNTIES.names]


def _summary(counties: pd.DataFrame, pool: dict[Any, Any]) -> dict[str, Any]:
    """One scheme and pool. Where nobody wins or loses, no county is named."""
    rows = counties[counties["资金级次"] == pool["资金级次"]]
    moved, awards = rows["增减额"], rows["分配额"]
    least = awards[awards > 0].min()
    most, worst = rows.loc[moved.idxmax()], rows.loc[moved.idxmin()]
    return {
        **{name: pool[name] for name in ("资金级次", "保底县数", "保底增加额", "封顶县数", "封顶减少额")},
        "方案": rows["方案"].iloc[0],
        **{f"{word}县数": int((rows["得失"] == side).sum()) for word, side in _SIDES},
        "增加合计": moved[moved > 0].sum(),
        "减少合计": -moved[moved < 0].sum(),
        "增加最多的县": _full(most) if most["增减额"] > 0 else "",
        "最多增加额": max(moved.max(), 0),
        "减少最多的县": _full(worst) if worst["增减额"] < 0 else "",
        "最多减少额": max(-moved.min(), 0),
        "最高与最低分配额之比": awards.max() / least if awards.max() > 0 else None,
    }


_SIDES = (("增加", UP), ("减少", DOWN), ("持平", EVEN))


def _full(row: pd.Series) -> str:
    city, name = text(row["市州"]), text(row["县区"])
    return name if name.startswith(city) else f"{city}{name}"


def _wide(counties: pd.DataFrame) -> pd.DataFrame:
    """The schemes side by side, in their own order."""
    names = counties["方案"].drop_duplicates().tolist()
    parts = [counties[counties["方案"] == name].reset_index(drop=True) for name in names]
    amounts = [part["分配额"].rename(name) for name, part in zip(names, parts, strict=True)]
    side_by_side: pd.DataFrame = pd.concat([parts[0][_PLACE], *amounts], axis=1)
    return side_by_side
