"""资金监管: 清单筛查 (第2条)."""

from xltools.buttons.button import Button

WORKBOOK = "资金监管"

BUTTONS = (
    Button(
        "lists",
        "清单筛查",
        WORKBOOK,
        "用负面清单、正面清单、产业目录对照同一文件夹“项目库”里的项目，列出疑似命中，由您确认或排除。",
        "xltools.buttons.lists:lists",
    ),
)
