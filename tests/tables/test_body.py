"""Rows under the header: data are kept, everything else is put aside with its reason, nothing disappears."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.tables.grids import CITY_CENTRE, EAST, LAMB, NAMES, cells, errors, notices, plain_sheet, sheet
from xltools.cells import CellError, Uncalculated
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH
from xltools.tables.declared.review import ADJUSTMENTS
from xltools.tables.plain import read_sheet


def total(*records: dict[str, object], label: str = "合计", at: int = 0) -> list[object]:
    """A row that sums the figures of some records."""
    row: list[object] = [None] * 6
    row[at] = label
    return row + [sum(r[n] for r in records) for n in NAMES[6:]]  # type: ignore[misc]


def test_a_合计_row_first_last_or_in_between_is_not_data() -> None:
    both = total(EAST, LAMB)
    for rows in ([both, cells(EAST), cells(LAMB)], [cells(EAST), cells(LAMB), both]):
        reading = read_sheet(sheet(NAMES, *rows), DISPATCH)
        assert reading.values("县区") == ["东兴区", "资中县"]
        assert errors(reading) == []
        assert list(reading.aside.values()) == ["合计行"]


@pytest.mark.parametrize(
    "label", ["合计", "合 计", "总　计", "小计", "共计：", "全县合计", "本页小计", "累计", "总合计"]
)
@pytest.mark.parametrize("at", [0, 1, 3])
def test_the_word_for_a_total_and_its_cell_may_vary(label: str, at: int) -> None:
    reading = read_sheet(sheet(NAMES, cells(EAST), total(EAST, label=label, at=at)), DISPATCH)
    assert reading.values("县区") == ["东兴区"]
    assert errors(reading) == []


def test_小计_above_or_below_their_groups_and_a_总计() -> None:
    """Each group's 小计 sums that group alone; figures differ, so a wrong grouping would not add up."""
    first, second = [EAST, LAMB], [CITY_CENTRE]
    above = [
        total(*first, label="小计"),
        *map(cells, first),
        total(*second, label="小计"),
        cells(CITY_CENTRE),
    ]
    below = [
        *map(cells, first),
        total(*first, label="小计"),
        cells(CITY_CENTRE),
        total(*second, label="小计"),
    ]
    for rows in (
        [total(*first, *second, label="总计"), *above],
        [*below, total(*first, *second, label="总计")],
    ):
        reading = read_sheet(sheet(NAMES, *rows), DISPATCH)
        assert len(reading.rows) == 3
        assert errors(reading) == []


def test_a_total_that_does_not_add_up_is_reported_with_both_figures() -> None:
    """1000 + 1000 = 2000, the 合计 says 2100."""
    row = total(EAST, LAMB)
    row[6] = 2100.0
    reading = read_sheet(sheet(NAMES, row, cells(EAST), cells(LAMB)), DISPATCH)
    assert errors(reading) == ["G2：合计行与明细不符：写的是2100，各行相加是2000"]


def test_a_小计_that_does_not_add_up_is_told_its_own_group_s_sum() -> None:
    """The first group alone makes 1000 + 1000; all three rows make 3000."""
    row = total(EAST, LAMB, label="小计")
    row[6] = 2100.0
    rows = [row, cells(EAST), cells(LAMB), total(CITY_CENTRE, label="小计"), cells(CITY_CENTRE)]
    assert errors(read_sheet(sheet(NAMES, *rows), DISPATCH)) == [
        "G2：合计行与明细不符：写的是2100，各行相加是2000"
    ]


def test_a_total_is_not_compared_where_a_row_cannot_be_read() -> None:
    """The row's own complaint is enough."""
    reading = read_sheet(sheet(NAMES, cells(EAST | {"中央支出": "八百"}), total(EAST)), DISPATCH)
    assert errors(reading) == ["I2：不是数：应填万元数"]


