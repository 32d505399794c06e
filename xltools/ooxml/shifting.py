"""A formula copied from one cell to another: relative references follow, as when filling down."""

from __future__ import annotations

import re

from xltools.cells import column_letter, column_number
from xltools.ooxml.refs import LAST_COLUMN, LAST_ROW

_FIXED = re.compile(r"""("(?:[^"]|"")*"|'(?:[^']|'')*'|\[(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*\])*\])""")
"""Text, quoted sheet names and [columns] of a table: nothing in them moves."""

_REFERENCE = re.compile(
    r"""(?<![\w.$\\])(?:
        (\$?)([A-Z]{1,3}):(\$?)([A-Z]{1,3})
      | (\$?)(\d{1,7}):(\$?)(\d{1,7})
      | (\$?)([A-Z]{1,3})(\$?)(\d{1,7})
    )(?![\w(.!\\])""",
    re.X,
)


def shifted(text: str, rows: int, columns: int) -> str:
    """A formula (without equals sign) as it reads so many rows down and columns to the right."""
    pieces = _FIXED.split(text)
    pieces[::2] = (_REFERENCE.sub(lambda m: _shift(m, rows, columns), piece) for piece in pieces[::2])
    return "".join(pieces)


def _shift(found: re.Match[str], rows: int, columns: int) -> str:
    groups = found.groups()
    if groups[1] is not None:
        return f"{_column(groups[0], groups[1], columns)}:{_column(groups[2], groups[3], columns)}"
    if groups[5] is not None:
        return f"{_row(groups[4], groups[5], rows)}:{_row(groups[6], groups[7], rows)}"
    if column_number(groups[9]) > LAST_COLUMN:
        return found[0]
    moved = _column(groups[8], groups[9], columns), _row(groups[10], groups[11], rows)
    return "#REF!" if "#REF!" in moved else "".join(moved)


def _column(fixed: str, letters: str, by: int) -> str:
    number = column_number(letters) + (0 if fixed else by)
    return fixed + column_letter(number) if 1 <= number <= LAST_COLUMN else "#REF!"


def _row(fixed: str, digits: str, by: int) -> str:
    number = int(digits) + (0 if fixed else by)
    return f"{fixed}{number}" if 1 <= number <= LAST_ROW else "#REF!"
