"""What a press or a command loads before it does anything: only what it needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

PRESS = "import xltools.live; from xltools.buttons import find; find({key!r}).run"
SHOWN = "; import sys; print(' '.join(sys.modules))"

WORD = ("docxtpl", "docx", "jinja2")
COMMAND_LINE = ("typer", "rich", "click")
BUILDING = ("openpyxl", "xlsxwriter")
PLOTTING = ("matplotlib",)
"""xlwings loads it wherever it is installed, a third of a second at each click."""


def loaded(code: str) -> set[str]:
    """The top-level modules a new Python has after some code."""
    done = subprocess.run([sys.executable, "-c", code + SHOWN], check=True, capture_output=True, text=True)
    return {name.partition(".")[0] for name in done.stdout.split()} | set(done.stdout.split())


@pytest.mark.parametrize(
    ("key", "unneeded"),
    [
        ("collect", (*WORD, *COMMAND_LINE, "openpyxl", "xltools.rules.art12.ranking", "xltools.letters")),
        ("rank", (*WORD, *COMMAND_LINE, *BUILDING, "xlrd", "xltools.returns", "xltools.letters.render")),
        ("letters", (*COMMAND_LINE, *BUILDING, "xlrd", "xltools.returns", "xltools.rules.art12.ranking")),
    ],
)
def test_a_press_loads_nothing_another_button_needs(key: str, unneeded: tuple[str, ...]) -> None:
    """Every module costs the officer time at each click."""
    assert not loaded(PRESS.format(key=key)) & {*unneeded, *PLOTTING}


@pytest.mark.parametrize("command", [["list"], ["--help"]])
def test_listing_the_buttons_loads_no_spreadsheet_library(command: list[str]) -> None:
    """`xltools list` answers at once."""
    code = f"from xltools.cli import app; app({command!r}, standalone_mode=False)"
    assert not loaded(code) & {"pandas", "numpy", "xlwings", "lxml", *WORD, *BUILDING}
