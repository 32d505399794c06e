"""The embeddable package: told from other downloads, and closed against the user's own Python."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.bundle.made import AMD64, ARM64, I386, MOMENT, embedded, embedded_files, program, sha256
from xltools.bundle.embedded import read_embedded, search_path
from xltools.errors import FileError


def refusal(folder: Path, files: dict[str, bytes]) -> str:
    with pytest.raises(FileError) as told:
        read_embedded(embedded(folder, files))
    assert "python-3.11.9-embed-amd64.zip" in str(told.value)
    assert "embeddable package (64-bit)" in str(told.value), "what to do is missing"
    return str(told.value)


def test_the_official_package_is_taken(tmp_path):
    path = embedded(tmp_path)
    python = read_embedded(path)
    assert (python.minor, python.version, python.path_file) == (11, "3.11.9", "python311._pth")
    assert python.sha256 == sha256(path)
    assert python.made == MOMENT
    assert python.files == embedded_files()


@pytest.mark.parametrize(("machine", "told"), [(I386, "32 位"), (ARM64, "ARM64"), (0x1234, "别的处理器")])
def test_another_processor_is_refused(tmp_path, machine, told):
    assert told in refusal(tmp_path, embedded_files(machine=machine))


def test_a_python_that_is_too_old_is_refused(tmp_path):
    assert "是 Python 3.10.9，要 3.11" in refusal(tmp_path, embedded_files(10))


@pytest.mark.parametrize("missing", ["python.exe", "python311.dll", "python311.zip", "python311._pth"])
def test_a_zip_without_its_main_files_is_refused(tmp_path, missing):
    files = embedded_files()
    del files[missing]
    assert "不是 Python 的 Windows 嵌入式包" in refusal(tmp_path, files)


def test_a_package_zipped_again_with_its_folder_is_refused(tmp_path):
    files = {f"python-3.11.9-embed-amd64/{name}": data for name, data in embedded_files().items()}
    assert "不要重新压缩" in refusal(tmp_path, files)


def test_files_of_two_versions_are_refused(tmp_path):
    files = embedded_files() | {"python.exe": program(AMD64, version=(3, 12, 4150, 0))}
    assert "不是同一版本" in refusal(tmp_path, files)


def test_a_python_exe_that_is_no_program_is_refused(tmp_path):
    assert "不是 Windows 程序" in refusal(tmp_path, embedded_files() | {"python.exe": b"#!/bin/sh"})


def test_without_resources_the_version_is_that_of_the_names(tmp_path):
    files = embedded_files() | {"python.exe": program(AMD64)}
    assert read_embedded(embedded(tmp_path, files)).version == "3.11"


def test_the_search_path_holds_these_folders_and_nothing_else():
    lines = search_path(12, ["Lib/site-packages", "Lib/site-packages/win32"]).decode("ascii").split("\r\n")
    assert [line for line in lines if line and not line.startswith("#")] == [
        "python312.zip", ".", r"Lib\site-packages", r"Lib\site-packages\win32",
    ]  # fmt: skip


def test_nothing_of_the_users_own_python_gets_in(tmp_path):
    """A real Python beside such a file: neither PYTHONPATH, PYTHONHOME nor the user's packages reach it.

    With `import site` in the file the user's packages would (cpython issue 120037).
    """
    folder, home = tmp_path / "python", tmp_path / "home"
    own = home / f".local/lib/python3.{sys.version_info.minor}/site-packages"
    own.mkdir(parents=True)
    (own / "own.pth").write_text("import sys; print('LEAK')")
    (folder / "Lib/site-packages").mkdir(parents=True)
    (folder / "python").symlink_to(os.path.realpath(sys.executable))
    standard = [sysconfig.get_path("stdlib"), sysconfig.get_config_var("DESTSHARED")]
    lines = (
        search_path(11, ["Lib/site-packages"])
        .decode()
        .replace("\\", "/")
        .replace("python311.zip", "\n".join(standard))
    )
    (folder / "python._pth").write_text(lines)
    done = subprocess.run(
        [folder / "python", "-c", "import sys, json; print(json.dumps(sys.path))"],
        env={**os.environ, "HOME": str(home), "PYTHONPATH": str(own), "PYTHONHOME": str(home)},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert json.loads(done.stdout) == [*standard, str(folder), str(folder / "Lib/site-packages")]
