"""Spreadsheet-native toolkit for 财政衔接推进乡村振兴补助资金."""

__version__ = "0.1.0"
