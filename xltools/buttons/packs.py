"""生成考核材料: a folder a city, the letter to its government and the figures behind it (保障措施第三条)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xltools.buttons.button import Press, Result
from xltools.buttons.drafts import rehearsed, remark_issue, with_files
from xltools.buttons.inputs import checksum, overrides_of, read_all
from xltools.buttons.issued import (
    Issued,
    dated_of,
    issued_letters,
    keep_finals,
    retire_drafts,
    without_void,
)
from xltools.buttons.pack_book import pack_book
from xltools.errors import InputError, Issue, Severity
from xltools.folders import PACKS
from xltools.hosts.replace import replace_files
from xltools.letters.appraisal import notice_facts
from xltools.letters.batch import Draft
from xltools.letters.naming import letter_name, safe
from xltools.letters.printing import print_files
from xltools.policy import Policy, load
from xltools.rules.art12.roster import Row, city_code, text
from xltools.rules.problems import Problem, to_issues
from xltools.rules.safeguards.facts import grouped
from xltools.tables.declared.appraisal import (
    CITY_CODE,
    CITY_RESULTS,
    DETAILS,
    NOTICE,
    NOTICES,
    RESULTS,
    STATIONED,
)
from xltools.tables.declared.dispatch import CODE
from xltools.tables.model import Reading, blank, shown

_TABLES = (NOTICES, CITY_RESULTS, RESULTS, DETAILS, STATIONED)


@dataclass(frozen=True, slots=True)
class _Year:
    """The rows of the year that is told, by city."""

    year: int
    cities: Mapping[str, Row]
    counties: Mapping[str, list[Row]]
    details: Mapping[str, list[Row]]
    stationed: Mapping[str, list[Row]]

    @property
    def ranked(self) -> int:
        """How many cities have a place."""
        return sum(not blank(row["排名"]) for row in self.cities.values())

    def details_of(self, code: str) -> list[Row]:
        """The city's own figures, then those of its counties."""
        counties = (text(row[CODE.name]) for row in self.counties.get(code, ()))
        return [row for each in (code, *counties) for row in self.details.get(each, ())]


def packs(press: Press) -> Result:
    """第三条: what the officer confirmed in 考核通报清单, one folder a city."""
    policy = load(press.today, overrides_of(press))
    readings = read_all(press.book, required=_TABLES, optional=[])
    listed = readings[NOTICES.name]
    period = _latest(listed)
    found = _year(readings, int(period[:4]))
    confirmed = _confirmed(listed, period)
    _stop_at(found, confirmed, readings, press.today)
    issued = issued_letters(press.folder)
    drafts = [_draft(i, row, found, policy, press, issued) for i, row in confirmed]
    rehearsal = rehearsed(press, drafts, listed, policy)
    folder = press.out / PACKS / f"{found.year}年度"
    keep_finals(drafts, rehearsal, folder, issued)
    paths = [folder / draft.name for draft in drafts]
    books = {_book_path(folder, row): _book(row, found) for _, row in confirmed}
    kept = replace_files(dict(zip(paths, rehearsal.letters, strict=True)) | books)
    rehearsal.notices += retire_drafts(drafts, folder)
    press.progress("合订打印", 0, 1)
    prints = print_files(
        folder, [d.name for d in drafts], rehearsal.letters, f"{found.year}年度考核结果通报函打印合订"
    )
    older = f"{kept} 份旧稿已移入“备份”" if kept else ""
    said = f"{found.year}年度考核材料{len(drafts)}个市（州）已生成，在“{PACKS}/{folder.name}”文件夹"
    return Result(
        message="；".join(filter(None, (said, older, *prints.notes))),
        rows=len(drafts),
        tables=[(NOTICES, with_files(listed.frame, drafts, paths, press.out))],
        files=[*paths, *books, *prints.files],
        issues=[
            *(issue for reading in readings.values() for issue in reading.issues),
            *(remark_issue(listed, r, Severity.NOTICE) for r in rehearsal.notices),
        ],
        facts={"period": period, "letters": {NOTICE: len(drafts)}, "pages": sum(prints.pages)},
        note=period,
        inputs=checksum(reading.frame for reading in readings.values()),
        policy=policy,
    )


def _latest(listed: Reading) -> str:
    periods = [text(period) for period in listed.values("期别") if period]
    if not periods:
        about = (listed.sheet, listed.header, NOTICES.name, "期别", "")
        raise InputError([Issue(*about, "考核通报清单是空的", "请先按“年度考核”，核对后再按“生成考核材料”")])
    return max(periods)


