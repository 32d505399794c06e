"""Counties, their cities and the province by code, as 县区名单 has them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from xltools.rules.art12.roster import EXEMPT, MISSING, Unit, city_code, takes_part, text

COUNTY, CITY, PROVINCE = "县", "市", "省"

Units = Mapping[str, Unit]
"""Every county of 县区名单 by code, in order of code."""


def listed_units(roster: pd.DataFrame) -> dict[str, Unit]:
    """Every county of 县区名单; standing 不参评 where the list says so."""
    units = {
        text(row["行政区划代码"]): Unit(
            text(row["行政区划代码"]),
            text(row["市州"]),
            text(row["县区"]),
            MISSING if takes_part(row, "") else EXEMPT,
        )
        for row in roster.to_dict("records")
    }
    return dict(sorted(units.items()))


def expected(units: Units) -> list[Unit]:
    """The counties with task funds."""
    return [unit for unit in units.values() if unit.standing != EXEMPT]


def province_code(code: str) -> str:
    """511002 → 510000."""
    return f"{code[:2]}0000"


def level_of(code: str) -> str:
    """县, 市 or 省, by the zeros at the end of the code."""
    return PROVINCE if code.endswith("0000") else CITY if code.endswith("00") else COUNTY


def unit_names(units: Units) -> dict[str, str]:
    """The full name of every county, city and province by code."""
    names = {province_code(code): "全省" for code in units}
    names |= {city_code(code): unit.city for code, unit in units.items()}
    return names | {code: unit.full_name for code, unit in units.items()}


def unit_columns(units: Units, code: str) -> dict[str, str | None]:
    """行政区划代码, 市州 and 县区 of a county, a city (no 县区) or the province (neither)."""
    if code in units:
        return {"行政区划代码": code, "市州": units[code].city, "县区": units[code].name}
    city = next((unit.city for own, unit in units.items() if city_code(own) == code), None)
    return {"行政区划代码": code or None, "市州": city, "县区": None}
