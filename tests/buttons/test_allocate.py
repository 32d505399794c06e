"""测算分配 on the whole sample province: exact, proved in live formulas, confirmed by two, frozen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.buttons import funds
from tests.letters.made_templates import text_of
from tests.office import convert
from xltools.formulas.allocation import AGREED, AMOUNTS, DISAGREED
from xltools.formulas.parts import FIRST
from xltools.hosts.closed import open_closed
from xltools.policy import make_override
from xltools.register.frozen import file_hash
from xltools.tables.declared.allocation import (
    ALLOCATION,
    DRAFT,
    FACTOR_TABLE,
    PILOT_TABLE,
    POOL_SUMMARY,
    POOL_TABLE,
)
from xltools.tables.declared.confirmation import ARCHIVE, CHANGES, CONFIRMATIONS
from xltools.tables.declared.disclosure import DISCLOSURE, DISCLOSURE_NOTES
from xltools.tables.declared.points import REWARDS
from xltools.tables.declared.record import ISSUES, RUNS
from xltools.tables.declared.taken import TAKEN
from xltools.tables.model import Table
from xltools.tables.sheets import write_table

WORKBOOK, POINTS = "资金分配.xlsm", "日常计分.xlsm"


@pytest.fixture
def workbook(drafted: Path, tmp_path: Path) -> Path:
    """A copy to press on."""
    return Path(shutil.copytree(drafted, tmp_path / "省")) / WORKBOOK


@pytest.fixture(scope="module")
def once_confirmed(drafted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Signed by two, with a telephone to call."""
    folder = Path(shutil.copytree(drafted, tmp_path_factory.mktemp("定稿") / "省"))
    funds.parameter(folder / WORKBOOK, "监督电话", "000-00000000")
    funds.sign(folder / WORKBOOK)
    assert funds.allocate(folder / WORKBOOK).facts["state"] == "已确认"
    return folder


@pytest.fixture
def confirmed(once_confirmed: Path, tmp_path: Path) -> Path:
    """A copy to press on."""
    return Path(shutil.copytree(once_confirmed, tmp_path / "省")) / WORKBOOK


def test_every_pool_is_given_out_to_the_last_万元(drafted: Path) -> None:
    """Σ分配额 of each level is its pool; every county of 因素表 stands once in each."""
    result = funds.frame(drafted / WORKBOOK, ALLOCATION)
    pools = funds.frame(drafted / WORKBOOK, POOL_TABLE).set_index("资金级次")["金额"]
    assert result.groupby("资金级次")["分配额"].sum().to_dict() == pools.to_dict()
    codes = sorted(funds.frame(drafted / WORKBOOK, FACTOR_TABLE)["行政区划代码"])
    assert len(codes) == 161
    for _, part in result.groupby("资金级次"):
        assert sorted(part["行政区划代码"]) == codes
    assert (funds.frame(drafted / WORKBOOK, POOL_SUMMARY)["差额"] == 0).all()


def test_rewards_come_from_daily_points_with_its_hash(drafted: Path) -> None:
    """What was confirmed there and nothing else; 运行记录 and the message name the file."""
    listed = funds.frame(drafted / POINTS, REWARDS)
    due = listed[(listed["是否确认"] == "是") & (listed["扣减年度"] == 2025)]
    taken = funds.frame(drafted / WORKBOOK, TAKEN)
    columns = ["行政区划代码", "事项", "金额"]
    assert len(due) > 15
    assert sorted(map(tuple, taken[columns].to_numpy())) == sorted(map(tuple, due[columns].to_numpy()))
    assert set(taken["来源"]) == {POINTS}
    run = funds.frame(drafted / WORKBOOK, RUNS).iloc[-1]
    assert f"{POINTS} #{file_hash(drafted / POINTS)}" in run["按钮"]
    result = funds.frame(drafted / WORKBOOK, ALLOCATION)
    lines = result.groupby("行政区划代码")["奖惩"].sum()
    last = due[due["事项"] == "日常计分扣减"].set_index("行政区划代码")["金额"]
    alone = [code for code in last.index if list(due["行政区划代码"]).count(code) == 1]
    assert alone and {code: lines[code] for code in alone} == {code: last[code] for code in alone}


