"""Tables that an officer has made their own: the right rows, or a sentence that names the cell.

Over every engine, each taking values as Excel does. The table is 县区名单 in A4:E6 of a sheet of its name:
title, an empty row, a note, header, 东兴区 and 资中县 (模拟).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlwings as xw

from tests.hosts.offices import Office, Open
from tests.ooxml.archives import part, replaced
from tests.tables.grids import CITY_CENTRE, EAST, LAMB, cells
from xltools.errors import InputError, Issue, Severity
from xltools.hosts.filters import hidden_count
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.record import ISSUES, RUNS
from xltools.tables.model import Table
from xltools.tables.sheets import (
    append_rows,
    prepare_rows,
    prepare_table,
    read_table,
    write_table,
)

NAMES = COUNTIES.names
NAME = COUNTIES.name


def frame(*records: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([cells(r, NAMES) for r in records], columns=NAMES)


def values(book: xw.Book, place: str, sheet: str = NAME) -> Any:
    return book.sheets[sheet].range(place).value


def everything(book: xw.Book) -> dict[str, Any]:
    return {s.name: (s.used_range.address, s.used_range.formula) for s in book.sheets}


@pytest.fixture
def refused() -> Callable[..., list[Issue]]:
    """Work that is refused in a sentence and changes nothing."""

    def check(book: xw.Book, work: Callable[[], Any], said: str) -> list[Issue]:
        before = everything(book)
        with pytest.raises(InputError, match=said) as error:
            work()
        assert everything(book) == before
        return list(error.value.issues)

    return check


Refused = Callable[..., list[Issue]]


# sorted, filtered, hidden, frozen


def test_a_sorted_table_reads_by_row_and_is_written_in_the_result_s_order(
    opened: Open, office: Office
) -> None:
    office.counties(LAMB, EAST)
    with opened(office.done()) as book:
        reading = read_table(book, COUNTIES)
        assert [(reading.cell(i, "县区"), v) for i, v in enumerate(reading.values("县区"))] == [
            ("C5", "资中县"),
            ("C6", "东兴区"),
        ]
        assert write_table(book, COUNTIES, frame(EAST, CITY_CENTRE, LAMB)) == []
        assert values(book, "C5:C7") == ["东兴区", "市中区", "资中县"]


def ticked(path: Path, column: int, *texts: str) -> Path:
    """The officer ticks values in a column of the only table (from 0)."""
    each = "".join(f'<filter val="{text}"/>' for text in texts)
    inside = f'<filterColumn colId="{column}"><filters>{each}</filters></filterColumn>'
    data = path.read_bytes()
    table = re.sub(
        rb"(<autoFilter [^>]*?)/>",
        rb"\1>" + inside.encode() + b"</autoFilter>",
        part(data, "xl/tables/table1.xml"),
    )
    path.write_bytes(replaced(data, {"xl/tables/table1.xml": table}))
    return path


def seen(book: xw.Book, last: int, sheet: str = NAME) -> list[int]:
    return [row for row in range(5, last + 1) if not hidden_count(book.sheets[sheet].range((row, 1)))]


def test_a_filtered_table_reads_whole_and_its_filter_follows_the_new_rows(
    opened: Open, office: Office
) -> None:
    """资中县 alone is ticked; afterwards it stands two rows lower."""
    page = office.counties(EAST, LAMB)
    page.set_row(4, None, None, {"hidden": True})
    with opened(ticked(office.done(), 2, "资中县")) as book:
        assert read_table(book, COUNTIES).values("县区") == ["东兴区", "资中县"]
        (notice,) = write_table(
            book, COUNTIES, frame(CITY_CENTRE, EAST, EAST | {"行政区划代码": "511111"}, LAMB)
        )
        assert values(book, "C5:C8") == ["市中区", "东兴区", "东兴区", "资中县"]
        assert seen(book, 8) == [8]
        assert (notice.cell, notice.severity) == ("A4", Severity.NOTICE)
        assert "写入的4行里有3行隐藏着或被筛选掉" in notice.problem


def test_a_filter_that_now_shows_nothing_or_all_says_what_is_hidden(opened: Open, office: Office) -> None:
    page = office.counties(EAST, LAMB)
    page.set_row(4, None, None, {"hidden": True})
    with opened(ticked(office.done(), 2, "资中县")) as book:
        (notice,) = write_table(book, COUNTIES, frame(CITY_CENTRE))
        assert "写入的1行里有1行" in notice.problem
        assert write_table(book, COUNTIES, frame(LAMB)) == []
        assert seen(book, 6) == [5, 6]


def test_the_filter_of_a_plain_range_hides_no_new_row_unseen(opened: Open, office: Office) -> None:
    """It goes on as the table's own where the engine can; whatever is hidden is told."""
    page = office.counties(EAST, LAMB, table="")
    page.autofilter("A4:E6")
    page.filter_column_list("C", ["资中县"])
    page.set_row(4, None, None, {"hidden": True})
    with opened(office.done()) as book:
        told = write_table(book, COUNTIES, frame(LAMB, CITY_CENTRE, EAST))
        assert values(book, "C5:C7") == ["资中县", "市中区", "东兴区"]
        hidden = 3 - len(seen(book, 7))
        assert [f"写入的3行里有{hidden}行" in notice.problem for notice in told] == [True] * bool(hidden)
        if book.app.engine.name == "closed":
            assert seen(book, 7) == [5]
        book.save()
    with opened(office.path) as book:
        assert read_table(book, COUNTIES).values("县区") == ["资中县", "市中区", "东兴区"]


