"""One button, killed at each step, and at each place with a full disk and no permission."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.faults.disk import Tree, killed_at_each_step, places, tree, with_fault
from tests.faults.year import press
from xltools.buttons import Button, Result
from xltools.errors import XltoolsError
from xltools.folders import WITH_MACROS

FAULTS = {"full disk": errno.ENOSPC, "no permission": errno.EACCES}

AGAIN = 10
"""After every tenth kill the button is pressed once more."""

Press = Callable[[Path], Result]


@dataclass(slots=True)
class Line:
    """What was tried of one button, and what was found wrong."""

    button: Button
    places: int = 0
    killed: int = 0
    faults: int = 0
    presses: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = (
            f"{self.presses} presses ({self.refused} refused), {self.killed} kills, "
            f"{self.places} places, {self.faults} faults, {len(self.wrong)} wrong"
        )
        return "\n  ".join((f"{self.button.label}　{counts}", *self.wrong))


def tried(button: Button, office: Path, scratch: Path) -> Line:
    """One button in copies of the office, which is as before in the end."""
    line, before = Line(button), tree(office)
    good = _copied(office, scratch / "good")
    left = killed_at_each_step(good, partial(_done, line, good), _new(scratch / "killed"))
    after = tree(good)
    line.killed = len(left)
    for number, (said, copy) in enumerate(left):
        line.wrong += _torn(f"killed at {said}", strange(copy, before, after))
        if number % AGAIN == 0:
            line.wrong += _again(line, said, copy)
    shutil.rmtree(scratch / "killed")
    _faulty(line, office, scratch, after)
    return line


def _faulty(line: Line, office: Path, scratch: Path, after: Tree) -> None:
    """A full disk and a lost permission at each place where the button changes the disk."""
    before, again = tree(office), _copied(office, scratch / "again")
    steps = places(again, partial(_done, line, again), None)
    line.places = len(steps)
    for step in steps:
        for name, error in FAULTS.items():
            copy = _copied(office, scratch / "fault")
            told = with_fault(copy, partial(press, line.button, copy), step, error)
            line.presses += 1
            line.faults += 1
            line.wrong += _told_badly(f"{name} at {step}", told)
            odd = strange(copy, before, after)
            odd = {n for n in odd if told or not n.endswith(WITH_MACROS)}  # done, with a word about it
            line.wrong += _torn(f"{name} at {step}", odd)
            shutil.rmtree(copy.parent)


def strange(folder: Path, before: Tree, after: Tree) -> set[str]:
    """Files that are neither as before, nor as they should come to be, nor a copy from before; files lost."""
    kept, held = list(before.values()), tree(folder)
    odd = {n for n, data in held.items() if data not in (before.get(n), after.get(n), *kept)}
    odd = {n for n in odd if not (n.endswith(".jsonl") and after.get(n, b"").startswith(held[n]))}
    return odd | {n for n in before if n not in held and n in after}


def _done(line: Line, office: Path) -> None:
    """A press that has its work to do."""
    line.presses += 1
    result = press(line.button, office)
    if not result.done:
        line.refused += 1
        line.wrong.append(f"no trial: {result.message} {result.errors[:1]}")


def _again(line: Line, said: str, office: Path) -> list[str]:
    line.presses += 1
    try:
        result = press(line.button, office)
    except Exception as error:
        return [f"after a kill at {said} the next press says: {error}"]
    return [] if result.done else [f"after a kill at {said}: {result.message}"]


def _told_badly(what: str, told: BaseException | None) -> list[str]:
    if told is None or (isinstance(told, XltoolsError) and "程序出了意外" not in str(told)):
        return []
    return [f"{what}: {type(told).__name__} {told}"]


def _torn(what: str, odd: set[str]) -> list[str]:
    return [f"{what}: {sorted(odd)}"] if odd else []


def _new(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _copied(office: Path, to: Path) -> Path:
    return Path(shutil.copytree(office, to / office.name))
