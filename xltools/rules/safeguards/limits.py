"""保障措施第三条: what holds a grade down (第3、6、12条, the officer), what is added or taken off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art12.roster import text
from xltools.rules.exact import as_shown, fen, money_text, plain_text
from xltools.rules.problems import Problem
from xltools.rules.safeguards.facts import grouped, rows_of_year
from xltools.rules.safeguards.money import Frames
from xltools.tables.declared.appraisal import ADJUSTED, BONUS, GOOD, PENALTY, VETO
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.money_results import AWARDS, LOST, OPEN
from xltools.tables.declared.points import NEGATIVE_USES
from xltools.tables.model import blank

Sums: TypeAlias = Mapping[str, Fraction]
"""Points added (or taken off) by code."""

_LETTERS = ("约谈通知书", "整改通知书")


@dataclass(frozen=True, slots=True)
class Limit:
    """The best grade that is still open, and why."""

    at_most: str
    said: str


@dataclass(slots=True)
class Limits:
    """By code: what limits there are, and which cannot be told (their table is missing or waits)."""

    found: dict[str, list[Limit]] = field(default_factory=dict)
    unknown: dict[str, list[str]] = field(default_factory=dict)

    def add(self, code: str, limit: Limit) -> None:
        """A limit of 好 is none."""
        if limit.at_most != GOOD:
            self.found.setdefault(code, []).append(limit)


def limits(frames: Frames, year: int, codes: Sequence[str], policy: Policy) -> Limits:
    """第3、6、12条: every limit of every unit. A table that is not in `frames` was not to be had."""
    result = Limits()
    _letters(result, frames, year, policy)
    _negative(result, frames, year, policy)
    _awards(result, frames, year, codes, policy)
    for row in rows_of_year(frames[ADJUSTED.name], year):
        if row["类型"] == VETO:
            said = f"一票否决：{text(row['理由'])}{_number(row['文号'])}"
            result.add(text(row["行政区划代码"]), Limit(text(row["等次上限"]), said))
    return result


def sums(adjusted: pd.DataFrame, year: int) -> dict[str, Fraction]:
    """考核加减 of a year: 加分 less 减分, by code."""
    found: dict[str, Fraction] = {}
    for row in rows_of_year(adjusted, year):
        if row["类型"] in (BONUS, PENALTY):
            sign = 1 if row["类型"] == BONUS else -1
            code = text(row["行政区划代码"])
            found[code] = found.get(code, Fraction(0)) + sign * as_shown(row["分值"])
    return found


def adjustment_problems(adjusted: pd.DataFrame, codes: Sequence[str], policy: Policy) -> Iterator[Problem]:
    """考核加减: codes of nobody, points without a number, a veto without its limit, more than 加减分上限."""
    spent: dict[tuple[object, ...], Fraction] = {}
    most = policy.number("加减分上限")
    for i, row in enumerate(adjusted.to_dict("records")):
        code = text(row["行政区划代码"])
        if code not in codes:
            yield _problem(i, "行政区划代码", f"县区名单里没有代码{code}", "请核对代码")
        if row["类型"] == VETO:
            if blank(row["等次上限"]):
                yield _problem(i, "等次上限", "一票否决没有填等次上限", "请填最高可评的等次，如 一般")
            continue
        if blank(row["分值"]):
            yield _problem(i, "分值", f"{row['类型']}没有填分值", "请填正数；不加不减的删去本行")
            continue
        key = (row["年度"], code, row["类型"])
        spent[key] = spent.get(key, Fraction(0)) + as_shown(row["分值"])
        if spent[key] > most:
            over = f"合计{plain_text(spent[key])}分，超过上限{plain_text(most)}分"
            problem = f"{row['年度']:.0f}年{code}{row['类型']}{over}"
            yield _problem(i, "分值", problem, "请减少，或改“参数”的加减分上限并写明依据")


def _problem(row: int, column: str, problem: str, remedy: str) -> Problem:
    return Problem(row, column, problem, remedy, ADJUSTED.name)


def _letters(result: Limits, frames: Frames, year: int, policy: Policy) -> None:
    """第12条: what the officer confirmed in 函件清单; of each kind one limit with all its months."""
    if LETTERS.name not in frames:
        return
    rows = [r for r in frames[LETTERS.name].to_dict("records") if str(r["期别"])[:4] == str(year)]
    for code, mine in grouped((r for r in rows if r["是否签发"] == "是"), "代码").items():
        for kind in _LETTERS:
            months = sorted({text(row["期别"]) for row in mine if row["函件"] == kind})
            if months:
                result.add(code, Limit(policy.text(f"{kind}等次上限"), f"第12条 {'、'.join(months)}发{kind}"))


def _negative(result: Limits, frames: Frames, year: int, policy: Policy) -> None:
    """第6条: what was used on the 负面清单 and not yet arranged anew."""
    if NEGATIVE_USES.name not in frames:
        return
    for code, rows in grouped(rows_of_year(frames[NEGATIVE_USES.name], year)).items():
        owed = sum(max(0, _fen(row["使用金额"]) - _fen(row["重新安排金额"])) for row in rows)
        if owed:
            said = f"第6条 用于负面清单的资金尚有{money_text(owed)}万元没有重新安排"
            result.add(code, Limit(policy.text("负面清单等次上限"), said))


def _awards(result: Limits, frames: Frames, year: int, codes: Sequence[str], policy: Policy) -> None:
    """第3条: 取消评优奖励资格; one that is 待定 or not there is not known."""
    rows = rows_of_year(frames[AWARDS.name], year) if AWARDS.name in frames else []
    by_code = {text(row["行政区划代码"]): row for row in rows}
    for code in codes:
        row = by_code.get(code)
        if row is None or blank(row["资格"]) or row["资格"] == OPEN:
            result.unknown.setdefault(code, []).append(
                AWARDS.name if row is None else f"{AWARDS.name}（待定）"
            )
        elif row["资格"] == LOST:
            said = f"第3条 取消评优奖励资格：{text(row['核定理由']) or text(row['原因'])}"
            result.add(code, Limit(policy.text("取消评优等次上限"), said))


def _fen(amount: float) -> int:
    return 0 if blank(amount) else fen(amount)


def _number(number: object) -> str:
    return f"（{text(number)}）" if text(number) else ""
