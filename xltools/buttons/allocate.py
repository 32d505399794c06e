"""测算分配: from 因素表 and 资金池 to 分配表, its proof, what two confirm and the public is told (第4条)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import xlwings as xw

from xltools.buttons.allocation_inputs import Inputs, allocation_inputs, require
from xltools.buttons.allocation_message import message
from xltools.buttons.button import Press, Result
from xltools.buttons.by_hand import Issued, added_or_gone, edited
from xltools.buttons.confirming import Calculation, Decision, decide, refusal
from xltools.buttons.disclosing import disclosed, disclosure_tables, notice_path, write_notice
from xltools.buttons.inputs import checksum, given_values, table_range
from xltools.buttons.snapshot import Line, changes, lines
from xltools.errors import InputError, Issue, Severity
from xltools.formulas.allocation import AllocationAddresses, allocation_check
from xltools.formulas.ranking import SHEET as PROOF
from xltools.policy.model import shown_value
from xltools.rules.art04.allocation import Allocation
from xltools.rules.art04.allocation import allocate as share_out
from xltools.tables.declared.allocation import (
    ALLOCATION,
    CARRIED,
    DRAFT,
    FACTOR_TABLE,
    PILOT_TABLE,
    POOL_SUMMARY,
    POOL_TABLE,
)
from xltools.tables.declared.confirmation import ARCHIVE, CHANGES, CONFIRMATIONS, CONFIRMED
from xltools.tables.declared.disclosure import DISCLOSURE
from xltools.tables.declared.record import PARAMETERS
from xltools.tables.declared.taken import GRADES_TAKEN, TAKEN
from xltools.tables.model import Table
from xltools.tables.sheets import locate, read_table

KEYS = {
    FACTOR_TABLE.name: FACTOR_TABLE.key,
    POOL_TABLE.name: POOL_TABLE.key,
    PILOT_TABLE.name: PILOT_TABLE.key,
    TAKEN.name: TAKEN.key,
    ALLOCATION.name: ALLOCATION.key,
    PARAMETERS.name: PARAMETERS.key,
}
"""What a row of each table is known by in 确认存档 and 变动对照."""

_CHOSEN = "本次取值"


def allocate(press: Press) -> Result:
    """第4、5、6条: share out the year's pools; what two have confirmed is not written again."""
    press.progress("读取各表", 0, 1)
    locate(press.book, PARAMETERS)  # 公式校核 refers to its cells
    inputs = allocation_inputs(press)
    require(inputs)
    press.progress("读取各表", 1, 1)
    press.progress("测算分配", 0, 1)
    made = share_out(inputs.factors, inputs.pools, inputs.rewards.frame, inputs.policy, inputs.pilots)
    now = _calculation(inputs, made)
    decision = decide(inputs.readings[CONFIRMATIONS.name], inputs.readings[ARCHIVE.name], now, press.today)
    press.progress("测算分配", 1, 1)
    differences = _differences(press, inputs, decision, now)
    by_hand = list(_by_hand(press, inputs, made, decision, now=not len(differences)))
    if by_hand and decision.state == CONFIRMED and not decision.frozen:
        raise InputError(by_hand)
    notice, told = _notice(press, inputs, made, decision, differences)
    return Result(
        message=message(inputs, made, decision, len(differences), told),
        rows=len(made.result),
        tables=[
            (CONFIRMATIONS, decision.confirmations),
            (ARCHIVE, decision.archive),
            (CHANGES, differences),
            *_tables(press, inputs, made, decision, notice is not None),
        ],
        formulas={} if decision.frozen else {PROOF: _proof(press, inputs)},
        recalculated=() if decision.frozen and notice is None else (DISCLOSURE.name,),
        files=[notice] if notice else [],
        issues=[*inputs.issues, *_told(inputs, decision, differences), *(by_hand if decision.frozen else [])],
        facts=_facts(inputs, made, decision, differences),
        note="，".join([f"{inputs.year}年度，{decision.state}", *_source(inputs)]),
        inputs=checksum([inputs.factors, inputs.pools, inputs.pilots, inputs.rewards.frame]),
        policy=inputs.policy,
    )


