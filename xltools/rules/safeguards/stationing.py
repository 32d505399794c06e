"""保障措施第一条: 驻点监督 where funds perform badly or projects have grave problems; all numbers 缺省."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art12.roster import Row, text
from xltools.rules.exact import percent_text, plain_percent
from xltools.rules.safeguards.decided import with_other_years
from xltools.rules.safeguards.facts import grouped, rows_of_year
from xltools.rules.safeguards.money import Frames
from xltools.rules.safeguards.scores import Standing
from xltools.tables.declared.appraisal import KNOWN, POOR, SPENDING, STATIONED
from xltools.tables.declared.inspections import COUNTY_CLOSINGS
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.ranking import HISTORY
from xltools.tables.model import blank

_TYPED = ("是否驻点", "驻点单位", "开始日期", "结束日期", "驻点情况")
_GONE = "按现在的数据没有触发"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A year's red rounds, interviews and closings by code, and the final grades."""

    red: Mapping[str, list[Row]]
    interviews: Mapping[str, list[Row]]
    closings: Mapping[str, list[Row]]
    grades: Mapping[str, str | None]
    policy: Policy


def evidence(frames: Frames, grades: Mapping[str, str | None], year: int, policy: Policy) -> Evidence:
    """第一条: what 函件清单, 历史排名 and 销号情况 say; a table that is not there says nothing."""
    history, letters = (_of_year(frames.get(table.name), year) for table in (HISTORY, LETTERS))
    closings = frames.get(COUNTY_CLOSINGS.name)
    sent = (row for row in letters if row["函件"] == "约谈通知书" and row["是否签发"] == "是")
    return Evidence(
        grouped((row for row in history if row["综合状态"] == "红"), "代码"),
        grouped(sent, "代码"),
        grouped([] if closings is None else rows_of_year(closings, year)),
        grades,
        policy,
    )


def stationing(
    found: Evidence, standings: Sequence[Standing], before: pd.DataFrame, year: int
) -> pd.DataFrame:
    """第一条: every county with a reason, and those an officer wrote something about; by code."""
    kept: dict[str, Row] = {text(row["行政区划代码"]): row for row in rows_of_year(before, year)}
    rows = []
    for each in sorted(standings, key=lambda standing: standing.unit.code):
        due, old = list(reasons(found, each)), kept.get(each.unit.code)
        if due or _written(old):
            rows.append(_row(each, due, found.grades.get(each.unit.code), old, year))
    return with_other_years(pd.DataFrame(rows, columns=STATIONED.names), before, year)


def reasons(found: Evidence, each: Standing) -> Iterator[tuple[str, str]]:
    """第一条: 触发情形 and its 依据; each says its threshold and the actual value."""
    code, policy = each.unit.code, found.policy
    if found.grades.get(code) == POOR:
        yield "考核等次较差", "年度考核等次为较差"
    yield from _spending(each, policy)
    yield from _red_rounds(found.red.get(code, []), policy)
    for row in found.interviews.get(code, []):
        yield "约谈、挂牌督办", f"{row['期别']}发约谈通知书：{text(row['触发条款'])}"
    yield from _overdue(found.closings.get(code, []), policy)


def _of_year(frame: pd.DataFrame | None, year: int) -> list[Row]:
    rows = [] if frame is None else frame.to_dict("records")
    return [row for row in rows if str(row["期别"])[:4] == str(year)]


def _spending(each: Standing, policy: Policy) -> Iterator[tuple[str, str]]:
    fact, bound = each.facts[SPENDING], policy.share("驻点支出得分率")
    if fact.state == KNOWN and fact.rate < bound:
        share = percent_text(fact.rate, bound)
        yield "支出进度差", f"{fact.said}，为目标的{share}，不到{plain_percent(bound)}"


def _red_rounds(rows: Sequence[Row], policy: Policy) -> Iterator[tuple[str, str]]:
    most, months = policy.whole("驻点红灯期数"), sorted(text(row["期别"]) for row in rows)
    if len(months) >= most:
        yield "多期红灯", f"{'、'.join(months)}综合红灯，共{len(months)}期，达到{most}期"


def _overdue(rows: Sequence[Row], policy: Policy) -> Iterator[tuple[str, str]]:
    most = policy.whole("驻点逾期问题数")
    for row in rows:
        late = 0 if blank(row["逾期未销号数"]) else int(row["逾期未销号数"])
        if late >= most:
            yield "督导问题逾期未整改", f"逾期未销号{late}个，达到{most}个"


def _row(
    each: Standing, due: Sequence[tuple[str, str]], grade: str | None, kept: Row | None, year: int
) -> dict[str, Any]:
    return {
        "年度": year,
        "行政区划代码": each.unit.code,
        "市州": each.unit.city,
        "县区": each.unit.name,
        "等次": grade,
        "触发情形": "、".join(dict.fromkeys(name for name, _ in due)) or _GONE,
        "依据": "；".join(["保障措施第一条（缺省）", *(said for _, said in due)]),
        **{name: kept[name] if kept else None for name in _TYPED},
    }


def _written(kept: Row | None) -> bool:
    return kept is not None and not all(blank(kept[name]) for name in _TYPED)
