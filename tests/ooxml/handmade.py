"""Workbooks put together by hand, part by part, to hold what no writing library will write."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def sheet_xml(rows: str, tail: str = "", head: str = "") -> str:
    """A worksheet part in the usual dress around the given rows."""
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{head}'
        f"<sheetData>{rows}</sheetData>{tail}</worksheet>"
    )


def strings_xml(*items: str) -> str:
    """A shared strings part of the given <si> elements."""
    return f'{HEAD}<sst xmlns="{MAIN}" count="{len(items)}">{"".join(items)}</sst>'


def styles_xml(formats: Iterable[int | str]) -> str:
    """A styles part with one cell style for each number format: a built-in id or a format code."""
    formats = list(formats)
    codes = {f: 164 + i for i, f in enumerate(dict.fromkeys(f for f in formats if isinstance(f, str)))}
    declared = "".join(f'<numFmt numFmtId="{i}" formatCode="{_escaped(c)}"/>' for c, i in codes.items())
    styles = "".join(f'<xf numFmtId="{codes.get(f, f) if isinstance(f, str) else f}"/>' for f in formats)
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{declared}</numFmts>'
        f"<cellXfs>{styles}</cellXfs></styleSheet>"
    )


def parts(
    sheets: Mapping[str, str],
    strings: str | None = None,
    styles: str | None = None,
    properties: str = "",
) -> dict[str, str]:
    """The parts of a workbook by name; `sheets` maps a sheet name to its XML."""
    listed = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="rId{i}"/>' for i, n in enumerate(sheets, 1))
    targets = [("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)]
    targets += [("sharedStrings", "sharedStrings.xml")] * (strings is not None)
    targets += [("styles", "styles.xml")] * (styles is not None)
    made = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{TYPES}"/>',
        "_rels/.rels": _rels([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _rels(targets),
    }
    made |= {f"xl/worksheets/sheet{i}.xml": xml for i, xml in enumerate(sheets.values(), 1)}
    made |= {"xl/sharedStrings.xml": strings} if strings is not None else {}
    return made | ({"xl/styles.xml": styles} if styles is not None else {})


def zipped(content: Mapping[str, str | bytes]) -> bytes:
    """A zip of the given parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return target.getvalue()


def saved(path: Path, content: Mapping[str, str | bytes]) -> Path:
    """The same, written to a file."""
    path.write_bytes(zipped(content))
    return path


def one_sheet(path: Path, rows: str, **more: str) -> Path:
    """A workbook whose only sheet, 表, has the given rows."""
    return saved(path, parts({"表": sheet_xml(rows)}, **more))


def compound(*streams: str, embedded: Iterable[str] = ()) -> bytes:
    """A compound file with the given empty streams, and others inside an embedded object.

    Sector 0 is the allocation table, the directory follows.
    """
    top = [("Root Entry", 5), *((s, 2) for s in streams), ("MBD0001", 1)]
    names = [*top, *((s, 2) for s in embedded)]
    last, inside = len(top) - 1, len(top) if embedded else FREE
    links = [(FREE, 1)] + [
        (FREE if i in (last, len(names) - 1) else i + 1, FREE) for i in range(1, len(names))
    ]
    links[last] = (FREE, inside)
    sectors = -(-len(names) // 4)
    fields = (SIGNATURE, 62, 3, 0xFFFE, 9, 6, 1, 1, 4096, END, 0, END, 0)
    header = struct.pack("<8s16xHHHHH10xII4xIIIII", *fields)
    table = [FREE - 2, *range(2, sectors + 1), END]
    entries = b"".join(
        struct.pack("<64sHBBIII36xIQ", n.encode("utf-16-le"), 2 * len(n) + 2, kind, 1, FREE, *link, END, 0)
        for (n, kind), link in zip(names, links, strict=True)
    )
    header += struct.pack("<109I", 0, *[FREE] * 108)
    return (
        header
        + struct.pack("<128I", *table, *[FREE] * (128 - len(table)))
        + entries.ljust(512 * sectors, b"\0")
    )


def _rels(targets: Iterable[tuple[str, str]]) -> str:
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
