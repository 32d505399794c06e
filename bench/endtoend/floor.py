"""The floor of the whole run: what its bytes cost whatever program moves them, on one processor.

Unzip every return and find the tags of its cells; deflate the book of all rows; inflate and deflate the
sheet of every return once more; write the letters' bytes. `python -m bench.endtoend.floor FOLDER COUNTIES`
prints seconds by stage as JSON, for the files of a run in FOLDER.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from bench.corpus import returns
from xltools.ooxml.save import level_for


def main(folder: str, counties: str) -> None:
    """Time the four parts."""
    out, files = Path(folder), returns(int(counties))
    stages: dict[str, Callable[[], None]] = {
        "read": lambda: _tokens(files),
        "books": lambda: _deflated(_parts(out / "明细.xlsx")),
        "write back": lambda: [_deflated(_parts(path)) for path in files] and None,
        "letters": lambda: _copied(sorted((out / "函件").iterdir())),
    }
    print(json.dumps({name: _timed(work) for name, work in stages.items()}))


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _parts(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist()]


def _tokens(files: list[Path]) -> None:
    for path in files:
        assert sum(part.count(b"<c ") + part.count(b"<v>") for part in _parts(path))


def _deflated(parts: list[bytes]) -> None:
    assert all(zlib.compress(part, level_for(part)) for part in parts)


def _copied(files: list[Path]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        for path in files:
            Path(scratch, path.name).write_bytes(path.read_bytes())


if __name__ == "__main__":
    main(*sys.argv[1:])
