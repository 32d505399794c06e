"""第6条 日常计分: what stops 计分汇总, each at its cell with what to do."""

from __future__ import annotations

import pytest

from tests.rules.points_world import BY, TODAY, YEAR, ledger, roster
from xltools.errors import Severity
from xltools.rules.art06.input import ledger_problems

COLUMNS = ("日期", "行政区划代码", "市州", "县区", "来源", "事由")


def problems(*rows):
    return ledger_problems(ledger(*rows), roster(), YEAR, TODAY, BY)


@pytest.mark.cases("第6条 台账错误.csv")
def test_each_mistake_is_told_at_its_cell(case):
    """One row, one mistake; none for a row that is right."""
    row = {name: case[name] or None for name in COLUMNS}
    row["计分"] = float(case["计分"]) if case["计分"] else None
    found = problems(row)
    assert [p.column for p in found] == ([case["列"]] if case["列"] else [])
    for problem in found:
        assert case["应报"] in problem.problem
        assert case["怎么改"] in problem.remedy


def test_other_points_than_the_standard_s_are_told_and_stand():
    """检查·拨付不及时 is -2; the officer gave -3."""
    (problem,) = problems({"计分": -3.0})
    assert problem.severity is Severity.NOTICE
    assert "按所填的-3分计" in problem.problem


def test_the_same_event_twice_is_told_at_the_second():
    """Equal in 日期, 代码, 来源, 事由 and 文号."""
    (problem,) = problems({"文号": "模拟检〔2024〕1号"}, {"文号": "模拟检〔2024〕1号"})
    assert (problem.row, problem.column, problem.severity) == (1, "事由", Severity.ERROR)
    assert "第1条" in problem.problem


@pytest.mark.parametrize(
    "change", [{"日期": "2024-05-02"}, {"行政区划代码": "511002"}, {"文号": "模拟检〔2024〕2号"}]
)
def test_events_that_differ_in_one_thing_are_two(change):
    assert problems({"文号": "模拟检〔2024〕1号"}, {"文号": "模拟检〔2024〕1号"} | change) == []


def test_a_letter_typed_again_beside_the_one_taken_is_told():
    """The same 文号, whatever the date: 调度排名 has it already."""
    letter = {"来源": "通报", "事由": "整改通知书", "文号": "模财农〔2024〕7号"}
    taken = letter | {"日期": "2024-06-30", "登记号": "2024-06/通报/整改通知书/510104"}
    (problem,) = problems(taken, letter | {"日期": "2024-07-08"})
    assert (problem.row, "同一件" in problem.problem) == (1, True)


def test_a_copied_登记号_is_told():
    """A taken row copied as a pattern for a new one."""
    key = "2024-06/通报/整改通知书/510104"
    first = {"来源": "通报", "事由": "整改通知书", "日期": "2024-06-30", "登记号": key}
    found = problems(first, {"来源": "检查", "事由": "未发现问题", "登记号": key})
    assert [(p.row, p.column) for p in found] == [(1, "登记号")]


def test_all_mistakes_come_at_once():
    """Two rows with two mistakes each."""
    wrong = {"日期": "2023-05-01", "行政区划代码": "519999"}
    assert len(problems(wrong, wrong | {"文号": "模拟检〔2023〕9号"})) == 4