VARIANTS = {
    "standard": {},
    "inverse": {"收入因素方法": "倒数法", "保底比例": "92.5"},
    "efficacy": {"收入因素方法": "功效系数法", "封顶比例": "110", "功效系数基础分": "55.5"},
    "open": {"是否封顶": "否", "保底比例": "0"},
    "others": {"政策因素权重": "41.5", "收入因素权重": "21", "奖惩资金级次": "中央", "监测对象权重": "0",
               "脱贫人口权重": "70"},
}  # fmt: skip


@pytest.fixture(scope="module")
def proofs(drafted: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list]]:
    """公式校核 of each variant as LibreOffice calculates it; one with a figure of 分配表 changed by hand."""
    folder = tmp_path_factory.mktemp("校核")
    paths = []
    for name, values in VARIANTS.items():
        paths.append(folder / f"{name}.xlsm")
        overrides = tuple(make_override(n, v, "试算") for n, v in values.items())
        funds.allocate(drafted / WORKBOOK, to=paths[-1], overrides=overrides)
    spoilt = folder / "spoilt.xlsm"
    shutil.copy(paths[0], spoilt)
    amount = funds.frame(spoilt, ALLOCATION)["分配额"].iloc[40]
    funds.put(spoilt, ALLOCATION, 40, 分配额=amount + 1)
    done = convert([*paths, spoilt], "xlsx", folder)
    return {path.stem: _proof(path) for path in done}


def _proof(path: Path) -> list[list]:
    """The rows of 公式校核; the other sheets are not read."""
    return CalamineWorkbook.from_path(path).get_sheet_by_name("公式校核").to_python(skip_empty_area=False)


def _value(rows: list[list], row: int, column: int) -> object:
    return rows[row - 1][column - 1]


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", VARIANTS)
def test_live_formulas_come_to_the_same_for_every_county(proofs: dict, name: str) -> None:
    """All four figures 0, and 差异 0 in each of the 322 rows: another way of reckoning, in floating point."""
    rows = proofs[name]
    assert [_value(rows, 3, column) for column in (2, 4, 6, 8, 9)] == [0, 0, 0, 0, AGREED]
    column = AMOUNTS.left + AMOUNTS.columns.index("差异")
    assert [_value(rows, FIRST + i, column) for i in range(322)] == [0] * 322


@pytest.mark.libreoffice
def test_a_figure_changed_by_one_万元_is_found(proofs: dict) -> None:
    """The row, and the sentence above."""
    rows = proofs["spoilt"]
    column = AMOUNTS.left + AMOUNTS.columns.index("差异")
    assert _value(rows, FIRST + 40, column) == 1
    assert (_value(rows, 3, 2), _value(rows, 3, 9)) == (1, DISAGREED)


def test_the_steps_add_up_in_every_row(drafted: Path) -> None:
    """分配额＝专项＋测算额＋保底封顶＋奖惩, and 测算底稿 says how."""
    steps = funds.frame(drafted / WORKBOOK, DRAFT)
    assert (steps["专项"] + steps["测算额"] + steps["保底封顶"] + steps["奖惩"] == steps["分配额"]).all()
    assert (steps["奖惩"] == steps["奖励"] - steps["扣减"]).all()


