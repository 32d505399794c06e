"""What goes back into the cells: the array a function works out, or one sentence that says what to mend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from typing import NamedTuple, ParamSpec, TypeAlias

from xltools.errors import InputError, XltoolsError, unforeseen

Cell: TypeAlias = str | int | float
Answer: TypeAlias = list[list[Cell]]
"""Rows of cells; blanks are "", for Excel shows a missing value in an array as 0."""

P = ParamSpec("P")

LONGEST = 250
"""Characters: Excel turns a longer text that comes with an array into #VALUE!."""


class Wrong(NamedTuple):
    """One thing to mend: in which argument, where in it, what stands there, what is wrong, what to do."""

    argument: str
    place: str
    value: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        value = f"“{self.value}”" if self.value else ""
        where = f" {self.place}" if self.place else ""
        return f"{self.argument}{where}{value} {self.problem}，{self.remedy}"


class ArgumentError(XltoolsError):
    """The arguments cannot be used; carries everything found."""

    def __init__(self, wrongs: Iterable[Wrong]) -> None:
        self.wrongs = tuple(wrongs)
        super().__init__("；".join(map(str, self.wrongs)))


def refuse(argument: str, problem: str, remedy: str, place: str = "", value: str = "") -> ArgumentError:
    """One thing is wrong with an argument."""
    return ArgumentError([Wrong(argument, place, value, problem, remedy)])


def stop_at(wrongs: Sequence[Wrong]) -> None:
    """ArgumentError when there is anything to mend."""
    if wrongs:
        raise ArgumentError(wrongs)


def answered(function: Callable[P, Answer]) -> Callable[P, Answer]:
    """The function, answering with one cell that says what is wrong where it would have raised."""

    @wraps(function)
    def inner(*args: P.args, **kwargs: P.kwargs) -> Answer:
        try:
            return function(*args, **kwargs)
        except XltoolsError as error:
            return [[sentence(function.__name__, error)]]
        except Exception as error:
            return [[sentence(function.__name__, unforeseen(error))]]

    return inner


def sentence(name: str, error: XltoolsError) -> str:
    """Everything wrong in one text, as far as it fits; how many more there are."""
    parts = list(_parts(error))
    head = f"{name}：" if len(parts) == 1 else f"{name} 有{len(parts)}处要改："
    text = head + parts[0]
    if len(text) > LONGEST:
        return f"{text[: LONGEST - 1]}…"
    for done, part in enumerate(parts[1:], 1):
        rest = f"；另有{len(parts) - done}处"
        if len(text) + 1 + len(part) + len(rest) > LONGEST:
            return text + rest
        text = f"{text}；{part}"
    return text


def _parts(error: XltoolsError) -> Iterator[str]:
    if isinstance(error, ArgumentError):
        yield from map(str, error.wrongs)
    elif isinstance(error, InputError):
        yield from (str(Wrong(i.column, i.cell, i.value, i.problem, i.remedy)) for i in error.issues)
    else:
        yield from str(error).splitlines()
