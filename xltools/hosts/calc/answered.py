"""Every question to LibreOffice is asked in such a way that it ends: with an answer or a sentence."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

_Class = TypeVar("_Class", bound=type)


def answered(cls: _Class) -> _Class:
    """Class decorator: public methods and properties run within `with self._connection`."""
    for name, member in list(vars(cls).items()):
        if name.startswith("_"):
            continue
        if isinstance(member, property):
            getter, setter = (each and _asking(each) for each in (member.fget, member.fset))
            setattr(cls, name, property(getter, setter, None, member.__doc__))
        elif callable(member):
            setattr(cls, name, _asking(member))
    return cls


def _asking(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def ask(self: Any, *arguments: Any, **named: Any) -> Any:
        with self._connection:
            return method(self, *arguments, **named)

    return ask
