"""备案审查意见书 through the issuing desk: listed, signed, numbered, made with the number, final."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.filing import conftest
from tests.filing.desk import COUNTY_ROWS, LESHAN, NEIJIANG, planned
from tests.filing.desk import Desk as Filing
from tests.filing.desk import new_desk as filing_desk
from tests.letters.made_templates import text_of
from tests.register.desk import Desk, made, typed
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.filing import OPINIONS

SIGNED_ON = dt.date(2024, 3, 22)
SIGNED = {"状态": "已签发", "核稿人": "甲（模拟）", "签发人": "乙（模拟）", "签发日期": SIGNED_ON}
FOLDER = "函件/备案审查2024-03"
BULLETIN = "备案审查情况通报"


without_libreoffice = conftest.without_libreoffice


@pytest.fixture
def desks(tmp_path: Path, without_libreoffice: None) -> tuple[Filing, Desk]:
    """A plan of two counties reviewed, its opinions made; 发文登记 beside it and no 调度排名."""
    desk = made(tmp_path, dispatch=False)
    filing = filing_desk(tmp_path)
    # 511002 has nothing wrong; 511102 has a project without 概算投资.
    filing.file(planned(f"{NEIJIANG}202400000001"), planned(f"{LESHAN}202400000001", 概算投资=None))
    filing.press("filing")
    filing.press("opinions")
    return filing, desk


def press(desk: Desk, today: dt.date = SIGNED_ON) -> str:
    return desk.press(today=today).message


def test_opinions_are_drafts_with_title_addressee_and_deadline_of_the_list(desks: tuple[Filing, Desk]):
    filing, desk = desks
    message = press(desk)
    assert "新登记草稿2件" in message and "“备案审查.xlsx”（2024-03，按上次保存的）" in message
    rows = {row["单位代码"]: row for row in desk.rows()}
    listed = filing.rows(OPINIONS).set_index("代码")
    assert set(rows) == {NEIJIANG, LESHAN}
    row = rows[LESHAN]
    assert row["标题"] == "模拟省财政厅关于乐山市市中区2024年度项目实施计划的备案审查意见书"
    assert (row["文种"], row["函件种类"], row["期别"]) == ("函", "备案审查意见书", "2024-03")
    assert row["主送"] == listed.loc[LESHAN, "主送单位"] == "乐山市市中区乡村振兴局、财政局"
    assert row["反馈期限"] == listed.loc[LESHAN, "反馈期限"].date() and rows[NEIJIANG]["反馈期限"] is None


def test_a_signed_opinion_is_numbered_printed_with_its_date_and_not_made_again(desks: tuple[Filing, Desk]):
    filing, desk = desks
    press(desk)
    at = next(i for i, row in enumerate(desk.rows()) if row["单位代码"] == LESHAN)
    desk.change(at, **SIGNED)
    assert "1个文号已写回意见书清单，请再按“生成意见书”印出带文号的正本" in press(desk)
    assert filing.rows(OPINIONS).set_index("代码").loc[LESHAN, "文号"] == "模财农〔2024〕1号"
    filing.press("opinions", today=dt.date(2024, 3, 27))
    final = filing.folder / FOLDER / "模财农〔2024〕1号_乐山市市中区.docx"
    text = text_of(final.read_bytes())
    assert "模财农〔2024〕1号" in text and "2024年3月22日" in text and "2024年3月27日" not in text
    assert not (final.parent / f"备案审查意见书_{LESHAN}_乐山市市中区.docx").exists()
    assert "定稿1件" in press(desk, dt.date(2024, 3, 27))
    before = final.read_bytes()
    filing.type(
        OPINIONS, list(filing.rows(OPINIONS)["代码"]).index(LESHAN), "整改要求", "另一种说法（模拟）。"
    )
    result = filing.press("opinions", today=dt.date(2024, 3, 28))
    assert final.read_bytes() == before
    assert any("模财农〔2024〕1号已定稿" in issue.problem for issue in result.issues)
    assert any("意见书清单又改了" in issue.problem for issue in desk.press(today=dt.date(2024, 3, 28)).issues)


def test_a_county_that_still_files_nothing_does_not_hide_the_opinions_of_the_month_before(
    desks: tuple[Filing, Desk],
):
    """备案审查 pressed again in April proposes 未报送 for 峨眉山市, unsent: March's opinion is still made."""
    filing, desk = desks
    filing.put(COUNTIES, *({**row, "是否参评": "是"} for row in COUNTY_ROWS))
    press(desk)
    desk.change(0, **SIGNED)
    press(desk)
    filing.press("filing", today=dt.date(2024, 4, 2))
    assert set(filing.rows(OPINIONS)["期别"]) == {"2024-03", "2024-04"}
    filing.press("opinions", today=dt.date(2024, 4, 2))
    assert [path.name for path in (filing.folder / FOLDER).glob("模财农*")]
    assert "（2024-03，按上次保存的）" in press(desk, dt.date(2024, 4, 2))


def test_the_bulletin_gets_the_number_of_its_row_in_the_register(desks: tuple[Filing, Desk]):
    filing, desk = desks
    desk.type(typed("通报（模拟）", 函件种类=BULLETIN, 期别="2024-03", **SIGNED))
    press(desk)
    filing.press("opinions", today=dt.date(2024, 3, 27))
    (made_now,) = (filing.folder / FOLDER).glob("模财农*")
    text = text_of(made_now.read_bytes())
    assert "模财农〔2024〕1号" in text and "2024年3月22日" in text
    assert not (made_now.parent / f"{BULLETIN}_2024-03.docx").exists()
