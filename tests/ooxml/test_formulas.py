"""Formulas as the officer writes them and as the file spells them."""

from __future__ import annotations

import pytest

from xltools.ooxml.formulas import from_file, needs_table, spills, to_file


@pytest.mark.parametrize(
    ("shown", "spelled"),
    [
        ("=SUM(A1:A3)", "SUM(A1:A3)"),
        ("=RANK.EQ(A1,A:A)", "_xlfn.RANK.EQ(A1,A:A)"),
        ("=IFS(A1>1,1,TRUE,MAXIFS(B:B,C:C,1))", "_xlfn.IFS(A1>1,1,TRUE,_xlfn.MAXIFS(B:B,C:C,1))"),
        ("=排名[@得分]*2", "排名[[#This Row],[得分]]*2"),
        ("=排名[@[得 分]]", "排名[[#This Row],[得 分]]"),
        ('="[@得分]XLOOKUP("', '"[@得分]XLOOKUP("'),
    ],
)
def test_both_ways(shown: str, spelled: str) -> None:
    """Functions newer than the format carry a prefix; @ is [#This Row]; text in quotes stays."""
    assert to_file(shown) == spelled
    assert from_file(spelled) == shown


def test_a_column_of_the_cells_own_table_is_spelled_with_the_table() -> None:
    """Excel lets the officer leave the name out; the file must not."""
    assert to_file("=[@得分]+[@[上 年]]", "排名") == "排名[[#This Row],[得分]]+排名[[#This Row],[上 年]]"
    assert needs_table("=[@得分]")
    assert not needs_table("=排名[@得分]")


def test_a_function_named_in_lower_case_is_known() -> None:
    """Typed as xlookup( it is still XLOOKUP."""
    assert to_file("=xlookup(1,A:A,B:B)") == "_xlfn.XLOOKUP(1,A:A,B:B)"


def test_formulas_that_fill_neighbours_are_known() -> None:
    """FILTER and its kin need metadata parts that we do not write."""
    assert spills("=1+FILTER(A1:A3,B1:B3)")
    assert not spills('=SUM(A1)&"FILTER("&AFILTER(1)')
