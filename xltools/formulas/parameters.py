"""生效值: the parameters as the workbook has them, 本次取值 where it is filled and 标准值 where not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xltools.formulas.addresses import TableRange, literal


def effective_text(parameters: TableRange, name: str) -> str:
    """The value in force of a choice."""
    found = f"MATCH({literal(name)},{parameters.column('名称')},0)"
    chosen = f"INDEX({parameters.column('本次取值')},{found})"
    return f'TRIM(IF({chosen}="",INDEX({parameters.column("标准值")},{found}),{chosen}))'


def effective_number(parameters: TableRange, name: str) -> str:
    """The value in force of a number; 45, "45" and "45%" in a text cell all mean 45."""
    return f'VALUE(SUBSTITUTE({effective_text(parameters, name)},"%",""))'


def parameter_cells(
    parameters: TableRange,
    numbers: Sequence[str],
    texts: Sequence[str],
    given: Mapping[str, int | Decimal | str],
) -> dict[str, str]:
    """Name → formula; `given` are the values of the command line, which no cell holds."""
    cells = {name: effective_number(parameters, name) for name in numbers}
    cells |= {name: effective_text(parameters, name) for name in texts}
    cells |= {name: _constant(value) for name, value in given.items() if name in cells}
    return {name: f"={formula}" for name, formula in cells.items()}


def _constant(value: int | Decimal | str) -> str:
    return literal(value) if isinstance(value, str) else format(Decimal(value), "f")
