"""Where a wheel's files go, and that RECORD and ._pth say so."""

from __future__ import annotations

import base64
import csv
import hashlib

import pytest

from tests.bundle.made import sha256, wheel
from xltools.bundle.lockfile import Pin
from xltools.bundle.placing import path_lines, placed
from xltools.bundle.wheels import Wheel
from xltools.errors import HostError

SITE = "Lib/site-packages"


def opened(folder, name, files, version="1.0") -> Wheel:
    path = wheel(folder, name, files, version=version)
    return Wheel(Pin(name.lower(), version), path, sha256(path))


def test_modules_go_to_site_packages_from_any_part_of_the_wheel(tmp_path):
    files = {"thing/a.py": b"a", "thing-1.0.data/purelib/b.py": b"b", "thing-1.0.data/platlib/c.pyd": b"c"}
    put = placed(opened(tmp_path, "thing", files))
    assert {f"{SITE}/thing/a.py", f"{SITE}/b.py", f"{SITE}/c.pyd"} <= put.keys()


def test_the_dlls_of_xlwings_go_beside_python_exe(tmp_path):
    """There XLPyLoadDLL of xlwings.bas looks: LoadLibrary(ParentFolder(INTERPRETER) + DLL)."""
    files = {f"xlwings-0.37.8.data/data/xlwings{bits}-0.37.8.dll": b"dll" for bits in (32, 64)}
    put = placed(opened(tmp_path, "xlwings", files, "0.37.8"))
    assert put["xlwings64-0.37.8.dll"] == put["xlwings32-0.37.8.dll"] == b"dll"


def test_the_dlls_of_pywin32_go_beside_python_exe_and_nowhere_else(tmp_path):
    """Two copies would be loaded as two modules whose types do not know each other."""
    put = placed(opened(tmp_path, "pywin32", {"pywin32_system32/pywintypes311.dll": b"dll"}, "312"))
    assert [path for path in put if path.endswith(".dll")] == ["pywintypes311.dll"]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("thing", "thing/sub/tests/test_a.py"),
        ("thing", "thing-1.0.data/scripts/thing.exe"),
        ("xlwings", "xlwings/pro/__init__.py"),
        ("xlwings", "xlwings/addin/xlwings.xlam"),
        ("xlwings", "xlwings/quickstart.xlsm"),
        ("pywin32", "pythonwin/Pythonwin.exe"),
        ("pywin32", "win32/pythonservice.exe"),
        ("pywin32", "win32com/demos/excelRTDServer.py"),
    ],
)
def test_what_an_officer_does_not_need_stays_behind(tmp_path, name, file):
    put = placed(opened(tmp_path, name, {file: b"x", f"{name}/__init__.py": b""}))
    assert [path for path in put if ".dist-info" not in path] == [f"{SITE}/{name}/__init__.py"]


def test_what_another_component_calls_by_the_same_name_is_kept(tmp_path):
    put = placed(opened(tmp_path, "thing", {"thing/pro/a.py": b"", "thing/testing/b.py": b""}))
    assert {f"{SITE}/thing/pro/a.py", f"{SITE}/thing/testing/b.py"} <= put.keys()


def test_record_tells_of_every_file_where_it_is_now(tmp_path):
    files = {"thing/a.py": b"a = 1\n", "thing-1.0.data/data/thing.dll": b"dll", "thing/tests/b.py": b""}
    put = placed(opened(tmp_path, "thing", files))
    rows = {name: (digest, size) for name, digest, size in csv.reader(
        put[f"{SITE}/thing-1.0.dist-info/RECORD"].decode().splitlines()
    )}  # fmt: skip
    digest = base64.urlsafe_b64encode(hashlib.sha256(b"a = 1\n").digest()).decode().rstrip("=")
    assert rows["thing/a.py"] == (f"sha256={digest}", "6")
    assert rows["../../thing.dll"][1] == "3"
    assert rows["thing-1.0.dist-info/RECORD"] == ("", "")
    assert len(rows) == len(put)


def test_a_signature_of_the_old_record_is_not_kept(tmp_path):
    put = placed(opened(tmp_path, "thing", {"thing-1.0.dist-info/RECORD.jws": b"signed"}))
    assert not [path for path in put if path.endswith(".jws")]


def test_the_folders_of_pth_files_become_lines_of_the_search_path():
    """pywin32.pth: its comments, the folders that are there, and its bootstrap, which is not needed here."""
    pth = b"# comment\r\nwin32\r\nwin32\\lib\r\npythonwin\r\n\r\nimport pywin32_bootstrap\r\n"
    files = {f"{SITE}/pywin32.pth": pth, f"{SITE}/win32/a.pyd": b"", f"{SITE}/win32/lib/b.py": b""}
    assert path_lines(files) == [f"{SITE}/win32", f"{SITE}/win32/lib"]


def test_other_code_in_a_pth_file_is_refused_because_it_would_not_run():
    with pytest.raises(HostError, match=r"“a\.pth”要执行“import evil”"):
        path_lines({f"{SITE}/a.pth": b"import evil\n"})


def test_a_pth_file_further_down_is_nobodys_business():
    assert path_lines({f"{SITE}/thing/a.pth": b"import evil\n"}) == []
