"""打印合订: what is written beside the letters, when it is written anew, what is said where it is not."""

from __future__ import annotations

import errno
import os

import pytest

from tests.letters.made_templates import RECTIFY, docx_of, text_of
from tests.letters.test_merge import NUMBERED
from xltools.errors import HostError
from xltools.letters import volumes
from xltools.letters.docx_file import packed, parts_of
from xltools.letters.printing import print_files
from xltools.letters.template import Template

ABSENT = "没有生成 PDF：这台电脑上没有找到 LibreOffice。"


def letter(word: str) -> bytes:
    return Template(RECTIFY, docx_of(word), "整改通知书.docx").render(RECTIFY.sample())


@pytest.fixture
def converted(monkeypatch) -> list[int]:
    """LibreOffice stood in for; how many files it got each time."""
    calls: list[int] = []

    def convert(documents, letters):
        calls.append(len(documents))
        return [b"%PDF-1.6 " + bytes(str(letters), "ascii") for _ in documents]

    monkeypatch.setattr(volumes, "to_pdf", convert)
    monkeypatch.setattr(volumes, "joined", b"".join)
    monkeypatch.setattr(volumes, "pages_of_letters", lambda pdf, letters: [2] * letters)
    monkeypatch.setattr(volumes, "page_count", lambda pdf: 3)
    return calls


@pytest.fixture
def absent(monkeypatch) -> None:
    def refuse(*_: object) -> list[bytes]:
        raise HostError(ABSENT)

    monkeypatch.setattr(volumes, "to_pdf", refuse)


def printed(folder, *words: str):
    return print_files(
        folder, [f"{w}.docx" for w in words], [letter(w) for w in words], "2024年9月函件打印合订"
    )


def test_both_files_are_written_and_the_pages_of_each_letter_told(tmp_path, converted):
    prints = printed(tmp_path, "甲", "乙")
    assert [path.name for path in prints.files] == ["打印合订.docx", "打印合订.pdf"]
    assert all(path.is_file() for path in prints.files)
    assert (prints.pages, prints.notes) == ([2, 2], [])


def test_the_same_letters_are_not_converted_again(tmp_path, converted):
    printed(tmp_path, "甲", "乙")
    again = printed(tmp_path, "甲", "乙")
    assert converted == [1]
    assert len(again.files) == 2
    printed(tmp_path, "甲", "丙")
    assert converted == [1, 1]


def test_without_libreoffice_the_docx_is_made_and_one_sentence_says_so(tmp_path, absent):
    prints = printed(tmp_path, "甲", "乙")
    assert [path.name for path in prints.files] == ["打印合订.docx"]
    assert prints.notes == [ABSENT]
    assert "甲" in text_of(prints.files[0].read_bytes())


def test_an_outdated_pdf_does_not_stay_beside_new_letters(tmp_path, monkeypatch, converted):
    """Else the officer prints last week's."""
    printed(tmp_path, "甲")
    assert (tmp_path / "打印合订.pdf").is_file()
    monkeypatch.setattr(volumes, "to_pdf", lambda *_: (_ for _ in ()).throw(HostError(ABSENT)))
    printed(tmp_path, "乙")
    assert not (tmp_path / "打印合订.pdf").exists()


def test_a_letter_that_stands_alone_is_named_and_in_the_pdf(tmp_path, converted):
    prints = printed(tmp_path, "甲", NUMBERED, "乙")
    assert prints.notes == [f"“{NUMBERED}.docx”用了 Word 的自动编号，不在合订的 .docx 里，请单独打印"]
    assert converted == [2]
    assert prints.pages == [2, 3, 2]


def test_templates_that_do_not_go_into_one_file_give_two_and_an_old_second_one_goes(
    tmp_path, converted, monkeypatch
):
    monkeypatch.setattr("xltools.letters.merge.common", lambda shell: (bytes(str(id(shell)), "ascii"),))
    other = Template(RECTIFY, docx_of("乙"), "整改通知书.docx").render(
        {**RECTIFY.sample(), "单位": "模拟乙县"}
    )
    prints = print_files(tmp_path, ["甲", "乙"], [letter("甲"), retyped(other)], "")
    assert [path.name for path in prints.files] == ["打印合订.docx", "打印合订（2）.docx", "打印合订.pdf"]
    printed(tmp_path, "甲")
    assert not (tmp_path / "打印合订（2）.docx").exists()


def retyped(docx: bytes) -> bytes:
    """A letter with another font table, so that its shell is another."""
    parts = parts_of(docx)
    return packed({**parts, "word/fontTable.xml": parts["word/fontTable.xml"] + b"\n"})


def test_a_full_disk_is_told_and_leaves_nothing_half_written(tmp_path, monkeypatch, converted):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    prints = printed(tmp_path, "甲")
    assert "磁盘已满。请清出空间后再试" in prints.notes[0]
    assert prints.files == []
    assert list(tmp_path.iterdir()) == []


def test_a_print_file_that_is_open_in_word_is_left_alone_and_told(tmp_path, converted):
    printed(tmp_path, "甲")
    before = (tmp_path / "打印合订.docx").read_bytes()
    (tmp_path / "~$打印合订.docx").touch()
    prints = printed(tmp_path, "乙")
    assert "“打印合订.docx”正在别的程序中打开" in prints.notes[0]
    assert (tmp_path / "打印合订.docx").read_bytes() == before
