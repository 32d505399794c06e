"""The printed letters are as GB/T 9704-2012 says, each figure within its tolerance."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.letters.ink import Page, bands
from tests.letters.made_letters import measured_letters
from tests.letters.measured import BOTTOM, DOC, Measure, measures
from tests.letters.typeset import pdfs

pytestmark = pytest.mark.libreoffice
DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return pdfs(measured_letters(), tmp_path_factory.mktemp("measured"))


@pytest.fixture(scope="module")
def found(printed: dict[str, Path]) -> list[Measure]:
    return measures(printed)


def test_every_figure_is_the_standards_within_its_tolerance(found):
    assert len(found) > 40
    assert [m for m in found if not m.holds] == []


def test_the_table_in_docs_lists_every_figure(found):
    table = (DOCS / DOC).read_text(encoding="utf8")
    assert [m.item for m in found if f"| {m.layout} | {m.item} |" not in table] == []


@pytest.mark.parametrize("name", ["提醒敦促函", "整改通知书", "约谈通知书"])
def test_the_first_page_of_a_letter_has_no_number(name, printed):
    """信函格式: 首页不显示页码."""
    assert bands(Page.of(printed[name], 1).dark, BOTTOM + 1) == []


@pytest.mark.parametrize("name", ["整改通知书", "约谈通知书"])
def test_the_receipt_has_no_number(name, printed):
    assert bands(Page.of(printed[name], 4).dark, BOTTOM + 1) == []


def test_the_letters_are_printed_in_the_fonts_that_stand_for_the_offices(printed):
    """Measured in any other font, the figures would mean nothing."""
    command = ["pdffonts", str(printed["提醒敦促函"])]
    listed = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    used = {line.split()[0].partition("+")[2] for line in listed.splitlines()[2:]}
    assert used == {
        "FandolFang-Regular",
        "FandolHei-Regular",
        "FandolSong-Regular",
        "NotoSerifCJKjp-Bold-VKana",
    }