def _confirmed(listed: Reading, period: str) -> list[tuple[int, Row]]:
    rows = enumerate(listed.frame.to_dict("records"))
    return [(i, row) for i, row in rows if row["期别"] == period and row["是否签发"] == "是"]


def _year(readings: Mapping[str, Reading], year: int) -> _Year:
    def rows(name: str) -> list[Row]:
        frame = readings[name].frame
        return [*frame[frame["年度"] == year].to_dict("records")]

    details = grouped(rows(DETAILS.name), "代码")
    counties: dict[str, list[Row]] = {}
    for row in rows(RESULTS.name):
        if text(row[CODE.name]) in details:  # the others have no task funds
            counties.setdefault(city_code(text(row[CODE.name])), []).append(row)
    stationed: dict[str, list[Row]] = {}
    for row in rows(STATIONED.name):
        if row["是否驻点"] == "是":
            stationed.setdefault(city_code(text(row[CODE.name])), []).append(row)
    cities = {text(row[CITY_CODE.name]): row for row in rows(CITY_RESULTS.name)}
    return _Year(year, cities, counties, details, stationed)


def _stop_at(
    found: _Year, confirmed: Sequence[tuple[int, Row]], readings: Mapping[str, Reading], today: dt.date
) -> None:
    """InputError where the list does not agree with the results, or these are not confirmed."""
    issues = to_issues([p for i, row in confirmed for p in _problems(found, i, row, today)], readings)
    if issues:
        raise InputError(issues)


def _problems(found: _Year, i: int, row: Row, today: dt.date) -> list[Problem]:
    city = found.cities.get(text(row["代码"]))
    again = "请按“年度考核”重新列出，再按“生成考核材料”"
    if city is None:
        return [Problem(i, "代码", "市州考核结果里没有这个市（州）", again, NOTICES.name)]
    if text(city["等次"]) != text(row["等次"]):
        problem = f"清单上的等次是“{text(row['等次'])}”，市州考核结果是“{text(city['等次']) or '未评'}”"
        return [Problem(i, "等次", problem, again, NOTICES.name)]
    if city["是否确认"] != "是":
        remedy = "核对后在“市州考核结果”的“是否确认”填“是”；不发的，这里填“否”"
        return [Problem(i, "是否签发", "市州考核结果还没有确认", remedy, NOTICES.name)]
    due = row["反馈期限"]
    if not blank(due) and not text(row["文号"]) and due.date() <= today:
        problem = f"反馈期限{due:%Y-%m-%d}不晚于成文日期{today}，收到时已经过期"
        remedy = "改成以后的日期；或清空，再按“年度考核”重新拟"
        return [Problem(i, "反馈期限", problem, remedy, NOTICES.name)]
    return []


def _draft(
    i: int, listed: Row, found: _Year, policy: Policy, press: Press, issued: Mapping[str, Issued]
) -> Draft:
    row = without_void(listed, issued)
    code, city = text(row["代码"]), text(row["市州"])
    counties = found.counties.get(code, [])
    stationed = [text(each["县区"]) for each in found.stationed.get(code, ())]
    office: dict[str, Any] = dict(policy.values)
    dated = dated_of(row["文号"], issued, press.today)
    facts = notice_facts(
        row, found.cities[code], counties, found.details, stationed, found.ranked, office, dated
    )
    folder, before = _folder(row), letter_name(NOTICE, code, city)
    name = letter_name(NOTICE, code, city, text(row["文号"]))
    return Draft(NOTICE, f"{folder}/{name}", facts, i, f"{folder}/{before}" if before != name else "")


def _folder(row: Row) -> str:
    """511000内江市."""
    return safe(f"{text(row['代码'])}{text(row['市州'])}")


def _book_path(folder: Path, row: Row) -> Path:
    return folder / _folder(row) / f"{safe(text(row['市州']))}考核结果.xlsx"


def _book(row: Row, found: _Year) -> bytes:
    code, city = text(row["代码"]), text(row["市州"])
    details = found.details_of(code)
    sources = dict.fromkeys(f"{each['指标']}：{text(each['依据'])}" for each in details)
    notes = [
        "考核指标、分值、等次线均为缺省，依据见“年度考核”工作簿的“参数”；无数据的不是0分，不适用的不计。",
        *sources,
    ]
    said = {name: shown(found.cities[code][name]) or "—" for name in ("总分", "排名", "等次")}
    summary = "，".join(f"{name}{value}" for name, value in said.items())
    return pack_book(
        f"{city}{found.year}年度衔接资金项目管理考核结果",
        f"{summary}；考核县（市、区）{len(found.counties.get(code, ()))}个",
        details,
        found.counties.get(code, []),
        found.stationed.get(code, []),
        notes,
    )
