"""资产分类: every asset of the ledger judged with its 依据, and what they add up to (第13–16条)."""

from __future__ import annotations

from typing import Any

from xltools.buttons.assets_desk import Desk, read_desk
from xltools.buttons.button import Press, Result
from xltools.buttons.inputs import checksum
from xltools.rules.art13.classify import in_force
from xltools.tables.declared.assets import (
    ASSETS,
    BY_COUNTY_ASSETS,
    CLASSES,
    CLASSIFIED,
    NO_ASSETS,
    UNKNOWN,
)
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.revival import REVIVAL


def classify(press: Press) -> Result:
    """第13–16条: 资产分类, 资产分县汇总, 资产分市州汇总 and 盘活情况表."""
    press.progress("资产分类", 0, 1)
    desk = read_desk(press, (REVIVAL,))
    summaries = desk.summaries(desk.frame(REVIVAL))
    facts = counted(desk, summaries)
    press.progress("资产分类", 1, 1)
    return Result(
        message=said(desk, facts) + desk.origin,
        rows=len(desk.classified),
        tables=[(CLASSIFIED, desk.result), *summaries],
        issues=desk.issues,
        facts=facts,
        note=f"认定日 {desk.on}",
        inputs=checksum([desk.frame(ASSETS), desk.frame(COUNTIES)]),
        policy=desk.policy,
    )


def counted(desk: Desk, summaries: list[Any]) -> dict[str, Any]:
    """How many assets of each class, and how many counties have sent nothing."""
    kinds = in_force(desk.classified).value_counts()
    counties = next(frame for table, frame in summaries if table is BY_COUNTY_ASSETS)
    return {
        "date": str(desk.on),
        "assets": len(desk.classified),
        "classes": {kind: int(kinds.get(kind, 0)) for kind in CLASSES},
        "missing": counties.loc[counties["数据情况"] == NO_ASSETS, "行政区划代码"].tolist(),
    }


def said(desk: Desk, facts: dict[str, Any]) -> str:
    """按2024-10-08认定1700项资产：闲置80、低效120…；5个县没有资产台账，列为无数据."""
    classes = "、".join(f"{kind}{count}" for kind, count in facts["classes"].items())
    missing = f"；{len(facts['missing'])}个县没有资产台账，列为无数据" if facts["missing"] else ""
    unknown = "，无法判定的先补齐台账" if facts["classes"][UNKNOWN] else ""
    return f"按{desk.on}认定{facts['assets']}项资产：{classes}{unknown}{missing}"
