"""Everything a folder of returns may hold besides returns: each its sentence, the others go on."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass

import pytest

from tests.buttons.conftest import press, table
from xltools.buttons import Result
from xltools.sample import SamplePaths
from xltools.sample.troubles import DOUBLED, ONCE, READ, REFUSED, SENT_BACK, SKIPPED, Trouble, troubles
from xltools.tables.declared.dispatch import DISPATCH, RETURNS

STATES = {REFUSED: "退回", READ: "已报", ONCE: "已报", DOUBLED: "重复", SENT_BACK: "退回", SKIPPED: "未报"}
"""What 上报情况 says of the county, by what is owed."""

UNLISTED = "代码不在名单"
"""Speaks for no county of the list; the one it replaces is 未报."""


@dataclass
class Troubled:
    office: SamplePaths
    made: list[Trouble]
    result: Result
    states: dict[str, str]


@pytest.fixture(scope="module")
def troubled(month, tmp_path_factory) -> Troubled:
    """The month's returns, those of some counties replaced by troubles, collected once more."""
    import shutil
    from dataclasses import replace

    folder = tmp_path_factory.mktemp("麻烦") / "office"
    shutil.copytree(month.sample.folder, folder)
    office = replace(
        month.sample,
        folder=folder,
        workbook=folder / month.sample.workbook.name,
        returns=folder / month.sample.returns.relative_to(month.sample.folder),
    )
    made = troubles(folder / "麻烦")
    codes = {trouble.code for trouble in made}
    for path in office.returns.iterdir():
        if path.name[:6] in codes:
            path.unlink()
    for path in (folder / "麻烦").iterdir():
        shutil.move(path, office.returns / path.name)
    result = press("collect", office)
    state = table(office.workbook, RETURNS)
    return Troubled(office, made, result, dict(zip(state["行政区划代码"], state["状态"], strict=True)))


def test_each_county_has_the_state_it_is_owed(troubled):
    """Refused and faulty ones 退回, two that differ 重复, what can be read 已报."""
    wrong = [
        f"{trouble.case}（{trouble.file}）应{STATES[trouble.owed]}：{troubled.states[trouble.code]}"
        for trouble in troubled.made
        if trouble.case != UNLISTED and troubled.states[trouble.code] != STATES[trouble.owed]
    ]
    assert not wrong


def test_the_other_counties_go_on(troubled):
    """Exit 1, and every county without trouble is 已报."""
    codes = {trouble.code for trouble in troubled.made}
    assert troubled.result.exit_code == 1
    assert {state for code, state in troubled.states.items() if code not in codes} == {"已报"}


def test_every_refused_file_has_a_chinese_sentence_that_says_what_to_do(troubled):
    """One for each, with the file's name; no English, no exception's name."""
    said = {issue.file: issue for issue in troubled.result.errors}
    for trouble in troubled.made:
        if trouble.owed in (REFUSED, SENT_BACK, DOUBLED):
            issue = said[trouble.file]
            assert re.search("[\u4e00-\u9fff]{4}", issue.problem), trouble
            assert re.search("[\u4e00-\u9fff]{2}", issue.remedy), trouble
            assert not re.search("Error|Exception|None|nan", f"{issue.problem}{issue.remedy}"), trouble


def test_a_county_not_in_the_list_is_told_and_not_merged(troubled):
    """519999 is no county of the list."""
    assert "519999" not in set(table(troubled.office.workbook, DISPATCH)["行政区划代码"])
    assert any(issue.value == "519999" for issue in troubled.result.errors)


def test_no_text_of_a_return_becomes_a_formula(troubled):
    """=HYPERLINK(…) and =cmd|… stay text in the workbook and in every 退回单."""
    for path in (troubled.office.workbook, *troubled.result.files):
        if not zipfile.is_zipfile(path):
            continue
        with zipfile.ZipFile(path) as package:
            for part in package.namelist():
                if part.startswith("xl/worksheets/"):
                    formulas = re.findall(rb"<f[^>]*>([^<]*)</f>", package.read(part))
                    assert not [f for f in formulas if b"HYPERLINK" in f or b"cmd" in f], (path, part)


def test_a_second_look_reads_no_file_again(troubled, monkeypatch):
    """Nothing changed: everything comes from the cache, with the same outcome."""
    from xltools.returns import reading

    def refuse(path, table):
        raise AssertionError(f"read again: {path}")

    monkeypatch.setattr(reading, "read_one", refuse)
    again = press("collect", troubled.office)
    assert again.facts["states"] == troubled.result.facts["states"]
