"""Text from outside stays text, through every output: cells of any host, 退回单, letters, the terminal."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from tests.build import books
from tests.buttons.letter_desk import press, rectify, written
from tests.hosts.excel_like import ExcelLike
from tests.returns.factory import GOOD, changed, dispatch, write_return
from tests.returns.test_sendback import sent_back
from tests.security import promise
from xltools.buttons import find
from xltools.hosts.closed import open_closed
from xltools.press import press_closed
from xltools.returns.sendback import LIST
from xltools.tables.declared import declared_tables
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH
from xltools.tables.model import Kind
from xltools.tables.sheets import write_table

EVIL = (
    "=cmd|'/c calc'!A1", "+cmd|'/c calc'!A1", "-cmd|'/c calc'!A1", "@SUM(cmd|'/c calc'!A1)",
    "{=cmd|'/c calc'!A1}", "\t=cmd|'/c calc'!A1", "＝cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1",
)  # fmt: skip
"""What spreadsheet programs may take for a formula (OWASP, CSV injection)."""

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.filterwarnings("ignore:Print area")


def formulas(content: bytes) -> list[str]:
    """Formulas of a workbook that hold what was smuggled in."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return [
        f"{cell.coordinate} {cell.parent.title} {cell.value}"
        for cell in cells
        if cell.data_type == "f" and "cmd" in str(cell.value)
    ]


@promise(1)
def test_no_text_of_any_column_of_any_table_becomes_a_formula(tmp_path):
    """Every declared table, each text and code column of it filled with what Excel would take for one: by the
    closed-file host, whose cells take values as live Excel's do."""
    path = tmp_path / "调度排名.xlsx"
    path.write_bytes(books.built("调度排名.xlsx"))
    words = 0
    with open_closed(path, wrap=ExcelLike) as book:
        for table in {table.name: table for table in declared_tables()}.values():
            texts = [column.name for column in table.columns if column.kind in (Kind.TEXT, Kind.CODE)]
            rows = [
                {name: f"{EVIL[(i + j) % len(EVIL)]}{i}" for j, name in enumerate(texts)} for i in range(2)
            ]
            write_table(book, table, pd.DataFrame(rows, columns=table.names, dtype=object))
            words += len(texts) * len(rows)
        book.save()
    assert formulas(path.read_bytes()) == []
    texts = (value for sheet in openpyxl.load_workbook(path) for row in sheet.values for value in row)
    assert sum("cmd" in str(text) for text in texts) >= 0.9 * words > 500, "the text itself is there"


@promise(1)
def test_names_of_counties_go_through_a_month_as_text(desk):
    """汇总上报 with its 退回单, 计分排名 with 看板 and 公式校核, 生成函件."""
    codes = ("511102", "511002", "510104")
    others = {"县类别": "其他", "是否参评": "是"}
    named = [
        {"行政区划代码": code, "市州": evil, "县区": f"{evil}县"} | others
        for code, evil in zip(codes, EVIL[:2] + EVIL[4:], strict=False)
    ]
    desk.put(desk.dispatch, COUNTIES, named)
    with open_closed(desk.dispatch) as book:
        write_table(book, DISPATCH, dispatch(*(changed(GOOD, **row) for row in named)))
        book.save()
    assert press_closed(find("rank"), desk.dispatch).exit_code == 0
    write_return(desk.folder / "上报/2024-09/511102.xlsx", changed(中央支出=f"约{EVIL[1]}"))
    press_closed(find("collect"), desk.dispatch)
    result = press(desk, rectify(主送单位=f"{EVIL[0]}县财政局", 依据=EVIL[3], 整改要求=EVIL[4]))
    assert result.exit_code == 0
    workbooks = [path for path in desk.folder.rglob("*.xlsx") if "上报" not in path.parts]
    assert len(workbooks) > 2
    assert {p.name: f for p in workbooks if (f := formulas(p.read_bytes()))} == {}


@promise(1)
def test_a_退回单_lists_it_as_text(tmp_path):
    """Marked in the county's file, and as a list alone where the file cannot be marked."""
    for i, evil in enumerate(EVIL):
        write_return(tmp_path / f"in/{i}.xlsx", changed(中央支出=f" {evil}", 县级支出="x"))
        (tmp_path / "in" / f"{evil.replace('/', '')}.xlsx").write_bytes(b"PK no workbook")
    sent = sent_back(tmp_path / "in", tmp_path / "out")
    assert len(sent) == 2 * len(EVIL)
    for path in sent.values():
        cells = [cell for row in openpyxl.load_workbook(path)[LIST].iter_rows() for cell in row]
        assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []


FIELD = re.compile(rb"<w:(?:instrText|fldSimple)[^>]*>[^<]*")


@promise(1)
def test_text_in_a_letter_is_no_field_and_no_link(desk):
    """Word would run DDEAUTO, INCLUDETEXT or a HYPERLINK of a field; text that looks like one is printed."""
    evil = 'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc" {INCLUDETEXT "http://a"} http://a/'
    assert press(desk, rectify(依据=evil)).exit_code == 0
    (name,) = written(desk)
    with zipfile.ZipFile(desk.folder / "函件/2024-09" / name) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    assert b"DDEAUTO" in parts["word/document.xml"]
    assert [
        f for data in parts.values() for f in FIELD.findall(data) if re.search(b"DDE|INCLUDE|http", f)
    ] == []
    links = b"".join(data for part, data in parts.items() if part.endswith(".rels"))
    assert b"http://a" not in links


@promise(1)
def test_officers_get_no_csv():
    """A spreadsheet program runs what a CSV holds, and no quoting stops it. There is none but the sample's
    truth, which holds figures, and the RECORD of the bundle; the buttons' is hashed and never written."""
    writes = re.compile(r"csv\.(?:writer|DictWriter)\(|\.to_csv\((?!index=False\)\.encode)")
    sources = [path for path in (ROOT / "xltools").rglob("*.py") if writes.search(path.read_text("utf8"))]
    assert {path.relative_to(ROOT).parts[1] for path in sources} == {"bundle", "sample"}


@promise(1)
def test_no_terminal_is_steered_by_what_a_file_is_called(tmp_path):
    """ESC in a name or a cell would rename windows, move the cursor, or hide what was said."""
    name = "\x1b]0;evil\x07\x1b[2J县.xlsx"
    (tmp_path / name).write_bytes(b"PK no workbook")
    words = [sys.executable, "-m", "xltools", "check", str(tmp_path / name)]
    done = subprocess.run(words, capture_output=True, timeout=60, check=False)
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout + done.stderr
    assert b"\x07" not in done.stdout + done.stderr
