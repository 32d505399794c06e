"""From facts to a Word file: `render("整改通知书", facts)`, or a Renderer for many letters of a kind."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xltools.errors import UsageError
from xltools.letters.fields import LetterKind
from xltools.letters.kinds import KINDS
from xltools.letters.store import template_path
from xltools.letters.template import Template
from xltools.letters.text import nearest


class Renderer:
    """One kind of letter with its template read and checked once, for a whole batch."""

    def __init__(self, kind: str, template: Path | None = None) -> None:
        self.kind = letter_kind(kind)
        self._template = Template.load(self.kind, template or template_path(self.kind))

    def render(self, facts: Mapping[str, object]) -> bytes:
        """Facts → one .docx; TemplateError names every wrong or missing fact."""
        return self._template.render(facts)

    def preview(self) -> bytes:
        """The letter with sample facts, to look at after editing a template."""
        return self.render(self.kind.sample())


def render(kind: str, facts: Mapping[str, object], template: Path | None = None) -> bytes:
    """One letter. The template is the shipped one unless another is named."""
    return Renderer(kind, template).render(facts)


def letter_kind(name: str) -> LetterKind:
    """The declaration of a kind of letter by its name."""
    if name not in KINDS:
        raise UsageError(f"没有“{name}”这种函件{nearest(name, KINDS)}。能生成的有：{'、'.join(KINDS)}。")
    return KINDS[name]
