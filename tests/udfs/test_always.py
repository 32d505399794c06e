"""Whatever is in the cells: an answer of cells, or one sentence; never a fault of ours."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import xltools.udfs
from tests.udfs.test_module import FUNCTIONS
from tests.udfs.test_scoring import FAIR, SMALL
from xltools.udfs.given import WHOLE_COLUMN, Given

ODD = st.one_of(
    st.none(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-2_146_826_300, 3),
    st.booleans(),
    st.datetimes(min_value=dt.datetime(1900, 1, 1), max_value=dt.datetime(2200, 1, 1)),
    st.sampled_from(["", " ", "—", "#N/A", "2024-13", "65%", "1,234.5", "未上报", "XT_RANK：坏", "=1"]),
    st.just("9" * 400),
    st.text(max_size=8),
)  # fmt: skip
NUMBERS = st.one_of(st.integers(0, 90).map(lambda n: n / 4), st.none(), st.just(0.0))
PERIODS = st.sampled_from(
    ["2024-09", "2023年2月", 202412.0, 45535.0, dt.datetime(2024, 4, 1), "2021-01", None]
)
TEXTS = st.sampled_from(["511002", "511102", 511302.0, "甲市", "开工", "完工目标", None])
SETTINGS = st.sampled_from(
    ["支出权重", "投入权重", "支出率级次", "9月末序时目标", "支出黄灯比例", "名称", 30.0, "中央", 80.0, None]
)

ROLES = {
    "XT_TARGET": (PERIODS, TEXTS, SETTINGS),
    "XT_STATUS": (NUMBERS, NUMBERS, PERIODS, SETTINGS),
    "XT_SCORE": (None, PERIODS, SETTINGS),
    "XT_LIGHTS": (None, PERIODS, SETTINGS),
    "XT_RANK": (NUMBERS, TEXTS),
    "XT_APPORTION": (NUMBERS, NUMBERS, NUMBERS, NUMBERS, TEXTS, NUMBERS),
    "XT_SHARE": (NUMBERS, NUMBERS, TEXTS, NUMBERS),
}
"""What the cells of each argument hold as a rule; None for a block with its header."""

SINGLE = {"XT_APPORTION": (0, 5), "XT_STATUS": (2,), "XT_SCORE": (1,), "XT_LIGHTS": (1,)}
"""Arguments of one cell."""


def test_every_function_is_tried() -> None:
    """None is forgotten below."""
    assert sorted(ROLES) == FUNCTIONS


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, list[Given | None]]:
    """A function and its arguments: of the right sort as a rule, with odd cells here and there."""
    name = draw(st.sampled_from(FUNCTIONS))
    height = draw(st.integers(1, 6))
    given: list[Given | None] = []
    for i, role in enumerate(ROLES[name]):
        if i > 1 and draw(st.booleans()):
            given.append(None)
            continue
        rows = _block(draw, height) if role is None else _cells(draw, role, name, i, height)
        made = Given.of(rows, draw(st.sampled_from([None, 5])), 2)
        if draw(st.integers(0, 9)) == 0:
            made = Given(made.rows, WHOLE_COLUMN, made.width, made.top, made.left)
        given.append(made)
    return name, given


def _cells(draw: st.DrawFn, role: Any, name: str, i: int, height: int) -> list[list[Any]]:
    cell = st.one_of(role, role, role, role, role, role, ODD)
    if draw(st.integers(0, 30)) == 0:
        return [[draw(ODD) for _ in range(3)] for _ in range(height)]
    if role is SETTINGS:
        return [[draw(cell), draw(cell)] for _ in range(draw(st.integers(1, 3)))]
    return [[draw(cell)] for _ in range(1 if i in SINGLE.get(name, ()) else height)]


def _block(draw: st.DrawFn, height: int) -> list[list[Any]]:
    rows = [list(SMALL), *(list(FAIR) for _ in range(height))]
    for _ in range(draw(st.integers(0, 3))):
        rows[draw(st.integers(0, height))][draw(st.integers(0, 9))] = draw(st.one_of(NUMBERS, ODD))
    return rows


@given(calls())
@settings(max_examples=600, deadline=None)
def test_any_cells_are_answered(call: tuple[str, list[Given | None]]) -> None:
    """A rectangle of texts and numbers; a sentence names the function and fits into a cell."""
    name, arguments = call
    answer = getattr(xltools.udfs, name)(*arguments)
    assert answer and len({len(row) for row in answer}) == 1
    assert all(type(cell) in (str, int, float) for row in answer for cell in row)
    first = answer[0][0]
    if isinstance(first, str) and first.startswith("XT_"):
        assert len(answer) == 1
        assert first.startswith((f"{name}：", f"{name} 有"))
        assert "程序出了意外" not in first
        assert len(first) <= 250