@pytest.mark.parametrize(
    ("first", "second", "column"),
    [
        ("模拟甲", "模拟甲", "复核人"), ("模拟甲", " 模 拟甲", "复核人"),
        ("模拟甲", None, "复核人"), (None, "模拟乙", "测算人"),
    ],
)  # fmt: skip
def test_two_people_must_sign(workbook: Path, first: str | None, second: str | None, column: str) -> None:
    """The cell is named, nothing is confirmed, no notice is made."""
    funds.sign(workbook, first, second)
    result = funds.allocate(workbook)
    assert result.exit_code == 1
    issues = funds.frame(workbook, ISSUES)
    assert list(issues["单元格"]) == [funds.cell(workbook, CONFIRMATIONS, 0, column)]
    assert list(funds.frame(workbook, CONFIRMATIONS)["状态"]) == ["待复核"]
    assert not (workbook.parent / "函件" / "2025年度分配").exists()


def test_a_draft_says_it_is_one_and_makes_no_notice(drafted: Path) -> None:
    """公示状态 草稿; all lines of 公示说明 are there."""
    notes = funds.frame(drafted / WORKBOOK, DISCLOSURE_NOTES).set_index("项目")["内容"]
    assert notes["公示状态"].startswith("草稿")
    assert not (drafted / "函件" / "2025年度分配").exists()


def test_the_notice_carries_basis_amounts_telephone_and_dates(confirmed: Path) -> None:
    """第3条 缺省: ten days with the first and the last; every county and its amount."""
    text = text_of((confirmed.parent / "函件/2025年度分配/资金分配公示_2025.docx").read_bytes())
    for words in ("000-00000000", "2024年10月8日至2024年10月17日", "政策因素35%", "模拟财农指〔2024〕1号"):
        assert words in text
    shown = funds.frame(confirmed, DISCLOSURE)
    assert len(shown) == 161
    assert all(f"{int(amount):,}" in text for amount in shown["合计"])
    result = funds.frame(confirmed, ALLOCATION)
    assert shown["合计"].sum() == result["分配额"].sum()


def test_without_a_telephone_there_is_no_notice_until_it_is_filled(workbook: Path) -> None:
    """Confirmed all the same; the next press makes it."""
    funds.sign(workbook)
    assert "监督电话" in funds.allocate(workbook).message
    funds.parameter(workbook, "监督电话", "000-00000000")
    later = funds.allocate(workbook)
    assert [path.name for path in later.files] == ["资金分配公示_2025.docx"]
    notes = funds.frame(workbook, DISCLOSURE_NOTES).set_index("项目")["内容"]
    assert notes["监督电话"] == "000-00000000" and notes["公示状态"].startswith("已确认")


def test_what_was_confirmed_is_not_written_again_and_each_changed_cell_is_listed(confirmed: Path) -> None:
    """A factor and a parameter change: 分配表 stays, 变动对照 names both cells and what would follow."""
    before = funds.frame(confirmed, ALLOCATION)
    was = funds.frame(confirmed, FACTOR_TABLE)["脱贫人口"].iloc[3]
    funds.put(confirmed, FACTOR_TABLE, 3, 脱贫人口=was + 50_000)
    funds.parameter(confirmed, "保底比例", 85)
    result = funds.allocate(confirmed)
    assert "没有改写" in result.message
    assert funds.frame(confirmed, ALLOCATION).equals(before)
    listed = funds.frame(confirmed, CHANGES)
    rows = listed[listed["表"].isin(["因素表", "参数"])]
    assert sorted(zip(rows["表"], rows["列"], rows["原值"], rows["现在"], strict=True)) == [
        ("参数", "本次取值", "80", "85"),
        ("因素表", "脱贫人口", str(int(was)), str(int(was) + 50_000)),
    ]
    assert list(rows[rows["表"] == "因素表"]["单元格"]) == [
        funds.cell(confirmed, FACTOR_TABLE, 3, "脱贫人口")
    ]
    assert (listed["表"] == "分配表").any()


def test_a_confirmed_figure_changed_by_hand_is_told_at_its_cell(confirmed: Path) -> None:
    """分配表 is what two have signed."""
    funds.put(confirmed, ALLOCATION, 7, 分配额=1)
    result = funds.allocate(confirmed)
    assert [issue.cell for issue in result.errors] == [funds.cell(confirmed, ALLOCATION, 7, "分配额")]


