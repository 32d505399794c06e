"""A 模拟 province through one month: returns in, mended, ranked, letters out, points counted, next year's
funds allocated; and its project library and yearly plans reviewed.
"""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.table import Table as Grid

from xltools.buttons import Button, Result, find
from xltools.console import OUT, print_json, progress_bar, result_record
from xltools.errors import HostError, UsageError
from xltools.press import press_closed
from xltools.progress import Progress
from xltools.sample import make_sample, mended
from xltools.sample.filing import CHECKED, REVIEWED
from xltools.sample.filing_folder import FilingPaths, file_again, judge_filing, judge_recheck, make_filing
from xltools.sample.library_folder import LibraryPaths, Score, judge_library, make_library
from xltools.sample.verdict import Verdict, judge
from xltools.sample.workbook import SamplePaths
from xltools.tables.declared.ranking import LIGHTS

MARK = ".模拟"
"""Marks a folder the demo made and may make again."""

TODAY = dt.date(2024, 10, 8)
"""The working day after the National Day holiday: the September returns are in."""


LIBRARY_STEPS = ("review", "cleanup", "quality", "sample")
"""Buttons of 项目库 that the demo presses, in the order of the year."""


def run_demo(folder: Path, seed: int, counties: int, as_json: bool) -> None:
    """Make the sample province in `folder` and press the buttons of its year.

    UsageError where the folder holds something that no demo made.
    """
    _clear(folder)
    with progress_bar(not as_json) as progress:
        progress("造模拟省", 0, 1)
        _mark(folder)
        sample = make_sample(folder, seed=seed, counties=counties)
        progress("造模拟省", 1, 1)
        first = _press("collect", sample, progress, "第一次汇总：")
        verdict = judge(sample, first.issues)
        mended(sample)
        results = {
            "首次汇总": first,
            "更正后汇总": _press("collect", sample, progress, "更正后汇总："),
        }
        progress("造项目库", 0, 1)
        library = make_library(folder, seed=seed, counties=counties)
        filed = make_filing(folder, seed=seed, counties=counties)
        progress("造项目库", 1, 1)
        results["备案审查"] = _filing("filing", filed, REVIEWED, progress)
        scores = [judge_filing(filed)]
        results["生成意见书"] = _filing("opinions", filed, REVIEWED, progress)
        file_again(filed)
        results["复审核销"] = _filing("recheck", filed, CHECKED, progress)
        scores.append(judge_recheck(filed))
        results |= {
            "计分排名": _press("rank", sample, progress),
            "生成函件": _press("letters", sample, progress),
            "计分汇总": _press("points", sample, progress),
            "奖惩测算": _press("rewards", sample, progress),
            "测算分配": _press("allocate", sample, progress),
        }
        results |= _library(library, progress)
        scores += judge_library(library)
    if as_json:
        records = {name: result_record(name, result) for name, result in results.items()}
        print_json(records | {"真值": asdict(verdict), "库真值": [asdict(score) for score in scores]})
    else:
        _summary(folder, results, verdict, scores)


def _press(key: str, sample: SamplePaths, progress: Progress, prefix: str = "") -> Result:
    def told(stage: str, done: int, total: int) -> None:
        progress(f"{prefix}{stage}", done, total)

    button = find(key)
    return press_closed(button, _home(button, sample), today=TODAY, progress=told)


def _home(button: Button, sample: SamplePaths) -> Path:
    """The sample's workbook in which a button sits."""
    return next(p for p in (sample.workbook, sample.points, sample.funds) if p.stem == button.workbook)


def _filing(key: str, made: FilingPaths, today: dt.date, progress: Progress) -> Result:
    """A button of 备案审查 on its day: the review in March, the recheck in May."""
    return press_closed(find(key), made.workbook, today=today, progress=progress)


def _library(made: LibraryPaths, progress: Progress) -> dict[str, Result]:
    """The lists against the library, then the library's own buttons."""
    steps = [("lists", made.lists), *((key, made.library) for key in LIBRARY_STEPS)]
    return {
        find(key).label: press_closed(find(key), book, today=TODAY, progress=progress) for key, book in steps
    }


def _clear(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARK).exists()):
        raise UsageError(f"“{folder}”里已有别的文件，样例不会覆盖它。请换一个文件夹名")
    try:
        shutil.rmtree(folder)
    except OSError as error:
        _mark(folder)
        raise HostError(
            f"“{folder}”里有文件正被别的程序打开或不能删除。请关闭后再试，或换一个文件夹名"
        ) from error


