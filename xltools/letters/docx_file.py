"""A Word file opened safely, and written so that the same letter is the same bytes."""

from __future__ import annotations

import io
import zipfile
import zlib
from operator import attrgetter
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from xltools.errors import TemplateError
from xltools.letters.reaching import refuse_reaching_out
from xltools.ooxml.content import Content, identify

MB = 1 << 20
LARGEST_FILE = 20 * MB
LARGEST_INFLATED = 100 * MB
LEVEL = 3
"""Of deflating: a letter is 5 % larger than at 6, and made in a tenth less time."""

_XML = (".xml", ".rels")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_TIME = (1980, 1, 1, 0, 0, 0)
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""As Word packs; of the other ways each fails in a way of its own where the bytes are none."""

_AS_DOCX = "请用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”，放回原处"
_REFUSALS = {
    Content.EMPTY: "是空文件。请从备份或安装包里拷回模板",
    Content.ENCRYPTED: "有打开密码。请在 Word 里取消密码后保存",
    Content.DOCX: f"是旧版 .doc 或 .rtf 文档。{_AS_DOCX}",
    Content.XLS: "是工作簿，不是 Word 模板。请换成 .docx 模板",
    Content.OWNER: "是 Word 打开文档时留下的临时文件。请选模板本身",
}


def read_template(path: Path) -> bytes:
    """The bytes of a template that can be opened; TemplateError says in a sentence why it cannot."""
    refuse_if_open(path)
    try:
        if path.is_dir():
            raise TemplateError(f"“{path}”是文件夹，不是 Word 模板。请选 .docx 文件。")
        if path.stat().st_size > LARGEST_FILE:
            raise TemplateError(f"模板“{path.name}”超过 {LARGEST_FILE // MB} MB。请删去图片后再用。")
        data = path.read_bytes()
    except FileNotFoundError:
        raise TemplateError(
            f"找不到模板“{path}”。请核对文件名，或删去自己的“模板”文件夹改用附带的模板。"
        ) from None
    except OSError as error:
        raise TemplateError(
            f"打不开模板“{path.name}”，多半正在 Word 或 WPS 里打开，或没有读取权限。请关闭后再试。"
        ) from error
    refuse_unless_docx(data, path.name)
    return data


def refuse_if_open(path: Path) -> None:
    """A template that Word, WPS or LibreOffice holds open may have changes not yet saved."""
    name = path.name
    owners = [f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#"]
    found = next((o for o in owners if (path.parent / o).exists()), None)
    if found:
        raise TemplateError(
            f"模板“{name}”正在 Word 或 WPS 里打开，没保存的改动用不上。请保存并关闭后再试；"
            f"确已关闭的，删去同一文件夹里的“{found}”。"
        )


def refuse_unless_docx(data: bytes, name: str) -> None:
    """Not a .docx, damaged, inflating beyond reason, or with a DTD: TemplateError."""
    content = identify(data, name)
    if content is not Content.ZIP:
        raise TemplateError(f"模板“{name}”{_REFUSALS.get(content, f'不是 Word 文档。{_AS_DOCX}')}。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _inflated(archive, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error) as error:
        raise TemplateError(f"模板“{name}”不完整或已损坏。请从备份或安装包里拷回。") from error
    if "word/document.xml" not in parts and not any(p.startswith("word/") for p in parts):
        raise TemplateError(f"模板“{name}”不是 Word 文档。{_AS_DOCX}。")
    if any(b"<!DOCTYPE" in xml or b"<!ENTITY" in xml for xml in parts.values()):
        raise TemplateError(f"模板“{name}”里有 DTD 或实体声明，可能是恶意文件，没有打开。请核实来源。")
    broken = next((part for part, xml in parts.items() if part.endswith(_XML) and not _is_xml(xml)), None)
    if broken:
        raise TemplateError(f"模板“{name}”已损坏（部件 {broken} 内容有误）。请从备份或安装包里拷回。")
    refuse_reaching_out(parts, name)


def _is_xml(data: bytes) -> bool:
    """Whether it is well-formed: a letter takes over every part of its template."""
    try:
        etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError:
        return False
    return True


def _inflated(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    """Every part, XML read in full; measured while it inflates, whatever the headers say."""
    left = LARGEST_INFLATED
    parts = {}
    for info in archive.infolist():
        if info.compress_type not in _PACKED:
            raise zipfile.BadZipFile(f"method {info.compress_type}")
        with archive.open(info) as stream:
            data = stream.read(left + 1)
        left -= len(data)
        if left < 0:
            raise TemplateError(f"模板“{name}”解压后超过 {LARGEST_INFLATED // MB} MB，没有打开。请核实来源。")
        parts[info.filename] = data if info.filename.endswith(_XML) else b""
    return parts


def document_of(data: bytes, name: str) -> WordDocument:
    """The document as python-docx sees it; .docm and .dotx are refused with what to do."""
    try:
        document = Document(io.BytesIO(data))
    except ValueError as error:
        raise TemplateError(f"模板“{name}”是带宏的文档或 Word 模板（.docm、.dotx）。{_AS_DOCX}。") from error
    except Exception as error:  # a damaged file makes python-docx fail in every way there is
        raise _damaged(name) from error
    try:
        _look_at(document)
    except Exception as error:
        raise _damaged(name) from error
    return document


def _damaged(name: str) -> TemplateError:
    return TemplateError(f"模板“{name}”缺少部件或内容有误，已损坏。请从备份或安装包里拷回。")


def _look_at(document: WordDocument) -> None:
    """What checks and letters will ask for, while a part that is something else can be told as damage."""
    assert len(document.element.findall(qn("w:body"))) == 1
    assert document.core_properties.title is not None
    assert document.settings.element is not None
    list(map(attrgetter("name"), document.styles))
    assert all(relation.reltype and relation.rId for relation in document.part.package.iter_rels())


def packed(parts: dict[str, bytes], compress: bool = True) -> bytes:
    """A .docx of these parts in their order; nothing of the clock or the machine in it.

    Uncompressed, the bytes do not even depend on the zlib at hand.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
            info.create_system = 0
            archive.writestr(info, data, compresslevel=LEVEL)
    return out.getvalue()


def parts_of(docx: bytes) -> dict[str, bytes]:
    """The parts of a .docx by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(docx: bytes) -> bytes:
    """The same parts, packed the same way every time."""
    return packed(parts_of(docx))