def test_rows_hidden_by_hand_stay_hidden_and_are_told(opened: Open, office: Office) -> None:
    page = office.counties(EAST, LAMB)
    page.set_row(5, None, None, {"hidden": True})
    with opened(office.done()) as book:
        (notice,) = write_table(book, COUNTIES, frame(LAMB, CITY_CENTRE, EAST))
        assert values(book, "C5:C7") == ["资中县", "市中区", "东兴区"]
        assert seen(book, 7) == [5, 7]
        assert "写入的3行里有1行隐藏着" in notice.problem


def test_an_appended_row_that_a_filter_hides_is_told(opened: Open, office: Office) -> None:
    page = office.book.add_worksheet("运行记录")
    office.rows(page, (3, 0), [RUNS.names, [None, "模拟"]])
    columns = [{"header": name} for name in RUNS.names]
    page.add_table(3, 0, 4, len(columns) - 1, {"name": "运行记录", "columns": columns})
    with opened(ticked(office.done(), 1, "模拟")) as book:
        row = pd.DataFrame([{"用户": "另一位"}], columns=RUNS.names)
        assert "写入的1行里有1行" in append_rows(book, RUNS, row)[0].problem
        assert append_rows(book, RUNS, row.assign(用户="模拟")) == []


def test_hidden_columns_frozen_panes_and_wrapped_rows_stay_as_they_are(opened: Open, office: Office) -> None:
    """函件清单 has long texts: fitting its rows shows none that is hidden."""
    page = office.book.add_worksheet("函件清单")
    wrap = office.book.add_format({"text_wrap": True})
    page.add_table(
        3, 0, 5, len(LETTERS.names) - 1,
        {"name": "函件清单", "columns": [{"header": n, "format": wrap} for n in LETTERS.names]},
    )  # fmt: skip
    page.set_column("C:C", None, None, {"hidden": True})
    page.set_row(5, None, None, {"hidden": True})
    page.freeze_panes(4, 2)
    row = {"期别": "2024-09", "函件": "提醒敦促函", "代码": "511011", "主送单位": "甲", "是否签发": "是"}
    letters = pd.DataFrame([row | {"依据": "模拟" * 200, "代码": str(511011 + i)} for i in range(2)])
    with opened(office.done()) as book:
        write_table(book, LETTERS, letters.reindex(columns=LETTERS.names))
        assert values(book, "C5:C6", "函件清单") == ["511011", "511012"]
        assert seen(book, 6, "函件清单") == [5]
        book.save()
    page = openpyxl.load_workbook(office.path)["函件清单"]
    assert page.column_dimensions["C"].hidden
    assert page.row_dimensions[6].hidden
    assert page.freeze_panes == "C5"


def test_what_is_selected_and_shown_stays_so(opened: Open, office: Office) -> None:
    """Also where a sheet has to be made."""
    office.counties(EAST)
    office.book.add_worksheet("别处").activate()
    with opened(office.done()) as book:
        shown, selected = book.sheets.active, book.app.selection
        write_table(book, COUNTIES, frame(EAST, LAMB))
        write_table(book, LETTERS, pd.DataFrame(columns=LETTERS.names))
        append_rows(book, RUNS, pd.DataFrame([{"用户": "模拟"}], columns=RUNS.names))
        assert [s.name for s in book.sheets] == [NAME, "别处", "函件清单", "运行记录"]
        assert book.sheets.active == shown
        assert book.app.selection == selected


