"""From facts to a Word file: complete, safe, and the same bytes for the same facts."""

from __future__ import annotations

import datetime as dt
import io
import re
import time

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.letters.made_templates import RECTIFY, docx_of, parts_of, text_of, written
from xltools.build.docx_text import Column, paragraph, table
from xltools.errors import TemplateError, UsageError
from xltools.letters.docx_file import packed
from xltools.letters.kinds import KINDS
from xltools.letters.render import Renderer, render
from xltools.letters.template import Template

KIND_NAMES = list(KINDS)


@pytest.mark.parametrize("name", KIND_NAMES)
def test_every_sample_fact_stands_in_the_preview_and_no_tag_is_left(name):
    text = text_of(Renderer(name).preview())
    assert not re.search(r"\{[{%]|[%}]\}|None|nan", text)
    shown = [f for f in KINDS[name].fields if isinstance(f.sample, str) and f.sample]
    missing = [f.name for f in shown if not all(line in text for line in f.sample.split("\n"))]
    # 标题 is broken over two lines; 综合状态 and 称谓 stand inside sentences
    assert missing in ([], ["称谓"])  # 点名通报 names the unit instead of addressing it
    for rows in (f for f in KINDS[name].fields if f.columns):
        assert all(cell in text for row in rows.samples for cell in row)


@pytest.mark.parametrize("name", KIND_NAMES)
def test_a_letter_with_nothing_optional_has_no_empty_brackets_or_tables(name):
    """No 联系人, no 抄送, no ranking: the sentences and tables about them are gone."""
    docx = render(name, KINDS[name].bare_sample())
    text = text_of(docx)
    assert "联系人" not in text
    assert "抄送" not in text
    assert "（）" not in text
    assert all(len(t.rows) > 1 for t in Document(io.BytesIO(docx)).tables)


def test_figures_and_dates_are_written_as_in_a_letter():
    text = text_of(Renderer("整改通知书").preview())
    assert "综合得分76.13分，列第149位，综合预警状态为红灯" in text
    assert "支出率40.00%，序时目标75.00%，低于序时目标35个百分点" in text
    assert "请于2024年10月30日前完成整改" in text
    assert "模财农〔2024〕　号" in text


@pytest.mark.parametrize(
    "name",
    [
        "A&B<示例>公司",
        "“甲”‘乙’\"丙\"'丁'",
        "a > b && c < d",
        "]]>",
        "&lt;&#x41;",
        "</w:t></w:r>",
        "\\1 \\g<0>",
    ],
)
def test_signs_that_mean_something_to_xml_are_printed_as_they_are(name):
    """Without escaping, A&B<示例> cut off the rest of the document."""
    text = written("{{ 单位 }}甲", "乙", 单位=name)
    assert f"{name}甲" in text
    assert text.endswith("乙")


def test_control_characters_are_left_out():
    assert "甲乙丙丁" in written("{{ 单位 }}", 单位="甲\x00乙\x0b\x07丙\x1f\ufeff丁")


def test_a_reason_of_2000_characters_is_complete():
    reason = "".join(f"第{n}项问题支出滞后；" for n in range(1, 250))[:2000]
    assert len(reason) == 2000
    assert reason in text_of(render("整改通知书", {**RECTIFY.sample(), "依据": reason}))


def test_each_line_of_a_cell_becomes_a_paragraph_in_the_same_style():
    docx = render("整改通知书", {**RECTIFY.sample(), "整改要求": "（一）甲。\n（二）乙。\r\n\r\n（三）丙。"})
    styles = {p.text: p.style.name for p in Document(io.BytesIO(docx)).paragraphs}
    assert [styles[text] for text in ("（一）甲。", "（二）乙。", "（三）丙。")] == ["公文正文"] * 3


@given(st.text(max_size=80))
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_the_document(typed):
    """What stands after the field is still there, whatever the field holds."""
    facts = {**RECTIFY.sample(), "整改要求": f"甲{typed}", "单位": f"乙{typed}"}
    text = text_of(_SIMPLE.render(facts))
    assert text.endswith("末段")


_SIMPLE = Template(RECTIFY, docx_of("{{ 单位 }}", "末段"), "整改通知书.docx")


