"""A case: which file of the office is mutated, how, and which command then meets it."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

from fuzz import cells, sheets, sources, trees, words, zips
from fuzz.archive import Archive, opened
from fuzz.desk import PERIOD, TODAY
from xltools.buttons import buttons
from xltools.folders import COLLECTED, LEDGERS, TEMPLATES

WORKBOOK, SECOND, TEMPLATE = "workbook", "second", "template"
"""Files of the month's office, of the office of 督导 (second_desk.py), and templates."""
KINDS = (WORKBOOK, SECOND, TEMPLATE)
SECOND_WORKBOOKS = ("资金监管", "督导检查", "资产盘活", "年度考核")

_OF_WORKBOOKS = (
    (cells.changed, 35),
    (sheets.changed, 30),
    (trees.changed, 15),
    (sources.changed, 10),
    ("zip", 10),
)
_MUTATORS = {
    WORKBOOK: _OF_WORKBOOKS,
    SECOND: _OF_WORKBOOKS,
    TEMPLATE: ((words.changed, 60), (trees.changed, 20), (sources.changed, 10), ("zip", 10)),
}
_TIMES = (1, 1, 1, 2, 3, 6)
_TRIES = 20
"""A mutation that finds nothing to change is drawn again."""

_PRESSED_BY = {"排名通报": "letters", "备案审查": "opinions", "资金分配": "allocate"}
"""The button that renders a template, by the beginning of its name; the other letters are of 生成函件."""


@dataclass(frozen=True, slots=True)
class Case:
    """Told, and found again, by these three."""

    kind: str
    seed: int
    number: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.seed}:{self.number}"


@dataclass(frozen=True, slots=True)
class Made:
    """The file of the desk that is replaced, its new bytes, what was done to them, and the command."""

    target: str
    data: bytes
    told: tuple[str, ...]
    command: tuple[str, ...]


def case_of(name: str) -> Case:
    """The case that a find was told as: workbook:1:234."""
    kind, seed, number = name.split(":")
    return Case(kind, int(seed), int(number))


def desk_of(kind: str, desk: Path) -> Path:
    """The office that a case is of: the month's one, or the one beside it."""
    return desk.with_name("督导") if kind == SECOND else desk


def make(case: Case, desk: Path) -> Made:
    """The same case over the same desk makes the same bytes; `desk` is the month's office."""
    desk = desk_of(case.kind, desk)
    rng = Random(str(case))
    target = rng.choice(_targets(desk, case.kind))
    data = (desk / target).read_bytes()
    if target.endswith(".xls"):
        changed, told = data, []
        for _ in range(rng.choice(_TIMES)):
            changed, what = zips.torn(rng, changed)
            told.append(what)
    else:
        changed, told = _mutated(rng, case.kind, data)
    return Made(target, changed, tuple(told), tuple(_command(rng, case.kind, target)))


def _mutated(rng: Random, kind: str, data: bytes) -> tuple[bytes, list[str]]:
    archive = _copy(data)
    told = [_once(rng, kind, archive) for _ in range(rng.choice(_TIMES))]
    changed = archive.to_bytes()
    if rng.random() < 0.04:
        changed, what = zips.torn(rng, changed)
        told.append(what)
    return changed, told


def _once(rng: Random, kind: str, archive: Archive) -> str:
    changes, weights = zip(*_MUTATORS[kind], strict=True)
    for _ in range(_TRIES):
        [change] = rng.choices(changes, weights)
        change = rng.choice(zips.CHANGES) if change == "zip" else change
        told = change(rng, archive) if archive.entries else ""
        if told:
            return str(told)
    return ""


@lru_cache(maxsize=32)
def _opened(data: bytes) -> Archive:
    return opened(data)


def _copy(data: bytes) -> Archive:
    """The archive of a file, to be changed."""
    found = _opened(data)
    entries = [copy(entry) for entry in found.entries]
    for entry in entries:
        entry.local, entry.central = {}, {}
    return Archive(entries)


@lru_cache(maxsize=4)
def _targets(desk: Path, kind: str) -> list[str]:
    """Workbooks of the office most often, then returns and ledgers; or the templates."""
    if kind == TEMPLATE:
        return _listed(desk, f"{TEMPLATES}/*.docx")
    if kind == SECOND:
        return [f"{name}.xlsm" for name in SECOND_WORKBOOKS]
    office, returns = _listed(desk, "*.xlsm"), _listed(desk, f"{COLLECTED}/{PERIOD}/*")
    return office * 3 + returns + _listed(desk, f"{LEDGERS}/*") * 2


def _listed(desk: Path, pattern: str) -> list[str]:
    return sorted(path.relative_to(desk).as_posix() for path in desk.glob(pattern))


def _command(rng: Random, kind: str, target: str) -> list[str]:
    """What the officer does next."""
    if rng.random() < (0.5 if kind == TEMPLATE else 0.15):
        return _checking(rng, kind, target)
    key = _button(rng, kind, target)
    workbook = next(button.workbook for button in buttons() if button.key == key)
    more = ["--json"] if rng.random() < 0.3 else []
    return ["press", key, f"{workbook}.xlsm", "--date", TODAY.isoformat(), *more]


def _checking(rng: Random, kind: str, target: str) -> list[str]:
    more = ["--json"] if rng.random() < 0.3 else []
    if kind == TEMPLATE and rng.random() < 0.5:
        more += ["--preview", f"预览_{Path(target).name}"]
    return ["check", target, *more]


def _button(rng: Random, kind: str, target: str) -> str:
    path = Path(target)
    if kind == TEMPLATE:
        return next((key for name, key in _PRESSED_BY.items() if path.stem.startswith(name)), "letters")
    if path.parent.name == PERIOD:
        return "collect"
    if path.parent.name == LEDGERS:
        return "ledgers"
    own = [button.key for button in buttons() if button.workbook == path.stem]
    return rng.choice(own if rng.random() < 0.85 else _others(kind))


def _others(kind: str) -> list[str]:
    """Buttons that may read the workbook from beside."""
    return [each.key for each in buttons() if kind != SECOND or each.workbook in SECOND_WORKBOOKS]