# extended


def test_rows_typed_straight_below_are_the_table_s(opened: Open, office: Office) -> None:
    page = office.counties(EAST)
    office.rows(page, (5, 0), [cells(LAMB, NAMES), ["备注：由省级维护"]])
    with opened(office.done()) as book:
        assert read_table(book, COUNTIES).values("县区") == ["东兴区", "资中县"]
        write_table(book, COUNTIES, frame(LAMB, EAST))
        assert values(book, "A5:A7") == ["511025", "511011", "备注：由省级维护"]
        assert book.sheets[NAME].tables[NAME].range.address == "$A$4:$E$6"


def test_rows_typed_below_a_gap_are_read_and_never_left_to_stand_twice(
    opened: Open, office: Office, refused: Refused
) -> None:
    page = office.counties(EAST)
    office.rows(page, (6, 0), [cells(LAMB, NAMES)])
    with opened(office.done()) as book:
        assert read_table(book, COUNTIES).rows == [5, 7]
        for work in (write_table, append_rows):
            (issue,) = refused(book, lambda w=work: w(book, COUNTIES, frame(LAMB)), "隔着空行或别的内容")
            assert (issue.cell, issue.value) == ("A7", "511025")


def test_own_columns_follow_their_rows_and_own_formulas_stay(opened: Open, office: Office) -> None:
    names = ["核对", *NAMES[:3], "联系电话", *NAMES[3:], "位数"]
    page = office.counties(
        EAST | {"核对": "√", "联系电话": "0832-1000000"}, LAMB | {"联系电话": "0832-2000000"}, names=names
    )
    for row in (4, 5):
        page.write_formula(row, 7, f"=LEN(D{row + 1})", None, 3)
    with opened(office.done()) as book:
        lost = write_table(book, COUNTIES, frame(LAMB, CITY_CENTRE))
        assert [(i.cell, i.value) for i in lost] == [("A5", "√"), ("E5", "0832-1000000")]
    with opened(office.path) as book:
        write_table(book, COUNTIES, frame(LAMB, CITY_CENTRE, EAST))
        assert values(book, "A5:A7") == [None, None, "√"]
        assert values(book, "E5:E7") == ["0832-2000000", None, "0832-1000000"]
        formulas = [row[0] for row in book.sheets[NAME].range("H5:H6").formula]
        assert formulas == ["=LEN(D5)", "=LEN(D6)"]


def test_a_side_table_after_a_gap_is_another_s(opened: Open, office: Office) -> None:
    """Beside the plain range, in the same rows: read, cleared and moved with nothing."""
    page = office.counties(EAST, LAMB, table="")
    office.rows(page, (3, 6), [["市州", "联系人"], ["内江市", "甲"], ["乐山市", "乙"], ["成都市", "丙"]])
    with opened(office.done()) as book:
        assert read_table(book, COUNTIES).issues == []
        assert write_table(book, COUNTIES, frame(LAMB)) == []
        assert values(book, "G4:H7") == [
            ["市州", "联系人"],
            ["内江市", "甲"],
            ["乐山市", "乙"],
            ["成都市", "丙"],
        ]
        assert book.sheets[NAME].tables[NAME].range.address == "$A$4:$E$5"


def test_a_copy_kept_below_is_neither_read_nor_overwritten(
    opened: Open, office: Office, refused: Refused
) -> None:
    """Last month's rows under their own title and header."""
    for table in (NAME, ""):
        book_path = Office(office.path.with_name(f"下面{table}.xlsx"))
        page = book_path.counties(EAST, table=table)
        book_path.rows(page, (6, 0), [["上月"], NAMES, cells(LAMB, NAMES)])
        with opened(book_path.done()) as book:
            assert read_table(book, COUNTIES).values("县区") == ["东兴区"]
            write_table(book, COUNTIES, frame(CITY_CENTRE, EAST))
            assert values(book, "A5:A9") == ["511002", "511011", "上月", NAMES[0], "511025"]
            (issue,) = refused(
                book,
                lambda b=book: write_table(b, COUNTIES, frame(CITY_CENTRE, EAST, LAMB)),
                "下面已有别的内容",
            )
            assert issue.cell == "A7"


# moved and renamed


