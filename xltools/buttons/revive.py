"""盘活建议: the four ways held against each asset to revive, agreements and changes checked (第13–16条)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from xltools.buttons.assets_desk import Desk, nameless, read_desk, unreadable
from xltools.buttons.button import Press, Result
from xltools.buttons.classify import counted
from xltools.buttons.inputs import checksum
from xltools.errors import InputError, Issue
from xltools.register.rows import frame
from xltools.rules.art12.roster import Row, text
from xltools.rules.art13.classify import in_force
from xltools.rules.art13.revive import DECISION, Before, decided_problems
from xltools.rules.art13.revive import revive as decide
from xltools.rules.art14 import agreements
from xltools.rules.art16 import change
from xltools.rules.problems import to_issues
from xltools.tables.declared.assets import ASSETS, CLASSIFIED
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.revival import (
    AGREEMENTS,
    CHANGES,
    CONDITIONS,
    PLATFORMS,
    PROGRESS,
    REVIVAL,
)
from xltools.tables.model import Table

TYPED = {
    REVIVAL: DECISION,
    CONDITIONS: ("核实", "核实说明"),
    AGREEMENTS: ("甲方", *agreements.TYPED),
    CHANGES: change.TYPED,
}
"""The columns of each table that the officer fills."""


def revive(press: Press) -> Result:
    """第13–16条: 盘活条件, 盘活建议, 协议清单, 变更登记; and 资产分类 with its summaries anew."""
    press.progress("盘活建议", 0, 1)
    desk = read_desk(press, (PLATFORMS, CONDITIONS, REVIVAL, AGREEMENTS, CHANGES))
    before = Before(*(_rows(desk, table) for table in (REVIVAL, CONDITIONS, AGREEMENTS, CHANGES)))
    _stop(desk, before)
    ledger = desk.frame(ASSETS).assign(**{name: desk.classified[name] for name in ("市州", "县区")})
    platforms = {text(row["行政区划代码"]): row for row in _rows(desk, PLATFORMS)}
    made = decide(ledger, in_force(desk.classified).tolist(), before, platforms, desk.policy, desk.on)
    revival = frame(REVIVAL, made.revival)
    summaries = desk.summaries(revival)
    held = revival["资产编号"].isin(ledger["资产编号"])
    facts = counted(desk, summaries) | _facts(revival[held]) | {"gone": int((~held).sum())}
    press.progress("盘活建议", 1, 1)
    return Result(
        message=_said(desk, facts) + desk.origin,
        rows=len(revival),
        tables=[
            (REVIVAL, revival),
            (CONDITIONS, frame(CONDITIONS, made.conditions)),
            (AGREEMENTS, frame(AGREEMENTS, made.agreements)),
            (CHANGES, frame(CHANGES, made.changes)),
            (CLASSIFIED, desk.result),
            *summaries,
        ],
        issues=[*desk.issues, *desk.readings[PLATFORMS.name].issues],
        facts=facts,
        note=f"认定日 {desk.on}",
        inputs=checksum([desk.frame(table) for table in (ASSETS, PLATFORMS, COUNTIES)]),
        policy=desk.policy,
    )


def _rows(desk: Desk, table: Table) -> Sequence[Row]:
    rows: Sequence[Row] = desk.frame(table).to_dict("records")
    return rows


def _stop(desk: Desk, before: Before) -> None:
    """InputError with every entry that cannot be kept or cannot be true."""
    issues: list[Issue] = []
    for table, columns in TYPED.items():
        reading = desk.readings[table.name]
        issues += [*unreadable(reading, columns), *nameless(reading, columns), *_doubled(desk, table)]
    issues += to_issues(decided_problems(before, desk.on), desk.readings)
    if issues:
        raise InputError(issues)


def _doubled(desk: Desk, table: Table) -> list[Issue]:
    """A second row of the same asset (and condition): what is typed there would be lost."""
    reading = desk.readings[table.name]
    keys = reading.frame[list(table.key)]
    again = keys.index[keys.duplicated() & keys["资产编号"].notna()].tolist()
    remedy = "把内容并到一行，删去多的一行"
    return [reading.issue(i, "资产编号", "与上面的行重复", remedy) for i in again]


def _facts(revival: pd.DataFrame) -> dict[str, Any]:
    reached = revival["进度"].value_counts()
    return {"progress": {name: int(reached.get(name, 0)) for name in PROGRESS}}


def _said(desk: Desk, facts: dict[str, Any]) -> str:
    progress = "、".join(f"{name}{count}" for name, count in facts["progress"].items())
    listed = sum(facts["progress"].values())
    gone = f"；另有{facts['gone']}项台账里已没有，请核对资产编号" if facts["gone"] else ""
    return f"按{desk.on}列入盘活{listed}项：{progress}{gone}；盘活方式由您在“盘活建议”决定"
