"""LibreOffice without a window, as a second opinion on workbooks: it opens, calculates and prints them.

Tests that need it carry the marker `libreoffice`; where it is not installed they are skipped, except in CI.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

SECONDS = 120


def convert(
    paths: Sequence[Path], kind: str, folder: Path, environment: Mapping[str, str] | None = None
) -> list[Path]:
    """Convert files (xlsx recalculates formulas that carry no value, pdf prints) into `folder`."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI") or os.environ.get("XLTOOLS_CI"):
            pytest.fail("LibreOffice is missing: see .ci/run")
        pytest.skip("LibreOffice is not installed")
    out = folder / kind
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", kind, "--outdir", out, *paths],
        check=True,
        timeout=SECONDS,
        capture_output=True,
        env={**os.environ, **(environment or {})},
    )
    return [out / f"{path.stem}.{kind}" for path in paths]