def test_a_table_moved_to_another_sheet_and_place_is_found(opened: Open, office: Office) -> None:
    office.book.add_worksheet("封面")
    office.counties(EAST, LAMB, sheet="基础数据", corner=(11, 3))
    with opened(office.done()) as book:
        reading = read_table(book, COUNTIES)
        assert (reading.sheet, reading.cell(0, "县区")) == ("基础数据", "F13")
        write_table(book, COUNTIES, frame(CITY_CENTRE))
        assert values(book, "D12:D14", "基础数据") == [NAMES[0], "511002", None]
        append_rows(book, COUNTIES, frame(LAMB))
        assert values(book, "D14", "基础数据") == "511025"


def test_a_renamed_excel_table_is_found_by_its_sheet_and_keeps_its_name(opened: Open, office: Office) -> None:
    office.counties(EAST, LAMB, table="各县")
    with opened(office.done()) as book:
        assert read_table(book, COUNTIES).values("县区") == ["东兴区", "资中县"]
        write_table(book, COUNTIES, frame(LAMB, CITY_CENTRE, EAST))
        assert [(t.name, t.range.address) for t in book.sheets[NAME].tables] == [("各县", "$A$4:$E$7")]


def test_a_table_made_a_plain_range_is_found_by_its_sheet_and_made_a_table(
    opened: Open, office: Office
) -> None:
    office.counties(EAST, LAMB, table="")
    with opened(office.done()) as book:
        assert read_table(book, COUNTIES).values("县区") == ["东兴区", "资中县"]
        write_table(book, COUNTIES, frame(CITY_CENTRE))
        assert values(book, "A5:A6") == ["511002", None]
        assert book.sheets[NAME].tables[NAME].range.address == "$A$4:$E$5"


@pytest.mark.parametrize("table", ["", "各县"])
def test_a_sheet_renamed_too_is_shown_to_the_officer_and_never_taken_for_empty(
    opened: Open, office: Office, refused: Refused, table: str
) -> None:
    """Without its rows the ranking would go wrong in silence."""
    office.counties(EAST, LAMB, sheet="底稿", table=table)
    with opened(office.done()) as book:
        for required in (True, False):
            said = "没有“县区名单”表，但工作表“底稿”（A4）的表头和它一样.*改回“县区名单”"
            refused(book, lambda r=required: read_table(book, COUNTIES, required=r), said)


def test_a_renamed_sheet_alone_does_not_matter(opened: Open, office: Office) -> None:
    office.counties(EAST, sheet="县区名单（9月）")
    with opened(office.done()) as book:
        write_table(book, COUNTIES, frame(LAMB))
        assert values(book, "C5", "县区名单（9月）") == "资中县"
        assert len(book.sheets) == 1


def test_a_renamed_column_is_named_with_its_cell(opened: Open, office: Office, refused: Refused) -> None:
    """是否参评 is not a column that must be filled: its answers would be lost unseen."""
    office.counties(EAST | {"评不评": "否"}, names=[*NAMES[:4], "评不评"])
    with opened(office.done()) as book:
        (issue,) = read_table(book, COUNTIES).errors
        assert (issue.cell, issue.value) == ("E4", "评不评")
        assert "没有“是否参评”这一栏" in issue.problem
        for work in (write_table, append_rows):
            (issue,) = refused(book, lambda w=work: w(book, COUNTIES, frame(LAMB)), "没有“是否参评”这一栏")
            assert issue.cell == "E4"


def test_columns_in_another_order_are_written_where_they_stand(opened: Open, office: Office) -> None:
    office.counties(EAST, names=NAMES[::-1])
    with opened(office.done()) as book:
        assert read_table(book, COUNTIES).values("县区") == ["东兴区"]
        write_table(book, COUNTIES, frame(LAMB))
        assert values(book, "A5:E5") == cells(LAMB, NAMES)[::-1]


# two of one kind


def test_of_two_tables_of_one_shape_the_named_one_is_meant(opened: Open, office: Office) -> None:
    """A copy of the sheet, as Excel names its table."""
    office.counties(LAMB, sheet="县区名单 (2)", table="县区名单3")
    office.counties(EAST)
    with opened(office.done()) as book:
        assert read_table(book, COUNTIES).values("县区") == ["东兴区"]
        write_table(book, COUNTIES, frame(CITY_CENTRE))
        assert values(book, "C5", "县区名单 (2)") == "资中县"
        assert values(book, "C5") == "市中区"


