"""随机抽查: a list that anybody can draw again from its seed (第8、11条)."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.inputs import checksum, overrides_of
from xltools.buttons.library_inputs import decisions, read_library
from xltools.errors import InputError, Issue
from xltools.policy import Policy, load
from xltools.rules.art11.sampling import audit_text, sampling_problems
from xltools.rules.art11.sampling import sample as draw
from xltools.rules.problems import to_issues
from xltools.tables.declared.project_results import SAMPLED, SAMPLING
from xltools.tables.declared.projects import PROJECTS
from xltools.tables.model import Reading

REPORT = "检查情况"


def sample(press: Press) -> Result:
    """第8条 抽查入库项目: 抽查结果 and 抽查说明. What cannot be drawn again is left out and told."""
    policy = load(press.today, overrides_of(press))
    readings = read_library(press.book, [PROJECTS, SAMPLED])
    library, before = readings[PROJECTS.name], readings[SAMPLED.name]
    seed = seed_of(policy, press.today)
    problems = sampling_problems(library.frame)
    left_out = sorted({problem.row for problem in problems})
    projects = library.frame.drop(index=left_out).reset_index(drop=True)
    if not len(projects):
        raise InputError([*to_issues(problems, readings), *([] if problems else [_empty(library)])])
    drawn = draw(projects, seed, policy)
    _keep_reports(before, seed, set(drawn["项目编码"]))
    reported = drawn["项目编码"].map(decisions(before, REPORT)).astype(object)
    drawn[REPORT] = reported.where(reported.notna(), None)
    lines = [*audit_text(projects, drawn, seed, policy), *_omitted(library, left_out)]
    missing = f"；{len(left_out)}个编码或县有误的没有列入，见“校验结果”" if left_out else ""
    return Result(
        message=f"从{len(projects)}个项目中抽出{len(drawn)}个，种子“{seed}”{missing}",
        rows=len(drawn),
        tables=[(SAMPLED, drawn), (SAMPLING, _numbered(lines))],
        issues=to_issues(problems, readings),
        facts={"seed": seed, "drawn": len(drawn), "projects": len(projects), "left_out": len(left_out)},
        note=f"种子 {seed}",
        inputs=checksum([library.frame]),
        policy=policy,
    )


def seed_of(policy: Policy, today: dt.date) -> str:
    """参数 抽查种子; where it is blank the quarter, which nobody can choose."""
    return policy.text("抽查种子").strip() or f"{today.year}年第{(today.month + 2) // 3}季度"


def _keep_reports(before: Reading, seed: str, drawn: set[str]) -> None:
    """InputError where 检查情况 would be lost: another seed's list, or another draw of a changed library."""
    rows = zip(before.values("项目编码"), before.values("种子"), before.values(REPORT), strict=True)
    lost = [
        row
        for row, (code, drawn_by, report) in enumerate(rows)
        if report and (drawn_by != seed or code not in drawn)
    ]
    if not lost:
        return
    old = before.value(lost[0], "种子")
    problem = (
        f"项目库或参数有变，重抽后这{len(lost)}个填了检查情况的项目不在名单里，检查情况会丢失"
        if old == seed
        else f"上一份名单（种子“{old}”）有{len(lost)}行填了检查情况，会被新名单覆盖"
    )
    remedy = f"先把“{SAMPLED.name}”另存一份，清空表中各行，再按一次“随机抽查”"
    raise InputError([before.issue(lost[0], REPORT, problem, remedy)])


def _empty(library: Reading) -> Issue:
    problem, remedy = "项目库里没有项目", "先按“读入台账”，或把在库项目填入项目库"
    return Issue(library.sheet, library.header, PROJECTS.name, "项目编码", "", problem, remedy)


def _omitted(library: Reading, rows: list[int]) -> list[str]:
    if not rows:
        return []
    named = "、".join(f"第{library.rows[row]}行" for row in rows)
    return [f"没有列入抽查的{len(rows)}行（项目编码或行政区划代码空白、重复）：{named}"]


def _numbered(lines: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"序号": range(1, len(lines) + 1), "内容": lines})
