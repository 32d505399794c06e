"""年度考核 pressed on a folder: what it reads, what it lacks, what it keeps, what it hands on."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.appraisal.desk import (
    CODES,
    EMEI,
    LESHAN_CITY,
    NEIJIANG,
    NEIJIANG_CITY,
    YEAR,
    Desk,
    faultless,
    letter,
)
from xltools.buttons.appraise import appraised_year
from xltools.errors import PolicyError
from xltools.tables.declared.appraisal import (
    ADJUSTED,
    CITY_RESULTS,
    DETAILS,
    INDICATOR_TABLE,
    INDICATORS,
    NOTICES,
    RESULTS,
    STATIONED,
)


def test_a_faultless_year_is_good_everywhere(desk: Desk) -> None:
    """Three counties, two cities; the one without task funds stands below, without a score."""
    desk.year()
    result = desk.press()
    assert result.exit_code == 0
    assert result.facts["grades"] == {"好": 3, "较好": 0, "一般": 0, "较差": 0}
    assert desk.row(RESULTS, NEIJIANG)["总分"] == 100
    exempt = desk.row(RESULTS, EMEI)
    assert (exempt["总分"], exempt["等次"]) == (pytest.approx(float("nan"), nan_ok=True), None)
    assert "不参加考核" in exempt["依据"]
    assert len(desk.table(DETAILS)) == len(INDICATORS) * (len(CODES) + 2)
    assert desk.table(INDICATOR_TABLE)["分值"].sum() == 100


@pytest.mark.parametrize("missing", sorted(faultless()))
def test_without_one_workbook_nobody_gets_a_grade_and_it_is_said(missing: str, desk: Desk) -> None:
    """Missing is 无数据: never 0, never full marks."""
    desk.year()
    (desk.folder / f"{missing}.xlsx").unlink()
    result = desk.press()
    assert result.exit_code == 0
    assert f"文件夹里没有“{missing}”" in result.message
    row = desk.row(RESULTS, NEIJIANG)
    assert (row["等次"], row["是否确认"]) == (None, "否")
    assert row["缺项"]
    details = desk.table(DETAILS)
    lacking = details[(details["代码"] == NEIJIANG) & (details["状态"] == "无数据")]
    assert lacking["得分"].isna().all() and len(lacking)
    assert desk.table(NOTICES).empty


def test_a_button_that_was_not_pressed_is_told_by_its_name(desk: Desk) -> None:
    """An empty 问题清单 may mean no problem or no review."""
    desk.year()
    desk.beside("备案审查", faultless()["备案审查"][1], [])
    assert "“备案审查”还没有按过“备案审查”" in desk.press().message
    assert desk.row(RESULTS, NEIJIANG)["缺项"] == "备案审查"


@pytest.mark.parametrize(
    ("book", "day", "early"),
    [
        ("督导检查", "2024-10-08", True),
        ("督导检查", "2024-12-30", True),
        ("督导检查", "2024-12-31", False),
        ("备案审查", "2024-03-28", False),  # 第10条 has its month
    ],
)
def test_a_result_of_before_the_end_of_the_year_is_told(book: str, day: str, early: bool, desk: Desk) -> None:
    """A problem due in November is not in the 销号情况 of October, yet 函件清单 has its letter."""
    desk.year()
    pressed, tables = faultless()[book]
    desk.beside(book, tables, pressed, day)
    message = desk.press().message
    assert ("1个按钮年末以后没有再按" in message) is early
    told = [row["问题"] for row in desk.issues]
    assert told == (
        [f"（提示）“问题销号”（{day}）是2024年末以前按的，以后到期、逾期和办结的没有算进来"] if early else []
    )


def test_results_of_the_year_that_has_begun_are_told_with_the_parameter(desk: Desk) -> None:
    """问题销号 pressed in January works out 2025: not “没有这个县”, but what to fill in."""
    desk.year()
    pressed, tables = faultless()["督导检查"]
    begun = {name: [row | {"年度": YEAR + 1} for row in rows] for name, rows in tables.items()}
    desk.beside("督导检查", begun, pressed, "2025-01-10")
    said = (
        "“督导检查”的“问题销号”算的是2025年度，没有2024年度：在它的“参数”里“督导年度”填2024，再按“问题销号”"
    )
    assert said in desk.press().message
    assert desk.row(RESULTS, NEIJIANG)["缺项"] == "督导整改"


def test_an_empty_folder_stops_with_what_to_do(desk: Desk) -> None:
    """A year with no data."""
    result = desk.press()
    assert result.exit_code == 1
    assert "没有任何结果可以考核" in desk.issues[0]["问题"]
    assert desk.table(RESULTS).empty


def test_what_the_officer_decided_survives_and_needs_its_reason(desk: Desk) -> None:
    """核定等次 without 核定理由 stops at its cell; with it, it stays through every press."""
    desk.year()
    desk.press()
    row = desk.row(RESULTS, NEIJIANG)
    others = [r for r in desk.table(RESULTS).to_dict("records") if r["行政区划代码"] != NEIJIANG]
    desk.put(RESULTS, row | {"核定等次": "较好"}, *others)
    assert desk.press().exit_code == 1
    assert desk.issues[0]["列"] == "核定理由"
    desk.put(RESULTS, row | {"核定等次": "较好", "核定理由": "模拟会议纪要", "是否确认": "否"}, *others)
    for _ in range(2):
        assert desk.press().exit_code == 0
        kept = desk.row(RESULTS, NEIJIANG)
        assert (kept["拟定等次"], kept["等次"], kept["是否确认"]) == ("好", "较好", "否")
    assert desk.row(CITY_RESULTS, NEIJIANG_CITY)["较好县数"] == 1


def test_a_confirmed_grade_that_changes_is_told(desk: Desk) -> None:
    """The answer stays, the officer is told."""
    desk.year()
    desk.press()
    desk.year(调度排名={"函件清单": [letter(NEIJIANG, "约谈通知书")]})
    desk.press()
    assert desk.row(RESULTS, NEIJIANG)["等次"] == "一般"
    assert any("由“好”变为“一般”" in issue["问题"] for issue in desk.issues)
    assert desk.row(STATIONED, NEIJIANG)["触发情形"] == "约谈、挂牌督办"


def test_stationing_keeps_what_was_written_though_nothing_triggers_any_more(desk: Desk) -> None:
    """是否驻点 and 驻点情况 are the officer's."""
    desk.year(调度排名={"函件清单": [letter(NEIJIANG, "约谈通知书")]})
    desk.press()
    desk.put(STATIONED, desk.row(STATIONED, NEIJIANG) | {"是否驻点": "是", "驻点单位": "模拟单位"})
    desk.year()
    desk.press()
    row = desk.row(STATIONED, NEIJIANG)
    assert (row["是否驻点"], row["驻点单位"]) == ("是", "模拟单位")
    assert "没有触发" in row["触发情形"]


