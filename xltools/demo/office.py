"""The office of the demo: its folder, the day it is, and what every press came to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from xltools.buttons import Result, find
from xltools.press import press_closed
from xltools.sample.filing_folder import FilingPaths
from xltools.sample.library_folder import LibraryPaths
from xltools.sample.score import Score
from xltools.sample.verdict import Verdict
from xltools.sample.workbook import SamplePaths


@dataclass(slots=True)
class Office:
    """What the steps of the year share."""

    folder: Path
    sample: SamplePaths
    filing: FilingPaths
    library: LibraryPaths
    pressed: list[tuple[dt.date, str, Result]] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)

    def press(self, key: str, on: dt.date) -> Result:
        """A button of whichever workbook it sits in, pressed on a day."""
        button = find(key)
        result = press_closed(button, self.folder / f"{button.workbook}.xlsm", today=on)
        self.pressed.append((on, button.label, result))
        return result

    def last(self, label: str) -> Result:
        """What the last press of a button came to."""
        return next(result for _, name, result in reversed(self.pressed) if name == label)
