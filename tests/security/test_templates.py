"""A Word template is words: nothing typed into it, and nothing packed into it, runs or is fetched."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.auditing import listening
from tests.letters.made_templates import docx_of, parts_of
from tests.letters.test_sandbox import ESCAPES
from tests.security import promise
from tests.security.test_active_content import REACHING_OUT
from xltools.errors import TemplateError
from xltools.letters.kinds import KINDS
from xltools.letters.store import template_path
from xltools.letters.template import Template

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "word/_rels/document.xml.rels"


def repacked(docx: bytes, parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in (parts_of(docx) | parts).items():
            package.writestr(name, data)
    return out.getvalue()


def related(kind: str, target: str) -> bytes:
    """A template with one more relation to something outside."""
    link = f'<Relationship Id="evil" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    rels = parts_of(docx_of())[RELS].replace(b"</Relationships>", f"{link}</Relationships>".encode())
    return repacked(docx_of(), {RELS: rels})


def with_field(*codes: str) -> bytes:
    """A template with a field whose code lies in so many runs."""
    runs = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    document = parts_of(docx_of())["word/document.xml"]
    return repacked(
        docx_of(),
        {"word/document.xml": document.replace(b"<w:sectPr", f"<w:p>{runs}</w:p><w:sectPr".encode(), 1)},
    )


def loaded(data: bytes, folder: Path) -> str:
    """What loading it as the office's own template says; empty where it is taken."""
    path = folder / "整改通知书.docx"
    path.write_bytes(data)
    try:
        Template.load(KINDS["整改通知书"], path)
    except TemplateError as error:
        return str(error)
    return ""


@promise(2)
def test_code_in_a_template_is_refused_before_anything_of_it_runs(tmp_path, monkeypatch):
    """Every way out of Jinja that is known to us; no program, no connection, no file is opened for it."""
    monkeypatch.chdir(tmp_path)
    done: list[str] = []

    def listener(event: str, args: tuple[object, ...]) -> None:
        if event in REACHING_OUT:
            done.append(f"{event} {args}")

    loaded(docx_of(), tmp_path)  # what is imported is imported by now
    for typed in ESCAPES:
        made = docx_of(typed)
        with listening(listener):
            assert "正文“" in loaded(made, tmp_path), typed
    assert done == []
    assert [path.name for path in tmp_path.iterdir()] == ["整改通知书.docx"]


@promise(2)
@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda: related("attachedTemplate", "http://a/evil.dotm"), "外部链接（http://a/evil.dotm）"),
        (lambda: related("attachedTemplate", r"\\\\a\\share\\evil.dotm"), "外部链接"),
        (lambda: related("attachedTemplate", "file://a/share/evil.dotm"), "外部链接"),
        (lambda: related("image", "https://a/seen.png"), "外部链接"),
        (lambda: related("oleObject", "https://a/b"), "宏或嵌入的程序"),
        (lambda: repacked(docx_of(), {"word/_rels/settings.xml.rels": related_macro()}), "宏或嵌入的程序"),
        (lambda: with_field("DDEAUTO cmd &quot;/k calc&quot;"), "域 DDEAUTO"),
        (lambda: with_field("DD", "EAUTO cmd"), "域 DDEAUTO"),
        (lambda: with_field("includepicture &quot;http://a&quot;"), "域 includepicture"),
    ],
)
def test_a_template_that_makes_word_run_or_fetch_something_is_refused(tmp_path, made, says):
    """The letters of a whole province would bring it to every county."""
    assert says in loaded(made(), tmp_path)


def related_macro() -> bytes:
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="m" Type="{kind}" Target="vbaProject.bin"/></Relationships>'
    ).encode()


@promise(2)
def test_what_offices_do_have_in_templates_is_taken(tmp_path):
    """A link to click, a template of this computer, page numbers; and every template that is shipped."""
    assert loaded(related("hyperlink", "http://www.scczt.gov.cn/"), tmp_path) == ""
    assert loaded(related("attachedTemplate", "file:///C:/Users/a/%E7%BA%A2%E5%A4%B4.dotx"), tmp_path) == ""
    assert loaded(with_field(" PAGE \\* MERGEFORMAT "), tmp_path) == ""
    for kind in KINDS.values():
        Template.load(kind, template_path(kind))
