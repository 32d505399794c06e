"""Checks that take `Rows` and yield issues with their cells: inside a table, and against other tables."""

from xltools.tables.checks.across import against_counties, against_earlier, expected_period
from xltools.tables.checks.within import (
    at_most,
    filled,
    in_order,
    is_ratio,
    positive,
    six_digits,
    sums_to,
    unique,
)

__all__ = [
    "against_counties",
    "against_earlier",
    "at_most",
    "expected_period",
    "filled",
    "in_order",
    "is_ratio",
    "positive",
    "six_digits",
    "sums_to",
    "unique",
]
