"""Checks of a return against 县区名单, the 期别 asked for and the months before."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.tables.grids import CITY_CENTRE, EAST, LAMB, plain_sheet
from xltools.errors import Issue, Severity
from xltools.tables.checks import against_counties, against_earlier, expected_period
from xltools.tables.checks.names import same_place
from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.plain import read_sheet
from xltools.tables.plainreading import PlainReading

COUNTIES = pd.DataFrame(
    [
        ("511002", "内江市", "市中区"),
        ("511011", "内江市", "东兴区"),
        ("511025", "内江市", "资中县"),
        ("511102", "乐山市", "市中区"),
        ("511133", "乐山市", "马边彝族自治县"),
        ("513221", "阿坝藏族羌族自治州", "汶川县"),
    ],
    columns=["行政区划代码", "市州", "县区"],
)
"""GB/T 2260 codes and names."""


def row(**changes: object) -> PlainReading:
    return read_sheet(plain_sheet(EAST | changes), DISPATCH)


def said(issues: object) -> list[tuple[str, str]]:
    return [(i.cell, i.problem) for i in issues]  # type: ignore[attr-defined]


def only(issues: object) -> Issue:
    [issue] = issues  # type: ignore[misc]
    return issue  # type: ignore[no-any-return]


def test_codes_and_names_that_agree_are_silent() -> None:
    reading = read_sheet(plain_sheet(EAST, CITY_CENTRE, LAMB), DISPATCH)
    assert list(against_counties(reading, COUNTIES)) == []


def test_市中区_with_the_other_city_s_code_is_found_by_its_市州() -> None:
    """511102 is 市中区 too, but of 乐山市; name and city agree on 511002, so the code is the wrong one."""
    issue = only(against_counties(row(行政区划代码="511102", 县区="市中区"), COUNTIES))
    assert (issue.cell, issue.problem) == ("B2", "代码511102是乐山市市中区，不是内江市市中区")


def test_a_code_of_another_county_offers_the_right_one() -> None:
    issue = only(against_counties(row(行政区划代码="511025"), COUNTIES))
    assert (issue.cell, issue.problem) == ("B2", "代码511025是内江市资中县，与县区“东兴区”不符")
    assert issue.remedy == "内江市东兴区的代码是511011：改代码或改县区"


def test_an_unknown_code_offers_the_one_that_goes_with_the_name() -> None:
    issue = only(against_counties(row(行政区划代码="511012"), COUNTIES))
    assert (issue.cell, issue.problem, issue.remedy) == (
        "B2", "县区名单里没有代码511012", "内江市东兴区的代码是511011，改填",
    )  # fmt: skip


def test_an_unknown_code_with_a_name_two_cities_have_and_no_city_offers_nothing() -> None:
    issue = only(against_counties(row(行政区划代码="511012", 县区="市中区", 市州="某市"), COUNTIES))
    assert issue.remedy == "按县区名单改填代码"


def test_a_blank_code_is_helped_by_name() -> None:
    """The blank itself is an error of the reading; this adds which code it is."""
    reading = row(行政区划代码=None)
    issue = only(against_counties(reading, COUNTIES))
    assert (issue.problem, issue.severity) == ("没有代码：内江市东兴区的代码是511011", Severity.NOTICE)


@pytest.mark.parametrize(
    ("written", "official", "city"),
    [
        ("东兴区", "东兴区", "内江市"),
        ("东兴", "东兴区", "内江市"),
        ("东 兴 区", "东兴区", "内江市"),
        ("内江市东兴区", "东兴区", "内江市"),
        ("内江东兴区", "东兴区", "内江市"),
        ("东兴区财政局", "东兴区", "内江市"),
        ("市中区", "市中区", "内江市"),
        ("内江市市中区", "市中区", "内江市"),
        ("马边县", "马边彝族自治县", "乐山市"),
        ("马边", "马边彝族自治县", "乐山市"),
        ("阿坝州", "阿坝藏族羌族自治州", ""),
    ],
)
def test_two_wordings_of_one_place(written: str, official: str, city: str) -> None:
    assert same_place(written, official, city)


@pytest.mark.parametrize(
    ("written", "official", "city"),
    [
        ("东兴县", "东兴区", "内江市"),
        ("东区", "东兴区", "内江市"),
        ("市", "市中区", "内江市"),
        ("区", "东兴区", "内江市"),
        ("内江市", "东兴区", "内江市"),
        ("资中县", "东兴区", "内江市"),
        ("资阳市", "资中县", "内江市"),
    ],
)
def test_two_places(written: str, official: str, city: str) -> None:
    assert not same_place(written, official, city)


def test_another_period_than_the_one_asked_for() -> None:
    issue = only(expected_period(row(期别="2024-08"), "2024-09"))
    assert (issue.cell, issue.problem) == ("A2", "期别是2024-08，本次要的是2024-09")
    assert list(expected_period(row(), "2024-09")) == []


def before(*records: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame([EAST | r for r in records], columns=DISPATCH.names)


def test_cumulative_spending_does_not_fall() -> None:
    issue = only(against_earlier(row(), before({"期别": "2024-08", "中央支出": 850.0})))
    assert (issue.cell, issue.problem, issue.severity) == ("I2", "比2024-08的850减少了50", Severity.ERROR)


def test_money_taken_back_is_only_a_notice() -> None:
    issue = only(against_earlier(row(), before({"期别": "2024-08", "中央下达": 1100.0})))
    assert (issue.cell, issue.severity) == ("G2", Severity.NOTICE)


def test_it_is_the_latest_earlier_period_of_the_same_year_that_counts() -> None:
    earlier = before(
        {"期别": "2023-12", "中央支出": 9000.0},
        {"期别": "2024-06", "中央支出": 9000.0},
        {"期别": "2024-08", "中央支出": 700.0},
        {"期别": "2024-10", "中央支出": 9000.0},
        {"期别": "2024-08", "行政区划代码": "511025", "中央支出": 9000.0},
    )
    assert list(against_earlier(row(), earlier)) == []


def test_a_second_report_of_the_same_period_may_be_lower() -> None:
    """It corrects the first; only the months before bind it."""
    assert list(against_earlier(row(), before({"期别": "2024-09", "中央支出": 9000.0}))) == []


def test_january_starts_anew() -> None:
    """Figures are cumulative since 1 January: December's are not compared with January's."""
    assert list(against_earlier(row(期别="2025-01"), before({"期别": "2024-12", "中央支出": 9000.0}))) == []


@pytest.mark.parametrize(("then", "severity"), [(10.0, Severity.ERROR), (9.99, Severity.NOTICE)])
def test_a_thousandfold_leap_is_taken_for_元(then: float, severity: Severity) -> None:
    """From 10 万元 a leap is an error; a county with next to nothing may have got its first money."""
    now = then * 1000
    reading = row(中央下达=now, 中央到位=now)
    last = {"期别": "2024-08", "中央下达": then, "中央到位": then, "中央支出": 0.0}
    issues = list(against_earlier(reading, before(last)))
    assert [(i.cell, i.severity) for i in issues] == [("G2", severity), ("H2", severity)]
    assert "是否把元填成了万元" in issues[0].remedy


def test_just_under_a_thousandfold_is_silent() -> None:
    reading = row(中央下达=9990.0, 中央到位=9990.0)
    last = {"期别": "2024-08", "中央下达": 10.0, "中央到位": 10.0, "中央支出": 0.0}
    assert list(against_earlier(reading, before(last))) == []


def test_a_reading_with_its_dataframe_is_checked_the_same() -> None:
    plain = row(行政区划代码="511012")
    assert list(against_counties(plain.to_reading(), COUNTIES)) == list(against_counties(plain, COUNTIES))
