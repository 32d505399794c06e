"""Templates made in the test itself: the fields every letter must have, and what the case adds."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.oxml.ns import qn

from xltools.build.docx_package import package
from xltools.build.docx_text import paragraph
from xltools.errors import TemplateError
from xltools.letters.kinds import KINDS
from xltools.letters.template import Template

RECTIFY = KINDS["整改通知书"]


COPIES = "{% if 抄送单位 %}抄送：{{ 抄送单位 }}。{% endif %}"
SEAL = ("{{ 发文机关 }}", "{{ 成文日期 }}")


def body_of(*added: str, end: tuple[str, ...] = (COPIES, *SEAL)) -> str:
    """A body with every field that 整改通知书 must have, then the added paragraphs (or ready XML)."""
    must = [f"{{{{ {f.name} }}}}" for f in RECTIFY.fields if f.must]
    typed = [*(field for field in must if field not in SEAL), *end, *added]
    return "".join(t if t.startswith("<w:") else paragraph(t, "公文正文") for t in typed)


def docx_of(*added: str) -> bytes:
    """A template of 整改通知书."""
    return package(body_of(*added), "整改通知书")


def problems_of(*added: str) -> str:
    """What is wrong with a template, as the officer reads it; empty where it is accepted."""
    try:
        Template(RECTIFY, docx_of(*added), "整改通知书.docx")
    except TemplateError as error:
        return str(error)
    return ""


def text_of(docx: bytes) -> str:
    """All the text of a .docx, paragraphs and table cells, in order."""
    body = Document(io.BytesIO(docx)).element.body
    return "\n".join(p.text for p in body.iter(qn("w:p")))


def written(*added: str, **changed: object) -> str:
    """The text of 整改通知书 made of sample facts with some changed, by a template with added paragraphs."""
    template = Template(RECTIFY, docx_of(*added), "整改通知书.docx")
    return text_of(template.render({**RECTIFY.sample(), **changed}))


def parts_of(docx: bytes) -> dict[str, bytes]:
    """The parts of a .docx by name."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
