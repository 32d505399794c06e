"""The header is found wherever it stands and however it is split, and says what it could not use."""

from __future__ import annotations

import pytest

from tests.tables.grids import EAST, FIGURES, LAMB, NAMES, cells, errors, notices, plain_sheet, sheet
from xltools.cells import Grid
from xltools.tables.declared import declared_tables
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH, LEVELS, STAGES
from xltools.tables.fold import header_text
from xltools.tables.header import find_header
from xltools.tables.model import Table
from xltools.tables.plain import read_sheet

LEFT, RIGHT = NAMES[:6], NAMES[18:]
BY_LEVEL = [word for level in LEVELS for word in (level, None, None)]
STAGES_AGAIN = list(STAGES) * 4


def reads_clean(grid: Grid) -> bool:
    """Both rows are read with every figure in its place and no complaint."""
    reading = read_sheet(grid, DISPATCH)
    return not errors(reading) and [reading.values(n)[0] for n in NAMES] == cells(EAST)


def test_a_header_under_three_lines_as_in_the_shipped_workbooks() -> None:
    grid = sheet(["调度表"], [], ["单位：万元、个"], NAMES, cells(EAST))
    assert reads_clean(grid)
    assert notices(read_sheet(grid, DISPATCH)) == []


def test_a_header_far_down_and_far_right() -> None:
    rows = [[]] * 70 + [[None] * 5 + NAMES, [None] * 5 + cells(EAST)]
    assert reads_clean(sheet(["封面"], *rows))


def test_a_grid_that_does_not_begin_at_a1_keeps_its_addresses() -> None:
    grid = plain_sheet(EAST | {"中央下达": "一百"})
    shifted = Grid(grid.sheet, grid.rows, top=11, left=3)
    assert errors(read_sheet(shifted, DISPATCH)) == ["I12：不是数：应填万元数"]


def test_a_group_row_merged_over_its_columns() -> None:
    top = [*LEFT, *BY_LEVEL, *RIGHT]
    low = [*[None] * 6, *STAGES_AGAIN, *[None] * len(RIGHT)]
    over = [(1, j, 1, j + 2) for j in (7, 10, 13, 16)]
    down = [(1, j, 2, j) for j in [*range(1, 7), *range(19, 26)]]
    assert reads_clean(sheet(top, low, cells(EAST), merged=[*over, *down]))


def test_a_group_row_of_which_only_the_first_cell_is_filled() -> None:
    top = [*LEFT, *BY_LEVEL, *RIGHT]
    low = [*[None] * 6, *STAGES_AGAIN, *[None] * len(RIGHT)]
    assert reads_clean(sheet(top, low, cells(EAST)))


def test_stages_over_levels_do_not_turn_the_level_市_into_the_column_市州() -> None:
    """“市” alone is an alias of 市州; under 下达 it is the level."""
    top = [*LEFT, *(w for s in STAGES for w in (s, None, None, None)), *RIGHT]
    low = [*[None] * 6, *["中央", "省", "市", "县"] * 3, *[None] * len(RIGHT)]
    order = [*LEFT, *(f"{level}{stage}" for stage in STAGES for level in LEVELS), *RIGHT]
    grid = sheet(top, low, cells(EAST, order))
    assert reads_clean(grid)
    assert find_header(grid, DISPATCH).at["市州"] == 3  # type: ignore[union-attr]


def test_a_group_of_other_money_over_levels_is_not_read_as_市州() -> None:
    top = [*NAMES, "社会资金", None]
    low = [*[None] * len(NAMES), "市", "县"]
    reading = read_sheet(sheet(top, low, [*cells(EAST), 1.0, 2.0]), DISPATCH)
    assert errors(reading) == [] and reading.at["市州"] == 3
    assert notices(reading) == ["Z2：这些栏没有读：社会资金市（Z2）、社会资金县（AA2）"]