@pytest.mark.parametrize(
    ("table", "name"), [(DISCLOSURE, "合计"), (POOL_SUMMARY, "分配合计"), (DRAFT, "人群占比")]
)
def test_a_table_that_follows_from_a_confirmed_one_is_told_at_its_changed_cell(
    confirmed: Path, table: Table, name: str
) -> None:
    """公示表 goes to the web, 分配汇总 and 测算底稿 to the auditor: as they were when two signed."""
    assert not funds.allocate(confirmed).errors
    funds.put(confirmed, table, 1, **{name: 1})
    assert [issue.cell for issue in funds.allocate(confirmed).errors] == [
        funds.cell(confirmed, table, 1, name)
    ]


def test_公示表_is_held_against_what_was_signed_whatever_came_in_since(confirmed: Path) -> None:
    """A factor changed later; 公示表 still shows what was confirmed, and one county is missing in it."""
    funds.put(confirmed, FACTOR_TABLE, 3, 脱贫人口=50_000)
    assert not funds.allocate(confirmed).errors
    shown = funds.frame(confirmed, DISCLOSURE)
    with open_closed(confirmed) as book:
        write_table(book, DISCLOSURE, shown.drop(index=160).reset_index(drop=True))
        book.save()
    (missing,) = funds.allocate(confirmed).errors
    city, county = shown[["市州", "县区"]].iloc[160]
    assert missing.problem == f"已确认的分配有161行，这里缺1行：{city} {county}"


def test_a_changed_archive_or_name_is_found(confirmed: Path) -> None:
    """Nobody becomes 复核人 afterwards; 确认存档 agrees with its 校验码 or nothing goes on."""
    funds.put(confirmed, CONFIRMATIONS, 0, 复核人="模拟丙")
    assert "复核人" in {i.column for i in funds.allocate(confirmed).errors}
    funds.put(confirmed, CONFIRMATIONS, 0, 复核人="模拟乙")
    assert funds.allocate(confirmed).exit_code == 0
    archive = funds.frame(confirmed, ARCHIVE)
    funds.put(confirmed, ARCHIVE, 5, 内容=archive["内容"].iloc[5].replace("1", "2"))
    assert {i.column for i in funds.allocate(confirmed).errors} == {"输入校验码"}


def test_signing_for_other_figures_than_were_checked_is_refused(workbook: Path) -> None:
    """The factor changed after the calculation: recalculated, 复核人 and 是 cleared, said as an error."""
    funds.put(workbook, FACTOR_TABLE, 0, 农村人口=1)
    funds.sign(workbook)
    result = funds.allocate(workbook)
    assert result.exit_code == 1 and "没有采纳" in result.message
    row = funds.frame(workbook, CONFIRMATIONS).iloc[0]
    assert (row["状态"], row["测算人"], row["复核人"], row["是否确认"]) == ("待复核", "模拟甲", None, None)
    assert (funds.frame(workbook, CHANGES)["列"] == "农村人口").any()


def test_a_withdrawal_needs_a_reason_and_starts_anew(confirmed: Path) -> None:
    """The withdrawn calculation stays in 测算确认 and 确认存档."""
    funds.put(confirmed, CONFIRMATIONS, 0, 是否确认="撤销")
    assert [i.column for i in funds.allocate(confirmed).errors] == ["说明"]
    funds.put(confirmed, CONFIRMATIONS, 0, 说明="模拟：厅务会议重新研究")
    funds.allocate(confirmed)
    rows = funds.frame(confirmed, CONFIRMATIONS)
    assert list(zip(rows["测算次数"], rows["状态"], strict=True)) == [(1, "已撤销"), (2, "待复核")]
    assert set(funds.frame(confirmed, ARCHIVE)["测算次数"]) == {1, 2}


