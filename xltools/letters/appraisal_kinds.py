"""保障措施第三条: the facts of 考核结果通报函."""

from __future__ import annotations

import datetime as dt

from xltools.letters.fields import Field, FieldKind


def _count(name: str, meaning: str, sample: int) -> Field:
    return Field(name, meaning, sample, FieldKind.NUMBER)


NOTICE_FIELDS = (
    Field("年度", "考核年度", "2024"),
    Field("总分", "市（州）总分，没有的为空", "88.12", optional=True),
    Field("排名", "市（州）排名，没有的为空", 3, FieldKind.NUMBER, optional=True),
    _count("参评数", "参加考核并有总分的市（州）个数", 21),
    Field("等次", "好、较好、一般、较差", "较好", must=True),
    Field("等次说明", "等次上限的原因；没有的为空", "第12条 2024年6月发整改通知书（模拟）", optional=True),
    _count("考核县数", "参加考核的县（市、区）个数", 5),
    _count("好县数", "等次为好的个数", 2),
    _count("较好县数", "等次为较好的个数", 2),
    _count("一般县数", "等次为一般的个数", 1),
    _count("较差县数", "等次为较差的个数", 1),
    Field("未评县数", "缺数据没有评等次的个数", 1, FieldKind.NUMBER, optional=True),
    Field("驻点县", "决定驻点监督的县（市、区）", "示例县", optional=True),
    Field(
        "指标", "市（州）的指标明细", kind=FieldKind.ROWS, must=True,
        columns=(
            Field("指标", "指标名称", "支出进度"),
            Field("分值", "满分", "12"),
            Field("得分", "得分；无数据、不适用的照写", "11.53"),
            Field("实际", "实际情况", "2024年12月支出率96.10%，目标100.00%", FieldKind.LINES),
        ),
        samples=(
            ("产业占比", "8", "8", "中央绿、省级绿"),
            ("支出进度", "12", "11.53", "2024年12月支出率96.10%，目标100.00%"),
            ("试点推进", "4", "不适用", "没有批复的试点"),
        ),
    ),
    Field(
        "县区", "所辖县（市、区）的考核结果", kind=FieldKind.ROWS, must=True,
        columns=(
            Field("排名", "全省名次；没有的为—", "12"),
            Field("县区", "县（市、区）", "示例县"),
            Field("总分", "总分；没有的为—", "90.25"),
            Field("等次", "等次；没有评的写未评", "好"),
            Field("说明", "失分较多的指标、等次上限的原因、缺的数据", "数据质量5.2/8", FieldKind.LINES),
        ),
        samples=(
            ("12", "示例县", "90.25", "好", "数据质量5.2/8"),
            ("86", "试点县", "81.00", "较好", "备案审查4/8、支出进度9/12"),
            ("—", "样本区", "—", "未评", "缺督导整改"),
        ),
    ),
    Field("整改要求", "要求做什么", "对照指标查找差距，限期改进（模拟）。", FieldKind.PROSE, must=True),
    Field("反馈期限", "书面反馈的最后一天", dt.date(2025, 2, 28), FieldKind.DATE, optional=True, must=True),
)  # fmt: skip
"""What the letter has besides the facts of every letter."""
