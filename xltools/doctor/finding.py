"""One thing looked at, whether it is as it should be, and what to do where it is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """`blocking` means that the toolkit will not work until it is mended."""

    what: str
    ok: bool
    found: str
    remedy: str = ""
    blocking: bool = False

    def __str__(self) -> str:
        mark = "正常" if self.ok else "要处理" if self.blocking else "注意"
        return f"{mark}　{self.what}：{self.found}" + ("" if self.ok else f"。{self.remedy}")

    def record(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


def fine(what: str, found: str) -> Finding:
    """As it should be."""
    return Finding(what, True, found)


def note(what: str, found: str, remedy: str) -> Finding:
    """Something will not work as comfortably as it could; the launcher works all the same."""
    return Finding(what, False, found, remedy)


def trouble(what: str, found: str, remedy: str) -> Finding:
    """Nothing works until this is mended."""
    return Finding(what, False, found, remedy, blocking=True)


def by_urgency(findings: Iterable[Finding]) -> list[Finding]:
    """要处理 first, then 注意, then 正常; each in the order looked at."""
    return sorted(findings, key=lambda finding: (not finding.blocking, finding.ok))


def verdict(findings: Iterable[Finding]) -> str:
    """All of it in one sentence."""
    wrong = [finding for finding in findings if not finding.ok]
    blocking = sum(finding.blocking for finding in wrong)
    if blocking:
        return f"还不能用：有 {blocking} 项要先处理，见标“要处理”的各项"
    if wrong:
        return f"可以用。有 {len(wrong)} 项要留意，见标“注意”的各项"
    return "可以用，各项正常"
