"""The policy in force: values, overrides of one run, and what is refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from xltools.errors import PolicyError
from xltools.policy import Override, load, make_override

ON = dt.date(2024, 9, 30)


def test_values_come_exact_in_the_type_of_their_kind() -> None:
    policy = load(ON)
    assert policy["提醒函后位县数"] == 20 and isinstance(policy["提醒函后位县数"], int)
    assert policy["人群因素权重"] == Decimal("27.5")
    assert policy.share("支出黄灯比例") == Fraction(4, 5)
    assert policy.number("投入持平得分") == 60
    assert policy.text("支出率级次") == "四级合计"


def test_a_workbook_shows_its_own_parameters_settings_first() -> None:
    shown = load(ON).parameters("调度排名")
    names = [p.name for p in shown]
    assert names[0] == "期别" and "提醒函后位县数" in names
    assert "政策因素权重" not in names, "that is for 资金分配"
    needs = [p.needs_reason for p in shown]
    assert needs == sorted(needs)


def test_an_override_counts_for_this_policy_alone() -> None:
    policy = load(ON, [make_override("提醒函后位县数", "15", "模拟会议纪要")])
    assert policy["提醒函后位县数"] == 15
    assert policy.parameter("提醒函后位县数").value == 20
    assert policy.overridden == "提醒函后位县数=15（标准20）：模拟会议纪要"
    assert load(ON, [make_override("期别", "2024-09", "")]).overridden == "期别=2024-09"
    assert load(ON)["提醒函后位县数"] == 20


def test_the_policy_cannot_be_changed() -> None:
    policy = load(ON)
    with pytest.raises(TypeError):
        policy.values["提醒函后位县数"] = 1  # type: ignore[index]


def test_the_checksum_follows_the_values_in_force() -> None:
    """The same values, the same 16 digits; another value or another date's value, others."""
    standard = load(ON).checksum
    assert len(standard) == 16 and int(standard, 16) >= 0
    assert load(dt.date(2024, 6, 30)).checksum == standard
    assert load(ON, [make_override("提醒函后位县数", 20, "同标准")]).checksum == standard
    assert load(ON, [make_override("提醒函后位县数", 21, "模拟")]).checksum != standard
    assert load(dt.date(2023, 9, 30)).checksum != standard


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("提醒函后位县", "20", "是否为：提醒函后位县数"),
        ("提醒函后位县数", "0", "1至200个之间"),
        ("提醒函后位县数", "201", "1至200个之间"),
        ("提醒函后位县数", "20.5", "不是整数"),
        ("提醒函后位县数", "二十", "不是数"),
        ("提醒函后位县数", "nan", "不是数"),
        ("支出黄灯比例", "inf", "不是数"),
        ("支出黄灯比例", "101", "5至100%之间"),
        ("支出黄灯比例", "0.65", "请填 65"),
        ("支出率级次", "市级", "四级合计、中央、省级"),
        ("期别", "2024.1", "2024-09 的样子"),
        ("期别", "2024-13", "2024-09 的样子"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_what_to_type(name: str, typed: str, says: str) -> None:
    with pytest.raises(PolicyError) as error:
        make_override(name, typed, "模拟")
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("提醒函后位县数", "１５", 15), ("提醒函后位县数", " 15 个", 15), ("提醒函后位县数", 15.0, 15),
        ("支出黄灯比例", "65%", Decimal(65)), ("支出黄灯比例", "65％", Decimal(65)),
        ("扣减上限", "1,000", Decimal(1000)),
        ("期别", "2024-9", "2024-09"), ("期别", "2024年9月", "2024-09"), ("期别", "2024/09", "2024-09"),
        ("期别", "2024-09-01", "2024-09"), ("期别", "2024-09-01 00:00:00", "2024-09"), ("期别", "", ""),
        ("联系电话", "028-00000000", "028-00000000"),
    ],
)  # fmt: skip
def test_what_officers_type_is_understood(name: str, typed: object, value: object) -> None:
    assert make_override(name, typed, "模拟").value == value


def test_a_policy_number_needs_a_reason_and_a_setting_does_not() -> None:
    with pytest.raises(PolicyError, match="没有写理由"):
        make_override("提醒函后位县数", "15", " ")
    assert make_override("联系人", "模拟联系人", "").value == "模拟联系人"


def test_weights_that_do_not_add_up_are_listed() -> None:
    """支出 at 39.5 leaves 99.5."""
    with pytest.raises(PolicyError) as error:
        load(ON, [make_override("支出权重", "39.5", "模拟", "参数!D30")])
    said = str(error.value)
    assert (
        "参数!D30" in said and "投入权重20、支出权重39.5、实施权重20、质量权重20，合计99.5，应为100" in said
    )


def test_targets_that_fall_are_listed() -> None:
    with pytest.raises(PolicyError, match="6月末序时目标20"):
        load(ON, [make_override("6月末序时目标", "20", "模拟")])


def test_every_wrong_relation_at_once() -> None:
    wrong = [make_override("支出权重", "39.5", "模拟"), make_override("质量绿灯上限", "11", "模拟")]
    with pytest.raises(PolicyError) as error:
        load(ON, wrong)
    assert "合计99.5" in str(error.value) and "质量绿灯上限11" in str(error.value)


def test_one_parameter_given_twice_is_refused() -> None:
    twice = [make_override("提醒函后位县数", n, "模拟") for n in (15, 16)]
    with pytest.raises(PolicyError, match="给了两个取值"):
        load(ON, twice)


def test_an_override_of_nothing_is_refused() -> None:
    with pytest.raises(PolicyError, match="没有名为“不存在”的参数"):
        load(ON, [Override("不存在", 1, "模拟")])
