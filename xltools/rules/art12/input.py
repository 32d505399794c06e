"""第12条: what must be mended in 调度表 before a 期别 can be ranked; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from xltools.errors import Severity
from xltools.policy import Policy
from xltools.rules.art12.facts import base_columns
from xltools.rules.art12.roster import Row, period_rows, takes_part, text
from xltools.rules.exact import fen
from xltools.rules.problems import Problem
from xltools.tables.declared.dispatch import FIGURES
from xltools.tables.model import blank


def ranking_problems(
    dispatch: pd.DataFrame, roster: pd.DataFrame, period: str, policy: Policy
) -> list[Problem]:
    """第12条: every cell of the 期别 that stops its ranking, rows counted in `dispatch` from 0.

    With a 县区名单 (may be empty) each row's code, names and 是否参评 are held against it.
    """
    listed: dict[str, Row] = {row["行政区划代码"]: row for row in roster.to_dict("records")}
    problems: list[Problem] = []
    seen: set[str] = set()
    for i, row in period_rows(dispatch, period):
        code = row["行政区划代码"]
        if code in seen:
            problems.append(Problem(i, "行政区划代码", f"{code}在{period}有两行", "请删去重复的一行"))
        seen.add(code)
        known = listed.get(code)
        problems += _against_list(i, row, known) if listed else _alone(i, row)
        if takes_part(row, text(known["是否参评"]) if known else ""):
            problems += figure_problems(i, row, policy, [column.name for column in FIGURES])
    return problems


def standing_notices(dispatch: pd.DataFrame, roster: pd.DataFrame, period: str) -> list[Problem]:
    """第12条: counties whose own 是否参评 is not the list's: their own counts, and somebody should know."""
    listed = {row["行政区划代码"]: text(row["是否参评"]) for row in roster.to_dict("records")}
    notices = []
    for i, row in period_rows(dispatch, period):
        own, listed_as = text(row["是否参评"]), listed.get(row["行政区划代码"])
        if own and listed_as and own != listed_as:
            problem = f"本期填“{own}”，县区名单为“{listed_as}”；已按本期所填处理"
            remedy = "请核实；确有变动的改县区名单"
            notices.append(Problem(i, "是否参评", problem, remedy, severity=Severity.NOTICE))
    return notices


def _alone(i: int, row: Row) -> Iterator[Problem]:
    if not text(row["是否参评"]):
        yield Problem(i, "是否参评", "没有填是否参评", "请填“是”或“否”")


def _against_list(i: int, row: Row, known: Row | None) -> Iterator[Problem]:
    if known is None:
        yield Problem(i, "行政区划代码", "县区名单中没有这个代码", "请核对代码，或在县区名单中补上这个县")
        return
    city, name = text(known["市州"]), text(known["县区"])
    typed_city, typed_name = text(row["市州"]), text(row["县区"])
    if not (city.startswith(typed_city) and typed_name in (name, f"{city}{name}")):
        problem = f"代码{row['行政区划代码']}在县区名单中是{city}{name}，不是{typed_city}{typed_name}"
        yield Problem(i, "县区", problem, "请核对代码和名称，改正其中错的一个")
    if not text(row["是否参评"]) and not text(known["是否参评"]):
        yield Problem(i, "是否参评", "没有填是否参评，县区名单也没有填", "请填“是”或“否”")


def figure_problems(i: int, row: Row, policy: Policy, needed: Sequence[str]) -> Iterator[Problem]:
    """第12条: what stops a row that is 参评 from being scored: a blank among `needed`, or a base of 0."""
    empty = [name for name in needed if blank(row[name])]
    for name in empty:
        yield Problem(i, name, "参评县没有填这一栏", "请填数；确实没有的填0")
    if empty:
        return
    base = base_columns(policy)
    if not sum(fen(row[name]) for name in base):
        problem = f"参评县的{'、'.join(base)}合计为0，不能算支出率"
        yield Problem(i, base[0], problem, "请填实际数；没有资金任务的县把“是否参评”改为“否”")
    for name, rate in (("项目总数", "开工率、完工率"), ("在库项目数", "数据质量")):
        if not row[name]:
            problem = f"参评县的{name}为0，不能算{rate}"
            yield Problem(i, name, problem, "请填实际数；没有资金任务的县把“是否参评”改为“否”")
    if row["问题项目数"] > row["在库项目数"]:
        yield Problem(i, "问题项目数", f"大于在库项目数{row['在库项目数']:g}", "请核对两栏")
