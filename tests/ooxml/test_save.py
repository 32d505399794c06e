"""The archive: what is not changed is copied as the bytes it is."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from tests.ooxml.archives import entries
from tests.ooxml.handmade import parts, sheet_xml, zipped
from xltools.errors import FileError
from xltools.ooxml.package import Package
from xltools.ooxml.patch import Patch
from xltools.ooxml.save import rewritten


def archive(**options: bytes) -> bytes:
    """Three entries as different programs write them, with an archive comment."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, method in (
            ("一.xml", zipfile.ZIP_DEFLATED),
            ("b.xml", zipfile.ZIP_STORED),
            ("c.bin", zipfile.ZIP_DEFLATED),
        ):
            info = zipfile.ZipInfo(name, (2013, 5, 4, 3, 2, 2))
            info.compress_type, info.extra, info.comment = (
                method,
                struct.pack("<HH4s", 0xCAFE, 4, b"more"),
                b"said",
            )
            info.external_attr, info.create_system = 0o644 << 16, 3
            target.writestr(info, name.encode() * 50)
        target.comment = b"from WPS"
    return out.getvalue()


class Unseekable(io.BytesIO):
    """A stream that forces data descriptors, as servers write them."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError

    def tell(self) -> int:
        raise OSError


def test_unchanged_entries_keep_header_extra_field_and_compressed_bytes() -> None:
    """Only the changed one is written anew, in its place, with its name, date and attributes."""
    before = archive()
    after = rewritten(before, {"b.xml": b"new"})
    assert [*entries(after)] == ["一.xml", "b.xml", "c.bin"]
    assert all(entries(after)[n] == entries(before)[n] for n in ("一.xml", "c.bin"))
    with zipfile.ZipFile(io.BytesIO(after)) as read:
        assert read.testzip() is None
        assert read.read("b.xml") == b"new"
        info = read.getinfo("b.xml")
        assert (info.date_time, info.external_attr, info.comment) == (
            (2013, 5, 4, 3, 2, 2),
            0o644 << 16,
            b"said",
        )
        assert read.comment == b"from WPS"


def test_an_archive_with_data_descriptors_is_copied_and_changed() -> None:
    """Sizes that stand behind the data are carried along."""
    out = Unseekable()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in ("a.xml", "b.xml", "c.xml"):
            target.writestr(name, name * 100)
    before = out.getvalue()
    after = rewritten(before, {"b.xml": b"b2"})
    assert entries(after)["c.xml"] == entries(before)["c.xml"]
    with zipfile.ZipFile(io.BytesIO(after)) as read:
        assert read.testzip() is None
        assert [read.read(n)[:5] for n in ("a.xml", "b.xml", "c.xml")] == [b"a.xml", b"b2", b"c.xml"]


def test_entries_are_added_and_removed() -> None:
    """A new entry comes last and carries no date of today: the same input gives the same bytes."""
    after = rewritten(archive(), {"新.xml": b"x"}, {"b.xml"})
    assert [*entries(after)] == ["一.xml", "c.bin", "新.xml"]
    assert after == rewritten(archive(), {"新.xml": b"x"}, {"b.xml"})
    with zipfile.ZipFile(io.BytesIO(after)) as read:
        assert (read.testzip(), read.read("新.xml")) == (None, b"x")


def test_names_outside_unicode_are_kept() -> None:
    """Old programs wrote names in the code page of DOS, unmarked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("a.xml", b"a")
        target.writestr("b.xml", b"b")
    data = out.getvalue().replace(b"a.xml", b"\x81.xml")
    after = rewritten(data, {"b.xml": b"c"})
    assert after.count(b"\x81.xml") == 2
    with zipfile.ZipFile(io.BytesIO(after)) as read:
        assert read.testzip() is None


@pytest.mark.parametrize("level", [1, 4, 9])
def test_every_level_inflates_to_the_same(level: int) -> None:
    """The level changes the size alone."""
    after = rewritten(archive(), {"b.xml": b"x" * 10_000}, level=level)
    with zipfile.ZipFile(io.BytesIO(after)) as read:
        assert zlib.crc32(read.read("b.xml")) == zlib.crc32(b"x" * 10_000)


@pytest.mark.parametrize("offset", [14, 0, 1_000_000])
def test_an_entry_over_another_is_refused_before_anything_is_lost(offset: int, tmp_path) -> None:
    """Found by make fuzz: an offset that lies made the copy of another entry too short; it was lost."""
    sheet = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')
    data = bytearray(zipped({**parts({"表": sheet}), "xl/media/a.png": b"picture" * 99}))
    record = data.rindex(b"PK\1\2")
    assert data[record + 46 :].startswith(b"xl/media/a.png")
    struct.pack_into("<L", data, record + 42, offset)
    path = tmp_path / "表.xlsx"
    path.write_bytes(data)
    assert Package.open(path).sheets
    with pytest.raises(FileError, match="已损坏"):
        Patch(path)


def test_a_part_of_tens_of_thousands_of_rows_is_packed_quickly_and_whole():
    """At zlib's level 1 whatever is asked for; a smaller part at what is asked for."""
    cell = b'<c r="A1"><v>0.125</v></c><c r="B1"><v>512</v></c>'
    large = cell * (1 + (8 << 20) // len(cell))
    data = rewritten(archive(), {"b.xml": large, "c.bin": cell * 99}, level=9)
    with zipfile.ZipFile(io.BytesIO(data)) as target:
        assert target.read("b.xml") == large
        sizes = {info.filename: info.compress_size for info in target.infolist()}
    quick, slow = (len(zlib.compress(large, level)) for level in (1, 9))
    assert abs(sizes["b.xml"] - quick) < 10 < abs(slow - quick)
    assert abs(sizes["c.bin"] - len(zlib.compress(cell * 99, 9))) < 10
