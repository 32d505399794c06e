"""LibreOffice opens and prints the shipped workbooks: no ####, titles whole, one page wide."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.build import books
from tests.office import convert

pytestmark = pytest.mark.libreoffice

PRINTED = (books.MAIN, books.FORM)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of each printed page, by workbook."""
    if shutil.which("pdftotext") is None:
        if os.environ.get("CI") or os.environ.get("XLTOOLS_CI"):
            pytest.fail("pdftotext is missing: see .ci/run")
        pytest.skip("pdftotext is not installed")
    folder = tmp_path_factory.mktemp("print")
    files = convert([books.committed(name) for name in PRINTED], "pdf", folder)
    return {name: _pages(path) for name, path in zip(PRINTED, files, strict=True)}


def _pages(path: Path) -> list[str]:
    run = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, timeout=60)
    return run.stdout.decode().split("\f")[:-1]


def test_every_sheet_is_one_page_wide(pages: dict[str, list[str]]) -> None:
    """Empty tables print on one page each; 参数 is long, 公式校核 puts its three parts on pages."""
    sheets = Counter(page.split()[0] for page in pages[books.MAIN])
    assert sheets.pop("参数") in (2, 3)
    assert sheets.pop("公式校核") == 3
    assert set(sheets.values()) == {1}
    assert len(sheets) == 14
    assert len(pages[books.FORM]) == 2


@pytest.mark.parametrize("name", PRINTED)
def test_nothing_is_too_narrow_to_show(pages: dict[str, list[str]], name: str) -> None:
    """#### is what a figure or date shows in a column too narrow for it."""
    assert not [page for page in pages[name] if "##" in page]


@pytest.mark.parametrize("name", PRINTED)
def test_titles_and_page_numbers_are_printed_whole(pages: dict[str, list[str]], name: str) -> None:
    """Each sheet's title from its first page, 第几页 共几页 on every one."""
    shown = [s for s in books.opened(name).worksheets if s.sheet_state == "visible"]
    titles = [sheet["A1"].value for sheet in shown]
    text = "\n".join(pages[name])
    assert [title for title in titles if title not in text] == []
    total = len(pages[name])
    assert all(f"第{i}页共{total}页" in "".join(page.split()) for i, page in enumerate(pages[name], 1))
