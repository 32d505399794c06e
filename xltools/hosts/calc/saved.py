"""What LibreOffice starts after it has stored a workbook with a bridge: the macros are put back as they were.

    python -m xltools.hosts.calc.saved PIPE DOCURL MACROS

LibreOffice stores the macros it has in memory, and class modules in a way that Excel does not read. MACROS is
the file that holds those the workbook came with.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from xltools.errors import XltoolsError, unforeseen
from xltools.hosts.calc.unolib import path_of
from xltools.ooxml.parts import Parts

_KIND = "vbaProject"


def main(arguments: Sequence[str]) -> None:
    """Put the macros back, and tell where that failed."""
    pipe, url, macros = arguments
    try:
        if Path(macros).is_file():
            put_back(path_of(url), Path(macros).read_bytes())
        return
    except XltoolsError as error:
        reason = str(error)
    except Exception as error:  # a fault of the toolkit: the officer gets a sentence, the log the rest
        reason = str(unforeseen(error))
    from xltools.hosts.calc.pressed import tell

    tell(pipe, f"工作簿已保存，但其中的宏没能恢复原样，在 Excel 里按钮会失灵。请另存一份再试。\n{reason}")


def macros_of(path: Path) -> bytes | None:
    """The macros of a workbook as they lie in the file, None where it has none."""
    parts = Parts.open(path)
    part = parts.related_part(parts.workbook, _KIND)
    return parts.xml(part) if part else None


def put_back(path: Path, macros: bytes) -> None:
    """Give a workbook its macros again; it keeps its time, so that LibreOffice takes it for its own."""
    parts = Parts.open(path)
    part = parts.related_part(parts.workbook, _KIND)
    if part is None or parts.xml(part) == macros:
        return
    parts.put(part, macros)
    before = path.stat()
    descriptor, name = tempfile.mkstemp(prefix=".xltools-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(parts.to_bytes())
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(before.st_mode & 0o7777)
        os.utime(name, ns=(before.st_atime_ns, before.st_mtime_ns))
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


if __name__ == "__main__":
    main(sys.argv[1:])
