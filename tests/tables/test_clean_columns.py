"""A column that is clean as it stands passes at once, and exactly as it would cell by cell."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from xltools.tables.model import Column, Kind
from xltools.tables.parse import parse_column
from xltools.tables.texts import parse_choice, parse_code, parse_text

WORDS = st.sampled_from(
    ["模拟县", "511002", "１２３", "无", "", " ", "是", "否", "有 ", "A1", "5113-01", "²", "—", "√"]
)
CELLS = st.lists(st.none() | WORDS | st.text(max_size=4), max_size=6)
PARSERS = {Kind.TEXT: parse_text, Kind.CODE: parse_code, Kind.CHOICE: parse_choice}


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(PARSERS, key=str)), CELLS)
def test_a_column_of_words_reads_as_its_cells_do(kind: Kind, cells: list[str | None]) -> None:
    """Whatever is typed: a shortcut may only save time."""
    column = Column("列", kind, choices=("是", "否"))
    values, problems = parse_column(column, cells)
    one_by_one = [PARSERS[kind](column, cell) for cell in cells]
    assert values == [value for value, _ in one_by_one]
    assert problems == [(i, problem) for i, (_, problem) in enumerate(one_by_one) if problem is not None]
