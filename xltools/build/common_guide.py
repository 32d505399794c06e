"""Sections of 说明 that read the same in every workbook."""

from __future__ import annotations

from xltools import LAUNCHER
from xltools.build.guide import Section
from xltools.build.layout import INPUT_CELL, INPUT_HEADER, PROGRAM_HEADER

_WITH_MACROS = Section("按钮", (
    ("在哪里", "按钮在上面各步的右边，也在用得着的各表第二行；旁边的小字写着上一次什么时候按的、结果怎样。"),
    ("第一次打开", "上方出现黄条“安全警告：宏已被禁用”，点“启用内容”。"
     f"没有“启用内容”，或打开后按了没有反应：关闭工作簿，双击“{LAUNCHER}”，选“自检”，按提示处理。"),
    ("按的时候",
     "按一下就行，运行时左下角有进度，结束时说明结果并转到第一处要改的地方。运行中请不要编辑表格。"),
    ("不能用宏的电脑",
     f"用 WPS，或单位禁用了宏的，请保存并关闭本工作簿，双击“{LAUNCHER}”，选本工作簿，在那里按，结果一样。"),
))  # fmt: skip

_WITHOUT_MACROS = Section("怎么按", (
    ("没有按钮", "本工作簿不带宏，表里没有按钮，适合 WPS 和禁用了宏的电脑。带按钮的是同名的 .xlsm。"),
    ("在哪里按", f"保存并关闭本工作簿，双击“{LAUNCHER}”，选本工作簿，再选要按的那一步。"
     f"也可以把本工作簿拖到“{LAUNCHER}”的图标上。"),
    ("按过之后", "工作簿会自动打开。上面各步右边和各表第二行的小字写着上一次什么时候按的、结果怎样。"),
))  # fmt: skip

BACKUP = ("备份", "程序改写文件前，把原文件存进同一文件夹的“备份”；文件正打开着就不写，会提示先关闭。")
NAMES = (
    "表名和列名",
    "请勿改动各表的表名和列名；列的先后、宽窄、筛选和排序可以改，也可以在右边加自己的列。",
)

FILLING_COLOURS = (
    ("蓝色表头", INPUT_HEADER, "由您填写（下拉、提示见单元格）"),
    ("灰色表头", PROGRAM_HEADER, "由程序写入，不必改；改了下次会被覆盖"),
    ("浅黄格", INPUT_CELL, "可以填写的格：“参数”的“本次取值”“依据”"),
)


def how_to_press(macros: bool) -> Section:
    """Where the buttons are, and what to do where there are none."""
    return _WITH_MACROS if macros else _WITHOUT_MACROS
