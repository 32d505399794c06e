"""A file is opened safely, or refused in a sentence that says what it is and what to do."""

from __future__ import annotations

import io
import os
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import docx
import pytest

from tests.ooxml.handmade import HEAD, MAIN, compound, one_sheet, parts, saved, sheet_xml, strings_xml, zipped
from xltools.errors import FileError
from xltools.ooxml.package import DEFAULT_LIMITS, Limits, Package

PLAIN = parts({"调度表": sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')})
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "哈哈哈哈哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    f'<sst xmlns="{MAIN}"><si><t>&b;</t></si></sst>'
)


def refusal(path: Path, limits: Limits = DEFAULT_LIMITS) -> str:
    with pytest.raises(FileError) as caught:
        Package.open(path, limits)
    return str(caught.value)


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def docx_bytes() -> bytes:
    target = io.BytesIO()
    docx.Document().save(target)
    return target.getvalue()


FOREIGN = {
    "空文件": (b"", "0 字节"),
    "截断": (zipped(PLAIN)[:400], "没有拷贝完"),
    "有密码": (compound("EncryptionInfo", "EncryptedPackage"), "取消密码后重报"),
    "旧格式": (compound("Workbook"), "另存为“Excel 工作簿（*.xlsx）”"),
    "老Word": (compound("WordDocument"), "Word 文档"),
    "坏的复合文件": (compound("Workbook")[:700], "已损坏"),
    "别的复合文件": (compound("Contents"), "认不出"),
    "Word里嵌了表": (compound("WordDocument", embedded=["Workbook"]), "Word 文档"),
    "Word改名": (docx_bytes(), "Word 文档"),
    "演示改名": (zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}), "演示文稿"),
    "二进制": (zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\x83"}), ".xlsb"),
    "ods": (zipped({"mimetype": "application/vnd.oasis", "content.xml": "<c/>"}), ".ods"),
    "压缩包": (zipped({"一县.xlsx": b"1", "二县.xlsx": b"2"}), "请先解压"),
    "rar": (b"Rar!\x1a\x07\x01\x00" + bytes(64), "请先解压"),
    "csv": ("县区,中央下达\n模拟县,5273.5\n".encode(), "CSV"),
    "csv国标码": ("县区,中央下达\n模拟县,5273.5\n".encode("gb18030"), "CSV"),
    "csv双字节": ("县区\t中央下达\n".encode("utf-16"), "CSV"),
    "网页": (
        "\ufeff <html><head><meta charset='gbk'></head><table><tr><td>1</td></tr></table>".encode(),
        "网页",
    ),
    "网页表格": (b"<table border=1><tr><td>1</td></tr></table>", "网页"),
    "XML2003": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "XML 表格 2003"),
    "pdf": (b"%PDF-1.7\n", "PDF"),
    "图片": (b"\x89PNG\r\n\x1a\n" + bytes(20), "图片"),
    "乱码": (bytes(range(256)) * 4, "认不出"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_file_named_xlsx_is_refused_by_what_it_is(tmp_path: Path, name: str) -> None:
    """The sentence names the file, says what it is and what to do."""
    data, expected = FOREIGN[name]
    message = refusal(written(tmp_path / f"{name}.xlsx", data))
    assert f"“{name}.xlsx”" in message
    assert expected in message
    assert message.endswith("。")


def test_a_missing_file_a_folder_and_a_forbidden_file_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three different things for the officer to do."""
    assert "找不到文件" in refusal(tmp_path / "没有.xlsx")
    assert "是文件夹" in refusal(tmp_path)
    forbidden = written(tmp_path / "禁.xlsx", zipped(PLAIN))

    def deny(_: Path) -> bytes:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "read_bytes", deny)
    assert "没有读取权限" in refusal(forbidden)


def test_the_owner_file_excel_leaves_is_called_by_its_name(tmp_path: Path) -> None:
    """~$调度表.xlsx beside an open workbook is picked up by every folder listing."""
    path = written(tmp_path / "~$调度表.xlsx", b"\x06officer" + bytes(157))
    assert "临时文件" in refusal(path)


def test_a_damaged_part_is_noticed(tmp_path: Path) -> None:
    """One flipped byte fails the CRC, or the inflating before it."""
    data = bytearray(zipped({**PLAIN, "xl/media/a.bin": os.urandom(2000)}))
    at = data.find(b"xl/media/a.bin") + len("xl/media/a.bin") + 1000
    data[at] ^= 0xFF
    package = Package.open(written(tmp_path / "坏.xlsx", bytes(data)))
    with pytest.raises(FileError, match="已损坏"):
        package.read("xl/media/a.bin")


def test_a_password_on_the_zip_itself_is_named(tmp_path: Path) -> None:
    """Bit 0 of the general flags: the entry is encrypted."""
    data = bytearray(zipped(PLAIN))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    assert "有打开密码" in refusal(written(tmp_path / "锁.xlsx", bytes(data)))


def test_a_zip_bomb_is_refused_by_what_the_header_says(tmp_path: Path) -> None:
    """The claimed sizes alone are more than allowed: nothing is inflated."""
    path = saved(tmp_path / "弹.xlsx", {**PLAIN, "xl/media/a.bin": bytes(3_000_000)})
    assert "大得不正常" in refusal(path, Limits(total=2_000_000))


def test_a_zip_bomb_that_lies_about_its_size_is_measured(tmp_path: Path) -> None:
    """The header claims 100 bytes for 30 MB: inflating stops right behind them, or at the limit of a part."""
    data = bytearray(zipped({**PLAIN, "xl/media/a.bin": bytes(30_000_000)}))
    real, claimed = struct.pack("<I", 30_000_000), struct.pack("<I", 100)
    assert data.count(real) == 2
    limits = Limits(part=20_000_000)
    package = Package.open(written(tmp_path / "弹.xlsx", bytes(data.replace(real, claimed))), limits)
    tracemalloc.start()
    with pytest.raises(FileError, match="已损坏"):
        package.read("xl/media/a.bin")
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_one_part_may_be_too_large_by_itself(tmp_path: Path) -> None:
    """The limit of a part is apart from that of the whole."""
    package = Package.open(saved(tmp_path / "大.xlsx", {**PLAIN, "a": os.urandom(5000)}), Limits(part=4000))
    with pytest.raises(FileError, match="大得不正常"):
        package.read("a")


def test_an_absurd_ratio_is_refused_even_inside_the_limits(tmp_path: Path) -> None:
    """Zeros deflate about 1000 to 1; sheets about 10 to 1."""
    path = saved(tmp_path / "零.xlsx", {**PLAIN, "xl/media/a.bin": bytes(3_000_000)})
    assert len(Package.open(path).read("xl/media/a.bin")) == 3_000_000
    with pytest.raises(FileError, match="大得不正常"):
        Package.open(path, Limits(ratio_from=1_000_000)).read("xl/media/a.bin")


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    """A workbook has dozens of parts, not thousands."""
    path = saved(tmp_path / "多.xlsx", {**PLAIN, **{f"x/{i}": "" for i in range(50)}})
    assert "大得不正常" in refusal(path, Limits(entries=40))


def test_a_file_over_the_size_limit_is_not_even_read(tmp_path: Path) -> None:
    """The limit is in the message."""
    path = written(tmp_path / "大.xlsx", bytes(3 << 20))
    assert "有 3 MB，超过上限 2 MB" in refusal(path, Limits(file=2 << 20))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_entities_are_refused_in_any_part_and_encoding(tmp_path: Path, encoding: str) -> None:
    """Billion laughs and external entities both need a DTD, which Office never writes."""
    sheet = sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    made = parts({"表": sheet}, strings=strings_xml("<si><t>x</t></si>"))
    path = saved(tmp_path / "实体.xlsx", {**made, "xl/sharedStrings.xml": BOMB.encode(encoding)})
    with pytest.raises(FileError, match="DTD"):
        Package.open(path).xml("xl/sharedStrings.xml")


@pytest.mark.parametrize("part", ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_entities_are_refused_in_the_parts_read_on_opening(tmp_path: Path, part: str) -> None:
    """The parts that list the sheets are no exception; a comment before the DTD hides nothing."""
    dtd = '<!-- <a> --><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    hidden = PLAIN[part].replace(HEAD, HEAD + dtd)
    with pytest.raises(FileError, match="DTD"):
        assert Package.open(saved(tmp_path / "实体.xlsx", {**PLAIN, part: hidden})).sheets


def test_other_encodings_are_read_as_utf8(tmp_path: Path) -> None:
    """Some exporters write GB18030 or UTF-16 parts; the XML standard allows both."""
    text = '<?xml version="1.0" encoding="{}"?><a>衔接资金</a>'
    made = {
        **PLAIN,
        "xl/gb.xml": text.format("GB18030").encode("gb18030"),
        "xl/u16.xml": text.format("UTF-16").encode("utf-16"),
        "xl/bom.xml": b"\xef\xbb\xbf" + text.format("UTF-8").encode(),
    }
    package = Package.open(saved(tmp_path / "码.xlsx", made))
    assert [package.tree(f"xl/{n}.xml").text for n in ("gb", "u16", "bom")] == ["衔接资金"] * 3


def test_a_part_that_is_no_xml_is_called_damaged_with_its_name(tmp_path: Path) -> None:
    """The officer is told to repair in Excel, whoever helps sees which part."""
    path = saved(tmp_path / "坏.xlsx", {**PLAIN, "xl/workbook.xml": "<workbook><sheets>"})
    with pytest.raises(FileError, match=r"“坏.xlsx”已损坏（部件 xl/workbook.xml"):
        assert Package.open(path).sheets


SHEETS = (
    '<sheets><sheet name="调度表" sheetId="7" r:id="a"/>'
    '<sheet name="图表" sheetId="2" r:id="b"/>'
    '<sheet name="字典 &amp; 说明" sheetId="9" state="hidden" r:id="c"/>'
    '<sheet name="机密" sheetId="3" state="veryHidden" r:id="d"/></sheets>'
)
RELATIONS = (
    '<Relationship Id="d" Type="{0}/worksheet" Target="../xl/worksheets/%E6%9C%BA.xml"/>'
    '<Relationship Id="c" Type="{0}/worksheet" Target="xl/worksheets/s2.xml"/>'
    '<Relationship Id="b" Type="{0}/chartsheet" Target="chartsheets/sheet1.xml"/>'
    '<Relationship Id="a" Type="{0}/worksheet" Target="/XL/worksheets/Sheet1.xml"/>'
    '<Relationship Id="e" Type="{0}/hyperlink" Target="http://x" TargetMode="External"/>'
)


@pytest.mark.parametrize(
    "main", [MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"], ids=["transitional", "strict"]
)
def test_sheets_are_found_through_relations_of_every_style(tmp_path: Path, main: str) -> None:
    """Absolute, upward, percent-encoded and root-relative targets, another prefix, another letter case."""
    office = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    empty = sheet_xml("")
    workbook = f'<x:workbook xmlns:x="{main}" xmlns:r="{office}">{SHEETS}</x:workbook>'
    workbook = workbook.replace("<sheet", "<x:sheet").replace("</sheet", "</x:sheet")
    made = {
        **PLAIN,
        "xl/workbook.xml": workbook.replace("<x:sheets>", '<x:workbookPr date1904="1"/><x:sheets>'),
        "xl/_rels/workbook.xml.rels": f"<R>{RELATIONS.format(office)}</R>",
        "xl/worksheets/s2.xml": empty,
        "xl/worksheets/机.xml": empty,
    }
    package = Package.open(saved(tmp_path / "关系.xlsx", made))
    assert list(package.sheets) == ["调度表", "字典 & 说明", "机密"]
    assert package.sheets["机密"] == "xl/worksheets/机.xml"
    assert all(package.read(part) for part in package.sheets.values())
    assert list(package.sheet_states.values()) == ["visible", "hidden", "veryHidden"]
    assert package.date1904
    assert package.strict == ("purl" in main)


def test_a_sheet_whose_part_is_missing_is_named(tmp_path: Path) -> None:
    """Not skipped in silence: the return would lose a sheet."""
    made = {k: v for k, v in PLAIN.items() if "sheet1" not in k}
    package = Package.open(saved(tmp_path / "缺.xlsx", made))
    with pytest.raises(FileError, match=r"缺少部件 xl/worksheets/sheet1.xml"):
        package.read(package.sheets["调度表"])


def test_backslashes_in_entry_names_are_slashes(tmp_path: Path) -> None:
    """Old .NET zip libraries wrote them; Excel and WPS open such files."""
    made = {k.replace("/", "\\"): v for k, v in PLAIN.items()}
    assert Package.open(saved(tmp_path / "反.xlsx", made)).sheets == {"调度表": "xl/worksheets/sheet1.xml"}


def test_raw_entries_carry_what_a_saver_copies(tmp_path: Path) -> None:
    """Compressed bytes as they stand, sizes and CRC from the central directory also with data descriptors."""

    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

    target = Stream()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in PLAIN.items():
            archive.writestr(name, data)
    package = Package.open(written(tmp_path / "流.xlsx", target.getvalue()))
    entries = list(package.entries())
    assert [e.info.filename for e in entries] == list(PLAIN)
    assert all(e.info.flag_bits & 0x8 for e in entries)
    for entry in entries:
        inflated = zlib.decompress(entry.compressed, -15)
        assert inflated == PLAIN[entry.info.filename].encode() == package.read(entry.info.filename)
        assert (zlib.crc32(inflated), len(inflated)) == (entry.info.CRC, entry.info.file_size)


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    """Part names are equal in any letter case; programs would disagree on which one counts."""
    path = saved(tmp_path / "双.xlsx", {**PLAIN, "XL/Workbook.xml": "<x/>"})
    assert "已损坏" in refusal(path)


def test_stored_entries_are_read_too(tmp_path: Path) -> None:
    """Not every writer compresses."""
    path = tmp_path / "存.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, data in PLAIN.items():
            archive.writestr(name, data)
    assert Package.open(path).read("xl/workbook.xml") == PLAIN["xl/workbook.xml"].encode()


def test_a_plain_workbook_opens(tmp_path: Path) -> None:
    """The helper's own workbook is the measure for the refusals above."""
    package = Package.open(one_sheet(tmp_path / "好.xlsx", ""))
    assert package.sheets == {"表": "xl/worksheets/sheet1.xml"}
    assert "xl/workbook.xml" in package
    assert package.related_part("sharedStrings") is None
