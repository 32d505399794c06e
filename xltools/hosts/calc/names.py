"""Defined names, in Excel's spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from xltools.errors import HostError
from xltools.hosts.calc.component import Component
from xltools.hosts.calc.grammar import from_calc, to_calc
from xltools.hosts.calc.unolib import struct, uno_error
from xltools.hosts.document import NameInfo

_BUILTIN = re.compile(r"_xlnm\.|_xl[a-z]*\.", re.I)


class Names:
    """The names of a workbook and of its sheets."""

    def __init__(self, component: Component) -> None:
        self._component = component
        self._containers: dict[str, tuple[Any, Any]] = {}

    def __iter__(self) -> Iterator[NameInfo]:
        sheets = self._component.sheet_names()
        for scope in ("", *sheets):
            container = self._container(scope)
            for name in container.ElementNames:
                if not _BUILTIN.match(name):
                    text = container.getByName(name).getContent()
                    excel = from_calc(text, self._component.functions, sheets)
                    yield NameInfo(name, f"={excel}", scope)

    def set(self, name: str, refers_to: str, scope: str) -> None:
        """Define a name, or say anew what it stands for. HostError where it cannot be one."""
        text = to_calc(refers_to.removeprefix("="), self._component.functions)
        container = self._container(scope)
        known = self._known(container, name)
        try:
            if known is not None:
                container.getByName(known).setContent(text)
            else:
                container.addNewByName(name, text, struct("table.CellAddress"), 0)
        except uno_error() as error:
            raise HostError(f"“{name}”不能用作名称：要以文字开头，不含空格，也不能像单元格地址。") from error

    def remove(self, name: str, scope: str) -> None:
        """Take a name away."""
        container = self._container(scope)
        known = self._known(container, name)
        if known is not None:
            container.removeByName(known)

    def _container(self, scope: str) -> Any:
        if not scope:
            return self._component.named_ranges
        sheet = self._component.sheet(scope)
        if scope not in self._containers or self._containers[scope][0] is not sheet:
            self._containers[scope] = sheet, sheet.NamedRanges
        return self._containers[scope][1]

    @staticmethod
    def _known(container: Any, name: str) -> str | None:
        """The name as it is spelled there: letter case does not count."""
        return next((n for n in container.ElementNames if n.casefold() == name.casefold()), None)
