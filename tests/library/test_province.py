"""Sixty counties' library pressed through every button and held against its truth."""

from __future__ import annotations

from xltools.buttons import find
from xltools.hosts.closed import open_closed
from xltools.press import press_closed
from xltools.sample.library import ON
from xltools.sample.library_folder import judge_library, make_library, unexplained
from xltools.tables.declared.project_results import REVIEWED
from xltools.tables.sheets import read_table


def test_four_buttons_find_all_that_was_planted_and_nothing_else(tmp_path) -> None:
    """Precision and recall 100 % for 清单筛查, 入库审查, 动态清库 and 数据质量; each reason is named."""
    made = make_library(tmp_path, counties=60)
    press_closed(find("lists"), made.lists, today=ON)
    for key in ("review", "cleanup", "quality"):
        press_closed(find(key), made.library, today=ON)
    scores = judge_library(made)
    assert [(s.button, s.missed, s.wrong) for s in scores] == [
        (name, (), ()) for name in ("清单筛查", "入库审查", "动态清库", "数据质量")
    ]
    assert all(score.planted == score.found > 0 for score in scores)
    with open_closed(made.library) as book:
        assert unexplained(made, read_table(book, REVIEWED).frame) == []
