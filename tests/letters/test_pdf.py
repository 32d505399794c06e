"""The print file as LibreOffice sets it: each letter from page 1 on the front of a sheet, no word lost."""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import stat
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from tests.letters.made_templates import RECTIFY
from xltools.errors import HostError
from xltools.letters import pdf as pdf_module
from xltools.letters.kinds import KINDS
from xltools.letters.merge import for_libreoffice, merge
from xltools.letters.pages import joined, page_count, pages_of_letters
from xltools.letters.pdf import to_pdf
from xltools.letters.render import Renderer


def varied_letters() -> list[bytes]:
    """Every kind, and reasons from one line to some pages."""
    rectify, sample = Renderer("整改通知书"), RECTIFY.sample()
    long = [rectify.render({**sample, "依据": "支出滞后，" * n + "。"}) for n in (1, 90, 200, 330)]
    return [*(Renderer(name).preview() for name in KINDS), *long]


@pytest.fixture(scope="module")
def printed() -> tuple[list[bytes], bytes, list[bytes]]:
    """Letters, the PDF of them all, and a PDF of each."""
    if shutil.which("soffice") is None and not (os.environ.get("CI") or os.environ.get("XLTOOLS_CI")):
        pytest.skip("LibreOffice is not installed")
    letters = varied_letters()
    merged = merge(letters)
    assert [m.letters for m in merged] == [tuple(range(len(letters)))]
    made = to_pdf([for_libreoffice(merged[0].docx), *letters], len(letters))
    return letters, made[0], made[1:]


def texts(pdf: bytes) -> list[str]:
    """The text of each page without spaces."""
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, check=True, timeout=60, capture_output=True
    )
    return [re.sub(r"\s", "", page) for page in done.stdout.decode().split("\f")[:-1]]


def by_letter(pages: list[str], counts: list[int]) -> list[tuple[list[str], str]]:
    """Of each letter the numbers at the foot of its pages, and its words; backs must be empty.

    Where in a letter a page ends is left out: below a table LibreOffice may set a line on the next page in a
    long file and not in a short one.
    """
    found, at = [], 0
    for count in counts:
        assert pages[at : at + at % 2] == [""] * (at % 2)
        at += at % 2
        feet = [re.fullmatch("(.*?)(—[0-9]+—)?", page) for page in pages[at : at + count]]
        found.append(([foot[2] or "" for foot in feet], "".join(foot[1] for foot in feet)))
        at += count
    assert at == len(pages)
    return found


@pytest.mark.libreoffice
def test_the_pages_of_the_print_file_are_those_of_the_letters_padded_to_whole_sheets(printed):
    """No word, number or empty page more or less than the letters printed one by one."""
    _, whole, singles = printed
    alone = [texts(single) for single in singles]
    counts = [len(pages) for pages in alone]
    expected = [by_letter(pages, [len(pages)])[0] for pages in alone]
    assert by_letter(texts(whole), counts) == expected


@pytest.mark.libreoffice
def test_the_pages_of_each_letter_are_counted_without_the_empty_backs(printed):
    letters, whole, singles = printed
    counted = pages_of_letters(whole, len(letters))
    assert counted == [page_count(single) for single in singles]
    assert len(set(counted)) > 1


@pytest.mark.libreoffice
def test_letters_of_an_odd_number_of_pages_are_followed_by_an_empty_back(printed):
    letters, whole, _ = printed
    counted = pages_of_letters(whole, len(letters))
    padded = sum(pages + pages % 2 for pages in counted[:-1]) + counted[-1]
    assert page_count(whole) == padded > sum(counted)


def test_several_files_are_joined_each_from_the_front_of_a_sheet():
    def blank(pages: int) -> bytes:
        writer, out = PdfWriter(), io.BytesIO()
        for _ in range(pages):
            writer.add_blank_page(100 + pages, 200)
        writer.write(out)
        return out.getvalue()

    reader = PdfReader(io.BytesIO(joined([blank(1), blank(2), blank(3)])))
    widths = [float(page.mediabox.width) for page in reader.pages]
    assert widths == [101, 101, 102, 102, 103, 103, 103]
    assert joined([blank(1)]) == blank(1)


