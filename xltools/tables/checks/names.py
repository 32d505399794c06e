"""Whether two wordings of a place mean the same: 东兴 / 东兴区, 马边县 / 马边彝族自治县, 内江市市中区."""

from __future__ import annotations

import re
from functools import lru_cache

from xltools.tables.fold import name_key

_KINDS = re.compile(r"(?:自治州|自治县|地区|州|市|县|区)$")
_OFFICES = re.compile(r"(?:人民政府|财政局|乡村振兴局|农业农村局|政府)$")


@lru_cache(maxsize=20_000)
def same_place(written: str, official: str, within: str = "") -> bool:
    """`written` names the place whose official name is `official`; the name of the city it lies in may stand
    before it. A stem must have two characters at least, so that 市 or 区 alone names nothing."""
    name, full, city = name_key(written), name_key(official), name_key(within)
    name = _OFFICES.sub("", name)
    if city and name != full:
        for prefix in (city, _stem(city)):
            name = name.removeprefix(prefix) if name.removeprefix(prefix) else name
    stem = _stem(name)
    return name == full or (len(stem) > 1 and (full.startswith(stem)) and _same_kind(name, full))


def _stem(name: str) -> str:
    return _KINDS.sub("", name)


def _same_kind(name: str, full: str) -> bool:
    """东兴 may be 东兴区; 东兴县 may not; 马边县 may be 马边彝族自治县."""
    return name == _stem(name) or name[-1] == full[-1]
