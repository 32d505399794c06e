"""方案对比: the year's pools by several sets of weights, side by side; 分配表 is not touched (第4条)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from xltools.buttons.allocation_inputs import allocation_inputs, require
from xltools.buttons.button import Press, Result
from xltools.buttons.inputs import checksum
from xltools.errors import InputError, Issue
from xltools.rules.art04.compare import compare as side_by_side
from xltools.rules.art04.compare import scheme_problems, scheme_weights
from xltools.tables.declared.allocation_schemes import SCHEME_COUNTIES, SCHEME_SUMMARY, SCHEMES
from xltools.tables.model import Reading


def compare(press: Press) -> Result:
    """第4条: who wins and who loses by each scheme of 权重方案, held against the first."""
    press.progress("读取各表", 0, 1)
    inputs = allocation_inputs(press, [SCHEMES])
    reading = inputs.readings[SCHEMES.name]
    schemes = _filled(reading)
    require(inputs, scheme_problems(schemes, inputs.policy), _weights(schemes))
    press.progress("方案对比", 0, 1)
    made = side_by_side(
        inputs.factors, inputs.pools, inputs.rewards.frame, inputs.policy, schemes, inputs.pilots
    )
    press.progress("方案对比", 1, 1)
    return Result(
        message=_message(inputs.year, made.summary),
        rows=len(made.counties),
        tables=[(SCHEME_SUMMARY, made.summary), (SCHEME_COUNTIES, made.counties)],
        issues=inputs.issues,
        facts=_facts(inputs.year, made.summary),
        note=f"{inputs.year}年度，{len(schemes)}个方案",
        inputs=checksum([inputs.factors, inputs.pools, inputs.pilots, inputs.rewards.frame, schemes]),
        policy=inputs.policy,
    )


def _filled(reading: Reading) -> pd.DataFrame:
    """权重方案, which must hold a scheme. InputError where it is empty."""
    if not len(reading.frame):
        problem, remedy = "权重方案是空的", "请填两个以上的方案，第一行为基准，四项权重合计100"
        raise InputError([Issue(reading.sheet, reading.header, SCHEMES.name, "方案", "", problem, remedy)])
    return reading.frame


def _weights(schemes: pd.DataFrame) -> list[Any]:
    """The sets of weights; none where one is not whole, which `scheme_problems` tells."""
    columns = [name for name in SCHEMES.names if name.endswith("权重")]
    return list(scheme_weights(schemes).values()) if schemes[columns].notna().all(axis=None) else []


def _message(year: int, summary: pd.DataFrame) -> str:
    base, *others = summary["方案"].drop_duplicates()
    parts = []
    for name in others:
        rows = summary[summary["方案"] == name]
        moved, up, down = (int(rows[column].sum()) for column in ("增加合计", "增加县数", "减少县数"))
        parts.append(f"“{name}”比“{base}”增{up}、减{down}（县次），移动{moved:,}万元")
    return f"{year}年度{'；'.join(parts)}。见“方案对比”，分配表没有改动"


def _facts(year: int, summary: pd.DataFrame) -> dict[str, Any]:
    """What --json shows."""
    columns = ["方案", "资金级次", "增加县数", "减少县数", "持平县数", "增加合计", "减少合计", "保底增加额"]
    return {"year": year, "schemes": summary[columns].to_dict("records")}
