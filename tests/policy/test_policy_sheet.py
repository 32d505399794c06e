"""Sheet 参数: what an officer filled in, and at which cell it is wrong."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from xltools.errors import InputError, Issue
from xltools.policy import Override, load, read_overrides
from xltools.policy.model import shown_value
from xltools.tables.declared.record import PARAMETERS
from xltools.tables.model import Reading

ON = dt.date(2024, 9, 30)


def reading(*rows: dict[str, Any]) -> Reading:
    """Rows of 参数 from sheet row 5, each standard where not said otherwise."""
    policy = load(ON)
    filled = []
    for row in rows:
        known = policy.standard.get(row["名称"])
        standard = {"标准值": shown_value(known.value), "依据": known.reference} if known else {}
        filled.append({"本次取值": None, **standard, **row})
    frame = pd.DataFrame(filled, columns=PARAMETERS.names)
    at = {name: i for i, name in enumerate(PARAMETERS.names, 1)}
    return Reading(PARAMETERS, "参数", frame, rows=range(5, 5 + len(rows)), at=at)


def issues(*rows: dict[str, Any]) -> list[Issue]:
    with pytest.raises(InputError) as error:
        read_overrides(reading(*rows))
    return list(error.value.issues)


def test_a_blank_value_means_the_standard() -> None:
    assert read_overrides(reading({"名称": "提醒函后位县数"}, {"名称": "期别"})) == []


def test_a_filled_value_with_its_reason_is_an_override() -> None:
    row = {"名称": "提醒函后位县数", "本次取值": "15", "依据": "模拟〔2024〕5号会议纪要"}
    assert read_overrides(reading(row)) == [
        Override("提醒函后位县数", 15, "模拟〔2024〕5号会议纪要", "参数!D5")
    ]


def test_a_reason_added_after_the_printed_reference_counts() -> None:
    printed = load(ON).parameter("提醒函后位县数").reference
    row = {"名称": "提醒函后位县数", "本次取值": 15.0, "依据": f"{printed}；模拟会议纪要"}
    assert read_overrides(reading(row))[0].because == "模拟会议纪要"


@pytest.mark.parametrize("reason", [None, "", load(ON).parameter("提醒函后位县数").reference])
def test_an_override_without_a_reason_names_its_cell(reason: str | None) -> None:
    """The reference the sheet is generated with is not a reason."""
    (issue,) = issues({"名称": "提醒函后位县数", "本次取值": "15", "依据": reason})
    assert (issue.place, issue.column) == ("参数!F5", "依据")


def test_a_setting_of_the_office_needs_no_reason() -> None:
    (override,) = read_overrides(reading({"名称": "期别", "本次取值": "2024-9"}))
    assert override.value == "2024-09"


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ({"名称": "提醒函后位县数", "本次取值": "201", "依据": "模拟"}, "D5"),
        ({"名称": "提醒函后位县数", "本次取值": "十五", "依据": "模拟"}, "D5"),
        ({"名称": "支出率级次", "本次取值": "市级", "依据": "模拟"}, "D5"),
        ({"名称": "支出黄灯比例", "本次取值": 0.65, "依据": "模拟"}, "D5"),
        ({"名称": "提醒函后位", "标准值": "20"}, "A5"),
        ({"名称": "提醒函后位县数", "标准值": "15"}, "C5"),
        ({"名称": "提醒函后位县数", "标准值": None}, "C5"),
        ({"名称": "期别", "标准值": "2024-09"}, "C5"),
    ],
)
def test_what_cannot_be_used_names_its_cell_and_a_remedy(row: dict[str, Any], cell: str) -> None:
    (issue,) = issues(row)
    assert issue.cell == cell and issue.problem and issue.remedy


def test_a_standard_of_another_date_is_not_a_change() -> None:
    """The sheet may have been made when 政策因素 was still 30."""
    assert read_overrides(reading({"名称": "政策因素权重", "标准值": "30"})) == []


@pytest.mark.parametrize("typed", ["27.5", "27.50", 27.5, "27.5%"])
def test_a_standard_may_be_written_differently(typed: object) -> None:
    assert read_overrides(reading({"名称": "人群因素权重", "标准值": typed})) == []


def test_a_doubled_row_is_named() -> None:
    (issue,) = issues({"名称": "提醒函后位县数"}, {"名称": "提醒函后位县数"})
    assert issue.cell == "A6"


def test_everything_wrong_at_once() -> None:
    rows = (
        {"名称": "提醒函后位县数", "标准值": "15", "本次取值": "0", "依据": ""},
        {"名称": "没有的参数", "标准值": "1"},
    )
    assert [i.cell for i in issues(*rows)] == ["C5", "F5", "D5", "A6"]
