"""How a cell is asked to look; `styles` makes it a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

Rgb: TypeAlias = tuple[int, int, int]


class Format(NamedTuple):
    """What is asked of a cell's look; None leaves it. `fill` () takes the fill away; `wrap` shows long
    texts on several lines, from the top; `plain` starts from the normal style."""

    number_format: str | None = None
    fill: Rgb | tuple[()] | None = None
    bold: bool | None = None
    wrap: bool | None = None
    plain: bool = False

    def over(self, earlier: Format) -> Format:
        """Both; this one wins."""
        if self.plain:
            return self
        return Format(
            earlier.number_format if self.number_format is None else self.number_format,
            earlier.fill if self.fill is None else self.fill,
            earlier.bold if self.bold is None else self.bold,
            earlier.wrap if self.wrap is None else self.wrap,
            earlier.plain,
        )


AS_IS = Format()
PLAIN = Format(plain=True)
WRAPPED = Format(wrap=True)
Styler: TypeAlias = Callable[[int, Format, str], int]
"""(style, what is asked, number format that the value needs) → style."""
