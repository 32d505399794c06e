"""The dry run of a batch: all that is wrong with all letters at once, before the first file."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from tests.letters.made_templates import RECTIFY, docx_of, text_of
from xltools.errors import TemplateError
from xltools.letters.batch import Draft, halves, rehearse, templates_for, unused_templates
from xltools.letters.overflow import overflows, width

SAMPLE = RECTIFY.sample()


def draft(name: str, **changed: object) -> Draft:
    return Draft("整改通知书", f"{name}.docx", {**SAMPLE, **changed})


def rehearsed(*drafts: Draft):
    return rehearse(drafts, templates_for(["整改通知书"], Path()), lambda *_: None)


def test_every_missing_or_wrong_fact_of_every_letter_is_told_at_once():
    rehearsal = rehearsed(
        draft("甲县", 依据=None, 反馈期限=None),
        draft("乙县"),
        draft("丙县", 综合得分=math.nan, 整改要求="", 成文日期="昨天"),
        draft("丁县", 排名=True),
    )
    with pytest.raises(TemplateError) as caught:
        rehearsal.require()
    told = str(caught.value)
    assert [(r.name[0], r.field) for r in rehearsal.problems] == [
        ("甲", "依据"), ("甲", "反馈期限"), ("丙", "成文日期"), ("丙", "整改要求"), ("丁", "排名"),
    ]  # fmt: skip
    assert told.startswith("甲县.docx：")
    for name in (
        "“依据”是空的",
        "“反馈期限”是空的",
        "“整改要求”是空的",
        "“成文日期”要的是日期，得到的却是“昨天”",
    ):
        assert name in told
    assert "“排名”要的是数，得到的却是“True”" in told
    assert "乙县" not in told


def test_letters_without_fault_are_all_there_in_order():
    rehearsal = rehearsed(draft("甲", 单位="模拟甲县"), draft("乙", 单位="模拟乙县"))
    rehearsal.require()
    assert ["模拟甲县" in text_of(letter) for letter in rehearsal.letters] == [True, False]
    assert rehearsal.notices == []


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        (-12.5, "-12.50分"),
        (10**15 + 0.5, "1000000000000000.50分"),
        (1e300, f"{10**300}.00分"),
        (0.1 + 0.2, "0.30分"),
        (-0.001, "0.00分"),
    ],
)
def test_negative_huge_and_noisy_amounts_are_printed_as_an_officer_writes_them(amount, printed):
    """0.1 + 0.2 is 0.30000000000000004 to a computer."""
    rehearsal = rehearsed(draft("甲", 综合得分=amount))
    rehearsal.require()
    assert f"综合得分{printed}" in text_of(rehearsal.letters[0])


@pytest.mark.parametrize("amount", [math.inf, -math.inf])
def test_infinite_is_no_amount(amount):
    assert "“综合得分”要的是数" in rehearsed(draft("甲", 综合得分=amount)).problems[0].problem


def test_a_number_wider_than_its_line_is_a_notice_and_no_fault():
    """28 characters of 3号 stand on 156 mm (GB/T 9704-2012: 22 lines of 28 characters)."""
    fits, wide = f"{'模' * 20}〔2024〕3号", f"{'模' * 24}〔2024〕3号"
    assert (width(fits), width(wide)) == (25.5, 29.5)
    rehearsal = rehearsed(draft("甲", 文号=fits), draft("乙", 文号=wide))
    assert rehearsal.problems == []
    assert [(n.name, n.remedy) for n in rehearsal.notices] == [("乙.docx", "请核对文号")]
    assert "宽29.5字，一行只排得下28字" in rehearsal.notices[0].problem


def test_a_line_of_a_title_that_word_would_break_inside_a_word_is_noticed():
    """20 characters of 2号 (22 pt = 7.76 mm) stand on 156 mm."""
    title = f"{'甲' * 20}\n{'乙' * 21}\n的通知"
    assert [problem for _, problem, _ in overflows({"标题": title})] == [
        f"标题里“{'乙' * 21}”宽21字，一行只排得下20字，会从词中间断行"
    ]


def test_an_order_to_a_government_is_noticed():
    rehearsal = rehearsed(draft("甲", 主送单位="模拟市示例县人民政府"))
    assert rehearsal.problems == []
    assert "部门不得向下级党委、政府发指令性公文" in rehearsal.notices[0].problem
    assert rehearsal.notices[0].remedy.startswith("请主送其主管部门")


def test_a_reason_of_2000_characters_is_no_overflow_but_flows_on():
    reason = "支出滞后，" * 400
    rehearsal = rehearsed(draft("甲", 依据=reason))
    assert (rehearsal.problems, rehearsal.notices) == ([], [])
    assert reason in text_of(rehearsal.letters[0])


def test_all_templates_with_a_fault_are_told_at_once(tmp_path):
    own = tmp_path / "模板"
    own.mkdir()
    (own / "整改通知书.docx").write_bytes(docx_of("{{ 反馈期线 }}"))
    (own / "点名通报.docx").write_bytes(b"")
    with pytest.raises(TemplateError) as caught:
        templates_for(["整改通知书", "点名通报", "约谈通知书"], tmp_path)
    assert "模板/整改通知书.docx：正文“{{ 反馈期线 }}”：没有“反馈期线”" in str(caught.value)
    assert "模板“点名通报.docx”是空文件" in str(caught.value)
    assert [r.name for r in caught.value.remarks] == ["模板/整改通知书.docx", "模板/点名通报.docx"]


def test_the_progress_of_every_letter_is_told():
    told = []
    rehearse(
        [draft("甲"), draft("乙")],
        templates_for(["整改通知书"], Path()),
        lambda *step: told.append(step),
    )
    assert told == [("生成函件", 1, 2), ("生成函件", 2, 2)]


@pytest.mark.parametrize(
    ("told", "parted"),
    [
        ("“依据”是空的（事实）。请补上后再生成。", ("“依据”是空的（事实）", "请补上后再生成")),
        (
            "正文“完毕。请于{{ 期线 }}前办理”：没有“期线”。",
            ("正文“完毕。请于{{ 期线 }}前办理”：没有“期线”", ""),
        ),
        ("看不懂。", ("看不懂", "")),
    ],
)
def test_what_to_do_is_parted_from_what_is_wrong_but_not_inside_a_quotation(told, parted):
    assert halves(told) == parted


def test_a_copy_that_the_imprint_has_no_room_for_is_noticed():
    rehearsal = rehearsed(draft("甲", 抄送单位="县" * 78))
    assert [(n.field, n.remedy) for n in rehearsal.notices] == [("抄送单位", "请改用统称或规范化简称")]


def test_documents_in_模板_that_no_letter_is_made_of_are_told(tmp_path):
    """Word's lock file and a preview are none of the officer's templates."""
    own = tmp_path / "模板"
    own.mkdir()
    for name in (
        "整改通知书.docx",
        "整改通知书（改）.docx",
        "~$改通知书.docx",
        "预览_整改通知书.docx",
        "约谈通知书.doc",
    ):
        (own / name).touch()
    assert [remark.name for remark in unused_templates(tmp_path)] == [
        "模板/整改通知书（改）.docx", "模板/约谈通知书.doc",
    ]  # fmt: skip
    assert unused_templates(tmp_path / "没有") == []
