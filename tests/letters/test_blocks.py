"""署名 over 成文日期, and 版记: no letter goes out without (GB/T 9704-2012 7.3.5, 7.4)."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.letters.made_templates import COPIES, RECTIFY, SEAL, body_of, docx_of
from xltools.build.docx_package import package
from xltools.build.docx_text import paragraph
from xltools.errors import TemplateError
from xltools.letters.check import check
from xltools.letters.docx_file import document_of
from xltools.letters.kinds import KINDS
from xltools.letters.store import template_path
from xltools.letters.tags import paragraph_text
from xltools.letters.template import Template

LETTER, FILE = KINDS["整改通知书"], KINDS["点名通报"]
"""One in each layout."""


def shipped_without(kind, *texts: str) -> bytes:
    """A shipped template whose paragraphs (or table rows) with these texts an officer deleted."""
    document = Document(template_path(kind))
    for each in list(document.element.body.iter(qn("w:p"))):
        if paragraph_text(each) in texts:
            row = next(each.iterancestors(qn("w:tr")), None)
            thing = each if row is None else row
            thing.getparent().remove(thing)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def told(kind, data: bytes) -> str:
    return "\n".join(check(document_of(data, kind.template), kind))


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_the_shipped_templates_have_all(kind):
    assert told(kind, template_path(kind).read_bytes()) == ""


@pytest.mark.parametrize("kind", [LETTER, FILE], ids=["信函格式", "文件格式"])
def test_a_deleted_seal_block_is_told_with_what_to_write(kind):
    """发文机关 and 成文日期 still stand elsewhere: in the mark, in 版记, in 送达回执."""
    message = told(kind, shipped_without(kind, "{{ 发文机关 }}", "{{ 成文日期 | 中文日期 }}"))
    assert "没有署名和成文日期（盖章的地方）" in message
    assert "“{{ 发文机关 }}”和“{{ 成文日期 | 中文日期 }}”两段" in message


def test_a_date_without_the_office_over_it_is_told():
    body = body_of(end=(COPIES, SEAL[0], "此页无正文", SEAL[1]))
    with pytest.raises(TemplateError, match="成文日期上面没有署名（盖章的地方）"):
        Template(RECTIFY, package(body, ""), "整改通知书.docx")


def test_a_name_typed_in_the_style_of_the_署名_is_one():
    signed = paragraph("模拟市财政局", "署名")
    assert told(RECTIFY, package(body_of("{{ 发文机关 }}", end=(COPIES, signed, SEAL[1])), "")) == ""


def test_empty_lines_and_conditions_between_do_not_matter():
    body = body_of(end=(COPIES, SEAL[0], "", "{%p if 排名 %}", "{%p endif %}", SEAL[1]))
    assert told(RECTIFY, package(body, "")) == ""


@pytest.mark.parametrize(
    "typed",
    ["现于{{ 成文日期 | 中文日期 }}通知如下", "{{ 成文日期 | 中文日期 }}{{ 单位 }}"],
)
def test_a_date_in_a_sentence_is_no_seal_block(typed):
    message = told(RECTIFY, package(body_of(typed, end=(COPIES, SEAL[0])), ""))
    assert "没有署名和成文日期" in message


@pytest.mark.parametrize("kind", [LETTER, FILE], ids=["信函格式", "文件格式"])
def test_a_deleted_imprint_is_told(kind):
    """第12条: 整改通知书 is copied to the local government; without 版记 that would be lost in silence."""
    message = told(kind, shipped_without(kind, "抄送：{{ 抄送单位 }}。"))
    assert "没有版记（抄送机关）：函件清单里的抄送单位印不出来" in message
    assert "{% if 抄送单位 %}抄送：{{ 抄送单位 }}。{% endif %}" in message


def test_a_file_without_its_last_line_is_told():
    message = told(FILE, shipped_without(FILE, "{{ 发文机关 }} {{ 成文日期 | 中文日期 }}印发"))
    assert message.startswith("版记里没有印发机关和印发日期")


def test_a_letter_needs_no_such_line():
    assert "印发" not in told(LETTER, template_path(LETTER).read_bytes())


def test_the_block_is_missed_by_the_press_too():
    with pytest.raises(TemplateError, match=r"模板“整改通知书\.docx”　没有版记"):
        Template(RECTIFY, package(body_of(end=SEAL), ""), "整改通知书.docx")
    assert Template(RECTIFY, docx_of(), "整改通知书.docx")
