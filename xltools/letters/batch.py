"""A batch of letters: rehearsed whole before the first file is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from xltools.errors import TemplateError
from xltools.letters.addressee import order_to_a_government
from xltools.letters.overflow import overflows
from xltools.letters.render import Renderer, letter_kind
from xltools.letters.store import template_path


@dataclass(frozen=True, slots=True)
class Draft:
    """One letter to write; `row` is its row in 函件清单, None for the bulletin."""

    kind: str
    name: str
    facts: Mapping[str, Any]
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What the officer should look at in one letter before it is printed."""

    name: str
    problem: str
    remedy: str = ""


class Progress(Protocol):
    """Told how many letters are done."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


@dataclass(slots=True)
class Rehearsal:
    """All letters in memory, what stops the batch, and what to look at before it is printed."""

    letters: list[bytes] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def require(self) -> None:
        """TemplateError with every problem of every letter, where there is one."""
        if self.problems:
            raise TemplateError("\n".join(self.problems))


def rehearse(drafts: Sequence[Draft], renderers: Mapping[str, Renderer], progress: Progress) -> Rehearsal:
    """The dry run: every letter rendered, nothing written."""
    rehearsal = Rehearsal()
    for done, draft in enumerate(drafts, 1):
        try:
            rehearsal.letters.append(renderers[draft.kind].render(draft.facts))
        except TemplateError as error:
            rehearsal.problems.append(f"{draft.name}：{error}")
        rehearsal.notices += _notices(draft)
        progress("生成函件", done, len(drafts))
    return rehearsal


def _notices(draft: Draft) -> Iterator[Notice]:
    for problem, remedy in overflows(draft.facts):
        yield Notice(draft.name, problem, remedy)
    order = order_to_a_government(draft.kind, draft.facts.get("主送单位"))
    if order:
        yield Notice(draft.name, *order.rstrip("。").rsplit("。", 1))


def renderers_for(kinds: Iterable[str], beside: Path) -> dict[str, Renderer]:
    """The templates that are needed, each read and checked once. TemplateError lists what is wrong in all."""
    renderers: dict[str, Renderer] = {}
    troubles: list[str] = []
    for kind in dict.fromkeys(kinds):
        try:
            renderers[kind] = Renderer(kind, template_path(letter_kind(kind), beside))
        except TemplateError as error:
            troubles.append(str(error))
    if troubles:
        raise TemplateError("\n".join(troubles))
    return renderers
