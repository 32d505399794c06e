"""汇总上报: which county is 已报, 未报, 退回 or 重复, and what ends in 调度表."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pandas as pd
import pytest

from tests.returns.factory import GOOD, changed, column_cell, counties, dispatch, write_return
from xltools.returns import listing
from xltools.returns.cache import Cache
from xltools.returns.collecting import Collected, collect_returns, main_period
from xltools.returns.folder import return_files
from xltools.returns.reading import Return, read_returns
from xltools.tables.declared.dispatch import COUNTIES

LESHAN = GOOD
NEIJIANG = changed(行政区划代码="511002", 市州="内江市")
JINJIANG = changed(行政区划代码="510104", 市州="成都市", 县区="锦江区")


def read(folder: Path) -> list[Return]:
    return read_returns(return_files(folder), folder, Cache(None), lambda done, total: None)


def collect(folder: Path, *codes: str, before=None) -> Collected:
    return collect_returns(
        read(folder), counties(*codes), dispatch() if before is None else before, "2024-09"
    )


def states(collected: Collected) -> dict[str, str]:
    return dict(zip(collected.returns["行政区划代码"], collected.returns["状态"], strict=True))


def test_a_clean_return_is_taken_and_a_county_without_one_is_未报(tmp_path):
    """Every county of the list has its row in 上报情况."""
    write_return(tmp_path / "511102_乐山市市中区.xlsx", LESHAN)
    collected = collect(tmp_path, "511002", "511102")
    assert states(collected) == {"511002": "未报", "511102": "已报"}
    assert collected.dispatch["行政区划代码"].tolist() == ["511102"]
    assert collected.dispatch["中央支出"].tolist() == [4500]
    assert not [i for i in collected.issues if i.severity.value == "错误"]


def test_a_wrong_cell_sends_the_return_back_and_the_others_go_on(tmp_path):
    """支出 4500 above 到位 4000: not merged, listed with its cell; the other county is."""
    bad = changed(中央到位=4000)
    write_return(tmp_path / "a.xlsx", bad)
    write_return(tmp_path / "b.xlsx", NEIJIANG)
    collected = collect(tmp_path, "511002", "511102")
    assert states(collected) == {"511002": "已报", "511102": "退回"}
    assert collected.dispatch["行政区划代码"].tolist() == ["511002"]
    assert {(i.file, i.cell) for i in collected.issues if i.severity.value == "错误"} == {
        ("a.xlsx", column_cell(bad, "中央支出"))
    }
    assert set(collected.marks) == {"a.xlsx"}


def test_thousands_of_errors_of_one_return_do_not_hide_those_of_the_others(tmp_path, monkeypatch):
    """Six districts with 支出 above 到位 in one file; three are shown, and how many more there are."""
    monkeypatch.setattr(listing, "MOST", 3)
    codes = [f"51130{number}" for number in range(1, 7)]
    wrong = [changed(行政区划代码=code, 市州="南充市", 县区=f"第{code}区", 中央到位=4000) for code in codes]
    write_return(tmp_path / "a.xlsx", *wrong)
    write_return(tmp_path / "b.xlsx", changed(行政区划代码="511002", 市州="内江市", 中央到位=4000))
    found = read(tmp_path)
    named = pd.DataFrame([(c, "南充市", f"第{c}区", "脱贫县", "是") for c in codes], columns=COUNTIES.names)
    collected = collect_returns(found, pd.concat([named, counties("511002")]), dispatch(), "2024-09")
    shown = [i for i in collected.issues if i.file == "a.xlsx"]
    assert [i.cell for i in shown[:3]] == [
        column_cell(wrong[0], "中央支出").rstrip("2") + str(row) for row in (2, 3, 4)
    ]
    assert shown[3].problem == "问题太多，这里只列了 3 处，另有 3 处没有列出"
    assert (len(shown), len(collected.marks["a.xlsx"]), collected.errors) == (4, 4, 7)
    assert [i.cell for i in collected.issues if i.file == "b.xlsx"] == [column_cell(wrong[0], "中央支出")]
    assert set(collected.returns["状态"]) == {"退回"}


def test_two_returns_that_differ_are_both_held_back(tmp_path):
    """Which one is right only the county can say."""
    write_return(tmp_path / "一.xlsx", LESHAN)
    write_return(tmp_path / "二.xlsx", changed(中央支出=4000))
    collected = collect(tmp_path, "511102")
    assert states(collected) == {"511102": "重复"}
    assert not len(collected.dispatch)
    assert {i.file for i in collected.issues if "内容不同" in i.problem} == {"一.xlsx", "二.xlsx"}


def test_the_same_return_sent_twice_counts_once(tmp_path):
    """A copy under another name says nothing new."""
    write_return(tmp_path / "一.xlsx", LESHAN)
    write_return(tmp_path / "副本 一.xlsx", LESHAN)
    collected = collect(tmp_path, "511102")
    assert states(collected) == {"511102": "已报"}
    assert len(collected.dispatch) == 1


def test_市中区_of_two_cities_is_told_apart_by_code(tmp_path):
    """511002 is 内江市市中区, 511102 is 乐山市市中区."""
    write_return(tmp_path / "a.xlsx", LESHAN)
    write_return(tmp_path / "b.xlsx", NEIJIANG)
    collected = collect(tmp_path, "511002", "511102")
    assert collected.dispatch[["行政区划代码", "市州"]].values.tolist() == [
        ["511002", "内江市"], ["511102", "乐山市"],
    ]  # fmt: skip


def test_a_code_that_is_another_county_is_sent_back(tmp_path):
    """乐山市市中区 with the code of 内江市市中区, whose own return is not held up by it."""
    write_return(tmp_path / "511102_乐山市市中区.xlsx", changed(行政区划代码="511002"))
    write_return(tmp_path / "511002_内江市市中区.xlsx", NEIJIANG)
    collected = collect(tmp_path, "511002", "511102")
    assert states(collected) == {"511002": "已报", "511102": "退回"}
    assert collected.dispatch["行政区划代码"].tolist() == ["511002"]


def test_a_county_that_is_not_in_the_list_is_reported_and_not_merged(tmp_path):
    """A code outside 县区名单 is no county of ours."""
    write_return(tmp_path / "a.xlsx", changed(行政区划代码="999999", 县区="某县"))
    collected = collect(tmp_path, "511102")
    assert not len(collected.dispatch)
    assert any(i.value == "999999" for i in collected.issues)


def test_a_file_that_is_no_workbook_is_one_sentence(tmp_path):
    """The county is known by the code in the file name."""
    (tmp_path / "511102_乐山市市中区.xlsx").write_bytes(b"not a workbook")
    write_return(tmp_path / "b.xlsx", NEIJIANG)
    collected = collect(tmp_path, "511002", "511102")
    assert states(collected) == {"511002": "已报", "511102": "退回"}
    assert [i.file for i in collected.issues if i.severity.value == "错误"] == ["511102_乐山市市中区.xlsx"]


def test_rows_of_earlier_months_in_a_return_are_left_alone(tmp_path):
    """A county may keep its months on one sheet: only the row of this 期别 counts."""
    write_return(tmp_path / "a.xlsx", changed(期别="2024-08", 中央支出=4000), LESHAN)
    collected = collect(tmp_path, "511102")
    assert states(collected) == {"511102": "已报"}
    assert collected.dispatch["中央支出"].tolist() == [4500]


def test_a_return_of_another_year_is_sent_back(tmp_path):
    """期别 2023-09 while the others report 2024-09."""
    write_return(tmp_path / "a.xlsx", changed(期别="2023-09"))
    write_return(tmp_path / "b.xlsx", NEIJIANG)
    collected = collect(tmp_path, "511002", "511102")
    assert states(collected) == {"511002": "已报", "511102": "退回"}


def test_a_city_may_send_one_file_for_its_counties(tmp_path):
    """Each row speaks for its county; only the wrong row is sent back."""
    write_return(
        tmp_path / "成都市.xlsx", JINJIANG, changed(JINJIANG, 行政区划代码="510105", 县区="青羊区", 完工数=90)
    )
    collected = collect(tmp_path, "510104", "510105")
    assert states(collected) == {"510104": "已报", "510105": "退回"}


def test_other_periods_of_调度表_stay_and_a_typed_row_of_this_period_too(tmp_path):
    """Only a county that sent something has its row of this 期别 renewed."""
    typed = changed(NEIJIANG, 中央支出=1)
    before = dispatch(changed(期别="2024-08", 中央支出=4000), typed)
    write_return(tmp_path / "a.xlsx", LESHAN)
    collected = collect(tmp_path, "511002", "511102", before=before)
    rows = collected.dispatch[["期别", "行政区划代码", "中央支出"]].values.tolist()
    assert rows == [["2024-08", "511102", 4000], ["2024-09", "511002", 1], ["2024-09", "511102", 4500]]
    assert "请核对" in collected.returns.set_index("行政区划代码").loc["511002", "说明"]


def test_spending_that_falls_against_last_month_is_sent_back(tmp_path):
    """支出 is cumulative: 4500 after 4600 cannot be."""
    write_return(tmp_path / "a.xlsx", LESHAN)
    collected = collect(tmp_path, "511102", before=dispatch(changed(期别="2024-08", 中央支出=4600)))
    assert states(collected) == {"511102": "退回"}


@pytest.mark.parametrize(("periods", "expected"), [(["2024-09", "2024-09", "2024-08"], "2024-09"), ([], "")])
def test_the_period_is_the_one_most_returns_speak_of(tmp_path, periods, expected):
    """One county that still reports August does not make it August."""
    for number, period in enumerate(periods):
        write_return(tmp_path / f"{number}.xlsx", changed(期别=period))
    assert main_period(read(tmp_path)) == expected


def test_a_row_without_期别_beside_one_of_this_period_is_not_passed_over(tmp_path):
    """Nothing is lost: the officer of 青羊区 forgot the 期别, and is told."""
    forgot = changed(JINJIANG, 行政区划代码="510105", 县区="青羊区", 期别=None)
    write_return(tmp_path / "成都市.xlsx", JINJIANG, forgot)
    assert states(collect(tmp_path, "510104", "510105")) == {"510104": "已报", "510105": "退回"}


def test_class_and_standing_are_the_list_s(tmp_path):
    """县类别 and 是否参评 are the province's to say."""
    write_return(tmp_path / "a.xlsx", changed(县类别="其他", 是否参评="否"))
    row = collect(tmp_path, "511102").dispatch.iloc[0]
    assert (row["县类别"], row["是否参评"]) == ("脱贫县", "是")