def test_last_years_results_stay_below(desk: Desk) -> None:
    """资金分配 reads the year it needs."""
    desk.year()
    old = {"年度": 2023, "行政区划代码": NEIJIANG, "市州": "内江市", "县区": "市中区", "等次": "一般"}
    desk.put(RESULTS, old)
    desk.press()
    table = desk.table(RESULTS)
    assert table["年度"].tolist() == [YEAR] * 4 + [2023]


def test_a_bonus_out_of_bounds_stops_at_its_cell(desk: Desk) -> None:
    """加减分上限 5."""
    desk.year()
    desk.put(
        ADJUSTED,
        {"年度": YEAR, "行政区划代码": NEIJIANG, "类型": "加分", "分值": 6, "理由": "模拟"},
    )
    assert desk.press().exit_code == 1
    assert (desk.issues[0]["工作表"], desk.issues[0]["列"]) == ("考核加减", "分值")


@pytest.mark.parametrize(
    ("typed", "today", "year"),
    [
        ("", dt.date(2025, 6, 30), 2024),
        ("", dt.date(2025, 7, 1), 2025),
        ("", dt.date(2024, 12, 31), 2024),
        ("2023", dt.date(2025, 7, 1), 2023),
    ],
)
def test_the_year_is_the_one_that_is_over(typed: str, today: dt.date, year: int) -> None:
    """考核年度 blank: in the first half of a year the one before."""
    assert appraised_year(typed, today) == year


def test_a_year_that_is_none_is_refused() -> None:
    """A typing mistake is no year."""
    with pytest.raises(PolicyError, match="四位年份"):
        appraised_year("24年", dt.date(2025, 1, 1))


def test_a_pack_is_a_letter_and_a_workbook_for_each_confirmed_city(desk: Desk) -> None:
    """是否签发 否 makes none; the list says where the letter lies."""
    desk.year()
    desk.press()
    rows = desk.table(NOTICES).to_dict("records")
    desk.put(NOTICES, *(r | ({"是否签发": "否"} if r["代码"] == LESHAN_CITY else {}) for r in rows))
    result = desk.press("packs")
    assert result.exit_code == 0
    folder = desk.folder / "考核材料" / "2024年度"
    made = sorted(p.relative_to(folder).as_posix() for p in folder.glob("*/*"))
    assert made == [
        "511000内江市/内江市考核结果.xlsx",
        "511000内江市/考核结果通报函_511000_内江市.docx",
    ]
    assert desk.row(NOTICES, NEIJIANG_CITY)["文件"].endswith(made[1])
    before = {p: p.read_bytes() for p in folder.glob("*/*")}
    desk.press("packs")
    assert all(p.read_bytes() == content for p, content in before.items())


def test_a_letter_does_not_ask_for_an_answer_by_a_day_that_is_over(desk: Desk) -> None:
    """Listed in January with 2025-02-19, pressed again in July: the deadline was kept."""
    desk.year()
    desk.press()
    due = f"{desk.row(NOTICES, NEIJIANG_CITY)['反馈期限']:%Y-%m-%d}"
    on = dt.date.fromisoformat(due)
    assert desk.press("packs", on).exit_code == 1
    assert f"反馈期限{due}不晚于成文日期{due}" in desk.issues[0]["问题"]
    assert not (desk.folder / "考核材料").exists()
    assert desk.press("packs", on - dt.timedelta(days=1)).exit_code == 0


def test_no_letter_goes_out_before_its_grade_is_confirmed_or_with_an_old_one(desk: Desk) -> None:
    """Both are told at their cells, and no file is written."""
    desk.year()
    desk.press()
    city = desk.row(CITY_RESULTS, NEIJIANG_CITY)
    rows = [r for r in desk.table(CITY_RESULTS).to_dict("records") if r["市州代码"] != NEIJIANG_CITY]
    desk.put(CITY_RESULTS, city | {"是否确认": "否"}, *rows)
    assert desk.press("packs").exit_code == 1
    assert "还没有确认" in desk.issues[0]["问题"]
    desk.put(CITY_RESULTS, city | {"等次": "一般"}, *rows)
    assert desk.press("packs").exit_code == 1
    assert "清单上的等次是“好”" in desk.issues[0]["问题"]
    assert not (desk.folder / "考核材料").exists()
