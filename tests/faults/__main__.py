"""Every button of every workbook, killed at each step, and at each place with a full disk and no permission.

`make faults` prints a line a button; it ends with 1 where a file was torn or lost, or a fault no sentence.
"""

from __future__ import annotations

import errno
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from fuzz.desk import TODAY, alone, make_desk
from tests.faults.disk import Tree, killed_at_each_step, places, tree, with_fault
from xltools.buttons import Button, buttons
from xltools.errors import XltoolsError
from xltools.folders import WITH_MACROS
from xltools.press import press_closed

FAULTS = {"full disk": errno.ENOSPC, "no permission": errno.EACCES}


@dataclass(slots=True)
class Line:
    """What was tried of one button, and what was found wrong."""

    button: Button
    steps: int = 0
    killed: int = 0
    faults: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = f"{self.steps} steps, {self.killed} kills, {self.faults} faults"
        return "\n  ".join((f"{self.button.label}　{counts}, {len(self.wrong)} wrong", *self.wrong))


def tried(button: Button, office: Path, scratch: Path) -> Line:
    """One button in copies of the office."""
    line = Line(button)
    path = office.name, f"{button.workbook}{WITH_MACROS}"
    before = tree(office)

    def press(top: Path) -> Callable[[], object]:
        return lambda: press_closed(button, top.joinpath(*path), today=TODAY)

    good = Path(shutil.copytree(office, scratch / "good" / office.name))
    (scratch / "killed").mkdir()
    left = killed_at_each_step(good, press(scratch / "good"), scratch / "killed")
    after = tree(good)
    line.killed = len(left)
    line.wrong += [
        f"killed at {said}: {torn}" for said, copy in left if (torn := strange(copy, before, after))
    ]
    for said, copy in left[::10]:
        line.wrong += _again(said, press(copy.parent))
    shutil.rmtree(scratch / "killed")
    again = Path(shutil.copytree(office, scratch / "again" / office.name))
    steps = places(again, press(scratch / "again"), None)
    line.steps = len(steps)
    for number, step in enumerate(steps):
        for name, error in FAULTS.items():
            copy = Path(shutil.copytree(office, scratch / "faults" / f"{number}{name}" / office.name))
            told = with_fault(copy, press(copy.parent), step, error)
            line.faults += 1
            line.wrong += _told_badly(f"{name} at {step}", told)
            odd = strange(copy, before, after)
            torn = sorted(n for n in odd if told or not n.endswith(WITH_MACROS))  # done, with a word about it
            line.wrong += [f"{name} at {step}: {torn}"] if torn else []
            shutil.rmtree(copy.parent)
    return line


def strange(folder: Path, before: Tree, after: Tree) -> set[str]:
    """Files that are neither as before, nor as they should come to be, nor a copy from before; files lost."""
    kept, held = list(before.values()), tree(folder)
    odd = {n for n, data in held.items() if data not in (before.get(n), after.get(n), *kept)}
    odd = {n for n in odd if not (n.endswith(".jsonl") and after.get(n, b"").startswith(held[n]))}
    return odd | {n for n in before if n not in held and n in after}


def _told_badly(what: str, told: BaseException | None) -> list[str]:
    if told is None or (isinstance(told, XltoolsError) and "程序出了意外" not in str(told)):
        return []
    return [f"{what}: {type(told).__name__} {told}"]


def _again(said: str, press: Callable[[], object]) -> list[str]:
    try:
        press()
    except Exception as error:
        return [f"after a kill at {said} the next press says: {error}"]
    return []


def main(wanted: list[str]) -> int:
    """All buttons, or those whose keys are given."""
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="faults-") as folder, alone():
        office = make_desk(Path(folder, "办公"))
        for button in buttons():
            if not wanted or button.key in wanted:
                with tempfile.TemporaryDirectory(dir=folder) as scratch:
                    line = tried(button, office, Path(scratch))
                print(line, flush=True)
                wrong += len(line.wrong)
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
