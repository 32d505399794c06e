"""第11条 项目抽查: a random list, stratified by county, kind and amount, that anybody can draw again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy as np
import pandas as pd

from xltools.policy import Policy
from xltools.rules.exact import fen, plain_percent, plain_text
from xltools.rules.problems import Problem
from xltools.rules.projects import Projects
from xltools.tables.declared.project_results import SAMPLED
from xltools.tables.declared.projects import PROJECT_TYPES, PROJECTS

SMALL, MEDIUM, LARGE, UNKNOWN = TIERS = ("小额", "中额", "大额", "金额空白")
"""金额档, by 概算投资."""

_DIGITS = 1 << 64


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project that may be drawn: where it stands in the table and in which stratum."""

    row: int
    county: str
    kind: str
    tier: str
    ticket: str

    @property
    def stratum(self) -> tuple[str, str, str]:
        """County, kind and amount."""
        return self.county, self.kind, self.tier

    @property
    def place(self) -> tuple[str, int, str, int, str, int]:
        """Where it stands among the candidates; at random within its stratum."""
        known = PROJECT_TYPES.index(self.kind) if self.kind in PROJECT_TYPES else len(PROJECT_TYPES)
        return self.county, known, self.kind, TIERS.index(self.tier), self.ticket, self.row


def sampling_problems(library: pd.DataFrame) -> list[Problem]:
    """第11条: what could not be drawn again: projects without code or with another's code, without county."""
    projects = Projects(library)
    codes, counties = projects.text("项目编码"), projects.text("行政区划代码")
    counts = Counter(codes.tolist())
    found = []
    for row, (code, county) in enumerate(zip(codes, counties, strict=True)):
        if not code or counts[code] > 1:
            problem = f"项目编码“{code}”有{counts[code]}行" if code else "没有项目编码"
            remedy = "抽查按项目编码排定次序，请先改正，再抽查"
            found.append(Problem(row, "项目编码", f"{problem}，不能抽查", remedy, PROJECTS.name))
        if not county:
            remedy = "抽查按县分层，请先补填"
            found.append(Problem(row, "行政区划代码", "没有行政区划代码，不能抽查", remedy, PROJECTS.name))
    return found


def sample(library: pd.DataFrame, seed: str, policy: Policy) -> pd.DataFrame:
    """第11条: 抽查结果. The same seed and projects give the same list, however the table is sorted.

    In every county the projects are lined up by kind and amount, at random within, and every k-th is drawn
    from a random start: each project has the same chance, each stratum its share, rounded up or down.
    `sampling_problems` must be empty.
    """
    candidates = sorted(_candidates(Projects(library), seed, policy), key=lambda c: c.place)
    members = Counter(c.stratum for c in candidates)
    drawn = [c for county in _by_county(candidates) for c in _every_kth(county, seed, policy)]
    taken = Counter(c.stratum for c in drawn)
    rows = [
        _row(library, number, each, seed, members[each.stratum], taken[each.stratum])
        for number, each in enumerate(drawn, 1)
    ]
    return pd.DataFrame(rows, columns=SAMPLED.names)


def sample_size(projects: int, policy: Policy) -> int:
    """第11条: how many of a county's projects are drawn."""
    share = ceil(policy.share("抽查比例") * projects)
    return min(projects, max(share, policy.whole("每县最少抽查数")))


def audit_text(library: pd.DataFrame, drawn: pd.DataFrame, seed: str, policy: Policy) -> list[str]:
    """第11条: the lines that let somebody else draw the same list and see that it is the same."""
    middle, high = (plain_text(policy.number(name)) for name in ("中额项目起点", "大额项目起点"))
    share = plain_percent(policy.share("抽查比例"))
    least = policy.whole("每县最少抽查数")
    counties = len(set(Projects(library).text("行政区划代码")))
    return [
        f"种子：{seed}",
        f"抽查范围：{counties}个县、{len(library)}个项目；校验码 {library_checksum(library)}"
        "（县代码、项目编码、项目类型、概算投资）",
        f"抽取：{len(drawn)}个；每县为项目数×{share}进为整数，至少{least}个",
        f"分层：县、项目类型、概算投资（小额不到{middle}万元，中额不到{high}万元，大额{high}万元以上）",
        "次序：每县按项目类型、金额档排列，层内按“种子＋换行＋项目编码”的SHA-256值从小到大",
        "抽法：等距抽取。县内n个抽k个，起点u为“种子＋换行＋县代码”的SHA-256值前16位÷16的16次方，"
        "第⌊(u+i)×n÷k⌋＋1个入选，i从0到k－1",
        "每个项目机会相等；同一种子、同一项目库，抽出的名单相同，与表内次序无关",
    ]


def library_checksum(library: pd.DataFrame) -> str:
    """16 hex digits of what a draw depends on, the same however the table is sorted."""
    projects = Projects(library)
    names = ("行政区划代码", "项目编码", "项目类型")
    columns = [projects.text(name) for name in names]
    known, amounts = projects.known("概算投资").tolist(), projects.amount("概算投资").tolist()
    lines = sorted(
        "\t".join((*words, str(amount) if there else ""))
        for *words, there, amount in zip(*columns, known, amounts, strict=True)
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _candidates(projects: Projects, seed: str, policy: Policy) -> list[Candidate]:
    columns = (projects.text(name) for name in ("行政区划代码", "项目类型", "项目编码"))
    tiers = _tiers(projects, policy)
    return [
        Candidate(row, county, kind, tier, _digest(seed, code))
        for row, (county, kind, code, tier) in enumerate(zip(*columns, tiers, strict=True))
    ]


def _tiers(projects: Projects, policy: Policy) -> list[str]:
    bounds = [fen(float(policy.number(name))) for name in ("中额项目起点", "大额项目起点")]
    numbers = np.searchsorted(bounds, projects.amount("概算投资"), side="right")
    numbers = np.where(projects.known("概算投资"), numbers, TIERS.index(UNKNOWN))
    return [TIERS[number] for number in numbers.tolist()]


def _by_county(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    counties: dict[str, list[Candidate]] = {}
    for each in candidates:
        counties.setdefault(each.county, []).append(each)
    return list(counties.values())


def _every_kth(county: Sequence[Candidate], seed: str, policy: Policy) -> list[Candidate]:
    """Systematic sampling, in whole numbers: ⌊(u + i)·n/k⌋ for i = 0 … k−1."""
    many = sample_size(len(county), policy)
    start = Fraction(int(_digest(seed, county[0].county)[:16], 16), _DIGITS)
    return [county[floor((start + i) * len(county) / many)] for i in range(many)]


def _digest(seed: str, name: str) -> str:
    return hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()


def _row(
    library: pd.DataFrame, number: int, each: Candidate, seed: str, members: int, taken: int
) -> dict[str, Any]:
    shared = {name: library[name].iloc[each.row] for name in SAMPLED.names if name in library}
    basis = (
        f"第11条（方案）：每季度开展一次项目抽查；{each.kind or '类型空白'}、{each.tier}层"
        f"{members}个抽{taken}个，签号{each.ticket[:8]}"
    )
    made = {"序号": number, "金额档": each.tier, "层内项目数": members, "层内抽取数": taken, "种子": seed}
    return shared | made | {"依据": basis, "检查情况": None}
