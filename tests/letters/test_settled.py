"""Which letters may be written as Jinja gives them, and that they are then what lxml would have written."""

from __future__ import annotations

import pytest
from docx.opc.oxml import serialize_part_xml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.letters.made_templates import RECTIFY, docx_of
from tests.letters.test_compiled import CELLS, DRAWING, NAMESPACES, fast, varied
from xltools.build.docx_text import Column, paragraph, table
from xltools.letters.compiled import Compiled, _opened, _sources
from xltools.letters.context import context
from xltools.letters.environment import environment
from xltools.letters.kinds import KINDS
from xltools.letters.settled import settled, written
from xltools.letters.store import template_path
from xltools.letters.text import paragraphs

W = f'xmlns:w="{NAMESPACES["w"]}" xmlns:wp="{NAMESPACES["wp"]}"'


def by_lxml(made: Compiled, values: dict[str, object]) -> bytes:
    """The letter as it comes out where the template is not settled."""
    made._settled = False
    try:
        return made.render(values)
    finally:
        made._settled = True


@pytest.mark.parametrize("name", list(KINDS))
def test_a_shipped_template_is_settled_and_its_letters_are_the_same_to_the_byte(name):
    kind = KINDS[name]
    made = fast(template_path(kind).read_bytes(), kind)
    assert made._settled
    for facts in (kind.sample(), kind.bare_sample(), *varied(kind)):
        values = context(kind, facts)
        assert made.render(values) == by_lxml(made, values)


@pytest.mark.parametrize(
    "added",
    [
        ["{% if 抄送单位 %}抄送{{ 抄送单位 }}{% else %}不抄送{% endif %}"],
        [table("指标", [Column("指标", "{{ 项.指标 }}", 40), Column("实际", "{{ 项.实际 }}", 38)])],
        [DRAWING, "{%p for 项 in 指标 %}", DRAWING, "{%p endfor %}"],
        ["{{ '“甲”' }}{{ 单位 ~ '、乙' }}"],
    ],
    ids=["取舍", "表格行", "图", "引号"],
)
def test_what_an_officer_adds_keeps_a_template_settled(added):
    made = fast(docx_of(*added))
    assert made._settled
    for facts in varied(RECTIFY):
        values = context(RECTIFY, facts)
        assert made.render(values) == by_lxml(made, values)


LINKED = (
    paragraph("{{ 单位 }}", "公文正文")
    .replace("<w:r>", "<w:hyperlink><w:r>")
    .replace("</w:r>", "</w:r></w:hyperlink>")
)


def across_runs(typed: str, rest: str) -> str:
    return paragraph(typed, "公文正文").replace("|", f"</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{rest}")


@pytest.mark.parametrize(
    "added",
    [
        [across_runs("{% if 联系人 %}甲|{% endif %}丙", "乙")],
        [CELLS],
        ["{{ '\\x07' }}"],
        [DRAWING.replace('name="图"', 'name="{{ 单位 }}"')],
        [LINKED],
    ],
    ids=["跨文字块", "单元格", "控制字符", "属性", "超链接"],
)
def test_what_needs_lxml_is_left_to_it(added):
    """An if that ends in another run, cells by the row, a control sign, an attribute, a hyperlink."""
    sources = dict(_sources(_opened(docx_of(*added))))
    assert not settled(sources["word/document.xml"], environment())


ROW, CELL = "<w:tr>{}</w:tr>", "<w:tc><w:p/></w:tc>"
GRID = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"


@pytest.mark.parametrize(
    ("rows", "sure"),
    [
        (ROW.format(CELL * 2), True),
        (ROW.format(CELL * 2) + "{% if 甲 %}" + ROW.format(CELL) + "{% endif %}", True),
        (ROW.format('<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc>'), True),
        ("{% for 项 in 甲 %}" + ROW.format(CELL * 2) + "{% endfor %}", False),
        (ROW.format(CELL * 3), False),
        (ROW.format(CELL), False),
        (ROW.format(CELL + "{% if 甲 %}" + CELL + "{% endif %}"), False),
        (
            ROW.format(CELL * 2) + ROW.format(CELL + "<w:tc>{% if 甲 %}<w:p/>{% endif %}<w:tcPr/></w:tc>"),
            False,
        ),
    ],
)
def test_a_table_is_settled_where_a_row_that_is_always_there_fills_its_columns(rows, sure):
    source = f"<w:body {W}><w:tbl>{GRID}{rows}</w:tbl></w:body>"
    assert settled(source, environment()) is sure


@pytest.mark.parametrize(
    "source",
    [
        "<w:p>{% if 甲 %}</w:p><w:p>{% endif %}</w:p>",
        "<w:p {% if 甲 %}w:a='1'{% endif %}/>",
        "<w:p>{{ 甲 }}</w:p>",
        "<w:t>{{ 甲 }}</w:t>",
        "<w:p><w:r><w:t>\t</w:t></w:r></w:p>",
        "<w:p>{% if 甲 %}<w:r/>{% endif %}</w:p>",
        "<w:p><!-- 甲 --></w:p>",
        "<w:p><w:pPr><w:pPrChange/></w:pPr></w:p>",
        "{% set 甲 = 1 %}<w:p/>",
    ],
)
def test_what_may_come_out_broken_or_otherwise_is_not_settled(source):
    assert settled(f"<w:body {W}><w:p/></w:body>", environment())
    assert not settled(f"<w:body {W}><w:p/>{source}</w:body>", environment())


@given(st.lists(st.text(max_size=20).map(paragraphs), max_size=4))
def test_any_text_is_written_as_lxml_writes_it(texts):
    texts = [text.replace("\a", "") for text in texts]
    drawing = '<wp:docPr id="{}" name="图"/>'
    source = f"<w:body {W}>" + "".join(
        f"<w:p><w:r>{drawing.format(1)}<w:t>{{{{ texts[{n}] }}}}</w:t></w:r></w:p>" for n in range(len(texts))
    )
    xml = environment().from_string(f"{source}<w:p/></w:body>").render(texts=texts)
    root = etree.fromstring(xml)
    for number, node in enumerate(root.iter(f"{{{NAMESPACES['wp']}}}docPr"), 7):
        node.set("id", str(number))
    assert written(xml, 7) == serialize_part_xml(root)
