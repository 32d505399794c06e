"""发文登记: 登记编号 · 到期提醒 (第12条 两书一函)."""

from xltools.buttons.button import Button

WORKBOOK = "发文登记"

BUTTONS = (
    Button(
        "register",
        "登记编号",
        WORKBOOK,
        "把函件清单、意见书清单中确认的登记为草稿，给已签发的编文号，核对号簿和定稿的文件。",
        "xltools.buttons.register:register",
    ),
    Button(
        "overdue",
        "到期提醒",
        WORKBOOK,
        "按工作日算反馈期限，列出已逾期和即将到期的函件，提出下一步。",
        "xltools.buttons.overdue:overdue",
    ),
)
