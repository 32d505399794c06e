"""The hidden sheet xlwings.conf: the settings xlwings reads, and for each what it is there for."""

from __future__ import annotations

from xltools.build.layout import LINE
from xltools.build.tables import Book

SHEET, CODE = "xlwings.conf", "XlwingsConf"

SETTINGS = (
    ("INTERPRETER_WIN", "%XLTOOLS_PYTHON%",
     "运行工具的 Python。%XLTOOLS_PYTHON% 由程序自己找：先看同名环境变量，再找工作簿所在文件夹、"
     "上一级文件夹里的 python\\python.exe。本单位另有统一的 Python，就在这里写 python.exe 的完整路径。"),
    ("UDF MODULES", "xltools.udfs", "“试算”表的函数在哪个程序模块里。请勿改动。"),
    ("USE UDF SERVER", "False", "按钮每按一次新开一个 Python，互不影响。请勿改动。"),
    ("ADD_WORKBOOK_TO_PYTHONPATH", "False",
     "不从工作簿所在文件夹读程序，别处来的 .py 文件不会被运行。请勿改动。"),
    ("SHOW CONSOLE", "False", "按按钮时不弹出黑色窗口；排查问题时可改为 True。"),
    ("SHOW_ERROR_POPUPS", "True", "程序起不来时弹出说明。请勿改动。"),
    ("DEBUG UDFS", "False", "供开发人员调试函数。请勿改动。"),
    ("CONDA PATH", "", "不用 Conda。空着即可。"),
    ("CONDA ENV", "", "不用 Conda。空着即可。"),
)  # fmt: skip
"""Name, value, what it is for. xlwings reads columns A and B down to the first blank name; capitals only."""

HEADINGS = ("设置", "取值", "说明")


def add_config_sheet(book: Book) -> None:
    """The sheet, hidden, with its explanations."""
    sheet = book.workbook.add_worksheet(SHEET)
    sheet.set_vba_name(CODE)
    sheet.hide()
    for column, width in enumerate((32, 40, 90)):
        sheet.set_column(column, column, width, book.look())
    sheet.write_row(0, 0, HEADINGS, book.look.header(False))
    for i, row in enumerate(SETTINGS, 1):
        look = book.look(num_format="@", text_wrap=True, border=1, border_color=LINE)
        sheet.write_row(i, 0, row, look)
    sheet.freeze_panes(1, 0)
