"""The .xlsm beside its sheets: every module as its source says, settings and texts for the code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import xlwings

import xltools.build.macros
from tests.build import books, vba
from tests.build.controls import controls
from xltools.build.macros.udf_module import function_help, udf_module

STOCK = Path(xlwings.__file__).parent
OWN = Path(xltools.build.macros.__file__).parent
PROJECT = vba.project_of(books.built(books.MAIN))
SOURCES = vba.sources(books.built(books.MAIN))

BUTTONS = """\
Attribute VB_Name = "XltoolsButtons"
Option Explicit

Public Sub Press_collect()
    XtRun "collect"
End Sub

Public Sub Press_rank()
    XtRun "rank"
End Sub

Public Sub Press_letters()
    XtRun "letters"
End Sub
"""


def unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def code_names() -> list[str]:
    return [sheet.sheet_properties.codeName for sheet in books.opened(books.MAIN).worksheets]


def test_stock_modules_are_those_of_the_installed_xlwings() -> None:
    """Byte for byte, with the note of their licence."""
    assert unix(SOURCES["xlwings"]) == unix((STOCK / "xlwings.bas").read_text())
    assert "BSD 3-clause license" in SOURCES["xlwings"]
    body = unix((STOCK / "addin" / "Dictionary.cls").read_text()).partition("'' Dictionary")[2]
    assert unix(SOURCES["Dictionary"]).partition("'' Dictionary")[2] == body
    assert "@license: MIT" in SOURCES["Dictionary"]


def test_own_modules_are_what_the_sources_say() -> None:
    """One file, and one line a button."""
    assert unix(SOURCES["XltoolsRun"]) == (OWN / "XltoolsRun.bas").read_text()
    assert unix(SOURCES["XltoolsButtons"]) == BUTTONS


def test_every_sheet_has_its_module_and_every_module_its_sheet() -> None:
    """By code name; a module of no sheet is a ghost in Excel's editor, a sheet of no module gets another."""
    documents = re.findall(r"^Document=(\w+)/", vba.stream(PROJECT, "PROJECT").decode(), re.MULTILINE)
    assert documents == ["ThisWorkbook", *code_names()]
    assert set(SOURCES) == {
        *documents,
        "xlwings",
        "Dictionary",
        "XltoolsRun",
        "XltoolsButtons",
        "xlwings_udfs",
    }


@pytest.mark.parametrize("module", ["ThisWorkbook", *code_names()])
def test_document_modules_have_excels_attributes_and_no_code(module: str) -> None:
    """As in a workbook that Excel saved; only 试算 tells Excel's function wizard of its functions."""
    kind = "00020819" if module == "ThisWorkbook" else "00020820"
    head = r"((?:Attribute [^\n]*\n)+)(.*)"
    attributes, code = re.fullmatch(head, unix(SOURCES[module]), re.DOTALL).groups()
    assert attributes.splitlines()[:2] == [
        f'Attribute VB_Name = "{module}"',
        f'Attribute VB_Base = "0{{{kind}-0000-0000-C000-000000000046}}"',
    ]
    assert "Attribute VB_PredeclaredId = True" in attributes
    describes = "Private Sub Worksheet_Activate()\n    XtDescribe\nEnd Sub\n"
    assert code == (describes if module == "Trial" else "")


def test_nothing_runs_on_its_own() -> None:
    """LibreOffice would compile the stock module and show its errors; Excel would ask whether to trust it."""
    code = "\n".join(SOURCES.values())
    assert not re.search(r"Workbook_Open|Auto_Open|AutoExec|Workbook_Activate", code, re.IGNORECASE)


def test_source_is_ascii_and_its_lines_end_as_in_windows() -> None:
    """Chinese source would be question marks where the system's language is another."""
    assert all(source.isascii() for source in SOURCES.values())
    assert not [name for name, source in SOURCES.items() if re.search(r"(?<!\r)\n", source)]


def test_project_is_unprotected_without_password_and_visible() -> None:
    """Anyone may read what the macros do; decoded by the rule of MS-OVBA with the project's own id."""
    found = vba.settings(PROJECT)
    assert re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", found["ID"])
    values = [vba.decrypted(found[name], found["ID"]) for name in ("CMG", "DPB", "GC")]
    assert values == [bytes(4), bytes(1), b"\xff"]


def test_every_button_finds_its_sub() -> None:
    """A form control whose macro is missing says so in Excel's own words, to the officer."""
    subs = set(re.findall(r"^Public Sub (\w+)\(\)", SOURCES["XltoolsButtons"], re.MULTILINE))
    assert {control.macro.removeprefix("[0]!") for control in controls(books.MAIN)} == subs


