"""方案对比 and 二次分配 on the sample province."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.buttons import funds
from tests.buttons.conftest import Month
from xltools.buttons import Result, find
from xltools.hosts.closed import open_closed
from xltools.press import press_closed
from xltools.tables.declared.allocation import ALLOCATION, SECOND_ALLOCATION
from xltools.tables.declared.allocation_schemes import SCHEME_COUNTIES, SCHEME_SUMMARY, SCHEMES
from xltools.tables.declared.allocation_second import CITY_WEIGHTS, RECEIVED
from xltools.tables.model import Table
from xltools.tables.sheets import write_table

CITY, CODE = "南充市", "511300"
WEIGHTS = {"政策": 20, "人群": 40, "收入": 30, "绩效": 10}
"""A city sets its own: 政策 may be below the province's 35."""


@pytest.fixture(scope="module")
def allocated(month: Month, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """资金分配 alone in a folder, allocated."""
    path = Path(shutil.copy(month.sample.funds, tmp_path_factory.mktemp("分配") / "资金分配.xlsm"))
    assert funds.allocate(path).exit_code == 0
    return path


@pytest.fixture
def workbook(allocated: Path, tmp_path: Path) -> Path:
    """A copy to press on."""
    return Path(shutil.copy(allocated, tmp_path / allocated.name))


def press(key: str, workbook: Path) -> Result:
    return press_closed(find(key), workbook, today=funds.TODAY)


def fill(workbook: Path, table: Table, rows: list[dict[str, Any]]) -> None:
    with open_closed(workbook) as book:
        write_table(book, table, pd.DataFrame(rows, columns=table.names))
        book.save()


def city_files(workbook: Path, weights: dict[str, float], extra: int = 0) -> dict[str, int]:
    """What the city received of each level and its weights; the amounts."""
    result = funds.frame(workbook, ALLOCATION)
    mine = result[result["市州"] == CITY].groupby("资金级次")["分配额"].sum().astype(int) + extra
    base = {"市州代码": CODE, "市州": CITY}
    fill(workbook, RECEIVED, [base | {"资金级次": k, "年度": 2025, "金额": v} for k, v in mine.items()])
    fill(workbook, CITY_WEIGHTS, [base | {"因素": k, "权重": v} for k, v in weights.items()])
    return {str(level): int(amount) for level, amount in mine.items()}


def test_a_city_gives_out_exactly_what_it_received(workbook: Path) -> None:
    """By its own weights; every county of the city once a level; the province's 奖惩 and 专项 stay."""
    received = city_files(workbook, WEIGHTS)
    result = press("suballocate", workbook)
    assert result.exit_code == 0, result.issues
    second = funds.frame(workbook, SECOND_ALLOCATION)
    assert second.groupby("资金级次")["分配额"].sum().astype(int).to_dict() == received
    first = funds.frame(workbook, ALLOCATION)
    mine = first[first["市州"] == CITY].reset_index(drop=True)
    assert list(second["行政区划代码"]) == list(mine["行政区划代码"])
    assert list(second["专项"]) == list(mine["专项"])
    assert list(second["分配额"]) != list(mine["分配额"])


def test_what_was_received_and_not_allocated_so_is_told(workbook: Path) -> None:
    """50 万元 more than 分配表 says: shared out as received, with a notice at 金额."""
    received = city_files(workbook, WEIGHTS, extra=50)
    result = press("suballocate", workbook)
    assert {issue.column for issue in result.issues} >= {"金额"} and result.exit_code == 0
    second = funds.frame(workbook, SECOND_ALLOCATION)
    assert second.groupby("资金级次")["分配额"].sum().astype(int).to_dict() == received


def test_weights_that_do_not_add_up_stop_it(workbook: Path) -> None:
    """99.5 is not 100."""
    city_files(workbook, WEIGHTS | {"绩效": 9.5})
    result = press("suballocate", workbook)
    assert [issue.column for issue in result.errors] == ["权重"]
    assert not len(funds.frame(workbook, SECOND_ALLOCATION))


def test_nothing_received_is_a_sentence(workbook: Path) -> None:
    assert "没有填收到的资金" in press("suballocate", workbook).errors[0].problem


def test_the_plan_s_weights_before_and_after_stand_side_by_side(workbook: Path) -> None:
    """第4条: 35 % against 30 %, as the new workbook has them; what some win others lose; 分配表 stays."""
    before = funds.frame(workbook, ALLOCATION)
    schemes = funds.frame(workbook, SCHEMES)
    assert list(schemes["政策权重"]) == [35, 30]
    assert press("compare", workbook).exit_code == 0
    summary = funds.frame(workbook, SCHEME_SUMMARY)
    assert list(zip(summary["方案"], summary["资金级次"], strict=True)) == [
        ("现行权重", "中央"), ("现行权重", "省级"), ("原权重", "中央"), ("原权重", "省级"),
    ]  # fmt: skip
    assert (summary["增加合计"] == summary["减少合计"]).all()
    assert (summary["增加县数"] + summary["减少县数"] + summary["持平县数"] == 161).all()
    counties = funds.frame(workbook, SCHEME_COUNTIES)
    base = counties[counties["方案"] == "现行权重"]
    assert list(base["分配额"]) == list(before["分配额"])
    assert funds.frame(workbook, ALLOCATION).equals(before)


def test_a_scheme_that_does_not_add_up_is_told_at_its_row(workbook: Path) -> None:
    """99.5 in the second scheme; the comparison of before stays."""
    funds.put(workbook, SCHEMES, 1, 绩效权重=9.5)
    result = press("compare", workbook)
    assert [issue.cell for issue in result.errors] == [funds.cell(workbook, SCHEMES, 1, "人群权重")]


def test_a_third_scheme_and_an_empty_table(workbook: Path) -> None:
    """Any number of them; none is a sentence."""
    row = {"政策权重": 40, "人群权重": 20, "收入权重": 20, "绩效权重": 20}
    rows = [{"方案": name, **row} for name in ("甲", "乙")] + [
        {"方案": "丙", **row, "政策权重": 60, "绩效权重": 0}
    ]
    fill(workbook, SCHEMES, rows)
    assert press("compare", workbook).exit_code == 0
    assert len(funds.frame(workbook, SCHEME_SUMMARY)) == 6
    fill(workbook, SCHEMES, [])
    assert "权重方案是空的" in press("compare", workbook).errors[0].problem
