"""What a button does with letters it made: write what is new, keep what was, tell what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from xltools.errors import Issue, Severity
from xltools.hosts.replace import replace_file
from xltools.letters.batch import Draft, Notice
from xltools.tables.model import Table


def write_drafts(paths: Iterable[Path], contents: Iterable[bytes]) -> int:
    """Write what is new; how many older drafts with other words went to 备份/."""
    kept = 0
    for path, content in zip(paths, contents, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.read_bytes() == content:
            continue
        kept += path.exists()
        replace_file(path, content)
    return kept


def with_files(
    listed: pd.DataFrame, drafts: Sequence[Draft], paths: Sequence[Path], folder: Path
) -> pd.DataFrame:
    """A list of letters with where each lies, relative to the workbook."""
    result = listed.copy()
    for draft, path in zip(drafts, paths, strict=True):
        if draft.row is not None:
            result.loc[result.index[draft.row], "文件"] = path.relative_to(folder).as_posix()
    return result


def notice_issue(notice: Notice, table: Table) -> Issue:
    """What to look at before printing, as a row of 校验结果."""
    about = (table.name, "", table.name, "", notice.name, notice.problem, notice.remedy)
    return Issue(*about, Severity.NOTICE)
