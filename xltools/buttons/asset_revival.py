"""资产盘活: 资产分类 and 盘活建议 (第13–16条)."""

from xltools.buttons.button import Button

WORKBOOK = "资产盘活"

BUTTONS = (
    Button(
        "classify",
        "资产分类",
        WORKBOOK,
        "按资产台账逐项分为闲置、低效、正常、无法判定，写明依据；分县、分市州汇总，没有台账的县列为无数据。",
        "xltools.buttons.classify:classify",
    ),
    Button(
        "revive",
        "盘活建议",
        WORKBOOK,
        "对闲置、低效资产逐条核对四种盘活方式的条件，给出建议；检查协议和变更登记，记进度到已盘活。方式由您决定。",
        "xltools.buttons.revive:revive",
    ),
)