def test_a_rate_under_each_level_is_not_the_rate_of_all() -> None:
    """支出率 under 中央 is 中央's; under 合计 it is the county's: 1300 ÷ 1660 = 78.3 %."""
    top, low, order = [*LEFT], [None] * 6, [*LEFT]
    for group in ("合计", *LEVELS):
        top += [group, None, None, None]
        low += [*STAGES, "支出率"]
        order += [*(f"{s}合计" if group == "合计" else f"{group}{s}" for s in STAGES), f"{group}支出率"]
    record = EAST | {"下达合计": 1660.0, "合计支出率": 0.783, "中央支出率": 0.8, "省级支出率": 0.8}
    grid = sheet([*top, *RIGHT], low, cells(record, [*order, *RIGHT]))
    reading = read_sheet(grid, DISPATCH)
    assert errors(reading) == [] and reading.values("支出进度") == [0.783]
    assert reads_clean(grid)


def test_a_line_of_units_under_the_header_belongs_to_it() -> None:
    units = [None] * 6 + ["（万元）"] * 14 + ["（个）"] * 5
    assert reads_clean(sheet(["标题"], NAMES, units, cells(EAST)))
    in_yuan = [None] * 6 + ["（元）"] * 14
    assert len(errors(read_sheet(sheet(NAMES, in_yuan, cells(EAST)), DISPATCH))) == 14


def test_a_header_repeated_after_one_row_does_not_hide_that_row() -> None:
    assert read_sheet(sheet(NAMES, cells(EAST), NAMES, cells(LAMB)), DISPATCH).rows == [2, 4]


def test_three_header_rows() -> None:
    top = [*LEFT, "衔接资金", *[None] * 11, *RIGHT]
    middle = [*[None] * 6, *BY_LEVEL]
    low = [*[None] * 6, *STAGES_AGAIN]
    merged = [(1, 7, 1, 18), *((2, j, 2, j + 2) for j in (7, 10, 13, 16))]
    assert reads_clean(sheet(top, middle, low, cells(EAST), merged=merged))


@pytest.mark.parametrize(
    "written",
    [
        "中央\n下达",
        " 中央 下达 ",
        "*中央下达",
        "中央下达（万元）",
        "中央下达(万元)",
        "中央资金下达",
        "1.中央下达",
        "（一）中央下达",
        "中央下达/万元",
        "中央财政衔接资金下达",
        "中央下达金额（万元）",
        "中央\u200b下达\u3000",
    ],
)
def test_a_heading_in_another_dress_is_the_same_column(written: str) -> None:
    assert reads_clean(sheet([written if n == "中央下达" else n for n in NAMES], cells(EAST)))


def test_aliases_of_the_county_column() -> None:
    for written in ("县（市、区）", "县(市、区)", "县市区", "县名", "区县"):
        assert reads_clean(sheet([written if n == "县区" else n for n in NAMES], cells(EAST)))


def test_headings_less_filler_words_are_read_and_said() -> None:
    grid = sheet(["中央衔接补助资金已下达数" if n == "中央下达" else n for n in NAMES], cells(EAST))
    assert reads_clean(grid)
    [said] = notices(read_sheet(grid, DISPATCH))
    assert "“中央衔接补助资金已下达数”作“中央下达”" in said


def test_a_renamed_required_column_is_asked_for_with_the_likely_heading() -> None:
    grid = sheet(["区划代号" if n == "行政区划代码" else n for n in NAMES], cells(EAST))
    [issue] = [i for i in read_sheet(grid, DISPATCH).errors if i.column == "行政区划代码"]
    assert (issue.cell, issue.problem) == ("B1", "没有“行政区划代码”这一栏")
    assert "把表头改为“行政区划代码”" in issue.remedy and "区划代号" in issue.remedy


def test_a_renamed_figure_is_asked_for_once_not_once_a_row() -> None:
    grid = sheet(["县级支付" if n == "县级支出" else n for n in NAMES], cells(EAST), cells(LAMB))
    assert errors(read_sheet(grid, DISPATCH)) == ["R1：没有“县级支出”这一栏"]


def test_the_only_heading_that_is_not_recognised_is_offered_for_the_missing_column() -> None:
    """已进场 is nothing like 开工数; but it is the one heading left over."""
    grid = sheet(["已进场" if n == "开工数" else n for n in NAMES], cells(EAST))
    [issue] = read_sheet(grid, DISPATCH).errors
    assert (issue.cell, issue.column) == ("V1", "开工数") and "“已进场”如果就是这一栏" in issue.remedy


