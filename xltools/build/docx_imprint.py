"""版记: the last lines of the last page, at the bottom of the type area."""

from __future__ import annotations

from xltools.build.docx_box import AT_THE_BOTTOM, BELOW_THE_TEXT, Box
from xltools.build.docx_layout import FILE, Layout
from xltools.build.docx_text import WIDTH, condition, paragraph, ruled

_COPIES = "抄送：{{ 抄送单位 }}。"
_ISSUED = "{{ 发文机关 }}\t{{ 成文日期 | 中文日期 }}印发"
_FILE = Box("版记", WIDTH, 34.6, AT_THE_BOTTOM, "b", BELOW_THE_TEXT)
_LETTER = Box("抄送", WIDTH, 26, AT_THE_BOTTOM, "b", BELOW_THE_TEXT)
"""Room for 抄送 of three lines. Readers do not float a table that wide, nor fit a box to what it holds."""


def imprint(layout: Layout) -> str:
    """信函格式: 抄送 alone, without rules; 文件格式: between rules, with 印发 under it."""
    if layout is FILE:
        return _FILE.holding(_table() + paragraph("", "细行"), "细行")
    return condition("抄送单位", _LETTER.holding(paragraph(_COPIES, "抄送"), "细行"))


def _table() -> str:
    """抄送 and 印发 between rules of 0.35 mm (outer) and 0.25 mm (inner)."""
    rules = "".join(
        f'<w:{edge} w:val="single" w:sz="{eighths}" w:space="0" w:color="000000"/>'
        for edge, eighths in {"top": 8, "bottom": 8, "insideH": 6}.items()
    )
    lines = [
        paragraph("{%tr if 抄送单位 %}", "细行"),
        paragraph(_COPIES, "抄送"),
        paragraph("{%tr endif %}", "细行"),
        paragraph(_ISSUED, "印发"),
    ]
    return ruled(lines, f"<w:tblBorders>{rules}</w:tblBorders>")
