"""One file of many letters: each from page 1 on a sheet of its own, unchanged, and nothing lost."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections import Counter

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from tests.letters.made_templates import RECTIFY, docx_of, text_of
from xltools.letters.docx_file import packed, parts_of
from xltools.letters.kinds import KINDS
from xltools.letters.merge import for_libreoffice, merge
from xltools.letters.render import Renderer
from xltools.letters.template import Template

IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.fixture(scope="module")
def every_kind() -> list[bytes]:
    return [Renderer(name).preview() for name in KINDS for _ in range(2)]


def letter(*added: str) -> bytes:
    """整改通知书 by a template of its own."""
    return Template(RECTIFY, docx_of(*added), "整改通知书.docx").render(RECTIFY.sample())


def changed(docx: bytes, part: str, *replaced: tuple[str, str]) -> bytes:
    """A letter with something else in one part."""
    parts = parts_of(docx)
    text = parts[part].decode()
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new)
    return packed({**parts, part: text.encode()})


def body_of(docx: bytes):
    return Document(io.BytesIO(docx)).element.body


def one(letters: list[bytes]) -> bytes:
    """The one file they all go into."""
    merged = merge(letters)
    assert [m.letters for m in merged] == [tuple(range(len(letters)))]
    return merged[0].docx


def letters_in(docx: bytes) -> list[list]:
    """The blocks of each letter, cut at the bookmarks where a letter begins."""
    cut: list[list] = []
    for block in body_of(docx):
        names = [m.get(qn("w:name")) for m in block.iter(qn("w:bookmarkStart"))]
        if f"letter{len(cut) + 1}" in names:
            cut.append([])
        cut[-1].append(block)
    return cut


def sections(blocks: list) -> list:
    """The w:sectPr of a letter."""
    return [section for block in blocks for section in block.iter(qn("w:sectPr"))]


def text(blocks: list) -> str:
    paragraphs = [p for block in blocks for p in block.iter(qn("w:p"))]
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs)


def test_every_letter_is_in_it_word_for_word_and_in_order(every_kind):
    cut = letters_in(one(every_kind))
    singles = [text(list(body_of(docx))) for docx in every_kind]
    assert [text(blocks) for blocks in cut] == singles
    assert "模拟省财政厅" in singles[0]


def test_every_letter_begins_with_page_1_on_the_front_of_a_sheet(every_kind):
    cut = letters_in(one(every_kind))
    assert [len(sections(blocks)) for blocks in cut] == [len(sections(body_of(d))) for d in every_kind]
    for blocks in cut:
        first = sections(blocks)[0]
        assert first.find(qn("w:type")).get(qn("w:val")) == "oddPage"
        assert first.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_what_follows_within_a_letter_begins_as_in_the_letter(every_kind):
    """The 送达回执 behind a letter is a section of its own; its pages go on as the template says."""
    merged = [shape(section) for blocks in letters_in(one(every_kind)) for section in sections(blocks)[1:]]
    assert merged == [shape(section) for docx in every_kind for section in sections(body_of(docx))[1:]]


def shape(section, *but: str) -> list[bytes]:
    """All that a section says of its pages, headers and footers aside."""
    said = [child for child in section if not child.tag.endswith(("Reference", *but))]
    return [etree.tostring(child, method="c14n", exclusive=True) for child in said]


ORDER = (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc",
    "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg",
    "textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings",
)  # fmt: skip
"""ECMA-376 17.6.17: the children of w:sectPr in their order."""


def test_the_children_of_a_section_stand_in_the_order_of_the_format(every_kind):
    for section in body_of(one(every_kind)).iter(qn("w:sectPr")):
        places = [ORDER.index(etree.QName(child).localname) for child in section]
        assert places == sorted(places)


def test_paper_margins_and_grid_of_each_letter_are_its_own(every_kind):
    turned = ('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"')
    letters = [every_kind[0], changed(every_kind[0], "word/document.xml", turned), every_kind[2]]
    begun = "type", "pgNumType"
    merged = [shape(section, *begun) for section in body_of(one(letters)).iter(qn("w:sectPr"))]
    singles = [shape(section, *begun) for docx in letters for section in sections(body_of(docx))]
    assert merged == singles
    assert len({tuple(said) for said in merged}) > 1


def test_ids_of_drawings_and_bookmarks_are_unique_and_links_follow():
    drawing = (
        '<w:p xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:r>'
        '<w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="图"/></wp:inline></w:drawing>'
        "</w:r></w:p>"
    )
    mark = (
        '<w:p><w:bookmarkStart w:id="0" w:name="此处"/><w:r><w:t>甲</w:t></w:r>'
        '<w:bookmarkEnd w:id="0"/></w:p>'
    )
    link = '<w:p><w:hyperlink w:anchor="此处"><w:r><w:t>见甲</w:t></w:r></w:hyperlink></w:p>'
    body = body_of(one([letter(drawing, mark, link, drawing)] * 3))
    drawings = [d.get("id") for d in body.iter(qn("wp:docPr"))]
    assert len(drawings) == len(set(drawings)) == 6
    for attribute in ("w:id", "w:name"):
        marks = [m.get(qn(attribute)) for m in body.iter(qn("w:bookmarkStart"))]
        assert len(marks) == len(set(marks)) == 9
    starts = Counter(m.get(qn("w:id")) for m in body.iter(qn("w:bookmarkStart")))
    assert starts == Counter(m.get(qn("w:id")) for m in body.iter(qn("w:bookmarkEnd")))
    anchors = [h.get(qn("w:anchor")) for h in body.iter(qn("w:hyperlink"))]
    assert len(set(anchors)) == 3
    assert set(anchors) <= {m.get(qn("w:name")) for m in body.iter(qn("w:bookmarkStart"))}


def footers(docx: bytes) -> list[dict[str, str]]:
    """What stands at the foot of odd and even pages of each section, as the format inherits it."""
    document = Document(io.BytesIO(docx))
    now: dict[str, str] = {}
    found = []
    for section in document.element.body.iter(qn("w:sectPr")):
        for node in section.iter(qn("w:footerReference")):
            part = document.part.rels[node.get(f"{R}id")].target_part
            now = {**now, node.get(qn("w:type")): "".join(part.element.itertext())}
        found.append(now)
    return found


def test_each_letter_keeps_the_footers_of_its_template():
    """The same name of a part, other words: both are there, each where it belongs."""
    plain = letter("甲")
    other = changed(letter("乙"), "word/footer1.xml", ("— ", "内部　"))
    singles = [footers(docx)[0] for docx in (plain, other)]
    assert footers(one([plain, other, plain, other])) == singles * 2
    assert singles[0] != singles[1]
    names = [n for n in parts_of(one([plain, other, plain])) if "footer" in n]
    assert len(names) == 3  # the even one is shared


def test_a_letter_without_a_footer_does_not_get_that_of_the_letter_before():
    references = re.findall(r"<w:footerReference[^>]*/>", xml(letter("乙")))
    bare = changed(letter("乙"), "word/document.xml", *((found, "") for found in references))
    before, after = footers(one([letter("甲"), bare]))
    assert set(after) == set(before)
    assert not any(after.values())
    assert any(before.values())


def xml(docx: bytes) -> str:
    return parts_of(docx)["word/document.xml"].decode()


def test_a_letter_whose_even_pages_are_like_its_odd_ones_stays_so_beside_one_where_they_are_not():
    """“奇偶页不同” is a setting of the whole file."""
    facing = letter("甲")
    alike = changed(letter("乙"), "word/settings.xml", ("<w:evenAndOddHeaders/>", ""))
    alike = changed(alike, "word/footer1.xml", ("— ", "单　"))
    alike = changed(alike, "word/footer2.xml", ("— ", "双　"))
    odd = footers(alike)[0]["default"]
    for letters in ([facing, alike], [alike, facing]):
        merged = one(letters)
        assert b"evenAndOddHeaders" in parts_of(merged)["word/settings.xml"]
        found = footers(merged)
        assert found[letters.index(facing)] == footers(facing)[0]
        assert found[letters.index(alike)] == {**footers(alike)[0], "default": odd, "even": odd}
    parts = parts_of(one([alike, alike]))
    assert b"evenAndOddHeaders" not in parts["word/settings.xml"]


def styled(docx: bytes, style: str, **font: object) -> bytes:
    """A letter by a template in which the officer changed a style."""
    document, out = Document(io.BytesIO(docx)), io.BytesIO()
    for name, value in font.items():
        setattr(document.styles[style].font, name, value)
    document.save(out)
    return out.getvalue()


def test_styles_of_one_name_that_differ_are_both_kept():
    """Body text of 16 pt in one template and 15 pt in the other; each letter as before."""
    usual, smaller = letter("甲"), styled(letter("乙"), "公文正文", size=Pt(15))
    cut = letters_in(one([usual, smaller, usual]))
    document = Document(io.BytesIO(one([usual, smaller, usual])))
    sizes = {s.style_id: s.font.size.pt for s in document.styles if s.font.size}

    def size(blocks, word: str) -> float:
        paragraph = next(b for b in blocks if text([b]) == word)
        return sizes[paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val"))]

    assert [size(blocks, word) for blocks, word in zip(cut, "甲乙甲", strict=True)] == [16, 15, 16]
    names = [s.name for s in document.styles]
    assert len(names) == len(set(names))
    assert "公文正文 2" in names


def test_styles_that_build_on_a_changed_one_change_with_it_and_unmarked_text_too():
    usual, other = (
        letter("甲"),
        styled(letter("<w:p><w:r><w:t>无样式</w:t></w:r></w:p>"), "Normal", size=Pt(9)),
    )
    document = Document(io.BytesIO(one([usual, other])))
    paragraph = next(p for p in document.paragraphs if p.text == "无样式")
    assert paragraph.style.font.size == Pt(9)
    assert paragraph.style.name != "Normal"
    titles = [p.style for p in document.paragraphs if p.text.startswith("模拟省财政厅关于")]
    assert [t.base_style.font.size for t in titles] == [document.styles["Normal"].font.size, Pt(9)]


def test_equal_styles_are_there_once(every_kind):
    styles = parts_of(every_kind[0])["word/styles.xml"]
    merged = etree.fromstring(parts_of(one(every_kind[:2]))["word/styles.xml"])
    assert len(merged) == len(etree.fromstring(styles))


def test_pictures_come_along():
    def pictured(colour: bytes) -> bytes:
        document, out = Document(io.BytesIO(letter("甲"))), io.BytesIO()
        document.add_picture(io.BytesIO(png(colour)))
        document.save(out)
        return out.getvalue()

    letters = [pictured(b"\x00"), pictured(b"\x80"), pictured(b"\x00")]
    document = Document(io.BytesIO(one(letters)))
    found = [
        document.part.rels[blip.get(f"{R}embed")].target_part.blob
        for blip in document.element.body.iter(qn("a:blip"))
    ]
    assert found == [png(b"\x00"), png(b"\x80"), png(b"\x00")]
    assert len([n for n in parts_of(one(letters)) if n.startswith("word/media")]) == 2


def png(grey: bytes) -> bytes:
    """One grey dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">2L5B", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" + grey))
        + chunk(b"IEND", b"")
    )


