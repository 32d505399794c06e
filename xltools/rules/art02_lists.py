"""第2条 清单筛查: 筛查结果, where a hit is 疑似 until a person decides, and the decisions remembered."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from xltools.policy import Policy
from xltools.rules.art02_entries import Entry, entries
from xltools.rules.art02_hits import SEARCHED, Hits, Places
from xltools.rules.art12_roster import Row, text
from xltools.rules.problems import Problem
from xltools.rules.projects import Projects
from xltools.rules.words import split_words
from xltools.tables.declared.lists import DECIDED, LISTS, SCREENED, STANDINGS, SUSPECTED

_AROUND = 8
"""Characters of the text shown on each side of a word."""

_AGAIN = "请重新决定"
"""Ends what stands in 理由 when a decision falls; it is not the officer's reason."""

_OF_PROJECT = ("行政区划代码", "县区", "项目编码", "项目名称")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row of 筛查结果; `row` is the project's, `number` the entry's."""

    row: int
    number: int
    entry: Entry
    words: str
    shown: str
    standing: str
    reason: str | None

    @property
    def place(self) -> tuple[int, int, int, int]:
        """负面清单 first, there 疑似 first."""
        return LISTS.index(self.entry.list_), STANDINGS.index(self.standing), self.row, self.number


def screen(
    library: pd.DataFrame, lists: Mapping[str, pd.DataFrame], decided: pd.DataFrame, policy: Policy
) -> pd.DataFrame:
    """第2条: 筛查结果, a row for each project and entry that hits it: 负面清单 first, there 疑似 first.

    `lists` by name (LISTS); `decided` is 筛查决定: what was decided stands, while no other word hits.
    `list_problems` must be empty.
    """
    projects = Projects(library)
    found = sorted(_verdicts(projects, entries(lists), decided, policy), key=lambda verdict: verdict.place)
    rows = np.array([verdict.row for verdict in found], np.int64)
    columns: dict[str, Any] = {
        "清单": [verdict.entry.list_ for verdict in found],
        "编号": [verdict.entry.number for verdict in found],
        "条目": [verdict.entry.text for verdict in found],
        **{name: [value or None for value in projects.text(name)[rows]] for name in _OF_PROJECT},
        "命中词": [verdict.words for verdict in found],
        "出处": [verdict.shown for verdict in found],
        "状态": [verdict.standing for verdict in found],
        "决定": None,
        "理由": [verdict.reason for verdict in found],
        "依据": [_basis(verdict.entry) for verdict in found],
    }
    return pd.DataFrame(columns, columns=SCREENED.names, index=range(len(found)), dtype=object)


def remember(
    screened: pd.DataFrame, decided: pd.DataFrame, on: dt.date
) -> tuple[pd.DataFrame, list[Problem]]:
    """第2条: 筛查决定 with what the officer filled into 决定 of 筛查结果, and where a reason is missing.

    A project decided again has its row replaced; decisions on what no longer hits are kept.
    """
    kept: dict[tuple[Any, ...], dict[Any, Any]] = {_key(row): row for row in decided.to_dict("records")}
    problems: list[Problem] = []
    rows = Counter(map(_key, screened.to_dict("records")))
    for i, row in enumerate(screened.to_dict("records")):
        if not text(row["决定"]):
            continue
        missing = list(_undecided(i, row, rows[_key(row)]))
        problems += missing
        if not missing:
            kept[_key(row)] = {name: row.get(name) for name in DECIDED.names} | {"决定日期": pd.Timestamp(on)}
    return pd.DataFrame(list(kept.values()), columns=DECIDED.names), problems


def _undecided(i: int, row: Row, same: int) -> Iterator[Problem]:
    if not text(row["理由"]) or text(row["理由"]).endswith(_AGAIN):
        problem = f"决定“{row['决定']}”没有写理由"
        yield Problem(i, "理由", problem, "写明核实情况；以后不再问，理由供查", SCREENED.name)
    if not text(row["项目编码"]):
        remedy = "清空这里的决定，在项目库补填项目编码后再筛查"
        yield Problem(i, "项目编码", "没有项目编码，决定无处可记", remedy, SCREENED.name)
    elif same > 1:
        remedy = "清空这里的决定，在项目库改正编码后再筛查"
        yield Problem(i, "项目编码", f"项目编码有{same}行，决定不知道记给哪一个", remedy, SCREENED.name)


def _key(row: Row) -> tuple[Any, ...]:
    return row["清单"], row["编号"], row["项目编码"]


def _verdicts(
    projects: Projects, listed: Sequence[Entry], decided: pd.DataFrame, policy: Policy
) -> Iterator[Verdict]:
    hits = Hits(projects, listed, policy)
    known = {_key(row): row for row in decided.to_dict("records")}
    codes = projects.text("项目编码").tolist()
    times = Counter(codes)
    all_words, numbers = hits.places.words, hits.places.found.word.tolist()
    for number, row, at in hits.groups():
        entry = listed[number]
        words = [all_words[numbers[place]] for place in at]
        one = codes[row] and times[codes[row]] == 1
        before = known.get((entry.list_, entry.number, codes[row])) if one else None
        standing, reason = _standing(words, before)
        yield Verdict(row, number, entry, "、".join(words), _shown(hits.places, words, at), standing, reason)


def _standing(words: Sequence[str], before: Row | None) -> tuple[str, str | None]:
    """状态 and 理由; a decision falls when a word hits that it was not made on."""
    if before is None:
        return SUSPECTED, None
    if set(words) <= set(split_words(text(before["命中词"]))):
        return before["决定"], before["理由"]
    return SUSPECTED, f"原决定“{before['决定']}”（{before['命中词']}），现命中词有变，{_AGAIN}"


def _shown(places: Places, words: Sequence[str], at: Sequence[int]) -> str:
    """Each word once where it stands: 建设内容：…新建村委会办公楼两层…."""
    shown = []
    for word, place in zip(words, at, strict=True):
        column, text_, start = places.spots[place]
        shown.append(f"{SEARCHED[column]}：{places.found.around(text_, start, len(word), _AROUND)}")
    return "；".join(dict.fromkeys(shown))


def _basis(entry: Entry) -> str:
    return f"第2条（方案）：{entry.list_}{entry.number}；{entry.basis or '由人确认'}"
