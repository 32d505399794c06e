"""调度排名: 汇总上报 · 计分排名 · 生成函件 (第11、12条)."""

from xltools.buttons.button import Button

WORKBOOK = "调度排名"

BUTTONS = (
    Button(
        "collect",
        "汇总上报",
        WORKBOOK,
        "读取上报文件夹，检查、汇总到调度表，有错的生成退回单。",
        "xltools.buttons.collect:collect",
    ),
    Button(
        "rank",
        "计分排名",
        WORKBOOK,
        "计分、排名、亮灯，更新历史排名和看板，拟出函件清单，并用公式复算一遍。",
        "xltools.buttons.rank:rank",
    ),
    Button(
        "letters",
        "生成函件",
        WORKBOOK,
        "按“函件清单”中填“是”的行生成 Word 函件，并生成当期排名通报。",
        "xltools.buttons.letters:letters",
    ),
)
