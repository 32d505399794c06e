"""第12条: scores and lights of one county, case by case as worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from xltools.policy import Policy
from xltools.rules.art11.progress import straight
from xltools.rules.art12.ranking import rank_counties
from xltools.rules.art12.scores import finish_nodes, start_nodes
from xltools.rules.exact import percent_text
from xltools.tables.declared.dispatch import LEVELS

INPUTS = {"上年投入": "上年市县投入", "本年投入": "本年市县投入"}
COUNTS = ("项目总数", "开工数", "完工数", "在库项目数", "问题项目数")
SCORES = ("投入得分", "支出得分", "实施得分", "质量得分", "综合得分")
LIGHTS = ("投入状态", "支出状态", "实施状态", "质量状态", "综合状态")


def county(case: dict[str, str]) -> dict[str, Any]:
    """The 调度表 row of a case: all its money in 中央, blanks those of the 全优县."""
    issued, spent = float(case["下达"] or 10000), float(case["支出"] or 10000)
    row: dict[str, Any] = {"行政区划代码": "510101", "期别": f"2024-{int(case['月份']):02d}"}
    row |= {f"{level}{stage}": 0.0 for level in LEVELS[1:] for stage in ("下达", "到位", "支出")}
    row |= {"中央下达": issued, "中央到位": issued, "中央支出": spent}
    row |= {column: float(case[name]) for name, column in INPUTS.items() if case[name]}
    return row | {name: float(case[name]) for name in COUNTS if case[name]}


@pytest.mark.cases("第12条 计分亮灯.csv")
def test_scores_and_lights(
    case: dict[str, str],
    dispatch: Callable[..., pd.DataFrame],
    roster: Callable[..., pd.DataFrame],
    policy: Policy,
) -> None:
    row = county(case)
    result = rank_counties(dispatch(row), roster(), row["期别"], policy).iloc[0]
    scores = {name: result[name] for name in SCORES if case[name]}
    lights = {name: result[name] for name in LIGHTS if case[name]}
    assert scores == {name: float(case[name]) for name in scores}
    assert lights == {name: case[name] for name in lights}


@pytest.mark.cases("第12条 开工完工目标.csv")
def test_started_and_finished_targets_by_month(case: dict[str, str], policy: Policy) -> None:
    month = int(case["月份"])
    assert percent_text(straight(start_nodes(policy), month)) == f"{case['开工目标']}%"
    assert percent_text(straight(finish_nodes(policy), month)) == f"{case['完工目标']}%"
