"""第12条 随意调整项目金额: 调整台账 of a year by county and by project, gross: nothing nets out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art12.roster import Row, text
from xltools.rules.exact import FEN, fen, money_text, percent_text, plain_percent
from xltools.tables.declared.filing import COUNTY_CHANGES, PROJECT_CHANGES


@dataclass(slots=True)
class Changes:
    """Some changes of a county in one year, 分."""

    gross: int = 0
    count: int = 0
    by_project: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """One row of 调整台账; a project's 原金额 is that of its first change."""
        before, after = fen(row["原金额"]), fen(row["新金额"])
        project = text(row["项目编码"])
        original, moved = self.by_project.get(project, (before, 0))
        self.by_project[project] = original, moved + abs(after - before)
        self.gross += abs(after - before)
        self.count += 1

    @property
    def largest(self) -> tuple[str, Fraction] | None:
        """The project changed most against its own amount, and that ratio."""
        shares = {
            p: Fraction(moved, original) for p, (original, moved) in self.by_project.items() if original
        }
        if not shares:
            return None
        project = max(sorted(shares), key=lambda p: shares[p])
        return project, shares[project]

    @property
    def largest_text(self) -> str:
        """；单个项目最大30.00%（510…）, empty where no project had an amount before."""
        found = self.largest
        return f"；单个项目最大{percent_text(found[1])}（{found[0]}）" if found else ""


def rows_of(adjustments: pd.DataFrame, year: int, end: dt.date) -> list[Row]:
    """The year's rows up to a day, the earliest first."""
    rows: Sequence[Row] = adjustments.to_dict("records")
    known = [row for row in rows if row["年度"] == year and row["日期"] <= pd.Timestamp(end)]
    return sorted(known, key=lambda row: row["日期"])


def unapproved(rows: Iterable[Row]) -> dict[str, Changes]:
    """What has no 审批文号, by county."""
    found: dict[str, Changes] = {}
    for row in rows:
        if not text(row["审批文号"]):
            found.setdefault(text(row["行政区划代码"]), Changes()).add(row)
    return found


def county_changes(
    rows: Sequence[Row], names: Mapping[str, str], invested: Mapping[str, int], policy: Policy
) -> pd.DataFrame:
    """第12条 (ii): 调整汇总 of every county with a change. `invested` is 当年计划投资 in 分 by code."""
    bound = policy.share("随意调整比例")
    loose = unapproved(rows)
    counts = pd.Series([text(row["行政区划代码"]) for row in rows], dtype=object).value_counts()
    made = [
        _county(code, names, int(counts[code]), loose.get(code, Changes()), invested.get(code, 0), bound)
        for code in sorted(counts.index)
    ]
    years = {int(row["年度"]) for row in rows}
    return pd.DataFrame([{"年度": max(years), **row} for row in made], columns=COUNTY_CHANGES.names)


def _county(
    code: str, names: Mapping[str, str], count: int, loose: Changes, invested: int, bound: Fraction
) -> dict[str, object]:
    ratio = Fraction(loose.gross, invested) if invested else None
    largest = loose.largest
    head = f"第12条 无审批文号调整{loose.count}笔，绝对值合计{money_text(loose.gross)}万元"
    if ratio is None:
        reason = f"{head}；年度计划里没有这个县的安排金额，不能算比例"
    else:
        sign = "≥" if ratio >= bound else "＜"
        shown = f"{percent_text(ratio, bound)}{sign}{plain_percent(bound)}"
        reason = f"{head}÷当年计划投资{money_text(invested)}万元={shown}{loose.largest_text}"
    return {
        "行政区划代码": code,
        "县区": names.get(code, ""),
        "调整笔数": count,
        "无审批笔数": loose.count,
        "无审批调整额": loose.gross / FEN,
        "当年计划投资": invested / FEN if invested else None,
        "调整比例": None if ratio is None else float(ratio),
        "是否达到": None if ratio is None else "是" if ratio >= bound else "否",
        "单个项目最大比例": float(largest[1]) if largest else None,
        "依据": reason,
    }


def project_changes(rows: Sequence[Row], names: Mapping[str, str]) -> pd.DataFrame:
    """第12条 (ii): 项目调整, one row a county and project, all its changes and those without 审批文号."""
    by_project: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_project.setdefault((text(row["行政区划代码"]), text(row["项目编码"])), []).append(row)
    made = [_project(place, found, names) for place, found in sorted(by_project.items())]
    return pd.DataFrame(made, columns=PROJECT_CHANGES.names)


def _project(place: tuple[str, str], rows: Sequence[Row], names: Mapping[str, str]) -> dict[str, object]:
    moved, loose = _moved(rows), _moved([row for row in rows if not text(row["审批文号"])])
    original = fen(rows[0]["原金额"])
    return {
        "年度": int(rows[0]["年度"]),
        "行政区划代码": place[0],
        "县区": names.get(place[0], ""),
        "项目编码": place[1],
        "原金额": original / FEN,
        "现金额": rows[-1]["新金额"],
        "调整笔数": len(rows),
        "调整额": moved / FEN,
        "调整比例": moved / original if original else None,
        "无审批调整额": loose / FEN,
        "无审批比例": loose / original if original else None,
    }


def _moved(rows: Iterable[Row]) -> int:
    return sum(abs(fen(row["新金额"]) - fen(row["原金额"])) for row in rows)
