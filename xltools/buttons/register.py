"""登记编号: confirmed letters into the register, numbers for what is signed, hashes of what went out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from xltools.buttons.button import Press, Result
from xltools.buttons.freezing import freeze
from xltools.buttons.inputs import checksum, overrides_of, read_all
from xltools.buttons.list_files import LISTED, ListFile, list_file, source, write_numbers
from xltools.errors import HostError, InputError, Issue, PolicyError, Severity
from xltools.policy import Override, Policy, load
from xltools.register import checking
from xltools.register.book import NAME as BOOK
from xltools.register.book import locked_book
from xltools.register.giving import Giving, Letter, decide
from xltools.register.listed import Source, Taken, take
from xltools.register.number import Number, parse
from xltools.register.rows import UNSIGNED, Row, dated, frame, held, latest, records, series, with_idents
from xltools.register.states import SIGNED, VOID
from xltools.tables.declared.register import REGISTER
from xltools.tables.model import Reading

WORD, BEGINS = "发文机关代字", "起始号"


@dataclass(slots=True)
class Desk:
    """One press: the register as read, the rows as they will be, and what is told."""

    press: Press
    reading: Reading
    policy: Policy
    lists: list[tuple[ListFile, Source]]
    rows: list[Row]
    issues: list[Issue] = field(default_factory=list)

    def issue(self, i: int, column: str, problem: str, remedy: str, notice: bool = False) -> Issue:
        """An issue at a row; one that this press adds has no cell yet."""
        severity = Severity.NOTICE if notice else Severity.ERROR
        if i < len(self.reading.frame):
            return self.reading.issue(i, column, problem, remedy, severity)
        value = str(self.rows[i][column] or "")
        return Issue(self.reading.sheet, "", REGISTER.name, column, value, problem, remedy, severity)


def register(press: Press) -> Result:
    """公文处理工作条例: 草稿 from 函件清单; 文号 for what is signed, after signing and never before."""
    overrides = overrides_of(press)
    reading = read_all(press.book, required=[REGISTER], optional=[])[REGISTER.name]
    policy = load(press.today, overrides)
    desk = _desk(press, reading, policy, overrides)
    taken = _taken(desk)
    numbered = {i for i, row in enumerate(desk.rows) if row["文号"]}
    giving = _number(desk)
    frozen = _freeze(desk, numbered)
    back = "".join(_written_back(desk, file, listed) for file, listed in desk.lists)
    rows = [row | {"上次状态": row["状态"]} for row in desk.rows]
    made = frame(REGISTER, rows)
    return Result(
        message=_message(desk, taken, giving, frozen, back),
        rows=len(rows),
        tables=[(REGISTER, made)],
        issues=[*reading.issues, *desk.issues],
        facts={
            "new": taken.new, "numbers": [str(n) for n in sorted({**giving.given, **giving.again}.values())],
            "source": "；".join(f"{file.path.name} {file.hash}" for file, _ in desk.lists),
        },
        note="；".join(file.label for file, _ in desk.lists),
        inputs=checksum([reading.frame, *(listed.reading.frame for _, listed in desk.lists)]),
        policy=policy,
    )  # fmt: skip


def _desk(press: Press, reading: Reading, policy: Policy, overrides: Sequence[Override]) -> Desk:
    """Everything read and checked. InputError with the errors of all workbooks at once."""
    rows = records(reading)
    found = checking.issues(reading, rows, press.today)
    lists = []
    own = next((str(o.value) for o in overrides if o.name == WORD), "")
    for workbook in LISTED:
        try:
            file = list_file(press.folder, workbook)
            lists += [(file, source(file, own))] if file else []
        except InputError as error:
            found += error.issues
    if any(issue.severity is Severity.ERROR for issue in found):
        raise InputError(found)
    return Desk(press, reading, policy, lists, with_idents(rows))


def _taken(desk: Desk) -> Taken:
    """The lists taken in. InputError with the cells of all, before any number is given."""
    all_taken = Taken(desk.rows)
    for _, listed in desk.lists:
        taken = take(listed, all_taken.rows)
        new, issues = all_taken.new + taken.new, [*all_taken.issues, *taken.issues]
        all_taken = Taken(taken.rows, new, issues=issues)
    if any(issue.severity is Severity.ERROR for issue in all_taken.issues):
        raise InputError(all_taken.issues)
    desk.rows = all_taken.rows
    desk.issues += all_taken.issues
    return all_taken


def _number(desk: Desk) -> Giving:
    """Numbers under the lock; InputError, and none given, where a hand-written one cannot stand."""
    word = desk.policy.text(WORD)
    places = [i for i, row in enumerate(desk.rows) if held(row) or row["状态"] == SIGNED]
    letters = [_letter(desk.rows[i], word) for i in places]
    with locked_book(desk.press.folder) as book:
        giving = decide(letters, book.entries, _begins(desk.policy))
        if giving.refused:
            raise InputError(desk.issue(places[k], "文号", problem, _REFUSED)
                             for k, problem in giving.refused.items())  # fmt: skip
        book.add(giving.entries(letters, dt.datetime.now()))
    for k, number in {**giving.given, **giving.again, **giving.claimed}.items():
        desk.rows[places[k]] = _numbered(desk.rows[places[k]], number)
    desk.issues += [
        _lost(desk, entry.number, f"给了“{entry.title}”（主送{entry.to}）") for entry in giving.lost
    ]
    desk.issues += [_lost(desk, number, "号簿里也没有它的记录") for number in giving.holes]
    for k, number in giving.again.items():
        problem = f"{number}在上一次就给了本件，那一次没有保存，号不变"
        desk.issues.append(desk.issue(places[k], "文号", problem, "不必改", notice=True))
    return giving


_REFUSED = "清空本行的文号、年份、序号，由程序给号；占着号而不发的，状态填已作废"


def _letter(row: Row, word: str) -> Letter:
    number = held(row)
    due = row["状态"] == SIGNED and number is None
    return Letter(
        ident=row["登记号"],
        series=number.series if number else series(row, word),
        title=row["标题"],
        to=row["主送"],
        signed=row["签发日期"] or dt.date.max,
        held=number,
        due=due,
        void=row["状态"] == VOID,
    )


def _begins(policy: Policy) -> list[Number]:
    """起始号 of 参数; PolicyError where it is no number."""
    text = policy.text(BEGINS)
    number = parse(text) if text else None
    if text and number is None:
        raise PolicyError(f"参数“{BEGINS}”是“{text}”，应写成文号的样子，如 模财农〔2024〕38号。请改正或清空")
    return [number] if number else []


def _numbered(row: Row, number: Number) -> Row:
    return row | {
        "文号": str(number),
        "机关代字": number.series.word,
        "年份": number.series.year,
        "序号": number.serial,
        "成文日期": dated(row),
    }


def _lost(desk: Desk, number: Number, told: str) -> Issue:
    """A number that no row carries: told, and never given again."""
    remedy = (
        f"删了行的，从“备份”里恢复；另一台电脑上登记的，合到一本里；"
        f"找不回来的，补一行：文号填{number}，状态填{VOID}，写明原因"
    )
    problem = f"缺{number}：{told}，登记表里没有这一行"
    return Issue(desk.reading.sheet, desk.reading.header, REGISTER.name, "文号", "", problem, remedy)


def _freeze(desk: Desk, numbered: set[int]) -> int:
    """How many documents are final now. Of those `numbered` before, what no longer agrees is told; one that
    has its number just now is about to be made again, with it.
    """
    before = _finals(desk)
    runs = {file.workbook: file.made for file, _ in desk.lists}
    for told in freeze(desk.rows, desk.press.folder, runs):
        if told.row in numbered:
            desk.issues.append(desk.issue(*told))
    return _finals(desk) - before


def _finals(desk: Desk) -> int:
    return sum(bool(row["校验码"]) for row in desk.rows)


def _written_back(desk: Desk, file: ListFile, source: Source) -> str:
    """文号 into a list for the letters of the latest 期别; what came of it, in a few words."""
    found, missing = latest(desk.rows), {}
    for i, listed in enumerate(source.rows):
        row = found.get((listed["期别"], listed["函件"], listed["代码"]))
        if row is None or not row["文号"] or row["状态"] == VOID or listed["文号"] == row["文号"]:
            continue
        if listed["文号"] and listed["文号"] != row["原文号"]:
            problem, remedy = f"发文登记里是{row['文号']}", f"改为{row['文号']}，或清空后再按“登记编号”"
            desk.issues.append(source.issue(i, "文号", problem, remedy))
        else:
            missing[i] = row["文号"]
    try:
        write_numbers(file, missing)
    except HostError as error:
        desk.issues.append(source.issue(
            min(missing), "文号", f"{len(missing)}个文号没有写回{source.name}：{error}",
            f"保存并关闭“{file.path.name}”，再按一次“登记编号”；号已在登记表里，不会变", notice=True,
        ))  # fmt: skip
        return f"；{file.path.name}打开着，文号没有写回{source.name}"
    if not missing:
        return ""
    return f"；{len(missing)}个文号已写回{source.name}，请再按“{file.button}”印出带文号的正本"


def _message(desk: Desk, taken: Taken, giving: Giving, frozen: int, back: str) -> str:
    """What was done, where it came from, and what waits."""
    given = sorted({**giving.given, **giving.again, **giving.claimed}.values())
    said = f"编号{len(given)}件" + (f"（{_spans(given)}）" if given else "")
    said += f"，定稿{frozen}件" if frozen else ""
    waiting = sum(row["状态"] in UNSIGNED for row in desk.rows)
    origin = "、".join(
        f"“{file.path.name}”（{listed.period or f'{listed.name}是空的'}，按上次保存的）"
        for file, listed in desk.lists
    )
    nothing = f"文件夹里没有{''.join(f'“{name}”' for name in LISTED)}，只办登记表里的"
    origin = f"读取了同一文件夹的{origin}" if origin else nothing
    lost = len(giving.lost) + len(giving.holes)
    missing = f"；登记表里缺{lost}个号，见“校验结果”，号簿“{BOOK}”请勿删改" if lost else ""
    return f"新登记草稿{taken.new}件，{said}，待核稿签发{waiting}件{back}{missing}。{origin}"


def _spans(numbers: Sequence[Number]) -> str:
    """模财农〔2024〕3号至7号, series by series."""
    by_series: dict[str, list[int]] = {}
    for number in numbers:
        by_series.setdefault(str(number.series), []).append(number.serial)
    return "、".join(
        f"{series}{serials[0]}号" + (f"至{serials[-1]}号" if len(serials) > 1 else "")
        for series, serials in by_series.items()
    )
