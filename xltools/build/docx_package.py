"""The parts of a slim .docx: nothing in it but what a letter needs, the same bytes at every build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from xltools.build.docx_layout import FILE, NAMESPACES, RECEIPT, Layout
from xltools.build.docx_styles import ELSEWHERE, FANGSONG, STYLES, TABLE_STYLES, fonts
from xltools.build.docx_text import paragraph
from xltools.letters.docx_file import packed

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_PARTS = {"styles": "styles", "settings": "settings", "fontTable": "fontTable"}
"""The parts every document points to, as rId1, rId2 …, and the kind of each; footers follow."""


def package(body: str, subject: str, layout: Layout = FILE, receipt: str = "") -> bytes:
    """A .docx with this body in one of the base layouts; `receipt` is a last sheet of its own."""
    sections = (layout, RECEIPT) if receipt else (layout,)
    footers = [footer for section in sections for footer in section.footers]
    below = {f"footer{number}": footer.xml for number, footer in enumerate(footers, 1)}
    kinds = {**_PARTS, **dict.fromkeys(below, "footer")}
    return packed(
        {
            "[Content_Types].xml": _content_types(kinds),
            "_rels/.rels": _package_relations(),
            "word/document.xml": _xml(_document(body, sections, receipt)),
            "word/_rels/document.xml.rels": _document_relations(kinds),
            "word/styles.xml": _styles(),
            "word/settings.xml": _settings(),
            "word/fontTable.xml": _font_table(),
            **{f"word/{name}.xml": _xml(root) for name, root in below.items()},
            "docProps/core.xml": _core(subject),
            "docProps/app.xml": _xml(
                '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
            ),
        },
        compress=False,
    )


def _document(body: str, sections: Sequence[Layout], receipt: str) -> str:
    """Every section but the last ends with a paragraph that holds its w:sectPr."""
    relation = len(_PARTS) + 1
    first, *rest = sections
    own = first.section(relation)
    if not rest:
        return f"<w:document {NAMESPACES}><w:body>{body}{own}</w:body></w:document>"
    end = rest[0].section(relation + len(first.footers))
    body += paragraph("", "细行", own) + receipt
    return f"<w:document {NAMESPACES}><w:body>{body}{end}</w:body></w:document>"


def _xml(root: str) -> bytes:
    return (_HEAD + root).encode()


def _styles() -> bytes:
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANGSONG)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    return _xml(f"<w:styles {_W}>{defaults}{''.join(s.xml for s in STYLES)}{TABLE_STYLES}</w:styles>")


def _settings() -> bytes:
    """Word's own rules for Chinese text, and the current mode instead of compatibility with Word 2007."""
    word = "http://schemas.microsoft.com/office/word"
    return _xml(
        f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/>'
        "<w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
        "<w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{word}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _font_table() -> bytes:
    listed = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, other in ELSEWHERE.items()
    )
    return _xml(f"<w:fonts {_W}>{listed}</w:fonts>")


def _core(subject: str) -> bytes:
    return _xml(
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(subject)}</dc:title><dc:creator></dc:creator>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2024-01-01T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2024-01-01T00:00:00Z</dcterms:modified>'
        "</cp:coreProperties>"
    )


def _relations(targets: dict[str, str]) -> bytes:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), 1)
    )
    return _xml(f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>')


def _package_relations() -> bytes:
    return _relations(
        {
            "word/document.xml": f"{_OFFICE}/officeDocument",
            "docProps/core.xml": f"{_PACKAGE}/relationships/metadata/core-properties",
            "docProps/app.xml": f"{_OFFICE}/extended-properties",
        }
    )


def _document_relations(kinds: Mapping[str, str]) -> bytes:
    return _relations({f"{name}.xml": f"{_OFFICE}/{kind}" for name, kind in kinds.items()})


def _content_types(kinds: Mapping[str, str]) -> bytes:
    types = {f"/word/{name}.xml": f"{_WORD_TYPE}.{kind}+xml" for name, kind in kinds.items()}
    types["/word/document.xml"] = f"{_WORD_TYPE}.document.main+xml"
    types["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    types["/docProps/app.xml"] = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    overrides = "".join(f'<Override PartName="{p}" ContentType="{t}"/>' for p, t in types.items())
    return _xml(
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
