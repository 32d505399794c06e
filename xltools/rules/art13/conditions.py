"""第13–16条: the conditions of a way to revive an asset: met, not met, or for a person to find out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from xltools.policy import Policy
from xltools.rules.art12.roster import Row, text
from xltools.rules.words import policy_words, words_in
from xltools.tables.declared.assets import BUSINESS
from xltools.tables.declared.revival import BARRED, FEASIBLE, MET, OPEN, TO_CHECK, UNMET

WORDS = ("集体权属词", "聚居点场镇词", "区位优势词", "区位存疑词", "管护困难词")
"""Parameters that list words."""


@dataclass(frozen=True)
class Site:
    """One asset with what is known round it: its row of 资产台账, its class, its county's 运营平台."""

    row: Row
    kind: str
    platform: Row | None
    policy: Policy
    words: Mapping[str, list[str]]

    def said(self, column: str) -> str:
        """A column's text, empty where blank."""
        return text(self.row[column])

    def found(self, column: str, words: str) -> list[str]:
        """The words of a parameter that stand in a column."""
        return words_in(self.said(column), self.words[words])

    @cached_property
    def business(self) -> bool:
        """Whether it is 经营性."""
        return self.said("类别") == BUSINESS


@dataclass(frozen=True, slots=True)
class Finding:
    """结论 of a condition and the fact it rests on."""

    verdict: str
    fact: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; `basis` clause first. Where a `gate` is not met the rest of its road is not asked."""

    name: str
    basis: str
    finds: Callable[[Site], Finding]
    gate: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A way (盘活方式), or one of several roads within it (途径), open when every condition is met."""

    way: str
    name: str
    conditions: tuple[Condition, ...]


def words_of(policy: Policy) -> dict[str, list[str]]:
    """The words of every parameter that lists some."""
    return {name: policy_words(policy, name) for name in WORDS}


def openness(verdicts: Iterable[str]) -> str:
    """第13–16条: one condition not met bars a path; else one still open leaves it to be checked."""
    found = set(verdicts)
    if UNMET in found:
        return BARRED
    return TO_CHECK if OPEN in found else FEASIBLE


def best(paths: Iterable[str]) -> str:
    """A way with several roads is as open as the most open of them."""
    found = set(paths)
    return next(each for each in (FEASIBLE, TO_CHECK, BARRED) if each in found)


def is_business(site: Site) -> Finding:
    """经营性; a 公益性 asset is changed first (第16条)."""
    kind = site.said("类别")
    return Finding(MET, kind) if site.business else Finding(UNMET, f"{kind}，须先变更登记（第16条）")


def is_collective(site: Site) -> Finding:
    """权属 names the village or its organisation."""
    owner = site.said("权属")
    if not owner:
        return Finding(OPEN, "权属空白")
    found = site.found("权属", "集体权属词")
    return Finding(MET, f"权属：{owner}") if found else Finding(UNMET, f"权属：{owner}，不是村（组）集体")


def near(words: str, site: Site) -> Finding:
    """区位 contains one of the words; doubtful where it speaks of a distance."""
    place = site.said("区位")
    if not place:
        return Finding(OPEN, "区位空白")
    found, doubts = site.found("区位", words), site.found("区位", "区位存疑词")
    if found and doubts:
        return Finding(OPEN, f"区位：{place}（含“{'、'.join(doubts)}”）")
    return Finding(MET if found else UNMET, f"区位：{place}")


def asked(_site: Site) -> Finding:
    """What no ledger says."""
    return Finding(OPEN, "台账里看不出，由县核实")
