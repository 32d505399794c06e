"""第9条 数据质量: projects that stand in the library twice, by code, by name, or nearly by name and place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from xltools.rules.project_checks import Run
from xltools.rules.projects import Mask, Projects, Rows
from xltools.rules.words import fold_all

_PLACE = ("行政区划代码", "乡镇", "村")

_YEAR = re.compile(r"20\d\d(?:年度?)?")
_NOT_WORDS = re.compile(r"[^\w\0]+|_+")
_FILLERS = re.compile(r"项目|工程|建设")
_TELLING = "0123456789一二三四五六七八九十上下中东西南北前后左右甲乙丙丁abcdefgh"
"""Characters that tell one project from another: 一期 and 二期, 三组 and 四组."""

_NOT_TELLING = re.compile(rf"[^{_TELLING}\0]+")

_SHORTEST = 5
"""A name of fewer characters says too little for one of them to be a slip of the pen."""

_END = 2
"""Characters of a beginning or an end; with `_SHORTEST` they do not meet."""

_NAMED = 3
"""How many others a sentence names."""


def within_county(run: Run) -> Mask:
    """The same 项目编码 again in the same county."""
    return _again(run.projects.together("行政区划代码", "项目编码")) & run.projects.has("项目编码")


def across_counties(run: Run) -> Mask:
    """The same 项目编码 in another county."""
    projects = run.projects
    codes, wordings = projects.wordings("项目编码")
    pairs = projects.together("行政区划代码", "项目编码")
    first = np.unique(pairs, return_index=True)[1]
    counties = np.bincount(codes[first], minlength=len(wordings))
    return np.asarray(counties[codes] > 1, bool) & projects.has("项目编码")


def same_name(run: Run) -> Mask:
    """The same 项目名称 in a county under another 项目编码, or none."""
    projects = run.projects
    again = _again(projects.together("行政区划代码", "项目名称")) & projects.has("项目名称")
    return again & ~within_county(run)


def near(run: Run) -> Mask:
    """第9条 (缺省): nearly the same name at the same 乡镇 and 村."""
    mask = np.zeros(len(run.projects), bool)
    mask[list(run.projects.once("near", _nearest))] = True
    return mask


def say_within_county(run: Run, rows: Rows) -> Sequence[str]:
    """Which projects share the code."""
    keys = run.projects.together("行政区划代码", "项目编码")
    return [f"与本县{_names(run, others)}的编码相同" for others in _others(keys, rows)]


def say_across_counties(run: Run, rows: Rows) -> Sequence[str]:
    """In which other counties the code stands."""
    projects, said = run.projects, []
    counties, codes = projects.text("行政区划代码"), projects.text("县区")
    for row, others in zip(rows.tolist(), _others(projects.wordings("项目编码")[0], rows), strict=True):
        elsewhere = [f"{codes[o]}（{counties[o]}）" for o in others if counties[o] != counties[row]]
        said.append(f"同一编码也在{_first(list(dict.fromkeys(elsewhere)))}")
    return said


def say_same_name(run: Run, rows: Rows) -> Sequence[str]:
    """The codes of the others of the name."""
    keys, codes = run.projects.together("行政区划代码", "项目名称"), run.projects.text("项目编码")
    return [
        f"本县另有{len(others)}个同名项目：{_first([codes[o] or '（无编码）' for o in others])}"
        for others in _others(keys, rows)
    ]


def say_near(run: Run, rows: Rows) -> Sequence[str]:
    """The first of those that are near."""
    nearest = run.projects.once("near", _nearest)
    return [f"与{_names(run, [nearest[row]])}地点相同、名称相近" for row in rows.tolist()]


def _nearest(projects: Projects) -> dict[int, int]:
    """Row → the first other row of its place with nearly its name; same names are `same_name`'s."""
    found: dict[int, int] = {}
    if not len(projects):
        return found
    names = projects.text("项目名称")
    by_variant: dict[tuple[int, str], list[int]] = {}
    blocks, keys = projects.together(*_PLACE).tolist(), _keys(projects)
    for row in _worth_comparing(blocks, keys):
        for variant in _variants(keys[row]):
            by_variant.setdefault((blocks[row], variant), []).append(row)
    for alike in by_variant.values():
        for row in alike if len(alike) > 1 else ():
            other = next((o for o in alike if names[o] != names[row]), None)
            if other is not None:
                found[row] = min(other, found.get(row, other))
    return found


def _keys(projects: Projects) -> list[str]:
    """Names without year, their own place, marks and words that say nothing."""
    names = _YEAR.sub("", "\0".join(fold_all(projects.text("项目名称").tolist())))
    keys = _NOT_WORDS.sub("", names).split("\0")
    for column in ("县区", "乡镇", "村"):
        places = projects.text(column).tolist()
        keys = [key.replace(p, "") if p and p in key else key for key, p in zip(keys, places, strict=True)]
    return _FILLERS.sub("", "\0".join(keys)).split("\0")


def _worth_comparing(blocks: Sequence[int], keys: Sequence[str]) -> list[int]:
    """Rows that share with another: their place, every telling character, and the beginning or the end of
    the key; of two keys one slip apart at least one end is the same.
    """
    telling = _NOT_TELLING.sub("", "\0".join(keys)).split("\0")
    ends = [
        (f"{block}\0{marks}\0{key[:_END]}", f"{block}\0{marks}\0\0{key[-_END:]}") if key else ()
        for block, marks, key in zip(blocks, telling, keys, strict=True)
    ]
    counts = Counter(end for pair in ends for end in pair)
    shared = {end for end, count in counts.items() if count > 1}
    return [row for row, pair in enumerate(ends) if not shared.isdisjoint(pair)]


def _variants(key: str) -> Iterable[str]:
    """The key, and the key less any one character that tells nothing: two keys a slip apart share one."""
    if len(key) < _SHORTEST:
        return (key,)
    return {key, *(key[:i] + key[i + 1 :] for i, c in enumerate(key) if c not in _TELLING)}


def _again(numbers: Rows) -> Mask:
    return np.asarray(np.bincount(numbers)[numbers] > 1, bool) if len(numbers) else np.zeros(0, bool)


def _others(numbers: Rows, rows: Rows) -> Iterator[list[int]]:
    """The other rows of each row's number, in the order of the table."""
    wanted = set(numbers[rows].tolist())
    members: dict[int, list[int]] = {}
    for row, number in enumerate(numbers.tolist()):
        if number in wanted:
            members.setdefault(number, []).append(row)
    return ([o for o in members[numbers[row]] if o != row] for row in rows.tolist())


def _names(run: Run, rows: Sequence[int]) -> str:
    names, codes = run.projects.text("项目名称"), run.projects.text("项目编码")
    return _first([f"“{names[o]}”（{codes[o] or '无编码'}）" for o in rows])


def _first(items: Sequence[str]) -> str:
    more = f"等{len(items)}个" if len(items) > _NAMED else ""
    return "、".join(items[:_NAMED]) + more
