"""Pages of a finished PDF: how many each letter has, and several files joined sheet by sheet."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pypdf import PdfReader, PdfWriter

from xltools.letters.merging.unique import END, START


def pages_of_letters(pdf: bytes, letters: int) -> list[int]:
    """The pages of each letter of a merged file, by the bookmarks around it; empty backs do not count."""
    reader = PdfReader(io.BytesIO(pdf))
    numbers = {
        name.lstrip("/"): reader.get_destination_page_number(place) or 0
        for name, place in reader.named_destinations.items()
    }
    return [
        numbers[END.format(letter)] - numbers[START.format(letter)] + 1 for letter in range(1, letters + 1)
    ]


def page_count(pdf: bytes) -> int:
    """All pages."""
    return len(PdfReader(io.BytesIO(pdf)).pages)


def joined(pdfs: Sequence[bytes]) -> bytes:
    """One PDF of several, each from the front of a sheet, with the title of the first."""
    if len(pdfs) == 1:
        return pdfs[0]
    writer = PdfWriter()
    writer.add_metadata(PdfReader(io.BytesIO(pdfs[0])).metadata or {})
    for pdf in pdfs:
        if len(writer.pages) % 2:
            writer.add_blank_page()
        writer.append(io.BytesIO(pdf), import_outline=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
