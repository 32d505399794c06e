"""Formulas filled down and to the right."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from xltools.ooxml.shifting import shifted


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("A1+B$2+$C3+$D$4", "B3+C$2+$C5+$D$4"),
        ("SUM(A:A)+SUM($B:C)+SUM(1:2)", "SUM(B:B)+SUM($B:D)+SUM(3:4)"),
        ("LOG10(A1)+DAYS360(A1,B1)", "LOG10(B3)+DAYS360(B3,C3)"),
        ("'资 金A1'!A1+资金!A1:B2", "'资 金A1'!B3+资金!B3:C4"),
        ('IF(A1="A1","B""2",A1)', 'IF(B3="A1","B""2",B3)'),
        ("表[[#This Row],[A1]]+SUM(表[A1:B2])+A1", "表[[#This Row],[A1]]+SUM(表[A1:B2])+B3"),
        ("A1:INDEX(A:A,3)+A1#", "B3:INDEX(B:B,3)+B3#"),
        ("名称A1+A_1+_A1+Sheet1!A1+[1]Sheet1!A1", "名称A1+A_1+_A1+Sheet1!B3+[1]Sheet1!B3"),
        ("1.5E3+A1*2", "1.5E3+B3*2"),
        ("A1048576", "#REF!"),
        ("XFD1", "#REF!"),
        ("A1:XFD1", "B3:#REF!"),
    ],
)
def test_two_rows_down_and_one_column_right(text: str, result: str) -> None:
    """As Excel fills; beyond the last row or column there is #REF!."""
    assert shifted(text, 2, 1) == result


REFERENCE = st.builds(
    lambda a, c, b, r: f"{a}{c}{b}{r}",
    st.sampled_from(["", "$"]),
    st.sampled_from(["A", "C", "Z", "AB"]),
    st.sampled_from(["", "$"]),
    st.integers(1, 99),
)
PIECE = st.one_of(
    REFERENCE,
    st.builds(lambda a, b: f"{a}:{b}", REFERENCE, REFERENCE),
    st.builds(lambda s, a: f"{s}!{a}", st.sampled_from(["资金", "'A 1'", "Sheet2"]), REFERENCE),
    st.sampled_from(["12", '"A1"', "SUM(B2,C3)", "表[金额]", "TRUE", "ROW()"]),
)


@given(pieces=st.lists(PIECE, min_size=1, max_size=5), rows=st.integers(0, 40), columns=st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_it_agrees_with_openpyxl(pieces: list[str], rows: int, columns: int) -> None:
    """openpyxl's translator is the library's answer; ours starts at once and knows A1# and A1:INDEX(…)."""
    text = "+".join(pieces)
    target = f"{_letters(columns + 1)}{rows + 1}"
    assert "=" + shifted(text, rows, columns) == Translator("=" + text, "A1").translate_formula(target)


def _letters(number: int) -> str:
    return chr(64 + number) if number <= 26 else "A" + chr(64 + number - 26)
