"""What a letter is: the facts it is made of, declared once.

Checking a template, checking facts, the preview and the docs all follow from a declaration.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias


class FieldKind(Enum):
    """What a field holds; the value is the word an officer reads in messages and docs."""

    TEXT = "文字"  # one line
    LINES = "多行文字"  # a line break stays a line break
    PROSE = "段落"  # a line break starts a paragraph
    NUMBER = "数"
    DATE = "日期"
    ROWS = "表格"


@dataclass(frozen=True, slots=True)
class Field:
    """One fact by its Chinese name, with a made-up sample for the preview.

    `optional` may be blank, and a template prints it only under {% if 字段 %}; `must` has to stand in every
    template of the letter. `columns` are the fields of each row of a ROWS field; `sample` is then unused.
    """

    name: str
    meaning: str
    sample: Fact = ""
    kind: FieldKind = FieldKind.TEXT
    optional: bool = False
    must: bool = False
    columns: tuple[Field, ...] = ()
    samples: tuple[tuple[Fact, ...], ...] = ()

    def column(self, name: str) -> Field | None:
        """One field of the rows."""
        return next((c for c in self.columns if c.name == name), None)

    @property
    def example(self) -> Fact | list[dict[str, Fact]]:
        """The sample value; for rows, a row for each of `samples`."""
        if self.kind is not FieldKind.ROWS:
            return self.sample
        return [{c.name: v for c, v in zip(self.columns, row, strict=True)} for row in self.samples]


Fact: TypeAlias = str | int | float | dt.date
Facts: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One kind of letter; its name is also its template's file name.

    `title` is the pattern of its 标题: {单位} is replaced from the facts, | marks where a long title may be
    broken by sense.
    """

    name: str
    purpose: str
    title: str
    fields: tuple[Field, ...]

    @property
    def template(self) -> str:
        """The file name of its Word template."""
        return f"{self.name}.docx"

    def field(self, name: str) -> Field | None:
        """The declaration of one field."""
        return next((f for f in self.fields if f.name == name), None)

    def sample(self) -> dict[str, object]:
        """Facts with every field filled, for the preview."""
        return {f.name: f.example for f in self.fields}

    def bare_sample(self) -> dict[str, object]:
        """Facts with every optional field blank and every table empty."""
        return {f.name: _blank(f) if f.optional else f.example for f in self.fields}


def _blank(field: Field) -> object:
    return [] if field.kind is FieldKind.ROWS else None
