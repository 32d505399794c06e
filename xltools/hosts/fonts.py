"""The one thing of a font that buttons set: bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlwings import base_classes

from xltools.hosts.unsupported import refusal, stands_in_for

if TYPE_CHECKING:
    from xltools.hosts.ranges import Range


@stands_in_for(base_classes.Font)
class Font:
    """The font of a range."""

    def __init__(self, cells: Range) -> None:
        self._cells = cells

    @property
    def bold(self) -> bool:
        raise refusal("Font.bold（读取）")

    @bold.setter
    def bold(self, value: bool) -> None:
        self._cells.document.set_bold(self._cells.sheet.name, self._cells.box, value)
