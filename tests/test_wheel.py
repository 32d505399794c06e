"""The wheel carries workbooks, templates and policy: it works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from xltools.shipped import shipped_names

ROOT = Path(__file__).resolve().parents[1]


def pip(*words: object) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *map(str, words)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The wheel built from this checkout, installed into a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--wheel-dir", folder, ROOT)
    pip("install", "--no-deps", "--target", folder / "site", next(folder.glob("xltools-*.whl")))
    return folder / "site"


def run(installed: Path, *words: object) -> str:
    """Python away from the checkout, with the installed package first."""
    done = subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=installed.parent, env={**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"},
        check=True, capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    return done.stdout


def test_the_installed_package_is_the_one_that_runs(installed):
    """Not the checkout beside it."""
    assert run(installed, "-c", "import xltools; print(xltools.__file__)").startswith(str(installed))


@pytest.mark.parametrize("folder", ["workbooks", "templates"])
def test_it_carries_every_shipped_file(installed, folder):
    """The same names as in the checkout, and there is at least one."""
    listed = f"[shipped({folder!r}, name).name for name in shipped_names({folder!r})]"
    code = f"from xltools.shipped import shipped, shipped_names; print({listed})"
    assert run(installed, "-c", code).strip() == str(shipped_names(folder))
    assert shipped_names(folder)


def test_a_windows_folder_made_from_it_carries_the_same_xltools(installed):
    """Package, workbooks, templates, lock and licence: byte for byte as from the checkout."""
    code = (
        "import hashlib; from xltools.bundle.licences import own_licence; "
        "from xltools.bundle.own import own_package; "
        "files = {**own_package(), 'LICENSE': own_licence()}; "
        "print(sorted((path, hashlib.sha256(data).hexdigest()) for path, data in files.items()))"
    )
    here = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert run(installed, "-c", code) == here.stdout


def test_a_small_demo_runs_from_it_where_another_was(installed):
    """Policy, sample, workbooks and templates together; what a demo made before is cleared away first."""
    folder = installed.parent / "省"
    folder.mkdir()
    (folder / ".模拟").touch()
    (folder / "上次的.xlsm").touch()
    told = run(installed, "-m", "xltools", "demo", folder, "--counties", 12, "--seed", 3)
    assert "红黄绿" in told
    assert told.count("查准率100.0%，查全率100.0%") >= 20
    assert (folder / "年度考核.xlsm").is_file()
    assert not (folder / "上次的.xlsm").exists()
    assert list((folder / "函件").rglob("排名通报*.docx"))
