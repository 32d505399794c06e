"""What a button does before Python runs, executed: LibreOffice Basic runs the very modules of the .xlsm.

What only Windows has (its environment, its files) is put in by the tests. That Excel runs the same source the
same way is checked by hand.
"""

from __future__ import annotations

import re

import pytest

from tests.build import books
from tests.build.basic import run_basic

pytestmark = pytest.mark.libreoffice

MODULE = "Rem Attribute VBA_ModuleType=VBAModule\nOption VBASupport 1\n"

STUB = f"""{MODULE}
Public Ran As String
Public Heard As String
Public Outcome As Integer
Public Again As String
Public Function RunPython(command As String)
    Ran = Ran & command & ";"
    Dim key As String
    key = Again
    Again = ""
    If key <> "" Then XtRun key
    If Outcome = 7 Then Err.Raise 70, "test", "blocked by policy"
    RunPython = Outcome
End Function
Public Sub Hear(ByVal sentence As String)
    Heard = Heard & sentence & "|"
End Sub
"""

WINDOWS = f"""{MODULE}
Public Given As String
Public Ours As String
Public Files As String
Public Function Variable(ByVal what As String) As String
    If what = "XLTOOLS_PYTHON" Then Variable = Given Else Variable = Ours
End Function
Public Sub SetPython(ByVal path As String)
    Given = path
    Ours = path
End Sub
Public Function IsFile(ByVal path As String) As Boolean
    IsFile = path <> "" And InStr(Files, path & ";") > 0
End Function
Public Function Expanded(ByVal path As String) As String
    Expanded = Replace(path, "%USERPROFILE%", "C:\\Users\\zhang")
End Function
Public Function Answer(ByVal folder As String) As String
    Answer = Unprepared(folder)
    If Answer = "" Then Answer = "ok:" & Given
End Function
Public Function Configure(ByVal what As String)
    ThisWorkbook.Worksheets("xlwings.conf").Cells(2, 2).Value = what
End Function
"""

IN_MEMORY = {
    'MsgBox sentence, vbExclamation, Said("title")': 'Hear "[" & Said("title") & "]" & sentence',
    "Private Function": "Public Function",
    "Public Function Variable(": "Private Function OfWindows1(",
    "Public Function IsFile(": "Private Function OfWindows2(",
    "Public Function Expanded(": "Private Function OfWindows3(",
    "Private Sub SetPython(": "Private Sub OfWindows4(",
}
"""Message boxes are heard, private functions can be called, Windows is the tests'."""

PRESS = "import xltools.live; xltools.live.press('{}');"
D = "D:\\衔接资金\\2024"
BESIDE = f"{D}\\python\\python.exe"

