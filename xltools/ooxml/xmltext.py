"""XML parts made safe before anything looks at them: UTF-8, and no DTD, hence no entity to expand."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from xltools.errors import FileError
from xltools.ooxml.proving import is_sound

_PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.S)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*?\?>")
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?\?>")
_ENCODING = re.compile(rb"""^<\?xml[^>]*?\bencoding\s*=\s*["']([\w.-]+)["']""")
_UTF8_NAMES = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_BOM = b"\xef\xbb\xbf"
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=True,
    remove_comments=True,
    remove_pis=True,
)


def normalised(data: bytes, path: Path, part: str) -> bytes:
    """The part as UTF-8 without byte order mark; a DTD, which Office never writes, is refused."""
    text = _as_utf8(data, path, part)
    prolog = _PROLOG.match(text)
    root_at = prolog.end() if prolog else 0
    if text[root_at : root_at + 2] == b"<!":
        raise FileError(
            f"“{path.name}”的部件 {part} 里有 DTD 或实体声明，可能是恶意文件，没有打开。"
            "请向报送单位核实文件来源。"
        )
    return text


def parsed(data: bytes, path: Path, part: str) -> etree._Element:
    """The root element of normalised XML, in which numbers are numbers and boxes are boxes."""
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise damaged(path, part) from error
    if not is_sound(root):
        raise damaged(path, part)
    return root


def damaged(path: Path, part: str) -> FileError:
    """The error for a part that is not well-formed or not what it should be."""
    return FileError(
        f"“{path.name}”已损坏（部件 {part} 内容有误）。请用 Excel 或 WPS 打开、修复并另存后重报。"
    )


def _as_utf8(data: bytes, path: Path, part: str) -> bytes:
    if data.startswith(_BOM):  # says more than the declaration does
        return data[3:] if _declared_encoding(data[3:]) is None else _DECLARED.sub(b"", data[3:], count=1)
    encoding = _declared_encoding(data)
    if encoding is None:
        return data
    try:
        return _DECLARATION.sub("", data.decode(encoding).lstrip("\ufeff"), count=1).encode()
    except (UnicodeError, LookupError) as error:
        raise damaged(path, part) from error


def _declared_encoding(data: bytes) -> str | None:
    """The encoding to decode from, None for UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if data.startswith(b"<\0"):
        return "utf-16-le"
    if data.startswith(b"\0<"):
        return "utf-16-be"
    found = _ENCODING.match(data)
    if found is None or found[1].lower() in _UTF8_NAMES:
        return None
    return found[1].decode()