NUMBERED = (
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    "<w:r><w:t>项</w:t></w:r></w:p>"
)
PAGES = '<w:p><w:r><w:instrText xml:space="preserve"> NUMPAGES </w:instrText></w:r></w:p>'


@pytest.mark.parametrize(("added", "why"), [(NUMBERED, "自动编号"), (PAGES, "总页数")])
def test_a_letter_with_what_counts_through_the_file_stands_alone(added, why):
    """Numbers would go on from the letter before; 共3页 would become 共549页."""
    plain, counting = letter("甲"), letter(added)
    merged = merge([plain, counting, plain])
    assert [m.letters for m in merged] == [(0, 2), (1,)]
    assert why in merged[1].why
    assert merged[1].docx == counting


def test_a_word_that_looks_like_a_field_is_only_a_word():
    assert merge([letter("REF NUMPAGES"), letter("甲")])[0].letters == (0, 1)


def test_templates_with_other_settings_go_into_another_file():
    """The width of a tab is one for the whole file."""
    other = changed(
        letter("乙"), "word/settings.xml", ('w:defaultTabStop w:val="420"', 'w:defaultTabStop w:val="840"')
    )
    assert [m.letters for m in merge([letter("甲"), other, letter("甲")])] == [(0, 2), (1,)]


def test_a_setting_that_does_not_show_on_paper_does_not_part_letters():
    other = changed(
        letter("乙"), "word/settings.xml", ('<w:zoom w:percent="100"/>', '<w:zoom w:percent="85"/>')
    )
    assert len(merge([letter("甲"), other])) == 1


