"""The Python that the buttons of a workbook start, and what xlwings needs beside it."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest
import xlsxwriter

from tests.doctor.computer import Computer, is_a_note, only
from xltools.doctor.excel import Excel
from xltools.doctor.interpreter import check_workbooks_python, conf_of, dll, pywin32, started_by

BOOK = r"D:\衔接资金\2024\调度排名.xlsm"
BESIDE = r"D:\衔接资金\2024\python\python.exe"
ABOVE = r"D:\衔接资金\python\python.exe"
OFFICE = r"C:\Python\python.exe"
DLL = "xlwings64-0.37.8.dll"


def workbook(path: Path, rows: list[tuple[str, str]]) -> Path:
    """A workbook with the sheet xlwings.conf."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("调度表")
        sheet = book.add_worksheet("xlwings.conf")
        for i, row in enumerate([("设置", "取值"), *rows]):
            sheet.write_row(i, 0, row)
    return path


@pytest.mark.parametrize(
    ("files", "environment", "found"),
    [
        ({BESIDE, ABOVE}, {}, BESIDE),
        ({ABOVE}, {}, ABOVE),
        (set(), {}, ""),
        ({BESIDE, OFFICE}, {"XLTOOLS_PYTHON": OFFICE}, OFFICE),
        ({BESIDE}, {"XLTOOLS_PYTHON": OFFICE}, BESIDE),
        (set(), {"XLTOOLS_PYTHON": OFFICE}, OFFICE),
    ],
)
def test_a_workbook_starts_the_python_its_macros_find(files, environment, found):
    """The office's variable where it names a file, the folder of the workbook, the folder above.

    tests/build/test_run.py runs the same cases on the macros themselves.
    """
    computer = Computer(files=files, environment=environment)
    assert started_by(computer, BOOK, {}).path == found
    assert started_by(computer, BOOK, {"interpreter_win": "%xltools_python%"}).path == found


def test_a_python_written_into_the_workbook_wins():
    """With variables filled in."""
    computer = Computer(files={BESIDE}, environment={"ProgramFiles": r"C:\Program Files"})
    conf = {"interpreter_win": r"%PROGRAMFILES%\Python\python.exe"}
    assert started_by(computer, BOOK, conf).path == r"C:\Program Files\Python\python.exe"


def test_the_settings_are_those_of_the_sheet_then_those_of_the_file(tmp_path):
    """xlwings looks at the sheet first."""
    path = workbook(tmp_path / "a.xlsm", [("INTERPRETER_WIN", r"C:\one.exe"), ("CONDA ENV", "")])
    (tmp_path / "xlwings.conf").write_text('"INTERPRETER_WIN","C:\\two.exe"\n"SHOW CONSOLE","True"\nx\n')
    assert conf_of(path)["interpreter_win"] == r"C:\one.exe"
    assert conf_of(path)["show console"] == "True"
    assert "conda env" not in conf_of(path)
    assert conf_of(tmp_path / "没有.xlsm")["interpreter_win"] == r"C:\two.exe"


def test_a_workbook_that_cannot_be_read_has_no_settings(tmp_path):
    """It is broken, which others will say."""
    (tmp_path / "a.xlsm").write_bytes(b"PK\x03\x04")
    assert conf_of(tmp_path / "a.xlsm") == {}


def starts(computer: Computer, path: Path):
    """The finding on the Python of a workbook."""
    return only(list(check_workbooks_python(computer, [path], None)), "的按钮用的 Python")


def test_a_python_that_is_there_is_fine(tmp_path):
    """As written into the sheet."""
    path = workbook(tmp_path / "a.xlsm", [("INTERPRETER_WIN", BESIDE)])
    found = starts(Computer(files={BESIDE}), path)
    assert found.ok
    assert found.found == BESIDE


def test_a_python_that_is_not_there_is_told(tmp_path):
    """The sheet names another computer's."""
    path = workbook(tmp_path / "a.xlsm", [("INTERPRETER_WIN", r"E:\python.exe")])
    assert is_a_note(starts(Computer(), path), r"E:\python.exe", "工作表 xlwings.conf", "%XLTOOLS_PYTHON%")


def test_a_workbook_far_from_its_python_is_told(tmp_path):
    """Copied out of the folder of the toolkit."""
    path = workbook(tmp_path / "a.xlsm", [("INTERPRETER_WIN", "%XLTOOLS_PYTHON%")])
    assert is_a_note(starts(Computer(), path), "没有找到", "放回", "启动工具")


def test_a_variable_that_names_nothing_is_told(tmp_path):
    """Its name is said."""
    path = workbook(tmp_path / "a.xlsm", [])
    computer = Computer(environment={"XLTOOLS_PYTHON": r"E:\python.exe"})
    assert is_a_note(starts(computer, path), "环境变量 XLTOOLS_PYTHON")


def test_a_python_on_the_path_is_left_to_windows(tmp_path):
    """An office that installs Python for all."""
    assert starts(Computer(), workbook(tmp_path / "a.xlsm", [("INTERPRETER_WIN", "python")])).ok


def test_a_workbook_without_macros_starts_nothing(tmp_path):
    """Only the DLL and pywin32 are looked at."""
    findings = list(check_workbooks_python(Computer(), [tmp_path / "a.xlsx"], None))
    assert [finding.what for finding in findings] == ["自定义函数的 DLL", "组件 pywin32"]


@pytest.mark.parametrize("folder", [r"D:\衔接资金\python", r"D:\衔接资金"])
def test_the_dll_may_lie_beside_python_or_one_folder_up(folder):
    """As xlwings itself looks for it."""
    assert dll(Computer(files={rf"{folder}\{DLL}"}), ABOVE, None).ok


def test_a_missing_dll_is_the_functions_affair_not_the_buttons():
    """Antivirus programs take it away."""
    found = dll(Computer(files={rf"D:\衔接资金\python\{DLL}"}), r"D:\别处\python\python.exe", None)
    assert is_a_note(found, DLL, "杀毒软件", "按钮不受影响")


def test_a_32_bit_excel_needs_the_32_bit_dll():
    """The DLL is loaded into Excel."""
    computer = Computer(files={rf"D:\衔接资金\python\{DLL}"})
    assert is_a_note(dll(computer, ABOVE, Excel("16.0", "16.0", 32)), "xlwings32-0.37.8.dll")


def test_the_dll_is_looked_for_where_each_workbook_points(tmp_path):
    """Two workbooks, two Pythons; one of them has none."""
    one = workbook(tmp_path / "a.xlsm", [("INTERPRETER_WIN", BESIDE)])
    two = workbook(tmp_path / "b.xlsm", [("INTERPRETER_WIN", r"E:\x\python.exe")])
    computer = Computer(files={BESIDE, r"E:\x\python.exe", rf"E:\x\{DLL}"})
    findings = list(check_workbooks_python(computer, [one, two], None))
    assert [f.ok for f in findings if f.what == "自定义函数的 DLL"] == [False, True]


def test_pywin32_that_loads_is_fine_and_one_that_does_not_is_told(monkeypatch):
    """Without it nobody reaches the open Excel."""
    assert is_a_note(pywin32(), "pip install pywin32", "启动工具")
    for name in ("pythoncom", "win32com", "win32com.client"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    assert pywin32().ok
