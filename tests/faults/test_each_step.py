"""A kill, a full disk, a lost permission at each step of the buttons that write several files."""

from __future__ import annotations

import errno
import shutil
from itertools import cycle
from pathlib import Path

import pytest

from tests.faults.disk import Tree, is_passing, killed_at_each_step, places, tree, with_fault
from tests.faults.scenes import KEYS, outcome, press, set_up
from tests.security import promise
from xltools.errors import XltoolsError

UNFORESEEN = "程序出了意外"


@pytest.fixture(scope="module", params=KEYS)
def key(request) -> str:
    return request.param


@pytest.fixture
def office(key, desk):
    return set_up(key, desk).folder


def strange(held: Tree, before: Tree, after: Tree) -> set[str]:
    """Files that are neither as before nor as they should come to be, nor a copy of one from before."""
    kept = list(before.values())
    odd = {name for name, data in held.items() if data not in (before.get(name), after.get(name), *kept)}
    return {name for name in odd if not (name.endswith(".jsonl") and after[name].startswith(held[name]))}


@promise(9)
def test_a_kill_at_any_step_leaves_each_file_old_or_new_and_the_next_press_ends_it(key, office, tmp_path):
    """kill -9 before each change of the disk, and in the middle of each file that is forced to it."""
    before = tree(office)
    (tmp_path / "killed").mkdir()
    left = killed_at_each_step(office, press(key, office), tmp_path / "killed")
    after, due = tree(office), outcome(office)
    assert len(left) > 10
    assert before != after
    for said, copy in left:
        assert strange(tree(copy), before, after) == set(), said
    for said, copy in left[:: max(1, len(left) // 3)]:
        press(key, copy)()
        assert outcome(copy) == due, said


@promise(9)
@pytest.mark.parametrize("key", KEYS[1:])
def test_a_fault_at_any_place_is_a_sentence_and_loses_nothing(key, office, tmp_path):
    """A full disk and a lost permission in turn: every file is the old one, or whole and new; once the fault
    is mended the press does what it should have done. `make faults` tries all buttons."""
    before = tree(office)
    good = copied(office, tmp_path / "good")
    steps = places(good, press(key, good))
    after, due = tree(good), outcome(good)
    for number, (step, error) in enumerate(zip(steps, cycle((errno.ENOSPC, errno.EACCES)), strict=False)):
        copy = copied(office, tmp_path / str(number))
        told = with_fault(copy, press(key, copy), step, error)
        assert told is None or isinstance(told, XltoolsError), (step, told)
        assert UNFORESEEN not in str(told)
        held = tree(copy)
        made_now = set() if told else {name for name in held if name.endswith((".xlsx", ".jsonl"))}
        assert strange(held, before, after) <= made_now, (step, told)
        if step.what != "os.remove":
            assert [p for p in copy.rglob("*.tmp") if is_passing(p)] == [], step
        if told and number % 6 == 0:
            press(key, copy)()
            assert outcome(copy) == due, step


def copied(office: Path, to: Path) -> Path:
    return Path(shutil.copytree(office, to / office.name))
