"""项目库: 读入台账 · 入库审查 · 动态清库 · 数据质量 · 随机抽查 (第7–9、11条)."""

from xltools.buttons.button import Button

WORKBOOK = "项目库"

BUTTONS = (
    Button(
        "ledgers",
        "读入台账",
        WORKBOOK,
        "读取“台账”文件夹里各县的项目台账，认不出的列名请您确认一次，并入项目库和拟入库。",
        "xltools.buttons.ledgers:ledgers",
    ),
    Button(
        "review",
        "入库审查",
        WORKBOOK,
        "逐项审查拟入库和在库项目，一次列出全部问题；通过并确认的移入项目库。",
        "xltools.buttons.review:review",
    ),
    Button(
        "cleanup",
        "动态清库",
        WORKBOOK,
        "按8月底清查在库项目，列出满两年未实施和无关的，确认后移入“已清除”。",
        "xltools.buttons.cleanup:cleanup",
    ),
    Button(
        "quality",
        "数据质量",
        WORKBOOK,
        "逐项检查在库项目，问题写明单元格和改法，按县、市列问题率和实地检查名单。",
        "xltools.buttons.quality:quality",
    ),
    Button(
        "sample",
        "随机抽查",
        WORKBOOK,
        "按县、类型、金额分层随机抽取项目，印出种子和抽法；同一种子名单相同。",
        "xltools.buttons.spot_check:sample",
    ),
)
