"""What the command line shows: a progress bar, a result in sentences, or JSON for scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from xltools.errors import InputError, Issue, XltoolsError, errors_first

if TYPE_CHECKING:
    from xltools.buttons import Result
    from xltools.letters.checking import CheckedTemplate
    from xltools.progress import Progress as Report

OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What would move the cursor, rename the window or turn the line round, from a file name or a cell."""

SHOWN_ISSUES = 20
"""How many issues the terminal lists before it points at 校验结果; --json has them all."""


@contextmanager
def progress_bar(shown: bool) -> Iterator[Report]:
    """A bar on stderr, one line a stage; nothing at all for scripts."""
    columns = (
        TextColumn("{task.description}"), BarColumn(28), MofNCompleteColumn(), TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=ERR, disable=not shown) as bar:
        tasks: dict[str, TaskID] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield report


def print_result(title: str, result: Result, as_json: bool) -> None:
    """The outcome of one press."""
    if as_json:
        print_json(result_record(title, result))
        return
    OUT.print(f"[bold]{title}[/bold]　{escape(plain(result.message))}　（{result.seconds:.2f} 秒）")
    print_issues(result.issues)


def print_issues(issues: list[Issue]) -> None:
    """Errors first, then notices, each with its cell and what to do."""
    ordered = errors_first(issues)
    for issue in ordered[:SHOWN_ISSUES]:
        OUT.print(f"  {issue.severity.value}　{plain(str(issue))}", markup=False)
    if len(ordered) > SHOWN_ISSUES:
        OUT.print(f"  ……共 {len(ordered)} 条，全部见“校验结果”（或加 --json）")


def print_checked_template(checked: CheckedTemplate, as_json: bool) -> None:
    """Every problem of a template and, where there is none, what was made of it."""
    if as_json:
        record = {"template": str(checked.path), "kind": checked.kind, "problems": list(checked.problems)}
        print_json(record | {"files": [str(path) for path in checked.files], "notes": checked.notes})
        return
    for line in checked.lines():
        OUT.print(plain(line), markup=False)


def plain(text: str) -> str:
    """Text that a terminal only shows."""
    return _STEERING.sub("", text)


def result_record(title: str, result: Result) -> dict[str, Any]:
    """A result as plain data, the same keys for every button."""
    return {
        "button": title,
        "message": result.message,
        "exit_code": result.exit_code,
        "rows": result.rows,
        "seconds": result.seconds,
        "files": [str(path) for path in result.files],
        "issues": [issue_record(issue) for issue in result.issues],
        **result.facts,
    }


def issue_record(issue: Issue) -> dict[str, Any]:
    """An issue as plain data."""
    return {**asdict(issue), "severity": issue.severity.value}


def print_error(error: XltoolsError, as_json: bool) -> None:
    """An error that ended the command, in the officer's words."""
    if as_json:
        issues = error.issues if isinstance(error, InputError) else ()
        print_json(
            {"error": str(error), "exit_code": error.exit_code, "issues": [issue_record(i) for i in issues]}
        )
    else:
        ERR.print(plain(str(error)), markup=False, style="red")


def print_json(data: Any) -> None:
    """JSON on stdout, Chinese left readable."""
    print(json.dumps(data, ensure_ascii=False, indent=2, default=str))
