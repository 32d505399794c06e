"""公示台账 of the sample province: all show what they give out and use, but the planted. All 模拟."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from xltools.sample.library import ON
from xltools.sample.money import (
    CITY,
    COUNTY,
    DISCLOSURE,
    ISSUED,
    YEAR,
    PlantedMoney,
    of_button,
    planted_money,
)
from xltools.sample.province import County
from xltools.tables.declared.money import ALLOCATED, DISCLOSURES, USED
from xltools.tables.frame import rows_frame

AFTER, LONG = 5, 10
"""Days from a level's decision to the showing, and days shown."""

_DECIDED = {"省级": 0, "市级": 12, "县级": 25}
"""Days after 下达 on which each level decides."""


def disclosures(counties: Sequence[County], seed: int) -> pd.DataFrame:
    """公示台账: the province once, each city once, each county for each batch and for its projects."""
    who = tuple(counties)
    planted = of_button(planted_money(who, seed), DISCLOSURE)
    ranked = [county for county in who if county.ranked]
    rows = [*_batches("省级", "模拟省财政厅", f"{ranked[0].code[:2]}0000")] if ranked else []
    for code, name in sorted({county.city_code: county.city for county in ranked}.items()):
        rows += [
            *_batches("市级", f"{name}财政局（模拟）", code),
            _own(CITY, "市级", f"{name}财政局（模拟）", code, code),
        ]
    for county in who:
        rows += _county(county, planted.get(county.code))
    return rows_frame(DISCLOSURES, rows)


def _batches(tier: str, unit: str, code: str) -> Iterator[dict[str, Any]]:
    """中央 and 省级 funds, batch by batch."""
    for (level, batch), (document, issued) in ISSUED.items():
        decided = max(issued, dt.date(YEAR, 1, 4)) + dt.timedelta(_DECIDED[tier])
        name = f"{YEAR}年{level}衔接资金第{batch}批分配结果"
        yield _row(name, tier, unit, code, decided) | {"资金级次": level, "资金文号": document}


def _own(level: str, tier: str, unit: str, code: str, owner: str) -> dict[str, Any]:
    """市级 and 县级 funds."""
    document = f"模拟{'市' if level == CITY else '县'}财〔{YEAR}〕{owner}号"
    name = f"{YEAR}年{level}衔接资金分配结果"
    return _row(name, tier, unit, code, dt.date(YEAR, 2, 20)) | {"资金级次": level, "资金文号": document}


def _county(county: County, plant: PlantedMoney | None) -> Iterator[dict[str, Any]]:
    unit = f"{county.name}财政局（模拟）"
    if county.ranked:
        yield from _batches("县级", unit, county.code)
        yield _own(CITY, "县级", unit, county.code, county.city_code)
        own = _own(COUNTY, "县级", unit, county.code, county.code)
        changed = own if plant is None else _changed(own, plant)
        if changed:
            yield changed
    use = _row(
        f"{YEAR}年度衔接资金项目实施情况",
        "县级",
        f"{county.name}农业农村局（模拟）",
        county.code,
        dt.date(YEAR, 3, 18),
    )
    yield use | {"环节": USED, "网址或位置": "模拟：政府网站和村公示栏"}


def _changed(row: dict[str, Any], plant: PlantedMoney) -> dict[str, Any] | None:
    """The county's own funds, shown as the case has it; None where they are not."""
    changes = plant.changes
    if "登记" in changes:
        return None
    changed = dict(row)
    if changes.get("开始") == "今天减3":
        begun = ON - dt.timedelta(3)
        return changed | {"决定日期": begun - dt.timedelta(2), "公示开始": begun, "公示结束": None}
    begun = row["决定日期"] + dt.timedelta(int(changes.get("开始", AFTER)))
    days = int(changes.get("天数", LONG))
    changed |= {"公示开始": begun, "公示结束": begun + dt.timedelta(days - 1)}
    return changed | ({"渠道": None} if "渠道" in changes else {})


def _row(name: str, tier: str, unit: str, code: str, decided: dt.date) -> dict[str, Any]:
    begun = decided + dt.timedelta(AFTER)
    return {
        "事项": name,
        "层级": tier,
        "单位": unit,
        "决定日期": decided,
        "公示开始": begun,
        "公示结束": begun + dt.timedelta(LONG - 1),
        "渠道": "门户网站",
        "网址或位置": "模拟：政府网站公示栏目",
        "环节": ALLOCATED,
        "年度": YEAR,
        "行政区划代码": code,
    }
