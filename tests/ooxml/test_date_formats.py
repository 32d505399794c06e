"""Which number formats show a date."""

from __future__ import annotations

import pytest

from xltools.ooxml.dates import is_date, is_date_format

DATES = r"""
yyyy-mm-dd | yyyy/m/d;@ | yyyy"年"m"月"d"日" | yyyy年m月d日 | yyyy"年"m"月";@ | m"月"d"日" | mmm-yy | d | mm
[$-804]yyyy年m月d日;@ | [DBNum1][$-804]yyyy"年"m"月"d"日" | [$-F800]dddd\,\ mmmm\ dd\,\ yyyy | YYYY-MM-DD
[红色]yyyy-mm-dd | [Red]yyyy/m/d | yyyy/m/d h:mm | m/d/yy h:mm | dd\.mm\.yyyy | aaaa;@ | [$-804]aaa | yyyymmdd
[$-411]ge.m.d | [>43831]yyyy/m/d;General
"""
NOT_DATES = r"""
General | GENERAL | G/通用格式 | G/通用格式"万元" | 0 | 0.00 | #,##0.00 | 0.00% | @ | 0.00E+00 | ##0.0e+0
;;; | h:mm | h:mm:ss | mm:ss | mm:ss.0 | [h]:mm:ss | [mm]:ss | [ss] | [$-F400]h:mm:ss AM/PM
上午/下午h"时"mm"分" | h"时"mm"分"ss"秒" | 0.00_ ;[Red]\-0.00\  | #,##0.00"元"
0"days" | "md"0 | 0\d | _d0 | *d0 | "第"0"个月" | [dd]0 | _ "¥"* #,##0.00_  | [$¥-804]#,##0.00
[$USD] 0 | [Red][<0]0;0 | [红色]0.00
"""


def codes(table: str) -> list[str]:
    return [code.strip() for line in table.split("\n") for code in line.split(" | ") if code.strip()]


@pytest.mark.parametrize("code", codes(DATES))
def test_shows_a_date(code: str) -> None:
    """依据: ECMA-376 part 1, 18.8.30, and the formats that Chinese Excel and WPS offer under 日期."""
    assert is_date_format(code)


@pytest.mark.parametrize("code", ["", *codes(NOT_DATES)])
def test_shows_no_date(code: str) -> None:
    """Letters in quotes, escapes, colours, currencies and General say nothing; a time is no date."""
    assert not is_date_format(code)


def test_built_in_ids_without_a_code() -> None:
    """依据: ECMA-376 part 1, 18.8.30, the tables of all languages and of zh-cn."""
    dates = {i for i in range(164) if is_date(i)}
    assert dates == {14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}


def test_a_code_in_the_file_wins_over_its_id() -> None:
    """A workbook may declare id 14 as 0.00."""
    assert not is_date(14, "0.00")
    assert is_date(2, "yyyy-mm-dd")
