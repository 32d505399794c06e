"""The numbers of the plan, with their dates, bounds and clauses: one TOML file a measure."""

from xltools.policy.load import find_parameter, load, make_override
from xltools.policy.model import Override, Parameter, Policy, Value, shown_value
from xltools.policy.sheet import read_overrides

__all__ = [
    "Override",
    "Parameter",
    "Policy",
    "Value",
    "find_parameter",
    "load",
    "make_override",
    "read_overrides",
    "shown_value",
]
