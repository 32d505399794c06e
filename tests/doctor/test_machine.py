"""Console, clock, packages, LibreOffice, and the sum of it all."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest

from tests.doctor.computer import is_a_note
from xltools.doctor import examine, verdict
from xltools.doctor.finding import Finding, by_urgency, fine, note, trouble
from xltools.doctor.interpreter import version
from xltools.doctor.libreoffice import bridge, check_libreoffice
from xltools.doctor.machine import clock, encoding
from xltools.doctor.packages import PACKAGES, check_packages, check_shipped_files
from xltools.errors import HostError


@pytest.mark.parametrize("name", ["utf-8", "gbk", "cp936", "gb18030"])
def test_a_console_that_writes_chinese_is_fine(name):
    """Code pages of Chinese Windows too."""
    assert encoding(name).ok


@pytest.mark.parametrize("name", ["cp437", "ascii", "cp1252", "", "no-such-code"])
def test_a_console_that_does_not_is_told(name):
    """And what to type."""
    assert is_a_note(encoding(name), "chcp 65001")


def test_a_clock_behind_files_that_exist_is_told():
    """A letter would bear the wrong date; a day's difference may be a time zone."""
    now = dt.datetime(2024, 10, 8, 9, 0)
    assert clock(now, None).ok
    assert clock(now, now + dt.timedelta(hours=23)).ok
    assert is_a_note(clock(now, dt.datetime(2024, 10, 20)), "2024-10-08", "2024-10-20", "校准")


@pytest.mark.parametrize(
    ("found", "is_64_bit", "path", "said"),
    [
        ((3, 11, 9), False, r"C:\Python311-32\python.exe", "64 位"),
        ((3, 12, 1), True, r"C:\Users\z\AppData\Local\Microsoft\WindowsApps\python.exe", "应用商店"),
    ],
)
def test_a_python_that_works_only_in_part_is_told(found, is_64_bit, path, said):
    """32 bits; the Store's."""
    assert is_a_note(version(found, is_64_bit, path), said)


def test_a_python_that_is_too_old_stops_everything():
    """3.10."""
    assert version((3, 10, 12), True, "/usr/bin/python3").blocking


def test_python_is_told_with_bits_and_place():
    """So that a screenshot says it all."""
    found = version((3, 11, 9), True, r"D:\衔接资金\python\python.exe")
    assert found.ok
    assert found.found == r"3.11.9，64 位，D:\衔接资金\python\python.exe"


@pytest.mark.parametrize("error", ["OSError('DLL load failed')", "ImportError('no such module')"])
def test_a_package_that_cannot_be_loaded_stops_everything(monkeypatch, tmp_path, error):
    """A missing DLL raises OSError, a missing part of it ImportError."""
    (tmp_path / "broken_component.py").write_text(f"raise {error}")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("xltools.doctor.packages.PACKAGES", ("broken_component",))
    (found,) = check_packages()
    assert found.blocking
    assert "重新解压" in found.remedy


def test_every_dependency_is_looked_at():
    """Those that pyproject.toml names for all systems."""
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    named = {re.split(r"[^\w-]", line)[0] for line in project["project"]["dependencies"]}
    assert set(PACKAGES) == named


def test_another_xlwings_stops_everything(monkeypatch):
    """Its engine interface is no public contract."""
    monkeypatch.setattr("xltools.doctor.packages.PACKAGES", ("xlwings",))
    monkeypatch.setattr("xltools.doctor.packages.metadata.version", lambda name: "0.38.0")
    (found,) = check_packages()
    assert found.blocking
    assert "0.37." in found.remedy


def test_missing_workbooks_stop_everything(monkeypatch):
    """An unpacker that left files out."""
    monkeypatch.setattr("xltools.shipped.shipped_names", lambda folder: [])
    assert [finding.blocking for finding in check_shipped_files()] == [True, True]


def refuse() -> str:
    """What is asked for is not there."""
    raise HostError("请安装 python3-uno")


def test_without_libreoffice_everything_else_works(monkeypatch):
    """It is for PDF."""
    monkeypatch.setattr("xltools.doctor.libreoffice.find_program", refuse)
    (found,) = check_libreoffice()
    assert is_a_note(found, "没有安装", "不影响使用")


def test_a_python_that_cannot_reach_libreoffice_is_told(monkeypatch):
    """UNO is missing, or was built for another Python: what it says, and the launcher."""
    monkeypatch.setattr("xltools.doctor.libreoffice.uno", refuse)
    assert is_a_note(bridge(), "python3-uno", "启动工具")


def test_a_python_that_reaches_libreoffice_is_fine(monkeypatch):
    """The module is there."""
    monkeypatch.setattr("xltools.doctor.libreoffice.uno", lambda: object())
    assert bridge().ok


def test_the_most_urgent_comes_first_and_the_rest_in_order():
    """要处理, 注意, 正常."""
    given = [fine("一", ""), note("二", "", "x"), trouble("三", "", "x"), note("四", "", "x")]
    assert "".join(finding.what for finding in by_urgency(given)) == "三二四一"


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        ([fine("a", "")], "可以用，各项正常"),
        ([fine("a", ""), note("b", "", "c")], "可以用。有 1 项要留意"),
        ([trouble("a", "", "b"), note("c", "", "d"), trouble("e", "", "f")], "还不能用：有 2 项"),
    ],
)
def test_the_verdict_is_one_sentence(findings, said):
    """What counts is whether anything stops the work."""
    assert verdict(findings).startswith(said)


def test_a_finding_tells_what_to_do_only_where_something_is_wrong():
    """As text and as plain data."""
    assert str(fine("Excel", "16.0")) == "正常　Excel：16.0"
    assert str(note("Excel", "没有安装", "请用启动工具")) == "注意　Excel：没有安装。请用启动工具"
    assert str(trouble("Python", "3.9", "请安装")) == "要处理　Python：3.9。请安装"
    record = Finding("a", False, "b", "c", True).record()
    assert record == {"what": "a", "ok": False, "found": "b", "remedy": "c", "blocking": True}


def test_this_computer_is_fit(tmp_path):
    """Nothing that stops the work here."""
    findings = examine(tmp_path)
    assert not [finding for finding in findings if finding.blocking]
    assert {"Python", "组件 xlwings", "附带文件 workbooks", "控制台编码"} <= {f.what for f in findings}


def test_a_workbook_names_the_folder_it_lies_in(tmp_path):
    """That one is looked at, whatever the current folder is."""
    assert f"文件夹 {tmp_path}" in {f.what for f in examine(workbook=tmp_path / "调度排名.xlsm")}
