"""试点管理 pressed: bad cells all at once, the sample's planted pilots, what 测算分配 then takes."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.buttons import funds
from xltools.buttons import Result, find
from xltools.hosts.closed import open_closed
from xltools.press import press_closed
from xltools.sample.library_folder import fill
from xltools.sample.pilot_folder import PilotPaths, judge_pilots, make_pilots
from xltools.tables.declared.allocation import ALLOCATION, FACTOR_TABLE, PILOT_TABLE, POOL_TABLE
from xltools.tables.declared.appraisal import RESULTS
from xltools.tables.declared.confirmation import CONFIRMATIONS
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.pilots import PILOT_LEDGER, PILOT_OFFERS, PILOT_STATE, QUALIFICATION
from xltools.tables.declared.record import ISSUES, RUNS
from xltools.tables.frame import rows_frame
from xltools.tables.sheets import locate

TODAY = dt.date(2024, 10, 8)
CASES = Path(__file__).parents[1] / "cases" / "第5条 台账错误.csv"
PLACE = {"行政区划代码": "510101", "市州": "模拟市", "县区": "甲县"}
SOUND = PLACE | {
    "试点": "新型农村集体经济", "资金级次": "中央", "申报日期": dt.datetime(2023, 12, 1), "申报金额": 300,
    "县级筹资": 100, "审核意见": "同意", "批复日期": dt.datetime(2024, 3, 15), "批复文号": "模拟1号",
    "批复金额": 200, "启动日期": dt.datetime(2024, 4, 1), "计划完成日期": dt.datetime(2024, 12, 31),
    "进度": 0.5, "累计支出": 100,
}  # fmt: skip
FACTORS = rows_frame(FACTOR_TABLE, [PLACE | {"县类别": "其他", "集中安置区数": 1}])
POOLS = rows_frame(POOL_TABLE, [{"资金级次": "中央", "年度": 2025, "金额": 10000}])


def pilots(workbook: Path, **options: Any) -> Result:
    """One press of 试点管理."""
    return press_closed(find("pilots"), workbook, **{"today": TODAY, **options})


def desk(folder: Path, *rows: dict[str, Any], factors: pd.DataFrame = FACTORS) -> Path:
    """资金分配.xlsm of one county with these rows of 试点台账, each a year of its own."""
    book = folder / "资金分配.xlsm"
    made = [SOUND | {"年度": 2025 + i} | row for i, row in enumerate(rows)]
    fill(book, [(FACTOR_TABLE, factors), (POOL_TABLE, POOLS), (PILOT_LEDGER, rows_frame(PILOT_LEDGER, made))])
    return book


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> PilotPaths:
    """24 counties of the sample, pressed."""
    paths = make_pilots(tmp_path_factory.mktemp("试点"), counties=24)
    pilots(paths.workbook)
    return paths


@pytest.fixture
def workbook(made: PilotPaths, tmp_path: Path) -> Path:
    """A copy of the pressed workbook."""
    return Path(shutil.copy(made.workbook, tmp_path))


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_each_bad_cell_is_told_with_its_sentence_all_at_once(tmp_path: Path) -> None:
    """第5条 台账错误.csv: a row for each; no result is written, nothing else is complained of."""
    listed = cases()
    book = desk(tmp_path, *({} for _ in listed))
    with open_closed(book) as opened:
        sheet, header, _, at = locate(opened, PILOT_LEDGER)
        for i, case in enumerate(listed, 1):
            for change in case["改动"].split("；"):
                name, _, value = change.partition("=")
                opened.sheets[sheet].range(f"{at[name]}{header + i}").value = _typed(name, value)
        opened.save()
    result = pilots(book)
    found = {(issue.cell, issue.column): issue.problem for issue in result.errors}
    due = {(f"{at[case['列']]}{header + i}", case["列"]): case["问题"] for i, case in enumerate(listed, 1)}
    first = {key: found.pop(key, "没有报") for key in due}
    assert [(key, text) for key, text in first.items() if due[key] not in text or text == "没有报"] == []
    assert found == {}
    assert not result.done and len(funds.frame(book, PILOT_STATE)) == 0


def _typed(name: str, value: str) -> Any:
    if not value:
        return None
    try:
        return dt.datetime.fromisoformat(value) if name.endswith("日期") else float(value)
    except ValueError:
        return value


def test_a_pilot_entered_twice_and_a_county_in_no_city_are_told(tmp_path: Path) -> None:
    nowhere = rows_frame(FACTOR_TABLE, [PLACE | {"市州": None, "县类别": "其他", "集中安置区数": 1}])
    told = [
        (issue.table, issue.column, issue.problem) for issue in pilots(desk(tmp_path, factors=nowhere)).errors
    ]
    assert told == [("因素表", "市州", "空白：必须填写")]
    twice = pilots(desk(tmp_path, {"年度": 2025}, {"年度": 2025})).errors
    assert [issue.problem for issue in twice] == ["与第5行重复：年度、行政区划代码、试点、资金级次相同"]


def test_a_year_without_applications_is_said_and_nobody_is_called_green(tmp_path: Path) -> None:
    book = desk(tmp_path, {"年度": 2024})
    result = pilots(book)
    assert result.done and "没有2025年度的试点申报" in result.issues[0].problem
    assert len(funds.frame(book, PILOT_OFFERS)) == 0


def test_without_factors_it_is_said_what_to_fill(tmp_path: Path) -> None:
    book = desk(tmp_path, {}, factors=FACTORS[:0])
    assert "因素表是空的" in pilots(book).errors[0].problem


def test_planted_pilots_are_found_all_and_no_other(made: PilotPaths) -> None:
    """资格, 情况 and 列入 of 24 counties."""
    for score in judge_pilots(made):
        assert (score.missed, score.wrong) == ((), ()), score.sentence
        assert score.planted > 3


def test_the_roster_beside_adds_counties_and_is_recorded(workbook: Path, made: PilotPaths) -> None:
    """县区名单 of 调度排名: more counties, the file's hash in 运行记录."""
    before = len(funds.frame(workbook, QUALIFICATION))
    extra = rows_frame(
        COUNTIES, [{"行政区划代码": "519901", "市州": "模拟市", "县区": "外县", "县类别": "其他"}]
    )
    fill(workbook.parent / "调度排名.xlsm", [(COUNTIES, extra)])
    result = pilots(workbook)
    assert len(funds.frame(workbook, QUALIFICATION)) == before + 1
    assert "读取了同一文件夹的“调度排名.xlsm”" in result.message
    assert "调度排名.xlsm #" in funds.frame(workbook, RUNS).iloc[-1]["按钮"]


