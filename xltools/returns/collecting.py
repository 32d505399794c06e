"""Merge the returns of one 期别: which county is 已报, 未报, 退回 or 重复, and the rows that go into 调度表.

Pure: returns as read in, tables out. Every row of every return ends in 调度表 or in 校验结果.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from xltools.errors import Issue, Severity
from xltools.returns.folder import code_in_name
from xltools.returns.listing import shown
from xltools.returns.reading import Return
from xltools.tables.checks import against_counties, against_earlier, expected_period
from xltools.tables.declared.dispatch import DISPATCH, RETURNS
from xltools.tables.model import Rows

CARRIED = [name for name in DISPATCH.names if name not in ("县类别", "是否参评")]
"""What two returns of one county must agree in to count as the same."""


IDENTITY = ("行政区划代码", "市州", "县区")
"""A row wrong in one of these speaks for the county in its file name, never for another's code."""


@dataclass(slots=True)
class Collected:
    """The outcome of one collection. `marks` maps a return to the issues its 退回单 shows; `unlisted` counts
    the errors that are too many to be shown."""

    dispatch: pd.DataFrame
    returns: pd.DataFrame
    issues: list[Issue] = field(default_factory=list)
    marks: dict[str, list[Issue]] = field(default_factory=dict)
    unlisted: int = 0

    @property
    def errors(self) -> int:
        """What counties have to mend, shown or not."""
        return _errors(self.issues) + self.unlisted

    def count(self, state: str) -> int:
        """How many counties are 已报, 未报, 退回 or 重复."""
        return int((self.returns["状态"] == state).sum())


@dataclass(frozen=True, slots=True)
class Claim:
    """One row of one return that speaks for a county; `current` unless it is of another 期别."""

    source: Return
    row: int
    bad: bool
    current: bool = True

    def figures(self) -> tuple[Any, ...]:
        """What the row says, to tell a second copy from a second opinion."""
        assert self.source.rows is not None
        return tuple(self.source.rows.value(self.row, name) for name in CARRIED)


def main_period(returns: Iterable[Return]) -> str:
    """The 期别 most rows speak of; empty when no return has any."""
    counted = Counter(
        period for each in returns if each.rows is not None for period in each.rows.values("期别") if period
    )
    return max(counted, key=lambda period: (counted[period], period)) if counted else ""


def collect_returns(
    returns: Sequence[Return], counties: pd.DataFrame, before: pd.DataFrame, period: str
) -> Collected:
    """Merge the returns of `period`.

    `counties` is 县区名单, `before` 调度表 as it stands (its rows of other 期别 stay as they are; a row of
    this 期别 stays only for a county that sent nothing of it).
    """
    issues: dict[str, list[Issue]] = {}
    claims: dict[str, list[Claim]] = defaultdict(list)
    for each in returns:
        issues[each.name] = found = _issues_of(each, counties, before, period)
        for code, claim in _claims(each, found, period):
            claims[code].append(claim)
    known = set(counties["行政区划代码"])
    claims, doubled = _settle_doubles(claims)
    for name, extra in doubled.items():
        issues[name] += extra
    state = [
        _state(county, claims.get(county["行政区划代码"], []), issues, before, period)
        for county in _records(counties)
    ]
    taken = [c[0] for code, c in claims.items() if code in known and len(c) == 1 and not c[0].bad]
    spoken = {code for code, held in claims.items() if code in known and any(c.current for c in held)}
    dispatch = _merge(before, taken, counties, spoken, period)
    listed = {name: shown(name, found) for name, found in issues.items()}
    marks = {name: f for name, f in listed.items() if _errors(f)}
    unlisted = sum(_errors(issues[name]) - _errors(f) for name, f in listed.items())
    flat = [issue for found in listed.values() for issue in found]
    return Collected(dispatch, pd.DataFrame(state, columns=RETURNS.names), flat, marks, unlisted)


def _errors(issues: Iterable[Issue]) -> int:
    return sum(issue.severity is Severity.ERROR for issue in issues)


def _issues_of(each: Return, counties: pd.DataFrame, before: pd.DataFrame, period: str) -> list[Issue]:
    if each.rows is None:
        return [whole_file_issue(each.name, each.trouble)]
    own = before[before["行政区划代码"].isin(each.rows.values("行政区划代码"))]
    found = [
        *each.rows.issues,
        *expected_period(each.rows, period),
        *against_counties(each.rows, counties),
        *against_earlier(each.rows, own),
    ]
    past = set(range(len(each.rows.rows))) - current_rows(each.rows, period)
    if not past:
        return found
    problem = f"另有 {len(past)} 行是别的期别，没有采用"
    notice = each.rows.issue(min(past), "期别", problem, "不用改；只报本期一行更清楚", Severity.NOTICE)
    at = _places(each.rows)
    return [*(issue for issue in found if row_of(at, issue) not in past), notice]


def current_rows(rows: Rows, period: str) -> set[int]:
    """The rows of this 期别 (a county may keep its earlier months on the sheet); all where none is."""
    periods = rows.values("期别")
    current = {row for row, each in enumerate(periods) if each == period}
    unknown = {row for row, each in enumerate(periods) if each is None}
    return (current | unknown) if current else set(range(len(periods)))


def whole_file_issue(name: str, trouble: str) -> Issue:
    """A file that could not be read at all."""
    problem, _, remedy = trouble.partition("。")
    return Issue("", "", DISPATCH.name, "", "", problem, remedy or "请更正后重新上报", file=name)


