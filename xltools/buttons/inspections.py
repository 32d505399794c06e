"""督导检查: 督导计划 · 抽查名单 · 问题销号 (第11条)."""

from xltools.buttons.button import Button

WORKBOOK = "督导检查"

BUTTONS = (
    Button(
        "schedule",
        "督导计划",
        WORKBOOK,
        "列出全年督导日历：每月督导、季度抽查、专项检查和各节点，避开休息日，另生成可导入日历的 .ics 文件。",
        "xltools.buttons.schedule:schedule",
    ),
    Button(
        "draw",
        "抽查名单",
        WORKBOOK,
        "按县类别和市（州）分层抽出本季度要查的县，再从“项目库”抽出项目；印着种子，谁都能重抽。",
        "xltools.buttons.draw:draw",
    ),
    Button(
        "closeout",
        "问题销号",
        WORKBOOK,
        "核对问题台账的期限、佐证和核销，列出逾期的，汇总各县、各市（州）销号情况和拟计分事项。",
        "xltools.buttons.closeout:closeout",
    ),
)