def test_both_sheets_of_the_code_are_out_of_sight() -> None:
    """xlwings.conf can be shown again by an office that has its own Python; the texts cannot by accident."""
    states = {sheet.title: sheet.sheet_state for sheet in books.opened(books.MAIN).worksheets}
    assert {name: state for name, state in states.items() if state != "visible"} == {
        "xlwings.conf": "hidden",
        "xltools.text": "veryHidden",
    }


def test_functions_are_what_the_udfs_say() -> None:
    """Module xlwings_udfs, as generated; the help of each function in a row for XtDescribe."""
    assert unix(SOURCES["xlwings_udfs"]) == udf_module()
    helps = {row[0]: row[1:] for row in rows("xltools.text") if row[0].startswith("function:")}
    assert list(helps) == [f"function:{f.name}" for f in function_help()]
    for function in function_help():
        description, category, *arguments = (c for c in helps[f"function:{function.name}"] if c)
        assert (description, category) == (function.description, "质效双提试算")
        assert tuple(arguments) == function.arguments


def rows(sheet: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in books.opened(books.MAIN)[sheet].iter_rows(values_only=True)]


def settings_as_xlwings_reads_them() -> dict[str, Any]:
    """GetConfigFromSheet of xlwings.bas: A1 down to the last filled cell, names in capitals, none twice."""
    found: dict[str, Any] = {}
    for name, value, *_ in rows("xlwings.conf"):
        if not name:
            break
        assert name.upper() not in found
        found[name.upper()] = value
    return found


def test_xlwings_reads_its_settings_from_the_sheet() -> None:
    """Its own Python, no server between presses, nothing imported from the workbook's folder."""
    found = settings_as_xlwings_reads_them()
    assert found["INTERPRETER_WIN"] == "%XLTOOLS_PYTHON%"
    assert found["USE UDF SERVER"] == found["ADD_WORKBOOK_TO_PYTHONPATH"] == found["SHOW CONSOLE"] == "False"
    assert found["SHOW_ERROR_POPUPS"] == "True"
    assert found["UDF MODULES"] == "xltools.udfs"
    assert len(found) == len(rows("xlwings.conf"))


def test_every_setting_is_one_that_xlwings_asks_for_and_is_explained() -> None:
    """In the third column, which xlwings does not look at; True and False are not left blank."""
    asked = set(re.findall(r'GetConfig\("([^"]+)"', SOURCES["xlwings"]))
    for name, value, explained in rows("xlwings.conf")[1:]:
        assert name in asked
        assert len(explained) > 8
        assert value or name.startswith("CONDA")


def messages() -> dict[str, str]:
    """What is said to the officer, without the functions' help."""
    return {key: text for key, text, *_ in rows("xltools.text")[1:] if not key.startswith("function:")}


def test_every_text_the_code_asks_for_is_there_and_no_other() -> None:
    """With as many places to fill in as it is given."""
    texts = messages()
    code = SOURCES["XltoolsRun"]
    plain = set(re.findall(r'\bSaid\("(\w+)"\)', code))
    filled = dict.fromkeys(re.findall(r'\bFilled\("(\w+)"', code), 1)
    twice = dict.fromkeys(re.findall(r'\bFilledTwice\("(\w+)"', code), 2)
    labels = {"label:collect": "汇总上报", "label:rank": "计分排名", "label:letters": "生成函件"}
    assert set(texts) == plain | set(filled) | set(twice) | set(labels)
    assert {key: texts[key] for key in labels} == labels
    for key, count in (dict.fromkeys(plain, 0) | filled | twice).items():
        assert {f"{{{n}}}" in texts[key] for n in range(1, count + 1)} <= {True}
        assert f"{{{count + 1}}}" not in texts[key]


def test_every_refusal_says_what_to_do() -> None:
    """A message box has room for about a thousand characters."""
    for key, text in messages().items():
        if key in ("title", "starting", "technical") or key.startswith("label:"):
            continue
        assert "请" in text or "双击" in text
        assert len(text) < 400


def test_workbooks_without_macros_have_nothing_of_them() -> None:
    """No project, no hidden sheet, the plain content type."""
    for name in (books.PLAIN, books.FORM):
        parts = books.parts(books.built(name))
        assert "xl/vbaProject.bin" not in parts
        assert b"macroEnabled" not in parts["[Content_Types].xml"]
        assert {sheet.sheet_state for sheet in books.opened(name).worksheets} == {"visible"}


def test_no_variable_of_the_code_is_called_like_a_sheet() -> None:
    """A sheet's code name is a name in every module; VBA knows no difference of capitals."""
    sheets = {name.lower() for name in code_names()}
    for module in ("XltoolsRun", "XltoolsButtons", "xlwings_udfs", "xlwings", "Dictionary"):
        code = re.sub(r'"[^"\n]*"|\'.*', "", SOURCES[module])
        assert {word.lower() for word in re.findall(r"[A-Za-z]\w*", code)} & sheets == set()
