"""Archives compared entry by entry, as bytes of the file and not as zipfile would read them."""

from __future__ import annotations

import io
import re
import zipfile


def entries(data: bytes) -> dict[str, bytes]:
    """Each entry with its local header, compressed bytes and data descriptor, in the order of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = sorted(archive.infolist(), key=lambda i: i.header_offset)
        ends = [*(i.header_offset for i in infos[1:]), archive.start_dir]
    return {i.filename: data[i.header_offset : end] for i, end in zip(infos, ends, strict=True)}


def changed(before: bytes, after: bytes) -> set[str]:
    """Parts whose bytes differ, were added or are gone."""
    one, two = entries(before), entries(after)
    return {name for name in one.keys() | two.keys() if one.get(name) != two.get(name)}


def part(data: bytes, name: str) -> bytes:
    """One part, inflated."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def row_bytes(sheet: bytes) -> dict[int, bytes]:
    """The rows of a worksheet part by number."""
    found = re.finditer(rb'<row r="(\d+)".*?(?:</row>|(?<=/)>)', sheet, re.S)
    return {int(m[1]): m[0] for m in found}


def around_rows(sheet: bytes) -> bytes:
    """A worksheet part without its rows and its dimension."""
    return re.sub(rb"<sheetData>.*</sheetData>|<dimension[^>]*>", b"", sheet, flags=re.S)


def replaced(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The archive with some parts of other bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info, parts.get(info.filename, old.read(info)))
    return target.getvalue()
