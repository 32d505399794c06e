"""清单.txt, 文件校验值.txt, and what no longer agrees with them."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from xltools.bundle import selfcheck
from xltools.bundle.manifest import DIGESTS, MANIFEST, changes, components, manifest_files

FILES = {
    "python/python.exe": b"exe",
    "python/Lib/甲.py": b"a = 1\n",
    "自检.bat": b"@echo off\r\n",
    "调度排名.xlsm": b"book",
}


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def folder(tmp_path) -> Path:
    for path, data in {**FILES, **manifest_files(FILES, {"工具": "xltools 0.1.0"})}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def test_the_list_is_one_that_sha256sum_checks(folder):
    """So that an office can check it without our program."""
    if not (program := shutil.which("sha256sum")):
        pytest.skip("sha256sum is not installed")
    subprocess.run([program, "--check", "--strict", DIGESTS], cwd=folder, check=True, capture_output=True)


def test_the_manifest_has_the_digest_of_the_list_and_of_everything_at_the_top(folder):
    told = (folder / MANIFEST).read_text(encoding="utf-8-sig")
    assert "工具：xltools 0.1.0" in told
    assert f"{sha((folder / DIGESTS).read_bytes())}  {DIGESTS}" in told
    assert f"{sha(b'book')}  调度排名.xlsm" in told
    assert "尚未在 Windows 上核对" in told


def test_the_digest_of_a_folder_is_that_of_its_lines_in_the_list():
    lines = f"{sha(b'a = 1' + bytes([10]))}  python/Lib/甲.py\n{sha(b'exe')}  python/python.exe\n"
    assert components(FILES)["python/"] == sha(lines.encode())


def test_a_folder_as_it_was_made_has_no_changes(folder):
    assert changes(folder).missing == changes(folder).changed == []


def test_files_that_are_gone_or_changed_are_named(folder):
    (folder / "python/python.exe").unlink()
    (folder / "自检.bat").write_bytes(b"changed")
    found = changes(folder)
    assert found.missing == ["python/python.exe"]
    assert found.changed == ["自检.bat"]


def test_what_an_officer_works_in_is_not_looked_at(folder):
    (folder / "调度排名.xlsm").write_bytes(b"filled in")
    (folder / "python/Lib/__pycache__").mkdir()
    (folder / "python/Lib/__pycache__/甲.pyc").write_bytes(b"made later")
    assert selfcheck.check(folder) == []


def test_a_quarantined_file_is_told_with_what_to_do(folder):
    (folder / "python/python.exe").unlink()
    told = "\n".join(selfcheck.check(folder))
    assert "缺少文件：python/python.exe" in told
    assert "杀毒软件" in told


def test_a_changed_file_is_told_with_what_to_do(folder):
    (folder / "python/Lib/甲.py").write_bytes(b"a = 2\n")
    assert "文件被改动过：python/Lib/甲.py。请重新解压" in "\n".join(selfcheck.check(folder))


def test_of_many_missing_files_some_are_named_and_all_are_counted(folder):
    shutil.rmtree(folder / "python")
    lines = "".join(f"{'0' * 64}  python/{i}.py\n" for i in range(30))
    (folder / DIGESTS).write_text(lines, encoding="utf-8")
    assert "等 30 个" in selfcheck.check(folder)[0]


def test_a_folder_without_its_list_is_told(tmp_path):
    assert "请重新解压整个文件夹" in selfcheck.check(tmp_path)[0]


@pytest.fixture
def inside(folder, monkeypatch) -> Path:
    """This Python taken for the folder's own."""
    (folder / "python/Lib/site-packages").mkdir(parents=True)
    (folder / "python/Lib/site-packages/a.py").write_text("a = 1\n")
    monkeypatch.setattr(selfcheck.sys, "prefix", str(folder / "python"))
    return folder


def test_the_self_check_compiles_what_excel_would_compile_at_each_press(inside, capsys):
    selfcheck.main()
    assert "正常　文件：与清单一致" in capsys.readouterr().out
    assert list((inside / "python/Lib/site-packages/__pycache__").glob("a.*.pyc"))


def test_the_self_check_stops_where_files_are_missing(inside, capsys):
    (inside / "python/python.exe").unlink()
    with pytest.raises(SystemExit) as left:
        selfcheck.main()
    assert left.value.code == selfcheck.DAMAGED
    assert "缺少文件" in capsys.readouterr().out


def test_a_read_only_folder_is_told_and_does_no_harm(inside, capsys, monkeypatch):
    monkeypatch.setattr(selfcheck, "compile_all", lambda folder: False)
    selfcheck.main()
    assert "不影响使用" in capsys.readouterr().out
