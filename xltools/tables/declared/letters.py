"""函件清单: who should be written to, why, and whether the officer has confirmed it (第12条 两书一函)."""

from xltools.tables.declared.dispatch import PERIOD, YES_NO
from xltools.tables.model import Column, Kind, Table

LETTER_KINDS = ("提醒敦促函", "整改通知书", "约谈通知书", "点名通报")

LETTERS = Table(
    name="函件清单",
    title="函件清单",
    note="核对后在“是否签发”填“是”或“否”，再按“生成函件”；只生成填“是”的",
    key=("期别", "函件", "代码"),
    columns=(
        PERIOD,
        Column("函件", Kind.CHOICE, required=True, choices=LETTER_KINDS, width=12),
        Column("代码", Kind.CODE, required=True, width=13),
        Column("主送单位", required=True, width=24),
        Column("抄送单位", width=30),
        Column("触发条款", width=26),
        Column("依据", width=70),
        Column("整改要求", width=50),
        Column("反馈期限", Kind.DATE, month_end=True, width=12),
        Column("是否签发", Kind.CHOICE, required=True, choices=YES_NO, width=10),
        Column("文号", width=22),
        Column("文件", width=40),
    ),
)