def test_namespaces_of_every_letter_are_known_in_the_file():
    """Word adds its own to each file it saves, and the list of those that older versions may skip."""
    extended = changed(
        letter("乙"),
        "word/document.xml",
        (
            "<w:body>",
            '<w:body xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">',
        ),
        ("<w:p><w:pPr>", '<w:p w14:paraId="1A2B3C4D"><w:pPr w14:spare="1">'),
    )
    root = etree.fromstring(parts_of(extended)["word/document.xml"])
    moved = etree.Element(root.tag, {IGNORABLE: "w14"}, nsmap={**root.nsmap, **root[0].nsmap})
    moved.append(root[0])
    parts = {**parts_of(extended), "word/document.xml": etree.tostring(moved, encoding="UTF-8")}
    extended = packed(parts)
    merged = one([letter("甲"), extended, extended])
    root = etree.fromstring(parts_of(merged)["word/document.xml"])
    assert root.nsmap["w14"] == "http://schemas.microsoft.com/office/word/2010/wordml"
    assert root.get(IGNORABLE) == "w14"
    assert b"w14:spare" in parts_of(merged)["word/document.xml"]
    assert b"paraId" not in parts_of(merged)["word/document.xml"]


def test_a_letter_that_ends_in_a_table_is_closed_by_a_paragraph(every_kind):
    ended = changed(every_kind[0], "word/document.xml", ("<w:sectPr>", TABLE + "<w:sectPr>"))
    cut = letters_in(one([ended, every_kind[0]]))
    assert [b.tag for b in cut[0][-2:]] == [qn("w:tbl"), qn("w:p")]
    assert text(cut[1]) == text(list(body_of(every_kind[0])))


