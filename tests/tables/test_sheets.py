"""Tables of a workbook over plain xlwings, on the closed-file host that coerces as live Excel does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlwings as xw
from openpyxl.worksheet.table import Table as ExcelTable

from tests.hosts.excel_like import ExcelLike
from tests.tables.grids import CITY_CENTRE, EAST, LAMB, NAMES, cells
from xltools.cells import column_letter
from xltools.errors import InputError, Issue, Severity
from xltools.hosts.closed import open_closed
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH
from xltools.tables.declared.record import ISSUES, RUNS
from xltools.tables.sheets import append_rows, issues_frame, locate, read_table, write_table

Make = Callable[..., Path]
LISTED = COUNTIES.names


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A workbook with one sheet of rows; `table` makes an Excel Table of the rows from the header on."""

    def made(
        rows: Sequence[Sequence[Any]],
        sheet: str = "县区名单",
        table: str = "县区名单",
        header: int = 4,
        last: int = 0,
    ) -> Path:
        book = openpyxl.Workbook()
        page = book.active
        page.title = sheet
        for i, row in enumerate(rows, 1):
            for j, value in enumerate(row, 1):
                page.cell(i, j).value = value
        if table:
            right = column_letter(max(len(rows[header - 1]), 1))
            page.add_table(ExcelTable(displayName=table, ref=f"A{header}:{right}{last or len(rows)}"))
        path = tmp_path / "模拟.xlsx"
        book.save(path)
        return path

    return made


@contextmanager
def opened(path: Path) -> Iterator[xw.Book]:
    with open_closed(path, wrap=ExcelLike) as book:
        yield book


def saved(path: Path, work: Callable[[xw.Book], object]) -> dict[str, list[list[Any]]]:
    """Do the work, save, and give the cells of every sheet as openpyxl reads them."""
    with opened(path) as book:
        work(book)
        book.save()
    loaded = openpyxl.load_workbook(path)
    return {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in loaded}


def shipped(*records: dict[str, Any], names: Sequence[str] = LISTED) -> list[list[Any]]:
    """Title, blank, note, header, rows: as in the shipped workbooks."""
    return [["县区名单"], [None], ["注意事项"], list(names), *(cells(r, names) for r in records)]


def frame(*records: dict[str, Any], names: Sequence[str] = LISTED) -> pd.DataFrame:
    return pd.DataFrame([cells(r, names) for r in records], columns=list(names))


def test_a_table_is_found_by_its_name_on_any_sheet(make: Make) -> None:
    with opened(make(shipped(EAST, LAMB), sheet="基础数据")) as book:
        reading = read_table(book, COUNTIES)
    assert reading.frame["县区"].tolist() == ["东兴区", "资中县"]
    assert (reading.sheet, reading.rows, reading.issues) == ("基础数据", [5, 6], [])


def test_a_sheet_of_the_name_will_do_where_there_is_no_excel_table(make: Make) -> None:
    with opened(make(shipped(EAST, LAMB), table="")) as book:
        assert read_table(book, COUNTIES).frame["县区"].tolist() == ["东兴区", "资中县"]


def test_a_missing_table_is_an_error_or_an_empty_reading(make: Make) -> None:
    with opened(make([["甲"]], sheet="Sheet1", table="")) as book:
        with pytest.raises(InputError, match="没有“县区名单”表"):
            read_table(book, COUNTIES)
        reading = read_table(book, COUNTIES, required=False)
    assert list(reading.frame.columns) == LISTED and reading.frame.empty and reading.issues == []


def test_an_empty_table_as_shipped_has_no_rows_and_no_complaints(make: Make) -> None:
    with opened(make([*shipped(), [None] * len(LISTED)])) as book:
        reading = read_table(book, COUNTIES)
    assert reading.frame.empty and reading.issues == []


def test_rows_typed_below_the_table_are_read_too(make: Make) -> None:
    """WPS does not always grow a table when something is typed below it."""
    rows = [*shipped(EAST, LAMB), [], cells(CITY_CENTRE, LISTED), ["备注：由省级维护"]]
    with opened(make(rows, last=5)) as book:
        assert read_table(book, COUNTIES).rows == [5, 6, 8]


def test_error_cells_and_formulas_without_a_value_are_complaints_not_blanks(make: Make) -> None:
    rows = [*shipped(EAST | {"县类别": "#REF!"}, LAMB | {"县类别": '=IF(1,"其他","")'})]
    with opened(make(rows)) as book:
        issues = read_table(book, COUNTIES).issues
    assert [(i.cell, i.problem) for i in issues] == [
        ("D5", "单元格是错误值 #REF!"),
        ("D6", "公式没有计算，没有结果"),
    ]


