"""Another workbook of the toolkit in the same folder."""

from __future__ import annotations

from pathlib import Path

from xltools.errors import HostError

ENDINGS = (".xlsm", ".xlsx")


def workbook_beside(folder: Path, name: str) -> Path | None:
    """The workbook of that name, None where the folder has none. HostError where it has two."""
    found = [path for path in (folder / f"{name}{e}" for e in ENDINGS) if path.is_file()]
    if len(found) > 1:
        names = "和".join(path.name for path in found)
        raise HostError(f"文件夹里有{names}，不知道以哪一个为准。请把不用的一个移到别处再按")
    return found[0] if found else None
