"""抽查名单: the counties and projects of a quarter, drawn once and never exchanged in silence (第11条)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.inputs import checksum
from xltools.buttons.inspection_desk import Desk, open_desk, roster_issues
from xltools.buttons.library_file import library_file
from xltools.errors import InputError, Issue, PolicyError, Severity
from xltools.rules.art11.draw import (
    TYPED,
    Drawn,
    may_be_drawn,
    parse_quarter,
    quarter_name,
    times_drawn,
)
from xltools.rules.art11.draw import draw as drawn_for
from xltools.rules.art11.sampling import sampling_problems
from xltools.rules.problems import to_issues
from xltools.tables.declared.inspections import DRAW_ACCOUNT, DRAWN, DRAWN_COUNTIES
from xltools.tables.declared.projects import PROJECTS
from xltools.tables.model import Reading, Table

QUARTER = "抽查季度"


def draw(press: Press) -> Result:
    """第11条: 抽中县, 抽查名单 and 抽签说明 of a quarter; the other quarters stay as they are."""
    desk = open_desk(press, [], [DRAWN, DRAWN_COUNTIES, DRAW_ACCOUNT])
    desk.stop_at(roster_issues(desk))
    year, number = _quarter(desk)
    quarter = quarter_name(year, number)
    _stop_at_quarters(desk)
    file = library_file(press.folder)
    library = file.readings[PROJECTS.name]
    problems = sampling_problems(library.frame)
    left_out = sorted({problem.row for problem in problems})
    projects = may_be_drawn(library.frame.drop(index=left_out).reset_index(drop=True), desk.policy)
    known = set(desk.roster.frame["行政区划代码"])
    strangers = sorted(set(projects["行政区划代码"]) - known)
    projects = projects[projects["行政区划代码"].isin(known)].reset_index(drop=True)
    if not len(projects):
        raise InputError([_nothing(library), *to_issues(problems, file.readings)])
    press.progress("抽查名单", 0, 1)
    counties = desk.readings[DRAWN_COUNTIES.name].frame
    seed = _seed(desk, quarter)
    found = drawn_for(
        desk.roster.frame, projects, times_drawn(counties, year, number), quarter, seed, desk.policy
    )
    press.progress("抽查名单", 1, 1)
    again = _drawn_before(desk, found, quarter)
    return Result(
        message=_message(quarter, found, seed, again, len(left_out)) + f"。{file.said}{desk.origin}",
        rows=len(found.projects),
        tables=_tables(desk, found, quarter, [*found.account, *_omitted(library, left_out)]),
        issues=[*desk.issues, *to_issues(problems, file.readings), *_strangers(library, strangers)],
        facts={
            "quarter": quarter,
            "seed": seed,
            "counties": len(found.counties),
            "projects": len(found.projects),
        },
        note=f"{quarter}，种子 {seed}；{file.label}",
        inputs=checksum([desk.roster.frame, projects]),
        policy=desk.policy,
    )


def _quarter(desk: Desk) -> tuple[int, int]:
    typed = desk.policy.text(QUARTER).strip()
    today = desk.press.today
    if not typed:
        return today.year, (today.month + 2) // 3
    found = parse_quarter(typed)
    if found is None:
        raise PolicyError(f"“参数”的{QUARTER}“{typed}”不是季度。请写成 {quarter_name(today.year, 1)}，或清空")
    return found


def _seed(desk: Desk, quarter: str) -> str:
    """参数 抽查种子 with the quarter, which keeps four draws of one seed apart; blank, the quarter alone."""
    typed = desk.policy.text("抽查种子").strip()
    return f"{typed}·{quarter}" if typed else quarter


def _stop_at_quarters(desk: Desk) -> None:
    """InputError where 季度 of an earlier draw was changed: nobody could tell who was drawn when."""
    wrong = [
        reading.issue(i, "季度", "不是季度", "改回程序写的，如 2024年第1季度")
        for reading in (desk.readings[DRAWN.name], desk.readings[DRAWN_COUNTIES.name])
        for i, typed in enumerate(reading.values("季度"))
        if typed is None or parse_quarter(typed) is None
    ]
    if wrong:
        raise InputError(wrong)


def _drawn_before(desk: Desk, found: Drawn, quarter: str) -> bool:
    """Whether the quarter had this very list already. InputError where it had another: a list that counties
    were told of is not exchanged by a second press.
    """
    reading = desk.readings[DRAWN.name]
    mine = [i for i, when in enumerate(reading.values("季度")) if when == quarter]
    before = {reading.value(i, "项目编码") for i in mine}
    now = set(found.projects["项目编码"])
    if not mine:
        return False
    if before == now:
        return True
    typed = sum(any(reading.value(i, name) is not None for name in TYPED) for i in mine)
    problem = (
        f"{quarter}已经抽过（种子“{reading.value(mine[0], '种子')}”）；项目库、名单、种子或参数变了，"
        f"重抽会换掉{len(before - now)}个项目" + (f"，其中{typed}行已填检查情况" if typed else "")
    )
    remedy = (
        f"照原名单检查的，不用再抽；确要重抽的，先把“{DRAWN.name}”“{DRAWN_COUNTIES.name}”另存，"
        f"清空{quarter}各行，再按一次"
    )
    raise InputError([reading.issue(mine[0], "季度", problem, remedy)])


def _tables(
    desk: Desk, found: Drawn, quarter: str, account: Sequence[str]
) -> list[tuple[Table, pd.DataFrame]]:
    lines = pd.DataFrame({"季度": quarter, "序号": range(1, len(account) + 1), "内容": list(account)})
    reading = desk.readings[DRAWN.name]
    projects = found.projects.assign(**_typed(reading, quarter, found.projects["项目编码"]))
    return [
        (DRAWN, _with(reading.frame, projects, quarter)),
        (DRAWN_COUNTIES, _with(desk.readings[DRAWN_COUNTIES.name].frame, found.counties, quarter)),
        (DRAW_ACCOUNT, _with(desk.readings[DRAW_ACCOUNT.name].frame, lines, quarter)),
    ]


def _typed(reading: Reading, quarter: str, codes: pd.Series) -> dict[str, Any]:
    """What the officer filled in for this quarter's projects, in their new order."""
    rows = {
        reading.value(i, "项目编码"): i for i, when in enumerate(reading.values("季度")) if when == quarter
    }
    return {
        name: [reading.value(rows[code], name) if code in rows else None for code in codes] for name in TYPED
    }


