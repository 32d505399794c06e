"""From sheets to a DataFrame: which sheet, which types, and what survives the cache."""

from __future__ import annotations

import pickle
import subprocess
import sys

import numpy as np
import pandas as pd

from tests.tables.grids import EAST, LAMB, NAMES, cells, errors, plain_sheet, sheet
from xltools.cells import Grid
from xltools.errors import InputError, Severity
from xltools.returns.record import from_bytes, to_bytes
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH
from xltools.tables.declared.review import PROBLEMS
from xltools.tables.plain import read_plain
from xltools.tables.reader import read_grid, read_grids


def called(grid: Grid, name: str) -> Grid:
    return Grid(name, grid.rows)


def test_the_sheet_of_the_table_s_name_is_read() -> None:
    grids = [called(plain_sheet(LAMB), "八月"), called(plain_sheet(EAST), "调 度表")]
    reading = read_grids(grids, DISPATCH)
    assert reading.frame["县区"].tolist() == ["东兴区"]
    assert [(i.sheet, i.problem) for i in reading.issues] == [
        ("八月", "工作表“八月”也像“调度表”，有1行，没有读")
    ]


def test_an_empty_sheet_of_the_table_s_name_does_not_hide_the_filled_one() -> None:
    grids = [sheet(NAMES, name="调度表"), called(plain_sheet(EAST), "Sheet2")]
    assert read_grids(grids, DISPATCH).sheet == "Sheet2"


def test_else_the_sheet_whose_header_fits_best() -> None:
    grids = [
        sheet(["填表说明"], name="说明"),
        sheet(COUNTIES.names, name="名单"),
        called(plain_sheet(EAST), "Sheet1"),
    ]
    reading = read_grids(grids, DISPATCH, "511011.xlsx")
    assert reading.sheet == "Sheet1"
    assert reading.issues == []


def test_two_sheets_that_fit_alike_are_asked_back() -> None:
    grids = [called(plain_sheet(LAMB), "八月"), called(plain_sheet(EAST), "九月")]
    reading = read_grids(grids, DISPATCH)
    assert reading.frame.empty
    assert [i.problem for i in reading.issues] == ["2张工作表都像“调度表”：“八月”、“九月”"]


def test_an_empty_copy_beside_the_filled_sheet_does_not_matter() -> None:
    grids = [sheet(NAMES, name="空白表样"), called(plain_sheet(EAST), "九月")]
    assert read_grids(grids, DISPATCH).sheet == "九月"


def test_a_return_without_a_row_says_so() -> None:
    assert errors(read_grids([sheet(NAMES)], DISPATCH)) == ["A1：表头下面没有数据"]


def test_a_file_without_the_table_lists_its_sheets() -> None:
    [issue] = read_grids(
        [sheet(["甲"], name="Sheet1"), sheet(["乙"], name="Sheet2")], DISPATCH, "x.xls"
    ).issues
    assert "“Sheet1”、“Sheet2”" in issue.problem and issue.file == "x.xls"


def test_every_declared_column_is_there_in_order_with_its_type() -> None:
    frame = read_grid(plain_sheet(EAST), DISPATCH).frame
    assert list(frame.columns) == [c.name for c in DISPATCH.columns]
    assert frame["期别"].dtype == object and frame["县类别"].dtype == object
    assert frame["中央下达"].dtype == np.float64 and frame["项目总数"].dtype == np.float64
    assert frame["截至日期"].dtype == "datetime64[ns]"
    assert frame["下达合计"].isna().all()


def test_an_empty_table_has_the_same_types() -> None:
    full, empty = read_grid(plain_sheet(EAST), DISPATCH).frame, read_grid(sheet(NAMES), DISPATCH).frame
    assert empty.dtypes.tolist() == full.dtypes.tolist()


def test_blank_words_are_none_and_blank_figures_nan() -> None:
    frame = read_grid(
        plain_sheet(EAST | {"县类别": None, "是否参评": "否", "市级支出": None}), DISPATCH
    ).frame
    assert frame["县类别"].iloc[0] is None
    assert np.isnan(frame["市级支出"].iloc[0])


def test_ok_gives_the_frame_or_every_complaint_at_once() -> None:
    assert len(read_grid(plain_sheet(EAST), DISPATCH).ok()) == 1
    reading = read_grid(plain_sheet(EAST | {"中央下达": "约5", "开工数": 1.5, "期别": "9月"}), DISPATCH)
    try:
        reading.ok()
    except InputError as error:
        assert {i.cell for i in error.issues} == {"A2", "G2", "V2"}
    else:
        raise AssertionError("must not pass")


def test_complaints_come_in_reading_order() -> None:
    reading = read_grid(
        plain_sheet(EAST | {"县级支出": "x"}, LAMB | {"期别": "x", "县级支出": "x"}), DISPATCH
    )
    assert [i.cell for i in reading.errors] == ["R2", "A3", "R3"]


def test_an_issue_made_later_at_a_frame_row_names_the_cell_of_the_sheet() -> None:
    reading = read_grid(sheet(["标题"], [], NAMES, [], cells(EAST), [], cells(LAMB)), DISPATCH, "a.xlsx")
    issue = reading.issue(1, "中央支出", "问题", "怎么改", Severity.NOTICE)
    assert issue.place == "[a.xlsx]Sheet1!I7" and issue.value == "820"


def test_a_reading_survives_record_and_pickle() -> None:
    grid = sheet(["2024年9月"], [*NAMES, "截至日期", "经办"], [*cells(EAST), "2024年9月", "x"], ["备注：无"])
    plain = read_plain([grid], DISPATCH, "a.xlsx")
    assert plain.issues
    again = from_bytes(to_bytes(plain), DISPATCH)
    assert again == plain
    assert from_bytes(to_bytes(again), DISPATCH) == plain
    assert from_bytes(to_bytes(plain), COUNTIES) is None
    for each in (plain, again):
        copy = pickle.loads(pickle.dumps(each))
        assert (copy.columns, copy.issues, copy.aside) == (plain.columns, plain.issues, plain.aside)


def test_a_reading_of_a_renamed_file_names_it_everywhere() -> None:
    renamed = read_plain([plain_sheet(EAST | {"中央下达": "x"})], DISPATCH, "a.xlsx").named("内江/b.xlsx")
    assert renamed.file == "内江/b.xlsx" and {i.file for i in renamed.issues} == {"内江/b.xlsx"}


def test_reading_plainly_does_not_load_pandas() -> None:
    """Worker processes start in a fraction of the time."""
    modules = "xltools.tables.plain, xltools.tables.declared.dispatch"
    code = f"import sys, {modules}; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_deadline_given_as_a_month_is_its_last_day() -> None:
    names = ["序号", "行政区划代码", "县区", "整改期限", "状态"]
    reading = read_grid(sheet(names, [1.0, "511011", "东兴区", "2024年6月", "整改中"]), PROBLEMS)
    assert reading.frame["整改期限"].iloc[0] == pd.Timestamp("2024-06-30")
    assert reading.errors == []
