"""What stands in 函件清单 for the officer, put as a letter says it to the unit."""

from __future__ import annotations

import re

INTERNAL = (
    "【并列或缺数，由人核定】",
    "【前一份还在反馈期内，由人核定】",
    "（本次重算已不再触发）",
    "；同期另列整改通知书",
)
"""Remarks in 依据 for the officer who confirms the list; a letter does not print them."""

_CLAUSE = re.compile(r"(第[0-9一二三四五六七八九十]+条)\s+(.+)", re.S)
_CLAUSE_AND_GAP = re.compile(r"(第[0-9一二三四五六七八九十]+条)\s+")
_DAY = re.compile(r"(?<![\d-])(\d{4})-(0[1-9]|1[0-2])-([0-2]\d|3[01])(?![\d-])")
_MONTH = re.compile(r"(?<![\d-])(\d{4})-(0[1-9]|1[0-2])(?![\d-])")
_SIGNS = str.maketrans({"＜": "低于", "＞": "高于", "≤": "不高于", "≥": "不低于"})


def clause(typed: str) -> str:
    """第12条 连续2次排名居后20位 → 第12条（连续2次排名居后20位）."""
    found = _CLAUSE.fullmatch(typed.strip())
    return f"{found[1]}（{found[2]}）" if found else typed


def reason(typed: str) -> str:
    """第12条 2024-09支出率40.00%＜… → 2024年9月支出率40.00%低于…。"""
    for remark in INTERNAL:
        typed = typed.replace(remark, "")
    found = _CLAUSE.fullmatch(typed.strip())
    text = spelled((found[2] if found else typed).strip()).translate(_SIGNS)
    return text if not text or text.endswith(("。", "！", "？")) else f"{text.rstrip('；;，,、.')}。"


def clauses(typed: str) -> str:
    """第12条 2024-06发整改通知书；第6条 … → 第12条，2024年6月发整改通知书；第6条，…"""
    return _CLAUSE_AND_GAP.sub(r"\1，", spelled(typed))


def spelled(text: str) -> str:
    """2024-09 → 2024年9月, 2024-09-05 → 2024年9月5日; other digits stay."""
    text = _DAY.sub(lambda m: f"{m[1]}年{int(m[2])}月{int(m[3])}日", text)
    return _MONTH.sub(lambda m: f"{m[1]}年{int(m[2])}月", text)
