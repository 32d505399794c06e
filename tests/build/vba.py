"""Looking into a vbaProject.bin with other people's readers, and MS-OVBA's own rule for what is hidden."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

import olefile
from oletools.olevba import VBA_Parser, decompress_stream


def project_of(workbook: bytes) -> bytes:
    """The project of an .xlsm."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        return package.read("xl/vbaProject.bin")


def sources(workbook: bytes) -> dict[str, str]:
    """Every module as olevba decodes it."""
    parser = VBA_Parser("book.xlsm", data=workbook)
    return {stream.rpartition("/")[2]: code for _, stream, _, code in parser.extract_macros()}


def stream(project: bytes, *path: str) -> bytes:
    """A stream of the container, as olefile reads it."""
    with olefile.OleFileIO(io.BytesIO(project)) as container:
        return container.openstream(list(path)).read()


def decompressed(data: bytes) -> bytes:
    """oletools' decompressor."""
    return bytes(decompress_stream(bytearray(data)))


def records(project: bytes) -> Iterator[tuple[int, bytes]]:
    """The dir stream, record by record; PROJECTVERSION says 4 and has 6 bytes."""
    data, at = decompressed(stream(project, "VBA", "dir")), 0
    while at < len(data):
        number, size = struct.unpack_from("<HI", data, at)
        size = 6 if number == 0x09 else size
        yield number, data[at + 6 : at + 6 + size]
        at += 6 + size


def settings(project: bytes) -> dict[str, str]:
    """name="value" of the PROJECT stream."""
    lines = stream(project, "PROJECT").decode("ascii").split("\r\n")
    return {name: value.strip('"') for name, _, value in (line.partition("=") for line in lines) if value}


def decrypted(text: str, project_id: str) -> bytes:
    """MS-OVBA 2.4.3.3, from the specification."""
    data = bytes.fromhex(text)
    seed, version, key = data[0], data[0] ^ data[1], data[0] ^ data[2]
    assert version == 2
    assert key == sum(project_id.encode()) % 256
    plain, before_last, last = key, data[1], data[2]
    found = bytearray()
    for byte in data[3:]:
        plain = byte ^ (before_last + plain) % 256
        before_last, last = last, byte
        found.append(plain)
    body = found[(seed & 6) // 2 :]
    (length,) = struct.unpack_from("<I", body)
    assert len(body) == 4 + length
    return bytes(body[4:])
