"""The policy in force on a date, with the overrides of one run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from xltools.errors import PolicyError
from xltools.policy.catalogue import Catalogue, catalogue
from xltools.policy.model import Override, Parameter, Policy, order_problem, sum_problem
from xltools.policy.values import TypedError, parse_value


def load(on: dt.date, overrides: Iterable[Override] = (), source: Catalogue | None = None) -> Policy:
    """Every parameter in force on `on` (the last day of the 期别), overrides applied.

    PolicyError lists all: an override of an unknown name, given twice, weights that do not add up,
    nodes that fall.
    """
    source = source or catalogue()
    standard = source.in_force(on)
    given = tuple(overrides)
    problems = _override_problems(given, standard)
    if problems:
        raise PolicyError("\n".join(problems))
    policy = Policy(on, standard, given, source.label)
    problems = _relation_problems(policy, source)
    if problems:
        raise PolicyError("\n".join(problems))
    return policy


def make_override(name: str, typed: object, because: str, where: str = "命令行") -> Override:
    """An override from --set NAME=VALUE --because TEXT. PolicyError when it cannot be used."""
    try:
        parameter = find_parameter(name)
        if parameter.needs_reason and not because.strip():
            raise TypedError("改动政策参数没有写理由", "请用 --because 写明依据")
        return Override(name, parse_value(parameter, typed), because.strip(), where)
    except TypedError as problem:
        raise PolicyError(f"{where}　参数“{name}”：{problem}") from None


def find_parameter(name: str) -> Parameter:
    """The latest entry of a parameter by its name. TypedError naming the nearest ones when unknown."""
    dated = catalogue().dated(name)
    if not dated:
        near = [n for n in catalogue().names() if set(name) & set(n)]
        near.sort(key=lambda n: -len(set(name) & set(n)) / len(set(name) | set(n)))
        remedy = f"是否为：{'、'.join(near[:3])}" if near else "请照“参数”表中的名称填写"
        raise TypedError(f"没有名为“{name}”的参数", remedy)
    return dated[-1]


def _override_problems(overrides: Sequence[Override], standard: dict[str, Parameter]) -> list[str]:
    problems = []
    seen: set[str] = set()
    for override in overrides:
        place = f"{override.where}　" if override.where else ""
        if override.name not in standard:
            problems.append(f"{place}没有名为“{override.name}”的参数，或它在这一期别尚未施行")
        elif override.name in seen:
            problems.append(f"{place}参数“{override.name}”给了两个取值，请只留一个")
        seen.add(override.name)
    return problems


def _relation_problems(policy: Policy, source: Catalogue) -> list[str]:
    found = [(rule.names, sum_problem(rule, policy.values)) for rule in source.sums]
    found += [(names, order_problem(names, policy.values)) for names in source.ascending]
    return [
        f"{_places(names, policy)}{problem}。请改“参数”表中这几项的本次取值"
        for names, problem in found
        if problem
    ]


def _places(names: Sequence[str], policy: Policy) -> str:
    places = "、".join(o.where for o in policy.overrides if o.name in names and o.where)
    return f"{places}　" if places else ""
