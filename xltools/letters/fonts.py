"""The office's fonts: a template names them in its styles alone, so one profile changes a whole template."""

from __future__ import annotations

import io
import zipfile
from dataclasses import astuple, dataclass

from lxml import etree

from xltools.letters.docx_file import packed

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMES = tuple(f"{_W}{attribute}" for attribute in ("ascii", "hAnsi", "eastAsia", "cs", "name"))
_PARTS = ("word/styles.xml", "word/fontTable.xml")


@dataclass(frozen=True, slots=True)
class FontProfile:
    """The names, as Word lists them, of the five fonts that GB/T 9704-2012 sets a document in."""

    仿宋: str
    楷体: str
    黑体: str
    小标宋: str
    宋体: str


GB2312 = FontProfile("仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体")
"""What the shipped templates name."""

PROFILES = {
    "国标": GB2312,
    "方正": FontProfile("方正仿宋_GBK", "方正楷体_GBK", "方正黑体_GBK", "方正小标宋_GBK", "宋体"),
    "系统自带": FontProfile("仿宋", "楷体", "黑体", "方正小标宋简体", "宋体"),
}
"""GBK fonts also hold the rare characters of place names; 系统自带 are those every Chinese Windows has."""


def with_fonts(template: bytes, profile: FontProfile, was: FontProfile = GB2312) -> bytes:
    """A template in the fonts of another profile; nothing else in it changes."""
    renamed = dict(zip(astuple(was), astuple(profile), strict=True))
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed({n: _renamed(xml, renamed) if n in _PARTS else xml for n, xml in parts.items()})


def _renamed(xml: bytes, renamed: dict[str, str]) -> bytes:
    root = etree.fromstring(xml)
    for node in root.iter(f"{_W}rFonts", f"{_W}font"):
        for attribute in _NAMES:
            named = node.get(attribute)
            if named in renamed:
                node.set(attribute, renamed[named])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
