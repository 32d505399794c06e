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

WORKBOOK, TEMPLATE = "workbook", "template"
KINDS = (WORKBOOK, TEMPLATE)

_MUTATORS = {
    WORKBOOK: (
        (cells.changed, 35),
        (sheets.changed, 30),
        (trees.changed, 15),
        (sources.changed, 10),
        ("zip", 10),
    ),
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


def make(case: Case, desk: Path) -> Made:
    """The same case over the same desk makes the same bytes."""
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
    return rng.choice(own if rng.random() < 0.85 else [button.key for button in buttons()])
