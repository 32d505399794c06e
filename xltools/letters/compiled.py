"""A template compiled once: docxtpl's own patching, one Jinja compilation, unchanging parts deflated once.

`compiled` makes sure that the samples come out as docxtpl's own, part for part; where they do not, or where a
template needs docxtpl at every letter, there is no fast way for it.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.coreprops import CoreProperties
from docx.opc.oxml import parse_xml, serialize_part_xml
from docx.oxml.ns import qn
from lxml import etree

from xltools.errors import TemplateError
from xltools.letters.docx_file import parts_of
from xltools.letters.environment import environment
from xltools.letters.plain import Letter, detach, mend, title_property, told
from xltools.letters.plain import write_properties as write
from xltools.letters.settled import settled, span, written
from xltools.letters.zipping import Entry, entry, zipped

_TAG = re.compile(r"\{[{%#]")
_PARAGRAPH, _PARAGRAPH_END = re.compile("<w:p(?: [^>]*)?>"), "</w:p>"
_LISTED = "\n\a\t\f"
_FIRST_ID = 1000
"""What docxtpl counts the drawings from."""

_TITLE = "\ue000标题\ue000"
"""Stands for the title in the properties of a batch; nobody writes these signs."""

_MARKUP = re.compile("<[^>]*>")
_OBJECTS = re.compile(r"\{\{[pr]\s|\{%r\s")
"""Tags that print a Subdoc, a RichText or an InlineImage: these add parts and links, docxtpl's work."""


_COLUMNS = f"{qn('w:tblGrid')}/{qn('w:gridCol')}"
_TBL, _TR, _TC = (qn(f"w:{name}") for name in ("tbl", "tr", "tc"))


def compiled(template: bytes, samples: Sequence[tuple[dict[str, object], bytes]]) -> Compiled | None:
    """The fast way of a template, None where docxtpl has to do it.

    `samples` are values and the letters docxtpl made of them.
    """
    letter = _opened(template)
    if any(_OBJECTS.search(_MARKUP.sub("", xml)) for xml in _typed(letter)):
        return None
    try:
        with told():
            fast = Compiled(letter, samples[0][1])
        return fast if all(same(fast.render(values), plain) for values, plain in samples) else None
    except TemplateError:
        return None


class Compiled:
    """One template, ready to be filled; `plain` is any letter that docxtpl made of it."""

    def __init__(self, letter: Letter, plain: bytes) -> None:
        self._letter = letter
        self._properties = letter.docx.core_properties._element
        self._around_title: dict[tuple[object, object], list[bytes]] = {}
        self._core = _zip_name(letter.docx.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES))
        self._document = _zip_name(letter.docx.part)
        jinja = environment()
        sources = dict(_sources(letter))
        self._settled = settled(sources[self._document], jinja)
        self._sources = {name: jinja.from_string(text) for name, text in sources.items()}
        self._entries = {name: self._unchanging(name, part) for name, part in parts_of(plain).items()}

    def render(self, values: dict[str, object]) -> bytes:
        """Values → one .docx. TemplateError says what does not go together."""
        with told():
            entries = [e or entry(name, self._part(name, values)) for name, e in self._entries.items()]
        return zipped(entries)

    def _unchanging(self, name: str, part: bytes) -> Entry | None:
        return None if name in self._sources or name == self._core else entry(name, part)

    def _part(self, name: str, values: dict[str, object]) -> bytes:
        if name == self._core:
            return self._properties_part(values)
        xml = self._listed(_unescaped(self._sources[name].render(values)))
        if name == self._document and self._settled:
            return written(xml, _FIRST_ID + 1)
        if name == self._document:
            return bytes(serialize_part_xml(self._fixed(xml)))
        return bytes(serialize_part_xml(parse_xml(xml)))

    def _properties_part(self, values: dict[str, object]) -> bytes:
        """The properties; within a batch only their titles differ."""
        about = (values["发文机关"], values["成文日期"])
        if about not in self._around_title:
            element = copy.deepcopy(self._properties)
            write(CoreProperties(element), {**values, "标题": _TITLE})
            self._around_title[about] = bytes(serialize_part_xml(element)).split(_TITLE.encode())
        return escape(title_property(values["标题"])).encode().join(self._around_title[about])

    def _listed(self, xml: str) -> str:
        """Line breaks and new paragraphs out of values: docxtpl's way, for the paragraphs that have any."""
        signs = [sign for sign in _LISTED if sign in xml]
        if not signs:
            return xml
        *paragraphs, rest = xml.split(_PARAGRAPH_END)
        for place, paragraph in enumerate(paragraphs):
            if any(sign in paragraph for sign in signs):
                paragraphs[place] = self._listed_paragraph(paragraph)
        return _PARAGRAPH_END.join((*paragraphs, rest))

    def _listed_paragraph(self, ended: str) -> str:
        """What stands up to the end of a paragraph; docxtpl's pattern takes it from where one begins."""
        begun = _PARAGRAPH.search(ended)
        if begun is None:
            return ended
        listed = str(self._letter.resolve_listing(ended[begun.start() :] + _PARAGRAPH_END))
        return ended[: begun.start()] + listed.removesuffix(_PARAGRAPH_END)

    def _fixed(self, xml: str) -> Any:
        """The document with its tables put right: by docxtpl, where any needs it."""
        root = etree.fromstring(xml)
        if any(map(_uneven, root.iter(_TBL))):
            root = self._letter.fix_tables(xml)
        else:
            mend(root)
        self._letter.docx_ids_index = _FIRST_ID
        self._letter.fix_docpr_ids(root)
        return root