def test_a_city_s_total_with_the_city_s_code_is_not_a_county() -> None:
    row = total(EAST, LAMB, label="内江市合计", at=3)
    row[:3] = ["2024-09", "511000", "内江市"]
    reading = read_sheet(sheet(NAMES, row, cells(EAST), cells(LAMB)), DISPATCH)
    assert reading.values("行政区划代码") == ["511011", "511025"]
    assert errors(reading) == []


def test_a_project_whose_name_ends_like_a_total_is_data() -> None:
    names = ["项目编码", "行政区划代码", "年度", "原金额", "新金额", "日期"]
    row = ["SC2024-01合计", "511011", 2024.0, 10.0, 12.0, dt.datetime(2024, 5, 3)]
    assert read_sheet(sheet(names, row), ADJUSTMENTS).values("项目编码") == ["SC2024-01合计"]


def test_notes_and_signatures_are_not_data_and_need_no_word() -> None:
    below = [
        [],
        ["备注：1.本表为累计数，单位万元。"],
        ["2.含省级追加资金，已按文件下达数填列。"],
        ["填报人：", None, None, "审核人：", None, None, "联系电话：", None, 13800000000.0],
        ["单位负责人（签字）：", None, "分管领导：", None, "填报日期：2024年10月8日"],
        [None, None, "（盖章）"],
        ["——以下空白——"],
    ]
    reading = read_sheet(sheet(NAMES, cells(EAST), *below), DISPATCH)
    assert reading.rows == [2]
    assert reading.issues == []


def test_a_sentence_without_a_label_is_put_aside_and_said() -> None:
    reading = read_sheet(sheet(NAMES, cells(EAST), ["以上数据截至九月底，由各乡镇汇总"]), DISPATCH)
    assert reading.rows == [2]
    assert notices(reading) == ["A3：这一行当作说明，没有读作数据"]


def test_a_sentence_in_the_column_of_codes_is_not_a_code() -> None:
    reading = read_sheet(sheet(NAMES, cells(EAST), [None, "以上数据截至9月30日"]), DISPATCH)
    assert reading.rows == [2]
    assert notices(reading) == ["B3：这一行当作说明，没有读作数据"]


def test_words_in_columns_that_are_not_read_are_put_aside_and_said() -> None:
    grid = sheet([*NAMES, "经办"], cells(EAST), [*[None] * len(NAMES), "另有两笔待核"])
    assert "Z3：这一行当作说明，没有读作数据" in notices(read_sheet(grid, DISPATCH))


def test_a_row_that_lost_its_code_stays_data_and_is_reported() -> None:
    reading = read_sheet(plain_sheet(EAST | {"行政区划代码": None}), DISPATCH)
    assert reading.rows == [2]
    assert errors(reading) == ["B2：空白：必须填写"]


def test_a_county_alone_in_its_row_is_data_not_a_remark() -> None:
    reading = read_sheet(sheet(NAMES, cells(EAST), [None, None, None, "某某县"]), DISPATCH)
    assert reading.rows == [2, 3]


def test_printed_pages_repeat_title_and_header() -> None:
    page = ["2024年9月衔接资金调度表"]
    grid = sheet(page, ["单位：万元"], NAMES, cells(EAST), page, ["单位：万元"], NAMES, cells(LAMB))
    reading = read_sheet(grid, DISPATCH)
    assert reading.rows == [4, 8]
    assert reading.issues == []


def test_a_row_of_column_numbers_under_the_header_is_not_data() -> None:
    numbers = ["甲", "乙", "丙", "丁", "戊", "己", *map(float, range(1, 20))]
    assert read_sheet(sheet(NAMES, numbers, cells(EAST)), DISPATCH).rows == [3]
    formulas = ["栏次", *map(str, range(1, 24)), "25=7+8"]
    assert read_sheet(sheet(NAMES, formulas, cells(EAST)), DISPATCH).rows == [3]


