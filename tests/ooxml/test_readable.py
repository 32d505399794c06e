"""A workbook is told by its content, whatever its name says."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ooxml.handmade import one_sheet, parts, sheet_xml, strings_xml, styles_xml, zipped
from xltools.cells import Grid
from xltools.errors import FileError
from xltools.ooxml.package import Limits
from xltools.ooxml.readable import read_any

OLD = Path(__file__).parent / "data" / "旧格式.xls"
ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'


def workbook() -> dict[str, str]:
    rows = "".join(
        f'<row r="{r}"><c r="A{r}" t="s"><v>{r % 2}</v></c><c r="B{r}" s="1"><v>45{r}</v></c></row>'
        for r in range(1, 9)
    )
    strings = strings_xml("<si><t>甲</t></si>", "<si><t>乙</t></si>")
    sheet = sheet_xml(rows, '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>')
    return parts({"表": sheet, "又": sheet}, strings=strings, styles=styles_xml([0, 14]))


FILES = {"xlsx": zipped(workbook()), "xls": OLD.read_bytes()}
PIECES = [
    b"\0" * 64,
    b"\xff" * 8,
    b"PK\3\4",
    b"<",
    b">",
    b'"',
    b"</",
    b"<!--",
    b"&",
    b"-1",
    b"99999999999999999999",
]


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


def mangled(data: st.DataObject, source: bytes, same_length: bool) -> bytes:
    """A few pieces overwritten or put in, perhaps the end cut off."""
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(source)))
        piece = data.draw(st.binary(max_size=8) | st.sampled_from(PIECES))
        end = start + (len(piece) if same_length else data.draw(st.integers(0, 20)))
        source = source[:start] + piece + source[end:]
    return source[: data.draw(st.integers(0, len(source)))] if data.draw(st.integers(0, 4)) == 0 else source


def assert_read_or_refused(source: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "坏.xlsx"
        path.write_bytes(source)
        try:
            grids = read_any(path)
        except FileError as error:
            assert "坏.xlsx" in str(error)
        else:
            assert all(len(row) == len(grid.rows[0]) for grid in grids for row in grid.rows)


@settings(max_examples=100, deadline=None)
@given(st.data())
@pytest.mark.parametrize("kind", FILES)
def test_a_broken_file_is_read_or_refused_in_a_sentence(kind: str, data: st.DataObject) -> None:
    """Whatever a bad disk or a bad line made of it: no traceback reaches the officer."""
    assert_read_or_refused(mangled(data, FILES[kind], same_length=True))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_broken_part_is_read_or_refused_in_a_sentence(data: st.DataObject) -> None:
    """The same one level deeper, where the container is sound and a part is not."""
    made: dict[str, str | bytes] = {**workbook()}
    part = data.draw(st.sampled_from(sorted(made)))
    made[part] = mangled(data, workbook()[part].encode(), same_length=False)
    assert_read_or_refused(zipped(made))
