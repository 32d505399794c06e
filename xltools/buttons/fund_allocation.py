"""资金分配: 测算分配 · 二次分配 · 方案对比 · 试点管理 (第4、5、6条)."""

from xltools.buttons.button import Button

WORKBOOK = "资金分配"

BUTTONS = (
    Button(
        "allocate",
        "测算分配",
        WORKBOOK,
        "按因素法测算各县分配额，出测算底稿、公式校核和公示表；复核确认后定稿并出公示。",
        "xltools.buttons.allocate:allocate",
    ),
    Button(
        "suballocate",
        "二次分配",
        WORKBOOK,
        "把市（州）分得的资金按本市（州）的权重再分到县，合计正好等于分得的数。",
        "xltools.buttons.suballocate:suballocate",
    ),
    Button(
        "compare",
        "方案对比",
        WORKBOOK,
        "几套权重并排测算，列出各县增减、保底的代价和变化最大的县，并更新图。",
        "xltools.buttons.compare:compare",
    ),
    Button(
        "pilots",
        "试点管理",
        WORKBOOK,
        "核对三大体系试点谁可以报、批复和支出进度，把您核定的批复列入试点清单。",
        "xltools.buttons.pilots:pilots",
    ),
)
