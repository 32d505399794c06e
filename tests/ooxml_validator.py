"""Microsoft's Open XML SDK validator, as one binary from npm (package.json): 0 errors is the standard.

Found by OOXML_VALIDATOR (a path to the binary) or in node_modules/. Tests that need it are skipped where
neither is there, except in CI (environment CI or XLTOOLS_CI set), where its absence is a failure.
"""

from __future__ import annotations

import json
import os
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@lru_cache
def binary() -> Path | None:
    """The validator, None where it is not installed."""
    named = os.environ.get("OOXML_VALIDATOR")
    installed = sorted((ROOT / "node_modules" / "@xarsh").glob("ooxml-validator-*/ooxml-validator*"))
    return Path(named) if named else next((p for p in installed if p.suffix in ("", ".exe")), None)


def errors(path: Path) -> list[str]:
    """What the validator finds in an Office file; skips the test where it is not installed."""
    program = binary()
    if program is None:
        if os.environ.get("CI") or os.environ.get("XLTOOLS_CI"):
            pytest.fail("the Open XML validator is missing: run npm install")
        pytest.skip("the Open XML validator is not installed: npm install")
    run = subprocess.run([program, str(path)], capture_output=True, text=True, timeout=60, check=False)
    found = json.loads(run.stdout)
    found = found if isinstance(found, list) else found["errors"]
    return [_line(e) for e in found]


def _line(error: dict[str, object]) -> str:
    low = {k.lower(): v for k, v in error.items()}
    where = low.get("path") or ""
    return f"{where} {low.get('xpath', '')}: {low.get('description', low)}"