def test_of_two_renamed_tables_on_the_sheet_the_officer_must_name_one(
    opened: Open, office: Office, refused: Refused
) -> None:
    office.counties(EAST, table="甲表")
    office.counties(LAMB, table="乙表", corner=(11, 0))
    with opened(office.done()) as book:
        said = "有2个表格都像“县区名单”：“甲表”（A4:E5）、“乙表”（A12:E13）"
        refused(book, lambda: read_table(book, COUNTIES), said)
        refused(book, lambda: write_table(book, COUNTIES, frame(EAST)), said)


# switched on and off, stretched, merged, taken


def test_a_totals_row_is_not_read_and_stops_the_writing(
    opened: Open, office: Office, refused: Refused
) -> None:
    columns = [{"header": name} for name in NAMES[:4]] + [{"header": NAMES[4], "total_function": "count"}]
    page = office.counties(EAST, LAMB, table="")
    page.add_table("A4:E7", {"name": NAME, "columns": columns, "total_row": True})
    with opened(office.done()) as book:
        reading = read_table(book, COUNTIES)
        assert (reading.values("县区"), reading.issues) == (["东兴区", "资中县"], [])
        (issue,) = refused(book, lambda: write_table(book, COUNTIES, frame(EAST)), "开了汇总行")
        assert issue.cell == "A7"


def test_a_table_without_its_header_row_is_neither_read_nor_written(
    opened: Open, office: Office, refused: Refused
) -> None:
    office.counties(EAST, table="")
    office.book.get_worksheet_by_name(NAME).add_table("A5:E5", {"name": NAME, "header_row": False})
    with opened(office.done()) as book:
        for work in (lambda: read_table(book, COUNTIES), lambda: write_table(book, COUNTIES, frame(EAST))):
            (issue,) = refused(book, work, "关了标题行")
            assert issue.cell == "A5"


def test_a_table_dragged_to_the_end_of_the_sheet_does_not_hang(
    opened: Open, office: Office, refused: Refused
) -> None:
    office.counties(EAST, names=[*NAMES, *(f"备用{i}" for i in range(20))])
    data = office.done().read_bytes()
    table = part(data, "xl/tables/table1.xml").replace(b"A4:Y5", b"A4:Y1048576")
    office.path.write_bytes(replaced(data, {"xl/tables/table1.xml": table}))
    with opened(office.path) as book:
        started = time.monotonic()
        (issue,) = refused(book, lambda: read_table(book, COUNTIES), "一直拉到了 Y1048576")
        refused(book, lambda: write_table(book, COUNTIES, frame(EAST)), "一直拉到了 Y1048576")
        assert issue.cell == "A4"
        assert time.monotonic() - started < 10


def test_merged_cells_in_the_rows_are_named(opened: Open, office: Office, refused: Refused) -> None:
    """两县 share one 市州 in a plain range."""
    page = office.counties(EAST, LAMB, table="")
    page.merge_range("B5:B6", "内江市")
    with opened(office.done()) as book:
        (issue,) = refused(book, lambda: write_table(book, COUNTIES, frame(LAMB, EAST)), "有合并单元格")
        assert issue.cell == "B5"


@pytest.mark.parametrize("table", [LETTERS, COUNTIES], ids=lambda t: t.name)
def test_a_defined_name_in_the_way_is_named(
    opened: Open, office: Office, refused: Refused, table: Table
) -> None:
    """No Excel Table can have its name: 函件清单 that is to be made, 县区名单 of a plain range."""
    office.counties(EAST, table="")
    office.book.define_name(table.name, "=县区名单!$A$4")
    with opened(office.done()) as book:
        work = lambda: prepare_table(book, table, pd.DataFrame(columns=table.names))  # noqa: E731
        refused(book, work, f"已有名称“{table.name}”")


def test_a_sheet_of_the_name_that_holds_something_else_is_left_alone(
    opened: Open, office: Office, refused: Refused
) -> None:
    """Read as empty, its 县区 would be missed; written over, its contents."""
    office.rows(office.book.add_worksheet(NAME), (0, 0), [["会议记录"], ["甲", "乙"]])
    with opened(office.done()) as book:
        for work in (
            lambda: read_table(book, COUNTIES),
            lambda: read_table(book, COUNTIES, required=False),
            lambda: write_table(book, COUNTIES, frame(EAST)),
        ):
            refused(book, work, "工作表“县区名单”里没有“县区名单”的表头")


