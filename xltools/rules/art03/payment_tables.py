"""第3条 拨付核查: the tables, project by project and county by county."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art03.payment import Finding, Project, Terms, judge, projects_of, terms
from xltools.rules.art12.roster import Row, text
from xltools.rules.exact import FEN, fen, money_text, percent_text
from xltools.rules.units import Units, expected, unit_columns
from xltools.tables.declared.money_results import (
    GREEN,
    NO_DATA,
    NOT_FINISHED,
    PAID,
    PAID_LATE,
    PAYMENT,
    PAYMENT_SUMMARY,
    PENDING,
    RED,
    UNDECIDED,
    UNPAID_LATE,
    YELLOW,
)
from xltools.tables.declared.projects import FINISHED, STARTED
from xltools.tables.frame import rows_frame

_DONE = (PAID, PAID_LATE, PENDING, UNPAID_LATE)
_LATE = (PAID_LATE, UNPAID_LATE)
_HELD = ("项目编码", "行政区划代码", "项目名称", "实施状态", "开工日期", "完工日期")
"""What 项目库 adds to a project."""

_URGENT = (RED, YELLOW, NO_DATA)


def payment_row(project: Project, finding: Finding, by: Terms, units: Units) -> dict[str, Any]:
    """A row of 拨付核查."""
    due = None if project.finished is None else project.finished + dt.timedelta(by.days)
    return {
        **unit_columns(units, project.county),
        "项目编码": project.code,
        "项目名称": project.name or None,
        "合同额": project.contract / FEN,
        "质保金": project.retained / FEN,
        "应付额": project.due / FEN,
        "已支付": project.paid / FEN,
        "欠付额": project.owed / FEN,
        "完工日期": project.finished,
        "应付清日": due,
        "付清日期": finding.cleared,
        "完工后天数": finding.days,
        "逾期天数": finding.late,
        "支出进度": None if project.spent is None else float(project.spent),
        "形象进度": None if project.progress is None else float(project.progress),
        "进度偏差": None if project.gap is None else round(float(project.gap), 2),
        "状态": finding.state,
        "结论": finding.light,
        "依据": finding.reason,
    }


def unjudged_row(row: Row, held: Row, told: str, units: Units) -> dict[str, Any]:
    """A row of 拨付台账 with an error in it: shown, not judged."""
    code = text(held.get("行政区划代码")) or text(row["行政区划代码"])
    return {
        **unit_columns(units, code),
        "项目编码": text(row["项目编码"]) or None,
        "项目名称": text(held.get("项目名称")) or None,
        "状态": UNDECIDED,
        "结论": NO_DATA,
        "依据": f"第3条：台账这一行要改正后才能判：{told}",
    }


def payment_table(
    payments: pd.DataFrame,
    held: Mapping[str, Row],
    wrong: Mapping[int, str],
    units: Units,
    policy: Policy,
    on: dt.date,
) -> pd.DataFrame:
    """第3条: every row of 拨付台账 once, the worst first; `wrong` are the rows with errors, and which.

    `held` is 项目库 by 项目编码.
    """
    by = terms(policy)
    good = payments.drop(index=list(wrong))
    rows = [payment_row(p, judge(p, by, on), by, units) for p in projects_of(good, held, by)]
    bad = payments.loc[list(wrong)].to_dict("records")
    rows += [
        unjudged_row(row, held.get(text(row["项目编码"]), {}), told, units)
        for row, told in zip(bad, wrong.values(), strict=True)
    ]
    rows.sort(key=_order)
    return rows_frame(PAYMENT, rows)


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What is to be dealt with first, then by county and code."""
    urgency = _URGENT.index(row["结论"]) if row["结论"] in _URGENT else len(_URGENT)
    return urgency, text(row["行政区划代码"]), text(row["项目编码"])


