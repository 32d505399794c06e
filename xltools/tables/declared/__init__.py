"""The tables of the toolkit, one module a subject, in the officer's words."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from xltools.tables.model import Table


def declared_tables() -> list[Table]:
    """Every declared table, found in the modules of this folder."""
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    return [value for module in modules for value in vars(module).values() if isinstance(value, Table)]