def test_pressing_again_changes_nothing(workbook: Path) -> None:
    """The same figures, the same 校验码, no differences."""
    before = funds.frame(workbook, CONFIRMATIONS)
    result = funds.allocate(workbook)
    assert result.facts["changes"] == 0
    assert funds.frame(workbook, CONFIRMATIONS).equals(before)


def test_one_matter_typed_and_read_is_told_and_not_counted_twice(workbook: Path) -> None:
    """The row of 奖惩明细 by its cell."""
    first = funds.frame(workbook, TAKEN).iloc[0]
    funds.put(workbook, TAKEN, 0, 来源=None)
    result = funds.allocate(workbook)
    assert [issue.column for issue in result.errors] == ["事项"]
    assert first["行政区划代码"] in result.errors[0].problem


def test_rows_read_from_a_file_that_is_gone_are_told(workbook: Path) -> None:
    """Nothing is quietly dropped, nothing of an older file quietly used."""
    (workbook.parent / POINTS).unlink()
    count = len(funds.frame(workbook, TAKEN))
    result = funds.allocate(workbook)
    assert [issue.column for issue in result.errors] == ["来源"] * count


def test_an_empty_workbook_asks_for_its_pool(tmp_path: Path) -> None:
    """The first thing a newcomer presses."""
    from xltools.shipped import shipped

    path = Path(shutil.copy(shipped("workbooks", "资金分配.xlsx"), tmp_path / "资金分配.xlsx"))
    result = funds.allocate(path)
    assert result.exit_code == 1
    assert "资金池" in " ".join(issue.problem for issue in result.errors)


def test_inputs_in_error_stop_everything(workbook: Path) -> None:
    """A factor left blank is an error at its cell, and 分配表 stays as it was."""
    before = funds.frame(workbook, ALLOCATION)
    funds.put(workbook, FACTOR_TABLE, 2, 脱贫人口=None)
    result = funds.allocate(workbook)
    assert funds.cell(workbook, FACTOR_TABLE, 2, "脱贫人口") in {issue.cell for issue in result.errors}
    assert funds.frame(workbook, ALLOCATION).equals(before)


@pytest.mark.parametrize("name", ["脱贫人口", "重点帮扶村数", "上年省级分配额"])
@pytest.mark.parametrize("typed", ["—", "／"])
def test_a_dash_in_a_factor_is_asked_back_and_not_0(workbook: Path, name: str, typed: str) -> None:
    """A dash is "none" to one and "not known" to another; 无 is 0."""
    funds.put(workbook, FACTOR_TABLE, 2, **{name: typed})
    (issue,) = funds.allocate(workbook).errors
    assert (issue.cell, issue.value) == (funds.cell(workbook, FACTOR_TABLE, 2, name), typed)
    assert "没有的填0" in issue.remedy


def test_rows_taken_from_or_added_to_a_confirmed_分配表_are_told(confirmed: Path) -> None:
    """322 rows were confirmed (161 counties, two pools); one is deleted, one typed below."""
    before = funds.frame(confirmed, ALLOCATION)
    assert len(before) == 322
    gone = before.iloc[5]
    with open_closed(confirmed) as book:
        write_table(book, ALLOCATION, before.drop(index=5).reset_index(drop=True))
        book.save()
    funds.put(confirmed, ALLOCATION, 321, 年度=2025, 资金级次="省级", 行政区划代码="519999", 分配额=50)
    added, missing = funds.allocate(confirmed).errors
    assert added.cell == funds.cell(confirmed, ALLOCATION, 321, "行政区划代码") and "手工加" in added.problem
    assert missing.problem == f"已确认的分配有322行，这里缺1行：2025 中央 {gone['行政区划代码']}"


