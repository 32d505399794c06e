"""A workbook file opened safely: every part measured while it inflates, no entity ever expanded.

Raw entries are kept as they stand, so that a saver can copy what it did not change byte for byte.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from xltools.errors import FileError
from xltools.ooxml import relations, xmltext
from xltools.ooxml.content import Content, identify, load, refusal

MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may claim; bytes unless named otherwise.

    `ratio` (inflated : compressed) is looked at only beyond `ratio_from`, where no honest sheet reaches it.
    """

    file: int = 200 * MB
    entries: int = 10_000
    part: int = 200 * MB
    total: int = 400 * MB
    ratio: int = 300
    ratio_from: int = 32 * MB


DEFAULT_LIMITS = Limits()
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED_ENTRY = 0x1
_MOST_RATIO = 1032  # deflate cannot do better
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands in the file: `info` from the central directory (its sizes and CRC hold even
    where the local header leaves them to a data descriptor), `compressed` the bytes to copy."""

    info: zipfile.ZipInfo
    compressed: memoryview


class Package:
    """An .xlsx or .xlsm in memory. Part names have no leading slash and are found in any letter case."""

    def __init__(self, path: Path, data: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
        self.path = path
        self.limits = limits
        self._data = memoryview(data)
        files = [i for i in self._directory(data) if not i.filename.endswith("/")]
        self._entries = {_key(i.filename): i for i in files}
        if len(self._entries) < len(files):  # which of two parts of one name counts is anybody's guess
            raise refusal(path, Content.DAMAGED)
        self.workbook_part = self._find_workbook()

    @classmethod
    def open(cls, path: str | Path, limits: Limits = DEFAULT_LIMITS) -> Package:
        """The workbook at `path`; FileError in a Chinese sentence where it is anything else."""
        path = Path(path)
        data = load(path, limits.file)
        return cls.of(path, data, limits)

    @classmethod
    def of(cls, path: Path, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Package:
        """The workbook in bytes already read; `path` only names it in messages."""
        content = identify(data, path.name)
        if content is not Content.ZIP:
            raise refusal(path, content)
        return cls(path, data, limits)

    @property
    def names(self) -> list[str]:
        """Every part, in the order of the file."""
        return [i.filename for i in self._entries.values()]

    def __contains__(self, part: object) -> bool:
        return isinstance(part, str) and _key(part) in self._entries

    def entries(self) -> Iterator[Entry]:
        """Every entry in the order of the file, for raw copying."""
        return map(self.entry, self._entries)

    def entry(self, part: str) -> Entry:
        """One entry, not inflated."""
        info = self._entries.get(_key(part))
        if info is None:
            raise FileError(
                f"“{self.path.name}”里缺少部件 {part}，文件已损坏。请用 Excel 或 WPS 打开后另存再用。"
            )
        return Entry(info, self._compressed(info))

    def read(self, part: str) -> bytes:
        """The bytes of a part, inflated within the limits and proven by length and CRC."""
        entry = self.entry(part)
        info = entry.info
        if info.flag_bits & _ENCRYPTED_ENTRY:
            raise refusal(self.path, Content.ENCRYPTED)
        if info.compress_type not in _METHODS:
            raise refusal(self.path, Content.DAMAGED)
        data = self._inflate(entry) if info.compress_type else bytes(entry.compressed)
        if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
            raise refusal(self.path, Content.DAMAGED)
        return data

    def xml(self, part: str) -> bytes:
        """An XML part as UTF-8 without byte order mark, proven to hold no DTD."""
        return xmltext.normalised(self.read(part), self.path, part)

    def tree(self, part: str) -> etree._Element:
        """The root element of an XML part."""
        return xmltext.parsed(self.xml(part), self.path, part)

    def related(self, part: str) -> Mapping[str, relations.Relation]:
        """The relations of a part by id; targets are resolved to part names, external ones left out."""
        rels = relations.rels_part(part)
        return relations.read(self.tree(rels), part, self) if rels in self else {}

    def related_part(self, kind: str) -> str | None:
        """The part of one kind that the workbook points to, such as sharedStrings or styles."""
        found = (r.part for r in self._workbook_relations.values() if r.kind == kind and r.part in self)
        return next(found, None)

    @cached_property
    def _workbook_relations(self) -> Mapping[str, relations.Relation]:
        return self.related(self.workbook_part)

    @cached_property
    def _workbook(self) -> relations.Workbook:
        return relations.read_workbook(self.tree(self.workbook_part), self._workbook_relations)

    @property
    def sheets(self) -> dict[str, str]:
        """Worksheet name → part, in tab order; chart and dialog sheets hold no cells and are left out."""
        return {s.name: s.part for s in self._workbook.sheets}

    @property
    def sheet_states(self) -> dict[str, str]:
        """Worksheet name → visible, hidden or veryHidden."""
        return {s.name: s.state for s in self._workbook.sheets}

    @property
    def date1904(self) -> bool:
        """Whether serial 0 is 1904-01-01 (old Mac workbooks) rather than the 1900 system."""
        return self._workbook.date1904

    @property
    def strict(self) -> bool:
        """Whether the workbook is in ISO strict namespaces: it can be read, and should not be patched."""
        return self._workbook.strict

    def _directory(self, data: bytes) -> list[zipfile.ZipInfo]:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                infos = archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
            raise refusal(self.path, Content.TRUNCATED) from error
        if len(infos) > self.limits.entries or sum(i.file_size for i in infos) > self.limits.total:
            raise self._too_large()
        return infos

    def _find_workbook(self) -> str:
        """The workbook part, or the refusal of what this package is instead."""
        if "[Content_Types].xml" not in self:
            raise refusal(self.path, self._foreign())
        main = next((r.part for r in self.related("").values() if r.kind == "officeDocument"), "")
        part = main if main in self else "xl/workbook.xml"
        if part.lower().endswith(".bin") or "xl/workbook.bin" in self:
            raise refusal(self.path, Content.XLSB)
        if part not in self or not part.lower().endswith(".xml") or _is_folder(main, "word", "ppt"):
            raise refusal(self.path, self._foreign())
        return part

    def _foreign(self) -> Content:
        if any(_is_folder(name, "word") for name in self.names):
            return Content.DOCX
        if any(_is_folder(name, "ppt") for name in self.names):
            return Content.PPTX
        return Content.ODS if "mimetype" in self and "content.xml" in self else Content.ZIP

    def _compressed(self, info: zipfile.ZipInfo) -> memoryview:
        start = info.header_offset
        header = self._data[start : start + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size:
            raise refusal(self.path, Content.TRUNCATED)
        signature, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        start += _LOCAL_HEADER.size + name_length + extra_length
        body = self._data[start : start + info.compress_size]
        if signature != b"PK\x03\x04" or len(body) != info.compress_size:
            raise refusal(self.path, Content.DAMAGED)
        return body

    def _inflate(self, entry: Entry) -> bytes:
        """Inflate one byte more than the header claims at most, or a part too small to do harm; `read`
        compares. The claims together are within the limits."""
        claimed, size = entry.info.file_size, len(entry.compressed)
        if claimed > min(self.limits.part, max(self.limits.ratio_from, self.limits.ratio * size)):
            raise self._too_large()
        try:
            if size * _MOST_RATIO <= self.limits.part:  # in one go: it cannot come to more than that
                return zlib.decompress(entry.compressed, -zlib.MAX_WBITS, max(claimed, 1))
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(entry.compressed, claimed + 1)
        except zlib.error as error:
            raise refusal(self.path, Content.DAMAGED) from error

    def _too_large(self) -> FileError:
        return FileError(
            f"“{self.path.name}”解压后大得不正常（上限 {self.limits.total // MB} MB），为安全起见没有打开。"
            "请删去多余的空白行列和图片，另存后重报。"
        )


def _key(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()


def _is_folder(part: str, *folders: str) -> bool:
    return _key(part).split("/", 1)[0] in folders
