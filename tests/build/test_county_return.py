"""县级填报.xlsx: a county fills it, the reader reads it, and it says itself what is wrong."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.build import books
from tests.office import convert
from xltools.build import county_form as form
from xltools.ooxml.scan import read_grids as scan
from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.model import Kind
from xltools.tables.reader import read_grids

NAME = books.FORM

FIGURES = (600, 500, 300, 300, 300, 200, 40.5, 40.5, 40, 60, 60, 43.300001, 100, 105, 30, 26, 9, 50, 1)
"""模拟: 下达、到位、支出 of four levels, two years' own funds, five counts."""
TYPED = ("2024-09", "511002", "内江市", "市中区", "其他", "是", *FIGURES)


def _sheet() -> Any:
    return books.opened(NAME)["调度表"]


def _filled(path: Path, *rows: tuple[Any, ...]) -> Path:
    """The form with rows typed into its input cells, as far as each goes."""
    book = openpyxl.load_workbook(io.BytesIO(books.built(NAME)))
    sheet = book["调度表"]
    sheet["B2"], sheet["E2"], sheet["G2"], sheet["J2"] = (
        "内江市市中区财政局",
        dt.date(2024, 9, 30),
        "模拟",
        "0832",
    )
    for i, row in enumerate(rows, form.FIRST):
        for name, value in zip(form.INPUTS, row, strict=False):
            sheet[f"{form.letter(name)}{i}"] = value
    book.save(path)
    return path


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Forms filled in different ways, calculated by LibreOffice in one run."""
    folder = tmp_path_factory.mktemp("county")
    spent_more = (*TYPED[:8], 601, *TYPED[9:])
    gap = (*TYPED[:-1], None)
    exempt = ("2024-09", "511011", "内江市", "东兴区", "其他", "否")
    cases = {"right": [TYPED, exempt], "wrong": [spent_more], "text": [(*TYPED[:-1], "无")], "gap": [gap]}
    paths = [_filled(folder / f"{name}.xlsx", *rows) for name, rows in cases.items()]
    return {path.stem: path for path in convert(paths, "xlsx", folder)}


def _shown(path: Path, cell: str) -> Any:
    return openpyxl.load_workbook(path, data_only=True)["调度表"][cell].value


@pytest.mark.libreoffice
def test_reader_reads_a_filled_form_without_a_remark(calculated: dict[str, Path]) -> None:
    """Two-row header, unit line, filler line, notes and signatures: every typed value, and no issue."""
    reading = read_grids(scan(calculated["right"]), DISPATCH, "right.xlsx")
    assert [str(issue) for issue in reading.issues] == []
    first, second = reading.frame.to_dict("records")
    typed = dict(zip(form.INPUTS, TYPED, strict=True))
    assert {name: first[name] for name in form.INPUTS} == typed
    assert (second["县区"], second["是否参评"]) == ("东兴区", "否")


@pytest.mark.libreoffice
def test_totals_and_progress_are_calculated(calculated: dict[str, Path]) -> None:
    """下达 600+300+40.5+60, 支出 300+200+40+43.300001, 583.300001/1000.5 = 58.30 %."""
    assert _shown(calculated["right"], "G6") == pytest.approx(1000.5)
    assert _shown(calculated["right"], "H6") == pytest.approx(900.5)
    assert _shown(calculated["right"], "I6") == pytest.approx(583.300001)
    assert _shown(calculated["right"], "J6") == pytest.approx(0.58301, abs=5e-6)
    assert _shown(calculated["right"], "G7") in (None, "")


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("right", "自动检查：通过，可以上报"),
        ("wrong", "自动检查：有不合理的数（红色的格），请改正"),
        ("text", "自动检查：有不合理的数（红色的格），请改正"),
        ("gap", "自动检查：还有1格未填（橙色的格），没有的填0"),
    ],
)
def test_form_says_whether_it_can_be_sent(calculated: dict[str, Path], case: str, sentence: str) -> None:
    """支出 601 of 到位 500; “无” for a number; one cell left out; a 不参评 county leaves figures blank."""
    assert _shown(calculated[case], "A3") == sentence


def test_empty_form_has_no_rows_and_no_uncalculated_cells() -> None:
    """What is shipped: calculated cells carry their (empty) value for readers that do not calculate."""
    sheet = openpyxl.load_workbook(io.BytesIO(books.built(NAME)), data_only=True)["调度表"]
    assert sheet["A3"].value == "自动检查：尚未填写"
    reading = read_grids(scan(books.committed(NAME)), DISPATCH, "空表.xlsx")
    assert len(reading.frame) == 0
    assert "没有数据" in " ".join(map(str, reading.issues))


def test_header_has_two_rows_of_merged_cells() -> None:
    """合计 and the four levels stand over 下达、到位、支出; every declared column is there."""
    sheet = _sheet()
    merged = {str(box) for box in sheet.merged_cells.ranges}
    assert {"G4:I4", "K4:M4", "N4:P4", "Q4:S4", "T4:V4", "A4:A5", "J4:J5"} <= merged
    assert [sheet.cell(4, c).value for c in (7, 11, 14, 17, 20)] == ["合计", "中央", "省级", "市级", "县级"]
    assert [sheet.cell(5, c).value for c in range(11, 14)] == ["下达", "到位", "支出"]
    assert set(form.COLUMNS) >= set(DISPATCH.names)


@pytest.mark.parametrize("name", form.COLUMNS)
def test_inputs_are_unlocked_and_formulas_are_not(name: str) -> None:
    """From the first row to the last."""
    for row in (form.FIRST, form.LAST):
        cell = _sheet()[f"{form.letter(name)}{row}"]
        assert cell.protection.locked == (name not in form.INPUTS)
        assert (cell.data_type == "f") == (name not in form.INPUTS)


def test_sheet_is_protected_without_a_password() -> None:
    """Against accidents, not against the officer."""
    assert _sheet().protection.sheet
    assert _sheet().protection.password is None
    assert _sheet()["A4"].protection.locked
    assert not _sheet()["B2"].protection.locked


@pytest.mark.parametrize(
    ("name", "choices"), [(n, DISPATCH.column(n).choices) for n in ("县类别", "是否参评")]
)
def test_choices_come_from_a_list(name: str, choices: tuple[str, ...]) -> None:
    """The declared choices."""
    (rule,) = books.rules(_sheet(), f"{form.letter(name)}{form.LAST}")
    assert rule.formula1 == '"' + ",".join(choices) + '"'


@pytest.mark.parametrize("name", (*form.AMOUNTS, *form.OTHERS))
def test_figures_are_refused_with_a_chinese_reason(name: str) -> None:
    """Not below 0, not beyond the declared bound, not above the column they are part of."""
    (rule,) = books.rules(_sheet(), f"{form.letter(name)}{form.FIRST}")
    assert rule.type == "custom"
    assert rule.errorStyle in (None, "stop")
    assert "应为不小于0" in rule.error
    assert ("万元" in rule.error) == (DISPATCH.column(name).kind is Kind.MONEY)
    assert len(rule.error) <= 225
    if name in form.NOT_ABOVE:
        assert f"不大于{form.NOT_ABOVE[name]}" in rule.error
        assert rule.formula1.endswith(f"<={form.letter(form.NOT_ABOVE[name])}{form.FIRST})")
