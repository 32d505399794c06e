"""What came of a press, in the officer's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from xltools.errors import Issue, Severity, errors_first

if TYPE_CHECKING:
    from xltools.buttons import Result

SHOWN = 5
"""How many issues are shown before the rest is left to 校验结果."""


def report(label: str, result: Result) -> Iterator[str]:
    """Lines: the message, the first issues, where the files went."""
    yield f"{label}　{result.message}　（{result.seconds:.1f} 秒）"
    yield from issue_lines(result.issues, "全部见工作簿的“校验结果”")
    folders = Counter(path.parent for path in result.files)
    for folder, count in folders.items():
        yield f"  写出 {count} 个文件，在 {folder}"


def issue_lines(issues: Sequence[Issue], rest: str) -> Iterator[str]:
    """The first issues, errors before notices, with cell and remedy; `rest` says where the others are."""
    ordered = errors_first(issues)
    for issue in ordered[:SHOWN]:
        yield f"  {issue.severity.value}　{issue}"
    if len(ordered) > SHOWN:
        errors = sum(issue.severity is Severity.ERROR for issue in ordered)
        yield f"  ……错误 {errors} 条、提示 {len(ordered) - errors} 条，{rest}"
