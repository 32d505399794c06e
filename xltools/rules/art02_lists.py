"""第2条 清单筛查: which projects the lists hit, by which words; a hit is 疑似 until a person decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from xltools.policy import Policy
from xltools.rules.art02_entries import Entry, entries
from xltools.rules.art12_roster import Row, text
from xltools.rules.problems import Problem
from xltools.rules.projects import Projects, Texts
from xltools.rules.words import fold, occurrences, policy_kinds, split_words
from xltools.tables.declared.lists import CATALOGUE, DECIDED, LISTS, SCREENED, STANDINGS, SUSPECTED

SEARCHED = ("项目名称", "二级类型", "建设内容")
"""Columns in which the words are looked for, the most telling first."""

_AROUND = 8
"""Characters of the text shown on each side of a word."""

Place: TypeAlias = tuple[int, int]
"""Which of SEARCHED, and where in its folded text."""

Found: TypeAlias = dict[str, list[Place]]
"""The words found in one project, with their places."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that hits one project (its row), the words that hit and their places."""

    row: int
    entry: Entry
    words: tuple[str, ...]
    places: Found


def screen(
    library: pd.DataFrame, lists: Mapping[str, pd.DataFrame], decided: pd.DataFrame, policy: Policy
) -> pd.DataFrame:
    """第2条: 筛查结果, a row for each project and entry that hits it: 负面清单 first, there 疑似 first.

    `lists` by name (LISTS); `decided` is 筛查决定: what was decided stands, while no other word hits.
    """
    projects = Projects(library)
    known = {(d["清单"], d["编号"], d["项目编码"]): d for d in decided.to_dict("records")}
    rows = [_row(projects, hit, known) for hit in hits(projects, entries(lists), policy)]
    rows.sort(key=lambda row: (LISTS.index(row["清单"]), STANDINGS.index(row["状态"])))
    return pd.DataFrame(rows, columns=SCREENED.names, dtype=object)


def hits(projects: Projects, listed: Sequence[Entry], policy: Policy) -> Iterator[Hit]:
    """第2条: every entry that hits, project by project; 产业目录 is for 帮扶产业 alone."""
    industry = projects.is_("项目类型", policy_kinds(policy, "帮扶产业项目类型"))
    codes = projects.text("行政区划代码")
    by_word: dict[str, list[Entry]] = {}
    for entry in listed:
        for word in entry.words:
            by_word.setdefault(word, []).append(entry)
    order = {id(entry): i for i, entry in enumerate(listed)}
    for row, found in _found(projects, listed):
        touched = {id(e): e for word in found for e in by_word.get(word, ())}
        for key in sorted(touched, key=order.__getitem__):
            entry = touched[key]
            if entry.list_ == CATALOGUE and not industry[row]:
                continue
            words = hit_words(entry, found) if entry.covers(codes[row]) else ()
            if words:
                yield Hit(row, entry, words, found)


def hit_words(entry: Entry, found: Found) -> tuple[str, ...]:
    """The words of the entry that hit: all of a group are there, and no 排除词 takes them back.

    A 排除词 that contains a word (汽车露营地 for 汽车) takes back that place; any other, the whole entry.
    """
    around = [word for word in entry.excluded if any(part in word for part in entry.words)]
    if any(word in found for word in entry.excluded if word not in around):
        return ()
    left = {word for word in entry.words if _left(word, found, around)}
    groups = (group for group in entry.wanted if left.issuperset(group))
    return tuple(dict.fromkeys(word for group in groups for word in group))