CASES: dict[str, tuple[str, str]] = {
    "press": ("Press_collect", PRESS.format("collect")),
    "again at once": ("Press_collect", ""),
    "another button": ("Press_rank", PRESS.format("rank")),
    "pressed while it runs": ('Again = "collect": Press_letters', PRESS.format("letters")),
    "python failed": (
        "Outcome = -1: Press_collect",
        PRESS.format("collect") + "[衔接资金工具]“汇总上报”没有运行起来…自检…结果一样。|",
    ),
    "start is blocked": (
        "Outcome = 7: Press_rank",
        PRESS.format("rank") + "[衔接资金工具]“计分排名”没有运行起来…供维护人员参考：70 …|",
    ),
    "fine places": (
        " & ".join(
            f'Refusal("{folder}", "{file}")'
            for folder, file in (
                (D, "调度排名.xlsm"), ("D:\\A&B 工作", "调度排名（9月） (1)【终稿】.xlsm"),
                ("D:\\2024=汇总", "a.xlsm"), ("\\\\srv\\财政", "调度排名!.xlsm"), ("C:\\", "x,;'.xlsm"),
                ("/home/zhang", "调度排名.xlsm"),
            )
        ),
        "",
    ),
    "unsaved": ('Refusal("", "工作簿1")', "这个工作簿还没有保存过…另存为…"),
    "cloud": (
        'Refusal("https://d.docs.live.net/1", "调度排名.xlsm")',
        "工作簿是从网上…https://d.docs.live.net/1…请先另存到本机…",
    ),
    "equals sign": (f'Refusal("{D}", "调度排名=终.xlsm")', "文件名或文件夹名里有“=”…调度排名=终.xlsm…去掉…"),
    "per cent": ('Refusal("D:\\100%达标", "调度排名.xlsm")', "文件名或文件夹名里有“%”…D:\\100%达标…"),
    "caret": (f'Refusal("{D}", "调度^排名.xlsm")', "文件名或文件夹名里有“^”…"),
    "quotation mark": (f'Refusal("{D}", "调度" & Chr(34) & "排名.xlsm")', '文件名或文件夹名里有“"”…'),
    "leading space": (f'Refusal("{D}", " 调度排名.xlsm")', "文件名的开头是空格…“ 调度排名.xlsm”…"),
    "python beside": (f'Files = "{BESIDE};": R = Answer("{D}")', f"ok:{BESIDE}"),
    "python one folder up": (
        'Given = "": Files = "D:\\衔接资金\\python\\python.exe;": R = Answer("' + D + '")',
        "ok:D:\\衔接资金\\python\\python.exe",
    ),
    "python of the office": (
        f'Given = "E:\\py\\python.exe": Ours = "": Files = Given & ";{BESIDE};": R = Answer("{D}")',
        "ok:E:\\py\\python.exe",
    ),
    "python of the office is gone": (
        f'Given = "E:\\py\\python.exe": Ours = "": Files = "{BESIDE};": R = Answer("{D}")',
        f"ok:{BESIDE}",
    ),
    "python of another workbook": (
        f'SetPython "D:\\2023\\python\\python.exe": Files = Given & ";{BESIDE};": '
        f'R = Answer("{D}")',
        f"ok:{BESIDE}",
    ),
    "only another workbook's python": (
        f'SetPython "D:\\2023\\python\\python.exe": Files = Given & ";": R = Answer("{D}")',
        "没有找到运行工具的 Python…D:\\衔接资金\\2024…自检…",
    ),
    "root of a disk": ('Files = "D:\\python\\python.exe;": R = Answer("D:\\")', "ok:D:\\python\\python.exe"),
    "no python": (f'Given = "": Ours = "": Files = "": R = Answer("{D}")', "没有找到运行工具的 Python…"),
    "opened in a zip": (
        'R = Answer("C:\\Users\\zhang\\AppData\\Local\\Temp\\Temp1_a.zip")',
        "工作簿是在压缩包里…Temp1_a.zip…解压…",
    ),
    "own interpreter": (
        'Configure "%USERPROFILE%\\py\\python.exe": Files = "C:\\Users\\zhang\\py\\python.exe;": '
        f'Given = "": R = Answer("{D}")',
        "ok:",
    ),
    "own interpreter is missing": (
        f'Configure "E:\\py\\python.exe": R = Answer("{D}")',
        "工作表“xlwings.conf”里写的 Python 不存在：\nE:\\py\\python.exe…",
    ),
    "texts are gone": (
        'ThisWorkbook.Worksheets("xltools.text").Cells(4, 1).Value = "": R = Refusal("", "a")',
        "xltools: unsaved …",
    ),
}  # fmt: skip
"""A statement or an expression, and what comes of it: what Python was told, what was heard, what it gave.

… stands for any text.
"""


def probe() -> str:
    """One function a case: its statement, then all that came of it."""
    functions = []
    for i, (code, _) in enumerate(CASES.values()):
        statement = f"R = {code}" if code.startswith("Refusal(") else code.replace(": ", "\n    ")
        functions.append(
            f'Public Function Case{i}() As String\n    Dim R As String\n    Ran = ""\n    Heard = ""\n'
            f"    {statement}\n    Outcome = 0\n    Case{i} = Ran & Heard & R\nEnd Function\n"
        )
    return MODULE + "\n".join(functions)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every case, one after the other in one session of LibreOffice."""
    workbook = tmp_path_factory.mktemp("衔接资金 & 调度") / "调度排名 (1).xlsm"
    workbook.write_bytes(books.built(books.MAIN))
    modules = {"xlwings": STUB, "Windows": WINDOWS, "Probe": probe()}
    calls = [f"Case{i}" for i in range(len(CASES))]
    found = run_basic(workbook, modules, calls, tmp_path_factory.mktemp("profile"), IN_MEMORY)
    return dict(zip(CASES, found, strict=True))


@pytest.mark.parametrize("case", CASES)
def test_what_comes_of_a_press(answers: dict[str, str], case: str) -> None:
    """A folder with a space, & and brackets is pressed in; every refusal is a sentence with a remedy."""
    pattern = ".*".join(map(re.escape, CASES[case][1].split("…")))
    assert re.fullmatch(pattern, answers[case], re.DOTALL), answers[case]
