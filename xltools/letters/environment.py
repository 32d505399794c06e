"""The Jinja environment of the letters: sandboxed, strict, escaping, and with nothing in it but our filters.

Officers edit templates, so a template is untrusted text. Three walls: `expressions` refuses at load all but
fields, if and for; this environment has no globals, no calls into Python and no attribute of an object;
`facts_context` puts only plain values in.
"""

from __future__ import annotations

from typing import Any, NoReturn

from jinja2 import StrictUndefined, Undefined
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as JINJA_TESTS

from xltools.letters.filters import FILTERS, plain

PLAIN_FILTERS = ("length", "default")
"""Jinja's own filters that a template may use."""

TESTS = ("in", "none", "defined")


class Blank(Undefined):
    """An optional field that is empty this time: false in {% if %}, an error wherever it is printed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            hint=f"字段“{name}”这次是空的，不能直接印出。请补上这一项，"
            f"或在模板里用 {{% if {name} %}}…{{% endif %}} 把它包起来。",
            name=name,
        )

    __str__ = __iter__ = __len__ = Undefined._fail_with_undefined_error


class LetterEnvironment(ImmutableSandboxedEnvironment):
    """Templates may look at values and never call anything."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=plain, cache_size=0)
        self.globals = {}
        self.filters = {name: JINJA_FILTERS[name] for name in PLAIN_FILTERS}
        self.filters.update({name: filter_.function for name, filter_ in FILTERS.items()})
        self.tests = {name: JINJA_TESTS[name] for name in TESTS}

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> NoReturn:
        """No arithmetic, hence no "a" * 10**10."""
        raise SecurityError("模板里不做加减乘除，数由程序算好后填入")

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing is callable from a template."""
        return False

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only the counters of a loop are attributes; a row's columns are items."""
        return type(obj).__name__ == "LoopContext" and not attr.startswith("_")


def environment() -> LetterEnvironment:
    """A fresh environment; docxtpl sets attributes on it, so it is not shared."""
    return LetterEnvironment()
