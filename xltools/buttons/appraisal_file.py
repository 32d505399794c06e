"""年度考核 in the same folder, for 资金分配: last year's confirmed grades as 绩效等次 (保障措施第三条)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from xltools.buttons.appraisal import WORKBOOK
from xltools.buttons.neighbour import Neighbour, neighbour
from xltools.errors import InputError, Issue, Severity
from xltools.rules.art12.roster import Row, text
from xltools.tables.declared.allocation_columns import GRADES
from xltools.tables.declared.appraisal import RESULTS
from xltools.tables.declared.dispatch import CODE
from xltools.tables.declared.taken import GRADES_TAKEN
from xltools.tables.model import Reading

COLUMN = "绩效等次"
UNGRADED = GRADES[-1]
SAME, FILLED, TYPED = "与因素表一致", "因素表空白，采用考核等次", "以因素表填的为准"


@dataclass(slots=True)
class Grades:
    """因素表 with the grades filled in where an officer left them blank; what was typed there wins."""

    factors: pd.DataFrame
    taken: pd.DataFrame
    file: Neighbour | None = None
    waiting: int = 0
    issues: list[Issue] = field(default_factory=list)

    @property
    def said(self) -> str:
        """For the message; empty where the folder has no 年度考核."""
        if self.file is None:
            return ""
        counts = {why: int((self.taken["说明"] == why).sum()) for why in (FILLED, SAME, TYPED)}
        parts = [f"采用{counts[FILLED]}个", f"与因素表一致{counts[SAME]}个"]
        parts += [f"与因素表不同{counts[TYPED]}个（以因素表为准）"] if counts[TYPED] else []
        parts += [f"没有确认的{self.waiting}个没有采用"] if self.waiting else []
        return f"绩效等次对照了“{self.file.path.name}”（按上次保存的）：{'、'.join(parts)}"


def grades_file(folder: Path, factors: Reading, year: int) -> Grades:
    """Grades of the year before `year` that were confirmed. InputError where the file cannot be read."""
    found = neighbour(folder, WORKBOOK, (RESULTS,))
    if found is None:
        return Grades(factors.frame, pd.DataFrame(columns=GRADES_TAKEN.names))
    results = found.readings[RESULTS.name]
    _stop_at_unsettled(results)
    rows = [row for row in results.frame.to_dict("records") if row["年度"] == year - 1 and text(row["等次"])]
    confirmed = {text(row[CODE.name]): text(row["等次"]) for row in rows if row["是否确认"] == "是"}
    lacking = {
        text(row[CODE.name])
        for row in results.frame.to_dict("records")
        if row["年度"] == year - 1 and text(row["缺项"]) and not text(row["等次"])
    }
    listed = [*_listed(factors.frame, confirmed, year - 1, found)]
    return Grades(
        _filled(factors.frame, confirmed),
        pd.DataFrame(listed, columns=GRADES_TAKEN.names),
        found,
        len(rows) - len(confirmed),
        [*_told(factors, found, listed, year - 1), *_unappraised(factors, lacking, year - 1)],
    )


def _stop_at_unsettled(results: Reading) -> None:
    """InputError where 核定等次 was typed and 等次 does not show it yet."""
    typed = zip(results.values("核定等次"), results.values("等次"), strict=True)
    problem, remedy = "核定等次改了，等次还是原来的", "在“年度考核”再按一次“年度考核”，保存后再按"
    waiting = [i for i, (decided, grade) in enumerate(typed) if decided and decided != grade]
    if waiting:
        raise InputError([results.issue(i, "核定等次", problem, remedy) for i in waiting])


def _listed(
    factors: pd.DataFrame, confirmed: Mapping[str, str], year: int, found: Neighbour
) -> Iterator[dict[str, Any]]:
    """A row for each county of 因素表 that has a confirmed grade."""
    rows: list[Row] = [*factors.to_dict("records")]
    for row in rows:
        code, typed = text(row[CODE.name]), text(row[COLUMN])
        if code in confirmed:
            yield {
                "年度": year,
                **{name: row[name] for name in (CODE.name, "市州", "县区")},
                "考核等次": confirmed[code],
                "因素表等次": typed or None,
                "采用等次": typed or confirmed[code],
                "说明": FILLED if not typed else SAME if typed == confirmed[code] else TYPED,
                "来源": found.label,
            }


def _filled(factors: pd.DataFrame, confirmed: Mapping[str, str]) -> pd.DataFrame:
    pairs = zip(factors[COLUMN], factors[CODE.name], strict=True)
    grades = [text(typed) or confirmed.get(text(code)) for typed, code in pairs]
    return factors.assign(**{COLUMN: pd.Series(grades, index=factors.index, dtype=object)})


def _told(factors: Reading, found: Neighbour, listed: list[dict[str, Any]], year: int) -> Iterator[Issue]:
    """One notice for all that differ, one where there is nothing to take."""
    about = (factors.sheet, factors.header, factors.table.name, COLUMN, "")
    other = [row["县区"] for row in listed if row["说明"] == TYPED]
    if other:
        more = f"等{len(other)}个县" if len(other) > 3 else ""
        problem = f"{'、'.join(other[:3])}{more}填的等次与{year}年度考核的不同，以因素表填的为准"
        remedy = f"逐县见“{GRADES_TAKEN.name}”；要用考核等次的，清空因素表的{COLUMN}，再按一次"
        yield Issue(*about, problem, remedy, Severity.NOTICE)
    if not listed:
        problem = f"“{found.path.name}”里没有{year}年度已确认的等次，没有采用"
        remedy = "在“年度考核”按“年度考核”，核对后填“是否确认”"
        yield Issue(*about, problem, remedy, Severity.NOTICE)


def _unappraised(factors: Reading, lacking: Collection[str], year: int) -> Iterator[Issue]:
    """Counties that 年度考核 could not grade for want of data: 未评价 must not pay in silence."""
    about = "年度考核缺数据、没有评等次；填“未评价”按不奖不罚计，比“一般”“较差”有利"
    for i, code in enumerate(factors.frame[CODE.name]):
        if text(code) in lacking and factors.value(i, COLUMN) in (None, UNGRADED):
            problem = f"{factors.value(i, '县区')}{year}{about}"
            remedy = "请督促补齐数据，在“年度考核”评出等次；没有参加考核的才填“未评价”"
            yield factors.issue(i, COLUMN, problem, remedy, Severity.NOTICE)