def test_the_message_of_a_frozen_year_says_which_figures_are_not_in_分配表(confirmed: Path) -> None:
    """The pool is raised after two have signed: the new figures are those that would be."""
    pool = funds.frame(confirmed, POOL_TABLE)["金额"].iloc[1]
    funds.put(confirmed, POOL_TABLE, 1, 金额=pool + 1000)
    before, after = funds.allocate(confirmed).message.split("按现在的数重算")
    assert before.startswith("2025年度已确认，分配表没有改写")
    assert "万元" not in before and f"省级{int(pool) + 1000:,}万元" in after


def test_a_refused_signature_is_told_at_its_own_row(confirmed: Path) -> None:
    """The first row of 测算确认 was withdrawn; the second is the one that was signed."""
    funds.put(confirmed, CONFIRMATIONS, 0, 是否确认="撤销", 说明="模拟：重新研究")
    funds.allocate(confirmed)
    funds.put(confirmed, FACTOR_TABLE, 0, 农村人口=1)
    funds.sign(confirmed, row=1)
    (issue,) = funds.allocate(confirmed).errors
    assert issue.cell == funds.cell(confirmed, CONFIRMATIONS, 1, "是否确认")


def test_last_year_s_日常计分_is_seen_in_the_message(workbook: Path) -> None:
    """Pools of 2026 beside a list for 2025: nothing is taken, and that is said."""
    for row in (0, 1):
        funds.put(workbook, POOL_TABLE, row, 年度=2026)
    listed = len(funds.frame(workbook.parent / POINTS, REWARDS))
    message = funds.allocate(workbook).message
    assert f"（0条，按上次保存的，另有{listed}条是2025年度的，没有采用）" in message


def test_where_deductions_went_is_said(drafted: Path, tmp_path: Path) -> None:
    """What is taken beyond the rewards goes back into 可分配资金 of the same level."""
    row = funds.frame(drafted / WORKBOOK, POOL_SUMMARY).set_index("资金级次").loc["省级"]
    taken, rewards = int(row["扣减"]), int(row["奖励"])
    assert row["可分配资金"] == row["资金池"] - row["专项"] - rewards + taken and taken > rewards
    message = funds.allocate(drafted / WORKBOOK, to=tmp_path / WORKBOOK).message
    assert (
        f"省级扣减{taken:,}万元、奖励{rewards:,}万元，多出的{taken - rewards:,}万元留在省级资金里" in message
    )
    notes = dict(funds.frame(drafted / WORKBOOK, DISCLOSURE_NOTES).to_numpy())
    assert "扣减的资金留在同级资金中分配" in notes["分配办法"]


def test_公示表_does_not_call_a_quota_a_pilot(drafted: Path) -> None:
    """国家重点帮扶县定额 is 1,000万元 in the central pool; with the pilots it is 专项, not 试点专项."""
    shown = funds.frame(drafted / WORKBOOK, DISCLOSURE)
    factors = funds.frame(drafted / WORKBOOK, FACTOR_TABLE).sort_values("行政区划代码", ignore_index=True)
    pilots = funds.frame(drafted / WORKBOOK, PILOT_TABLE).groupby("行政区划代码")["金额"].sum()
    quota = factors["县类别"].map({"国家重点帮扶县": 1000, "省重点帮扶县": 500}).fillna(0)
    due = quota + factors["行政区划代码"].map(pilots).fillna(0)
    assert (quota > 0).any() and "其中试点专项" not in shown
    assert list(shown["其中专项"]) == list(due)


def test_an_empty_因素表_is_told_at_its_heading(workbook: Path) -> None:
    """There is no row to point at."""
    with open_closed(workbook) as book:
        write_table(book, FACTOR_TABLE, funds.frame(workbook, FACTOR_TABLE).iloc[:0])
        book.save()
    (issue, *_) = [i for i in funds.allocate(workbook).errors if i.sheet == "因素表"]
    assert (issue.cell, issue.problem) == ("A4", "因素表是空的")
