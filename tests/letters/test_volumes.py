"""The PDF of many letters is made in volumes, and has the pages of one made of them all at once."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter

from tests.letters.made_templates import RECTIFY, docx_of
from tests.letters.test_merge import NUMBERED, letters_in
from tests.letters.test_pdf import by_letter, printed, texts  # noqa: F401  # a fixture
from xltools.letters import volumes
from xltools.letters.merge import merge
from xltools.letters.pages import page_count, pages_of_letters
from xltools.letters.template import Template
from xltools.letters.volumes import print_pdf

PLAIN, COUNTING = (
    Template(RECTIFY, docx_of(added), "整改通知书.docx").render(RECTIFY.sample())
    for added in ("甲", NUMBERED)
)


@pytest.fixture
def sizes(monkeypatch) -> list[int]:
    """LibreOffice stood in for by one that prints a letter on a page; the letters of the files it got."""
    got: list[int] = []

    def convert(documents, letters):
        counts = [len(letters_in(d)) if d != COUNTING else 1 for d in documents]
        got.extend(counts)
        return [blank(count) for count in counts]

    monkeypatch.setattr(volumes, "to_pdf", convert)
    monkeypatch.setattr(volumes, "pages_of_letters", lambda pdf, letters: [1] * letters)
    return got


def blank(pages: int) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(100, 200)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("letters", "files"),
    [
        (1, [1]),
        (20, [20]),
        (21, [10, 11]),
        (50, [12, 13, 12, 13]),
        (183, [18, 18, 18, 19, 18, 18, 19, 18, 18, 19]),
    ],
)
def test_volumes_hold_at_most_twenty_letters_and_two_programs_have_as_much_to_do(sizes, letters, files):
    """Hand count: 183 letters are ten volumes, every second of them for one program: 91 and 92 letters."""
    batch = [PLAIN] * letters
    assert print_pdf(batch, merge(batch), "")[1] == [1] * letters
    assert sizes == files


def test_a_letter_that_stands_alone_is_a_volume_of_its_own_and_its_pages_are_counted(sizes):
    batch = [PLAIN, COUNTING, *[PLAIN] * 24]
    assert print_pdf(batch, merge(batch), "")[1] == [1] * 26
    assert sorted(sizes) == [1, 12, 13]


@pytest.mark.libreoffice
def test_the_pages_are_those_of_one_file_and_the_title_stays(printed, monkeypatch):  # noqa: F811
    """Nine letters of one to five pages in six volumes, each from the front of a sheet."""
    letters, whole, _ = printed
    monkeypatch.setattr(volumes, "LARGEST", 2)
    pdf, pages = print_pdf(letters, merge(letters), "2024年9月函件打印合订")
    counts = pages_of_letters(whole, len(letters))
    assert by_letter(texts(pdf), counts) == by_letter(texts(whole), counts)
    assert page_count(pdf) == page_count(whole)
    assert pages == counts
    assert PdfReader(io.BytesIO(pdf)).metadata.title == "2024年9月函件打印合订"