def _calculation(inputs: Inputs, made: Allocation) -> Calculation:
    """The rows that two confirm. 依据 says the same in words and is left out."""
    frames = (
        (FACTOR_TABLE, inputs.factors),
        (POOL_TABLE, inputs.pools),
        (PILOT_TABLE, inputs.pilots),
        (TAKEN, inputs.rewards.frame.drop(columns="来源")),
    )
    parameters = [
        Line(PARAMETERS.name, p.name, {_CHOSEN: shown_value(inputs.policy[p.name])})
        for p in inputs.policy.parameters("资金分配")
        if p.needs_reason
    ]
    return Calculation(
        year=inputs.year,
        inputs=[line for table, frame in frames for line in lines(table.name, frame, table.key)],
        parameters=parameters,
        results=_result_lines(made.result),
        counties=len(inputs.factors),
        total=int(made.summary["分配合计"].sum()),
    )


def _result_lines(result: pd.DataFrame) -> list[Line]:
    return lines(ALLOCATION.name, result.drop(columns="依据"), ALLOCATION.key)


def _differences(press: Press, inputs: Inputs, decision: Decision, now: Calculation) -> pd.DataFrame:
    """第4条 变动对照: every cell that differs from the calculation before."""
    if decision.before is None:
        return pd.DataFrame(columns=CHANGES.names)
    readings = dict(inputs.readings) | {PARAMETERS.name: read_table(press.book, PARAMETERS, required=False)}
    return changes(decision.before, now.lines, readings, KEYS)


def _by_hand(
    press: Press, inputs: Inputs, made: Allocation, decision: Decision, now: bool
) -> Iterator[Issue]:
    """Where what was calculated and confirmed no longer stands in the result tables. Rows too many or too few
    only once frozen: until then they are written anew. `now`: what is calculated today is what was confirmed.
    """
    if decision.state != CONFIRMED or decision.before is None:
        return
    confirmed = [line for line in decision.before if line.table == ALLOCATION.name]
    due = {line.row: line.values for line in confirmed}
    published = Issued(inputs.readings[ALLOCATION.name], due, ALLOCATION.key)
    yield from edited(published, "请改回；要改变分配的，改因素表、参数或试点清单，重新测算")
    if not decision.frozen:
        return
    yield from added_or_gone(published, "行政区划代码", inputs.year)
    for table in _derived(press, made, confirmed, now):
        yield from edited(table, "请改回，或从“备份”取回")
        yield from added_or_gone(table, table.key[-1], inputs.year)


def _derived(press: Press, made: Allocation, confirmed: Sequence[Line], now: bool) -> Iterator[Issued]:
    """公示表, and where today's calculation can prove them 分配汇总 and 测算底稿; only those there are."""
    shown = disclosed(pd.DataFrame([line.values for line in confirmed], columns=ALLOCATION.names))
    frames: list[tuple[Table, pd.DataFrame, Sequence[str]]] = [(DISCLOSURE, shown, ("市州", "县区"))]
    frames += [(POOL_SUMMARY, made.summary, POOL_SUMMARY.key), (DRAFT, made.draft, DRAFT.key)] if now else []
    for table, frame, key in frames:
        reading = read_table(press.book, table, required=False)
        if len(reading.frame):
            yield Issued(reading, {line.row: line.values for line in lines(table.name, frame, key)}, key)


