"""A Word template dropped on the launcher: checked at once, looked at, edited; no command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.launcher.test_session import BOOK
from tests.letters.made_templates import docx_of
from tests.letters.test_checking import ABSENT, titled
from xltools.errors import HostError
from xltools.letters.kinds import KINDS
from xltools.letters.store import template_path


@pytest.fixture
def template(tmp_path) -> Path:
    path = tmp_path / "模板" / "整改通知书.docx"
    path.parent.mkdir()
    return Path(shutil.copyfile(template_path(KINDS["整改通知书"]), path))


@pytest.fixture
def opened(monkeypatch) -> list[Path]:
    """What was handed to the system to open."""
    paths: list[Path] = []
    monkeypatch.setattr("xltools.launcher.at_template.open_with_system", paths.append)
    return paths


@pytest.fixture(autouse=True)
def absent(monkeypatch) -> None:
    """A computer without LibreOffice."""

    def refuse(*_: object) -> list[bytes]:
        raise HostError(ABSENT)

    monkeypatch.setattr("xltools.letters.checking.to_pdf", refuse)


def test_a_dropped_template_is_checked_at_once(officer, template):
    template.write_bytes(docx_of("请于{{ 反馈期线 }}前", "｛｛ 单位 ｝｝"))
    assert officer.launches(template, answers=["0"]) == 0
    assert "没有“反馈期线”这个字段，是不是“反馈期限”" in officer.said
    assert "有 2 处要改" in officer.said
    assert len(officer.prompts) == 1


def test_it_is_mended_and_checked_again(officer, template, opened):
    good = template.read_bytes()
    template.write_bytes(docx_of("{{ 反馈期线 }}"))

    def mend() -> str:
        template.write_bytes(good)
        return "检查模板"

    officer.launches(template, answers=["打开模板", mend, ""])
    assert opened == [template]
    assert officer.said.rindex("没有发现问题") > officer.said.index("有 1 处要改")


def test_a_letter_of_made_up_facts_is_written_beside_it_and_opened(officer, template, opened):
    officer.launches(template, answers=["看样张", ""])
    assert opened == [template.parent / "预览_整改通知书.docx"]
    assert opened[0].is_file()
    assert ABSENT in officer.said


def test_of_a_template_with_mistakes_nothing_is_opened(officer, template, opened):
    template.write_bytes(docx_of("{{ 反馈期线 }}"))
    officer.launches(template, answers=["看样张", ""])
    assert opened == []


def test_where_the_name_does_not_say_the_kind_the_officer_is_asked(officer, tmp_path):
    path = tmp_path / "新.docx"
    path.write_bytes(titled(""))
    officer.launches(path, answers=["2", ""])
    assert "“新.docx”是哪一种函件的模板？" in officer.said
    assert "新.docx　（整改通知书的模板）" in officer.said
    officer.launches(path, answers=[""])
    assert "的模板）" not in officer.said


def test_what_is_no_word_document_is_a_sentence(officer, tmp_path):
    path = tmp_path / "旧.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    officer.launches(path, answers=[""])
    assert "模板“旧.doc”" in officer.said
    assert "另存为“Word 文档（*.docx）”" in officer.said


def test_from_the_workbook_a_template_is_fetched_to_be_edited(officer, office, opened):
    """Copied once; an own one is never written over."""
    officer.launches(office / BOOK, answers=["改函件模板", "整改通知书", "打开模板", "", "", ""])
    own = office / "模板" / "整改通知书.docx"
    assert opened == [own]
    assert own.read_bytes() == template_path(KINDS["整改通知书"]).read_bytes()
    assert "没有发现问题" in officer.said
    assert officer.answers_left == 0
    own.write_bytes(docx_of("本局的话"))
    officer.launches(office / BOOK, answers=["改函件模板", "2", "", "", ""])
    assert "整改通知书　已有自己的模板" in officer.said
    assert own.read_bytes() == docx_of("本局的话")


def test_a_workbook_that_writes_no_letters_offers_no_templates(officer, tmp_path):
    from xltools.shipped import shipped

    path = Path(shutil.copyfile(shipped("workbooks", "发文登记.xlsx"), tmp_path / "发文登记.xlsx"))
    officer.launches(path, answers=[""])
    assert "改函件模板" not in officer.said