def test_the_officer_s_further_columns_need_no_notice(make: Make) -> None:
    with opened(make(shipped(EAST | {"备注": "甲"}, names=[*LISTED, "联系人"]))) as book:
        assert read_table(book, COUNTIES).issues == []


def test_a_missing_table_is_made_in_the_shipped_layout(make: Make) -> None:
    path = make([["甲"]], sheet="Sheet1", table="")
    pages = saved(path, lambda book: write_table(book, COUNTIES, frame(EAST, LAMB)))
    assert [row[0] for row in pages["县区名单"][:4]] == [COUNTIES.title, None, COUNTIES.note, "行政区划代码"]
    assert pages["县区名单"][4:] == [cells(EAST, LISTED), cells(LAMB, LISTED)]
    page = openpyxl.load_workbook(path)["县区名单"]
    assert {t.displayName: t.ref for t in page.tables.values()} == {"县区名单": "A4:E6"}
    assert page["A5"].number_format == "@"


def test_an_empty_sheet_of_the_name_is_used(make: Make) -> None:
    pages = saved(make([], table=""), lambda book: write_table(book, COUNTIES, frame(EAST)))
    assert list(pages) == ["县区名单"] and pages["县区名单"][4] == cells(EAST, LISTED)


def test_a_sheet_of_the_name_with_something_else_on_it_is_left_alone(make: Make) -> None:
    with (
        opened(make([["会议记录"], ["甲", "乙"]], table="")) as book,
        pytest.raises(InputError, match="没有“县区名单”的表头"),
    ):
        write_table(book, COUNTIES, frame(EAST))


def test_a_plain_sheet_with_the_header_becomes_an_excel_table(make: Make) -> None:
    path = make(shipped(EAST), table="")
    saved(path, lambda book: write_table(book, COUNTIES, frame(LAMB, CITY_CENTRE)))
    page = openpyxl.load_workbook(path)["县区名单"]
    assert {t.displayName: t.ref for t in page.tables.values()} == {"县区名单": "A4:E6"}


def test_fewer_rows_leave_nothing_behind(make: Make) -> None:
    path = make(shipped(EAST, LAMB, CITY_CENTRE))
    pages = saved(path, lambda book: write_table(book, COUNTIES, frame(LAMB)))
    assert [r for r in pages["县区名单"][4:] if any(r)] == [cells(LAMB, LISTED)]
    with opened(path) as book:
        assert locate(book, COUNTIES)[1:3] == (4, 1)
        assert book.sheets["县区名单"].tables["县区名单"].range.address == "$A$4:$E$5"


def test_no_rows_leave_one_empty_row(make: Make) -> None:
    path = make(shipped(EAST, LAMB))
    pages = saved(path, lambda book: write_table(book, COUNTIES, frame()))
    assert not [r for r in pages["县区名单"][4:] if any(r)]
    with opened(path) as book:
        assert book.sheets["县区名单"].tables["县区名单"].range.address == "$A$4:$E$5"


def test_text_stays_text_whatever_it_looks_like(make: Make) -> None:
    """Codes, 1-2, and what begins with = + - @ must not become numbers, dates or formulas."""
    odd = ["=内江", "+51", "-威远", "@某站", "1-2", "001", "'甲"]
    records = [EAST | {"行政区划代码": str(511001 + i), "县区": text} for i, text in enumerate(odd)]
    path = make(shipped(EAST))
    saved(path, lambda book: write_table(book, COUNTIES, frame(*records)))
    page = openpyxl.load_workbook(path)["县区名单"]
    assert [(c.value, c.data_type) for c in page["C"][4:]] == [(text, "s") for text in odd]


def test_codes_stay_text_under_an_officer_s_number_format(make: Make) -> None:
    path = make(shipped(EAST))
    with opened(path) as book:
        book.sheets["县区名单"]["A5:A9"].number_format = "0"
        write_table(book, COUNTIES, frame(LAMB, EAST))
        assert book.sheets["县区名单"]["A5:A6"].value == ["511025", "511011"]
        assert book.sheets["县区名单"]["A5:A6"].number_format == "@"


def test_figures_keep_an_officer_s_number_format(make: Make) -> None:
    path = make([["调度表"], [], [], NAMES, cells(EAST)], sheet="调度表", table="调度表")
    with opened(path) as book:
        book.sheets["调度表"]["G5"].number_format = "#,##0.0000"
        write_table(book, DISPATCH, frame(LAMB, names=NAMES))
        assert book.sheets["调度表"]["G5"].number_format == "#,##0.0000"
        assert book.sheets["调度表"]["I5"].number_format == "#,##0.00"