def remember(
    screened: pd.DataFrame, decided: pd.DataFrame, on: dt.date
) -> tuple[pd.DataFrame, list[Problem]]:
    """第2条: 筛查决定 with what the officer filled into 决定 of 筛查结果, and where a reason is missing.

    A project decided again has its row replaced; decisions on what no longer hits are kept.
    """
    kept: dict[tuple[Any, ...], dict[Any, Any]] = {_key(row): row for row in decided.to_dict("records")}
    problems: list[Problem] = []
    for i, row in enumerate(screened.to_dict("records")):
        if not text(row["决定"]):
            continue
        missing = list(_undecided(i, row))
        problems += missing
        if not missing:
            kept[_key(row)] = {name: row.get(name) for name in DECIDED.names} | {"决定日期": pd.Timestamp(on)}
    return pd.DataFrame(list(kept.values()), columns=DECIDED.names), problems


def _undecided(i: int, row: Row) -> Iterator[Problem]:
    if not text(row["理由"]):
        problem = f"决定“{row['决定']}”没有写理由"
        yield Problem(i, "理由", problem, "写明核实情况；以后不再问，理由供查", SCREENED.name)
    if not text(row["项目编码"]):
        yield Problem(i, "项目编码", "没有项目编码，决定无处可记", "先在项目库补填项目编码", SCREENED.name)


def _key(row: Row) -> tuple[Any, ...]:
    return row["清单"], row["编号"], row["项目编码"]


def _found(projects: Projects, listed: Sequence[Entry]) -> Iterator[tuple[int, Found]]:
    """The projects with any word of any entry, and where."""
    words = list(dict.fromkeys(word for entry in listed for word in (*entry.words, *entry.excluded)))
    texts: Texts = np.concatenate([projects.text(name) for name in SEARCHED])
    by_row: dict[int, Found] = {}
    for at, word, start in occurrences(texts.tolist(), words):
        column, row = divmod(at, len(projects))
        by_row.setdefault(row, {}).setdefault(words[word], []).append((column, start))
    for row in sorted(by_row):
        yield row, by_row[row]


def _left(word: str, found: Found, around: Iterable[str]) -> list[Place]:
    """The places of a word that lie in no 排除词."""
    covered = [(column, at, at + len(w)) for w in around for column, at in found.get(w, ())]
    return [
        (column, at)
        for column, at in found.get(word, ())
        if not any(c == column and begin <= at and at + len(word) <= end for c, begin, end in covered)
    ]


def _row(projects: Projects, hit: Hit, known: Mapping[Any, Row]) -> dict[str, Any]:
    entry, row = hit.entry, hit.row
    code = projects.text("项目编码")[row]
    standing, reason = _standing(hit.words, known.get((entry.list_, entry.number, code)) if code else None)
    return {
        "清单": entry.list_,
        "编号": entry.number,
        "条目": entry.text,
        **{
            name: projects.text(name)[row] or None
            for name in ("行政区划代码", "县区", "项目编码", "项目名称")
        },
        "命中词": "、".join(hit.words),
        "出处": _shown(projects, hit),
        "状态": standing,
        "决定": None,
        "理由": reason,
        "依据": f"第2条（方案）：{entry.list_}{entry.number}；{entry.basis or '由人确认'}",
    }


def _standing(words: Sequence[str], before: Row | None) -> tuple[str, str | None]:
    """状态 and 理由; a decision falls when a word hits that it was not made on."""
    if before is None:
        return SUSPECTED, None
    if set(words) <= set(split_words(text(before["命中词"]))):
        return before["决定"], before["理由"]
    return SUSPECTED, f"原决定“{before['决定']}”（{before['命中词']}），现命中词有变，请重新决定"


def _shown(projects: Projects, hit: Hit) -> str:
    """Each word once where it stands: 建设内容：…新建村委会办公楼两层…."""
    shown = []
    for word in hit.words:
        column, at = hit.places[word][0]
        body = fold(projects.text(SEARCHED[column])[hit.row])
        begin, end = max(0, at - _AROUND), at + len(word) + _AROUND
        text_ = f"{'…' if begin else ''}{body[begin:end]}{'…' if end < len(body) else ''}"
        shown.append(f"{SEARCHED[column]}：{text_}")
    return "；".join(dict.fromkeys(shown))
