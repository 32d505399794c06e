"""附件: a table on a page of its own after the letter, announced under its body (附件说明)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xltools.build.docx_text import Column, condition, paragraph, table


@dataclass(frozen=True, slots=True)
class Annex:
    """The table of the field `rows`; a letter without rows has no annex. `title` by its lines."""

    rows: str
    title: tuple[str, ...]
    columns: Sequence[Column]

    @property
    def mention(self) -> str:
        """附件说明, one line below the body."""
        return condition(
            self.rows, paragraph("", "空行"), paragraph(f"附件：{''.join(self.title)}", "附件说明")
        )

    @property
    def page(self) -> str:
        """附件 in the first line, its title in the third."""
        return condition(
            self.rows,
            paragraph("附件", "附件标志"),
            paragraph("", "空行"),
            *(paragraph(line, "公文标题") for line in self.title),
            paragraph("", "空行"),
            table(self.rows, self.columns),
        )


def listing(rows: str, columns: Sequence[Column]) -> str:
    """A table between paragraphs of the body, with some air above and below."""
    air = paragraph("", "表格前后空")
    return air + table(rows, columns) + air