def test_a_notice_does_not_hold_a_return_back(tmp_path):
    """Counted apart from the errors in 上报情况."""
    write_return(tmp_path / "a.xlsx", changed(期别="2024-08", 中央支出=4000), LESHAN)
    state = collect(tmp_path, "511102").returns.iloc[0]
    assert (state["状态"], state["错误数"], state["提示数"]) == ("已报", 0, 1)


def test_an_error_of_the_header_holds_back_every_row(tmp_path):
    """A column that is missing is missing for all."""
    rows = [
        {name: value for name, value in row.items() if name != "县级支出"}
        for row in (JINJIANG, changed(JINJIANG, 行政区划代码="510105", 县区="青羊区"))
    ]
    write_return(tmp_path / "成都市.xlsx", *rows)
    assert states(collect(tmp_path, "510104", "510105")) == {"510104": "退回", "510105": "退回"}


def test_the_time_shown_is_that_of_the_last_file(tmp_path):
    """Of two files of a county."""
    for name, figure, when in (("a.xlsx", 4500, 1_700_100_000), ("b.xlsx", 4400, 1_700_000_000)):
        os.utime(write_return(tmp_path / name, changed(中央支出=figure)), (when, when))
    shown = collect(tmp_path, "511102").returns["文件时间"][0]
    assert shown == dt.datetime.fromtimestamp(1_700_100_000)


