"""清单筛查 pressed: the lists of 资金监管 against the projects of 项目库 (第2条)."""

from __future__ import annotations

from tests.library.desk import TODAY, Desk, project
from xltools.hosts.closed import open_closed
from xltools.policy import load
from xltools.tables.declared.lists import DECIDED, NEGATIVE_LIST, SCREENED
from xltools.tables.declared.projects import PROJECTS, PROPOSED
from xltools.tables.sheets import read_table

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


def test_a_project_without_code_does_not_jam_the_next_press(desk: Desk) -> None:
    """Its hit stands in 筛查结果 without a code; it can be seen, only not decided."""
    nameless = project("511011202300000001", 建设内容="新建办公楼") | {"项目编码": None}
    desk.put(PROJECTS, nameless)
    desk.put(NEGATIVE_LIST, OFFICES, workbook=desk.lists)
    assert desk.press("lists", workbook=desk.lists).done
    again = desk.press("lists", workbook=desk.lists)
    assert again.done and desk.column(SCREENED, "状态", desk.lists) == ["疑似"]


def test_a_code_that_two_projects_have_is_shown_twice_and_decided_for_neither(desk: Desk) -> None:
    """依据: a project in two counties: what was decided of one says nothing of the other."""
    code = "511011202300000001"
    desk.put(PROJECTS, project(code, 建设内容="新建办公楼"))
    desk.put(PROPOSED, project(code, 行政区划代码="511025", 县区="资中县", 建设内容="新建办公楼"))
    desk.put(NEGATIVE_LIST, OFFICES, workbook=desk.lists)
    desk.press("lists", workbook=desk.lists)
    assert desk.press("lists", workbook=desk.lists).done
    rows = desk.rows(SCREENED, desk.lists).to_dict("records")
    rows[0] |= {"决定": "排除", "理由": "危房加固（模拟）"}
    desk.put(SCREENED, *rows, workbook=desk.lists)
    result = desk.press("lists", workbook=desk.lists)
    [told] = result.errors
    assert not result.done and (told.cell, told.problem) == ("F5", "项目编码有2行，决定不知道记给哪一个")
    assert not len(desk.rows(DECIDED, desk.lists))


def test_a_decision_that_cannot_be_read_is_not_lost(desk: Desk) -> None:
    desk.put(PROJECTS, project("511011202300000001", 建设内容="新建办公楼"))
    desk.put(NEGATIVE_LIST, OFFICES, workbook=desk.lists)
    desk.press("lists", workbook=desk.lists)
    with open_closed(desk.lists) as book:
        reading = read_table(book, SCREENED)
        book.sheets[reading.sheet].range(reading.cell(0, "决定")).value = "同意"
        book.save()
    result = desk.press("lists", workbook=desk.lists)
    assert not result.done and [issue.column for issue in result.errors] == ["决定"]


def test_the_parameter_that_says_what_is_industry_is_shown_here() -> None:
    """产业目录 is held against 帮扶产业 alone, so which kinds these are must be seen on sheet 参数."""
    assert "帮扶产业项目类型" in {p.name for p in load(TODAY).parameters("资金监管")}


def test_the_words_that_ask_again_are_no_reason(desk: Desk) -> None:
    """A decision that fell says so in 理由; decided again, it needs a reason of the officer's own."""
    code = "511011202300000001"
    desk.put(PROJECTS, project(code, 建设内容="新建办公楼、楼堂馆所"))
    desk.put(NEGATIVE_LIST, OFFICES, workbook=desk.lists)
    before = {"清单": "负面清单", "编号": "1", "项目编码": code, "命中词": "办公楼", "决定": "排除"}
    before |= {"项目名称": "柑橘基地001", "理由": "危房加固（模拟）"}
    desk.put(DECIDED, before, workbook=desk.lists)
    desk.press("lists", workbook=desk.lists)
    [row] = desk.rows(SCREENED, desk.lists).to_dict("records")
    assert row["状态"] == "疑似" and row["理由"].endswith("请重新决定")
    desk.put(SCREENED, row | {"决定": "排除"}, workbook=desk.lists)
    result = desk.press("lists", workbook=desk.lists)
    assert not result.done and [issue.column for issue in result.errors] == ["理由"]
