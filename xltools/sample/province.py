"""Who reports: the 183 counties of 四川 by their real codes and names; class and 参评 are 模拟, by seed.

Beyond 183 the list goes on with counties that exist nowhere, named 模拟县, under province codes 90 and up
that GB/T 2260 does not use.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from random import Random

import pandas as pd

from xltools.errors import UsageError
from xltools.sample.edges import planted_codes, unranked_codes
from xltools.tables.declared.dispatch import COUNTIES

SICHUAN = 183
NATION = 2844
"""Counties of the nation, the largest sample there is."""

PREFECTURES = ("5132", "5133", "5134")
"""阿坝 甘孜 凉山: where the sample draws its 国家重点帮扶县."""

HILLS = ("5105", "5107", "5108", "5111", "5113", "5115", "5116", "5117", "5118", "5119")
"""Cities the sample draws other 帮扶县 and 脱贫县 from."""

CLASS_SIZES = {"国家重点帮扶县": 25, "省重点帮扶县": 25, "脱贫县": 38}
NOT_RANKED = 22
SYNTHETIC_CITY = 15
"""Counties in a made-up city."""


@dataclass(frozen=True, slots=True)
class County:
    """One county of the sample; `code` is six digits of text."""

    code: str
    city: str
    name: str
    kind: str
    ranked: bool

    @property
    def city_code(self) -> str:
        """四位加00: 511002 → 511000."""
        return f"{self.code[:4]}00"

    @property
    def full_name(self) -> str:
        """City and county, for there are two 市中区."""
        return f"{self.city}{self.name}"

    @property
    def synthetic(self) -> bool:
        """A county beyond the real 183."""
        return self.code >= "900000"


def province(seed: int, counties: int = SICHUAN) -> list[County]:
    """The first counties by code: all 183, an even spread of fewer, or more with made-up ones behind."""
    if not 1 <= counties <= NATION:
        raise UsageError(f"县区数应在1到{NATION}之间，收到的是{counties}")
    real = list(_sichuan(seed))
    if counties < SICHUAN:
        return [real[k * SICHUAN // counties] for k in range(counties)]
    return real + [_synthetic(seed, k) for k in range(counties - SICHUAN)]


def county_frame(province: Iterable[County]) -> pd.DataFrame:
    """The province as table 县区名单."""
    rows = [(c.code, c.city, c.name, c.kind, "是" if c.ranked else "否") for c in province]
    return pd.DataFrame(rows, columns=COUNTIES.names)


@lru_cache(maxsize=8)
def _sichuan(seed: int) -> tuple[County, ...]:
    listed = [County(code, city, name, "其他", True) for code, city, name in real_counties()]
    rng = Random(f"{seed}/县类别")
    kinds = _draw_kinds(rng, [c.code for c in listed])
    classed = [replace(c, kind=kinds.get(c.code, "其他")) for c in listed]
    resting = draw_unranked(rng, classed)
    return tuple(replace(c, ranked=c.code not in resting) for c in classed)


@lru_cache(maxsize=1)
def real_counties() -> tuple[tuple[str, str, str], ...]:
    """Code, city and name of the 183, in order of code."""
    with files(__package__).joinpath("sichuan.csv").open(encoding="utf-8") as lines:
        return tuple((r["行政区划代码"], r["市州"], r["县区"]) for r in csv.DictReader(lines))


def _draw_kinds(rng: Random, codes: list[str]) -> dict[str, str]:
    far = [c for c in codes if c.startswith(PREFECTURES)]
    national = rng.sample(far, CLASS_SIZES["国家重点帮扶县"])
    rest = [c for c in codes if c.startswith((*PREFECTURES, *HILLS)) and c not in national]
    others = rng.sample(rest, CLASS_SIZES["省重点帮扶县"] + CLASS_SIZES["脱贫县"])
    kinds = dict.fromkeys(national, "国家重点帮扶县")
    kinds |= dict.fromkeys(others[: CLASS_SIZES["省重点帮扶县"]], "省重点帮扶县")
    return kinds | dict.fromkeys(others[CLASS_SIZES["省重点帮扶县"] :], "脱贫县")


def draw_unranked(rng: Random, counties: list[County]) -> set[str]:
    """22 counties without task funds, never a planted one and never the last of its city."""
    left = Counter(c.city for c in counties)
    pool = [c for c in counties if c.kind == "其他" and c.code not in planted_codes()]
    resting = set(unranked_codes())
    left.subtract(c.city for c in counties if c.code in resting)
    for county in rng.sample(pool, len(pool)):
        if len(resting) < NOT_RANKED and left[county.city] > 1:
            resting.add(county.code)
            left[county.city] -= 1
    return resting


def _synthetic(seed: int, index: int) -> County:
    city, place = divmod(index, SYNTHETIC_CITY)
    code = f"{90 + city // 99}{city % 99 + 1:02d}{place + 1:02d}"
    rng = Random(f"{seed}/县类别/{code}")
    sizes = CLASS_SIZES | {"其他": SICHUAN - sum(CLASS_SIZES.values())}
    kind = rng.choices([*sizes], [*sizes.values()])[0]
    ranked = kind != "其他" or rng.random() > 0.2
    return County(code, f"模拟市{city + 1:03d}", f"模拟县{index + 1:04d}", kind, ranked)
