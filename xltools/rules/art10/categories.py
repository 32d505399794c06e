"""第10条 备案审查: the kinds of problem, what each rests on, how long mending may take."""

from __future__ import annotations

from dataclasses import dataclass

SUBSTANTIAL, PAPERS = "实质问题整改天数", "资料问题整改天数"


@dataclass(frozen=True, slots=True)
class Category:
    """问题类别. `days` is the parameter that holds its 整改期限."""

    name: str
    clause: str
    days: str = SUBSTANTIAL


SCOPE = Category("不符合衔接资金使用范围", "第10条、第2条、第8条")
UNARGUED = Category("未开展评估论证", "第10条、第7条")
WEAKLY_ARGUED = Category("评估论证不充分", "第10条、第7条")
UNLINKED = Category("未建立利益联结机制", "第10条、第8条")
OUTSIDE = Category("未纳入项目库", "第10条、第7条、第8条")
TWICE = Category("重复申报", "第10条、第8条")
OVER = Category("安排金额超过概算投资", "第10条、第8条")
GOALS = Category("绩效目标不完整", "第10条、第8条", PAPERS)
ELEMENTS = Category("项目要素不完整", "第10条、第8条", PAPERS)
DIFFERS = Category("与项目库不一致", "第10条、第9条", PAPERS)

CATEGORIES = (
    SCOPE, UNARGUED, WEAKLY_ARGUED, UNLINKED, OUTSIDE, TWICE, OVER, GOALS, ELEMENTS, DIFFERS,
)  # fmt: skip
"""In the order of the plan's own words, then ours: the order of every list."""

BY_NAME = {category.name: category for category in CATEGORIES}
