"""A package written again with some parts changed: every other entry keeps its very bytes.

Name, order, timestamps, extra fields, compressed bytes and even a data descriptor are copied as they stand;
only the central directory's offsets are new.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

LEVEL = 4
"""zlib level of changed parts. Against 6, which Excel uses, a write-back takes a fifth less time for files
7 % larger; below 4 hardly any time is left to win (bench/writeback.py)."""

_LARGE, _QUICK = 8 << 20, 1
"""A part from so many bytes on is a table of tens of thousands of rows: two fifths less time for a file an
eighth larger."""

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sBBHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")
_UTF8_NAME = 0x800
_DESCRIPTOR = 0x8
_ZIP64_EXTRA = 1
_EPOCH_DATE = 0x21
"""1980-01-01, the date of parts we add: the same input gives the same bytes."""


@dataclass(slots=True)
class _Out:
    """The archive being written and its central directory."""

    body: bytearray
    directory: bytearray
    count: int = 0


def rewritten(
    data: bytes, changed: Mapping[str, bytes], removed: Collection[str] = (), level: int = LEVEL
) -> bytes:
    """The archive `data` with parts replaced, added (names it does not hold yet) and removed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos, directory, comment = archive.infolist(), int(archive.start_dir), archive.comment
    ends = _ends(infos, directory)
    out = _Out(bytearray(), bytearray())
    for info in infos:
        if info.filename in removed:
            continue
        if info.filename in changed:
            _replace(out, info, changed[info.filename], level)
        else:
            _copy(out, info, data[info.header_offset : ends[info.header_offset]])
    held = {info.filename for info in infos}
    for name in changed:
        if name not in held:
            _replace(out, _new(name), changed[name], level)
    return _finished(out, comment)


def is_tidy(data: bytes) -> bool:
    """Whether every entry lies where the directory says and none over another: else none can be copied."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos, directory = archive.infolist(), int(archive.start_dir)
    if len({info.header_offset for info in infos}) < len(infos):
        return False
    ends = _ends(infos, directory)
    return all(_length(data, info) <= ends[info.header_offset] - info.header_offset for info in infos)


def _length(data: bytes, info: zipfile.ZipInfo) -> int:
    """How long an entry is by its own header; more than any file where none stands there."""
    header = data[info.header_offset : info.header_offset + _LOCAL.size]
    if len(header) < _LOCAL.size or not header.startswith(b"PK\3\4"):
        return len(data) + 1
    name, extra = _LOCAL.unpack(header)[-2:]
    return int(_LOCAL.size + name + extra + info.compress_size)


def _ends(infos: list[zipfile.ZipInfo], directory: int) -> dict[int, int]:
    """Where the bytes of each entry end: at the next entry, or at the directory."""
    starts = sorted(info.header_offset for info in infos)
    return dict(zip(starts, [*starts[1:], directory], strict=True))


def _new(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    info.create_version = info.extract_version = 20
    info.flag_bits = 0 if name.isascii() else _UTF8_NAME
    return info


def _copy(out: _Out, info: zipfile.ZipInfo, local: bytes) -> None:
    offset = len(out.body)
    out.body += local
    _list(out, info, offset, info.flag_bits, info.compress_type, info.CRC, info.compress_size, info.file_size)


def _replace(out: _Out, info: zipfile.ZipInfo, part: bytes, level: int) -> None:
    """One changed entry: its own name, date and flags, new bytes; no data descriptor is needed."""
    packer = zlib.compressobj(level_for(part, level), zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(part) + packer.flush()
    method, flags, crc = zipfile.ZIP_DEFLATED, info.flag_bits & ~_DESCRIPTOR, zlib.crc32(part)
    name = _name(info)
    offset = len(out.body)
    time, date = _dos(info)
    out.body += _LOCAL.pack(
        b"PK\3\4", 20, flags, method, time, date, crc, len(packed), len(part), len(name), 0
    )
    out.body += name + packed
    _list(out, info, offset, flags, method, crc, len(packed), len(part))


def level_for(part: bytes, level: int = LEVEL) -> int:
    """The zlib level for a part where `level` is asked for."""
    return min(level, _QUICK) if len(part) >= _LARGE else level


def _list(
    out: _Out, info: zipfile.ZipInfo, offset: int, flags: int, method: int, crc: int, packed: int, size: int
) -> None:
    """One record of the central directory."""
    name, extra, time_date = _name(info), _extra(info), _dos(info)
    out.directory += _CENTRAL.pack(
        b"PK\1\2", info.create_version, info.create_system, info.extract_version, flags, method, *time_date,
        crc, packed, size, len(name), len(extra), len(info.comment), 0, info.internal_attr,
        info.external_attr, offset,
    )  # fmt: skip
    out.directory += name + extra + info.comment
    out.count += 1


def _name(info: zipfile.ZipInfo) -> bytes:
    """The name as the archive holds it: UTF-8 where flagged, else the DOS code page."""
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8_NAME else "cp437")


def _dos(info: zipfile.ZipInfo) -> tuple[int, int]:
    """The DOS time and date of an entry."""
    year, month, day, hour, minute, second = info.date_time
    date = (year - 1980) << 9 | month << 5 | day
    return hour << 11 | minute << 5 | second // 2, date or _EPOCH_DATE


def _extra(info: zipfile.ZipInfo) -> bytes:
    """The extra fields without zip64 sizes, which the record itself holds again."""
    kept, rest = b"", info.extra
    while len(rest) >= 4:
        kind, length = struct.unpack_from("<HH", rest)
        if kind != _ZIP64_EXTRA:
            kept += rest[: 4 + length]
        rest = rest[4 + length :]
    return kept


def _finished(out: _Out, comment: bytes) -> bytes:
    start = len(out.body)
    end = _END.pack(b"PK\5\6", 0, 0, out.count, out.count, len(out.directory), start, len(comment))
    return bytes(out.body + out.directory + end + comment)