def same(one: bytes, other: bytes) -> bool:
    """Whether two .docx have the same parts, XML compared after C14N."""
    first, second = parts_of(one), parts_of(other)
    return first.keys() == second.keys() and all(
        part == second[name] or _canonical(part) == _canonical(second[name]) for name, part in first.items()
    )


def _canonical(xml: bytes) -> bytes:
    """A part that is no XML stays as it is."""
    try:
        return etree.tostring(etree.fromstring(xml), method="c14n")
    except etree.XMLSyntaxError:
        return xml


def _opened(template: bytes) -> Letter:
    letter = Letter(io.BytesIO(template))
    letter.render_init()
    detach(letter.docx)
    return letter


def _typed(letter: Letter) -> Iterator[str]:
    """The parts with tags as they were typed."""
    yield letter.get_xml()
    for uri in (letter.HEADER_URI, letter.FOOTER_URI):
        for _, part in letter.get_headers_footers(uri):
            yield letter.get_part_xml(part)


def _sources(letter: Letter) -> Iterator[tuple[str, str]]:
    """The parts with tags as Jinja sources, by their names in the archive."""
    yield _zip_name(letter.docx.part), _document_source(letter)
    for uri in (letter.HEADER_URI, letter.FOOTER_URI):
        for _, part in letter.get_headers_footers(uri):
            text = letter.patch_xml(letter.get_part_xml(part))
            if _TAG.search(text):
                yield _zip_name(part), text


def _document_source(letter: Letter) -> str:
    """The whole document with its body patched; the body takes its namespaces from around it."""
    root = letter.docx._element
    body = letter.patch_xml(letter.get_xml())
    for prefix, uri in root.nsmap.items():
        body = body.replace(f' xmlns:{prefix}="{uri}"', "", 1)
    around = copy.deepcopy(root)
    empty = around.find(qn("w:body"))
    empty.clear()
    before, found, after = etree.tostring(around, encoding="unicode").partition("<w:body/>")
    if not found:
        raise TemplateError("正文的写法特别")
    return str(before + body + after)


def _zip_name(part: Any) -> str:
    return str(part.partname).lstrip("/")


def _unescaped(xml: str) -> str:
    """docxtpl's writing of braces that are not tags."""
    if "{_" not in xml and "_}" not in xml:
        return xml
    for typed, meant in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
        xml = xml.replace(typed, meant)
    return xml


def _uneven(table: Any) -> bool:
    """Whether a row has more cells than the grid has columns, or no row fills it."""
    columns = len(table.findall(_COLUMNS))
    rows = [row.findall(_TC) for row in table.iter(_TR)]
    widest = max((sum(map(span, cells)) for cells in rows), default=0)
    return max(map(len, rows), default=0) > columns or widest < columns
