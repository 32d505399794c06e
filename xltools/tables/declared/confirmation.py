"""第4条 双人复核: 测算确认, what was confirmed (确认存档), and what differs from it since (变动对照)."""

from xltools.tables.model import Column, Kind, Table

PENDING, CONFIRMED, WITHDRAWN = "待复核", "已确认", "已撤销"
YES, NO, WITHDRAW = "是", "否", "撤销"

YEAR = Column("年度", Kind.COUNT, required=True, low=2021, high=2100, width=8)
RUN = Column("测算次数", Kind.COUNT, width=10, note="同一年度第几次测算")

CONFIRMATIONS = Table(
    name="测算确认",
    title="测算确认（双人复核）",
    note="复核无误后填测算人、复核人（须为两人），“是否确认”填“是”，再按“测算分配”；要重新分配的填“撤销”并写明说明",
    key=("年度", "测算次数"),
    columns=(
        YEAR,
        RUN,
        Column("状态", Kind.CHOICE, choices=(PENDING, CONFIRMED, WITHDRAWN), width=10),
        Column("测算人", width=12),
        Column("复核人", width=12, note="与测算人不能是同一人"),
        Column("是否确认", Kind.CHOICE, choices=(YES, NO, WITHDRAW), width=10),
        Column("说明", width=30, note="撤销的，写明原因和批准的文件或会议"),
        Column("测算日期", Kind.DATE, width=12),
        Column("确认日期", Kind.DATE, width=12),
        Column("县数", Kind.COUNT, unit="个", width=8),
        Column("分配合计", Kind.MONEY, unit="万元", width=14),
        Column("输入校验码", width=20),
        Column("参数校验码", width=20),
        Column("结果校验码", width=20),
    ),
)

ARCHIVE = Table(
    name="确认存档",
    title="确认存档",
    note="各次测算的输入和结果，逐行存档，与“测算确认”的校验码对应；请勿改动，改动会被查出",
    columns=(
        YEAR,
        RUN,
        Column("表", width=12),
        Column("行", width=22, note="行政区划代码或名称"),
        Column("内容", width=110, one_line=True),
    ),
)

CHANGES = Table(
    name="变动对照",
    title="变动对照",
    note="上次测算（已确认的为确认时）与现在的差异，逐格列出；空白表示没有变动",
    columns=(
        Column("表", width=12),
        Column("单元格", width=10),
        Column("行", width=22, note="行政区划代码或名称"),
        Column("县区", width=16),
        Column("列", width=16),
        Column("原值", width=24),
        Column("现在", width=24),
        Column("差额", Kind.NUMBER, width=12),
    ),
)