def test_a_notice_of_the_header_holds_no_row_back(tmp_path):
    """A column of the county's own is told of and left alone."""
    write_return(tmp_path / "a.xlsx", changed(县里自己的栏="x"))
    collected = collect(tmp_path, "511102")
    assert states(collected) == {"511102": "已报"}
    assert collected.returns["提示数"][0] > 0


def test_a_county_that_sent_something_has_its_row_renewed_and_no_second_one(tmp_path):
    """Collected again after the county changed its figures."""
    write_return(tmp_path / "a.xlsx", LESHAN)
    collected = collect(tmp_path, "511102", before=dispatch(changed(中央支出=4400)))
    assert collected.dispatch["中央支出"].tolist() == [4500]


def test_a_return_of_another_month_does_not_take_the_row_of_this_one_away(tmp_path):
    """511102 was in 调度表 already and now sends August: 退回, and its September row stays."""
    write_return(tmp_path / "a.xlsx", changed(期别="2024-08"))
    write_return(tmp_path / "b.xlsx", NEIJIANG)
    collected = collect(tmp_path, "511002", "511102", before=dispatch(LESHAN))
    assert states(collected) == {"511002": "已报", "511102": "退回"}
    assert collected.dispatch["行政区划代码"].tolist() == ["511002", "511102"]
