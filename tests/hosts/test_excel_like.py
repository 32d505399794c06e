"""The cases of cases/Excel写入.csv: what Excel makes of a text that is written into a cell."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.excel_like import GENERAL, ExcelLike
from tests.ooxml.nasty import nasty
from xltools.cells import CellError, CellValue
from xltools.hosts.closed_document import ClosedDocument

CASES = Path(__file__).parent.parent / "cases" / "Excel写入.csv"
YEAR = 2024
CELL = (30, 8, 30, 8)


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def expected(case: dict[str, str]) -> Any:
    makers = {
        "文本": str, "公式": str, "数值": float, "逻辑": lambda t: t == "TRUE", "错误值": CellError,
        "日期": lambda t: dt.datetime.fromisoformat(t.replace("本年", str(YEAR))),
    }  # fmt: skip
    return makers[case["类型"]](case["变成"])


@pytest.fixture
def document(tmp_path: Path) -> ExcelLike:
    """A workbook that takes values as Excel does, in 2024."""
    return ExcelLike(ClosedDocument(nasty(tmp_path / "项目.xlsx")), YEAR)


def read(document: ExcelLike) -> CellValue:
    return document.read("汇总", CELL)[0][0]


@pytest.mark.parametrize("way", ["write", "write_formulas"])
@pytest.mark.parametrize("case", cases(), ids=lambda c: f"{c['写入']}|{c['单元格格式']}")
def test_a_text_becomes_what_excel_makes_of_it(document: ExcelLike, case: dict[str, str], way: str) -> None:
    """By Range.Value and by Range.Formula, in a General cell, a text cell and one with its own format."""
    if case["单元格格式"]:
        document.set_number_format("汇总", CELL, case["单元格格式"])
    getattr(document, way)("汇总", CELL, [[case["写入"]]])
    if case["类型"] == "公式":
        assert document.read_formulas("汇总", CELL) == [[expected(case)]]
        return
    found = read(document)
    assert type(found) is type(expected(case))
    assert found == (pytest.approx(expected(case)) if case["类型"] == "数值" else expected(case))
    assert document.number_format("汇总", CELL) == (case["变成的格式"] or GENERAL)


@pytest.mark.parametrize(
    ("value", "text"), [(5.0, "5"), (0.125, "0.125"), (dt.datetime(2024, 9, 30), "2024/9/30"), (True, "TRUE")]
)
def test_anything_becomes_text_in_a_text_cell(document: ExcelLike, value: Any, text: str) -> None:
    """Microsoft 支持《将数字设置为文本格式》: sums would miss it."""
    document.set_number_format("汇总", CELL, "@")
    document.write("汇总", CELL, [[value]])
    assert read(document) == text


def test_cells_of_one_block_are_each_taken_by_their_own_format(document: ExcelLike) -> None:
    """Two columns, the second with a text cell among others."""
    document.set_number_format("汇总", (31, 9, 31, 9), "@")
    document.write("汇总", (30, 8, 31, 9), [["001", "001"], [None, "001"]])
    assert document.read("汇总", (30, 8, 31, 9)) == [[1.0, 1.0], [None, "001"]]
