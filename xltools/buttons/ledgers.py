"""读入台账: a folder of counties' project ledgers into 项目库 and 拟入库 (第8、9条)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.inputs import overrides_of
from xltools.buttons.library_inputs import counties_of, read_library, refuse_loss
from xltools.errors import HostError, InputError, Issue, Severity
from xltools.folders import LEDGERS
from xltools.ledgers.counties import Counties
from xltools.ledgers.mapping import confirmed
from xltools.ledgers.merging import Merged, merge
from xltools.ledgers.reading import Ledger, read_ledger
from xltools.ledgers.rows import PROVISIONAL, Entry, entries, level_issues
from xltools.policy import load
from xltools.returns.folder import open_elsewhere, return_files
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.project_results import MAPPING
from xltools.tables.declared.projects import PROJECTS, PROPOSED, REMOVED
from xltools.tables.fold import name_key
from xltools.tables.model import blank


def ledgers(press: Press) -> Result:
    """第8、9条: every ledger whose headings are known is merged; the others wait for 列名对照."""
    policy = load(press.today, overrides_of(press))
    readings = read_library(press.book, [PROJECTS, PROPOSED, REMOVED, MAPPING, COUNTIES])
    refuse_loss([readings[PROJECTS.name], readings[PROPOSED.name], readings[MAPPING.name]])
    listed, origin = counties_of(press, readings[COUNTIES.name])
    folder = _folder(press)
    mapping = readings[MAPPING.name].frame
    found = _read(press, folder, confirmed(mapping))
    waiting = [each for each in found if each.must_wait]
    taken, issues = _entries([each for each in found if not each.must_wait], Counties(listed))
    library, proposed, removed = (readings[t.name].frame for t in (PROJECTS, PROPOSED, REMOVED))
    merged = merge(taken, library, proposed, removed)
    issues += [*merged.issues, *_files(found, folder), *_provisional(taken)]
    asked = _mapping(mapping, found)
    return Result(
        message=_message(found, waiting, merged) + origin,
        rows=merged.added + merged.changed,
        tables=[(PROJECTS, merged.library), (PROPOSED, merged.proposed), (MAPPING, asked)],
        issues=[*issues, *(notice for r in readings.values() for notice in r.issues)],
        facts={
            "files": len(found), "waiting": len(waiting), "added": merged.added, "changed": merged.changed,
            "same": merged.same, "held": merged.held,
        },
        inputs=hashlib.sha256("".join(sorted(each.digest for each in found)).encode()).hexdigest()[:16],
        policy=policy,
    )  # fmt: skip


def _folder(press: Press) -> Path:
    folder = press.source or press.folder / LEDGERS
    if not folder.is_dir():
        raise HostError(
            f"没有找到台账文件夹“{folder}”。请在本工作簿旁边建文件夹“{LEDGERS}”，把各县的项目台账放进去再按"
        )
    return folder


def _read(press: Press, folder: Path, chosen: dict[str, str]) -> list[Ledger]:
    files = return_files(folder)
    if not files:
        raise HostError(f"文件夹“{folder}”里没有文件。请把各县的项目台账放进去再按")
    found = []
    for done, path in enumerate(files, 1):
        found.append(read_ledger(path, path.relative_to(folder).as_posix(), chosen))
        press.progress("读取台账", done, len(files))
    return found


def _entries(ledgers: Sequence[Ledger], counties: Counties) -> tuple[list[Entry], list[Issue]]:
    """All projects, and what is wrong with them beyond reading; a row whose sums are off is held back."""
    taken, issues = [], []
    for ledger in ledgers:
        for entry, wrong in entries(ledger, counties):
            found = [*wrong, *level_issues(entry)]
            issues += found
            bad = entry.held or any(issue.severity is Severity.ERROR for issue in found)
            taken.append(Entry(entry.row, entry.rows, entry.index, bad))
    return taken, issues


def _files(found: Sequence[Ledger], folder: Path) -> list[Issue]:
    """What reading found, file by file; of a file that waits only that it does."""
    busy = open_elsewhere(folder)
    issues = []
    for each in found:
        if each.trouble:
            issues.append(_of_file(each, each.trouble, "处理后再按一次“读入台账”", Severity.ERROR))
        elif each.must_wait:
            open_ = [a.heading for sheet in each.sheets for a in sheet.asked if a.must_be_confirmed]
            problem = f"有{len(open_)}个列名认不出，整份没有读入：{'、'.join(dict.fromkeys(open_))}"
            remedy = "在“列名对照”的“确认”里选好，再按一次“读入台账”；确认一次，以后都照此读"
            issues.append(_of_file(each, problem, remedy, Severity.ERROR))
        else:
            issues += each.issues
        if Path(each.name).name in busy:
            problem = "这个文件正被别的程序打开，读到的可能不是最后的内容"
            issues.append(_of_file(each, problem, "请关闭后再按一次", Severity.NOTICE))
    return issues


def _of_file(each: Ledger, problem: str, remedy: str, severity: Severity) -> Issue:
    return Issue("", "", "项目台账", "", "", problem, remedy, severity, each.name)


def _provisional(taken: Sequence[Entry]) -> list[Issue]:
    """One notice a file for the projects that have no code yet."""
    counts: dict[str, int] = {}
    for entry in taken:
        if str(entry.row["项目编码"]).startswith(PROVISIONAL):
            counts[entry.rows.file] = counts.get(entry.rows.file, 0) + 1
    problem = f"个项目没有编码，按县、地点和名称给了“{PROVISIONAL}”字开头的临时编码"
    remedy = "入库后换成系统里的项目编码；名称或地点改了，临时编码会变"
    return [
        Issue("", "", "项目台账", "项目编码", "", f"{count}{problem}", remedy, Severity.NOTICE, file)
        for file, count in counts.items()
    ]


def _mapping(before: pd.DataFrame, found: Sequence[Ledger]) -> pd.DataFrame:
    """列名对照 with a row for every heading met for the first time; what was confirmed stays as it is."""
    known = {name_key(heading) for heading in before["来源列"] if not blank(heading)}
    rows: list[dict[str, Any]] = []
    for ledger in found:
        for each in (suggestion for sheet in ledger.sheets for suggestion in sheet.asked):
            if name_key(each.heading) not in known and each.must_be_confirmed:
                known.add(name_key(each.heading))
                rows.append({
                    "来源列": each.heading, "建议": each.column or None, "依据": each.why, "例": each.example,
                    "来源文件": ledger.name,
                })  # fmt: skip
    fresh = pd.DataFrame(rows, columns=MAPPING.names, dtype="object")
    return pd.concat([before, fresh], ignore_index=True) if len(before) else fresh


def _message(found: Sequence[Ledger], waiting: Sequence[Ledger], merged: Merged) -> str:
    unread = sum(bool(each.trouble) for each in found)
    parts = [f"读入台账{len(found) - len(waiting) - unread}份：新增{merged.added}个项目"]
    parts.append(f"更新{merged.changed}个，未变{merged.same}个")
    if merged.held:
        parts.append(f"有错未读入{merged.held}个，见“校验结果”")
    if waiting:
        parts.append(f"{len(waiting)}份有认不出的列名，请在“列名对照”里确认后再按一次")
    if unread:
        parts.append(f"{unread}份打不开")
    return "，".join(parts)


__all__ = ["InputError", "ledgers"]