# nothing half-written


def test_tables_are_looked_at_before_the_first_is_written(
    opened: Open, office: Office, refused: Refused
) -> None:
    """The first could be written, the second has a note in its way."""
    page = office.counties(EAST)
    office.rows(page, (0, 8), [ISSUES.names, [None] * 7, ["批注"]])
    columns = [{"header": name} for name in ISSUES.names]
    page.add_table("I1:O2", {"name": "校验结果", "columns": columns})
    issues = pd.DataFrame([["表"] * 7] * 2, columns=ISSUES.names)
    with opened(office.done()) as book:

        def both() -> None:
            first = prepare_table(book, COUNTIES, frame(LAMB, EAST, CITY_CENTRE))
            second = prepare_table(book, ISSUES, issues)
            first.write()
            second.write()

        (issue,) = refused(book, both, "下面已有别的内容")
        assert issue.cell == "I3"


@pytest.mark.parametrize("below", [False, True])
def test_tables_prepared_together_stand_right_when_the_first_grows(
    opened: Open, office: Office, below: bool
) -> None:
    """运行记录 beside the counties, or below them with room for two rows more."""
    page = office.counties(EAST)
    top, left = (8, 0) if below else (3, 6)
    office.rows(page, (top, left), [RUNS.names, [None, "甲"]])
    columns = [{"header": name} for name in RUNS.names]
    page.add_table(top, left, top + 1, left + 9, {"name": "运行记录", "columns": columns})
    with opened(office.done()) as book:
        counties = prepare_table(book, COUNTIES, frame(LAMB, CITY_CENTRE, EAST))
        runs = prepare_rows(book, RUNS, pd.DataFrame([{"用户": "乙"}], columns=RUNS.names))
        assert (counties.sheet_name, runs.sheet_name) == (NAME, NAME)
        assert [*counties.write(), *runs.write()] == []
        assert read_table(book, COUNTIES).values("县区") == ["资中县", "市中区", "东兴区"]
        assert read_table(book, RUNS).values("用户") == ["甲", "乙"]


def test_a_table_that_would_grow_into_the_next_is_refused(
    opened: Open, office: Office, refused: Refused
) -> None:
    """Its first row is in the way, whatever stands in it."""
    page = office.counties(EAST)
    page.add_table("A7:B8", {"name": "别的", "columns": [{"header": "甲"}, {"header": "乙"}]})
    with opened(office.done()) as book:
        (issue,) = refused(book, lambda: write_table(book, COUNTIES, frame(LAMB, CITY_CENTRE, EAST)), "第7行")
        assert issue.cell == "A7"


def test_a_frame_known_only_later_is_checked_again(opened: Open, office: Office, refused: Refused) -> None:
    """校验结果 and 运行记录 are prepared before their last rows are known."""
    page = office.counties(EAST)
    page.write("A8", "备注：由省级维护")
    with opened(office.done()) as book:
        prepared = prepare_table(book, COUNTIES, frame(EAST), room=2)
        refused(book, lambda: prepared.write(frame(LAMB, EAST, CITY_CENTRE, LAMB)), "下面已有别的内容")
        refused(book, lambda: prepare_table(book, COUNTIES, frame(EAST), room=3), "下面已有别的内容")
        prepared.write(frame(LAMB, EAST, CITY_CENTRE))
        assert values(book, "A5:A8") == ["511025", "511011", "511002", "备注：由省级维护"]


def test_a_missing_table_is_made_only_when_it_is_written(opened: Open, office: Office) -> None:
    office.counties(EAST)
    with opened(office.done()) as book:
        prepared = prepare_table(book, LETTERS, pd.DataFrame(columns=LETTERS.names))
        assert prepared.sheet_name is None
        assert [s.name for s in book.sheets] == [NAME]
        prepared.write()
        assert [s.name for s in book.sheets] == [NAME, "函件清单"]


@pytest.mark.parametrize("value", [float("inf"), "长" * 32_768])
def test_what_no_cell_can_hold_stops_before_the_writing(
    opened: Open, office: Office, refused: Refused, value: Any
) -> None:
    office.counties(EAST)
    with opened(office.done()) as book:
        row = pd.DataFrame([{"结果行数": value} if isinstance(value, float) else {"用户": value}])
        refused(book, lambda: append_rows(book, RUNS, row), "结果第1行")
