"""The office of the demo: its folder, the day it is, and what every press came to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from xltools.buttons import Result, find
from xltools.press import press_closed
from xltools.sample.appraisal_folder import AppraisalPaths, make_appraisal
from xltools.sample.assets_folder import AssetsPaths, make_assets
from xltools.sample.filing_folder import FilingPaths, make_filing
from xltools.sample.inspections_folder import InspectionPaths, make_inspections
from xltools.sample.library_folder import LibraryPaths, make_library
from xltools.sample.money_folder import MoneyPaths, make_money
from xltools.sample.pilot_folder import PilotPaths, make_pilots
from xltools.sample.score import Score
from xltools.sample.verdict import Verdict
from xltools.sample.workbook import SamplePaths, make_office


@dataclass(slots=True)
class Office:
    """What the steps of the year share."""

    folder: Path
    sample: SamplePaths
    library: LibraryPaths
    filing: FilingPaths
    money: MoneyPaths
    inspections: InspectionPaths
    assets: AssetsPaths
    pilots: PilotPaths
    appraisal: AppraisalPaths
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


def opened(folder: Path, seed: int, counties: int, first: str) -> Office:
    """The office on the first working day: its workbooks filled with what it has, no return in yet."""
    return Office(
        folder=folder,
        sample=make_office(folder, seed, counties, first),
        library=make_library(folder, seed, counties),
        filing=make_filing(folder, seed, counties),
        money=make_money(folder, seed, counties),
        inspections=make_inspections(folder, seed, counties, recorded=False),
        assets=make_assets(folder, seed, counties),
        pilots=make_pilots(folder, seed, counties),
        appraisal=make_appraisal(folder, seed, counties),
    )