def test_what_was_written_reads_back_the_same(make: Make) -> None:
    records = [EAST, LAMB | {"县类别": None, "是否参评": "否", "市级支出": None}]
    path = make([["甲"]], sheet="Sheet1", table="")
    saved(path, lambda book: write_table(book, DISPATCH, frame(*records, names=NAMES)))
    with opened(path) as book:
        reading = read_table(book, DISPATCH)
    assert reading.issues == []
    assert [[reading.value(i, n) for n in NAMES] for i in range(2)] == [cells(r) for r in records]


NOTED = ["备注", *LISTED[:3], "联系人", *LISTED[3:]]
"""Own columns before and among the declared ones."""


def test_what_an_officer_typed_beside_a_row_follows_it(make: Make) -> None:
    rows = shipped(EAST | {"备注": "甲", "联系人": "001"}, LAMB | {"联系人": 7.0}, names=NOTED)
    lost: list[Issue] = []
    pages = saved(
        make(rows), lambda book: lost.extend(write_table(book, COUNTIES, frame(CITY_CENTRE, LAMB, EAST)))
    )
    assert [(r[0], r[3], r[4]) for r in pages["县区名单"][4:]] == [
        (None, "市中区", None), (None, "资中县", 7), ("甲", "东兴区", "001"),
    ]  # fmt: skip
    assert lost == []


def test_what_has_no_row_any_more_is_named(make: Make) -> None:
    rows = shipped(EAST | {"备注": "甲"}, LAMB | {"备注": "乙"}, names=NOTED)
    lost: list[Issue] = []
    pages = saved(make(rows), lambda book: lost.extend(write_table(book, COUNTIES, frame(LAMB))))
    assert [(i.cell, i.value, i.severity) for i in lost] == [("A5", "甲", Severity.NOTICE)]
    assert [r[0] for r in pages["县区名单"][4:5]] == ["乙"]


def test_own_formulas_stay_where_they_stand(make: Make) -> None:
    names = [*LISTED, "位数"]
    rows = shipped(EAST | {"位数": "=LEN(C5)"}, LAMB | {"位数": "=LEN(C6)"}, names=names)
    pages = saved(make(rows), lambda book: write_table(book, COUNTIES, frame(LAMB, EAST)))
    assert [(r[2], r[5]) for r in pages["县区名单"][4:]] == [("资中县", "=LEN(C5)"), ("东兴区", "=LEN(C6)")]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([*LISTED[:2], "县区名", *LISTED[3:]], "没有“县区”这一栏"),
        (["区划代码", *LISTED[1:], "县代码"], "“行政区划代码”有2栏：A4、F4"),
    ],
)
def test_renamed_or_doubled_columns_stop_the_writing(make: Make, names: list[str], said: str) -> None:
    with opened(make(shipped(EAST, names=names))) as book:
        with pytest.raises(InputError, match=said):
            write_table(book, COUNTIES, frame(LAMB))
        assert book.sheets["县区名单"]["B5"].value == "内江市"


def test_another_wording_of_a_heading_is_written_under_and_kept(make: Make) -> None:
    path = make(shipped(EAST, names=LISTED))
    with opened(path) as book:
        book.sheets["县区名单"]["C4"].value = "县（市、区）"
        write_table(book, COUNTIES, frame(LAMB))
        assert [book.sheets["县区名单"][cell].value for cell in ("C4", "C5")] == ["县（市、区）", "资中县"]


def test_what_stands_below_the_table_is_not_overwritten(make: Make) -> None:
    path = make([*shipped(EAST), ["备注：由省级维护"]], last=5)
    with opened(path) as book:
        with pytest.raises(InputError, match="下面已有别的内容") as error:
            write_table(book, COUNTIES, frame(LAMB, CITY_CENTRE))
        assert [i.cell for i in error.value.issues] == ["A6"]
        write_table(book, COUNTIES, frame(LAMB))


def test_a_totals_row_is_not_data_and_stops_the_writing(make: Make) -> None:
    path = make([*shipped(EAST), ["汇总", None, 1.0]], last=6)
    loaded = openpyxl.load_workbook(path)
    loaded["县区名单"].tables["县区名单"].totalsRowCount = 1
    loaded.save(path)
    with opened(path) as book:
        assert read_table(book, COUNTIES).rows == [5]
        with pytest.raises(InputError, match="开了汇总行"):
            write_table(book, COUNTIES, frame(LAMB))


