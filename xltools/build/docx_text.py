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


def paragraph(text: str, style: str, own: str = "") -> str:
    """One paragraph; a tab in `text` is a tab. `own` is what its w:pPr adds to the style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{BY_NAME[style]}"/>{own}</w:pPr>{_runs(text)}</w:p>'


def _runs(text: str) -> str:
    pieces = [f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in text.split("\t") if piece]
    return f"<w:r>{'<w:tab/>'.join(pieces)}</w:r>" if text else ""


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


def form(rows: Sequence[tuple[str, str]], head: float, height: float) -> str:
    """A form of two columns, what is asked and what is answered; `head` and `height` in mm."""
    filled = [
        _row([_cell(name, "回执项目", head), _cell(text, "回执内容", WIDTH - head)], height=mm(height))
        for name, text in rows
    ]
    return _table("Grid", [head, WIDTH - head], "".join(filled))


def ruled(lines: Sequence[str], rules: str) -> str:
    """Rows of the type area's width with rules between them and none at the sides: 版记."""
    margins = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    rows = "".join(f"<w:tr>{_plain_cell(line)}</w:tr>" for line in lines)
    return _table("TableNormal", [WIDTH], rows, rules, margins)


def _plain_cell(content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{mm(WIDTH)}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _table(style: str, widths: Sequence[float], rows: str, borders: str = "", margins: str = "") -> str:
    grid = "".join(f'<w:gridCol w:w="{mm(w)}"/>' for w in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(map(mm, widths))}" w:type="dxa"/>'
        f'<w:jc w:val="center"/>{borders}<w:tblLayout w:type="fixed"/>{margins}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(cells: Sequence[str], heading: bool = False, height: int = 480) -> str:
    repeat = "<w:tblHeader/>" if heading else ""
    properties = f'<w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{repeat}'
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, style: str, width: float) -> str:
    properties = f'<w:tcPr><w:tcW w:w="{mm(width)}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{properties}{paragraph(text, style)}</w:tc>"


def _control(tag: str, columns: Sequence[Column]) -> str:
    """A row that holds a loop tag and is dropped when the letter is made."""
    tags = [tag] + [""] * (len(columns) - 1)
    return _row([_cell(text, "表格文字左对齐", c.width) for text, c in zip(tags, columns, strict=True)])
