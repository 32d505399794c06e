"""What is said after a press: the message, the first issues, where the files went."""

from __future__ import annotations

from pathlib import Path

from xltools.buttons import Result
from xltools.errors import Issue, Severity
from xltools.launcher.report import issue_lines, report


def issue(cell: str, severity: Severity = Severity.ERROR) -> Issue:
    """An issue in a cell of 调度表."""
    return Issue("调度表", cell, "调度表", "项目总数", "x", "不是数", "请填数", severity)


def test_a_press_is_told_with_seconds_and_folders():
    """Files are counted by folder."""
    files = [Path("/a/函件/甲.docx"), Path("/a/函件/乙.docx"), Path("/a/退回单/丙.xlsx")]
    lines = list(report("生成函件", Result("办完了", files=files, seconds=1.23)))
    assert lines[0] == "生成函件　办完了　（1.2 秒）"
    assert lines[1:] == [f"  写出 2 个文件，在 {Path('/a/函件')}", f"  写出 1 个文件，在 {Path('/a/退回单')}"]


def test_errors_come_before_notices_with_cell_and_remedy():
    """Whatever order they were found in."""
    lines = list(issue_lines([issue("A1", Severity.NOTICE), issue("B2")], ""))
    assert lines[0] == "  错误　调度表!B2　项目总数“x”：不是数。请填数"
    assert lines[1].startswith("  提示　调度表!A1")
    assert len(lines) == 2


def test_five_issues_are_shown_and_the_rest_counted():
    """Six errors and a notice: five lines, then how many of each there are and where."""
    issues = [issue("C9", Severity.NOTICE), *(issue(f"B{row}") for row in range(1, 7))]
    lines = list(issue_lines(issues, "全部见“校验结果”"))
    assert len(lines) == 6
    assert lines[-1] == "  ……错误 6 条、提示 1 条，全部见“校验结果”"
    assert len(list(issue_lines(issues[:5], ""))) == 5
