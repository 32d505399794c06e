"""The VBA of a shipped workbook run by LibreOffice Basic, which compiles and runs it in its VBA mode.

The module xlwings, which LibreOffice cannot compile, is replaced in memory by a stub that notes what it is
told to run; so are the few calls that only Windows answers. What the officer would see is noted too.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

SECONDS = 100
_SCRIPT = Path(__file__).with_name("basic_session.py")
_SYSTEM_PYTHON = "/usr/bin/python3"
"""The Python that UNO was built for (Debian's python3-uno), whatever Python runs the tests."""


def run_basic(
    workbook: Path, modules: Mapping[str, str], calls: Sequence[str], folder: Path, edit: Mapping[str, str]
) -> list[str]:
    """What each function of module Probe returns. `edit` replaces texts in module XltoolsRun first."""
    program = shutil.which("soffice")
    if program is None or not _has_uno():
        if os.environ.get("CI") or os.environ.get("XLTOOLS_CI"):
            pytest.fail("LibreOffice or python3-uno is missing: see .ci/run")
        pytest.skip("LibreOffice or python3-uno is not installed")
    order = {
        "soffice": program, "workbook": str(workbook), "profile": (folder / "profile").as_uri(),
        "modules": dict(modules), "calls": list(calls), "edit": dict(edit),
    }  # fmt: skip
    done = subprocess.run(
        [_SYSTEM_PYTHON, _SCRIPT], input=json.dumps(order), capture_output=True, text=True, timeout=SECONDS
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _has_uno() -> bool:
    try:
        return (
            subprocess.run([_SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, timeout=30).returncode
            == 0
        )
    except OSError:
        return False