def test_the_same_facts_give_the_same_bytes_at_any_time(monkeypatch):
    first = Renderer("整改通知书").preview()
    later = time.time() + 1_000_000
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "localtime", lambda *_: time.struct_time((2031, 1, 1, 0, 0, 0, 2, 1, 0)))
    assert Renderer("整改通知书").preview() == first


def test_one_renderer_serves_many_letters_without_mixing_them():
    renderer = Renderer("整改通知书")
    sample = RECTIFY.sample()
    letters = [renderer.render({**sample, "单位": f"模拟第{n}县"}) for n in range(3)]
    for n, letter in enumerate(letters):
        found = set(re.findall(r"模拟第(\d)县", text_of(letter)))
        assert found == {str(n)}
    assert renderer.render({**sample, "单位": "模拟第0县"}) == letters[0]


def test_the_properties_are_those_of_the_letter_and_not_of_whoever_saved_the_template():
    parts = parts_of(docx_of())
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(
        b"<dc:creator></dc:creator>", "<dc:creator>模拟科员</dc:creator>".encode()
    )
    template = Template(RECTIFY, packed(parts), "整改通知书.docx")
    document = Document(io.BytesIO(template.render({**RECTIFY.sample(), "成文日期": dt.date(2024, 9, 5)})))
    properties = document.core_properties
    assert (properties.author, properties.last_modified_by) == ("模拟省财政厅", "模拟省财政厅")
    assert properties.title == "模拟省财政厅关于模拟市示例县财政衔接资金项目工作严重滞后问题的整改通知书"
    assert properties.created == properties.modified == dt.datetime(2024, 9, 5, tzinfo=dt.UTC)


def test_the_folder_of_whoever_made_the_template_does_not_go_out():
    """Word keeps the path of the .dotx a document was made from, user name and all."""
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="file:///C:/Users/moni/a.dotx" TargetMode="External"/></Relationships>'
    )
    parts = parts_of(docx_of())
    attached = '<w:zoom w:percent="100"/><w:attachedTemplate r:id="rId1" xmlns:r="{}"/>'.format(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    )
    settings = parts["word/settings.xml"].decode().replace('<w:zoom w:percent="100"/>', attached)
    parts |= {"word/settings.xml": settings.encode(), "word/_rels/settings.xml.rels": link.encode()}
    letter = parts_of(Template(RECTIFY, packed(parts), "整改通知书.docx").render(RECTIFY.sample()))
    assert not any(b"attachedTemplate" in data or b"moni" in data for data in letter.values())


def test_an_optional_field_printed_without_an_if_is_named_when_it_is_blank():
    """The sample of the trial is blank as well, so this is found when the template is loaded."""
    with pytest.raises(TemplateError, match=r"字段“联系人”这次是空的.*\{% if 联系人 %\}"):
        Template(RECTIFY, docx_of("{{ 联系人 }}"), "整改通知书.docx")


def test_an_empty_loop_leaves_a_document_that_word_opens():
    """A table all of whose rows are repeated has none left; a cell may not be without a paragraph."""
    headless = re.sub(
        r"<w:tr>(?:(?!</w:tr>).)*表头行.*?</w:tr>", "", table("指标", [Column("表头行", "{{ 项.指标 }}", 78)])
    )
    cell = table("指标", [Column("甲", "{{ 项.指标 }}", 78)]).replace(
        paragraph("甲", "表头"),
        "".join(paragraph(t, "表头") for t in ("{%p if 排名 %}", "甲", "{%p endif %}")),
    )
    template = Template(RECTIFY, docx_of(headless, cell), "整改通知书.docx")
    tables = Document(io.BytesIO(template.render(RECTIFY.bare_sample()))).tables
    assert [len(t.rows) for t in tables] == [1]
    assert len(tables[0].rows[0].cells[0].paragraphs) == 1


def test_an_unknown_kind_is_named_with_the_nearest():
    with pytest.raises(UsageError, match="没有“整改通知”这种函件，是不是“整改通知书”"):
        Renderer("整改通知")


def test_another_template_can_be_named(tmp_path):
    path = tmp_path / "本局整改通知书.docx"
    path.write_bytes(docx_of("本局另有要求：{{ 整改要求 }}"))
    assert "本局另有要求：" in text_of(render("整改通知书", RECTIFY.sample(), path))
