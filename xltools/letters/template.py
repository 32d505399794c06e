"""A Word template of one kind of letter: checked once when loaded, then rendered as often as needed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xltools.errors import TemplateError
from xltools.letters.check import check
from xltools.letters.compiled import Compiled, compiled
from xltools.letters.context import context
from xltools.letters.docx_file import document_of, read_template
from xltools.letters.fields import LetterKind
from xltools.letters.plain import render_plain


class Template:
    """The bytes of a template that has passed every check."""

    def __init__(self, kind: LetterKind, data: bytes, name: str) -> None:
        self.kind = kind
        self.name = name
        self._data = data
        self._compiled: Compiled | None = None
        problems = check(document_of(data, name), kind) or self._trial()
        if problems:
            raise TemplateError("\n".join(f"模板“{name}”　{p}" for p in problems))

    @classmethod
    def load(cls, kind: LetterKind, path: Path) -> Template:
        """Read and check; TemplateError lists all that is wrong."""
        return cls(kind, read_template(path), path.name)

    def render(self, facts: Mapping[str, object]) -> bytes:
        """Facts → one .docx. The same facts give the same bytes."""
        values = context(self.kind, facts)
        try:
            return self._compiled.render(values) if self._compiled else render_plain(self._data, values)
        except TemplateError as error:
            raise TemplateError(f"模板“{self.name}”：{error}") from error

    def _trial(self) -> list[str]:
        """Render the samples, all filled and every optional field blank; compile where that is the same."""
        problems = []
        samples = []
        for facts in (self.kind.sample(), self.kind.bare_sample()):
            values = context(self.kind, facts)
            try:
                samples.append((values, render_plain(self._data, values)))
            except TemplateError as error:
                problems.append(str(error))
        if not problems:
            self._compiled = compiled(self._data, samples)
        return problems
