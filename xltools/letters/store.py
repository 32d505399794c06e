"""Where the template of a letter is taken from: the officer's own folder first, else the shipped one."""

from __future__ import annotations

from pathlib import Path

from xltools.folders import TEMPLATES
from xltools.letters.fields import LetterKind
from xltools.letters.kinds import KINDS
from xltools.shipped import shipped

PREVIEW = "预览_"
"""How letters of made-up facts begin that lie beside templates."""

_DOCUMENTS = frozenset({".docx", ".doc", ".docm", ".dotx", ".dotm", ".dot", ".wps", ".wpt", ".rtf"})


def template_path(kind: LetterKind, beside: Path | None = None) -> Path:
    """The template of a letter; `beside` is the folder the workbook lies in."""
    own = own_path(kind, beside) if beside else None
    return own if own and own.is_file() else shipped("templates", kind.template)


def own_path(kind: LetterKind, beside: Path) -> Path:
    """Where an office keeps its own: 模板/整改通知书.docx in the folder of its workbook."""
    return beside / TEMPLATES / kind.template


def unused(beside: Path) -> list[Path]:
    """Documents in 模板 that no letter is made of, because none has that name; previews are none."""
    taken = {kind.template for kind in KINDS.values()}
    folder = beside / TEMPLATES
    found = [p for p in folder.iterdir() if is_document(p)] if folder.is_dir() else []
    return sorted(p for p in found if p.name not in taken and not p.name.startswith(("~", ".", PREVIEW)))


def is_document(path: Path) -> bool:
    """Whether an officer may take a file for a Word template; all but .docx are refused with what to do."""
    return path.suffix.lower() in _DOCUMENTS
