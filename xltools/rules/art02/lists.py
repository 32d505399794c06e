"""第2条 清单筛查: 筛查结果, where a hit is 疑似 until a person decides, and the decisions remembered."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from xltools.policy import Policy
from xltools.rules.art02.entries import Entry, entries
from xltools.rules.art02.hits import SEARCHED, Hits
from xltools.rules.art12.roster import Row, text
from xltools.rules.problems import Problem
from xltools.rules.projects import Projects, Texts
from xltools.rules.words import Numbers, split_words
from xltools.tables.declared.lists import DECIDED, LISTS, SCREENED, STANDINGS, SUSPECTED

_AROUND = 8
"""Characters of the text shown on each side of a word."""

_AGAIN = "请重新决定"
"""Ends what stands in 理由 when a decision falls; it is not the officer's reason."""

_OF_PROJECT = ("行政区划代码", "县区", "项目编码", "项目名称")


def screen(
    library: pd.DataFrame, lists: Mapping[str, pd.DataFrame], decided: pd.DataFrame, policy: Policy
) -> pd.DataFrame:
    """第2条: 筛查结果, a row for each project and entry that hits it: 负面清单 first, there 疑似 first.

    `lists` by name (LISTS); `decided` is 筛查决定: what was decided stands, while no other word hits.
    `list_problems` must be empty.
    """
    projects, listed = Projects(library), entries(lists)
    hits = Hits(projects, listed, policy)
    entry, row = hits.entry[hits.starts], hits.row[hits.starts]
    words = _words(hits)
    standings, reasons = _standings(projects, listed, decided, hits, words)
    rank = np.array([STANDINGS.index(standing) for standing in standings], np.int64)
    which = np.array([LISTS.index(each.list_) for each in listed], np.int64)
    columns: dict[str, Any] = {
        "清单": _of([each.list_ for each in listed], entry),
        "编号": _of([each.number for each in listed], entry),
        "条目": _of([each.text for each in listed], entry),
        **{name: [value or None for value in projects.text(name)[row]] for name in _OF_PROJECT},
        "命中词": words,
        "出处": _shown(hits, len(projects)),
        "状态": standings,
        "决定": [None] * len(words),
        "理由": reasons,
        "依据": _of([_basis(each) for each in listed], entry),
    }
    result = pd.DataFrame(columns, columns=SCREENED.names, dtype=object)
    return result.iloc[np.lexsort((entry, row, rank, which[entry]))].reset_index(drop=True)


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


def _of(values: Sequence[str], numbers: Numbers) -> Texts:
    """What each entry says, for the entry of each hit."""
    said: Texts = np.array([*values, None], object)[numbers]
    return said


def _joined(hits: Hits, said: Sequence[str], mark: str) -> list[str]:
    """What is said of the places of each hit, each once."""
    starts = hits.starts.tolist()
    spans = zip(starts, [*starts, len(said)][1:], strict=True)
    return [said[a] if b == a + 1 else mark.join(dict.fromkeys(said[a:b])) for a, b in spans]


def _words(hits: Hits) -> list[str]:
    words = hits.places.words
    return _joined(hits, [words[number] for number in hits.places.found.word[hits.place].tolist()], "、")


def _shown(hits: Hits, projects: int) -> list[str]:
    """Each word once where it stands: 建设内容：…新建村委会办公楼两层…."""
    words, found = hits.places.words, hits.places.found
    spots = zip(*(array[hits.place].tolist() for array in (found.text, found.at, found.word)), strict=True)
    shown = [
        f"{SEARCHED[text_ // projects]}：{found.around(text_, at, len(words[word]), _AROUND)}"
        for text_, at, word in spots
    ]
    return _joined(hits, shown, "；")


def _standings(
    projects: Projects, listed: Sequence[Entry], decided: pd.DataFrame, hits: Hits, words: Sequence[str]
) -> tuple[list[str], list[str | None]]:
    """状态 and 理由 of each hit."""
    known = {_key(row): row for row in decided.to_dict("records")}
    standings = [SUSPECTED] * len(words)
    reasons: list[str | None] = [None] * len(words)
    if not known:
        return standings, reasons
    all_codes = projects.text("项目编码")
    times = Counter(all_codes.tolist())
    codes = all_codes[hits.row[hits.starts]]
    for i, (number, code) in enumerate(zip(hits.entry[hits.starts].tolist(), codes, strict=True)):
        one = code and times[code] == 1
        before = known.get((listed[number].list_, listed[number].number, code)) if one else None
        if before is not None:
            standings[i], reasons[i] = _standing(words[i], before)
    return standings, reasons


def _standing(words: str, before: Row) -> tuple[str, str | None]:
    """A decision falls when a word hits that it was not made on."""
    if set(split_words(words)) <= set(split_words(text(before["命中词"]))):
        return before["决定"], before["理由"]
    return SUSPECTED, f"原决定“{before['决定']}”（{before['命中词']}），现命中词有变，{_AGAIN}"


def _basis(entry: Entry) -> str:
    return f"第2条（方案）：{entry.list_}{entry.number}；{entry.basis or '由人确认'}"