def _notice(
    press: Press, inputs: Inputs, made: Allocation, decision: Decision, differences: pd.DataFrame
) -> tuple[Path | None, str]:
    """资金分配公示 when two have confirmed, or later where it is missing and nothing has changed since."""
    if decision.state != CONFIRMED:
        return None, ""
    if decision.frozen and (len(differences) or notice_path(press, inputs.year).is_file()):
        return None, ""
    if not inputs.policy.text("监督电话"):
        return None, "没有出公示：请在“参数”填“监督电话”，再按一次"
    path = write_notice(press, inputs, made)
    days = inputs.policy.whole("公示期限天数")
    return path, f"公示已生成：{path.relative_to(press.out).as_posix()}，请在{days}天内挂网"


def _tables(
    press: Press, inputs: Inputs, made: Allocation, decision: Decision, shown: bool
) -> list[tuple[Table, pd.DataFrame]]:
    """The result tables; none of them once frozen, but 公示表 where its notice is made only now."""
    disclosed = disclosure_tables(inputs, made, _confirmed(decision, inputs.year), press.today)
    if decision.frozen:
        return disclosed if shown else []
    return [
        (TAKEN, inputs.rewards.frame),
        (GRADES_TAKEN, inputs.grades.taken),
        (ALLOCATION, made.result),
        (POOL_SUMMARY, made.summary),
        (CARRIED, made.carried),
        (DRAFT, made.draft),
        *disclosed,
    ]


def _confirmed(decision: Decision, year: int) -> str:
    """Who confirmed when, for 公示说明; empty for a draft."""
    rows = decision.confirmations
    mine = rows[(rows["年度"] == year) & (rows["状态"] == CONFIRMED)]
    if not len(mine):
        return ""
    return f"已确认（{pd.Timestamp(mine['确认日期'].iloc[-1]):%Y-%m-%d}）"


def _proof(press: Press, inputs: Inputs) -> Any:
    """What makes 公式校核 once the tables it refers to stand in the workbook."""
    codes = sorted(inputs.factors["行政区划代码"])
    given = given_values(press, inputs.policy)

    def grid(book: xw.Book) -> Sequence[Sequence[Any]]:
        tables = (FACTOR_TABLE, POOL_TABLE, PILOT_TABLE, TAKEN, ALLOCATION, POOL_SUMMARY, PARAMETERS)
        addresses = AllocationAddresses(*(table_range(book, table) for table in (*tables, GRADES_TAKEN)))
        return allocation_check(addresses, inputs.year, inputs.levels, codes, given)

    return grid


def _told(inputs: Inputs, decision: Decision, differences: pd.DataFrame) -> Iterator[Issue]:
    """What the officer must not overlook."""
    if decision.refused is not None:
        yield refusal(inputs.readings[CONFIRMATIONS.name], decision.refused, len(differences))
    if decision.frozen and len(differences):
        problem = f"与确认时有{len(differences)}处不同，已确认的分配没有改动，逐格见“{CHANGES.name}”"
        remedy = (
            "不是要改分配的，不必处理；要重新分配的，在“测算确认”的“是否确认”填“撤销”并写明说明，再按一次"
        )
        yield Issue(CHANGES.name, "", CHANGES.name, "", "", problem, remedy, Severity.NOTICE)


def _source(inputs: Inputs) -> list[str]:
    """The files of the same folder that were read, with their hashes, for 运行记录."""
    return [file.label for file in (inputs.rewards.file, inputs.grades.file, inputs.listed) if file]


def _facts(inputs: Inputs, made: Allocation, decision: Decision, differences: pd.DataFrame) -> dict[str, Any]:
    """What --json and the demo's summary show."""
    columns = [
        "资金级次",
        "资金池",
        "专项",
        "奖励",
        "扣减",
        "可分配资金",
        "保底县数",
        "封顶县数",
        "分配合计",
        "差额",
    ]
    return {
        "year": inputs.year,
        "state": decision.state,
        "pools": made.summary[columns].to_dict("records"),
        "counties": len(inputs.factors),
        "changes": len(differences),
        "rewards": inputs.rewards.file.label if inputs.rewards.file else "",
    }
