"""A worksheet part taken apart: what stands before the rows, each row's bytes, what stands after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from xltools.errors import FileError
from xltools.ooxml.rowxml import attribute

_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet(?=[\s>])")


class SheetSplit(NamedTuple):
    """`prefix` is that of the elements (x: or empty); a row's bytes run up to the next row."""

    prefix: bytes
    head: bytes
    rows: dict[int, bytes]
    tail: bytes


def split(data: bytes, sheet: str) -> SheetSplit:
    """The pieces of a worksheet part; FileError where its rows are in disorder."""
    root = _ROOT.search(data)
    if root is None:
        raise disorder(sheet)
    prefix = root[1] + b":" if root[1] else b""
    head, body, tail = _around_rows(data, prefix, sheet)
    if b"!" in body and b"<!" in body:
        head, body, tail = _around_rows(_without_comments(data), prefix, sheet)
    start = body.find(b"<")
    if start > 0:
        head, body = head + body[:start], body[start:]
    return SheetSplit(prefix, head, dict(_numbered(body, prefix, sheet)), tail)


def disorder(sheet: str) -> FileError:
    """The error for a part whose rows cannot be told apart."""
    return FileError(f"工作表“{sheet}”的内部结构不合规范，不能直接写入。请用 Excel 或 WPS 打开后另存再用。")


def _around_rows(data: bytes, prefix: bytes, sheet: str) -> tuple[bytes, bytes, bytes]:
    """Before the first row, the rows, and from the end tag of sheetData on."""
    tag, close = b"<%bsheetData" % prefix, b"</%bsheetData>" % prefix
    found = re.search(tag + rb"\s*(/?)>", data)
    if found is None:
        raise disorder(sheet)
    if found[1]:
        return data[: found.start()] + tag + b">", b"", close + data[found.end() :]
    end = data.find(b"</%bsheetData" % prefix, found.end())
    return data[: found.end()], data[found.end() : end], data[end:]


def _numbered(body: bytes, prefix: bytes, sheet: str) -> Iterator[tuple[int, bytes]]:
    """Every row by its number."""
    pattern = re.compile(rb"""<%brow(?=[\s/>])(?: r="(\d+)")?""" % re.escape(prefix))
    found = [(m.start(), m[1] or _number(body, m.start())) for m in pattern.finditer(body)]
    last = 0
    for (start, number), (end, _) in pairwise([*found, (len(body), None)]):
        if number and not number.isdigit():
            raise disorder(sheet)
        row = int(number) if number else last + 1
        if row <= last:
            raise disorder(sheet)
        last = row
        yield row, body[start:end]


def _number(body: bytes, start: int) -> bytes | None:
    """The number of a row whose attributes stand in another order."""
    return attribute(body[start : body.index(b">", start)], b"r")


def _without_comments(data: bytes) -> bytes:
    """The part with comments left out and CDATA as plain text, which rows are read from."""
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, strip_cdata=True, resolve_entities=False)
    root = etree.fromstring(data, parser)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
