"""清单筛查 pressed: the lists of 资金监管 against the projects of 项目库 (第2条)."""

from __future__ import annotations

from tests.library.desk import Desk, project
from xltools.tables.declared.lists import DECIDED, NEGATIVE_LIST, SCREENED
from xltools.tables.declared.projects import PROJECTS, PROPOSED

OFFICES = {"编号": "1", "条目": "各类楼堂馆所", "关键词": "办公楼、楼堂馆所"}


def test_a_hit_is_suspected_decided_once_and_not_asked_again(desk: Desk) -> None:
    """依据: 第2条; a project in 项目库 and one that asks to come in are both looked through."""
    desk.put(PROJECTS, project("511011202300000001", 建设内容="新建村委会办公楼两层，配套附属设施"))
    desk.put(PROPOSED, project("511011202400000002", 项目名称="修建楼堂馆所"))
    desk.put(NEGATIVE_LIST, OFFICES, workbook=desk.lists)
    first = desk.press("lists", workbook=desk.lists)
    found = desk.rows(SCREENED, desk.lists)
    assert list(found["状态"]) == ["疑似", "疑似"] and "疑似2" in first.message
    with_answers = found.to_dict("records")
    with_answers[0] |= {"决定": "排除", "理由": "村级便民服务设施（模拟）"}
    desk.put(SCREENED, *with_answers, workbook=desk.lists)
    desk.press("lists", workbook=desk.lists)
    assert sorted(desk.column(SCREENED, "状态", desk.lists)) == ["排除", "疑似"]
    assert desk.column(DECIDED, "决定", desk.lists) == ["排除"]


def test_a_word_of_one_character_is_refused(desk: Desk) -> None:
    """It would hit everything."""
    desk.put(PROJECTS, project("511011202300000001"))
    desk.put(NEGATIVE_LIST, OFFICES | {"关键词": "楼"}, workbook=desk.lists)
    result = desk.press("lists", workbook=desk.lists)
    assert not result.done and [issue.column for issue in result.errors] == ["关键词"]


def test_without_a_library_beside_it_says_so(desk: Desk) -> None:
    desk.put(NEGATIVE_LIST, OFFICES, workbook=desk.lists)
    desk.library.unlink()
    result = desk.press("lists", workbook=desk.lists)
    assert not result.done and "项目库" in result.errors[0].problem
