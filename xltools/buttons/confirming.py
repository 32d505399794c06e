"""第4条 双人复核: a draft, confirmed by two, frozen; what the next press may do follows from 测算确认."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from xltools.buttons.snapshot import Line, archive_rows, archived, checksum_of
from xltools.errors import InputError, Issue, Severity
from xltools.register.rows import Row, frame, records
from xltools.tables.declared.confirmation import (
    CONFIRMATIONS,
    CONFIRMED,
    NO,
    PENDING,
    WITHDRAW,
    WITHDRAWN,
    YES,
)
from xltools.tables.model import Reading

_PEOPLE = ("测算人", "复核人")
_PEOPLE_TABLE = CONFIRMATIONS.name
_HASHES = ("输入校验码", "参数校验码", "结果校验码")


@dataclass(frozen=True, slots=True)
class Calculation:
    """One calculation as it will be confirmed: the rows it was made of and those it came to."""

    year: int
    inputs: Sequence[Line]
    parameters: Sequence[Line]
    results: Sequence[Line]
    counties: int
    total: int

    @property
    def lines(self) -> list[Line]:
        return [*self.inputs, *self.parameters, *self.results]

    @property
    def hashes(self) -> dict[str, str]:
        """校验码 of inputs, parameters and results."""
        parts = (self.inputs, self.parameters, self.results)
        return {name: checksum_of(part) for name, part in zip(_HASHES, parts, strict=True)}


@dataclass(slots=True)
class Decision:
    """What this press may do. `state` is that of the year's calculation after it; `before` the rows that the
    differences are counted from, None where there was no calculation yet; `refused` the row of 测算确认 whose
    是 was not accepted.
    """

    state: str
    frozen: bool
    confirmations: pd.DataFrame
    archive: pd.DataFrame
    before: list[Line] | None = None
    refused: int | None = None
    issues: list[Issue] = field(default_factory=list)


def decide(confirmed: Reading, archive: Reading, now: Calculation, today: dt.date) -> Decision:
    """第4条: the year's calculation is drafted, confirmed, kept frozen or withdrawn.

    InputError with the cells of 测算确认 that stand in the way: a name missing, one person for both, a
    withdrawal without reason, an archive that does not agree with its 校验码.
    """
    rows = records(confirmed)
    live = _live(confirmed, rows, now.year)
    if live is None:
        return _drafted(rows, archive, now, today)
    row = rows[live]
    kept = archived(archive.frame, now.year, row["测算次数"] or 1)
    problems = [
        *_person_problems(confirmed, live, row),
        *_archive_problems(confirmed, archive, live, row, kept),
    ]
    if problems:
        raise InputError(problems)
    if row["是否确认"] == WITHDRAW:
        rows[live] = row | {"状态": WITHDRAWN}
        return _drafted(rows, archive, now, today, kept)
    if row["状态"] == CONFIRMED:
        return Decision(CONFIRMED, True, frame(CONFIRMATIONS, rows), archive.frame, _figures(kept))
    if row["是否确认"] != YES:
        return _redrafted(rows, live, archive, now, today, kept)
    if {name: row[name] for name in _HASHES} != now.hashes:
        made = _redrafted(rows, live, archive, now, today, kept)
        made.refused = live
        return made
    return _confirmed(rows, live, archive, now, today, kept)


def _live(reading: Reading, rows: Sequence[Row], year: int) -> int | None:
    """The row of the year that was not withdrawn. InputError where there are several."""
    found = [i for i, row in enumerate(rows) if row["年度"] == year and row["状态"] != WITHDRAWN]
    if len(found) > 1:
        problem, remedy = f"{year}年度有{len(found)}行没有撤销", "请删去手工加的行，只留程序写的一行"
        raise InputError([reading.issue(i, "年度", problem, remedy) for i in found[1:]])
    return found[0] if found else None


def _person_problems(reading: Reading, i: int, row: Row) -> Iterator[Issue]:
    """What is wrong with who confirms."""
    asked = row["是否确认"]
    if row["状态"] == CONFIRMED and asked in (None, NO):
        yield reading.issue(
            i, "是否确认", "已经确认的，不能改回", f"请填“{YES}”；要重新分配的填“{WITHDRAW}”并写明说明"
        )
    if asked == WITHDRAW and not row["说明"]:
        yield reading.issue(i, "说明", "撤销没有写说明", "请写明原因和批准的文件或会议")
    if asked != YES:
        return
    for name in _PEOPLE:
        if not row[name]:
            yield reading.issue(i, name, f"“是否确认”填了“{YES}”，{name}没有填", f"请填{name}的姓名")
    if row["测算人"] and _same(row["测算人"], row["复核人"] or ""):
        yield reading.issue(i, "复核人", "测算人和复核人是同一个人", "须由另一人复核，请填复核人的姓名")


def _same(one: str, other: str) -> bool:
    """One name in two writings: spaces, full-width letters and letter case do not tell people apart."""
    folded = ["".join(unicodedata.normalize("NFKC", name).split()).casefold() for name in (one, other)]
    return folded[0] == folded[1]


def _archive_problems(
    reading: Reading, archive: Reading, i: int, row: Row, kept: Sequence[Line]
) -> Iterator[Issue]:
    """A frozen calculation whose archive, 校验码 or names were changed by hand."""
    if row["状态"] != CONFIRMED:
        return
    people = next((line.values for line in kept if line.table == _PEOPLE_TABLE), {})
    for name in _PEOPLE:
        if kept and people.get(name) != row[name]:
            yield reading.issue(
                i, name, f"确认以后{name}被改动（确认时{people.get(name)}）", f"请改回{people.get(name)}"
            )
    hashes = _hashes(kept)
    for name in _HASHES:
        if hashes[name] != row[name]:
            problem = f"与“{archive.sheet or '确认存档'}”不符：校验码或存档被改动过"
            yield reading.issue(i, name, problem, "请从“备份”取回确认时的工作簿，不要手工改存档和校验码")


def _hashes(kept: Sequence[Line]) -> dict[str, str]:
    """校验码 of archived rows, told apart by their tables."""
    groups: dict[str, list[Line]] = {name: [] for name in _HASHES}
    for line in kept:
        if line.table != _PEOPLE_TABLE:
            groups[_group(line.table)].append(line)
    return {name: checksum_of(part) for name, part in groups.items()}


def _group(table: str) -> str:
    return {"参数": _HASHES[1], "分配表": _HASHES[2]}.get(table, _HASHES[0])


def _figures(kept: Sequence[Line]) -> list[Line]:
    """Without who confirmed."""
    return [line for line in kept if line.table != _PEOPLE_TABLE]


def _drafted(
    rows: list[Row], archive: Reading, now: Calculation, today: dt.date, before: Sequence[Line] = ()
) -> Decision:
    """A new row: the year's first calculation, or the one after a withdrawal."""
    run = 1 + max((row["测算次数"] or 0 for row in rows if row["年度"] == now.year), default=0)
    made = dict.fromkeys(CONFIRMATIONS.names) | {"年度": now.year, "测算次数": run} | _facts(now, today)
    return Decision(
        PENDING, False, frame(CONFIRMATIONS, [*rows, made]), _with(archive.frame, now, run, now.lines),
        _figures(before) if before else None,
    )  # fmt: skip


