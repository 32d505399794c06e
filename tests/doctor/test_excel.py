"""Excel, and WPS in its place: both ways of each check, on computers made up for it."""

from __future__ import annotations

import pytest

from tests.doctor.computer import APP_PATH, CLASS, CLICK_TO_RUN, Computer, is_a_note, only, with_excel
from xltools.doctor.excel import Excel, check_excel, installed, program_of
from xltools.doctor.wps import check_wps

OLD_EXE = r"C:\Program Files (x86)\Microsoft Office\Office12\EXCEL.EXE"
ET = r'"C:\Users\zhang\AppData\Local\Kingsoft\WPS Office\ksolaunch.exe" /prometheus /et "%1"'
CHOICE = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\{}\UserChoice"
OPEN = r"HKCR\{}\shell\open\command"


def test_excel_of_microsoft_365_is_told_with_version_and_bits():
    """Click-to-Run writes both."""
    computer = with_excel()
    assert installed(computer) == Excel("16.0", "16.0.17928.20114", 64)
    found = only(list(check_excel(computer, installed(computer))), "Excel")
    assert found.ok
    assert found.found == "16.0.17928.20114，64 位"


def test_excel_without_click_to_run_is_told_by_its_keys():
    """Excel 2013 of 32 bits on a 64-bit Windows: the keys are under WOW6432Node."""
    exe = r"C:\Program Files (x86)\Microsoft Office\Office15\EXCEL.EXE"
    key = r"HKLM\SOFTWARE\WOW6432Node\Microsoft\Office\15.0\Excel\InstallRoot"
    computer = Computer(registry={APP_PATH: {"": exe}, key: {"Path": r"C:\…"}}, files={exe})
    assert installed(computer) == Excel("15.0", "15.0", 32)


def test_a_32_bit_excel_is_told_by_click_to_run():
    """The DLL for functions must be of the same bits."""
    computer = with_excel()
    computer.registry[CLICK_TO_RUN]["Platform"] = "x86"
    found = installed(computer)
    assert found is not None
    assert found.bits == 32


@pytest.mark.parametrize("computer", [Computer(), Computer(registry={APP_PATH: {"": r"D:\gone\EXCEL.EXE"}})])
def test_without_excel_the_launcher_is_the_way(computer):
    """Never installed, or removed and its key left behind."""
    assert installed(computer) is None
    (found,) = check_excel(computer, None)
    assert is_a_note(found, "没有安装", "启动工具")


def test_an_old_excel_is_told():
    """Excel 2007."""
    key = r"HKLM\SOFTWARE\WOW6432Node\Microsoft\Office\12.0\Excel\InstallRoot"
    computer = Computer(registry={APP_PATH: {"": OLD_EXE}, key: {"Path": "…"}}, files={OLD_EXE})
    found = only(list(check_excel(computer, installed(computer))), "Excel")
    assert is_a_note(found, "12.0", "太旧", "启动工具")


@pytest.mark.parametrize(
    "change",
    [
        {r"HKCR\Excel.Application\CLSID": {"": "{45540001-5750-5300-4B49-4E47534F4655}"}},
        {rf"HKCR\CLSID\{CLASS}\LocalServer32": {"": r"D:\WPS Office\12.1.0\office6\et.exe /automation"}},
    ],
)
def test_wps_in_the_place_of_excel_is_told(change):
    """It takes Excel's name, or the program behind Excel's number (xlwings issue 2575)."""
    computer = with_excel()
    assert list(check_excel(computer, installed(computer)))[1].ok
    computer.registry |= change
    assert is_a_note(list(check_excel(computer, installed(computer)))[1], "WPS", "兼容")


@pytest.mark.parametrize(
    ("command", "program"),
    [
        (r'"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE" /dde', "excel.exe"),
        (r"C:\Program Files\WPS Office\et.exe /prometheus", "et.exe"),
        (r"C:\PROGRA~1\MICROS~1\EXCEL.EXE", "excel.exe"),
        ("", ""),
    ],
)
def test_the_program_of_a_command_line(command, program):
    """Quoted, with blanks and without quotes, short, none."""
    assert program_of(command) == program


def test_a_double_click_that_opens_excel_is_fine():
    """As the officer chose it."""
    computer = with_excel()
    for suffix in (".xlsm", ".xlsx"):
        computer.registry[CHOICE.format(suffix)] = {"ProgId": "Excel.Sheet.12"}
    computer.registry[OPEN.format("Excel.Sheet.12")] = {"": r'"C:\…\EXCEL.EXE" "%1"'}
    findings = list(check_wps(computer, installed(computer)))
    assert all(finding.ok for finding in findings)
    assert only(findings, ".xlsm").found == "excel.exe"
    assert only(findings, "WPS").found == "没有安装"


@pytest.mark.parametrize("kind", ["ET.Xlsm.6", "KET.Workbook.9", "WPS.Something", "Acme.Sheet"])
def test_a_double_click_that_opens_wps_leads_to_the_launcher(kind):
    """By the name of the kind, or by the program behind an unknown kind."""
    computer = with_excel()
    computer.registry[r"HKCU\Software\Kingsoft\Office\6.0\Common"] = {"InstallRoot": r"D:\WPS"}
    computer.registry[CHOICE.format(".xlsm")] = {"ProgId": kind}
    computer.registry[OPEN.format(kind)] = {"": ET if kind == "Acme.Sheet" else ""}
    findings = list(check_wps(computer, installed(computer)))
    assert is_a_note(only(findings, ".xlsm"), "WPS", "启动工具", "打开方式 → Excel")
    assert only(findings, "WPS").found == r"D:\WPS"


def test_where_there_is_only_wps_nobody_is_sent_to_excel():
    """The kind of the file type itself counts where the officer chose nothing."""
    computer = Computer(registry={r"HKCR\.xlsx": {"": "ET.Xlsx.6"}})
    found = only(list(check_wps(computer, None)), ".xlsx")
    assert is_a_note(found, "WPS", "启动工具")
    assert "Excel" not in found.remedy


def test_a_type_without_any_program_is_told():
    """A computer with neither."""
    assert is_a_note(only(list(check_wps(Computer(), None)), ".xlsm"), "没有设定", "打开方式")
