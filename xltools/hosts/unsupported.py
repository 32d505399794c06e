"""What an engine does not offer says so in a sentence, never in silence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from xltools.errors import HostError

_Class = TypeVar("_Class", bound=type)


def refusal(what: str) -> HostError:
    """The error for one part of xlwings that is not to be had."""
    return HostError(
        f"这个功能用到了 xlwings 的 {what}，工作簿没有用 Excel 打开时不支持。"
        "请在 Excel 里打开工作簿后再按这个按钮。"
    )


def stands_in_for(base: type) -> Callable[[_Class], _Class]:
    """Class decorator: everything public that xlwings' base class has, and the decorated class neither
    defines nor annotates, raises HostError when it is touched."""

    def decorate(cls: _Class) -> _Class:
        own = {*vars(cls), *cls.__annotations__}
        for name in dir(base):
            if not name.startswith("_") and name not in own:
                setattr(cls, name, _refusing(f"{base.__name__}.{name}"))
        return cls

    return decorate


def _refusing(what: str) -> property:
    def refuse(*_: Any) -> NoReturn:
        raise refusal(what)

    return property(refuse, refuse)