def test_two_tables_under_each_other_on_one_sheet_keep_apart(make: Make) -> None:
    path = make([*shipped(EAST), [], RUNS.names, [dt.datetime(2024, 9, 1), "甲"]], last=5)
    with opened(path) as book:
        page = book.sheets["县区名单"]
        page.tables.add(source=page["A7:J8"], name="运行记录")
        assert read_table(book, COUNTIES).rows == [5]
        assert read_table(book, RUNS).frame["用户"].tolist() == ["甲"]


def test_rows_typed_below_the_table_are_taken_in_by_a_rewrite(make: Make) -> None:
    path = make(shipped(EAST, LAMB), last=5)
    pages = saved(path, lambda book: write_table(book, COUNTIES, read_table(book, COUNTIES).frame.iloc[::-1]))
    assert [r[2] for r in pages["县区名单"][4:]] == ["资中县", "东兴区"]
    assert [t.ref for t in openpyxl.load_workbook(path)["县区名单"].tables.values()] == ["A4:E6"]


def run(minute: int) -> pd.DataFrame:
    row = {
        "时间": dt.datetime(2024, 9, 30, 9, minute),
        "用户": "模拟",
        "按钮": "计分排名",
        "结果行数": 3,
        "用时": 0.5,
    }
    return pd.DataFrame([row], columns=RUNS.names)


def test_appending_adds_below_and_keeps_what_is_there(make: Make) -> None:
    path = make([["甲"]], sheet="Sheet1", table="")
    saved(path, lambda book: append_rows(book, RUNS, run(30)))
    saved(path, lambda book: append_rows(book, RUNS, run(31)))
    with opened(path) as book:
        times = read_table(book, RUNS).frame["时间"].tolist()
        assert locate(book, RUNS)[2] == 2
    assert times == [pd.Timestamp("2024-09-30 09:30"), pd.Timestamp("2024-09-30 09:31")]


def test_appending_takes_in_what_was_typed_below_the_table(make: Make) -> None:
    rows = [
        ["运行记录"],
        [],
        [],
        RUNS.names,
        [dt.datetime(2024, 9, 1), "甲"],
        [dt.datetime(2024, 9, 2), "001"],
    ]
    path = make(rows, sheet="运行记录", table="运行记录", last=5)
    saved(path, lambda book: append_rows(book, RUNS, run(30)))
    with opened(path) as book:
        assert read_table(book, RUNS).frame["用户"].tolist() == ["甲", "001", "模拟"]


def issue(problem: str, severity: Severity, file: str = "") -> Issue:
    return Issue("调度表", "G5", "调度表", "中央下达", "=SUM(A1)", problem, "改正", severity, file)


def test_issues_are_listed_errors_first_and_notices_marked(make: Make) -> None:
    issues = [issue("二", Severity.NOTICE), issue("一", Severity.ERROR, "内江/a.xlsx")]
    pages = saved(
        make([["甲"]], sheet="Sheet1", table=""), lambda book: write_table(book, ISSUES, issues_frame(issues))
    )
    assert pages["校验结果"][3] == ISSUES.names
    assert [(r[0], r[1], r[4], r[5]) for r in pages["校验结果"][4:]] == [
        ("[内江/a.xlsx]调度表", "G5", "=SUM(A1)", "一"),
        ("调度表", "G5", "=SUM(A1)", "（提示）二"),
    ]


def test_no_issues_empty_the_list(make: Make) -> None:
    path = make([["甲"]], sheet="Sheet1", table="")
    saved(path, lambda book: write_table(book, ISSUES, issues_frame([issue("一", Severity.ERROR)] * 3)))
    pages = saved(path, lambda book: write_table(book, ISSUES, issues_frame([])))
    assert not [r for r in pages["校验结果"][4:] if any(r)]


def test_notes_right_beside_a_table_are_told_to_stay_behind(make: Make) -> None:
    """The rows get another order and the notes do not: the officer is told at the first of them."""
    rows = [LISTED, ["511002", "内江市", "市中区"], ["511011", "内江市", "东兴区"]]
    path = make(rows, header=1)
    book = openpyxl.load_workbook(path)
    book.active.cell(3, len(LISTED) + 1).value = "已电话核实"
    book.save(path)
    with opened(path) as workbook:
        frame = read_table(workbook, COUNTIES).frame
        (notice,) = write_table(workbook, COUNTIES, frame.iloc[::-1])
    cell = f"{column_letter(len(LISTED) + 1)}3"
    assert (notice.cell, notice.value, notice.severity) == (cell, "已电话核实", Severity.NOTICE)
