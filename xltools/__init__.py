"""Spreadsheet-native toolkit for 财政衔接推进乡村振兴补助资金."""

__version__ = "0.1.0"

TITLE = "衔接资金工具"
"""What officers know the toolkit by: the title of every message."""

LAUNCHER = "启动工具"
"""What they double-click where no button of a workbook can be pressed."""
