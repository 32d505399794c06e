"""The committed templates: exactly what the build makes, valid, slim, in the styles of an official letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn

from tests import ooxml_validator
from xltools.build.templates import build_templates
from xltools.letters.kinds import KINDS
from xltools.letters.render import Renderer

COMMITTED = Path(__file__).resolve().parents[2] / "templates"
FONTS = {
    "公文正文": ("仿宋_GB2312", 16),
    "公文标题": ("方正小标宋简体", 22),
    "发文机关标志": ("方正小标宋简体", 36),
    "公文一级标题": ("黑体", 16),
    "公文二级标题": ("楷体_GB2312", 16),
    "抄送": ("仿宋_GB2312", 14),
    "页码单": ("宋体", 14),
}
"""GB/T 9704-2012: 正文3号仿宋, 标题2号小标宋, 一级黑体, 二级楷体, 抄送4号仿宋, 页码4号宋体."""


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_the_committed_template_is_the_one_the_build_makes(kind, tmp_path):
    build_templates(tmp_path)
    assert (COMMITTED / kind.template).read_bytes() == (tmp_path / kind.template).read_bytes()


def test_there_is_a_template_for_every_kind_and_no_other():
    assert {p.name for p in COMMITTED.glob("*.docx")} == {k.template for k in KINDS.values()}


@pytest.mark.parametrize("name", list(KINDS))
def test_the_shipped_template_passes_its_own_check(name):
    assert Renderer(name).preview()


@pytest.mark.parametrize("name", list(KINDS))
def test_templates_and_letters_are_valid_open_xml(name, tmp_path):
    letter = tmp_path / f"{name}.docx"
    letter.write_bytes(Renderer(name).preview())
    assert ooxml_validator.errors(COMMITTED / f"{name}.docx") == []
    assert ooxml_validator.errors(letter) == []


@pytest.mark.parametrize("path", sorted(COMMITTED.glob("*.docx")), ids=lambda p: p.stem)
def test_page_and_styles_are_those_of_the_standard(path):
    document = Document(str(path))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(m.mm) for m in margins] == [37, 35, 28, 26]
    for name, (font, size) in FONTS.items():
        style = document.styles[name]
        fonts = style.element.find(qn("w:rPr")).find(qn("w:rFonts"))
        assert (fonts.get(qn("w:eastAsia")), style.font.size.pt) == (font, size)
        assert not any(key.endswith("Theme") for key in fonts.keys())  # noqa: SIM118  # an lxml element
    indent = document.styles["公文正文"].element.find(qn("w:pPr")).find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"


@pytest.mark.parametrize("path", sorted(COMMITTED.glob("*.docx")), ids=lambda p: p.stem)
def test_the_signature_is_kept_with_the_last_paragraph_of_the_body(path):
    """From that paragraph to 抄送 every paragraph is kept with the next."""
    document = Document(str(path))
    at = next(i for i, p in enumerate(document.paragraphs) if p.style.name == "署名")
    last = max(i for i, p in enumerate(document.paragraphs[:at]) if p.style.name.startswith("公文正文"))
    around = document.paragraphs[last : at + 2]
    assert [p.style.name for p in around[-5:]] == ["公文正文连下段", "空行", "空行", "署名", "成文日期"]
    assert all(p.style.paragraph_format.keep_with_next for p in around)


@pytest.mark.parametrize("path", sorted(COMMITTED.glob("*.docx")), ids=lambda p: p.stem)
def test_templates_are_slim_and_hold_no_one_and_no_seal(path):
    document = Document(str(path))
    assert path.stat().st_size < 60_000  # not compressed
    assert document.core_properties.author == ""
    parts = [p.partname for p in document.part.package.iter_parts()]
    assert not [p for p in parts if "media" in p or "embeddings" in p]
    assert not list(document.element.body.iter(qn("pic:pic"), qn("w:pict")))


def layout_of(name: str) -> str:
    """文件格式 has a red rule under its number, 信函格式 a number of its own at the right."""
    styles = {p.style.name for p in Document(str(COMMITTED / f"{name}.docx")).paragraphs}
    return "信函格式" if "信函发文字号" in styles else "文件格式"


def test_a_函_goes_out_as_a_letter_and_a_通报_as_a_file():
    """GB/T 9704-2012 10.1 信函格式; 通知书 and 意见书 go to one county's departments: letters too."""
    assert {name: layout_of(name) for name in KINDS} == {
        "提醒敦促函": "信函格式",
        "整改通知书": "信函格式",
        "约谈通知书": "信函格式",
        "点名通报": "文件格式",
        "排名通报": "文件格式",
        "资金分配公示": "文件格式",
        "备案审查意见书": "信函格式",
        "备案审查情况通报": "文件格式",
    }


@pytest.mark.parametrize("name", list(KINDS))
def test_a_notice_ends_with_a_receipt_on_a_sheet_of_its_own_without_page_number(name):
    document = Document(str(COMMITTED / f"{name}.docx"))
    if not name.endswith("通知书"):
        assert len(document.sections) == 1
        return
    letter, receipt = document.sections
    assert (letter.different_first_page_header_footer, receipt.start_type) == (True, WD_SECTION.ODD_PAGE)
    assert not any("PAGE" in part._element.xml for part in (receipt.footer, receipt.even_page_footer))
    assert "送达回执" in [p.text for p in document.paragraphs]
