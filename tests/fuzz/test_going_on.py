"""A long run may be stopped, paused and gone on with; what a machine does to it is no find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from pebble import ProcessExpired

import fuzz.__main__ as command
from fuzz import crowd
from fuzz.cases import TEMPLATE, WORKBOOK, Case
from fuzz.lines import Line, Lines
from fuzz.tally import Tally
from fuzz.trial import Outcome

A, B, C = (Case(WORKBOOK, 1, number) for number in range(3))
NOWHERE = Path("nowhere")


def well(case: Case) -> Outcome:
    return Outcome(case, 0, 0.5, 10)


def ill(case: Case) -> Outcome:
    return Outcome(case, 2, 0.5, 10, "Traceback\nValueError: x")


def test_what_was_done_is_told_from_the_file(tmp_path: Path) -> None:
    """Of a case that was run again, all lines in their order; of other seeds, none."""
    lines = Lines(tmp_path / "build" / "outcomes.jsonl")
    for outcome in (ill(A), well(Case(WORKBOOK, 2, 0)), well(B), well(A)):
        lines.add(outcome, "abc")
    found = Lines(tmp_path / "build" / "outcomes.jsonl").of([A, B, C])
    assert {case: [line.outcome for line in of] for case, of in found.items()} == {
        A: [ill(A), well(A)],
        B: [well(B)],
    }


def test_a_line_that_a_kill_cut_short_is_none(tmp_path: Path) -> None:
    """And the next one is not lost in it."""
    path = tmp_path / "outcomes.jsonl"
    lines = Lines(path)
    lines.add(well(A), "abc")
    lines.add(well(B), "abc")
    path.write_bytes(path.read_bytes()[:-20])
    lines.add(well(C), "abc")
    assert lines.of([A, B, C]).keys() == {A, C}


def test_a_run_goes_on_where_it_was_and_runs_its_finds_again(tmp_path: Path, monkeypatch) -> None:
    """A was done, B is a find that was mended, C is still to do."""
    given: list[Case] = []

    def outcomes(todo: list[Case], desk: Path, jobs: int) -> Iterator[Outcome]:
        given.extend(todo)
        return map(well, todo)

    for outcome in (well(A), ill(B)):
        Lines(tmp_path / "outcomes.jsonl").add(outcome, "abc")
    monkeypatch.setattr(crowd, "outcomes", outcomes)
    monkeypatch.setattr(command, "_cases", lambda args: [A, B, C])
    monkeypatch.setattr("sys.argv", ["fuzz", "--keep", str(tmp_path)])
    found = command._run(command._arguments(), NOWHERE)
    assert given == [B, C]
    assert [line.outcome for line in found[B]] == [ill(B), well(B)]


def test_the_page_tells_what_was_found_and_what_is_left() -> None:
    """A find that was mended stays a find; the days and the commits are told."""
    mended = [Line(ill(A), "2026-01-01", "aaa"), Line(well(A), "2026-01-02", "bbb")]
    other = Case(TEMPLATE, 1, 0)
    page = Tally({A: mended, B: mended[1:], other: [Line(ill(other), "2026-01-02", "bbb")]}).page(1)
    assert "2026-01-01至2026-01-02，代码版本 aaa、bbb，" in page
    assert "发现 2 次不合格（同一处毛病会遇到几次），改好后重跑，1 次合格，还有 1 次不合格。" in page
    assert "发现 1 次不合格（同一处毛病会遇到几次），改好后重跑，都合格。" in Tally({A: mended}).page(1)
    assert "| 工作簿、上报表、台账 | 2 | 0 | 0 | 2 |" in page
    assert "发现 0 次不合格。" in Tally({B: mended[1:]}).page(1)


class Pool:
    """Processes that do nothing: each ends as it is told to."""

    ends: Callable[[Case], Future[Outcome]]
    started = 0

    def __init__(self, *_: object, **__: object) -> None:
        Pool.started += 1

    def schedule(self, work: object, job: tuple[Case, Path], timeout: float) -> Future[Outcome]:
        return type(self).ends(job[0])

    def stop(self) -> None:
        pass

    def join(self) -> None:
        pass


def ended(result: Outcome | Exception | None) -> Future[Outcome]:
    """A future with this; None never ends."""
    future: Future[Outcome] = Future()
    if isinstance(result, Exception):
        future.set_exception(result)
    elif result:
        future.set_result(result)
    return future


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[Case, str]]:
    """The trouble of each of three cases, where the second ends so at its first and its second time."""

    def trouble(*second: Outcome | Exception | None) -> dict[Case, str]:
        turns = iter(second)
        Pool.ends = lambda case: ended(next(turns) if case == B else well(case))
        return {each.case: each.trouble for each in crowd.outcomes([A, B, C], NOWHERE, 1)}

    Pool.started = 0
    monkeypatch.setattr(crowd, "ProcessPool", Pool)
    monkeypatch.setattr(crowd, "_STANDS_AFTER", 0.01)
    return trouble


@pytest.mark.parametrize("first", [TimeoutError(), ProcessExpired("killed"), None, BrokenProcessPool()])
def test_what_a_pause_does_to_a_run_is_no_find(run, first: Exception | None) -> None:
    """A case late, a process gone, all of them silent: the case is done again and ends well."""
    assert run(first, well(B)) == {A: "", B: "", C: ""}


@pytest.mark.parametrize(
    ("fault", "told"), [(TimeoutError(), "hangs"), (ProcessExpired("killed", code=-11), "fell: killed")]
)
def test_what_hangs_or_falls_twice_is_a_find(run, fault: Exception, told: str) -> None:
    """A fault of the toolkit does it every time."""
    found = run(fault, fault)
    assert told in found.pop(B)
    assert found == {A: "", C: ""}


def test_processes_that_never_end_a_case_are_not_started_for_ever(run) -> None:
    """Where not even Python can be started, the run says so."""
    Pool.ends = lambda case: ended(None)
    with pytest.raises(RuntimeError, match="do not end a single case"):
        list(crowd.outcomes([A, B], NOWHERE, 1))
    assert Pool.started == 3