def _redrafted(
    rows: list[Row], i: int, archive: Reading, now: Calculation, today: dt.date, kept: Sequence[Line]
) -> Decision:
    """The same row again. Whoever had checked other figures has to check these."""
    row = rows[i]
    changed = {name: row[name] for name in _HASHES} != now.hashes
    unchecked: Row = {"复核人": None, "是否确认": None} if changed else {}
    rows[i] = row | _facts(now, today) | unchecked | {"测算次数": row["测算次数"] or 1}
    archive_now = _with(archive.frame, now, rows[i]["测算次数"], now.lines)
    return Decision(PENDING, False, frame(CONFIRMATIONS, rows), archive_now, _figures(kept))


def _confirmed(
    rows: list[Row], i: int, archive: Reading, now: Calculation, today: dt.date, kept: Sequence[Line]
) -> Decision:
    """Frozen from now on, with the two names."""
    row = rows[i] = rows[i] | {"状态": CONFIRMED, "确认日期": today}
    people = Line(_PEOPLE_TABLE, "双人复核", {name: row[name] for name in _PEOPLE})
    archive_now = _with(archive.frame, now, row["测算次数"], [*now.lines, people])
    return Decision(CONFIRMED, False, frame(CONFIRMATIONS, rows), archive_now, _figures(kept))


def _facts(now: Calculation, today: dt.date) -> Row:
    return {
        "状态": PENDING, "测算日期": today, "县数": now.counties, "分配合计": float(now.total), **now.hashes,
    }  # fmt: skip


def _with(archive: pd.DataFrame, now: Calculation, run: int, lines: Sequence[Line]) -> pd.DataFrame:
    """确认存档 with this calculation in place of what it held of the same run."""
    others = archive[~((archive["年度"] == now.year) & (archive["测算次数"] == run))]
    made = archive_rows(now.year, run, lines)
    return pd.concat([others, made], ignore_index=True) if len(others) else made


def refusal(confirmed: Reading, row: int, count: int) -> Issue:
    """是否确认 that was not accepted: the figures were not those that had been checked."""
    problem = f"填了“{YES}”，但测算以后数据有变（{count}处，见“变动对照”），没有确认，已按现在的数重新测算"
    return Issue(
        confirmed.sheet, confirmed.cell(row, "是否确认"), CONFIRMATIONS.name, "是否确认", YES, problem,
        "请复核新的结果，再填复核人和“是”", Severity.ERROR,
    )  # fmt: skip
