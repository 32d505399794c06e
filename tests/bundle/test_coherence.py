"""The finished python/ held against itself."""

from __future__ import annotations

import pytest

from tests.bundle.made import I386, program, sha256, wheel
from xltools.bundle.coherence import check_dependencies, check_programs
from xltools.bundle.lockfile import Pin
from xltools.bundle.wheels import Wheel
from xltools.errors import HostError

WHOLE = {
    "python311.dll": program(dlls=["vcruntime140.dll", "kernel32.dll", "api-ms-win-crt-math-l1-1-0.dll"]),
    "vcruntime140.dll": program(),
    "xlwings32-0.37.8.dll": program(I386),
    "Lib/site-packages/a.cp311-win_amd64.pyd": program(dlls=["python311.dll", "MSVCP140-1234.dll"]),
    "Lib/site-packages/abi3.pyd": program(dlls=["python311.dll"]),
    "Lib/site-packages/a.libs/msvcp140-1234.dll": program(),
}


def opened(folder, name, version="1.0", needs=()) -> Wheel:
    path = wheel(folder, name, {}, version=version, needs=needs)
    return Wheel(Pin(name, version), path, sha256(path))


def test_a_whole_folder_is_taken():
    check_programs(WHOLE, 11)


@pytest.mark.parametrize(
    ("path", "data", "told"),
    [
        ("a.cp312-win_amd64.pyd", program(), "不是给 Windows 上的 Python 3.11 的"),
        ("a.cpython-311-x86_64-linux-gnu.so", b"ELF", "不是给 Windows 上的 Python 3.11 的"),
        ("a.pyd", program(I386), "不是 64 位的"),
        ("a.dll", b"no program", "不是 64 位的"),
        ("a.pyd", program(dlls=["MSVCP140.dll"]), "要用的 msvcp140.dll 不在其中"),
        ("a.pyd", program(dlls=["mfc140u.dll"]), "要用的 mfc140u.dll 不在其中"),
        ("a.pyd", program(dlls=["pywintypes311.dll"]), "要用的 pywintypes311.dll 不在其中"),
    ],
)
def test_what_would_not_load_on_windows_is_refused(path, data, told):
    with pytest.raises(HostError, match=told):
        check_programs(WHOLE | {f"Lib/site-packages/{path}": data}, 11)


def test_components_that_have_all_they_ask_for_are_taken(tmp_path):
    needs = ['b_c>=2,<3; sys_platform == "win32"', 'nothing; sys_platform == "linux"', 'tool; extra == "dev"']
    check_dependencies([opened(tmp_path, "a", needs=needs), opened(tmp_path, "b-c", "2.5")], 11)


@pytest.mark.parametrize("need", ["c", "b>=3", 'c; platform_system == "Windows"'])
def test_a_component_that_lacks_another_or_its_version_is_told(tmp_path, need):
    with pytest.raises(HostError, match="不完整：a 要"):
        check_dependencies([opened(tmp_path, "a", needs=[need]), opened(tmp_path, "b", "2.5")], 11)
