"""日常计分: 计分汇总 · 奖惩测算 (第6条)."""

from xltools.buttons.button import Button

WORKBOOK = "日常计分"

BUTTONS = (
    Button(
        "points",
        "计分汇总",
        WORKBOOK,
        "从“调度排名”取各期别的亮灯和已发函件记入计分台账，按县汇总得分、排名。",
        "xltools.buttons.points:points",
    ),
    Button(
        "rewards",
        "奖惩测算",
        WORKBOOK,
        "汇总后列出后10位扣减、前10位奖励、负面清单扣减和结转，由您确认。",
        "xltools.buttons.rewards:rewards",
    ),
)
