"""Formulas written into Calc in the officer's spelling, and read back."""

from __future__ import annotations

import pytest
import xlwings as xw

from xltools.errors import HostError
from xltools.hosts.calc.document import CalcDocument
from xltools.hosts.calc.truths import yields_truth

WRITTEN = [
    ("=SUM(项目!C5:C24)", 4100),
    ("=SUM(项目[金额])", 4100),
    ("=RANK.EQ(项目!C5,项目!$C$5:$C$24,0)", 20),
    ('=TEXTJOIN("、",TRUE,项目!B5:B6)', "道路0&桥<梁>、道路1&桥<梁>"),
    ('=IFERROR(1/0,"=除以零")', "=除以零"),
    ("=SUM({1,2;3,4})", 10),
    ("=CEILING(1.5,1)", 2),
    ("=EDATE(0,1)+0", 31),
    ("=SUM(金额列)", 4100),
]


@pytest.mark.parametrize(("formula", "result"), WRITTEN)
def test_a_formula_is_calculated_and_reads_as_it_was_written(
    book: xw.Book, formula: str, result: object
) -> None:
    """Tables, newer functions, names; commas and Excel's own function names."""
    cell = book.sheets["汇总"]["A40"]
    cell.formula = formula
    assert cell.formula == formula
    assert cell.value == result


def test_a_formula_beside_its_own_column_lies_in_the_table(sheet: xw.Sheet) -> None:
    """[@列] without the table's name; outside of a table it means nothing."""
    sheet["F6"].formula = "=[@金额]*2"
    assert (sheet["F6"].formula, sheet["F6"].value) == ("=项目[@金额]*2", 223)
    with pytest.raises(HostError, match=r"汇总!A40：公式 .* 只能用在表的行里"):
        sheet.book.sheets["汇总"]["A40"].formula = "=[@金额]*2"


def test_constants_among_formulas_stay_what_they_are(document: CalcDocument, sheet: xw.Sheet) -> None:
    """Also text that looks like a number: only an equals sign makes a formula."""
    box = (30, 8, 31, 10)
    document.write_formulas("项目", box, [["001", "=1+1", True], ["=", 2.5, None]])
    assert document.read("项目", box) == [["001", 2, True], ["=", 2.5, None]]
    assert document.read_formulas("项目", box) == [["001", "=1+1", "TRUE"], ["=", "2.5", ""]]


def test_a_formula_leaves_the_general_format_as_it_is(document: CalcDocument, sheet: xw.Sheet) -> None:
    """LibreOffice would keep the looks of the first result for whatever comes later."""
    cell = (30, 8, 30, 8)
    for formula in ("=1=1", "=TODAY()", "=50%"):
        document.write_formulas("项目", cell, [[formula]])
        document.write("项目", cell, [[1]])
        assert document.read("项目", cell) == [[1.0]]
        assert type(document.read("项目", cell)[0][0]) is float


@pytest.mark.parametrize(
    ("formula", "why"),
    [("=[别的.xlsx]表!A1", "引用了别的工作簿"), ("=SORT(A1:A3)", "会占用旁边的单元格")],
)
def test_what_libreoffice_cannot_keep_is_refused(sheet: xw.Sheet, formula: str, why: str) -> None:
    """With its cell, and nothing of the block is written."""
    with pytest.raises(HostError, match=f"项目!H30.*{why}"):
        sheet["G30:H30"].formula = [["前", formula]]
    assert sheet["G30"].value is None


def test_many_formulas_go_in_at_once(document: CalcDocument, sheet: xw.Sheet) -> None:
    """As many as 公式校核 has, in well under the time an officer would notice."""
    import time

    rows = [[f"=ROUND($C$5*{j}+C{5 + i % 20},2)" for j in range(40)] for i in range(183)]
    box = (30, 8, 212, 47)
    started = time.perf_counter()
    document.write_formulas("项目", box, rows)
    assert document.read_formulas("项目", box) == rows
    assert time.perf_counter() - started < 8
    assert document.read("项目", (30, 8, 30, 9)) == [[100.5, 201.0]]


@pytest.mark.parametrize(
    ("formula", "truth"),
    [
        ("=A1>2", True),
        ("=AND(A1;OR(B1;C1=2))", True),
        ("=NOT(A1)", True),
        ("{=A1:A2=B1:B2}", True),
        ("=TRUE()", True),
        ("=IF(A1>2;1;0)", False),
        ('=COUNTIF(A1:A9;">2")', False),
        ("=SUM($'a>b'.A1)", False),
        ("=表[[#This Row];[a=b]]+1", False),
        ("=AND(A1)+0", False),
    ],
)
def test_a_comparison_at_the_outside_yields_a_truth(formula: str, truth: bool) -> None:
    """Not one inside of other functions, nor in texts and names."""
    assert yields_truth(formula) is truth
