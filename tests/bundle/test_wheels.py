"""Wheels taken from a folder: the one for Windows, and only as the lock has it."""

from __future__ import annotations

import pytest

from tests.bundle.made import sha256, wheel
from xltools.bundle.lockfile import Pin
from xltools.bundle.wheels import chosen
from xltools.errors import FileError, HostError


def pin(*paths, name="thing", version="1.0") -> Pin:
    return Pin(name, version, hashes=frozenset(map(sha256, paths)))


def test_the_wheel_made_for_this_windows_python_is_preferred(tmp_path):
    tags = ["py3-none-any", "cp39-abi3-win_amd64", "cp311-cp311-win_amd64",
            "cp312-cp312-win_amd64", "cp311-cp311-manylinux_2_28_x86_64", "cp311-cp311-win32"]  # fmt: skip
    every = [wheel(tmp_path, "thing", {}, tag=tag) for tag in tags]
    assert chosen([pin(*every)], tmp_path, 11)[0].path == every[2]
    assert chosen([pin(*every)], tmp_path, 12)[0].path == every[3]
    assert chosen([pin(*every)], tmp_path, 13)[0].path == every[1]


def test_only_the_pinned_version_is_taken(tmp_path):
    wheel(tmp_path, "thing", {}, version="2.0")
    right = wheel(tmp_path, "thing", {}, version="1.0")
    assert chosen([pin(right)], tmp_path, 11)[0].path == right


def test_a_name_spelt_with_an_underscore_or_capitals_is_the_same_component(tmp_path):
    path = wheel(tmp_path, "Some_Thing", {})
    assert chosen([pin(path, name="some-thing")], tmp_path, 11)[0].sha256 == sha256(path)


def test_a_wheel_that_was_changed_is_refused(tmp_path):
    path = wheel(tmp_path, "thing", {})
    asked = pin(path)
    wheel(tmp_path, "thing", {"thing/evil.py": b"x"})
    with pytest.raises(FileError, match=r"thing-1\.0-py3-none-any\.whl”与 requirements\.lock 里的校验值不符"):
        chosen([asked], tmp_path, 11)


def test_all_that_is_missing_is_named_with_the_command_that_gets_it(tmp_path):
    wheel(tmp_path, "thing", {}, tag="cp311-cp311-manylinux_2_28_x86_64")
    (tmp_path / "not a wheel.whl").write_bytes(b"")
    asked = [Pin("thing", "1.0"), Pin("pywin32", "312")]
    with pytest.raises(HostError) as told:
        chosen(asked, tmp_path, 11)
    assert "缺少 Python 3.11 的 64 位 Windows 组件：thing==1.0 pywin32==312" in str(told.value)
    assert (
        "pip download --no-deps --only-binary=:all: --platform win_amd64 --python-version 3.11 -d wheels "
        "thing==1.0 pywin32==312" in str(told.value)
    )


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(HostError, match="找不到组件文件夹"):
        chosen([], tmp_path / "没有", 11)
