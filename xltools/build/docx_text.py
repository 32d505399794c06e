"""Paragraphs and tables of a template as WordprocessingML; styles are named by their Chinese names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from xltools.build.docx_styles import BY_NAME, mm

WIDTH = 156
"""The type area, mm."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, the tag that fills it and its width in mm."""

    heading: str
    tag: str
    width: float
    left: bool = False


def paragraph(text: str, style: str) -> str:
    """One paragraph; a newline in `text` is a line break."""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{BY_NAME[style]}"/></w:pPr>{run}</w:p>'


def condition(expression: str, *inside: str) -> str:
    """Paragraphs and tables that are there only where the expression holds."""
    opening, closing = (f"{{%p if {expression} %}}", "{%p endif %}")
    return "".join((paragraph(opening, "公文正文连下段"), *inside, paragraph(closing, "公文正文连下段")))


def table(rows: str, columns: Sequence[Column]) -> str:
    """A table with a heading row, repeated on every page, and one row for each of the field `rows`."""
    head = _row([_cell(c.heading, "表头", c.width) for c in columns], heading=True)
    styles = ["表格文字左对齐" if c.left else "表格文字" for c in columns]
    body = _row([_cell(c.tag, style, c.width) for c, style in zip(columns, styles, strict=True)])
    return _table(
        "Grid",
        [c.width for c in columns],
        head + _control(f"{{%tr for 项 in {rows} %}}", columns) + body + _control("{%tr endfor %}", columns),
    )


def copies(text: str) -> str:
    """抄送: one line between two rules as wide as the type area."""
    rules = (
        '<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
        '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/></w:tblBorders>'
    )
    return _table("TableNormal", [WIDTH], _row([_cell(text, "抄送", WIDTH)]), rules)


def _table(style: str, widths: Sequence[float], rows: str, borders: str = "") -> str:
    grid = "".join(f'<w:gridCol w:w="{mm(w)}"/>' for w in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(map(mm, widths))}" w:type="dxa"/>'
        f'<w:jc w:val="center"/>{borders}<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(cells: Sequence[str], heading: bool = False) -> str:
    repeat = "<w:tblHeader/>" if heading else ""
    properties = f'<w:cantSplit/><w:trHeight w:val="480" w:hRule="atLeast"/>{repeat}'
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, style: str, width: float) -> str:
    properties = f'<w:tcPr><w:tcW w:w="{mm(width)}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{properties}{paragraph(text, style)}</w:tc>"


def _control(tag: str, columns: Sequence[Column]) -> str:
    """A row that holds a loop tag and is dropped when the letter is made."""
    tags = [tag] + [""] * (len(columns) - 1)
    return _row([_cell(text, "表格文字左对齐", c.width) for text, c in zip(tags, columns, strict=True)])
