"""What is not a Word template is refused in a sentence that says what it is and what to do."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest

from tests.letters.made_templates import RECTIFY, docx_of, parts_of
from xltools.errors import TemplateError
from xltools.letters.docx_file import LARGEST_INFLATED, document_of, packed, read_template
from xltools.letters.template import Template


@pytest.fixture
def place(tmp_path):
    return tmp_path / "整改通知书.docx"


def refusal(place, data: bytes) -> str:
    place.write_bytes(data)
    with pytest.raises(TemplateError) as caught:
        Template.load(RECTIFY, place)
    return str(caught.value)


def xlsx() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def retyped(content_type: bytes) -> bytes:
    parts = parts_of(docx_of())
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(plain, content_type)
    return packed(parts)


def test_a_missing_template_is_named_with_where_it_was_looked_for(place):
    with pytest.raises(TemplateError, match=r"找不到模板“.*整改通知书\.docx”"):
        read_template(place)


def test_a_folder_is_not_a_template(tmp_path):
    with pytest.raises(TemplateError, match="是文件夹"):
        read_template(tmp_path)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "是空文件"),
        (docx_of()[:-400], "不完整或已损坏"),
        (b"%PDF-1.7", "不是 Word 文档"),
        ("整改通知书".encode("gb18030"), "不是 Word 文档"),
        (b"{\\rtf1}", "是旧版 .doc 或 .rtf 文档"),
        (xlsx(), "不是 Word 文档"),
        (packed({"甲.txt": b""}), "不是 Word 文档"),
        (packed({"word/document.xml": b"<w/>"}), "已损坏"),
        (retyped(b"application/vnd.ms-word.document.macroEnabled.main+xml"), "是带宏的文档或 Word 模板"),
    ],
)
def test_what_is_not_a_docx_is_told_from_its_content(place, data, told):
    assert told in refusal(place, data)


def test_a_part_that_is_not_xml_is_a_damaged_file(place):
    parts = {**parts_of(docx_of()), "word/document.xml": b"<w:document"}
    assert "已损坏" in refusal(place, packed(parts))


def test_an_entity_bomb_is_not_opened(place):
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    parts = {**parts_of(docx_of()), "word/settings.xml": bomb}
    assert "DTD" in refusal(place, packed(parts))


def test_a_zip_bomb_is_measured_while_it_inflates(place):
    out = io.BytesIO(docx_of())
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/big.xml", "w") as part,
    ):
        for _ in range(LARGEST_INFLATED // (1 << 20) + 1):
            part.write(bytes(1 << 20))
    assert "解压后超过" in refusal(place, out.getvalue())


@pytest.mark.parametrize(
    "owner", ["~$整改通知书.docx", "~$改通知书.docx", "~$通知书.docx", ".~lock.整改通知书.docx#"]
)
def test_a_template_open_in_word_or_libreoffice_is_not_read_half_edited(place, owner):
    place.write_bytes(docx_of())
    (place.parent / owner).touch()
    with pytest.raises(TemplateError) as caught:
        read_template(place)
    assert "正在 Word 或 WPS 里打开" in str(caught.value)
    assert owner in str(caught.value)


def test_a_locked_template_is_a_sentence(place, monkeypatch):
    """Word on Windows holds the file: reading it is a PermissionError."""
    place.write_bytes(docx_of())

    def locked(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(place), "read_bytes", locked)
    with pytest.raises(TemplateError, match="多半正在 Word 或 WPS 里打开"):
        read_template(place)


def test_a_template_whose_parts_have_changed_places_is_refused_in_a_sentence():
    """Found by make fuzz: python-docx fails in a way of its own where the content types are relations."""
    parts = parts_of(docx_of("{{ 单位 }}"))
    types, rels = parts["[Content_Types].xml"], parts["_rels/.rels"]
    swapped = packed(parts | {"[Content_Types].xml": rels, "_rels/.rels": types})
    with pytest.raises(TemplateError, match="已损坏"):
        document_of(swapped, "整改通知书.docx")


@pytest.mark.parametrize("part", ["word/fontTable.xml", "word/styles.xml", "word/_rels/document.xml.rels"])
def test_a_template_of_which_a_part_is_cut_short_makes_no_letter(place, part):
    """Found by make fuzz: nobody here looks at the fonts, and the letters had the broken part in them."""
    parts = parts_of(docx_of("{{ 单位 }}"))
    cut = packed({**parts, part: parts[part][: len(parts[part]) // 2]})
    assert "已损坏" in refusal(place, cut)


@pytest.mark.parametrize("part", ["styles", "settings", "core-properties"])
def test_a_template_that_does_not_say_what_its_parts_are_is_refused_in_a_sentence(place, part):
    """Found by make fuzz: without their content type python-docx knows neither styles, settings nor title."""
    parts = parts_of(docx_of("{{ 单位 }}"))
    types = parts["[Content_Types].xml"]
    unsaid = re.sub(rf'ContentType="[^"]*{part}\+xml"'.encode(), b'ContentType="application/xml"', types)
    assert unsaid != types
    assert "已损坏" in refusal(place, packed({**parts, "[Content_Types].xml": unsaid}))


@pytest.mark.parametrize("bodies", [0, 2])
def test_a_template_with_no_body_or_two_is_refused_in_a_sentence(place, bodies):
    """Found by make fuzz: of the second body no tag is filled in."""
    parts = parts_of(docx_of("{{ 单位 }}"))
    document = parts["word/document.xml"]
    body = document[document.index(b"<w:body") : document.index(b"</w:body>") + len(b"</w:body>")]
    assert "已损坏" in refusal(
        place, packed({**parts, "word/document.xml": document.replace(body, body * bodies)})
    )


def test_a_template_with_two_settings_is_damaged_and_has_no_macros(place):
    """Whose styles say that they are settings: python-docx fails as over a .docm."""
    parts = parts_of(docx_of("{{ 单位 }}"))
    rels = parts["word/_rels/document.xml.rels"]
    assert b"relationships/styles" in rels
    twice = rels.replace(b"relationships/styles", b"relationships/settings")
    assert "已损坏" in refusal(place, packed({**parts, "word/_rels/document.xml.rels": twice}))


@pytest.mark.parametrize(
    ("part", "said"),
    [("_rels/.rels", rb' Type="[^"]*core-properties"'), ("word/_rels/document.xml.rels", rb' Id="rId\d+"')],
)
def test_a_template_with_a_relation_of_no_type_or_name_is_refused_in_a_sentence(place, part, said):
    """Found by make fuzz: it could be read and checked, but no letter of it could be saved."""
    parts = parts_of(docx_of("{{ 单位 }}"))
    unsaid = re.sub(said, b"", parts[part], count=1)
    assert unsaid != parts[part]
    assert "已损坏" in refusal(place, packed({**parts, part: unsaid}))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("sound", [True, False])
def test_a_template_packed_in_a_way_that_word_does_not_read_is_refused_in_a_sentence(place, method, sound):
    """Found by make fuzz: a part that says bzip2 and is none failed in a way of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts_of(docx_of("{{ 单位 }}")).items():
            archive.writestr(name, data)
            head = archive.getinfo(name).header_offset
    at = head + 30 + len(name.encode()) + 9
    data = out.getvalue() if sound else out.getvalue()[:at] + b"\0" * 8 + out.getvalue()[at + 8 :]
    assert "不完整或已损坏" in refusal(place, data)
