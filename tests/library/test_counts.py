"""在库项目数 and 问题项目数 of 调度表 from 项目库 (第9、12条)."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.library.desk import Desk, project
from xltools.buttons.library_counts import with_library_counts
from xltools.errors import InputError
from xltools.policy import load
from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.declared.projects import PROJECTS


def reported() -> pd.DataFrame:
    """Two counties this month and one of them last month."""
    rows = [
        {"期别": "2024-08", "行政区划代码": "511011", "在库项目数": 9, "问题项目数": 9},
        {"期别": "2024-09", "行政区划代码": "511011", "在库项目数": 2, "问题项目数": 0},
        {"期别": "2024-09", "行政区划代码": "511025", "在库项目数": 7, "问题项目数": 1},
    ]
    return pd.DataFrame(rows, columns=DISPATCH.names)


def test_the_library_s_counts_stand_for_its_counties_of_the_month_alone(desk: Desk) -> None:
    """依据: two projects of 511011, one without 绩效目标; 511025 has none there, last month stays."""
    desk.put(
        PROJECTS,
        project("511011202300000001", 村="甲村"),
        project("511011202300000002", 村="乙村", 绩效目标=None),
    )
    desk.press("quality")
    counted = with_library_counts(desk.folder, reported(), "2024-09")
    assert counted.dispatch["在库项目数"].tolist() == [9, 2, 7]
    assert counted.dispatch["问题项目数"].tolist() == [9, 1, 1]
    [told] = counted.issues
    assert told.column == "问题项目数" and "上报0，项目库是1" in told.problem
    assert "项目库.xlsx" in counted.said


def test_a_library_that_was_never_checked_is_said_so(desk: Desk) -> None:
    with pytest.raises(InputError, match="先在那里按“数据质量”"):
        with_library_counts(desk.folder, reported(), "2024-09")


def test_no_library_beside_is_said_so(desk: Desk) -> None:
    desk.library.unlink()
    with pytest.raises(InputError, match="没有“项目库”"):
        with_library_counts(desk.folder, reported(), "2024-09")


def test_the_standard_is_what_counties_report() -> None:
    """Nothing changes for an office that keeps no library."""
    from tests.library.desk import TODAY

    assert load(TODAY).text("质量数据来源") == "上报"
