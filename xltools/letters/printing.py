"""The files to print a batch from: all letters in one .docx, and as one PDF where LibreOffice is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xltools.errors import HostError
from xltools.hosts.replace import holds, replace_file
from xltools.letters.merge import Merged, merge

NAME = "打印合订"


@dataclass(slots=True)
class Prints:
    """What was written; `pages` of each letter where a PDF was made; `notes` for the officer."""

    files: list[Path] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def print_files(folder: Path, names: Sequence[str], letters: Sequence[bytes], title: str) -> Prints:
    """Write 打印合订.docx and .pdf into the folder of the letters, whose file names are given.

    Whatever goes wrong here is told in the notes: the letters themselves are there.
    """
    prints = Prints()
    merged = merge(letters, title)
    prints.notes += (
        f"“{names[m.letters[0]]}”{m.why}，不在合订的 .docx 里，请单独打印" for m in merged if m.why
    )
    try:
        fresh = _write_docx(folder, [m.docx for m in merged if not m.why], prints)
        path = folder / f"{NAME}.pdf"
        if fresh or not path.is_file():
            prints.pages = _write_pdf(path, letters, merged, title)
        prints.files.append(path)
    except HostError as error:
        prints.notes.append(str(error))
    return prints


def _write_docx(folder: Path, files: Sequence[bytes], prints: Prints) -> bool:
    """Whether any differs from what was there. An outdated PDF goes before anything new comes."""
    paths = [folder / f"{NAME}{f'（{n}）' if n > 1 else ''}.docx" for n in range(1, len(files) + 1)]
    changed = [not holds(path, file) for path, file in zip(paths, files, strict=True)]
    if any(changed):
        _remove(folder / f"{NAME}.pdf")
    for path, file in zip(paths, files, strict=True):
        replace_file(path, file, backup=False)
    for old in folder.glob(f"{NAME}（*）.docx"):
        if old not in paths:
            _remove(old)
    prints.files += paths
    return any(changed)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise HostError(f"旧的“{path.name}”删不掉，多半正打开着，合订没有更新。请关闭后再按一次") from error


def _write_pdf(path: Path, letters: Sequence[bytes], merged: Sequence[Merged], title: str) -> list[int]:
    """The PDF of all files; the pages of each letter."""
    from xltools.letters.volumes import print_pdf  # pypdf: only when printing

    pdf, pages = print_pdf(letters, merged, title)
    replace_file(path, pdf, backup=False)
    return pages