def test_a_missing_column_with_nothing_like_it_is_to_be_added() -> None:
    names = [n for n in NAMES if n != "市州"]
    [issue] = read_sheet(sheet(names, cells(EAST, names)), DISPATCH).errors
    assert (issue.cell, issue.problem) == ("A1", "没有“市州”这一栏")
    assert "加上“市州”一栏" in issue.remedy


def test_a_doubled_column_names_both_cells() -> None:
    grid = sheet([*NAMES, "中央下达"], [*cells(EAST), 5.0])
    assert errors(read_sheet(grid, DISPATCH)) == ["Z1：“中央下达”有2栏：G1、Z1"]


def test_the_public_name_beats_another_wording_and_says_so() -> None:
    """县区 and 填报单位 both may name the county; where both stand, 县区 is it."""
    grid = sheet([*NAMES, "填报单位"], [*cells(EAST), "内江市东兴区财政局"])
    assert reads_clean(grid)
    assert notices(read_sheet(grid, DISPATCH)) == ["Z1：Z1 的“填报单位”没有读：已有“县区”栏"]


def test_columns_that_are_not_read_are_named_once() -> None:
    grid = sheet(["序号", *NAMES, "经办科室", None], [1.0, *cells(EAST), "农财股", "x"], [2.0, *cells(LAMB)])
    assert notices(read_sheet(grid, DISPATCH)) == ["AA1：这些栏没有读：经办科室（AA1）"]


def test_a_unit_line_in_元_is_an_error_and_nothing_is_converted() -> None:
    reading = read_sheet(sheet(["填报单位：某县", "单位：元"], NAMES, cells(EAST)), DISPATCH)
    [said] = errors(reading)
    assert said.startswith("B1：表中写明单位是元，中央下达、中央到位")
    assert reading.values("中央下达") == [1000.0]


def test_a_unit_line_in_万元_is_fine_and_may_name_other_units_too() -> None:
    assert reads_clean(sheet(["（单位：万元、个）"], NAMES, cells(EAST)))


def test_the_heading_s_own_unit_beats_the_unit_line() -> None:
    names = [f"{n}（万元）" if n in FIGURES or n.endswith("投入") else n for n in NAMES]
    assert reads_clean(sheet(["金额单位：元"], names, cells(EAST)))


def test_a_heading_in_元_is_an_error() -> None:
    grid = sheet(["中央下达（元）" if n == "中央下达" else n for n in NAMES], cells(EAST))
    assert errors(read_sheet(grid, DISPATCH)) == ["G1：表头写明单位是元，应为万元"]


def test_labels_such_as_填报单位_are_not_taken_for_the_header() -> None:
    """填报单位 and 截至日期 are aliases of columns, but with a colon they are labels."""
    grid = sheet(["填报单位：", "东兴区财政局", "截至日期：", "2024-09-30"], NAMES, cells(EAST))
    header = find_header(grid, DISPATCH)
    assert header is not None and header.top == header.bottom == 2


def test_a_table_of_words_is_not_mistaken_for_its_own_second_header_row() -> None:
    names = COUNTIES.names
    grid = sheet(["县区名单"], names, cells(EAST, names), cells(LAMB, names))
    assert read_sheet(grid, COUNTIES).rows == [3, 4]


def test_a_sheet_without_the_table_says_what_was_looked_for() -> None:
    [issue] = read_sheet(sheet(["姓名", "电话"], ["甲", "乙"], name="通讯录"), DISPATCH, "a.xlsx").issues
    assert "没有找到“调度表”的表头" in issue.problem and "通讯录" in issue.problem
    assert "期别、行政区划代码、市州、县区" in issue.remedy


@pytest.mark.parametrize("table", declared_tables(), ids=lambda t: t.name)
def test_no_two_columns_of_a_declared_table_share_a_heading(table: Table) -> None:
    """A heading that two columns claim would be read by chance."""
    seen: dict[str, str] = {}
    for column in table.columns:
        for word in (column.name, *column.aliases):
            key = header_text(word).full
            assert key, f"{word} folds to nothing"
            assert seen.setdefault(key, column.name) == column.name, word


@pytest.mark.parametrize("table", declared_tables(), ids=lambda t: t.name)
def test_every_declared_table_is_found_by_its_own_header(table: Table) -> None:
    header = find_header(sheet(["标题"], table.names), table)
    assert header is not None and list(header.at) == table.names and not header.loosely
