"""Which kind of letter a template is for: by its file name, else by the title in its properties."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from xltools.errors import UsageError
from xltools.letters.docx_file import document_of
from xltools.letters.fields import LetterKind
from xltools.letters.kinds import KINDS


def kind_of(path: Path, data: bytes) -> LetterKind | None:
    """整改通知书.docx and 整改通知书（新）.docx by their names; 新模板.docx by the 标题 that the template it
    was made from has in its properties. None where neither names one kind, and one alone.
    """
    title = document_of(data, path.name).core_properties.title or ""
    return _named(path.stem) or _named(title)


def required_kind(path: Path, data: bytes) -> LetterKind:
    """UsageError where it cannot be told."""
    kind = kind_of(path, data)
    if kind is None:
        raise UsageError(
            f"不知道“{path.name}”是哪一种函件的模板。请把文件名改成函件的名称，如 {next(iter(KINDS))}.docx"
            f"（可用的名称：{'、'.join(KINDS)}），或加 --kind 写明"
        )
    return kind


def _named(text: str) -> LetterKind | None:
    """The one kind a text names: 排名通报 names itself and not 通报 of another kind."""
    found = [kind for name, kind in KINDS.items() if name in unicodedata.normalize("NFC", text)]
    return found[0] if len(found) == 1 else None
