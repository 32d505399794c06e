"""生成意见书: one 备案审查意见书 for each confirmed county, and the 备案审查情况通报 (第10条)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.drafts import refuse_a_wrong_clock, rehearsed, remark_issue, with_files
from xltools.buttons.inputs import checksum, overrides_of, read_all
from xltools.buttons.issued import (
    Issued,
    dated_of,
    issued_letters,
    keep_finals,
    number_of,
    retire_drafts,
    without_void,
)
from xltools.buttons.list_files import sent_period
from xltools.errors import InputError, Issue, Severity
from xltools.folders import ISSUED
from xltools.hosts.replace import replace_files
from xltools.letters.batch import Draft
from xltools.letters.filing import BULLETIN, OPINION, filing_bulletin_facts, opinion_facts, unit_of
from xltools.letters.naming import letter_name, unique
from xltools.letters.printing import print_files
from xltools.policy import load
from xltools.rules.art10.list import CLOSED
from xltools.rules.art10.summary import all_found, latest_opinions
from xltools.rules.art12.roster import Row, text
from xltools.tables.declared.filing import BY_CATEGORY, BY_CITY, OPINIONS, PLAN, REFILED
from xltools.tables.declared.review import PROBLEMS
from xltools.tables.model import Reading


def opinions(press: Press) -> Result:
    """第10条: what the officer confirmed in 意见书清单, and the bulletin of the province."""
    policy = load(press.today, overrides_of(press))
    readings = read_all(
        press.book, required=[OPINIONS, PROBLEMS, PLAN], optional=[REFILED, BY_CITY, BY_CATEGORY]
    )
    period = _latest(readings[OPINIONS.name])
    refuse_a_wrong_clock(press.today, period)
    frames = {name: reading.frame for name, reading in readings.items()}
    issued = issued_letters(press.folder)
    drafts = _drafts(press, period, frames, dict(policy.values), issued)
    rehearsal = rehearsed(press, drafts, readings[OPINIONS.name], policy)
    folder = press.out / ISSUED / f"备案审查{period}"
    paths = [folder / draft.name for draft in drafts]
    keep_finals(drafts, rehearsal, folder, issued)
    kept = replace_files(dict(zip(paths, rehearsal.letters, strict=True)))
    rehearsal.notices += retire_drafts(drafts, folder)
    press.progress("合订打印", 0, 1)
    prints = print_files(folder, [d.name for d in drafts], rehearsal.letters, f"{period}备案审查打印合订")
    made = len(drafts) - 1
    said = f"备案审查意见书{made}份、情况通报1份已生成，在“{ISSUED}/{folder.name}”文件夹"
    older = f"{kept} 份旧稿已移入“备份”" if kept else ""
    return Result(
        message="；".join(filter(None, (said, older, *prints.notes))),
        rows=len(drafts),
        tables=[(OPINIONS, with_files(frames[OPINIONS.name], drafts, paths, press.out))],
        files=[*paths, *prints.files],
        issues=[
            *(issue for reading in readings.values() for issue in reading.issues),
            *(remark_issue(readings[OPINIONS.name], r, Severity.NOTICE) for r in rehearsal.notices),
        ],
        facts={"period": period, "letters": {OPINION: made, BULLETIN: 1}, "pages": sum(prints.pages)},
        note=period,
        inputs=checksum(frames.values()),
        policy=policy,
    )


def _latest(reading: Reading) -> str:
    """The 期别 of 意见书清单 that is being worked on."""
    period = sent_period(reading.frame.to_dict("records"))
    if not period:
        about = (reading.sheet, reading.header, OPINIONS.name, "期别", "")
        raise InputError([Issue(*about, "意见书清单是空的", "请先按“备案审查”，核对后再按“生成意见书”")])
    return period


def _drafts(
    press: Press,
    period: str,
    frames: Mapping[str, pd.DataFrame],
    office: Mapping[str, Any],
    issued: Mapping[str, Issued],
) -> list[Draft]:
    """The confirmed opinions in the order of the list, then the bulletin."""
    rows: Sequence[Row] = frames[OPINIONS.name].to_dict("records")
    confirmed = [
        (i, without_void(r, issued))
        for i, r in enumerate(rows)
        if r["期别"] == period and r["是否签发"] == "是"
    ]
    files = unique(letter_name(OPINION, r["代码"], unit_of(r), text(r["文号"])) for _, r in confirmed)
    problems, names = _open_by_county(frames[PROBLEMS.name]), _project_names(frames)
    drafts = []
    for file, (i, r) in zip(files, confirmed, strict=True):
        dated = dated_of(r["文号"], issued, press.today)
        facts = opinion_facts(r, problems.get(r["代码"], []), names, office, dated)
        before = letter_name(OPINION, r["代码"], unit_of(r))
        drafts.append(Draft(OPINION, file, facts, i, before if before != file else ""))
    cities: Sequence[Row] = frames[BY_CITY.name].to_dict("records")
    categories: Sequence[Row] = frames[BY_CATEGORY.name].to_dict("records")
    listed = all_found(latest_opinions(frames[OPINIONS.name]), frames[PROBLEMS.name])
    number = number_of(BULLETIN, period, issued)
    facts = filing_bulletin_facts(listed, cities, categories, office, dated_of(number, issued, press.today))
    name, before = letter_name(BULLETIN, "", period, number), letter_name(BULLETIN, "", period)
    if not number:
        return [*drafts, Draft(BULLETIN, name, facts)]
    return [*drafts, Draft(BULLETIN, name, facts | {"文号": number}, before=before)]


def _open_by_county(problems: pd.DataFrame) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    rows: Sequence[Row] = problems[problems["状态"] != CLOSED].sort_values("序号").to_dict("records")
    for row in rows:
        found.setdefault(text(row["行政区划代码"]), []).append(row)
    return found


def _project_names(frames: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """项目名称 by 项目编码, as last filed."""
    named = pd.concat([frames[t.name][["项目编码", "项目名称"]] for t in (PLAN, REFILED)])
    named = named.dropna()
    return dict(zip(named["项目编码"], named["项目名称"], strict=True))
