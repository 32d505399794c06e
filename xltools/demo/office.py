"""The office of the demo: its folder, the day it is, and what every press came to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path

from xltools.buttons import Result, find
from xltools.demo.quarter import Pressed
from xltools.press import press_closed
from xltools.sample.appraisal_folder import AppraisalPaths, make_appraisal
from xltools.sample.assets_folder import AssetsPaths, make_assets
from xltools.sample.filing_folder import FilingPaths, make_filing
from xltools.sample.history import FIRST_RANKED
from xltools.sample.inspections_folder import InspectionPaths, make_inspections
from xltools.sample.library_folder import LibraryPaths, make_library
from xltools.sample.money_folder import MoneyPaths, make_money
from xltools.sample.months import Arriving, written_aside
from xltools.sample.pilot_folder import PilotPaths, make_pilots
from xltools.sample.score import Score
from xltools.sample.verdict import Verdict
from xltools.sample.workbook import SamplePaths, make_office


@dataclass(slots=True)
class Office:
    """What the steps of the year share; `coming` are the returns of each 期别 as they are made."""

    folder: Path
    pool: Executor
    coming: Mapping[str, Future[Arriving]]
    sample: SamplePaths
    library: LibraryPaths
    filing: FilingPaths
    money: MoneyPaths
    inspections: InspectionPaths
    assets: AssetsPaths
    pilots: PilotPaths
    appraisal: AppraisalPaths
    beside: Future[tuple[list[Pressed], list[Score]]] | None = None
    pressed: list[Pressed] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)

    def press(self, key: str, on: dt.date) -> Result:
        """A button of whichever workbook it sits in, pressed on a day."""
        button = find(key)
        result = press_closed(button, self.folder / f"{button.workbook}.xlsm", today=on, pool=self.pool)
        self.pressed.append((on, button.label, result))
        return result

    def take_back(self) -> None:
        """What the second group pressed and found, once it is done."""
        if self.beside is not None:
            pressed, scores = self.beside.result()
            self.pressed += pressed
            self.scores += scores
            self.beside = None

    def last(self, label: str) -> Result:
        """What the last press of a button came to."""
        return next(result for _, name, result in reversed(self.pressed) if name == label)


def opened(folder: Path, seed: int, counties: int, periods: Sequence[str], pool: Executor) -> Office:
    """The office on the first working day: its workbooks filled with what it has, no return in yet.

    `pool` makes what others send while the office's own workbooks are made here.
    """
    projects = pool.submit(_projects, folder, seed, counties)
    coming = {period: pool.submit(written_aside, folder, seed, counties, period) for period in periods}
    sample = make_office(folder, seed, counties, periods[0], since=FIRST_RANKED)
    pilots = make_pilots(folder, seed, counties)
    assets, appraisal = make_assets(folder, seed, counties), make_appraisal(folder, seed, counties)
    library, filing, money, inspections = projects.result()
    return Office(
        folder, pool, coming, sample, library, filing, money, inspections, assets, pilots, appraisal
    )


def _projects(
    folder: Path, seed: int, counties: int
) -> tuple[LibraryPaths, FilingPaths, MoneyPaths, InspectionPaths]:
    """The workbooks that rest on the project library; 资金监管 is begun with it."""
    return (
        make_library(folder, seed, counties),
        make_filing(folder, seed, counties),
        make_money(folder, seed, counties),
        make_inspections(folder, seed, counties, recorded=False),
    )