def test_prepared_rows_with_numbers_and_formulas_only_are_empty_rows() -> None:
    """序号 and formulas filled down below the data: 0, #DIV/0! or not calculated."""
    head = ["序号", *NAMES, "下达合计", "支出进度"]
    grid = sheet(
        head,
        [1.0, *cells(EAST), 1660.0, 1300 / 1660],
        [2.0, *[None] * len(NAMES), 0.0, CellError("#DIV/0!")],
        [3.0, *[None] * len(NAMES), Uncalculated("SUM(H4)"), None],
    )
    reading = read_sheet(grid, DISPATCH)
    assert reading.rows == [2]
    assert errors(reading) == []


def test_a_derived_figure_other_than_0_makes_the_row_data() -> None:
    grid = sheet([*NAMES, "下达合计"], [*cells(EAST), 1660.0], [*[None] * len(NAMES), 50.0])
    assert read_sheet(grid, DISPATCH).rows == [2, 3]


def test_a_figure_in_an_otherwise_empty_row_is_not_lost() -> None:
    """Not blank: a row with an amount alone is data with a lot missing."""
    reading = read_sheet(sheet(NAMES, cells(EAST), [*[None] * 6, 50.0]), DISPATCH)
    assert reading.rows == [2, 3]
    assert "B3：空白：必须填写" in errors(reading)


def test_hidden_rows_count_and_are_named() -> None:
    grid = sheet(NAMES, cells(EAST), cells(LAMB), hidden=[3])
    reading = read_sheet(grid, DISPATCH)
    assert reading.rows == [2, 3]
    assert notices(reading) == ["：隐藏或筛掉的1行也读入了：第3行"]


def test_words_in_merged_cells_hold_for_every_row() -> None:
    first, second = cells(EAST), cells(LAMB)
    second[0] = second[2] = None
    grid = sheet(NAMES, first, second, merged=[(2, 1, 3, 1), (2, 3, 3, 3)])
    reading = read_sheet(grid, DISPATCH)
    assert reading.values("市州") == ["内江市", "内江市"]
    assert reading.values("期别") == ["2024-09", "2024-09"]
    assert reading.issues == []
    assert grid.rows[2][0] is None, "the grid is left as it was"


def test_cells_left_blank_below_a_word_are_not_filled_in_without_a_merge() -> None:
    reading = read_sheet(plain_sheet(EAST, LAMB | {"市州": None}), DISPATCH)
    assert errors(reading) == ["C3：空白：必须填写"]


def test_a_figure_merged_over_rows_is_reported_in_each_row() -> None:
    second = cells(LAMB | {"中央下达": None})
    reading = read_sheet(sheet(NAMES, cells(EAST), second, merged=[(2, 7, 3, 7)]), DISPATCH)
    problem = "合并单元格G2:G3里的“1000”分不清各格是多少"
    assert errors(reading) == [f"G2：{problem}", f"G3：{problem}"]


def test_a_figure_merged_over_columns_is_reported_in_each() -> None:
    row = cells(EAST | {"中央到位": None})
    reading = read_sheet(sheet(NAMES, row, merged=[(2, 7, 2, 8)]), DISPATCH)
    assert [e.split("：")[0] for e in errors(reading)] == ["G2", "H2"]


def test_a_merged_signature_line_under_the_figures_is_not_a_figure() -> None:
    grid = sheet(
        NAMES,
        cells(EAST),
        ["备注：1.本表为累计数"],
        ["填报人：", *[None] * 6, "审核人："],
        merged=[(3, 1, 3, 25), (4, 1, 4, 7), (4, 8, 4, 12)],
    )
    assert read_sheet(grid, DISPATCH).issues == []


def test_a_table_of_words_keeps_every_county() -> None:
    names = COUNTIES.names
    reading = read_sheet(sheet(names, cells(EAST, names), [], cells(LAMB, names)), COUNTIES)
    assert reading.rows == [2, 4]
