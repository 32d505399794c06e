"""A workbook is told by its content, whatever its name says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ooxml.handmade import one_sheet
from xltools.cells import Grid
from xltools.errors import FileError
from xltools.ooxml.package import Limits
from xltools.ooxml.readable import read_any

OLD = Path(__file__).parent / "data" / "旧格式.xls"
ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'


def named(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["报表.xls", "报表.xlsx", "报表.et", "报表", "报表.XLSX"])
def test_both_formats_are_read_under_any_name(tmp_path: Path, name: str) -> None:
    """Officers rename files; the first bytes do not lie."""
    new = one_sheet(tmp_path / "新.xlsx", ROWS).read_bytes()
    assert read_any(named(tmp_path, name, new)) == [Grid("表", [[1.0]])]
    assert read_any(named(tmp_path, name, OLD.read_bytes()))[0].at(3, 1) == "模拟一县"


def test_chosen_sheets_are_read_alone(tmp_path: Path) -> None:
    """In both formats."""
    assert [g.sheet for g in read_any(OLD, ["说明"])] == ["说明"]
    assert read_any(one_sheet(tmp_path / "新.xlsx", ROWS), []) == []


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    """In a sentence, as everywhere."""
    with pytest.raises(FileError, match=r"“导出\.xls”其实是文本（如 CSV）"):
        read_any(named(tmp_path, "导出.xls", "县区,金额\n".encode("gb18030")))
    with pytest.raises(FileError, match="找不到文件"):
        read_any(tmp_path / "没有.xlsx")


def test_limits_hold_here_too(tmp_path: Path) -> None:
    """A caller that takes files from outside may set them lower."""
    with pytest.raises(FileError, match="超过上限"):
        read_any(named(tmp_path, "大.xlsx", bytes(3 << 20)), limits=Limits(file=1 << 20))
