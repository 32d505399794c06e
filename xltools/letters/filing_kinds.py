"""第10条: the facts of 备案审查意见书 and 备案审查情况通报."""

from __future__ import annotations

import datetime as dt

from xltools.letters.fields import Field, FieldKind

_YEAR = Field("年度", "计划年度", "2024")
_DUE = dt.date(2024, 4, 28)


def _count(name: str, meaning: str, sample: int) -> Field:
    return Field(name, meaning, sample, FieldKind.NUMBER)


def _money(name: str, meaning: str, sample: float) -> Field:
    return Field(name, meaning, sample, FieldKind.NUMBER)


OPINION = (
    _YEAR,
    _count("项目数", "审查的项目个数", 46),
    _money("安排金额", "安排的衔接资金，万元", 5273.0),
    Field("问题数", "没有整改的问题个数", 3, FieldKind.NUMBER),
    Field("问题项目数", "有问题的项目个数", 2, FieldKind.NUMBER),
    Field("涉及金额", "有问题的项目的安排金额，万元", 260.5, FieldKind.NUMBER),
    Field("审查结论", "同意备案、整改后重新备案", "整改后重新备案", must=True),
    Field("反馈期限", "最后一个整改期限；同意备案的为空", _DUE, FieldKind.DATE, optional=True, must=True),
    Field(
        "问题", "没有整改的问题，一个一行", kind=FieldKind.ROWS, optional=True, must=True,
        columns=(
            Field("序号", "问题清单的序号", "1"),
            Field("项目", "项目名称和编码", "模拟产业园\n510000202400000001", FieldKind.LINES),
            Field("类别", "问题类别", "未建立利益联结机制"),
            Field("描述", "问题描述", "没有填利益联结机制"),
            Field("期限", "整改期限", "2024年4月28日"),
        ),
        samples=(
            ("1", "模拟柑橘园\n510000202400000001", "未建立利益联结机制", "没有填写", "2024年4月28日"),
            ("2", "模拟柑橘园\n510000202400000001", "绩效目标不完整", "没有填绩效目标", "2024年4月13日"),
            ("3", "模拟村道路硬化\n510000202400000002", "未开展评估论证", "未开展评估论证", "2024年4月28日"),
        ),
    ),
)  # fmt: skip
"""What an opinion has besides the facts of every letter."""

BULLETIN = (
    _YEAR,
    _count("应报县数", "应报送计划的县（市、区）个数", 161),
    _count("报送县数", "已报送的个数", 159),
    _count("同意县数", "同意备案的个数", 120),
    _count("整改县数", "整改后重新备案的个数", 39),
    _count("项目数", "审查的项目个数", 7203),
    _money("安排金额", "安排的衔接资金，万元", 1234567.5),
    _count("问题数", "问题个数", 96),
    _count("涉及县数", "有问题的县（市、区）个数", 39),
    _count("问题项目数", "有问题的项目个数", 81),
    _money("涉及金额", "有问题的项目的安排金额，万元", 9876.25),
    Field("已整改数", "已整改的问题个数", 12, FieldKind.NUMBER, optional=True),
    Field("逾期未整改数", "过了整改期限没有整改的个数", 2, FieldKind.NUMBER, optional=True),
    Field("未报送县", "没有报送计划的县（市、区）名单", "模拟市示例县、试点县", optional=True),
    Field("反馈期限", "最后一个整改期限", _DUE, FieldKind.DATE, optional=True),
    Field(
        "市州", "分市（州）", kind=FieldKind.ROWS, must=True,
        columns=(
            Field("市州", "市（州）", "模拟市"),
            Field("报送县数", "已报送÷应报送", "9/9"),
            Field("项目数", "项目个数", "410"),
            Field("安排金额", "万元", "36254.00"),
            Field("问题数", "问题个数", "7"),
            Field("问题项目数", "有问题的项目个数", "6"),
            Field("问题率", "问题项目数÷项目数", "1.46%"),
        ),
        samples=(
            ("模拟甲市", "9/9", "410", "36254.00", "7", "6", "1.46%"),
            ("模拟乙州", "16/17", "803", "98120.50", "30", "26", "3.24%"),
        ),
    ),
    Field(
        "类别", "分问题类别", kind=FieldKind.ROWS, must=True, optional=True,
        columns=(
            Field("类别", "问题类别", "未开展评估论证"),
            Field("问题数", "问题个数", "20"),
            Field("涉及县数", "县（市、区）个数", "12"),
            Field("涉及金额", "万元", "2130.00"),
            Field("已整改数", "已整改的个数", "5"),
        ),
        samples=(
            ("不符合衔接资金使用范围", "8", "6", "930.00", "1"),
            ("未开展评估论证", "20", "12", "2130.00", "5"),
            ("未建立利益联结机制", "31", "20", "3302.25", "6"),
        ),
    ),
    Field(
        "县区", "问题项目较多的县（市、区）", kind=FieldKind.ROWS, must=True, optional=True,
        columns=(
            Field("市州", "市（州）", "模拟市"),
            Field("县区", "县（市、区）", "示例县"),
            Field("项目数", "项目个数", "46"),
            Field("问题项目数", "有问题的项目个数", "6"),
            Field("问题率", "问题项目数÷项目数", "13.04%"),
        ),
        samples=(("模拟乙州", "试点县", "46", "6", "13.04%"), ("模拟甲市", "样本区", "38", "4", "10.53%")),
    ),
)  # fmt: skip
"""What the bulletin has besides the facts of every letter."""
