"""How Excel's files and Calc's API name the functions that both have, as LibreOffice itself maps them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from xltools.hosts.calc.grammar import Functions

_ENGLISH, _OOXML, _EVERYTHING = 1, 5, 0x7FFFFFFF
"""Languages and groups of `com.sun.star.sheet.FormulaOpCodeMapper`."""

_PREFIX = "_xlfn."


def functions_of(mapper: Any) -> Functions:
    """The names that differ, from the mapper a document makes (`sheet.FormulaOpCodeMapper`)."""
    return paired(_names(mapper, _ENGLISH), _names(mapper, _OOXML))


def paired(calc: Mapping[Any, list[str]], excel: Mapping[Any, list[str]]) -> Functions:
    """Names of the same operation put together.

    Where Calc has two names for what is one in Excel (CEILING, CEILING.MATH), the one that reads the same is
    taken; where Excel has two (an add-in's and a plain one), the plain one.
    """
    to_calc: dict[str, str] = {}
    to_excel: dict[str, str] = {}
    for key in calc.keys() & excel.keys():
        theirs = min(excel[key], key=len)
        for ours in calc[key]:
            to_excel[ours] = theirs
            if theirs not in to_calc or ours == theirs.removeprefix(_PREFIX):
                to_calc[theirs] = ours
    return Functions(_different(to_calc), _different(to_excel))


def _names(mapper: Any, language: int) -> dict[Any, list[str]]:
    """The names of each operation; add-in functions share one and are told apart by their data."""
    names = defaultdict(list)
    for entry in mapper.getAvailableMappings(language, _EVERYTHING):
        names[entry.Token.OpCode, str(entry.Token.Data)].append(entry.Name)
    return names


def _different(names: Mapping[str, str]) -> dict[str, str]:
    """Functions alone, by their names in capitals: the mapper lists operators, too."""
    functions = {name: other for name, other in names.items() if name[:1].isalpha() or name[:1] == "_"}
    return {name.upper(): other for name, other in functions.items() if name != other}
