"""For any ledger: every row ends in 项目库, in 拟入库 or among the issues, and a blank erases nothing."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledgers.test_three_ledgers import COUNTIES
from xltools.cells import CellValue, Grid
from xltools.errors import Severity
from xltools.ledgers.merging import merge
from xltools.ledgers.reading import read_grids
from xltools.ledgers.rows import entries
from xltools.tables.declared.projects import PROJECTS, REMOVED
from xltools.tables.frame import make_frame

HEADINGS: list[CellValue] = ["项目编码", "项目名称", "项目类型", "概算投资", "建设内容", "入库日期"]
EMPTY = make_frame(PROJECTS, {})
GONE = make_frame(REMOVED, {})

row = st.tuples(
    st.sampled_from(["511011202300000001", "511011202300000002", "511011202300000003", None]),
    st.sampled_from(["柑橘基地", "村道硬化", "渠系整治", "茶园改造"]),
    st.sampled_from(["产业发展", "基础设施", "说不清", None]),
    st.sampled_from([12.5, "约20", "30万元", "200000元", None]),
    st.sampled_from(["新建基地一处", None]),
    st.sampled_from(["2023-06-01", "2023.6", "去年", None]),
)


def merged(rows: list[tuple[CellValue, ...]], library: pd.DataFrame):
    """The rows as a county's sheet, read and merged."""
    ledger = read_grids([Grid("台账", [HEADINGS, *map(list, rows)])], "511011台账.xlsx", {})
    found = list(entries(ledger, COUNTIES))
    told = [issue for _, issues in found for issue in issues]
    return merge([entry for entry, _ in found], library, EMPTY, GONE), [*ledger.issues, *told]


@settings(max_examples=80, deadline=None)
@given(st.lists(row, min_size=1, max_size=8))
def test_every_row_is_in_a_table_or_told_at_its_row(rows) -> None:
    result, issues = merged(rows, EMPTY)
    inside = len(result.library) + len(result.proposed)
    assert inside + result.held == len(rows)
    errors = {i.cell.lstrip("ABCDEFGH") for i in [*issues, *result.issues] if i.severity is Severity.ERROR}
    assert len(errors) == result.held


@settings(max_examples=80, deadline=None)
@given(st.lists(row, min_size=1, max_size=4))
def test_what_the_library_knows_is_never_blanked(rows) -> None:
    columns: dict[str, list[object]] = {name: [None] for name in PROJECTS.names}
    columns |= {"项目编码": ["511011202300000001"], "行政区划代码": ["511011"], "支出金额": [7.0]}
    columns |= {"概算投资": [99.0], "建设内容": ["原来的内容"], "项目名称": ["柑橘基地"]}
    result, _ = merged(rows, make_frame(PROJECTS, columns)[PROJECTS.names])
    kept = result.library.set_index("项目编码").loc["511011202300000001"]
    assert kept["支出金额"] == 7 and kept["概算投资"] > 0 and kept["建设内容"]
