"""Other wordings of a choice, declared with their column (第8条: 项目类型, 实施状态)."""

from __future__ import annotations

import pytest

from xltools.tables.declared.projects import PROJECTS
from xltools.tables.texts import parse_choice


@pytest.mark.parametrize(
    ("column", "typed", "meant"),
    [
        ("项目类型", "乡村建设行动", "乡村建设"),
        ("项目类型", "易地搬迁后扶", "易地搬迁"),
        ("项目类型", "管理费", "项目管理费"),
        ("实施状态", "在建", "已开工"),
        ("实施状态", " 竣工 ", "已完工"),
        ("实施状态", "储备", "未实施"),
    ],
)
def test_a_declared_wording_is_its_choice(column: str, typed: str, meant: str) -> None:
    assert parse_choice(PROJECTS.column(column), typed) == (meant, None)


def test_a_wording_with_two_meanings_is_asked_back() -> None:
    """已实施 may be 已开工 or 已完工."""
    value, problem = parse_choice(PROJECTS.column("实施状态"), "已实施")
    assert value is None and problem is not None


def test_every_wording_means_a_choice_of_its_column() -> None:
    for column in PROJECTS.columns:
        assert {meant for _, meant in column.meanings} <= set(column.choices), column.name
