"""A template checked before it is used, and a letter of it to look at."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from docx import Document

from tests.letters.made_templates import docx_of, text_of
from tests.test_cli import run
from xltools.errors import HostError, TemplateError, UsageError
from xltools.letters import checking
from xltools.letters.checking import check_template
from xltools.letters.kinds import KINDS
from xltools.letters.recognising import kind_of
from xltools.letters.store import template_path

RECTIFY = KINDS["整改通知书"]
ABSENT = "没有生成 PDF：这台电脑上没有找到 LibreOffice。"


def titled(title: str) -> bytes:
    """A document whose properties have this title."""
    document, out = Document(), io.BytesIO()
    document.core_properties.title = title
    document.save(out)
    return out.getvalue()


@pytest.fixture
def template(tmp_path) -> Path:
    """The shipped 整改通知书 where an office keeps its own."""
    path = tmp_path / "模板" / "整改通知书.docx"
    path.parent.mkdir()
    return Path(shutil.copyfile(template_path(RECTIFY), path))


@pytest.fixture
def absent(monkeypatch) -> None:
    def refuse(*_: object) -> list[bytes]:
        raise HostError(ABSENT)

    monkeypatch.setattr(checking, "to_pdf", refuse)


@pytest.mark.parametrize(
    ("name", "title", "kind"),
    [
        ("整改通知书.docx", "", "整改通知书"),
        ("整改通知书（财政厅）-改.docx", "点名通报", "整改通知书"),  # the press goes by the name too
        ("新模板.docx", "点名通报", "点名通报"),
        ("新模板.docx", "模拟省财政厅关于工作排名情况的排名通报", "排名通报"),
        ("新模板.docx", "", None),
        ("提醒敦促函和整改通知书.docx", "", None),
        ("通知书.docx", "通报", None),
    ],
)
def test_the_kind_is_known_by_the_name_else_by_the_title(name, title, kind):
    found = kind_of(Path(name), titled(title))
    assert (found.name if found else None) == kind


def test_the_shipped_templates_say_what_they_are_whatever_they_are_called():
    """Word keeps the title when a template is saved under another name."""
    for kind in KINDS.values():
        assert kind_of(Path("另存.docx"), template_path(kind).read_bytes()) is kind


def test_a_template_nobody_can_place_is_a_sentence_with_what_to_do(tmp_path):
    path = tmp_path / "新模板.docx"
    path.write_bytes(titled(""))
    with pytest.raises(UsageError) as caught:
        check_template(path)
    assert "不知道“新模板.docx”是哪一种函件的模板" in str(caught.value)
    assert "--kind" in str(caught.value)
    assert check_template(path, "整改通知书").problems


def test_a_kind_misspelt_is_answered_with_the_nearest(template):
    with pytest.raises(UsageError, match="没有“整改通知”这种函件，是不是“整改通知书”"):
        check_template(template, "整改通知")


def test_a_template_in_its_place_needs_no_more_words(template):
    checked = check_template(template)
    assert (checked.problems, checked.notes, checked.exit_code) == ((), [], 0)


def test_a_template_elsewhere_is_told_where_the_press_looks(template, tmp_path):
    checked = check_template(Path(shutil.copyfile(template, tmp_path / "整改通知书（改）.docx")))
    assert checked.notes == ["要让“生成函件”用它，请存为调度排名工作簿旁边的“模板/整改通知书.docx”"]


def test_every_problem_is_told_and_no_preview_is_written(template, tmp_path):
    template.write_bytes(docx_of("请于{{ 反馈期线 }}前", "｛｛ 单位 ｝｝"))
    checked = check_template(template, preview=tmp_path / "看.docx")
    assert checked.exit_code == 1
    assert [("反馈期线" in p, "｛｛" in p) for p in checked.problems] == [(True, False), (False, True)]
    assert list(checked.lines())[-1] == "有 2 处要改"
    assert not (tmp_path / "看.docx").exists()


@pytest.mark.libreoffice
def test_a_preview_is_a_letter_of_made_up_facts_and_its_pdf(template, tmp_path):
    checked = check_template(template, preview=tmp_path / "看.docx")
    assert [path.name for path in checked.files] == ["看.docx", "看.pdf"]
    text = text_of((tmp_path / "看.docx").read_bytes())
    assert "模拟省财政厅" in text
    assert "（模拟）" in text
    assert "{{" not in text
    assert (tmp_path / "看.pdf").read_bytes().startswith(b"%PDF-")


def test_without_libreoffice_the_docx_is_made_and_one_sentence_says_so(template, tmp_path, absent):
    checked = check_template(template, preview=tmp_path / "看.docx")
    assert [path.name for path in checked.files] == ["看.docx"]
    assert checked.notes == [ABSENT]
    assert checked.exit_code == 0


def test_a_pdf_of_an_earlier_look_is_not_taken_for_this_one(template, tmp_path, absent):
    (tmp_path / "看.pdf").write_bytes(b"%PDF-")
    assert "旁边的“看.pdf”是以前的" in check_template(template, preview=tmp_path / "看.docx").notes[-1]


@pytest.mark.parametrize("name", ["模板/整改通知书.docx", "点名通报.docx", "看.pdf"])
def test_a_preview_never_takes_the_place_of_a_template(template, tmp_path, name):
    before = template.read_bytes()
    with pytest.raises(UsageError, match="请"):
        check_template(template, preview=tmp_path / name)
    assert template.read_bytes() == before


def test_looking_again_and_again_leaves_no_copies_behind(template, absent):
    for word in ("甲", "乙"):
        template.write_bytes(docx_of(word))
        check_template(template, preview=checking.preview_path(template, "整改通知书"))
    assert sorted(path.name for path in template.parent.iterdir()) == [
        "整改通知书.docx", "预览_整改通知书.docx",
    ]  # fmt: skip


def test_a_template_that_is_open_in_word_is_refused(template):
    (template.parent / "~$改通知书.docx").touch()
    with pytest.raises(TemplateError, match="正在 Word 或 WPS 里打开"):
        check_template(template)


def test_the_command_takes_a_template_as_it_takes_a_workbook(template, tmp_path):
    """Exit 0, 1, 2, in sentences and as JSON."""
    assert "没有发现问题" in run("check", template).stdout
    template.write_bytes(docx_of("{{ 反馈期线 }}"))
    done = run("check", template, "--json")
    assert done.returncode == 1
    record = json.loads(done.stdout)
    assert record["kind"] == "整改通知书"
    assert "是不是“反馈期限”" in record["problems"][0]
    unknown = Path(shutil.copyfile(template, tmp_path / "新.docx"))
    unknown.write_bytes(titled(""))
    assert run("check", unknown).returncode == 2
    assert run("check", tmp_path / "没有.docx").returncode == 1
    assert "找不到模板" in run("check", tmp_path / "没有.docx").stderr


def test_what_is_for_templates_alone_is_refused_for_a_workbook(tmp_path):
    done = run("check", tmp_path / "a.xlsx", "--kind", "整改通知书")
    assert done.returncode == 2
    assert "不是 Word 模板" in done.stderr
