"""The sample province's appraisal: all that was planted is found, and nothing else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.appraisal.desk import blank_book, faultless
from xltools.buttons import find
from xltools.press import press_closed
from xltools.sample.appraisal_folder import judge_appraisal, make_appraisal
from xltools.sample.province import county_frame, province

TODAY = dt.date(2024, 12, 31)


@pytest.mark.parametrize("counties", [1, 24])
def test_what_was_planted_is_found_and_no_other(counties: int, tmp_path: Path) -> None:
    """Vetoes, points, those who take no part; experts who may not go."""
    made = make_appraisal(tmp_path, counties=counties)
    roster = county_frame(province(2024, counties)).to_dict("records")
    pressed, tables = faultless()["调度排名"]
    blank_book(tmp_path / "调度排名.xlsx", {**tables, "县区名单": roster}, pressed)
    for key in ("appraise", "experts"):
        assert press_closed(find(key), made.workbook, today=TODAY).exit_code == 0
    for score in judge_appraisal(made):
        assert (score.missed, score.wrong) == ((), ())
        assert score.planted


def test_the_same_seed_gives_the_same_truth(tmp_path: Path) -> None:
    """Byte for byte; another seed another 人才库."""
    folders = [tmp_path / name for name in "abc"]
    for folder in folders:
        folder.mkdir()
    one, again, other = (
        make_appraisal(folder, seed, 24) for folder, seed in zip(folders, (7, 7, 8), strict=True)
    )
    assert one.truth.read_bytes() == again.truth.read_bytes()
    assert one.workbook.read_bytes() == again.workbook.read_bytes()
    assert one.workbook.read_bytes() != other.workbook.read_bytes()
