"""The shipped policy files: every number has clause, unit, bounds and date; the plan's are the plan's."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest

from xltools.errors import PolicyError
from xltools.policy import Parameter, load
from xltools.policy.catalogue import catalogue, read_catalogue

ENTRIES = catalogue().entries


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e.name}@{e.since}")
def test_every_entry_is_complete(entry: Parameter) -> None:
    """clause, unit, basis, note; min ≤ value ≤ max; a choice is one of its choices."""
    assert entry.unit and entry.note and entry.workbooks
    assert entry.basis in ("方案", "缺省", "设置")
    assert entry.basis == "设置" or entry.clause.startswith(("第", "保障措施第"))
    if entry.kind in ("number", "whole"):
        assert entry.low is not None and entry.high is not None
        assert entry.low <= Decimal(entry.value) <= entry.high
    if entry.kind == "choice":
        assert entry.value in entry.choices


def test_no_parameter_has_two_values_from_one_date() -> None:
    assert max(Counter((e.name, e.since) for e in ENTRIES).values()) == 1


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e.name}@{e.since}")
def test_an_entry_stands_in_the_file_of_its_clause(entry: Parameter) -> None:
    """第12条 → art12_*.toml, 保障措施 → safeguards_*.toml: any number is found from the file tree."""
    if entry.clause.startswith("保障措施"):
        assert entry.file.startswith("safeguards_")
        return
    number = entry.clause.removeprefix("第").removesuffix("条")
    assert entry.file.startswith(f"art{number:0>2}_" if number else "office")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("中央产业占比下限", 60), ("省级产业占比下限", 50),
        ("扣减县数", 10), ("奖励县数", 10), ("扣减下限", 200), ("扣减上限", 400),
        ("4月末序时目标", 30), ("6月末序时目标", 50), ("9月末序时目标", 75), ("12月末序时目标", 100),
        ("提醒函后位市数", 5), ("提醒函后位县数", 20), ("提醒函连续次数", 2), ("随意调整比例", 20),
        ("配套到位节点月份", 6),
    ],
)  # fmt: skip
def test_the_numbers_of_the_plan(name: str, value: int) -> None:
    """As they stand in 第1、6、11、12条 of the plan, and marked as the plan's."""
    policy = load(dt.date(2024, 9, 30))
    assert policy[name] == value
    assert policy.parameter(name).basis == "方案"


@pytest.mark.parametrize(
    ("on", "weights"),
    [
        (dt.date(2023, 12, 31), {"政策": "30", "人群": "30", "收入": "30", "绩效": "10"}),
        (dt.date(2024, 1, 1), {"政策": "35", "人群": "27.5", "收入": "27.5", "绩效": "10"}),
        (dt.date(2024, 2, 29), {"政策": "35", "人群": "27.5", "收入": "27.5", "绩效": "10"}),
    ],
)
def test_factor_weights_on_both_sides_of_the_date(on: dt.date, weights: dict[str, str]) -> None:
    """第4条: 政策因素 raised from 30 % to 35 %; the four add up to 100 before and after."""
    policy = load(on)
    assert {name: policy[f"{name}因素权重"] for name in weights} == {
        k: Decimal(v) for k, v in weights.items()
    }
    assert sum(Decimal(v) for v in weights.values()) == 100


def test_defaults_are_told_apart_from_the_plan() -> None:
    """综合得分 20/40/20/20 is ours, and says so."""
    policy = load(dt.date(2024, 9, 30))
    weights = [policy.parameter(f"{d}权重") for d in ("投入", "支出", "实施", "质量")]
    assert [int(w.value) for w in weights] == [20, 40, 20, 20]
    assert {w.basis for w in weights} == {"缺省"}
    assert weights[1].reference == "第12条（缺省）：支出进度占综合得分的比重"


def test_a_parameter_not_yet_in_force_is_named() -> None:
    with pytest.raises(PolicyError, match=r"提醒函后位县数.*2022-12-31"):
        _ = load(dt.date(2022, 12, 31))["提醒函后位县数"]


GOOD = """
workbooks = ["调度排名"]
[[parameter]]
name = "模拟比例"
value = 10
unit = "%"
min = 0
max = 100
from = 2024-01-01
clause = "第12条"
basis = "缺省"
note = "模拟"
"""


@pytest.mark.parametrize(
    ("change", "to", "says"),
    [
        ("value = 10", "value = 101", "超出允许范围"),
        ("value = 10", 'value = "10"', "不符"),
        ("min = 0\n", "", "缺少 min"),
        ('clause = "第12条"\n', "", "缺少 clause"),
        ('unit = "%"\n', "", "缺少 unit"),
        ('"缺省"', '"默认"', "basis 只能是"),
        ("note", "remark", "不认识的项 remark"),
        ("from = 2024-01-01", 'from = "2024"', "from 应为日期"),
        ("max = 100", "max = 100\nkind = 'rate'", "kind 只能是"),
        ("max = 100", "max = ", "不能读取"),
        ("workbooks", "books", "不认识的项：books"),
    ],
)
def test_a_spoilt_file_is_named_with_its_entry(change: str, to: str, says: str) -> None:
    spoilt = GOOD.replace(change, to, 1)
    assert spoilt != GOOD
    with pytest.raises(PolicyError) as error:
        read_catalogue({"art12_模拟.toml": spoilt.encode()})
    assert "art12_模拟.toml" in str(error.value) and says in str(error.value)


def test_two_values_from_one_date_are_refused() -> None:
    with pytest.raises(PolicyError, match=r"模拟比例.*有2个取值"):
        read_catalogue({"a.toml": GOOD.encode(), "b.toml": GOOD.encode()})


def test_all_problems_of_all_files_at_once() -> None:
    files = {
        "a.toml": GOOD.replace("= 10\n", "= 101\n"),
        "b.toml": GOOD.replace('"模拟"', '""').replace("= 10\n", "= -1\n"),
    }
    with pytest.raises(PolicyError) as error:
        read_catalogue({name: text.encode() for name, text in files.items()})
    assert "a.toml" in str(error.value) and "b.toml" in str(error.value)


def test_the_label_names_the_measures_and_follows_the_content() -> None:
    label = catalogue().label
    assert label.startswith("art01–16、office、safeguards #") and len(label) <= 50
    files = (f"art{n:02}_x.toml" for n in (1, 3, 4, 6, 7, 8, 12))
    spans = read_catalogue({**dict.fromkeys(files, b""), "office.toml": b""}).label
    assert spans.startswith("art01、03、04、06–08、12、office #")
    one, other = (
        read_catalogue({"art12_x.toml": t.encode()}).label for t in (GOOD, GOOD.replace("= 10\n", "= 11\n"))
    )
    assert one != other
