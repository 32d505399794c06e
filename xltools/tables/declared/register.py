"""发文登记: every letter from draft to 销号; 到期提醒: answers that are due; 节假日: the days worked."""

from xltools.tables.declared.dispatch import PERIOD
from xltools.tables.declared.letters import LETTER_KINDS
from xltools.tables.model import Column, Kind, Table

STATES = ("草稿", "核稿", "已签发", "已印发", "已反馈", "已销号", "已作废")
"""From first to last; 已作废 may come after any but 已销号."""

DOCUMENT_KINDS = ("函", "通报", "通知", "报告", "请示", "批复", "意见")
"""文种 that a department sends; 提醒敦促函 and both 通知书 are sent as 函."""

REST, WORK = DAY_KINDS = ("休", "班")
"""休: a day off that is not a weekend as such; 班: a Saturday or Sunday that is worked (调休)."""

_OTHERS = ("备案审查意见书", "排名通报", "备案审查情况通报")

REGISTER = Table(
    name="发文登记",
    title="发文登记簿",
    note="文号由程序在签发后给，不手工填；号一经给出不再给别的件，不发的填“已作废”，不要删行",
    columns=(
        Column("文号", width=22),
        Column("状态", Kind.CHOICE, required=True, choices=STATES, width=10),
        Column("文种", Kind.CHOICE, choices=DOCUMENT_KINDS, width=9),
        Column("标题", required=True, width=44),
        Column("主送", required=True, width=30),
        Column("抄送", width=30),
        Column("核稿人", width=10),
        Column("签发人", width=10),
        Column("签发日期", Kind.DATE, width=12, note="机关负责人签发的日期"),
        Column("成文日期", Kind.DATE, width=12, note="空白即签发日期；文号的年份从这里取"),
        Column("印发日期", Kind.DATE, width=12),
        Column("送达日期", Kind.DATE, width=12, note="送达回执上的日期"),
        Column("反馈期限", Kind.DATE, width=12, note="函件上印的日期；空白即按“参数”的工作日数推算"),
        Column("催办", Kind.DATE, width=12, note="最近一次催办的日期"),
        Column("收到反馈", Kind.DATE, width=12, note="收到书面反馈的日期"),
        Column("作废原因", width=24),
        Column("文件", width=40, note="相对本工作簿的位置"),
        Column("函件种类", width=12, note=f"如：{'、'.join((*LETTER_KINDS, *_OTHERS))}"),
        Column("单位代码", Kind.CODE, width=12),
        Column(PERIOD.name, Kind.PERIOD, width=10),
        Column("机关代字", width=12, note="空白即用“参数”的发文机关代字"),
        Column("年份", Kind.COUNT, low=2000, high=2100, width=8),
        Column("序号", Kind.COUNT, low=1, high=999_999, width=8),
        Column("版本", Kind.COUNT, low=1, high=99, width=8),
        Column("原文号", width=22, note="重新发文时，原来那一件的文号"),
        Column("校验码", width=18),
        Column("数据校验码", width=18),
        Column("模板校验码", width=18),
        Column("生成记录", width=30),
        Column("上次状态", width=10),
        Column("登记号", width=30),
    ),
)  # fmt: skip
"""In the order of the desk: what an officer fills from left to right, then what the program keeps."""

HOLIDAYS = Table(
    name="节假日",
    title="节假日和调休上班日",
    note="按国务院办公厅每年的通知填：休＝放假的日子，班＝调休上班的周六周日；本表有某一年的，以本表为准",
    key=("日期",),
    columns=(
        Column("日期", Kind.DATE, required=True, width=14),
        Column("类型", Kind.CHOICE, required=True, choices=DAY_KINDS, width=8),
        Column("名称", required=True, width=20, note="如 国庆节；调休上班写所为的节日"),
    ),
)

OVERDUE, SOON = DUE_KINDS = ("已逾期", "即将到期")

REMINDERS = Table(
    name="到期提醒",
    title="反馈到期提醒",
    note="按“到期提醒”得出，由您决定是否照办；办过的催办填在“发文登记”的“催办”栏",
    columns=(
        Column("情况", Kind.CHOICE, choices=DUE_KINDS, width=10),
        Column("文号", width=22),
        Column("函件种类", width=12),
        Column("标题", width=40),
        Column("主送", width=30),
        Column("反馈期限", Kind.DATE, width=12),
        Column("最后一日", Kind.DATE, width=12, note="反馈期限遇休息日顺延"),
        Column("逾期工作日", Kind.COUNT, unit="个", low=0, high=9_999, width=10),
        Column("剩余工作日", Kind.COUNT, unit="个", low=0, high=9_999, width=10),
        Column("下一步", width=34),
        Column("依据", width=70),
    ),
)