def _with(existing: pd.DataFrame, mine: pd.DataFrame, quarter: str) -> pd.DataFrame:
    """The quarters in order, this one's rows replaced."""
    others = existing[existing["季度"] != quarter]
    frame = pd.concat([others, mine], ignore_index=True) if len(others) else mine.reset_index(drop=True)
    order = frame["季度"].map(lambda name: parse_quarter(name) or (0, 0)).sort_values(kind="stable").index
    frame = frame.loc[order].reset_index(drop=True)
    return frame.assign(检查日期=pd.to_datetime(frame["检查日期"])) if "检查日期" in frame else frame


def _message(quarter: str, found: Drawn, seed: str, again: bool, left_out: int) -> str:
    twice = int((found.counties["本年第几次"] > 1).sum())
    parts = (
        f"{quarter}抽出{len(found.counties)}个县、{len(found.projects)}个项目，种子“{seed}”",
        "" if len(found.counties) else "名单里的县都不参评，或没有可抽的项目",
        "与上次抽出的相同" if again else "",
        f"其中{twice}个县本年抽过，因为同类的县已经轮完" if twice else "",
        f"{left_out}个编码或县有误的项目没有列入，见“校验结果”" if left_out else "",
    )
    return "；".join(filter(None, parts))


def _nothing(library: Reading) -> Issue:
    problem = "“项目库”里没有可抽的项目（参数“抽查项目范围”）"
    remedy = "更新项目的实施状态；没有动工项目也要抽的，把“抽查项目范围”改为“全部在库”"
    return Issue(
        library.sheet, library.header, PROJECTS.name, "实施状态", "", problem, remedy, file=library.file
    )


def _omitted(library: Reading, rows: Sequence[int]) -> list[str]:
    if not rows:
        return []
    named = "、".join(f"第{library.rows[row]}行" for row in rows)
    return [f"没有列入抽查的{len(rows)}行（项目编码或行政区划代码空白、重复）：{named}"]


def _strangers(library: Reading, codes: Sequence[str]) -> list[Issue]:
    if not codes:
        return []
    problem = f"县区名单里没有代码{'、'.join(codes)}，它们的项目没有列入抽查"
    return [
        Issue(library.sheet, "", PROJECTS.name, "行政区划代码", "", problem, "核对县区名单或项目库",
              Severity.NOTICE, library.file)
    ]  # fmt: skip