def _mark(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("模拟数据，可以整个删除\n", encoding="utf8")


def _summary(folder: Path, results: dict[str, Result], verdict: Verdict, scores: list[Score]) -> None:
    OUT.print(f"[bold]样例里埋的错[/bold]　{verdict.sentence}")
    for name, result in results.items():
        OUT.print(f"[bold]{name}[/bold]　{result.message}　（{result.seconds:.2f} 秒）")
    facts: dict[str, Any] = results["计分排名"].facts
    _lights(facts["lights"])
    _last(facts["last"])
    letters = "　".join(f"{kind} {n} 份" for kind, n in results["生成函件"].facts["letters"].items())
    OUT.print(f"\n函件：{letters}", markup=False)
    _rewards(results["奖惩测算"].facts)
    _pools(results["测算分配"].facts)
    OUT.print("\n年度计划和项目库里埋的问题", markup=False)
    for score in scores:
        OUT.print(f"  {score.sentence}", markup=False)
    OUT.print(f"\n都在文件夹“{folder}”里（全部为模拟数据）：", markup=False)
    for name, meaning in (
        ("调度排名.xlsm", "看板、排名表、函件清单、公式校核；各次汇总和排名的运行记录"),
        ("日常计分.xlsm", "计分台账、计分结果、奖惩清单；压在名次线上的并列等您核定"),
        ("资金分配.xlsm", "下年度的分配表、测算底稿、公式校核、公示表草稿；等两人复核确认"),
        ("退回单/", "有错的上报表：标出错格，附问题清单"),
        ("函件/", "Word 函件，一单位一份"),
        ("备份/", "每次写入前的工作簿"),
        ("项目库.xlsm", "入库审查、动态清库、数据质量、随机抽查的结果"),
        ("备案审查.xlsm", "年度计划的问题清单、意见书清单、复审核销"),
        ("资金监管.xlsm", "负面清单和筛查结果"),
        ("真值.csv、备案真值.csv、库真值.csv", "样例里埋的每一处错误和应得的结果"),
    ):
        OUT.print(f"  {name}　{meaning}", markup=False)


def _lights(lights: dict[str, dict[str, int]]) -> None:
    grid = Grid(title="红黄绿分级预警（县）", title_justify="left")
    for heading in ("维度", *LIGHTS):
        grid.add_column(heading, justify="left" if heading == "维度" else "right")
    for dimension, counts in lights.items():
        grid.add_row(dimension, *(str(counts[light]) for light in LIGHTS))
    OUT.print(grid)


def _last(last: list[dict[str, Any]]) -> None:
    grid = Grid(title=f"排名后 {len(last)} 位的县", title_justify="left")
    for heading in ("排名", "市州", "县区", "综合得分", "支出率", "综合状态"):
        grid.add_column(heading)
    for row in last:
        grid.add_row(
            str(row["排名"]), row["市州"], row["县区"], f"{row['综合得分']:.2f}", f"{row['支出率']:.2%}",
            row["综合状态"],
        )  # fmt: skip
    OUT.print(grid)


def _rewards(facts: dict[str, Any]) -> None:
    """第6条: how many lose and gain how much next year, and the list."""
    grid = Grid(title=f"{facts['year'] + 1} 年度奖惩清单（万元）", title_justify="left")
    for heading in ("事项", "市州", "县区", "金额", "是否确认", "并列"):
        grid.add_column(heading, justify="right" if heading == "金额" else "left")
    for row in facts["list"]:
        amount = "" if row["金额"] is None else f"{row['金额']:,.2f}".removesuffix(".00")
        grid.add_row(row["事项"], row["市州"], row["县区"], amount, row["是否确认"] or "", row["并列"] or "")
    OUT.print(grid)


_POOL = ("资金池", "专项", "奖励", "扣减", "可分配资金", "分配合计", "差额")


def _pools(facts: dict[str, Any]) -> None:
    """第4条: next year's pools, from what was decided to what was given out."""
    grid = Grid(
        title=f"{facts['year']}年度资金分配（万元，{facts['counties']} 个县，待复核）", title_justify="left"
    )
    grid.add_column("资金级次")
    for heading in _POOL:
        grid.add_column(heading, justify="right")
    for pool in facts["pools"]:
        grid.add_row(pool["资金级次"], *(f"{pool[name]:,.0f}" for name in _POOL))
    OUT.print(grid)
