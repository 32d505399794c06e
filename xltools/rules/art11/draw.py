"""第11条 省季度抽查: which counties, stratified by 县类别 and city; then their projects, by `sampling`.

Within a year nobody comes twice before everybody of the same 县类别 came once.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

import pandas as pd

from xltools.policy import Policy
from xltools.rules.apportion import apportion
from xltools.rules.art11.sampling import audit_text, sample
from xltools.rules.art12.roster import Row, city_code, text
from xltools.rules.exact import plain_percent
from xltools.rules.projects import Projects
from xltools.tables.declared.dispatch import COUNTY_CLASSES
from xltools.tables.declared.inspections import DRAWN, DRAWN_COUNTIES
from xltools.tables.declared.projects import FINISHED, STARTED

_QUARTER = re.compile(r"(20\d\d)年?第?([1-4一二三四])季度?")
_DIGITS = 1 << 64
_FIGURES = dict(zip("一二三四", "1234", strict=True))

ALL_PROJECTS = "全部在库"
TYPED = ("检查日期", "检查人", "检查情况")
"""What the officer fills into 抽查名单."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A quarter's draw: 抽中县 and 抽查名单 of that quarter, and how it was done."""

    counties: pd.DataFrame
    projects: pd.DataFrame
    account: list[str]


@dataclass(frozen=True, slots=True)
class County:
    """A county that may be drawn; `times`: how often it was in this year's earlier quarters."""

    code: str
    city: str
    name: str
    kind: str
    projects: int
    times: int
    ticket: str


def quarter_name(year: int, quarter: int) -> str:
    """2024年第1季度."""
    return f"{year}年第{quarter}季度"


def parse_quarter(typed: str) -> tuple[int, int] | None:
    """2024年第1季度, 2024年一季度 → (2024, 1); None where it is neither."""
    found = _QUARTER.fullmatch(typed.replace(" ", ""))
    return (int(found[1]), int(_FIGURES.get(found[2], found[2]))) if found else None


