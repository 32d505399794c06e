"""Where the whole run finds and puts things in a return."""

from __future__ import annotations

SHEET = "项目绩效表"
HEADER_ROW = 2
"""The row of the column names, counted from 0 as pandas does."""

BACK_COLUMN = 37
BACK_NAMES = ("问题个数", "整改个数", "备注", "复核意见", "县内名次")
"""Written back: two numbers as confirmed, two texts, and a column that the return has not."""
