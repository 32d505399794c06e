"""requirements.lock, narrowed to Windows and to what runs."""

from __future__ import annotations

import pytest

from xltools.bundle.lockfile import Pin, direct_dependencies, lock_path, read_lock, run_time
from xltools.errors import HostError

A, B = "a" * 64, "b" * 64
LOCK = f"""\
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:{A} \\
    --hash=sha256:{B}
    # via
    #   pytest
    #   typer
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:{A}
    # via pandas
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:{B}
    # via pandas
pandas==3.1.1 \\
    --hash=sha256:{A}
    # via xltools (pyproject.toml)
psutil==7.2.2 ; sys_platform == 'darwin' \\
    --hash=sha256:{A}
    # via xlwings
pytest==9.2.0 \\
    --hash=sha256:{A}
    # via xltools (pyproject.toml)
pywin32==312 ; platform_system == 'Windows' and platform_machine == 'AMD64' \\
    --hash=sha256:{A}
    # via xlwings
typer==0.29.2 \\
    --hash=sha256:{A}
    # via xltools (pyproject.toml)
uvloop==1.0 ; sys_platform != 'win32' \\
    --hash=sha256:{A}
    # via typer
xlwings==0.37.8 \\
    --hash=sha256:{A}
    # via xltools (pyproject.toml)
"""
ROOTS = ["pandas", "typer", "xlwings"]


def test_a_pin_has_its_version_marker_hashes_and_who_needs_it():
    assert read_lock(LOCK)[0] == Pin(
        "colorama", "0.4.6", "sys_platform == 'win32'", frozenset({A, B}), frozenset({"pytest", "typer"})
    )


def test_test_tools_and_other_systems_stay_out_and_windows_only_components_come_in():
    assert [str(pin) for pin in run_time(read_lock(LOCK), ROOTS, 11)] == [
        "colorama==0.4.6", "numpy==2.4.6", "pandas==3.1.1", "pywin32==312", "typer==0.29.2",
        "xlwings==0.37.8",
    ]  # fmt: skip


def test_the_pin_is_the_one_for_the_python_of_the_folder_not_for_the_one_that_makes_it():
    assert "numpy==2.5.5" in map(str, run_time(read_lock(LOCK), ROOTS, 13))


def test_pip_is_given_the_hashes_without_the_marker():
    """pip would hold the marker against the computer it runs on."""
    assert read_lock(LOCK)[0].line() == f"colorama==0.4.6 --hash=sha256:{A} --hash=sha256:{B}"


def test_a_lock_that_lacks_what_xltools_asks_for_is_told():
    with pytest.raises(HostError, match=r"没有 filelock：.*make lock"):
        run_time(read_lock(LOCK), [*ROOTS, "filelock"], 11)


def test_the_lock_of_this_version_is_found_and_has_everything_xltools_asks_for():
    pins = run_time(read_lock(lock_path().read_text(encoding="utf-8")), direct_dependencies(), 11)
    names = {pin.name for pin in pins}
    assert {"xlwings", "pywin32", "pandas", "numpy", "tzdata", "colorama", "docxtpl", "lxml"} <= names
    assert not names & {"pytest", "mypy", "ruff", "hypothesis", "oletools", "appscript", "psutil"}
    assert all(pin.hashes for pin in pins)