def test_a_poor_grade_of_last_year_is_read_from_年度考核_beside(tmp_path: Path) -> None:
    """保障措施（三）: 因素表 has no grade; 2024 was 较差, confirmed: a person is asked."""
    book = desk(tmp_path, {"年度": 2025})
    graded = PLACE | {"年度": 2024, "等次": "较差", "核定等次": "较差", "是否确认": "是"}
    fill(tmp_path / "年度考核.xlsm", [(RESULTS, rows_frame(RESULTS, [graded]))])
    result = pilots(book)
    found = funds.frame(book, QUALIFICATION).iloc[0]
    assert (found["绩效等次"], found["新型农村集体经济"]) == ("较差", "需核实")
    assert "绩效等次对照了“年度考核.xlsm”" in result.message
    assert "年度考核.xlsm #" in funds.frame(book, RUNS).iloc[-1]["按钮"]


def test_what_is_said_是_goes_into_试点清单_and_测算分配_takes_it(workbook: Path) -> None:
    """The grant that was missing is set aside from the pool: 专项 of its county grows by its amount."""
    offers = funds.frame(workbook, PILOT_OFFERS)
    row = int(offers.index[offers["对照"] == "金额不同"][0])
    grant, entry = offers.loc[row, ["批复金额", "清单金额"]]
    code, level = offers.loc[row, ["行政区划代码", "资金级次"]]
    assert funds.allocate(workbook).done
    before = _earmark(workbook, code, level)
    funds.put(workbook, PILOT_OFFERS, row, 是否列入="是", 备注="已上会")
    result = pilots(workbook)
    assert "写进“试点清单”1项" in result.message
    assert funds.allocate(workbook).done
    assert _earmark(workbook, code, level) - before == grant - entry == 100
    kept = funds.frame(workbook, PILOT_OFFERS).iloc[row]
    assert (kept["是否列入"], kept["备注"], kept["对照"]) == ("是", "已上会", "一致")
    assert f"已由{entry:,.0f}改为{grant:,.0f}万元" in kept["说明"]


