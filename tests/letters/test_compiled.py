"""The fast way gives what docxtpl gives: each part of each letter, after C14N; else docxtpl does the work."""

from __future__ import annotations

import io
import random

import pytest
from docxtpl import DocxTemplate, RichText
from lxml import etree

from tests.letters.made_templates import RECTIFY, body_of, docx_of, text_of
from xltools.build.docx_package import package
from xltools.build.docx_text import Column, paragraph, table
from xltools.letters import template as template_module
from xltools.letters.compiled import Compiled, compiled, same
from xltools.letters.context import context
from xltools.letters.docx_file import packed, parts_of
from xltools.letters.environment import environment
from xltools.letters.fields import LetterKind
from xltools.letters.kinds import KINDS
from xltools.letters.plain import render_plain
from xltools.letters.store import template_path
from xltools.letters.template import Template
from xltools.letters.zipping import entry, zipped

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}


def by_docxtpl(data: bytes, values: dict[str, object]) -> dict[str, bytes]:
    """The parts as the library makes them, a DocxTemplate for each letter."""
    letter, out = DocxTemplate(io.BytesIO(data)), io.BytesIO()
    letter.render(values, environment(), autoescape=True)
    letter.save(out)
    return {n: canonical(p) for n, p in parts_of(out.getvalue()).items() if n != "docProps/core.xml"}


def by_us(data: bytes, values: dict[str, object], made: Compiled) -> dict[str, bytes]:
    letter = parts_of(made.render(values))
    return {n: canonical(p) for n, p in letter.items() if n != "docProps/core.xml"}


def canonical(xml: bytes) -> bytes:
    return etree.tostring(etree.fromstring(xml), method="c14n") if xml.startswith(b"<") else xml


def fast(data: bytes, kind: LetterKind = RECTIFY) -> Compiled:
    """The compiled template, which there must be."""
    values = [context(kind, facts) for facts in (kind.sample(), kind.bare_sample())]
    made = compiled(data, [(v, render_plain(data, v)) for v in values])
    assert made is not None
    return made


STANDING = ("排名", "综合得分", "综合状态", "支出率", "序时目标", "差距", "指标")
"""Blank together, where a unit is not ranked."""


def varied(kind: LetterKind) -> list[dict[str, object]]:
    """Facts of every shape: each optional field there or not, no rows to many, lines, signs, long text."""
    chance = random.Random(2024)
    awkward = ["A&B<示例>", "一、甲。\n二、乙。\r\n三、丙。", "第1项滞后；" * 300, "{{ 甲 }}{_{", "“甲”‘乙’"]
    made = []
    for _ in range(12):
        facts = kind.sample()
        if chance.random() < 0.3:
            facts |= {name: kind.bare_sample()[name] for name in STANDING if name in facts}
        for field in kind.fields:
            if field.name in (*STANDING[:-1], "后位县数") or not facts[field.name]:
                continue
            if field.optional and not field.columns and chance.random() < 0.4:
                facts[field.name] = kind.bare_sample()[field.name]
            elif field.columns:
                facts[field.name] = [dict(r) for r in facts[field.name]] * chance.randint(1, 9)
            elif isinstance(field.sample, str) and chance.random() < 0.4:
                facts[field.name] = chance.choice(awkward)
        made.append(facts)
    return made


@pytest.mark.parametrize("name", list(KINDS))
def test_a_shipped_template_gives_letters_as_docxtpl_does(name):
    """Of every part but the properties, which are ours to write."""
    kind = KINDS[name]
    data = template_path(kind).read_bytes()
    made = fast(data, kind)
    for facts in (kind.sample(), kind.bare_sample(), *varied(kind)):
        values = context(kind, facts)
        assert by_us(data, values, made) == by_docxtpl(data, values)


CELLS = table("指标", [Column("表头", "甲", 40)]).replace(
    paragraph("表头", "表头") + "</w:tc>",
    paragraph("表头", "表头")
    + "</w:tc>"
    + "".join(
        f"<w:tc><w:tcPr/>{paragraph(text, '表头')}</w:tc>"
        for text in ("{%tc for 项 in 指标 %}", "{{ 项.指标 }}", "{%tc endfor %}")
    ),
)
"""A row with a cell for each of 指标: more cells than the grid has columns."""

DRAWING = (
    '<w:p xmlns:wp="{wp}"><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/>'
    '<wp:docPr id="1" name="图"/></wp:inline></w:drawing></w:r></w:p>'
).format(**NAMESPACES)


