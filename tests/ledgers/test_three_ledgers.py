"""Three ledgers unlike ours, read by hand first: what each of their cells should come to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from tests.ledgers import made
from xltools.errors import Severity
from xltools.ledgers.counties import Counties
from xltools.ledgers.reading import Ledger, read_ledger
from xltools.ledgers.rows import Entry, entries

COUNTIES = Counties(
    pd.DataFrame(
        [("511011", "内江市", "东兴区"), ("511002", "内江市", "市中区"), ("511025", "内江市", "资中县"),
         ("511102", "乐山市", "市中区")],
        columns=["行政区划代码", "市州", "县区"],
    )
)  # fmt: skip


def read(path: Path, **chosen: str) -> tuple[Ledger, dict[str, Entry]]:
    """A ledger and its projects by name."""
    ledger = read_ledger(path, path.name, chosen)
    found = [entry for entry, _ in entries(ledger, COUNTIES)]
    return ledger, {str(entry.row["项目名称"]): entry for entry in found}


def row(entry: Entry, *names: str) -> list[object]:
    """Some columns of a project."""
    return [entry.row[name] for name in names]


def errors(ledger: Ledger) -> list[str]:
    return [f"{i.sheet}!{i.cell}" for i in ledger.issues if i.severity is Severity.ERROR]


@pytest.fixture
def publication(tmp_path: Path) -> tuple[Ledger, dict[str, Entry]]:
    return read(made.publication(tmp_path), 受益对象其中脱贫户="脱贫户数")


def test_total_parts_notes_and_signatures_are_no_projects(publication) -> None:
    """依据: four projects are numbered; 合计, 一、产业发展, 二、乡村建设, 注 and 填表人 are none."""
    assert [*publication[1]] == ["柑橘标准化基地", "柑橘分拣中心", "桐子坝村道路硬化", "小河堰整治"]


def test_its_totals_add_up_so_nothing_is_said_of_them(publication) -> None:
    """依据: 139.2696+100+30+20=289.2696 in 合计; 239.2696 and 50 in the two parts."""
    assert not [issue for issue in publication[0].issues if "合计行与明细不符" in issue.problem]


def test_words_merged_down_hold_for_every_row_and_the_part_gives_the_type(publication) -> None:
    entry = publication[1]["柑橘分拣中心"]
    assert row(entry, "行政区划代码", "县区", "乡镇", "村", "项目类型") == [
        "511011", "东兴区", "椑木镇", "桐子坝村", "产业发展",
    ]  # fmt: skip
    assert publication[1]["小河堰整治"].row["项目类型"] == "乡村建设"


def test_funds_under_one_heading_are_the_whole_the_levels_and_the_rest(publication) -> None:
    """依据: 合计１００ in full width, 中央’40 with its apostrophe: 40+30+10+20=100; — is 0."""
    assert row(publication[1]["柑橘分拣中心"], "概算投资", "其中衔接资金", "其他资金") == [100, 100, 0]
    assert row(publication[1]["柑橘标准化基地"], "概算投资", "其中衔接资金", "其他资金") == [
        139.2696,
        100,
        39.2696,
    ]
    assert row(publication[1]["桐子坝村道路硬化"], "受益户数", "受益人数", "脱贫户数") == [150, 450, 30]


def test_content_and_scale_in_one_column_stand_in_both(publication) -> None:
    both = "硬化村道1.2公里，宽4.5米"
    assert row(publication[1]["桐子坝村道路硬化"], "建设内容", "建设规模") == [both, both]


def test_two_units_in_one_cell_hold_the_row_back_at_its_cell(publication) -> None:
    """依据: 9.2696万元，自筹7304元 in K11 may mean two things; the other three projects go on."""
    ledger, found = publication
    assert errors(ledger) == ["附件1!K11"]
    assert [name for name, entry in found.items() if entry.held] == ["小河堰整治"]


def test_a_heading_nobody_knows_is_asked_with_what_it_may_mean(tmp_path: Path) -> None:
    ledger, _ = read(made.publication(tmp_path))
    [asked] = [each for each in ledger.sheets[0].asked if each.must_be_confirmed]
    assert (asked.heading, asked.column, asked.example) == ("受益对象其中：脱贫户", "脱贫户数", "30；25")
    assert ledger.must_wait


def test_what_is_confirmed_once_is_read_and_no_longer_asked(publication) -> None:
    assert not publication[0].must_wait
    assert publication[1]["柑橘标准化基地"].row["脱贫户数"] == 30


def test_a_project_without_code_gets_the_same_one_each_time(publication, tmp_path: Path) -> None:
    again = read(made.publication(tmp_path / "again"), 受益对象其中脱贫户="脱贫户数")[1]
    codes = [entry.row["项目编码"] for entry in publication[1].values()]
    assert codes == [entry.row["项目编码"] for entry in again.values()]
    assert len(set(codes)) == 4 and all(code.startswith("临511011") for code in codes)


@pytest.fixture
def plan(tmp_path: Path) -> tuple[Ledger, dict[str, Entry]]:
    chosen = {"补助标准": "建设规模", "项目进度": "实施状态", "已拨付资金": "支出金额"}
    return read(made.plan(tmp_path), **chosen)


def test_suggestions_of_the_plan_are_what_an_officer_would_say(tmp_path: Path) -> None:
    ledger, _ = read(made.plan(tmp_path))
    assert {a.heading: a.column for a in ledger.sheets[0].asked} == {
        "建设性质": "不用", "补助标准": "建设规模", "项目进度": "实施状态", "已拨付资金": "支出金额",
        "计划开工时间": "不用",
    }  # fmt: skip


def test_three_rows_of_header_are_one_heading_each(plan) -> None:
    """依据: 合计1,000.50=中央700+省级200.5+自筹100; 衔接资金 is 900.5."""
    entry = plan[1]["生猪养殖小区"]
    assert row(entry, "概算投资", "其中衔接资金", "其他资金", "支出金额") == [1000.5, 900.5, 100, 350]
    assert row(entry, "县区", "行政区划代码", "乡镇", "村") == ["市中区", "511002", "白马镇", "高粱村"]


def test_dates_in_every_form(plan) -> None:
    """依据: 2023.6.18; 45100 is 2023-06-23 (45000 is 2023-03-15); 2023年7月1日."""
    dates = [plan[1][name].row["入库日期"] for name in ("生猪养殖小区", "村道维修", "项目管理费")]
    assert dates == [dt.datetime(2023, 6, 18), dt.datetime(2023, 6, 23), dt.datetime(2023, 7, 1)]


def test_words_of_the_county_become_ours(plan) -> None:
    types = [entry.row["项目类型"] for entry in plan[1].values()]
    assert types == ["产业发展", "乡村建设", "就业项目", "项目管理费"]
    assert [plan[1][n].row["实施状态"] for n in ("生猪养殖小区", "村道维修")] == ["已开工", "未实施"]


def test_a_code_that_excel_rounded_and_a_state_with_two_meanings_are_asked_back(plan) -> None:
    """依据: B8 is an 18-digit number, of which Excel keeps 15; 已实施 in Q9 may be 已开工 or 已完工."""
    assert errors(plan[0]) == ["年度项目实施计划!B8", "年度项目实施计划!Q9"]
    assert [name for name, entry in plan[1].items() if entry.held] == ["公益性岗位", "项目管理费"]


@pytest.fixture
def towns(tmp_path: Path) -> tuple[Ledger, list[Entry]]:
    path = made.towns(tmp_path)
    ledger = read_ledger(path, path.name, {"进展情况": "实施状态"})
    return ledger, [entry for entry, _ in entries(ledger, COUNTIES)]


def test_every_town_s_sheet_is_read_a_hidden_row_too(towns) -> None:
    names = [entry.row["项目名称"] for entry in towns[1]]
    assert names == ["血橙冷链仓库", "饮水巩固提升", "雨露计划", "枇杷加工坊", "电商服务站"]
    assert row(towns[1][0], "概算投资", "其中衔接资金", "受益户数") == [86, 60, 75]


def test_an_amount_in_yuan_is_asked_back_never_converted(towns) -> None:
    """依据: 320000元 in H3 would be 32 万元; the officer says so, not the program."""
    [issue] = [i for i in towns[0].issues if i.severity is Severity.ERROR]
    assert (issue.sheet, issue.cell) == ("石羊镇", "H3") and "32 万元" in issue.remedy
    assert [entry.row["项目名称"] for entry in towns[1] if entry.held] == ["饮水巩固提升"]


def test_a_heading_can_be_left_unread(tmp_path: Path) -> None:
    """What the program takes 自筹 for may be wrong: the officer says 不用."""
    chosen = {"补助标准": "不用", "项目进度": "不用", "已拨付资金": "不用", "资金来源自筹": "不用"}
    ledger, found = read(made.plan(tmp_path), **chosen)
    assert not ledger.must_wait and found["生猪养殖小区"].row["其他资金"] is None


def test_a_county_named_by_two_is_not_guessed(tmp_path: Path) -> None:
    """市中区 is 511002 and 511102: without a code in the file name every row is asked back."""
    path = made.plan(tmp_path).rename(tmp_path / "项目计划.xlsx")
    ledger = read_ledger(path, path.name, {})
    told = [issue for _, issues in entries(ledger, COUNTIES) for issue in issues]
    assert "511002、511102" in told[0].problem


def test_a_file_that_is_no_workbook_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "说明.xlsx"
    path.write_bytes(b"hello")
    assert read_ledger(path, path.name, {}).trouble
