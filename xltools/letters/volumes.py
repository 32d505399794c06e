"""The PDF of a print file, made in volumes: LibreOffice's time grows with the square of a file's letters.

Seen in 7.4, beside a second to start: 20 letters 1 second, 183 letters 20, 400 letters 100.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from xltools.letters.merge import Merged, for_libreoffice, merge
from xltools.letters.pages import joined, page_count, pages_of_letters
from xltools.letters.pdf import PROGRAMS, to_pdf

LARGEST = 20
"""Letters of a volume."""


def print_pdf(letters: Sequence[bytes], merged: Sequence[Merged], title: str) -> tuple[bytes, list[int]]:
    """The PDF of the files these letters were merged into, and the pages of each letter."""
    volumes = [volume for file in merged for volume in _volumes(letters, file, title)]
    parts = to_pdf([v.docx if v.why else for_libreoffice(v.docx) for v in volumes], len(letters))
    counted: dict[int, int] = {}
    for volume, part in zip(volumes, parts, strict=True):
        pages = [page_count(part)] if volume.why else pages_of_letters(part, len(volume.letters))
        counted |= zip(volume.letters, pages, strict=True)
    return joined(parts), [counted[place] for place in range(len(letters))]


def _volumes(letters: Sequence[bytes], file: Merged, title: str) -> Iterator[Merged]:
    """The file itself, or several of equal size that can be shared out among the programs."""
    total = len(file.letters)
    if total <= LARGEST:
        yield file
        return
    count = PROGRAMS * ceil(total / LARGEST / PROGRAMS)
    for number in range(count):
        places = file.letters[number * total // count : (number + 1) * total // count]
        [volume] = merge([letters[place] for place in places], title)
        yield Merged(volume.docx, places)