def _claims(each: Return, issues: Sequence[Issue], period: str) -> Iterable[tuple[str, Claim]]:
    """The county each row speaks for; a file that cannot be read speaks by its name."""
    if each.rows is None or not len(each.rows.rows):
        yield code_in_name(each.name), Claim(each, -1, bad=True)
        return
    bad = rows_in_error(each.rows, issues)
    misnamed = rows_in_error(each.rows, [issue for issue in issues if issue.column in IDENTITY])
    for row in sorted(current_rows(each.rows, period)):
        typed = each.rows.value(row, "行政区划代码")
        code = code_in_name(each.name) if row in misnamed or not typed else typed
        current = each.rows.value(row, "期别") in (period, None)
        yield code, Claim(each, row, row in bad, current)


def rows_in_error(rows: Rows, issues: Iterable[Issue]) -> set[int]:
    """The data rows that an error touches; an error outside every data row (a header) touches them all."""
    at = _places(rows)
    places = [row_of(at, issue) for issue in issues if issue.severity is Severity.ERROR]
    if None in places:
        return set(range(len(rows.rows)))
    return {place for place in places if place is not None}


def _places(rows: Rows) -> dict[int, int]:
    """Sheet row → data row: looked up once, for there may be thousands of issues."""
    return {sheet_row: place for place, sheet_row in enumerate(rows.rows)}


def row_of(places: Mapping[int, int], issue: Issue) -> int | None:
    """The data row an issue stands in; None for one of the whole file or its header."""
    number = re.search(r"\d+", issue.cell)
    return places.get(int(number.group())) if number else None


def _settle_doubles(
    claims: dict[str, list[Claim]],
) -> tuple[dict[str, list[Claim]], dict[str, list[Issue]]]:
    """Two returns that say the same count as one; two that differ are both held back, with an issue each."""
    settled: dict[str, list[Claim]] = {}
    issues: dict[str, list[Issue]] = defaultdict(list)
    for code, held in claims.items():
        if code and len(held) > 1 and not any(c.bad for c in held) and len({c.figures() for c in held}) == 1:
            settled[code] = held[:1]
        else:
            settled[code] = held
            if code and len(held) > 1:
                counted = Counter(claim.source.name for claim in held)
                for claim in held:
                    issues[claim.source.name].append(_doubled(claim, counted))
    return settled, issues


def _doubled(claim: Claim, counted: Counter[str]) -> Issue:
    own = claim.source.name
    others = sorted(name for name, count in counted.items() if name != own or count > 1)
    problem = f"同一县有 {counted.total()} 份数据，内容不同；另见 {'、'.join(others)}"
    remedy = "请与该县核实，只留正确的一份，再按“汇总上报”"
    if claim.source.rows is None or claim.row < 0:
        return Issue("", "", DISPATCH.name, "", "", problem, remedy, file=claim.source.name)
    return claim.source.rows.issue(claim.row, "行政区划代码", problem, remedy)


def _state(
    county: dict[str, Any],
    claims: Sequence[Claim],
    issues: dict[str, list[Issue]],
    before: pd.DataFrame,
    period: str,
) -> dict[str, Any]:
    """One row of 上报情况."""
    names = sorted({claim.source.name for claim in claims})
    found = [issue for name in names for issue in issues[name]]
    errors = _errors(found)
    if not claims:
        status, remark = "未报", _held_row(county, before, period)
    elif len(claims) > 1:
        status, remark = "重复", f"{len(claims)} 份数据内容不同，都没有并入调度表"
    elif claims[0].bad:
        status, remark = "退回", "已列出问题，见退回单；没有并入调度表"
    else:
        status, remark = "已报", ""
    return {
        "期别": period,
        **{name: county[name] for name in ("行政区划代码", "市州", "县区")},
        "状态": status,
        "文件": "；".join(names),
        "文件时间": max((c.source.modified for c in claims if c.source.modified), default=pd.NaT),
        "错误数": errors,
        "提示数": len(found) - errors,
        "说明": remark,
    }


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _held_row(county: dict[str, Any], before: pd.DataFrame, period: str) -> str:
    held = before[(before["期别"] == period) & (before["行政区划代码"] == county["行政区划代码"])]
    return "没有收到文件；调度表中已有本期数据，照旧保留，请核对" if len(held) else ""


def _merge(
    before: pd.DataFrame, taken: Sequence[Claim], counties: pd.DataFrame, spoken: set[str], period: str
) -> pd.DataFrame:
    """调度表: other 期别 untouched, this 期别 renewed for every county that sent something of it, by code."""
    renewed = (before["期别"] == period) & before["行政区划代码"].isin(spoken)
    kept = before.loc[~renewed, DISPATCH.names]
    listed = counties.set_index("行政区划代码")
    rows = [_row(claim, listed) for claim in taken]
    fresh = pd.DataFrame(rows, columns=DISPATCH.names)
    parts = [frame for frame in (kept, fresh) if len(frame)]
    merged = pd.concat(parts, ignore_index=True) if parts else fresh
    return merged.sort_values(["期别", "行政区划代码"], kind="stable", ignore_index=True)


def _row(claim: Claim, counties: pd.DataFrame) -> dict[str, Any]:
    """A row for 调度表; name, city, class and 参评 are the list's, which the province keeps."""
    assert claim.source.rows is not None
    row = {name: claim.source.rows.value(claim.row, name) for name in DISPATCH.names}
    county = counties.loc[row["行政区划代码"]]
    for name in ("市州", "县区", "县类别", "是否参评"):
        row[name] = county[name] if county[name] is not None else row[name]
    return row
