"""第12条 约谈通知书: review opinions not carried out, arbitrary changes, no local funds in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TypeVar

import pandas as pd

from xltools.errors import Severity
from xltools.rules.art12.adjustments import Changes, rows_of, unapproved
from xltools.rules.art12.roster import REPORTED, Row, text
from xltools.rules.art12.trigger import INTERVIEW, Evidence, Trigger
from xltools.rules.exact import fen, money_text, percent_text, plain_percent
from xltools.rules.periods import month_end, month_of, year_of
from xltools.rules.problems import Problem
from xltools.tables.declared.dispatch import LEVELS
from xltools.tables.declared.review import ADJUSTMENTS, PROBLEMS
from xltools.tables.model import blank

_CARRY_OUT = "逐条落实备案审查意见，限期完成整改并重新备案。"
_STOP = "停止随意调整，逐笔说明原因并补办审批手续，不能补办的恢复原安排。"
_FUND = "足额落实市、县两级衔接资金并及时到位，报送到位凭证。"

_T = TypeVar("_T")

_LISTED = 3
"""How many items 依据 names before 等."""


def interviews(evidence: Evidence) -> Iterator[Trigger]:
    """第12条: any of (i) 备案审查意见 overdue (ii) 随意调整 (iii) 市县两级到位为0."""
    yield from overdue_reviews(evidence)
    yield from arbitrary_changes(evidence)
    yield from no_local_funds(evidence)


def overdue_reviews(evidence: Evidence) -> Iterator[Trigger]:
    """(i) 问题清单 rows past 整改期限 on the last day of the 期别 (due that day is in time), not 已整改."""
    end = month_end(evidence.period)
    open_rows: dict[str, list[Row]] = {}
    for row in evidence.reviews.to_dict("records"):
        if row["状态"] != "已整改" and row["整改期限"] < pd.Timestamp(end):
            open_rows.setdefault(text(row["行政区划代码"]), []).append(row)
    for code, rows in sorted(_known(evidence, open_rows).items()):
        items = [f"{_issue(row)}（期限{row['整改期限']:%Y-%m-%d}）" for row in rows]
        reason = f"截至{end:%Y-%m-%d}有{len(rows)}项备案审查问题逾期未整改：{_first(items)}"
        yield Trigger(INTERVIEW, code, "备案审查意见逾期未落实", reason, _CARRY_OUT)


def _issue(row: Row) -> str:
    """As the county knows it from its 备案审查意见书, which does not print the 序号 of our list."""
    return text(row["项目编码"]) + text(row["问题类别"]) or f"序号{row['序号']:.0f}"


def arbitrary_changes(evidence: Evidence) -> Iterator[Trigger]:
    """(ii) Σ|新金额−原金额| without 审批文号 ÷ 当年投资额 from 随意调整比例 on; gross, nothing nets out."""
    bound = evidence.policy.share("随意调整比例")
    for code, changes in sorted(_known(evidence, _changes(evidence)).items()):
        invested = investment(evidence, code)
        gross = money_text(changes.gross)
        head = f"{year_of(evidence.period)}年无审批文号调整{changes.count}笔，绝对值合计{gross}万元"
        clause = f"随意调整达当年投资额{plain_percent(bound)}"
        if not invested and changes.gross:
            reason = f"{head}，当年投资额未知，不能算比例，由人核定"
            yield Trigger(INTERVIEW, code, clause, reason, _STOP, doubtful=True)
        elif invested and Fraction(changes.gross, invested) >= bound:
            ratio = percent_text(Fraction(changes.gross, invested), bound)
            base = f"{_base(evidence, code)}{money_text(invested)}万元"
            reason = f"{head}÷{base}={ratio}≥{plain_percent(bound)}{changes.largest_text}"
            yield Trigger(INTERVIEW, code, clause, reason, _STOP)


def _changes(evidence: Evidence) -> dict[str, Changes]:
    """The year's changes without 审批文号 up to the end of the 期别, by county."""
    end = month_end(evidence.period)
    return unapproved(rows_of(evidence.adjustments, year_of(evidence.period), end))


def investment(evidence: Evidence, code: str) -> int:
    """当年投资额 in 分: the county's 年度计划 where it is known, else (缺省) Σ四级下达. 0 where unknown."""
    planned = (evidence.investments or {}).get(code, 0)
    unit = evidence.counties[code]
    if planned or unit.row is None:
        return planned
    amounts: list[float] = evidence.dispatch.iloc[unit.row][[f"{level}下达" for level in LEVELS]].tolist()
    return sum(fen(amount) for amount in amounts if not blank(amount))


def _base(evidence: Evidence, code: str) -> str:
    return "年度计划安排" if (evidence.investments or {}).get(code) else "当年投资额"


def no_local_funds(evidence: Evidence) -> Iterator[Trigger]:
    """(iii) 市级到位 and 县级到位 both 0 from 配套到位节点月份 on."""
    for code, _, arrived in _local_funds(evidence):
        if not any(arrived):
            reason = f"{evidence.period}市级到位0、县级到位0万元"
            yield Trigger(INTERVIEW, code, "市县两级资金到位为0", reason, _FUND)


def one_level_missing(evidence: Evidence) -> list[Problem]:
    """缺省: one of 市级到位 and 县级到位 is 0: a yellow notice, no letter."""
    notices = []
    for code, row, (city, county) in _local_funds(evidence):
        if bool(city) != bool(county):
            column, other = ("县级到位", "市级到位") if city else ("市级到位", "县级到位")
            arrived = f"{other}{money_text(city or county)}万元"
            problem = f"黄色提示（第12条）：{evidence.names[code]}{column}为0，{arrived}"
            remedy = "请督促足额落实；两级都为0的列入约谈"
            notices.append(Problem(row, column, problem, remedy, severity=Severity.NOTICE))
    return notices


def unknown_codes(evidence: Evidence) -> list[Problem]:
    """Rows of 问题清单 and 调整台账 whose county is in neither 县区名单 nor 调度表."""
    tables = ((evidence.reviews, PROBLEMS), (evidence.adjustments, ADJUSTMENTS))
    return [
        Problem(i, "行政区划代码", "县区名单和调度表中没有这个代码", "请核对代码", table.name)
        for frame, table in tables
        for i, code in enumerate(frame["行政区划代码"])
        if text(code) not in evidence.counties
    ]


def _local_funds(evidence: Evidence) -> Iterator[tuple[str, int, tuple[int, int]]]:
    """Code, row and (市级到位, 县级到位) in 分 of every 参评 county, once the month has come."""
    if month_of(evidence.period) < evidence.policy.whole("配套到位节点月份"):
        return
    city: list[float] = evidence.dispatch["市级到位"].tolist()
    county: list[float] = evidence.dispatch["县级到位"].tolist()
    for code, unit in evidence.counties.items():
        if unit.standing == REPORTED and unit.row is not None:
            yield code, unit.row, (fen(city[unit.row]), fen(county[unit.row]))


def _known(evidence: Evidence, by_code: dict[str, _T]) -> dict[str, _T]:
    return {code: value for code, value in by_code.items() if code in evidence.counties}


def _first(items: Sequence[str]) -> str:
    more = f"等{len(items)}项" if len(items) > _LISTED else ""
    return "、".join(items[:_LISTED]) + more