def pretend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A LibreOffice that does something else; $ALL is what it was told, $OUT where the PDF should go."""
    program = tmp_path / "soffice"
    find = 'ALL="$*"; while [ $# -gt 0 ]; do [ "$1" = --outdir ] && OUT=$2; shift; done; mkdir -p "$OUT"\n'
    program.write_text(f"#!/bin/sh\n{find}{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(pdf_module, "find_program", lambda: str(program))


def refusal() -> str:
    with pytest.raises(HostError) as caught:
        to_pdf([b"docx"])
    return str(caught.value)


def test_without_libreoffice_one_sentence_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "which", lambda *_: None)
    monkeypatch.setattr("xltools.hosts.calc.office._PLACES", ())
    assert refusal() == (
        "没有生成 PDF：这台电脑上没有找到 LibreOffice。打印时用 Word 或 WPS 打开同一文件夹里的 .docx 即可"
    )


@pytest.mark.parametrize(
    "script",
    ["kill -9 $$", "exit 1", 'printf "%%PDF-1.6 half" > "$OUT/1.pdf"; kill -9 $$', ': > "$OUT/1.pdf"'],
)
def test_a_libreoffice_that_dies_half_way_leaves_a_sentence_and_no_half_file(script, monkeypatch, tmp_path):
    pretend(tmp_path, monkeypatch, script)
    assert "LibreOffice 中途退出了" in refusal()


def test_a_libreoffice_that_hangs_is_stopped(monkeypatch, tmp_path):
    monkeypatch.setattr(pdf_module, "PATIENCE", 0.5)
    monkeypatch.setattr(pdf_module, "PATIENCE_EACH", 0.0)
    mark = tmp_path / "still-there"
    pretend(tmp_path, monkeypatch, f"sleep 4; touch '{mark}'; sleep 60")
    started = time.monotonic()
    assert "没有转完，已停止" in refusal()
    assert time.monotonic() - started < 15
    time.sleep(4)
    assert not mark.exists()


def test_two_programs_share_the_files_each_with_a_profile_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    seen = tmp_path / "seen"
    pretend(
        tmp_path,
        monkeypatch,
        f'printf "%s\n" "$ALL" >> "{seen}"\n'
        'for f in $ALL; do case $f in *.docx) n=$(basename "$f" .docx);'
        ' printf "%%PDF-1.6 $n\\n%%%%EOF\\n" > "$OUT/$n.pdf";; esac; done',
    )
    made = to_pdf([b"docx"] * 5, 5)
    assert made == [f"%PDF-1.6 {number}\n%%EOF\n".encode() for number in range(1, 6)]
    lines = [re.findall(r"profile\d|\d(?=\.docx)", line) for line in sorted(seen.read_text().splitlines())]
    assert sorted(lines) == [["profile0", "1", "3", "5"], ["profile1", "2", "4"]]


@pytest.mark.parametrize("processors", [None, 1])
def test_one_processor_runs_one_program(processors, monkeypatch, tmp_path):
    """Two would only get in each other's way."""
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    seen = tmp_path / "seen"
    pretend(
        tmp_path, monkeypatch, f'echo x >> "{seen}"; for n in 1 2; do echo "%PDF-%%EOF" > "$OUT/$n.pdf"; done'
    )
    assert len(to_pdf([b"docx"] * 2)) == 2
    assert seen.read_text() == "x\n"


def test_one_of_two_programs_that_hangs_is_stopped_and_told(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(pdf_module, "PATIENCE", 0.5)
    monkeypatch.setattr(pdf_module, "PATIENCE_EACH", 0.0)
    pretend(tmp_path, monkeypatch, 'case "$ALL" in *profile1*) sleep 60;; esac')
    started = time.monotonic()
    with pytest.raises(HostError, match="没有转完，已停止"):
        to_pdf([b"docx"] * 2)
    assert time.monotonic() - started < 15


def test_a_full_disk_is_said_to_be_one(monkeypatch, tmp_path):
    pretend(tmp_path, monkeypatch, "exit 0")
    whole = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(whole))
    assert "临时文件夹不能写入（No space left on device）" in refusal()


def test_nothing_is_left_in_the_temporary_folder(monkeypatch, tmp_path):
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    pretend(tmp_path, monkeypatch, 'printf "%%PDF-1.6\\n%%%%EOF\\n" > "$OUT/1.pdf"')
    assert to_pdf([b"docx"]) == [b"%PDF-1.6\n%%EOF\n"]
    assert list(scratch.iterdir()) == []
