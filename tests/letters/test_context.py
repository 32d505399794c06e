"""Facts on their way into a template: what is refused, what is cleaned, what is named in the message."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

from tests.letters.made_templates import RECTIFY
from xltools.errors import TemplateError
from xltools.letters.context import context
from xltools.letters.text import paragraphs, single


def context_with(**changed):
    return context(RECTIFY, {**RECTIFY.sample(), **changed})


@pytest.mark.parametrize(
    "blank", [None, float("nan"), pd.NaT, pd.NA, "", "  \t", "\x07", np.float64("nan"), Decimal("NaN")]
)
def test_a_blank_fact_is_an_error_that_names_the_field_and_whose_letter_it_is(blank):
    with pytest.raises(TemplateError) as caught:
        context_with(反馈期限=blank)
    assert "《整改通知书》（主送模拟市示例县乡村振兴局、财政局）：“反馈期限”是空的" in str(caught.value)


def test_every_blank_and_wrong_fact_is_named_at_once():
    with pytest.raises(TemplateError) as caught:
        context_with(依据=None, 反馈期限="2024年10月", 排名="第一", 单位=float("nan"))
    message = str(caught.value)
    assert message.count("\n") == 3
    assert "“依据”是空的" in message
    assert "“反馈期限”要的是日期，得到的却是“2024年10月”" in message
    assert "“排名”要的是数，得到的却是“第一”" in message
    assert "“单位”是空的" in message


def test_a_missing_fact_is_named():
    facts = RECTIFY.sample()
    del facts["整改要求"]
    with pytest.raises(TemplateError, match="“整改要求”是空的"):
        context(RECTIFY, facts)


def test_a_misspelt_fact_is_named_with_the_nearest_right_one():
    with pytest.raises(TemplateError, match="没有“反馈期线”这一项，是不是“反馈期限”"):
        context_with(反馈期线=dt.date(2024, 10, 30))


@pytest.mark.parametrize(
    "unfit",
    [pd.DataFrame({"指标": ["支出"]}), pd.Series([1]), object(), {"a": 1}, [1, 2], "支出", {1, 2}, len],
)
def test_a_table_takes_rows_and_nothing_with_methods_of_its_own(unfit):
    """A DataFrame in the context wrote a file from inside the sandbox: it never gets there."""
    with pytest.raises(TemplateError, match="“指标”要的是若干行的列表"):
        context_with(指标=unfit)


@pytest.mark.parametrize(
    "unfit", [pd.DataFrame(), pd.Series(["a"]), object(), ["a"], {"a": 1}, b"a", 12, len, True]
)
def test_a_text_field_takes_text_alone(unfit):
    with pytest.raises(TemplateError, match="“依据”"):
        context_with(依据=unfit)


def test_objects_inside_the_rows_are_refused_with_their_row():
    row = {"指标": "支出进度", "目标": "75%", "实际": pd.DataFrame(), "得分": "62.50", "状态": "红"}
    with pytest.raises(TemplateError, match="“指标”第1行的“实际”要的是文字，得到的却是“DataFrame”"):
        context_with(指标=[row])


def test_columns_of_a_row_are_held_against_the_declaration():
    row = {"指标": "支出进度", "目标值": "75%", "实际": "61%", "得分": "62.50", "状态": "红"}
    with pytest.raises(TemplateError) as caught:
        context_with(指标=[row])
    assert "“指标”第1行没有“目标值”这一项，是不是“目标”" in str(caught.value)
    assert "“指标”第1行的“目标”是空的" in str(caught.value)


def test_numbers_and_dates_of_numpy_and_pandas_become_plain_ones():
    values = context_with(排名=np.int64(172), 综合得分=np.float64(62.5), 反馈期限=pd.Timestamp("2024-10-30"))
    assert type(values["排名"]) is int
    assert type(values["综合得分"]) is float
    assert type(values["反馈期限"]) is dt.date


def test_text_that_calls_itself_safe_html_loses_that_claim():
    """Markup would switch escaping off."""
    assert type(context_with(依据=Markup("<b>甲</b>"))["依据"]) is str


def test_line_breaks_follow_the_kind_of_the_field():
    values = context_with(依据="甲\r\n乙_x000D_\n\n丙", 标题="关于\n通知", 主送单位="甲局、\n乙局")
    assert values["依据"] == "甲\a乙\a丙"  # \a is docxtpl's new paragraph
    assert values["标题"] == "关于\n通知"
    assert values["主送单位"] == "甲局、乙局"


def test_latin_words_stay_apart_when_a_line_is_closed_up():
    assert single("Sichuan\nProvince 省\n厅") == "Sichuan Province 省厅"


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_whatever_a_cell_holds_is_fit_for_xml_and_cannot_reverse_the_text(typed):
    clean = paragraphs(typed).replace("\a", "") + single(typed)
    element = etree.Element("t")
    element.text = clean  # lxml refuses what XML cannot hold
    assert not set(clean) & set("\u202e\u2066\ufeff\u200b\x7f\x85\n\t")
