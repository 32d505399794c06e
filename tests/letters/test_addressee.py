"""《党政机关公文处理工作条例》第十六条（二）: 部门和单位不得向下级党委、政府发布指令性公文."""

from __future__ import annotations

import pytest

from xltools.letters.addressee import order_to_a_government, too_long_a_copy


@pytest.mark.parametrize(
    "to",
    [
        "模拟市示例县人民政府",
        "示例县政府",
        "示例县委、县政府",
        "示例县财政局，示例县人民政府",
        "各市（州）、县（市、区）人民政府",
        "模拟自治州人民政府 ",
    ],
)
def test_a_notice_to_a_government_below_is_warned_of(to):
    told = order_to_a_government("整改通知书", to)
    assert "整改通知书主送“" in told
    assert "第十六条" in told
    assert told.endswith("请主送其主管部门、抄送人民政府，或者改用函。")


@pytest.mark.parametrize("kind", ["整改通知书", "约谈通知书", "点名通报", "排名通报"])
def test_every_kind_but_a_函_is_warned_of(kind):
    assert order_to_a_government(kind, "示例县人民政府")


def test_a_函_may_be_sent_to_a_government():
    assert order_to_a_government("提醒敦促函", "示例县人民政府") == ""


@pytest.mark.parametrize("to", ["示例县乡村振兴局、财政局", "县委农办", "", None])
def test_a_notice_to_departments_is_not_warned_of(to):
    assert order_to_a_government("整改通知书", to) == ""


def test_only_the_governments_are_named():
    told = order_to_a_government("约谈通知书", "示例县财政局、示例县人民政府")
    assert "“示例县人民政府”" in told
    assert "财政局" not in told


@pytest.mark.parametrize(("copied", "warned"), [(None, False), ("县" * 77, False), ("县" * 78, True)])
def test_more_copies_than_the_imprint_has_room_for_are_warned_of(copied, warned):
    """Three lines of 29, 26 and 26 characters of 4号, less 抄送： and 。: 77."""
    told = too_long_a_copy(copied)
    assert bool(told) == warned
    assert not warned or "抄送单位有78个字，版记最多排77个字" in told
