"""File names of letters that every system takes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xltools.letters.naming import letter_name, safe, unique

FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def test_a_name_says_what_letter_to_whom():
    assert letter_name("整改通知书", "511002", "乐山市市中区") == "整改通知书_511002_乐山市市中区.docx"
    assert letter_name("排名通报", "", "2024-09") == "排名通报_2024-09.docx"


def test_a_letter_with_its_number_is_named_by_it():
    """文号_县名: what an archivist looks for."""
    assert letter_name("整改通知书", "511002", "乐山市市中区", "模财农〔2024〕3号") == (
        "模财农〔2024〕3号_乐山市市中区.docx"
    )
    assert letter_name("整改通知书", "511002", "甲/乙县", "../模财农〔2024〕3号") == (
        "．．／模财农〔2024〕3号_甲／乙县.docx"
    )


@pytest.mark.parametrize("draft", ["", "模财农〔2024〕　号", "模财农〔2024〕号", "待编"])
def test_a_draft_without_a_number_keeps_the_name_of_its_kind(draft):
    assert letter_name("整改通知书", "511002", "甲县", draft) == "整改通知书_511002_甲县.docx"


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("甲/乙县", "函_甲／乙县.docx"),
        ("..\\..\\甲县", "函_．．＼．．＼甲县.docx"),
        ("../../etc/passwd", "函_．．／．．／etc／passwd.docx"),
        ('甲:*?"<>|&县', "函_甲：＊？＂＜＞｜＆县.docx"),
        ("甲\n县\x07", "函_甲县.docx"),
        ("甲\u202e县", "函_甲县.docx"),
        ("甲县. ", "函_甲县.docx"),
    ],
)
def test_what_systems_forbid_is_replaced_by_what_looks_the_same(unit, name):
    assert letter_name("函", "", unit) == name


@pytest.mark.parametrize("reserved", ["CON", "con", "NUL", "COM1", "LPT9", "aux.txt", "COM¹"])
def test_names_that_windows_keeps_for_itself_get_a_sign_in_front(reserved):
    assert safe(reserved) == f"_{reserved}"


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_name_is_safe_on_every_system(typed):
    name = safe(typed)
    assert name
    assert not FORBIDDEN.search(name)
    assert not name.startswith((".", "~", "-", " "))
    assert not name.endswith((".", " "))
    assert ".." not in name
    assert len(name) <= 61
    assert len(f"{name}（99）.docx".encode()) <= 255


def test_names_are_unique_in_the_batch_in_any_letter_case():
    assert unique(["甲.docx", "乙.docx", "甲.docx", "A.docx", "a.docx", "甲.docx"]) == [
        "甲.docx", "乙.docx", "甲（2）.docx", "A.docx", "a（2）.docx", "甲（3）.docx",
    ]  # fmt: skip


def test_a_name_that_looks_like_a_numbered_one_is_not_taken_twice():
    assert unique(["甲（2）.docx", "甲.docx", "甲.docx"]) == ["甲（2）.docx", "甲.docx", "甲（3）.docx"]
