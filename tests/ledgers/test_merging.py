"""Rows of one press that may be one project."""

from __future__ import annotations

from tests.ledgers.test_always import EMPTY, merged

CODED = ("511011202300000001", "柑橘基地", "产业发展", 12.5, "新建基地一处", "2023-06-01")
BARE = (None, *CODED[1:])


def test_a_row_without_code_beside_its_coded_twin_is_asked_back_in_either_order():
    """Same county, place and name: one project written twice, or two; the officer knows."""
    for rows, cell in (([CODED, BARE], "A3"), ([BARE, CODED], "A2")):
        result, _ = merged(rows, EMPTY)
        assert result.library["项目编码"].tolist() == ["511011202300000001"]
        assert result.held == 1
        (issue,) = result.issues
        assert issue.cell == cell and "地点和名称相同的有编码" in issue.problem
