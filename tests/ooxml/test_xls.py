"""Old .xls and WPS .et workbooks give the same grids, error cells and all."""

from __future__ import annotations

import datetime as dt
import io
import struct
from pathlib import Path

import pytest
import xlrd

from tests.ooxml.handmade import compound
from xltools.cells import CellError
from xltools.errors import FileError
from xltools.ooxml import xls

DATA = Path(__file__).parent / "data"
OLD = DATA / "旧格式.xls"
"""Made in LibreOffice: a merged title, dates, a time, truths, errors, a formula of text, a hidden row and a
hidden sheet; all figures 模拟."""


def test_every_kind_of_cell_is_read() -> None:
    """依据: the values as typed; E-codes as their formulas give them (LibreOffice has no #NULL! for D6)."""
    grid = xls.read_grids(OLD)[0]
    assert grid.rows == [
        ["模拟县衔接资金调度表", None, None, None],
        ["县区", "中央下达", "更新日期", "是否参评"],
        ["模拟一县", 5273.5, dt.datetime(2024, 9, 30), True],
        ["模拟二县", CellError("#DIV/0!"), dt.datetime(2024, 2, 29, 8, 30), False],
        ["模拟三县", 10547.0, pytest.approx(45565 + 8.5 / 24), "模拟一县（续）"],
        [None, 5.113e18, CellError("#N/A"), CellError("#REF!")],
    ]
    assert [type(v) for v in grid.rows[2]] == [str, float, dt.datetime, bool]


def test_merged_boxes_hidden_rows_and_hidden_sheets_are_told() -> None:
    """A1:D1 is merged, row 4 hidden, sheet 说明 hidden with one text at B3."""
    first, second = xls.read_grids(OLD)
    assert (first.merged, first.hidden_rows) == (((1, 1, 1, 4),), {4})
    assert (second.sheet, second.top, second.left, second.rows) == ("说明", 3, 2, [["藏着的表"]])


def test_chosen_sheets_are_read_alone() -> None:
    """By name; a name the file has not is no error here."""
    assert [g.sheet for g in xls.read_grids(OLD, ["说明", "没有的"])] == ["说明"]


def test_an_et_file_is_the_same_format(tmp_path: Path) -> None:
    """WPS saves BIFF8 under its own extension."""
    path = tmp_path / "报表.et"
    path.write_bytes(OLD.read_bytes())
    assert xls.read_grids(path) == xls.read_grids(OLD)


def test_a_password_is_named() -> None:
    """BIFF encryption (模拟123)."""
    with pytest.raises(FileError, match=r"“有密码.xls”有打开密码.*取消密码后重报"):
        xls.read_grids(DATA / "有密码.xls")


def circular(whole: bytes) -> bytes:
    """The allocation table says that every sector follows itself."""
    table = (struct.unpack_from("<I", whole, 76)[0] + 1) * 512
    return whole[:table] + struct.pack("<128I", *range(128)) + whole[table + 512 :]


def damaged() -> dict[str, bytes]:
    whole = OLD.read_bytes()
    return {
        "截断": whole[:2000],
        "只有目录": compound("Workbook"),
        "抹去一段": whole[:600] + bytes(3000) + whole[3600:],
        "链成了圈": circular(whole),
    }


@pytest.mark.parametrize("name", damaged())
def test_a_damaged_file_is_called_damaged(tmp_path: Path, name: str) -> None:
    """Whatever the library stumbles over, the officer reads one sentence."""
    path = tmp_path / f"{name}.xls"
    path.write_bytes(damaged()[name])
    with pytest.raises(FileError, match=f"“{name}.xls”(已损坏|不完整)"):
        xls.read_grids(path)


def test_what_is_no_xls_is_refused_by_what_it_is(tmp_path: Path) -> None:
    """Business systems export HTML tables under .xls."""
    path = tmp_path / "导出.xls"
    path.write_text("<html><table><tr><td>1</td></tr></table></html>", encoding="utf-8")
    with pytest.raises(FileError, match=r"“导出\.xls”其实是网页"):
        xls.read_grids(path)


def test_the_1904_system_is_heeded(tmp_path: Path) -> None:
    """Record 0022 (DATEMODE) set to 1 moves every date by 1,462 days (依据: [MS-XLS] 2.4.77)."""
    data = OLD.read_bytes()
    record = b"\x22\x00\x02\x00\x00\x00"
    assert data.count(record) == 1
    path = tmp_path / "苹果.xls"
    path.write_bytes(data.replace(record, b"\x22\x00\x02\x00\x01\x00"))
    assert xls.read_grids(path)[0].at(3, 3) == dt.datetime(2024, 9, 30) + dt.timedelta(days=1462)


def test_texts_before_unicode_are_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """An Excel 95 file without a code page is read as GB18030."""
    asked = []

    class Old:
        biff_version, codepage, datemode, format_map, xf_list = 50, None, 0, {}, []

        def sheets(self) -> list[object]:
            return []

    def open_workbook(encoding_override: str | None, **_: object) -> Old:
        asked.append(encoding_override)
        return Old()

    monkeypatch.setattr(xlrd, "open_workbook", open_workbook)
    assert xls.data_grids(Path("九五.xls"), compound("Book")) == []
    assert asked == [None, "gb18030"]


def test_reading_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """xlrd would write its warnings to the terminal."""
    xls.read_grids(OLD)
    assert capfd.readouterr() == ("", "")
    assert io.StringIO().getvalue() == ""