TABLE = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"


def test_the_same_letters_give_the_same_bytes(every_kind):
    assert one(every_kind) == one(list(every_kind))


def test_one_letter_is_a_file_as_well(every_kind):
    assert text_of(one(every_kind[:1])) == text_of(every_kind[0])


def test_the_file_says_what_it_is(every_kind):
    merged = merge(every_kind, "2024年9月函件打印合订")[0].docx
    assert Document(io.BytesIO(merged)).core_properties.title == "2024年9月函件打印合订"


def test_for_libreoffice_only_the_beginnings_of_letters_are_put_otherwise(every_kind):
    """Word needs oddPage to leave the back of a sheet empty; LibreOffice does so by the page number."""
    merged = one(every_kind)
    ours = parts_of(for_libreoffice(merged))["word/document.xml"]
    begun = [s for s in etree.fromstring(ours).iter(qn("w:sectPr")) if s.find(qn("w:pgNumType")) is not None]
    assert len(begun) == len(every_kind)
    assert all(s.find(qn("w:type")).get(qn("w:val")) == "nextPage" for s in begun)
    back = ours.replace(b'<w:type w:val="nextPage"/>', b'<w:type w:val="oddPage"/>')
    assert back == parts_of(merged)["word/document.xml"]


def test_a_bookmark_without_name_and_id_gets_both():
    """Found by make fuzz: a bookmark without a name was a program error."""
    bare = changed(letter(), "word/document.xml", ("</w:p>", "<w:bookmarkStart/><w:bookmarkEnd/></w:p>"))
    body = body_of(one([bare, bare]))
    ids = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids)) > 4
    assert all(mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart")))
