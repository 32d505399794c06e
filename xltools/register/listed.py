"""函件清单 of 调度排名, or 意见书清单 of 备案审查, into the register: what is new, what follows
the list, what was issued already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xltools.errors import Issue, Severity
from xltools.register.number import nearest, parse
from xltools.register.rows import UNSIGNED, Row, checksum, latest, new_row
from xltools.register.states import CHECKED, DRAFT, SIGNED, VOID
from xltools.tables.model import Reading

DATA = ("期别", "函件", "代码", "主送单位", "抄送单位", "触发条款", "依据", "整改要求", "反馈期限")
"""What a letter says: the frozen data row."""


@dataclass(slots=True)
class Taken:
    """The register after the list was taken in: `rows`, how many are `new`, and what the officer should know
    (`issues`; errors stop the press)."""

    rows: list[Row]
    new: int = 0
    refreshed: int = 0
    standing: int = 0
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Source:
    """The list as read: `names` is 市州县区 by code, `title` makes the 标题 of a row, `period` is
    the 期别 being worked on, empty for an empty list."""

    reading: Reading
    rows: Sequence[Row]
    names: Mapping[str, str]
    title: Callable[[Row], str]
    word: str
    period: str

    @property
    def name(self) -> str:
        """函件清单 or 意见书清单."""
        return self.reading.table.name

    def issue(self, i: int, column: str, problem: str, remedy: str, notice: bool = False) -> Issue:
        """An issue at a cell of the list."""
        severity = Severity.NOTICE if notice else Severity.ERROR
        return self.reading.issue(i, column, problem, remedy, severity)


def take(source: Source, register: Sequence[Row]) -> Taken:
    """Confirmed letters of the latest 期别 into the register; the register's rows keep their order."""
    taken = Taken(list(register))
    taken.issues += check(source)
    place = {id(row): at for at, row in enumerate(taken.rows)}
    before = latest(register)
    for i, listed in enumerate(source.rows):
        if listed["期别"] != source.period:
            continue
        old = before.get((listed["期别"], listed["函件"], listed["代码"]))
        if listed["是否签发"] == "是":
            _take_one(taken, source, i, old, place.get(id(old), -1))
        elif old and old["状态"] in UNSIGNED:
            problem, remedy = "已改为“否”，发文登记里的草稿还在", f"不发的，在发文登记把它填为{VOID}"
            taken.issues.append(source.issue(i, "是否签发", problem, remedy, notice=True))
    return taken


def check(source: Source) -> Iterator[Issue]:
    """The list's own errors: a 文号 used twice or wrongly written, a 代码 that is none or another unit's."""
    first: dict[str, int] = {}
    for i, row in enumerate(source.rows):
        number = row["文号"]
        if number and parse(number) is None:
            meant = nearest(number)
            remedy = f"改为{meant}" if meant else "清空，签发后由“登记编号”给号"
            yield source.issue(i, "文号", "文号的写法不对（应如 模财农〔2024〕1号）", remedy)
        elif number and first.setdefault(number, i) != i:
            problem = f"与第{source.reading.rows[first[number]]}行的文号相同"
            yield source.issue(i, "文号", problem, "一件一号：照发文登记改正，或清空")
        if source.names and row["期别"] == source.period:
            yield from _code(source, i, row)


def _code(source: Source, i: int, row: Row) -> Iterator[Issue]:
    code, to = row["代码"], f"{row['主送单位'] or ''}{row['抄送单位'] or ''}"
    if code not in source.names:
        meant = next((c for c, name in source.names.items() if name and to.startswith(name)), None)
        remedy = f"主送的是{source.names[meant]}，代码应为{meant}" if meant else "照县区名单改正代码"
        yield source.issue(i, "代码", "县区名单里没有这个代码", remedy)
        return
    other = [c for c, name in source.names.items() if name and to.startswith(name) and len(c) == len(code)]
    if other and code not in other and not to.startswith(source.names[code]):
        meant = max(other, key=lambda c: len(source.names[c]))
        problem = f"代码是{source.names[code]}的，主送的是{source.names[meant]}"
        yield source.issue(i, "代码", problem, f"改为{meant}，或改主送单位")


