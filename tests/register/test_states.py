"""状态: what may follow what, who and when is needed. 依据: the flow in documents.md (the issuing desk)."""

from __future__ import annotations

import pytest

from xltools.register.states import STATES, may_follow, needed, troubles

FULL = {
    "文号": "模财农〔2024〕1号", "核稿人": "甲（模拟）", "签发人": "乙（模拟）", "签发日期": "2024-10-08",
    "印发日期": "2024-10-09", "收到反馈": "2024-10-20", "反馈期限": "2024-10-23", "作废原因": "重复（模拟）",
}  # fmt: skip

ALLOWED = {
    "草稿": "核稿 已签发 已印发 已反馈 已销号 已作废",
    "核稿": "草稿 已签发 已印发 已反馈 已销号 已作废",
    "已签发": "草稿 核稿 已印发 已反馈 已销号 已作废",
    "已印发": "已反馈 已销号 已作废",
    "已反馈": "已印发 已销号 已作废",
    "已销号": "",
    "已作废": "",
}
"""Without a number; forward by several steps where all that is needed is there."""


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("state", STATES)
def test_what_may_follow_what(before: str, state: str) -> None:
    assert may_follow(before, state, numbered=False) == (state == before or state in ALLOWED[before].split())


@pytest.mark.parametrize("state", ["草稿", "核稿"])
def test_a_number_leaves_no_way_back_to_a_draft(state: str) -> None:
    """It can only become void: the number was given and is never used again."""
    (trouble,) = troubles("已签发", FULL | {"状态": state})
    assert (trouble.column, trouble.problem) == ("状态", f"已签发不能改成{state}")
    assert "已作废" in trouble.remedy and "不再用" in trouble.remedy


@pytest.mark.parametrize("state", STATES)
def test_a_row_with_everything_may_be_in_any_state_at_first(state: str) -> None:
    """A register carried over from paper."""
    assert troubles("", FULL | {"状态": state}) == []


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("草稿", ()), ("核稿", ("核稿人",)), ("已签发", ("核稿人", "签发人", "签发日期")),
        ("已印发", ("核稿人", "签发人", "签发日期", "文号", "印发日期")),
        ("已反馈", ("核稿人", "签发人", "签发日期", "文号", "印发日期", "收到反馈")),
        ("已销号", ("核稿人", "签发人", "签发日期", "文号", "印发日期", "收到反馈")),
        ("已作废", ("作废原因",)),
    ],
)  # fmt: skip
def test_a_state_needs_who_and_when_of_every_step_to_it(state: str, names: tuple[str, ...]) -> None:
    """Each missing one is told at its own cell; a missing 文号 at 状态, as nobody types it."""
    assert needed(state, answer_due=True) == names
    for name in names:
        (trouble,) = troubles("", FULL | {"状态": state, name: ""})
        assert trouble.column == ("状态" if name == "文号" else name)
        assert state in trouble.problem


def test_a_letter_that_asks_no_answer_is_closed_without_one() -> None:
    """点名通报 has no 反馈期限."""
    row = FULL | {"状态": "已销号", "收到反馈": "", "反馈期限": ""}
    assert troubles("已印发", row) == []
    assert [t.column for t in troubles("已印发", row | {"反馈期限": "2024-10-23"})] == ["收到反馈"]
