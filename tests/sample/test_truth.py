"""真值.csv is kept by the toolkit: every due cell comes out right, every other one is reported."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from tests.sample.conftest import PERIOD, SEED, Office
from xltools.errors import Issue, Severity
from xltools.returns.cache import Cache
from xltools.returns.collecting import Collected, collect_returns
from xltools.returns.folder import return_files
from xltools.returns.reading import Return, read_returns
from xltools.sample.figures import dispatch, figures
from xltools.sample.province import county_frame, province
from xltools.sample.quirks import DUE, REPORT
from xltools.sample.returns import Truth, mend_returns, month_before, shown
from xltools.sample.troubles import DOUBLED, ONCE, READ, REFUSED, SENT_BACK, SKIPPED, troubles


def collected(folder: Path, cache: Path) -> tuple[dict[str, Return], Collected]:
    """The returns as read, and what 汇总上报 makes of them."""
    returns = read_returns(return_files(folder), folder, Cache(cache), lambda done, total: None)
    who = province(SEED)
    before = dispatch(who, [month_before(PERIOD)], SEED)
    return {r.name: r for r in returns}, collect_returns(returns, county_frame(who), before, PERIOD)


@pytest.fixture(scope="module")
def first(office: Office, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Return], Collected]:
    """The first collection, dirty returns and all."""
    return collected(office.folder, tmp_path_factory.mktemp("缓存") / "一.json")


def issues_by_file(made: Collected) -> dict[str, list[Issue]]:
    found = defaultdict(list)
    for issue in made.issues:
        found[issue.file].append(issue)
    return found


def test_every_due_cell_comes_out_right(office: Office, first: tuple[dict[str, Return], Collected]) -> None:
    returns, _ = first
    for t in office.truths:
        rows = returns[t.file].rows
        assert rows is not None and len(rows.rows) >= 1, t.file
        if t.verdict == DUE:
            value = rows.value(0, t.column)
            value = round(value, 4) if t.column == "支出进度" and value is not None else value
            assert shown(value) == t.due, t


def told(truth: Truth, issue: Issue) -> bool:
    """At that cell or under that column (one that is missing has no cell); a code that does not go with the
    names may be told at either.
    """
    who = ("行政区划代码", "市州", "县区")
    return (
        issue.cell == truth.cell or issue.column == truth.column or {issue.column, truth.column} <= set(who)
    )


def test_every_other_cell_is_reported(office: Office, first: tuple[dict[str, Return], Collected]) -> None:
    issues = issues_by_file(first[1])
    for t in office.truths:
        if t.verdict == REPORT:
            assert any(told(t, issue) for issue in issues[t.file]), t


def test_nothing_else_is_called_an_error(office: Office, first: tuple[dict[str, Return], Collected]) -> None:
    """A file whose every cell is due has no error, and neither has a clean one."""
    owed = {t.file for t in office.truths if t.verdict == REPORT}
    blamed = {i.file for i in first[1].issues if i.severity is Severity.ERROR}
    assert blamed <= owed


def test_notes_and_signatures_are_not_rows(first: tuple[dict[str, Return], Collected]) -> None:
    """One county, one row, wherever the note stands."""
    returns, _ = first
    assert {name for name, r in returns.items() if r.rows is None or len(r.rows.rows) != 1} == set()


def test_after_mending_every_county_has_reported_what_is_true(
    office: Office, first: tuple[dict[str, Return], Collected], tmp_path: Path
) -> None:
    mend_returns(office.folder, office.province, PERIOD, SEED)
    _, again = collected(office.folder, tmp_path / "二.json")
    assert again.count("已报") == 183
    rows = again.dispatch[again.dispatch["期别"] == PERIOD].set_index("行政区划代码")
    for county in office.province:
        true = figures(county, PERIOD, SEED)
        if county.ranked:
            assert rows.loc[county.code, "中央支出"] * 100 == pytest.approx(true["中央支出"])
            assert rows.loc[county.code, "问题项目数"] == true["问题项目数"]


def test_every_trouble_gets_what_it_is_owed(tmp_path: Path) -> None:
    made = troubles(tmp_path / "上报", SEED, PERIOD)
    returns, outcome = collected(tmp_path / "上报", tmp_path / "三.json")
    states = outcome.returns.set_index("行政区划代码")["状态"]
    errors = {i.file for i in outcome.issues if i.severity is Severity.ERROR}
    for t in made:
        if t.owed == SKIPPED:
            assert t.file not in returns, t
        elif t.owed in (READ, ONCE):
            assert states[t.code] == "已报" and t.file not in errors, t
        elif t.owed == DOUBLED:
            assert states[t.code] == "重复" and t.file in errors, t
        else:
            assert t.owed in (REFUSED, SENT_BACK)
            assert t.file in errors and states[t.code] in ("退回", "未报"), t


def test_no_formula_of_a_return_reaches_the_table(tmp_path: Path) -> None:
    """依据: text that begins with = stays text; the county whose name it is is not taken in."""
    troubles(tmp_path / "上报", SEED, PERIOD)
    _, outcome = collected(tmp_path / "上报", tmp_path / "四.json")
    texts = outcome.dispatch.select_dtypes(exclude="number").astype(str)
    assert not texts.apply(lambda column: column.str.startswith("=")).any(axis=None)