def _take_one(taken: Taken, source: Source, i: int, old: Row | None, at: int) -> None:
    """One confirmed letter against the last version of it that the register has."""
    listed = source.rows[i]
    data = fingerprint(listed)
    if old is None:
        _add(taken, source, i, 1, None)
    elif old["状态"] == VOID and old["文号"]:
        version = (old["版本"] or 1) + 1
        _add(taken, source, i, version, old["文号"])
        problem, remedy = f"{old['文号']}已作废，另拟了第{version}版草稿", "不再发的，“是否签发”填“否”"
        taken.issues.append(source.issue(i, "是否签发", problem, remedy, notice=True))
    elif old["状态"] == VOID:
        problem = "发文登记里的草稿已作废，没有再登记"
        remedy = "不发的，“是否签发”填“否”；要发的，在发文登记把作废的草稿删去再按"
        taken.issues.append(source.issue(i, "是否签发", problem, remedy, notice=True))
    elif old["状态"] in UNSIGNED:
        _refresh(taken, source, i, old, at)
    elif old["数据校验码"] not in (data, None):
        taken.issues.append(_changed(source, i, old))
    else:
        taken.standing += 1
        if listed["文件"] and not old["校验码"]:
            taken.rows[at] = old | {"文件": listed["文件"]}


def _add(taken: Taken, source: Source, i: int, version: int, replaced: str | None) -> None:
    listed = source.rows[i]
    key = "/".join((listed["期别"], listed["函件"], listed["代码"], str(version)))
    row = new_row(机关代字=source.word, 状态=DRAFT, 版本=version, 原文号=replaced, 登记号=key)
    taken.rows.append(row | _said(source, listed))
    taken.new += 1


def _refresh(taken: Taken, source: Source, i: int, old: Row, at: int) -> None:
    """A draft follows the list; one that was checked already is told."""
    said = _said(source, source.rows[i])
    changed = old["数据校验码"] != said["数据校验码"]
    if changed and old["状态"] == CHECKED:
        problem = f"核稿以后{source.name}又改了，登记的内容已随之更新"
        remedy = f"请重新核稿，或退回{DRAFT}"
        taken.issues.append(source.issue(i, "函件", problem, remedy, notice=True))
    taken.refreshed += changed
    taken.rows[at] = old | said


def _changed(source: Source, i: int, old: Row) -> Issue:
    """Signed, and the list says something else now: before its number an error, after it a notice."""
    if not old["文号"] and old["状态"] == SIGNED:
        remedy = f"恢复原来的内容；确要改的，在发文登记退回{DRAFT}，重新核稿、签发"
        return source.issue(i, "函件", f"签发以后{source.name}又改了", remedy)
    problem = f"本期已以{old['文号']}发出，{source.name}又改了，没有重新登记"
    remedy = f"确要重新发文的，在发文登记把{old['文号']}填为{VOID}，再按“登记编号”，另编新号并注明原文号"
    return source.issue(i, "函件", problem, remedy, notice=True)


def _said(source: Source, listed: Row) -> dict[str, Any]:
    """The columns of the register that come from the list."""
    return {
        "文种": "通报" if listed["函件"].endswith("通报") else "函",
        "标题": source.title(listed),
        "主送": listed["主送单位"],
        "抄送": listed["抄送单位"],
        "反馈期限": listed["反馈期限"],
        "文件": listed["文件"],
        "函件种类": listed["函件"],
        "单位代码": listed["代码"],
        "期别": listed["期别"],
        "数据校验码": fingerprint(listed),
    }


def fingerprint(listed: Row) -> str:
    """The hash of what a letter says."""
    return checksum([listed[name] for name in DATA])
