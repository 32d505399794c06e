"""项目库 in the same folder, for the buttons of other workbooks: read as it was last saved."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from xltools.buttons.neighbour import Neighbour, neighbour
from xltools.buttons.project_library import WORKBOOK
from xltools.errors import InputError, Issue
from xltools.tables.declared.projects import PROJECTS, PROPOSED


def library_file(folder: Path) -> Neighbour:
    """项目库 and 拟入库; a row with an error does not stop the others. InputError where there is no file."""
    found = neighbour(folder, WORKBOOK, (PROJECTS, PROPOSED), lenient=True)
    if found is None:
        remedy = f"把“{WORKBOOK}”和本工作簿放在同一文件夹，再按一次"
        raise InputError([Issue("", "", PROJECTS.name, "", "", f"同一文件夹里没有“{WORKBOOK}”", remedy)])
    return found


def all_projects(found: Neighbour) -> pd.DataFrame:
    """在库 and 拟入库 together."""
    frames = [found.readings[table.name].frame for table in (PROJECTS, PROPOSED)]
    return pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)
