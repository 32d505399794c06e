"""汇总上报: the folder of county returns into 调度表 (第11、12条: 每月调度)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.inputs import chosen_period, overrides_of, policy_for, read_all
from xltools.buttons.library_counts import SOURCE, with_library_counts
from xltools.buttons.project_library import WORKBOOK
from xltools.errors import InputError, Issue, Severity
from xltools.folders import COLLECTED, SENT_BACK
from xltools.returns.cache import Cache
from xltools.returns.collecting import Collected, collect_returns, main_period
from xltools.returns.folder import open_elsewhere, return_files
from xltools.returns.reading import Return, read_returns
from xltools.returns.sendback import send_back
from xltools.returns.source import Expected, expected, passed_over, source_folder
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH, RETURN_STATES, RETURNS
from xltools.tables.model import Reading

CACHE = Path(".xltools", "上报缓存.bin")


def collect(press: Press) -> Result:
    """第11、12条: the folder of returns into 调度表; what is wrong goes back to its county."""
    overrides = overrides_of(press)
    tables = read_all(press.book, required=[COUNTIES], optional=[DISPATCH])
    counties = _listed(tables[COUNTIES.name])
    chosen = chosen_period(overrides)
    folder = source_folder(press.folder, press.source, chosen)
    returns = _read(press, folder)
    wanted = expected(folder, returns, chosen)
    period = _period(folder, returns, wanted)
    policy = policy_for(period, overrides)
    press.progress("核对", 0, 1)
    before = tables[DISPATCH.name].frame
    collected = collect_returns(returns, counties, before, period)
    collected.issues += [*_being_edited(folder, returns), *_loose(press.folder, folder)]
    press.progress("核对", 1, 1)
    counted = None
    if policy.text(SOURCE) == WORKBOOK:
        counted = with_library_counts(press.folder, collected.dispatch, period)
        collected.dispatch = counted.dispatch
        collected.issues += counted.issues
    sheets = _send_back(press, collected, returns, period)
    return Result(
        message=_message(collected, wanted) + (f"。{counted.said}" if counted else ""),
        rows=int((collected.dispatch["期别"] == period).sum()),
        tables=[(DISPATCH, collected.dispatch), (RETURNS, collected.returns)],
        files=sheets,
        issues=collected.issues,
        facts={"period": period, "states": {s: collected.count(s) for s in RETURN_STATES}},
        note=f"{period}，{counted.label}" if counted else period,
        inputs=_digest(returns),
        policy=policy,
    )


def _period(folder: Path, returns: list[Return], wanted: Expected) -> str:
    """The 期别 to collect. InputError where nothing tells it, or where no return speaks of it."""
    if not wanted.period:
        raise InputError([_no_period(folder, returns)])
    if main_period(returns) and not any(_speaks_of(each, wanted.period) for each in returns):
        raise InputError([_another_period(folder, returns, wanted.period)])
    return wanted.period


def _read(press: Press, folder: Path) -> list[Return]:
    cache = Cache(press.folder / CACHE)

    def told(done: int, total: int) -> None:
        press.progress("读取上报表", done, total)

    returns = read_returns(return_files(folder), folder, cache, told, press.pool)
    cache.save()
    return returns


def _listed(reading: Reading) -> pd.DataFrame:
    """县区名单, which must name at least one county."""
    if not len(reading.frame):
        problem, remedy = "县区名单是空的", "请填入应当上报的县（市、区）及其代码，再按“汇总上报”"
        raise InputError([Issue(reading.sheet, "", COUNTIES.name, "行政区划代码", "", problem, remedy)])
    return reading.frame


def _send_back(press: Press, collected: Collected, returns: list[Return], period: str) -> list[Path]:
    """Write the 退回单 and say in 上报情况 where each lies."""

    def told(done: int, total: int) -> None:
        press.progress("写退回单", done, total)

    written = send_back(returns, collected.marks, press.out / SENT_BACK / period, told)
    names = collected.returns["文件"].str.split("；")
    collected.returns["退回单"] = [
        "；".join(written[name].relative_to(press.out).as_posix() for name in each if name in written)
        for each in names
    ]
    return list(written.values())


def _message(collected: Collected, wanted: Expected) -> str:
    counts = "、".join(f"{state} {collected.count(state)}" for state in RETURN_STATES)
    how = f"（期别{wanted.how}；不对的，请在“参数”中填写）" if wanted.how else ""
    mend = ""
    if collected.errors:
        mend = f"；有 {collected.errors} 处需要县里更正，见“校验结果”和“{SENT_BACK}”文件夹"
    return f"{wanted.period} 汇总完成{how}：{counts}{mend}"


def _no_period(folder: Path, returns: list[Return]) -> Issue:
    found = f"的 {len(returns)} 个文件都读不出期别" if returns else "没有文件"
    problem = f"“{folder.name}”里{found}"
    remedy = "请核对文件夹是否选对，或在“参数”的“期别”中填写本期，如 2024-09"
    return Issue("", "", DISPATCH.name, "期别", "", problem, remedy)


def _speaks_of(each: Return, period: str) -> bool:
    return each.rows is not None and period in each.rows.values("期别")


def _another_period(folder: Path, returns: list[Return], period: str) -> Issue:
    """Not one return is of the 期别 asked for: it is the 期别 that is wrong, not every county."""
    problem = f"“{folder.name}”里没有一份是 {period} 的，多数是 {main_period(returns)}"
    remedy = "请改“参数”的“期别”，或换上这一期别的上报文件，再按一次；确是各县填错期别的，请县里改正重报"
    return Issue("", "", DISPATCH.name, "期别", period, problem, remedy)


def _being_edited(folder: Path, returns: list[Return]) -> list[Issue]:
    busy = open_elsewhere(folder)
    problem, remedy = "这个文件正被别的程序打开，读到的可能不是最后的内容", "请关闭后再按一次“汇总上报”"
    return [
        Issue("", "", DISPATCH.name, "", "", problem, remedy, Severity.NOTICE, each.name)
        for each in returns
        if each.path.name in busy
    ]


def _loose(beside: Path, folder: Path) -> list[Issue]:
    problem = f"直接放在“{COLLECTED}”里，没有读；本次只读“{COLLECTED}/{folder.name}”"
    remedy = f"是本期的，请移进“{folder.name}”再按一次“汇总上报”；不是的，请移走"
    return [
        Issue("", "", DISPATCH.name, "", "", problem, remedy, Severity.NOTICE, path.name)
        for path in passed_over(beside, folder)
    ]


def _digest(returns: list[Return]) -> str:
    text = "".join(sorted(each.digest for each in returns))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
