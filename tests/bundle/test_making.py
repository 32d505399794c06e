"""The whole folder from made-up inputs: what is in it, twice the same, and nothing half-made."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.bundle.made import embedded, embedded_files, program, sha256, wheel
from xltools.bundle import licences, making, own
from xltools.bundle.making import make_bundle
from xltools.errors import FileError, HostError, UsageError

SITE = "python/Lib/site-packages"


def pinned(*paths: Path) -> str:
    """A lock of made-up wheels, all of them asked for by xltools."""
    named = [path.name.split("-")[:2] for path in paths]
    return "".join(
        f"{name}=={version} \\\n    --hash=sha256:{sha256(path)}\n    # via xltools (pyproject.toml)\n"
        for (name, version), path in zip(named, paths, strict=True)
    )


@pytest.fixture
def inputs(tmp_path, monkeypatch) -> Path:
    """A folder of wheels, a Python, and a lock that has just these wheels."""
    wheels = tmp_path / "组件"
    paths = [
        wheel(wheels, "xlwings", {
            "xlwings/__init__.py": b"", "xlwings-0.37.8.data/data/xlwings64-0.37.8.dll": program(),
        }, version="0.37.8", tag="cp311-cp311-win_amd64"),
        wheel(wheels, "pywin32", {
            "pywin32.pth": b"win32\nwin32\\lib\nimport pywin32_bootstrap\n",
            "win32/win32api.pyd": program(dlls=["pywintypes311.dll", "python311.dll"]),
            "win32/lib/pywintypes.py": b"", "pywin32_system32/pywintypes311.dll": program(),
        }, version="312", tag="cp311-cp311-win_amd64"),
    ]  # fmt: skip
    lock = tmp_path / "requirements.lock"
    lock.write_text(pinned(*paths))
    for module in (making, own):
        monkeypatch.setattr(module, "lock_path", lambda: lock)
        monkeypatch.setattr(module, "direct_dependencies", lambda: ["xlwings", "pywin32"])
    embedded(tmp_path)
    return tmp_path


def made(inputs: Path, to: str = "衔接资金 工具&(1)") -> Path:
    return make_bundle(next(inputs.glob("*.zip")), inputs / to, inputs / "组件").folder


def contents(folder: Path) -> dict[str, tuple[bytes, float]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime)
        for path in folder.rglob("*") if path.is_file()
    }  # fmt: skip


def test_an_officer_finds_these_at_the_top(inputs):
    names = {path.name for path in made(inputs).iterdir()}
    assert {
        "启动工具.bat",
        "自检.bat",
        "xltools.bat",
        "使用说明.txt",
        "清单.txt",
        "python",
        "许可",
        "模板示例",
    } <= names
    assert not any(name.startswith(".") for name in names)


def test_python_and_its_dlls_are_where_windows_and_xlwings_look(inputs):
    folder = made(inputs)
    beside = {path.name for path in (folder / "python").iterdir()}
    assert set(embedded_files()) | {"xlwings64-0.37.8.dll", "pywintypes311.dll", "Lib"} == beside
    assert (folder / SITE / "win32/win32api.pyd").is_file()
    lines = (folder / "python/python311._pth").read_text().splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        "python311.zip", ".",
        r"Lib\site-packages", r"Lib\site-packages\win32", r"Lib\site-packages\win32\lib",
    ]  # fmt: skip


def test_xltools_is_there_with_its_workbooks_templates_and_lock(inputs):
    folder = made(inputs) / SITE
    for path in (
        "cli.py",
        "policy/__init__.py",
        "_shipped/requirements.lock",
        "_shipped/templates/排名通报.docx",
    ):
        assert (folder / "xltools" / path).is_file(), path
    assert (folder / "xltools-0.1.0.dist-info/METADATA").is_file()
    assert not [path for path in folder.rglob("*") if path.name in ("__pycache__", "direct_url.json")]


def test_twice_the_same_inputs_give_the_same_bytes_and_dates(inputs):
    first = contents(made(inputs, "一"))
    os.utime(inputs / "组件", (0, 0))
    assert contents(made(inputs, "二")) == first


def test_no_path_of_the_computer_it_was_made_on_is_in_it(inputs):
    here = [
        os.fsencode(str(inputs)),
        os.fsencode(str(Path.home())),
        os.fsencode(str(Path(own.__file__).parents[2])),
    ]
    told = [path for path, (data, _) in contents(made(inputs)).items()
            if any(part in data for part in here if len(part) > 5)]  # fmt: skip
    assert told == []


@pytest.fixture
def two_of_each(inputs, monkeypatch) -> Path:
    """Workbooks with macros and their twins without; 乙 has only one without."""
    names = {"甲.xlsm": b"macros", "甲.xlsx": b"none", "乙.xlsx": b"only"}
    for name, data in names.items():
        (inputs / name).write_bytes(data)
    monkeypatch.setattr(own, "shipped_names", lambda folder: sorted(names) if folder == "workbooks" else [])
    monkeypatch.setattr(own, "shipped", lambda folder, name: inputs / name)
    return inputs


def test_of_two_workbooks_of_one_name_the_one_with_macros_is_at_the_top(two_of_each):
    folder = made(two_of_each)
    assert sorted(path.name for path in folder.glob("*.xls?")) == ["乙.xlsx", "甲.xlsm"]
    assert [path.name for path in (folder / own.WITHOUT_MACROS).iterdir()] == ["甲.xlsx"]


def test_the_manual_names_the_workbooks_and_says_that_windows_was_not_seen(two_of_each):
    told = (made(two_of_each) / "使用说明.txt").read_bytes()
    assert told.startswith(b"\xef\xbb\xbf"), "Notepad would guess"
    assert told.count(b"\r\n") == told.count(b"\n")
    text = told.decode("utf-8-sig")
    assert "打开“甲.xlsm”，" in text
    assert "尚未在 Windows 上核对" in text
    assert "{" not in text
    assert len(text.splitlines()) < 55, "one page"


def test_what_was_made_is_told(inputs):
    bundle = make_bundle(next(inputs.glob("*.zip")), inputs / "新", inputs / "组件")
    assert bundle.wheels == ("pywin32==312", "xlwings==0.37.8")
    assert bundle.files == len(contents(bundle.folder))
    assert bundle.size == sum(len(data) for data, _ in contents(bundle.folder).values())
    assert (bundle.folder / bundle.longest_path).is_file()
    assert "Python 3.11.9，2 个组件" in bundle.message
    assert "尚未在 Windows 上核对" in bundle.message
    assert bundle.record()["folder"] == str(bundle.folder)


def test_progress_goes_on_to_the_end(inputs):
    seen: dict[str, tuple[int, int]] = {}
    make_bundle(
        next(inputs.glob("*.zip")), inputs / "新", inputs / "组件",
        lambda stage, done, total: seen.update({stage: (done, total)}),
    )  # fmt: skip
    assert set(seen) == {"取得组件", "展开组件", "写入文件"}
    assert all(done == total for done, total in seen.values())


def test_an_empty_folder_is_taken_and_its_parents_are_made(inputs):
    (inputs / "空").mkdir()
    assert (made(inputs, "空") / "自检.bat").is_file()
    assert (made(inputs, "上/下") / "自检.bat").is_file()


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_what_is_there_is_never_overwritten(inputs, kind):
    taken = inputs / "旧"
    if kind == "folder":
        taken.mkdir()
        (taken / "调度排名.xlsm").write_bytes(b"a year's work")
    else:
        taken.write_bytes(b"a year's work")
    before = sorted(inputs.rglob("*"))
    with pytest.raises(UsageError, match="已经有内容，没有覆盖"):
        made(inputs, "旧")
    assert sorted(inputs.rglob("*")) == before


def failing(inputs: Path, error: type[BaseException], told: str | None = None) -> None:
    before = sorted(inputs.rglob("*"))
    with pytest.raises(error, match=told):
        made(inputs, "新")
    assert sorted(inputs.rglob("*")) == before, "something was left behind"


def test_a_wheel_that_was_changed_leaves_nothing_behind(inputs):
    wheel(inputs / "组件", "pywin32", {"evil.py": b""}, version="312", tag="cp311-cp311-win_amd64")
    failing(inputs, FileError, "校验值不符")


def test_a_python_that_was_not_meant_leaves_nothing_behind(inputs):
    embedded(inputs, embedded_files(machine=0x14C))
    failing(inputs, FileError, "32 位")


def test_wheels_for_another_python_leave_nothing_behind(inputs):
    next(inputs.glob("*.zip")).unlink()
    embedded(inputs, minor=13)
    failing(inputs, HostError, r"缺少 Python 3\.13 的 64 位 Windows 组件：pywin32==312 xlwings==0\.37\.8")


@pytest.mark.parametrize(
    ("files", "needs", "told"),
    [
        ({}, ["numpy"], "xlwings 要 numpy"),
        ({"a.pyd": program(dlls=["msvcp140.dll"])}, [], "msvcp140.dll 不在其中"),
    ],
)
def test_components_that_do_not_fit_together_leave_nothing_behind(inputs, files, needs, told):
    wheels = inputs / "组件"
    other = wheel(wheels, "xlwings", files, version="0.37.8", tag="cp311-cp311-win_amd64", needs=needs)
    (inputs / "requirements.lock").write_text(pinned(other, next(wheels.glob("pywin32*"))))
    failing(inputs, HostError, told)


def broken_disk(monkeypatch, number: int) -> None:
    """Every file after the fiftieth is refused."""
    written, write = [], Path.write_bytes

    def refuse(path: Path, data: bytes) -> int:
        written.append(path)
        if len(written) > 50:
            raise OSError(number, os.strerror(number))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", refuse)


@pytest.mark.parametrize(
    ("number", "told"), [(errno.ENOSPC, "磁盘已满"), (errno.EACCES, "有写入权限、路径短一些")]
)
def test_a_disk_that_refuses_leaves_nothing_behind(inputs, monkeypatch, number, told):
    broken_disk(monkeypatch, number)
    failing(inputs, HostError, told)


def test_an_interrupted_making_leaves_nothing_behind(inputs, monkeypatch):
    def interrupt(*_: object) -> Mapping[str, bytes]:
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "_write", interrupt)
    failing(inputs, KeyboardInterrupt)


def test_a_virus_scanner_that_holds_the_new_files_is_waited_for(inputs, monkeypatch):
    rename, refused = Path.rename, []

    def held(path: Path, target: Path) -> Path:
        if len(refused) < 2:
            refused.append(path)
            raise PermissionError(errno.EACCES, "in use")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", held)
    monkeypatch.setattr(making.time, "sleep", lambda seconds: None)
    assert (made(inputs) / "自检.bat").is_file()
    assert len(refused) == 2


def test_two_components_that_claim_one_file_are_refused(inputs):
    again = wheel(
        inputs / "组件",
        "xlwings",
        {"Win32/WIN32API.pyd": program()},
        version="0.37.8",
        tag="cp311-cp311-win_amd64",
    )
    pywin32 = next((inputs / "组件").glob("pywin32*"))
    (inputs / "requirements.lock").write_text(pinned(again, pywin32))
    failing(inputs, HostError, "两个组件都要放")


def test_the_licence_of_xltools_comes_from_its_wheel_where_there_is_no_checkout(monkeypatch, tmp_path):
    text = tmp_path / "xltools-0.1.0.dist-info/licenses/LICENSE"
    text.parent.mkdir(parents=True)
    text.write_bytes(b"of the wheel")
    (tmp_path / "site/xltools").mkdir(parents=True)

    class Installed:
        name = "LICENSE"

        def __str__(self) -> str:
            return "xltools-0.1.0.dist-info/licenses/LICENSE"

        def locate(self) -> Path:
            return text

    monkeypatch.setattr(licences.resources, "files", lambda package: tmp_path / "site/xltools")
    monkeypatch.setattr(licences.metadata, "files", lambda name: [Installed()])
    assert licences.own_licence() == b"of the wheel"