def test_a_是_does_not_undo_what_was_changed_by_hand_later(workbook: Path) -> None:
    """The amount went into 试点清单 and a person then changed it there: asked anew, 试点清单 stays."""
    offers = funds.frame(workbook, PILOT_OFFERS)
    row = int(offers.index[offers["对照"] == "金额不同"][0])
    funds.put(workbook, PILOT_OFFERS, row, 是否列入="是")
    assert pilots(workbook).done
    key = ["行政区划代码", "试点", "资金级次"]
    listed = funds.frame(workbook, PILOT_TABLE)
    at = int(listed.index[(listed[key] == offers.loc[row, key]).all(axis=1)][0])
    funds.put(workbook, PILOT_TABLE, at, 金额=7)
    again = pilots(workbook)
    assert funds.frame(workbook, PILOT_TABLE).loc[at, "金额"] == 7
    kept = funds.frame(workbook, PILOT_OFFERS).iloc[row]
    assert kept["是否列入"] in (None, "")
    assert "试点清单的金额后来改为7万元" in kept["说明"]
    assert any("不再算数" in issue.problem for issue in again.issues)


def _earmark(workbook: Path, code: str, level: str) -> float:
    rows = funds.frame(workbook, ALLOCATION)
    return float(rows[(rows["行政区划代码"] == code) & (rows["资金级次"] == level)]["专项"].iloc[0])


def test_what_试点清单_has_and_no_grant_stands_behind_is_counted(workbook: Path) -> None:
    """The planted two: an amount that differs, a line without a grant; 测算分配 would take both."""
    now = funds.frame(workbook, PILOT_OFFERS)["对照"].value_counts()
    assert (now["金额不同"], now["没有批复"]) == (1, 1)
    assert "“试点清单”有2项没有批复或金额不同，测算分配仍照清单" in pilots(workbook).message


def test_a_press_without_是_leaves_试点清单_as_it_was(workbook: Path) -> None:
    before = funds.frame(workbook, PILOT_TABLE)
    pilots(workbook)
    assert funds.frame(workbook, PILOT_TABLE).equals(before)


def test_a_confirmed_year_is_not_changed(workbook: Path) -> None:
    """Two have signed: 是 is refused with what to do, 试点清单 stays."""
    offers = funds.frame(workbook, PILOT_OFFERS)
    row = int(offers.index[offers["对照"] == "未列入"][0])
    funds.put(workbook, CONFIRMATIONS, 0, 年度=2025, 测算次数=1, 状态="已确认")
    funds.put(workbook, PILOT_OFFERS, row, 是否列入="是")
    before = funds.frame(workbook, PILOT_TABLE)
    result = pilots(workbook)
    assert any("这一年度的测算已确认" in issue.problem for issue in result.issues)
    assert funds.frame(workbook, PILOT_TABLE).equals(before)
    assert "是否列入" in set(funds.frame(workbook, ISSUES)["列"])
