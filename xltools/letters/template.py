"""A Word template of one kind of letter: checked once when loaded, then rendered as often as needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from xltools.errors import TemplateError
from xltools.letters.check import check
from xltools.letters.compiled import Compiled, compiled
from xltools.letters.context import context
from xltools.letters.docx_file import document_of, read_template
from xltools.letters.fields import LetterKind
from xltools.letters.fonts import GB2312, FontProfile, with_fonts
from xltools.letters.plain import render_plain


class RefusedTemplateError(TemplateError):
    """A template that can be opened but not used: every problem of it."""

    def __init__(self, name: str, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"模板“{name}”　{problem}" for problem in problems))


class Template:
    """The bytes of a template that has passed every check."""

    def __init__(self, kind: LetterKind, data: bytes, name: str) -> None:
        self.kind = kind
        self.name = name
        self._data = data
        self._compiled: Compiled | None = None
        problems = check(document_of(data, name), kind) or self._trial()
        if problems:
            raise RefusedTemplateError(name, problems)

    @classmethod
    def load(cls, kind: LetterKind, path: Path, fonts: FontProfile = GB2312) -> Template:
        """Read and check, and set in the office's fonts; TemplateError lists all that is wrong."""
        data = read_template(path)
        return cls(kind, data if fonts == GB2312 else with_fonts(data, fonts), path.name)

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
