"""A workbook an officer has made their own goes through 计分排名: nothing but what was written changes."""

from __future__ import annotations

import io
import re
import shutil
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
import xlsxwriter

from tests.buttons.conftest import TODAY
from tests.ooxml_validator import errors
from xltools.build.dispatch_ranking import build
from xltools.buttons import find
from xltools.hosts.closed import open_closed
from xltools.ooxml.package import Package
from xltools.press import press_closed
from xltools.sample import province_tables
from xltools.sample.workbook import WRITTEN
from xltools.tables.sheets import write_table

TOUCHED = (
    "说明", "看板", "调度表", "排名表", "市州排名表",
    "转绿测算", "临界名单", "函件清单", "校验结果", "历史排名", "公式校核", "运行记录",
)  # fmt: skip
"""The sheets 计分排名 writes to; of 说明 and 调度表 only the status beside the button."""

PACKAGE = {
    "xl/workbook.xml",
    "xl/styles.xml",
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
    "xl/calcChain.xml",
}
"""Parts that say what sheets and styles there are and that formulas are to be calculated again."""


def png() -> io.BytesIO:
    """One red dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    body = chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)) + chunk(
        b"IDAT", zlib.compress(b"\0\xff\0\0")
    )
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b""))


def decorate(sheet: xlsxwriter.worksheet.Worksheet) -> None:
    """A text box, an image, a sparkline and a 2010 data bar beside the tables."""
    sheet.insert_textbox("Y8", "厅领导批注（模拟）")
    sheet.insert_image("Y20", "dot.png", {"image_data": png()})
    sheet.write_row("Y2", [3, 1, 2])
    sheet.add_sparkline("AB2", {"range": f"'{sheet.get_name()}'!Y2:AA2"})
    sheet.conditional_format("Y2:AA2", {"type": "data_bar", "data_bar_2010": True})


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Path:
    """调度排名 decorated on a sheet the button writes to and on others, filled for 24 counties."""
    path = tmp_path_factory.mktemp("own") / "调度排名.xlsx"
    book = xlsxwriter.Workbook(path)
    build(book)
    for name in ("排名表", "县区名单"):
        decorate(book.get_worksheet_by_name(name))
    analysis = book.add_worksheet("我的分析")
    decorate(analysis)
    analysis.write_formula("A1", "=COUNTA(县区名单!A:A)", None, 25)
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=我的分析!$Y$2:$AA$2"})
    analysis.insert_chart("A5", chart)
    book.close()
    frames = province_tables(7, 24, "2024-10")
    with open_closed(path) as opened:
        for table in WRITTEN:
            write_table(opened, table, frames[table.name])
        opened.save()
    return path


@pytest.fixture(scope="module")
def pressed(own, tmp_path_factory) -> Path:
    """The same after 计分排名."""
    path = Path(shutil.copy(own, tmp_path_factory.mktemp("pressed") / own.name))
    result = press_closed(find("rank"), path, today=TODAY)
    assert result.exit_code == 0, [str(i) for i in result.errors]
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def sheet_parts(path: Path) -> dict[str, str]:
    """Sheet name → part."""
    return dict(Package.open(path).sheets)


def test_only_the_touched_sheets_change(own, pressed):
    """Sheet by sheet and part by part: tables and charts of touched sheets, and what lists them."""
    before, after = parts(own), parts(pressed)
    names = sheet_parts(own)
    touched = {names[name] for name in TOUCHED}
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    others = changed - touched - PACKAGE
    assert changed & touched
    assert all(name.startswith(("xl/tables/", "xl/charts/")) for name in others), others
    tables_of_others = {
        f"xl/{target}"
        for name, part in names.items()
        if name not in TOUCHED
        for target in re.findall(
            r"\.\./(tables/[^\"]+)",
            before.get(part.replace("worksheets/", "worksheets/_rels/") + ".rels", b"").decode(),
        )
    }
    assert not others & tables_of_others


def test_decorations_of_a_touched_sheet_stay(own, pressed):
    """The text box, image, sparkline and 2010 data bar of 排名表 itself."""
    part = sheet_parts(own)["排名表"]
    before, after = parts(own)[part].decode(), parts(pressed)[part].decode()
    for tail in (
        r"<drawing [^>]*>",
        r"<extLst>.*</extLst>",
        r"<conditionalFormatting sqref=\"Y2:AA2\">.*?</conditionalFormatting>",
    ):
        kept = re.search(tail, before, re.S)
        assert kept, tail
        assert kept.group() in after


def test_cached_values_of_other_sheets_stay(pressed):
    """我的分析!A1 still shows what it showed."""
    assert b"<v>25</v>" in parts(pressed)[sheet_parts(pressed)["我的分析"]]


def test_the_written_workbook_is_valid(own, pressed):
    """Open XML SDK: 0 errors before and after."""
    assert errors(own) == []
    assert errors(pressed) == []