def may_be_drawn(library: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """第11条: the projects that are drawn from: 缺省 those begun or finished."""
    if policy.text("抽查项目范围") == ALL_PROJECTS:
        return library
    return library[Projects(library).is_("实施状态", (STARTED, FINISHED))].reset_index(drop=True)


def times_drawn(before: pd.DataFrame, year: int, quarter: int) -> Counter[str]:
    """How often each county was drawn in the year's earlier quarters, by 抽中县."""
    return Counter(
        text(row["行政区划代码"])
        for row in before.to_dict("records")
        if (when := parse_quarter(text(row["季度"]))) and when[0] == year and when[1] < quarter
    )


def draw(
    roster: pd.DataFrame,
    library: pd.DataFrame,
    times: Mapping[str, int],
    quarter: str,
    seed: str,
    policy: Policy,
) -> Drawn:
    """第11条: a quarter's counties and projects. The same seed, list and library give the same, however the
    tables are sorted. `library` holds what may be drawn, every project with a code and a county of its own.
    """
    listed = _candidates(roster, library, times, seed)
    chosen = _chosen(listed, seed, policy)
    codes = {county.code for county in chosen}
    own = library[library["行政区划代码"].isin(codes)].reset_index(drop=True)
    sampled = sample(own, seed, policy)
    projects = _projects(sampled, own, {county.code: county for county in chosen}, quarter)
    account = [*_account(roster, listed, chosen, seed, policy), *audit_text(own, sampled, seed, policy)[1:]]
    return Drawn(_counties(chosen, listed, sampled, quarter, seed), projects, account)


def _candidates(
    roster: pd.DataFrame, library: pd.DataFrame, times: Mapping[str, int], seed: str
) -> list[County]:
    """Every county with a task and a project, by class, city and lot."""
    counts = Counter(Projects(library).text("行政区划代码").tolist())
    rows: Sequence[Row] = roster.to_dict("records")
    found = [
        _county(row, counts[text(row["行政区划代码"])], times, seed)
        for row in rows
        if _inspected(row) and counts[text(row["行政区划代码"])]
    ]
    return sorted(found, key=lambda c: (_class_order(c.kind), city_code(c.code), c.ticket, c.code))


def _county(row: Row, projects: int, times: Mapping[str, int], seed: str) -> County:
    code = text(row["行政区划代码"])
    kind = text(row["县类别"]) or COUNTY_CLASSES[-1]
    drawn = times.get(code, 0)
    return County(
        code, text(row["市州"]), text(row["县区"]), kind, projects, drawn, _digest(seed, f"县{code}")
    )


def _inspected(row: Row) -> bool:
    return text(row["是否参评"]) != "否"


def _class_order(kind: str) -> int:
    return COUNTY_CLASSES.index(kind) if kind in COUNTY_CLASSES else len(COUNTY_CLASSES)


def _chosen(listed: Sequence[County], seed: str, policy: Policy) -> list[County]:
    """Each class its share by largest remainder, at least so many; within it those drawn least this year."""
    classes = _by_class(listed)
    sizes = [len(members) for members in classes.values()]
    least = [min(size, policy.whole("每类最少抽查县数")) for size in sizes]
    total = max(sum(least), ceil(policy.share("抽查县比例") * len(listed)))
    numbers = apportion(total, sizes, least, sizes, range(len(sizes)))
    return [
        county
        for (kind, members), many in zip(classes.items(), numbers, strict=True)
        for county in _least_drawn(members, many, _digest(seed, kind))
    ]


def _least_drawn(members: Sequence[County], many: int, lot: str) -> list[County]:
    """`many` of a class: all of those who came less often before any who came more often."""
    taken: list[County] = []
    for times in sorted({county.times for county in members}):
        level = [county for county in members if county.times == times]
        taken += _every_kth(level, min(many - len(taken), len(level)), lot)
    return sorted(taken, key=lambda county: county.code)


def _every_kth(level: Sequence[County], many: int, lot: str) -> list[County]:
    """Systematic sampling along the cities, in whole numbers: ⌊(u + i)·n/k⌋ for i = 0 … k−1."""
    start = Fraction(int(lot[:16], 16), _DIGITS)
    return [level[floor((start + i) * len(level) / many)] for i in range(many)]


def _by_class(listed: Iterable[County]) -> dict[str, list[County]]:
    classes: dict[str, list[County]] = {}
    for county in listed:
        classes.setdefault(county.kind, []).append(county)
    return classes


def _counties(
    chosen: Sequence[County], listed: Sequence[County], sampled: pd.DataFrame, quarter: str, seed: str
) -> pd.DataFrame:
    drawn = Counter(sampled["行政区划代码"])
    members, taken = Counter(c.kind for c in listed), Counter(c.kind for c in chosen)
    rows = [
        {
            "季度": quarter,
            "行政区划代码": county.code,
            "市州": county.city,
            "县区": county.name,
            "县类别": county.kind,
            "可抽项目数": county.projects,
            "抽取项目数": drawn[county.code],
            "本年第几次": county.times + 1,
            "种子": seed,
            "依据": f"第11条（方案）：每季度开展一次项目抽查；{county.kind}{members[county.kind]}个抽"
            f"{taken[county.kind]}个（缺省），签号{county.ticket[:8]}",
        }
        for county in chosen
    ]
    return pd.DataFrame(rows, columns=DRAWN_COUNTIES.names)


def _projects(
    sampled: pd.DataFrame, library: pd.DataFrame, counties: Mapping[str, County], quarter: str
) -> pd.DataFrame:
    states = dict(zip(library["项目编码"], library["实施状态"], strict=True))
    listed: Sequence[Row] = sampled.to_dict("records")
    rows = [
        {
            **row,
            "季度": quarter,
            "市州": counties[row["行政区划代码"]].city,
            "县区": counties[row["行政区划代码"]].name,
            "实施状态": states[row["项目编码"]],
        }
        for row in listed
    ]
    return pd.DataFrame(rows, columns=DRAWN.names)


def _account(
    roster: pd.DataFrame, listed: Sequence[County], chosen: Sequence[County], seed: str, policy: Policy
) -> list[str]:
    """How the counties were drawn; the projects' lines follow."""
    members, taken = Counter(c.kind for c in listed), Counter(c.kind for c in chosen)
    by_class = "、".join(f"{kind}{members[kind]}个抽{taken[kind]}个" for kind in _by_class(listed))
    without = _without(roster, listed)
    return [
        f"种子：{seed}",
        f"可抽的县：{len(listed)}个，校验码 {_checksum(listed)}（县代码、县类别、本年已抽次数）{without}",
        f"抽县：{len(chosen)}个；可抽县数×{plain_percent(policy.share('抽查县比例'))}进为整数，"
        f"每类至少{policy.whole('每类最少抽查县数')}个，各类按县数以最大余数法分配：{by_class}",
        "县的次序：每类按市（州）代码排列，同一市（州）内按“种子＋换行＋县＋代码”的SHA-256值从小到大",
        "县的抽法：等距抽取，起点u为“种子＋换行＋县类别”的SHA-256值前16位÷16的16次方；"
        "本年抽过次数少的先抽，一类没有轮完不重复",
    ]


def _without(roster: pd.DataFrame, listed: Sequence[County]) -> str:
    """The counties with a task that cannot be drawn for want of a project."""
    there = {county.code for county in listed}
    rows: Sequence[Row] = roster.to_dict("records")
    gone = [
        f"{text(row['市州'])}{text(row['县区'])}"
        for row in rows
        if _inspected(row) and text(row["行政区划代码"]) not in there
    ]
    return f"；没有可抽项目、不在其中的{len(gone)}个：{'、'.join(gone)}" if gone else ""


def _checksum(listed: Sequence[County]) -> str:
    lines = sorted(f"{county.code}\t{county.kind}\t{county.times}" for county in listed)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _digest(seed: str, name: str) -> str:
    return hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()
