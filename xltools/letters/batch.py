"""A batch of letters: rehearsed whole before the first file is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from xltools.errors import TemplateError
from xltools.letters.addressee import order_to_a_government, too_long_a_copy
from xltools.letters.context import FactsError
from xltools.letters.fonts import GB2312, FontProfile
from xltools.letters.kinds import KINDS
from xltools.letters.overflow import overflows
from xltools.letters.personal import personal_facts
from xltools.letters.render import letter_kind
from xltools.letters.store import template_path, unused
from xltools.letters.template import RefusedTemplateError, Template


@dataclass(frozen=True, slots=True)
class Draft:
    """One letter to write; `row` is its row in 函件清单, None for the bulletin. `before` is the file name it
    had without its number, empty where it has none.
    """

    kind: str
    name: str
    facts: Mapping[str, Any]
    row: int | None = None
    before: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong with a letter or a template (`name`, its file), or is to be looked at before printing.

    `field` is the fact it is about, `row` the letter's row in 函件清单, where there are such.
    """

    name: str
    problem: str
    remedy: str = ""
    field: str = ""
    row: int | None = None

    def __str__(self) -> str:
        return f"{self.name}：{'。'.join(filter(None, (self.problem, self.remedy)))}。"


class RefusedBatchError(TemplateError):
    """All that stops a batch, each where it is."""

    def __init__(self, remarks: Sequence[Remark]) -> None:
        self.remarks = tuple(remarks)
        super().__init__("\n".join(map(str, remarks)))


class Progress(Protocol):
    """Told how many letters are done."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


@dataclass(slots=True)
class Rehearsal:
    """All letters in memory, what stops the batch, and what to look at before it is printed."""

    letters: list[bytes] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)

    def require(self) -> None:
        """RefusedBatchError with every problem of every letter, where there is one."""
        if self.problems:
            raise RefusedBatchError(self.problems)


def rehearse(drafts: Sequence[Draft], templates: Mapping[str, Template], progress: Progress) -> Rehearsal:
    """The dry run: every letter rendered, nothing written."""
    rehearsal = Rehearsal()
    for done, draft in enumerate(drafts, 1):
        try:
            rehearsal.letters.append(templates[draft.kind].render(draft.facts))
        except FactsError as error:
            rehearsal.problems += (_remark(draft, told, name) for name, told in error.problems)
        except TemplateError as error:
            rehearsal.problems.append(_remark(draft, str(error)))
        rehearsal.problems += (_remark(draft, told, name) for name, told in personal_facts(draft.facts))
        rehearsal.notices += _notices(draft)
        progress("生成函件", done, len(drafts))
    return rehearsal


def _notices(draft: Draft) -> Iterator[Remark]:
    for about, problem, remedy in overflows(draft.facts):
        yield Remark(draft.name, problem, remedy, about, draft.row)
    copied = too_long_a_copy(draft.facts.get("抄送单位"))
    order = order_to_a_government(draft.kind, draft.facts.get("主送单位"))
    if copied:
        yield _remark(draft, copied, "抄送单位")
    if order:
        yield _remark(draft, order, "主送单位")


def _remark(draft: Draft, told: str, about: str = "") -> Remark:
    return Remark(draft.name, *halves(told), about, draft.row)


def halves(told: str) -> tuple[str, str]:
    """A sentence and what to do: the last 。请… outside of what it quotes."""
    problem, please, remedy = told.rstrip("。").rpartition("。请")
    if not please or remedy.count("”") > remedy.count("“"):
        return told.rstrip("。"), ""
    return problem, f"请{remedy}"


def templates_for(kinds: Iterable[str], beside: Path, fonts: FontProfile = GB2312) -> dict[str, Template]:
    """The templates that are needed, each read and checked once, in the office's fonts.

    RefusedBatchError lists what is wrong in all.
    """
    templates: dict[str, Template] = {}
    troubles: list[Remark] = []
    for kind in dict.fromkeys(kinds):
        path = template_path(letter_kind(kind), beside)
        try:
            templates[kind] = Template.load(letter_kind(kind), path, fonts)
        except RefusedTemplateError as error:
            troubles += (Remark(_shown(path), *halves(problem)) for problem in error.problems)
        except TemplateError as error:
            troubles.append(Remark(_shown(path), *halves(str(error))))
    if troubles:
        raise RefusedBatchError(troubles)
    return templates


def _shown(path: Path) -> str:
    """模板/整改通知书.docx."""
    return f"{path.parent.name}/{path.name}"


def unused_templates(beside: Path) -> list[Remark]:
    """Documents in 模板 under names that no letter has: an officer may believe that they are used."""
    names = "、".join(KINDS)
    return [
        Remark(
            _shown(path),
            "没有用上：模板按文件名认，这个文件名不是函件的名称",
            f"要用它，把文件名改成所属的函件（{names}）加 .docx；不用的移到别处",
        )
        for path in unused(beside)
    ]
