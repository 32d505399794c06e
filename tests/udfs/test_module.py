"""Module xlwings_udfs and the function wizard's texts, and what importing the functions loads."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from types import SimpleNamespace

import pytest
import xlwings as xw

import xltools.udfs
from tests.udfs.excel import excel_without_excel
from xltools.build.macros.decorated import decorated_functions
from xltools.build.macros.udf_module import MODULE, NAME, READY, function_help, udf_module

FUNCTIONS = ["XT_APPORTION", "XT_LIGHTS", "XT_RANK", "XT_SCORE", "XT_SHARE", "XT_STATUS", "XT_TARGET"]


def procedures() -> dict[str, list[str]]:
    """Function name → the lines of its body, first line (the signature) included."""
    found = re.findall(r"^Function (\w+)(.*?)^End Function$", udf_module(), re.DOTALL | re.MULTILINE)
    return {name: [line.strip() for line in body.strip().splitlines()] for name, body in found}


def test_the_source_is_ascii_and_named() -> None:
    """A VBA project of code page 1252 holds no Chinese."""
    source = udf_module()
    assert source.encode("ascii")
    assert source.startswith(f'Attribute VB_Name = "{NAME}"\n')
    assert max(map(len, source.splitlines())) < 1024


def test_there_is_a_wrapper_for_every_function() -> None:
    """One each, none else."""
    assert sorted(procedures()) == FUNCTIONS
    assert [name for name in dir(xltools.udfs) if name.startswith("XT_")] == FUNCTIONS


def test_arguments_that_may_be_left_out_are_optional() -> None:
    """As in Python."""
    assert procedures()["XT_STATUS"][0] == "(rate, target, Optional period, Optional settings)"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_wrapper_makes_python_ready_and_then_calls_it(name: str) -> None:
    """The order matters: an error that says why there is no Python must reach the cell."""
    signature, *lines = procedures()[name]
    arguments = ", ".join(re.findall(r"(\w+)[,)]", signature))
    assert lines == [
        'If TypeName(Application.Caller) = "Empty" Then Exit Function',
        "If TypeOf Application.Caller Is Range Then On Error GoTo failed",
        READY,
        f'{name} = XLPy.CallUDF("{MODULE}", "{name}", Array({arguments}), ThisWorkbook, Application.Caller)',
        "Exit Function",
        "failed:",
        f"{name} = Err.Description",
    ]


def test_apart_from_what_we_add_it_is_what_xlwings_generates() -> None:
    """Line by line, the branch for other programs left out."""
    made = io.StringIO()
    with decorated_functions() as (udfs, module):
        udfs.generate_vba_wrapper(MODULE, module, made, SimpleNamespace(Name="any.xlsm"))
    theirs = re.sub(r"#Else.*?#End If", "", made.getvalue(), flags=re.DOTALL)
    theirs_lines = [line.strip() for line in theirs.splitlines() if not line.strip().startswith("#If")]
    ours = udf_module().split("Option Explicit\n")[1].splitlines()
    added = (READY, 'If TypeName(Application.Caller) = "Empty" Then Exit Function')
    ours_lines = [line.strip() for line in ours if line.strip() not in added]
    assert [line for line in ours_lines if line] == [line for line in theirs_lines if line]


def test_building_it_leaves_no_trace() -> None:
    """The stand-ins for pywin32 must not be taken for the real thing later."""
    before = set(sys.modules)
    with decorated_functions() as (_, module):
        assert hasattr(module.XT_RANK, "__xlfunc__")
        assert "pythoncom" in sys.modules
    assert set(sys.modules) == before
    assert not hasattr(xw, "udfs")
    assert not hasattr(xltools.udfs.XT_RANK, "__xlfunc__")


def test_every_text_of_the_function_wizard_fits() -> None:
    """Excel's limit is 255 characters a text; all are Chinese sentences."""
    helps = function_help()
    assert sorted(h.name for h in helps) == FUNCTIONS
    for function in helps:
        assert function.category == "质效双提试算"
        texts = (function.description, *function.arguments)
        assert all(0 < len(text) <= 255 and re.search("[一-龥]", text) for text in texts)
        assert len(function.arguments) == len(function.labels)


def test_arguments_are_described_in_their_order_with_what_may_be_left_out() -> None:
    """The labels are those of the messages."""
    labels = {h.name: h.labels for h in function_help()}
    assert labels["XT_APPORTION"] == ["总额", "权重", "[下限]", "[上限]", "[代码]", "[小数位]"]
    assert labels["XT_STATUS"] == ["完成率", "目标", "[期别]", "[参数]"]


def test_importing_the_functions_loads_only_what_they_need() -> None:
    """Excel waits for it at the first formula: no Word, no workbook writer, no command line."""
    heavy = ["docxtpl", "jinja2", "lxml", "xlsxwriter", "typer", "rich", "openpyxl", "xlrd"]
    code = f"import sys, xltools.udfs; print([m for m in {heavy} if m in sys.modules]);"
    code += "print(sorted({m.split('.')[1] for m in sys.modules if m.startswith('xltools.')}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    loaded, rooms = map(eval, run.stdout.splitlines())
    assert loaded == []
    assert rooms == ["cells", "errors", "personal", "policy", "rules", "tables", "udfs"]


def test_nothing_stays_behind() -> None:
    """Other tests find xlwings as it is on this machine."""
    before = (xw.func, xw.engines, set(sys.modules))
    with excel_without_excel() as excel:
        assert xw.func is not before[0]
        assert excel.call("XT_TARGET", "2024-12") == 1.0
    assert (xw.func, xw.engines, set(sys.modules)) == before
