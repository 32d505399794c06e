"""Cells of sheet 试算 that remember what is in them, so that a formula's cached result can be worked out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

import xltools.udfs
from xltools.build.layout import GREY_INK, INPUT_CELL, LINE
from xltools.build.tables import Book, put_lights
from xltools.cells import Box
from xltools.ooxml.refs import plain
from xltools.tables.declared.ranking import LIGHTS
from xltools.udfs.given import Given

ON, OFF = "开", "关"
DISABLED = "需启用宏"
"""What a result cell says where the program does not know the functions."""

FRAME = {"border": 1, "border_color": LINE}

_SWITCHED_OFF = "把左上角的“试算”选为“开”，黄格随改随算（第一次要等几秒）"
_NOT_RUN = "函数没有运行：要在 Excel 里启用宏；WPS、LibreOffice 里不能运行"


class TrialCells:
    """The sheet in the making; rows and columns count from 1. `switch`: the cell that lets functions run."""

    def __init__(self, book: Book, sheet: Worksheet, switch: str) -> None:
        self.book = book
        self.look = book.look
        self.sheet = sheet
        self.switch = switch
        self._values: dict[tuple[int, int], Any] = {}

    def put(self, row: int, column: int, value: Any, **properties: Any) -> None:
        """A framed cell."""
        self._write(row, column, value, self.look(**FRAME, **properties))

    def put_subtitle(self, row: int, column: int, text: str) -> None:
        """What the block below is about."""
        self._write(row, column, text, self.look.subtitle)

    def put_inputs(self, row: int, column: int, rows: Sequence[Sequence[Any]], formats: Sequence[str]) -> Box:
        """Rows of cells the officer may change, in light yellow; `formats` by column. The box they fill."""
        for i, values in enumerate(rows, row):
            for j, (value, number_format) in enumerate(zip(values, formats, strict=True), column):
                side = "center" if number_format == "@" else "right"
                self.put(i, j, value, num_format=number_format, align=side, bg_color=INPUT_CELL)
        return row, column, row + len(rows) - 1, column + len(formats) - 1

    def put_header(self, row: int, column: int, names: Sequence[str], filled_in: bool) -> None:
        """A row of headings: blue over what the officer fills in, grey over results."""
        for j, name in enumerate(names, column):
            self._write(row, j, name, self.look.header(filled_in))

    def put_wide_header(self, row: int, names: Iterable[tuple[str, int, int]]) -> None:
        """Headings over several columns each: name, first and last column."""
        for name, first, last in names:
            self.sheet.merge_range(row - 1, first - 1, row - 1, last - 1, name, self.look.header(False))

    def put_text(self, box: Box, text: str | None, **properties: Any) -> None:
        """A text over merged cells."""
        self.sheet.merge_range(*_from_zero(box), text, self.look(text_wrap=True, **properties))

    def put_caption(self, box: Box, text: str) -> None:
        """Which function fills the columns below."""
        look = self.look(font_size=9, font_color=GREY_INK, align="center")
        top, left, bottom, right = _from_zero(box)
        if left == right:
            self.sheet.write(top, left, text, look)
        else:
            self.sheet.merge_range(top, left, bottom, right, text, look)

    def put_rule(self, box: Box, rule: dict[str, Any] | None) -> None:
        """What the cells accept."""
        if rule is not None:
            self.sheet.data_validation(*_from_zero(box), rule)

    def put_lights(self, box: Box) -> None:
        """红黄绿 shown in colour."""
        put_lights(self.book, self.sheet, _from_zero(box), LIGHTS)

    def put_answer(
        self,
        row: int,
        column: int,
        function: str,
        arguments: Sequence[Box | None],
        headed: bool = False,
        **properties: Any,
    ) -> Box:
        """An array formula of one function with its result; the box it fills. `headed`: its first row is
        a header.
        """
        answer = getattr(xltools.udfs, function)(*map(self._given, arguments))
        box = row, column, row + len(answer) - 1, column + len(answer[0]) - 1
        call = f"{function}({','.join(plain(a) if a else '' for a in arguments)})"
        formula = f'=IF({self.switch}="{ON}",IFERROR({call},"{DISABLED}"),"")'
        body = self.look(**FRAME, **properties)
        head = self.look.header(False) if headed else body
        self.sheet.write_array_formula(*_from_zero(box), formula, head, answer[0][0])
        for i, values in enumerate(answer, row):
            for j, value in enumerate(values, column):
                self._values[i, j] = value
                if (i, j) != (row, column):
                    self.sheet.write(i - 1, j - 1, value, head if i == row else body)
        return box

    def put_sum(self, row: int, summed: Box, **properties: Any) -> None:
        """The sum of a column of results, below it; blank while there are none."""
        column = summed[1]
        values = [self._values[i, column] for i in range(summed[0], summed[2] + 1)]
        cells = plain(summed)
        look = self.look(**FRAME, **properties)
        formula = f'=IF(COUNT({cells})=0,"",SUM({cells}))'
        self.sheet.write_formula(row - 1, column - 1, formula, look, sum(values))

    def put_hint(self, box: Box, works: str, result: str, **properties: Any) -> None:
        """How to switch on, that macros are off, or what the function in cell `result` complains of; nothing
        while the condition `works` holds.
        """
        self.put_text(box, None, **properties)
        look = self.look(text_wrap=True, **properties)
        complaint = f'IF(OR({result}="",{result}="{DISABLED}"),"{_NOT_RUN}",{result})'
        formula = f'=IF({self.switch}<>"{ON}","{_SWITCHED_OFF}",IF({works},"",{complaint}))'
        self.sheet.write_formula(box[0] - 1, box[1] - 1, formula, look, _SWITCHED_OFF)

    def calm(self, last: Box) -> None:
        """No green corners on codes, which are text on purpose."""
        self.sheet.ignore_errors({"number_stored_as_text": plain(last)})

    def _write(self, row: int, column: int, value: Any, look: Format) -> None:
        self._values[row, column] = value
        self.sheet.write(row - 1, column - 1, value, look)

    def _given(self, box: Box | None) -> Given | None:
        if box is None:
            return None
        top, left, bottom, right = box
        rows = [[self._values.get((i, j)) for j in range(left, right + 1)] for i in range(top, bottom + 1)]
        return Given.of(rows, top, left)


def _from_zero(box: Box) -> Box:
    return box[0] - 1, box[1] - 1, box[2] - 1, box[3] - 1
