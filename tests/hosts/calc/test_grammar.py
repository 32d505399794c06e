"""Formulas between Excel's spelling and Calc's, with LibreOffice's own reading of a file as the judge."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from tests.hosts.running_calc import in_calc
from xltools.errors import HostError
from xltools.hosts.calc.grammar import Functions, from_calc, to_calc

SHEETS = ("项目", "资金", "资金 表", "it's", "2024", "a.b", "中'文 ;,!.表")

NAMES = Functions({"_XLFN.RANK.EQ": "RANK.EQ", "CEILING": "CEILING.XCL"}, {"RANK.EQ": "_xlfn.RANK.EQ"})

BOTH_WAYS = [
    ("SUM(A1:B2,项目!C5:C24)", "SUM(A1:B2;$'项目'.C5:C24)"),
    ("'资金 表'!A5&\"a,b;c!\"", "$'资金 表'.A5&\"a,b;c!\""),
    ("'it''s'!$A$1:B2", "$'it''s'.$A$1:B2"),
    ("SUM({1,2;3,4})", "SUM({1;2|3;4})"),
    ("SUM((A1,B2:C3))", "SUM((A1~B2:C3))"),
    ("SUM(A1:A5 A2:B3)", "SUM(A1:A5!A2:B3)"),
    ("表[[#This Row],[金额]]*表[率]", "表[[#This Row];[金额]]*表[率]"),
    ("SUM(表[[#All],[甲,乙]:[丙]])", "SUM(表[[#All];[甲,乙]:[丙]])"),
    ("_xlfn.RANK.EQ(A1,$A$1:$A$9,0)", "RANK.EQ(A1;$A$1:$A$9;0)"),
    ("IF(A1,TRUE,FALSE)", "IF(A1;TRUE();FALSE())"),
    ('IFERROR(#REF!+#N/A,"")', 'IFERROR(#REF!+#N/A;"")'),
    ("SUM(项目:资金!A1:B2)", "SUM($'项目'.A1:$'资金'.B2)"),
    ("项目!A:C", "$'项目'.A:C"),
    ("ROUND(-1.5%,2)", "ROUND(-1.5%;2)"),
]


@pytest.mark.parametrize(("excel", "calc"), BOTH_WAYS)
def test_a_formula_goes_there_and_back(excel: str, calc: str) -> None:
    """Separators, sheets, arrays, unions, intersections, tables, function names and truths."""
    assert to_calc(excel, NAMES) == calc
    assert from_calc(calc, NAMES, SHEETS) == excel


@pytest.mark.parametrize(
    ("calc", "excel"),
    [
        ("$项目.C5+项目.A1", "项目!C5+项目!A1"),
        ("汇总.值+1", "汇总.值+1"),
        ("$'2024'.A1:$'2024'.B2", "'2024'!A1:B2"),
        ("$'资金 表'.A#REF!+$#REF!.B5:B6+A#REF!", "#REF!+#REF!+#REF!"),
        ("表[#headers]", "表[#Headers]"),
        ("'file:///D:/表/旧%20册.xlsx'#$表一.A1", "'/D:/表/[旧 册.xlsx]表一'!A1"),
        ("RANK.EQ(1;A1:A2)", "_xlfn.RANK.EQ(1,A1:A2)"),
        ("LOG10(A10)+T.DIST.2T(1;2)", "LOG10(A10)+T.DIST.2T(1,2)"),
    ],
)
def test_what_only_calc_writes_is_read(calc: str, excel: str) -> None:
    """Relative sheets, names with a dot, references whose cells are gone, other files."""
    assert from_calc(calc, NAMES, SHEETS) == excel


def test_a_reference_whose_cells_are_gone_stays_an_error() -> None:
    assert to_calc("SUM(项目!#REF!)", NAMES) == "SUM(#REF!)"


@pytest.mark.parametrize("formula", ["[2]表!A1", "'D:\\报\\[旧.xlsx]表 一'!A1+1"])
def test_another_workbook_is_refused(formula: str) -> None:
    """LibreOffice would make an error of it without a word."""
    with pytest.raises(HostError, match="别的工作簿"):
        to_calc(formula, NAMES)


AS_IN_A_FILE = [
    "SUM(项目!C5:C24)", "_xlfn.RANK.EQ(项目!C5,项目!$C$5:$C$24,0)", "SUM(表[金额])",
    "表[[#This Row],[金额]]", "SUM(表[[#This Row],[金额]:[率]])", "SUM(表[[#All],[金额]])",
    'IFERROR(1/0,"a,b;c")', "SUM({1,2;3,4})", "SUM((A1,A2))", "SUM($B:$C)", "SUM(1:3)",
    "'资金 表'!A5&\"x\"", "'it''s'!A1", "'2024'!$A$1", "'a.b'!A1", "'中''文 ;,!.表'!A1",
    'COUNTIFS(表[金额],">1",表[率],"<1")', "ERROR.TYPE(A99)", "CEILING(1.5,1)",
    "_xlfn.CEILING.MATH(1.5,1)", "FLOOR(2.5,2)", '_xlfn.TEXTJOIN(",",TRUE,A1:A2)', "IF(A1>=2,,3)",
    "SUMPRODUCT((项目!C5:C24>3)*1)", "-A1%", "SUM(A1:A5 A2:B3)", "#REF!+1", "2^-1", '"a""b"',
    "EDATE(A1,1)", "EOMONTH(A1,0)", "NETWORKDAYS(A1,A2)", "_xlfn.IFNA(A1,0)", "_xlfn.STDEV.S(A1:A9)",
    "INDEX(项目!A:A,MATCH(1,项目!B:B,0))", "SUM(项目!$A$1:INDEX(项目!A:A,3))", "名称一*2", "LOG10(A10)",
    "_xlfn.FORECAST.LINEAR(1,A1:A3,B1:B3)", "ROUND(MROUND(A1,5),2)", 'INDIRECT("A"&1)', "OFFSET(A1,1,1)",
    '_xlfn.CONCAT(A1,"，")', "SUBTOTAL(109,表[金额])", 'TEXT(A1,"yyyy-mm-dd;@")', 'A1<>""',
    "IF(AND(A1>1,OR(B1=2,C1=3)),TRUE,FALSE)", "RANDBETWEEN(1,5)",
]  # fmt: skip


def test_every_formula_means_to_libreoffice_what_it_means_in_a_file(tmp_path: Path) -> None:
    """Written by us it is kept as LibreOffice keeps it when it reads the file; and it is read back as it was
    in the file."""
    book = xlsxwriter.Workbook(tmp_path / "公式.xlsx")
    for name in SHEETS:
        book.add_worksheet(name)
    sheet = book.add_worksheet("公式")
    book.define_name("名称一", "=项目!$A$1")
    sheet.add_table(0, 5, 5, 6, {"name": "表", "columns": [{"header": "金额"}, {"header": "率"}]})
    for row, formula in enumerate(AS_IN_A_FILE):
        sheet.write_formula(row, 7, f"={formula}")
    book.close()
    with in_calc(tmp_path / "公式.xlsx") as opened:
        component = opened.impl.document._component
        cells = component.cells("公式", (1, 8, len(AS_IN_A_FILE), 8))
        as_read = [row[0] for row in cells.getFormulaArray()]
        ours = [to_calc(formula, component.functions) for formula in AS_IN_A_FILE]
        cells.setFormulaArray(tuple((f"={text}",) for text in ours))
        assert [row[0] for row in cells.getFormulaArray()] == as_read
        back = [from_calc(text[1:], component.functions, component.sheet_names()) for text in as_read]
        assert back == AS_IN_A_FILE
