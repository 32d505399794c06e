"""The true lock with the true Windows wheels, fetched by pip; only the embeddable Python is made up.

What can be shown without Windows: that every import has its file, every program fits, every DLL is there.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tests.bundle.made import AMD64, embedded
from xltools.bundle.making import Bundle, make_bundle
from xltools.bundle.pe import Program
from xltools.doctor import packages

FROM_LIBREOFFICE = {"uno", "unohelper", "com"}
"""Of LibreOffice's own Python: asked for on Linux only."""

NOT_EMBEDDED = {"tkinter", "_tkinter", "turtle", "turtledemo", "idlelib", "ensurepip", "venv", "test"}
"""Of the standard library, but left out of the embeddable package (PC/layout/main.py of cpython)."""

OF_WINDOWS = ("_xlwindows", "_win32patch", "com_server", "udfs", "main", "utils")
"""The modules of xlwings that a button and a function run through in Excel on Windows."""


@pytest.fixture(scope="session")
def bundle(tmp_path_factory) -> Bundle:
    folder = tmp_path_factory.mktemp("folder")
    return make_bundle(embedded(folder), folder / "衔接资金")


@pytest.fixture(scope="session")
def site(bundle) -> Path:
    return bundle.folder / "python/Lib/site-packages"


def imports(path: Path, everywhere: bool = True) -> Iterator[tuple[str, str]]:
    """(module, name in it) of the absolute imports; without `everywhere` only those every start meets."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree) if everywhere else tree.body:
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield from ((node.module, alias.name) for alias in node.names)


def searched(bundle: Bundle) -> list[Path]:
    """The folders of python311._pth."""
    lines = (bundle.folder / "python/python311._pth").read_text().splitlines()
    folders = [line.replace("\\", "/") for line in lines if line and not line.startswith("#")]
    return [bundle.folder / "python" / folder for folder in folders]


def found(folders: list[Path], module: str) -> bool:
    """Whether a module is a file, an extension or a package in one of the folders."""
    inner = Path(*module.split("."))
    return any(
        (folder / inner).is_dir()
        or (folder / inner).with_suffix(".py").is_file()
        or list((folder / inner).parent.glob(f"{inner.name}.*pyd"))
        for folder in folders
    )


def test_every_import_of_xltools_is_satisfied(bundle, site):
    """Down to the submodule, so that nothing that was left out is asked for."""
    here = sys.stdlib_module_names - NOT_EMBEDDED
    asked = {
        module: path.relative_to(site)
        for path in sorted((site / "xltools").rglob("*.py")) for module, _ in imports(path)
    }  # fmt: skip
    missing = {
        module: str(path)
        for module, path in asked.items()
        if module.split(".")[0] not in here | FROM_LIBREOFFICE and not found(searched(bundle), module)
    }
    assert len(asked) > 50
    assert missing == {}


@pytest.mark.parametrize("module", OF_WINDOWS)
def test_what_xlwings_imports_on_windows_is_satisfied(bundle, site, module):
    top = {name.split(".")[0] for name, _ in imports(site / f"xlwings/{module}.py", everywhere=False)}
    assert {name for name in top - sys.stdlib_module_names if not found(searched(bundle), name)} == set()


def test_the_test_of_imports_would_see_a_missing_one(bundle):
    assert found(searched(bundle), "win32api")
    assert found(searched(bundle), "pandas._libs.lib")
    assert not found(searched(bundle), "xlwings.pro")
    assert not found(searched(bundle), "pytest")


def test_every_program_is_for_64_bit_windows_and_this_python(bundle):
    programs = [p for p in bundle.folder.rglob("*") if p.suffix.lower() in (".pyd", ".dll", ".exe")]
    assert len(programs) > 100
    other = [p.name for p in programs if Program(p.read_bytes()).machine() != AMD64]
    assert other == ["xlwings32-0.37.8.dll"], "for a 32-bit Excel, which talks to the 64-bit Python"
    assert not [p for p in programs if re.search(r"\.cp(?!311-)\d+-", p.name)]
    assert not list(bundle.folder.rglob("*.so"))


def test_the_dlls_are_beside_python_exe(bundle):
    names = {path.name for path in (bundle.folder / "python").glob("*.dll")}
    assert {"xlwings64-0.37.8.dll", "pywintypes311.dll", "pythoncom311.dll"} <= names
    bas = (bundle.folder / "python/Lib/site-packages/xlwings/xlwings.bas").read_text(encoding="utf-8")
    assert 'XLPyDLLName As String = "xlwings64-0.37.8.dll"' in bas
    assert 'LoadLibrary(ParentFolder(PYTHON_WIN) + "\\" + XLPyDLLName)' in bas


def test_no_vc_run_time_has_to_be_installed(bundle):
    """Beyond the vcruntime140.dll that comes with Python."""
    programs = {p.name.lower(): p for p in bundle.folder.rglob("*") if p.suffix.lower() in (".pyd", ".dll")}
    needed = {dll for path in programs.values() for dll in Program(path.read_bytes()).dlls()}
    assert {
        dll for dll in needed if re.match(r"msvc|mfc|vcruntime|concrt|vcomp", dll)
    } - programs.keys() == set()


def test_what_locks_out_or_alarms_a_virus_scanner_is_not_there(bundle):
    assert not list(bundle.folder.rglob("*.xlam"))
    assert not (bundle.folder / "python/Lib/site-packages/xlwings/pro").exists()
    assert {path.name for path in bundle.folder.rglob("*.exe")} == {"python.exe", "pythonw.exe"}


def test_every_component_can_be_asked_for_its_version_and_files(site):
    """As `xltools doctor` does; RECORD names files that are there."""
    for name in ("xltools", *packages.PACKAGES):
        assert list(distributions(name=name, path=[str(site)])), name
    for one in distributions(path=[str(site)]):
        files = one.files or []
        assert files, one.name
        assert all(Path(str(one.locate_file(file))).is_file() for file in files), one.name


def test_every_component_is_listed_with_a_licence_and_its_text(bundle, site):
    told = (bundle.folder / "许可/许可一览.txt").read_text(encoding="utf-8-sig")
    for one in distributions(path=[str(site)]):
        assert re.search(rf"^{re.escape(one.name)}　{re.escape(one.version)}　\S+", told, re.MULTILINE), (
            one.name
        )
        assert list((bundle.folder / f"许可/{one.name}-{one.version}").rglob("*")), one.name


def test_it_stays_within_what_an_office_can_take(bundle):
    """Megabytes on a USB stick, and paths that Windows opens below a folder of 90 characters."""
    assert bundle.size < 200e6
    assert max(len(str(p.relative_to(bundle.folder))) for p in bundle.folder.rglob("*")) < 150


def test_a_zip_of_it_unpacks_to_the_same(bundle, tmp_path):
    """Chinese names included: it is handed on as a zip."""
    archive = tmp_path / "工具.zip"
    paths = [path for path in bundle.folder.iterdir() if path.is_file()]
    with zipfile.ZipFile(archive, "w") as packed:
        for path in paths:
            packed.write(path, path.name)
    with zipfile.ZipFile(archive) as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            p.name: p.read_bytes() for p in paths
        }


def test_the_pure_python_of_it_runs_the_self_check(bundle):
    """With this Python in place of the Windows one: the files agree with their list."""
    code = (
        "import sys; from pathlib import Path; from xltools.bundle.selfcheck import check; "
        f"sys.exit('\\n'.join(check(Path({str(bundle.folder)!r}))) or 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
