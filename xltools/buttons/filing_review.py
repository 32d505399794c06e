"""备案审查: 备案审查 · 生成意见书 · 复审核销 (第10条)."""

from xltools.buttons.button import Button

WORKBOOK = "备案审查"

BUTTONS = (
    Button(
        "filing",
        "备案审查",
        WORKBOOK,
        "逐项审查各县的年度计划，与项目库核对，列出问题清单和整改期限，拟出意见书清单。",
        "xltools.buttons.filing:filing",
    ),
    Button(
        "opinions",
        "生成意见书",
        WORKBOOK,
        "按“意见书清单”中填“是”的行，一县生成一份备案审查意见书，并生成备案审查情况通报。",
        "xltools.buttons.opinions:opinions",
    ),
    Button(
        "recheck",
        "复审核销",
        WORKBOOK,
        "审查重新备案的项目，整改到位的核销，没有到位或再次出现的列出；汇总项目金额调整。",
        "xltools.buttons.recheck:recheck",
    ),
)
