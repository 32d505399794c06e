"""The checks of the third quarter: a second group of the office presses them while the months go on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xltools.buttons import Result, find
from xltools.press import press_closed
from xltools.sample.assets_folder import AssetsPaths, judge_assets
from xltools.sample.library_folder import LibraryPaths, judge_library
from xltools.sample.money_folder import MoneyPaths, judge_money
from xltools.sample.pilot_folder import PilotPaths, judge_pilots
from xltools.sample.score import Score

Pressed = tuple[dt.date, str, Result]
"""A day, a button's label, what the press came to."""

LIBRARY = ("lists", "review", "quality", "sample")
MONEY = ("industry", "funding", "payment", "disclosure", "awards")
PILOTS_AND_ASSETS = ("pilots", "classify", "revive")


@dataclass(frozen=True, slots=True)
class Quarter:
    """The workbooks that nobody else writes to meanwhile, and the truth about them."""

    folder: Path
    library: LibraryPaths
    money: MoneyPaths
    pilots: PilotPaths
    assets: AssetsPaths

    def checked(self, on: dt.date) -> tuple[list[Pressed], list[Score]]:
        """Every button pressed on a day and its results held against the truth."""
        pressed = self._press(LIBRARY, on)
        scores = judge_library(self.library)
        pressed += self._press(MONEY, on)
        scores += judge_money(self.money)
        pressed += self._press(PILOTS_AND_ASSETS, on)
        return pressed, [*scores, *judge_pilots(self.pilots), *judge_assets(self.assets)]

    def _press(self, keys: Sequence[str], on: dt.date) -> list[Pressed]:
        pressed = []
        for button in map(find, keys):
            result = press_closed(button, self.folder / f"{button.workbook}.xlsm", today=on)
            told = replace(result, tables=[], formulas={}, policy=None)  # as it goes to another process
            pressed.append((on, button.label, told))
        return pressed
