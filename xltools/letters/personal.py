"""Personal data that a letter would print: what goes out under a number is public sooner or later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xltools.personal import found, masked

_OF_THE_OFFICE = frozenset({"联系人", "联系电话", "监督电话"})
"""Facts from 参数, there to be called."""

_REMEDY = "请删去或改写再按一次；本单位的电话请填在“参数”的“联系电话”"


def personal_facts(facts: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Each fact with 身份证号 or a mobile number in it: its name, and what is wrong with what to do."""
    for name, value in facts.items():
        kinds = {kind: text for text in _texts(value) for kind in found(text)}
        if kinds and name not in _OF_THE_OFFICE:
            shown = masked(next(iter(kinds.values())))[:60]
            yield name, f"“{name}”里有{'、'.join(kinds)}（{shown}），函件不写个人信息。{_REMEDY}"


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, Sequence):
        for each in value:
            yield from _texts(each)
