"""Which formulas yield a logical value: Calc hands it out as 1 or 0."""

from __future__ import annotations

import re

_TEXT = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'|\[(?:\'.|[^\[\]\'])*\]')
_INMOST = re.compile(r"\([^()]*\)")
_CALL = re.compile(r"\+*(?:AND|OR|XOR|NOT|EXACT|TRUE|FALSE|IS[A-Z]+)\x00")


def yields_truth(formula: str) -> bool:
    """Whether a formula (with its equals sign) ends in a comparison or in a function such as AND."""
    text = _TEXT.sub("", formula.removeprefix("{").removeprefix("=")).replace(" ", "")
    while (shorter := _INMOST.sub("\x00", text)) != text:
        text = shorter
    return bool(re.search("[=<>]", text) or _CALL.fullmatch(text))
