"""Where the template of a letter is taken from: the officer's own folder first, else the shipped one."""

from __future__ import annotations

from pathlib import Path

from xltools.folders import TEMPLATES
from xltools.letters.fields import LetterKind
from xltools.shipped import shipped


def template_path(kind: LetterKind, beside: Path | None = None) -> Path:
    """The template of a letter; `beside` is the folder the workbook lies in."""
    own = beside / TEMPLATES / kind.template if beside else None
    return own if own and own.is_file() else shipped("templates", kind.template)
