"""The sample office's folder: its workbook before 汇总上报, the returns, and the truth about them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from xltools.folders import COLLECTED
from xltools.sample.edges import PERIOD, text
from xltools.sample.factors import factors, pilots, pools
from xltools.sample.figures import dispatch, periods
from xltools.sample.history import ranked_before
from xltools.sample.ledgers import adjustments, problems
from xltools.sample.pilots import pilot_ledger
from xltools.sample.points import events, negative_uses
from xltools.sample.province import SICHUAN, county_frame, province
from xltools.sample.returns import mend_returns, month_before, truth_csv, write_returns
from xltools.shipped import shipped
from xltools.tables.declared.allocation import FACTOR_TABLE, PILOT_TABLE, POOL_TABLE
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.pilots import PILOT_LEDGER
from xltools.tables.declared.points import LEDGER, NEGATIVE_USES
from xltools.tables.declared.ranking import HISTORY
from xltools.tables.declared.review import ADJUSTMENTS, PROBLEMS
from xltools.tables.model import Table

WORKBOOK = "调度排名.xlsm"
POINTS = "日常计分.xlsm"
FUNDS = "资金分配.xlsm"
FIRST = "2022-10"
"""Two years of history before 2024-09."""

WRITTEN: tuple[Table, ...] = (COUNTIES, DISPATCH, HISTORY, LETTERS, ADJUSTMENTS, PROBLEMS)
POINTS_WRITTEN: tuple[Table, ...] = (LEDGER, NEGATIVE_USES)
FUNDS_WRITTEN: tuple[Table, ...] = (FACTOR_TABLE, POOL_TABLE, PILOT_TABLE, PILOT_LEDGER)

NOTES = """模拟省说明（全部为模拟数据）

县区名称和代码是真实的，数字、县类别、是否参评、问题和函件都是按种子 {seed} 编造的，不代表任何地方的实际情况。
同一个种子每次造出的文件完全一样。本次 {counties} 个县区，本期 {period}。

调度排名.xlsm　按“汇总上报”之前的工作簿：县区名单、{first} 至 {last} 的调度表、
　　历史排名、函件清单、调整台账、问题清单
日常计分.xlsm　检查、暗访、审计等事件和负面清单，按“计分汇总”之前的样子
资金分配.xlsm　下年度的因素表（不参评的县没有衔接资金任务，不在内）、资金池、试点清单，两年的试点台账
上报/　各县报来的文件，约十分之一带有实际工作中常见的毛病
真值.csv（真值/）　有毛病的文件里每一格写的是什么、应读成什么（应得）或应指出来（应报）
{planted}"""
PLANTED_NOTE = "planted.csv　特意安排的县和市：每个政策界限一个，以及应得的分数、灯和函件，附依据\n"


@dataclass(frozen=True, slots=True)
class SamplePaths:
    """Where everything of a sample lies, and what it was made from. `planted` is None below 183 counties."""

    folder: Path
    workbook: Path
    points: Path
    funds: Path
    returns: Path
    truth: Path
    notes: Path
    planted: Path | None
    seed: int
    counties: int
    period: str


def province_tables(
    seed: int, counties: int = SICHUAN, period: str = PERIOD, since: str = FIRST
) -> dict[str, pd.DataFrame]:
    """Every table of the office's workbook before the returns of `period` come in, by name."""
    who = province(seed, counties)
    frames = {
        COUNTIES.name: county_frame(who),
        DISPATCH.name: dispatch(who, periods(since, month_before(period)), seed),
        ADJUSTMENTS.name: adjustments(who, seed),
        PROBLEMS.name: problems(who, seed),
    }
    return frames | ranked_before(frames)


def points_tables(seed: int, counties: int = SICHUAN) -> dict[str, pd.DataFrame]:
    """What officers typed into 日常计分, by table."""
    who = province(seed, counties)
    return {LEDGER.name: events(who, seed), NEGATIVE_USES.name: negative_uses(who, seed)}


def funds_tables(seed: int, counties: int = SICHUAN) -> dict[str, pd.DataFrame]:
    """What officers typed into 资金分配, by table."""
    who = province(seed, counties)
    return {
        FACTOR_TABLE.name: factors(who, seed),
        POOL_TABLE.name: pools(who, seed),
        PILOT_TABLE.name: pilots(who, seed),
        PILOT_LEDGER.name: pilot_ledger(who, seed),
    }


def make_sample(folder: Path, seed: int = 2024, counties: int = SICHUAN, period: str = PERIOD) -> SamplePaths:
    """Make the office's folder: its workbooks, 上报/期别/, 真值.csv, planted.csv and 说明.txt."""
    made = make_office(folder, seed, counties, period)
    truths = write_returns(made.returns, province(seed, counties), period, seed)
    made.truth.write_bytes(truth_csv(truths))
    return made


def make_office(
    folder: Path, seed: int = 2024, counties: int = SICHUAN, period: str = PERIOD, since: str = FIRST
) -> SamplePaths:
    """The same before any return has come in, with what was reported and ranked `since` then."""
    folder.mkdir(parents=True, exist_ok=True)
    made = _paths(folder, seed, counties, period)
    if made.planted:
        made.planted.write_bytes(text("planted.csv").encode("utf-8-sig"))
    made.notes.write_text(_notes(made, since), encoding="utf-8-sig")
    fill_workbook(made.points, points_tables(seed, counties), POINTS_WRITTEN, POINTS)
    fill_workbook(made.funds, funds_tables(seed, counties), FUNDS_WRITTEN, FUNDS)
    fill_workbook(
        made.workbook, province_tables(seed, counties, period, since)
    )  # the last changed is listed first
    return made


def mended(sample: SamplePaths) -> list[Path]:
    """What the counties send after the 退回单: the returns with something to report, written anew."""
    who = province(sample.seed, sample.counties)
    return mend_returns(sample.returns, who, sample.period, sample.seed)


def fill_workbook(
    path: Path, frames: dict[str, pd.DataFrame], tables: Sequence[Table] = WRITTEN, workbook: str = WORKBOOK
) -> None:
    """The shipped `workbook` with these tables in it, at `path`."""
    from xltools.hosts.closed import open_closed
    from xltools.tables.sheets import write_table

    with tempfile.TemporaryDirectory() as aside:
        blank = Path(shutil.copyfile(shipped("workbooks", workbook), Path(aside, workbook)))
        with open_closed(blank) as book:
            for table in tables:
                write_table(book, table, frames[table.name])
            book.save(path)


def _paths(folder: Path, seed: int, counties: int, period: str) -> SamplePaths:
    return SamplePaths(
        folder=folder,
        workbook=folder / WORKBOOK,
        points=folder / POINTS,
        funds=folder / FUNDS,
        returns=folder / COLLECTED / period,
        truth=folder / "真值.csv",
        notes=folder / "说明.txt",
        planted=folder / "planted.csv" if counties >= SICHUAN else None,
        seed=seed,
        counties=counties,
        period=period,
    )


def _notes(made: SamplePaths, since: str) -> str:
    return NOTES.format(
        seed=made.seed,
        counties=made.counties,
        period=made.period,
        first=since,
        last=month_before(made.period),
        planted=PLANTED_NOTE if made.planted else "",
    )
