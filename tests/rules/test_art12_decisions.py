"""函件清单 pressed a second time: the officer's decisions stay, the facts are renewed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from xltools.rules.art12.letters import DOUBT, LAPSED, keep_decisions
from xltools.tables.declared.letters import LETTERS

Frame = Callable[..., pd.DataFrame]
PERIOD = "2024-09"

ROW = {
    "期别": PERIOD, "函件": "整改通知书", "代码": "511102",
    "主送单位": "乐山市市中区财政局", "抄送单位": "乐山市市中区人民政府",
    "触发条款": "第12条 严重滞后：支出进度", "依据": "第12条 新的依据", "整改要求": "标准要求。",
    "反馈期限": "2024-11-07", "是否签发": "是", "文号": "", "文件": "",
}  # fmt: skip


@pytest.fixture
def keep(table_frame: Frame) -> Callable[..., list[dict[str, Any]]]:
    """`keep([new rows], [rows of the sheet])`."""
    return lambda new, old: keep_decisions(
        table_frame(LETTERS, new), table_frame(LETTERS, old), PERIOD
    ).to_dict("records")


def test_an_officers_no_stays_and_the_reason_is_renewed(keep: Frame) -> None:
    (row,) = keep([ROW], [ROW | {"是否签发": "否", "依据": "第12条 旧的依据"}])
    assert (row["是否签发"], row["依据"]) == ("否", "第12条 新的依据")


def test_number_file_and_deadline_of_an_issued_letter_stay(keep: Frame) -> None:
    issued = {"文号": "模财农〔2024〕1号", "文件": "整改.docx", "反馈期限": "2024-10-31"}
    (row,) = keep([ROW], [ROW | issued])
    assert (row["文号"], row["文件"], row["反馈期限"]) == (
        "模财农〔2024〕1号",
        "整改.docx",
        pd.Timestamp("2024-10-31"),
    )


def test_an_unissued_letters_deadline_is_counted_again(keep: Frame) -> None:
    (row,) = keep([ROW], [ROW | {"反馈期限": "2024-10-31"}])
    assert row["反馈期限"] == pd.Timestamp("2024-11-07")


def test_wording_of_the_officer_stays_while_the_reason_is_the_same(keep: Frame) -> None:
    edited = ROW | {"整改要求": "另行要求。", "抄送单位": "乐山市市中区人民政府，乐山市财政局"}
    (row,) = keep([ROW], [edited])
    assert (row["整改要求"], row["抄送单位"]) == ("另行要求。", "乐山市市中区人民政府，乐山市财政局")
    (row,) = keep([ROW | {"触发条款": "第12条 严重滞后：连续3次红灯"}], [edited])
    assert row["整改要求"] == "标准要求。"


def test_a_doubt_that_arose_asks_the_officer_again(keep: Frame) -> None:
    """Listed 是 before anyone knew of the tie: nothing is issued on its own."""
    doubtful = ROW | {"依据": f"第12条 并列{DOUBT}", "是否签发": "否"}
    (row,) = keep([doubtful], [ROW])
    assert row["是否签发"] == "否"


def test_what_the_officer_decided_about_a_doubt_stays(keep: Frame) -> None:
    doubtful = ROW | {"依据": f"第12条 并列{DOUBT}", "是否签发": "否"}
    (row,) = keep([doubtful], [doubtful | {"是否签发": "是"}])
    assert row["是否签发"] == "是"


def test_a_doubt_that_went_leaves_the_default(keep: Frame) -> None:
    doubtful = ROW | {"依据": f"第12条 并列{DOUBT}", "是否签发": "否"}
    (row,) = keep([ROW], [doubtful])
    assert row["是否签发"] == "是"


def test_no_longer_triggered_and_not_issued_goes(keep: Frame) -> None:
    assert keep([], [ROW]) == []


@pytest.mark.parametrize("proof", [{"文号": "模财农〔2024〕1号"}, {"文件": "整改.docx"}])
def test_no_longer_triggered_but_issued_stays_and_says_so_once(keep: Frame, proof: dict[str, str]) -> None:
    once = keep([], [ROW | proof])
    assert once[0]["依据"] == f"第12条 新的依据{LAPSED}"
    assert keep([], once) == once


def test_rows_an_officer_added_stay(keep: Frame) -> None:
    own = ROW | {"函件": "提醒敦促函", "触发条款": "厅长办公会决定"}
    assert keep([], [own])[0]["触发条款"] == "厅长办公会决定"


def test_other_periods_stay_as_they_were_below_the_one_to_confirm(keep: Frame) -> None:
    earlier = ROW | {"期别": "2024-08", "依据": "第12条 八月"}
    rows = keep([ROW], [ROW | {"是否签发": "否"}, earlier])
    assert [(r["期别"], r["是否签发"]) for r in rows] == [(PERIOD, "否"), ("2024-08", "是")]
    assert rows[1]["依据"] == "第12条 八月"


def test_pressing_twice_changes_nothing(keep: Frame) -> None:
    first = keep([ROW], [])
    assert keep([ROW], first) == first


def test_who_is_copied_is_the_officer_s_to_say_while_the_trigger_is_the_same(keep: Frame) -> None:
    """抄送单位 is a blue column: what was typed there stays; a new trigger proposes anew."""
    own = ROW | {"抄送单位": "模拟市委办公室"}
    assert keep([ROW], [own])[0]["抄送单位"] == "模拟市委办公室"
    assert keep([ROW | {"触发条款": "第12条 另一条"}], [own])[0]["抄送单位"] == ROW["抄送单位"]