@pytest.mark.parametrize(
    "added",
    [
        ["{% for 项 in 指标 %}{{ loop.index }}.{{ 项.指标 }}；{% endfor %}"],
        ["{%p for 项 in 指标 %}", "{{ 项.指标 }}：{{ 项.目标 }}", "{%p endfor %}"],
        ["{%p if 排名 and 排名 > 100 %}", "靠后", "{%p else %}", "不靠后", "{%p endif %}", "完"],
        ["{% if 抄送单位 %}抄送{{ 抄送单位 }}{% else %}不抄送{% endif %}"],
        [table("指标", [Column("指标", "{{ 项.指标 }}", 40), Column("实际", "{{ 项.实际 }}", 38)])],
        [CELLS],
        [DRAWING, "{%p for 项 in 指标 %}", DRAWING.replace("</w:p>", "") + "</w:p>", "{%p endfor %}"],
        ["{# 给改模板的人看的话 #}花括号{_{ 甲 }_}"],
        [paragraph("{{ 整改要求 }}", "公文正文").replace("<w:t ", "<w:tab/><w:t ")],
    ],
    ids=["循环", "循环段落", "取舍段落", "句内取舍", "表格行", "单元格", "图", "注释和花括号", "制表符"],
)
def test_a_made_template_gives_letters_as_docxtpl_does(added):
    data = docx_of(*added)
    made = fast(data)
    for facts in (RECTIFY.sample(), *varied(RECTIFY)):
        values = context(RECTIFY, facts)
        assert by_us(data, values, made) == by_docxtpl(data, values)


def with_header(text: str) -> bytes:
    """A template whose odd pages bear a footer with tags."""
    parts = parts_of(package(body_of(), "整改通知书"))
    parts["word/footer1.xml"] = parts["word/footer1.xml"].replace("— ".encode(), text.encode())
    return packed(parts)


def test_tags_in_headers_and_footers_are_filled():
    data = with_header("{% if 抄送单位 %}{{ 单位 }}{% endif %}（{{ 文号 }}）")
    made = fast(data)
    for facts in varied(RECTIFY):
        values = context(RECTIFY, facts)
        assert by_us(data, values, made) == by_docxtpl(data, values)
    footer = parts_of(made.render(context(RECTIFY, RECTIFY.sample())))["word/footer1.xml"].decode()
    assert "模拟市示例县（模财农〔2024〕　号）" in "".join(etree.fromstring(footer.encode()).itertext())


def test_the_letter_is_the_same_to_the_byte_whichever_way_it_was_made():
    """So an office that changes from one to the other finds no older drafts in 备份."""
    data = template_path(RECTIFY).read_bytes()
    values = context(RECTIFY, RECTIFY.sample())
    assert fast(data).render(values) == render_plain(data, values)


def test_a_template_with_rich_text_is_left_to_docxtpl():
    data = docx_of("{{r 单位 }}")
    values = {**context(RECTIFY, RECTIFY.sample()), "单位": RichText("示例县", bold=True)}
    letter = render_plain(data, values)
    assert "示例县" in text_of(letter)
    assert compiled(data, [(values, letter)]) is None


def test_a_template_the_fast_way_renders_otherwise_is_left_to_docxtpl(monkeypatch):
    """Found with the samples when it is loaded."""
    monkeypatch.setattr(Compiled, "_listed", lambda self, xml: xml.replace("末段", "别的"))
    rendered = []
    monkeypatch.setattr(
        template_module, "render_plain", lambda *given: rendered.append(1) or render_plain(*given)
    )
    letter = Template(RECTIFY, docx_of("末段"), "整改通知书.docx").render(RECTIFY.sample())
    assert text_of(letter).endswith("末段")
    assert len(rendered) == 3  # two samples and the letter


def test_docxtpl_is_not_asked_again_once_a_template_is_compiled(monkeypatch):
    template = Template(RECTIFY, docx_of(), "整改通知书.docx")
    monkeypatch.setattr(template_module, "render_plain", lambda *_: pytest.fail("docxtpl rendered a letter"))
    assert template.render(RECTIFY.sample())


def test_a_part_more_or_a_word_else_is_not_the_same():
    parts = parts_of(docx_of())
    assert same(packed(parts), packed(parts, compress=False))
    assert not same(packed(parts), packed({**parts, "word/x.xml": b"<x/>"}))
    assert not same(packed(parts), packed({**parts, "word/footer1.xml": b"<x/>"}))
    assert same(packed({"a.xml": b'<a b="1" c="2"/>'}), packed({"a.xml": b'<a c="2" b="1"></a>'}))


def test_the_archive_is_the_one_python_writes():
    parts = {"[Content_Types].xml": b"<a/>", "word/媒体.png": bytes(range(256)) * 90, "空.xml": b""}
    assert zipped([entry(name, part) for name, part in parts.items()]) == packed(parts)