def library_by_code(library: pd.DataFrame | None) -> dict[str, Row]:
    """项目库 by 项目编码; empty without one."""
    rows = [] if library is None else library[list(_HELD)].to_dict("records")
    return {text(row["项目编码"]): row for row in rows}


def left_out(payments: pd.DataFrame, held: Mapping[str, Row]) -> dict[str, list[str]]:
    """County code → the projects that 项目库 has as begun or finished and 拨付台账 does not have."""
    known, missing = set(map(text, payments["项目编码"])), dict[str, list[str]]()
    for code, row in held.items():
        if row["实施状态"] in (STARTED, FINISHED) and code not in known:
            missing.setdefault(text(row["行政区划代码"]), []).append(code)
    return missing


def payment_summary(table: pd.DataFrame, missing: Mapping[str, list[str]], units: Units) -> pd.DataFrame:
    """第3条: 拨付核查 by county; a county with task funds without any project is 无数据. Projects whose
    county is not known stand in a row of their own, the last.
    """
    groups: dict[str, list[Row]] = {unit.code: [] for unit in expected(units)}
    groups |= {code: [] for code in missing}
    for row in table.to_dict("records"):
        groups.setdefault(text(row["行政区划代码"]), []).append(row)
    codes = sorted(groups, key=lambda code: (code == "", code))
    rows = [unit_columns(units, code) | _summed(groups[code], len(missing.get(code, ()))) for code in codes]
    return rows_frame(PAYMENT_SUMMARY, rows)


def _summed(rows: list[Row], missing: int) -> dict[str, Any]:
    lights = Counter((row["状态"], row["结论"]) for row in rows)
    states = Counter(row["状态"] for row in rows)
    yellow, red = (sum(lights[state, light] for state in _LATE) for light in (YELLOW, RED))
    uneven, paid, unknown = lights[NOT_FINISHED, YELLOW], states[PAID], states[UNDECIDED]
    judged = paid + yellow + red
    owed = sum(fen(row["欠付额"]) for row in rows if row["状态"] == UNPAID_LATE)
    light = _light(len(rows), red, yellow + uneven, unknown + missing)
    return {
        "项目数": len(rows),
        "完工数": sum(states[state] for state in _DONE),
        "在建数": states[NOT_FINISHED],
        "按期付清数": paid,
        "未到期数": states[PENDING],
        "逾期数": yellow,
        "严重逾期数": red,
        "进度不匹配数": uneven,
        "无法判定数": unknown,
        "缺台账数": missing,
        "欠付额": owed / FEN,
        "及时率": float(Fraction(paid, judged)) if judged else None,
        "结论": light,
        "依据": _reason(rows, paid, judged, yellow, red, uneven, unknown, missing, owed),
    }


def _light(projects: int, red: int, yellow: int, unknown: int) -> str:
    """Red on one red project; no data is never green."""
    if red:
        return RED
    if unknown or not projects:
        return NO_DATA
    return YELLOW if yellow else GREEN


def _reason(
    rows: list[Row], paid: int, judged: int, yellow: int, red: int, uneven: int, unknown: int, missing: int,
    owed: int,
) -> str:  # fmt: skip
    if not rows and not missing:
        return "第3条：拨付台账没有本县的项目，请补填；确实没有项目的，向县里核实"
    rate = f"，及时率{paid}÷{judged}={percent_text(Fraction(paid, judged))}" if judged else ""
    parts = (
        f"到应付清日的{judged}个，按期付清{paid}个{rate}" if judged else "没有到应付清日的项目",
        f"逾期{yellow}个、严重逾期{red}个，欠付{money_text(owed)}万元" if yellow + red else "",
        f"支出与形象进度不匹配{uneven}个" if uneven else "",
        f"无法判定{unknown}个，见“拨付核查”和“校验结果”" if unknown else "",
        f"项目库已开工、已完工而台账没有的{missing}个，请补进“拨付台账”" if missing else "",
    )
    return "第3条：" + "；".join(filter(None, parts))
