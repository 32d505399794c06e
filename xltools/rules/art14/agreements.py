"""第13–15条: an agreement held against what it needs, item by item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from xltools.policy import Policy
from xltools.rules.art12.roster import Row, text
from xltools.rules.exact import fen, percent_text, plain_percent
from xltools.tables.declared.assets import COOPERATE, OPERATE, REPURPOSE, TALENT
from xltools.tables.declared.revival import AGREEMENT_ITEMS, COMPLETE, EXPIRED, LACKING, PARTNERS, UNSIGNED
from xltools.tables.model import blank

STATE_COMPANY, FAMILY_FARM, COOPERATIVE, COMPANY, *PERSONS = PARTNERS

PARTNERS_OF = {
    COOPERATE: (STATE_COMPANY,),
    OPERATE: (FAMILY_FARM, COOPERATIVE, COMPANY),
    TALENT: tuple(PERSONS),
    REPURPOSE: PARTNERS,
}
"""第13条 县属国企, 第14条 新型经营主体和市场主体, 第15条 返乡在乡人才."""

_SHARED, _RISK, _JOINT, _FARMERS, _UPKEEP, _END = AGREEMENT_ITEMS

ITEMS_OF = {
    COOPERATE: (_SHARED, _RISK, _JOINT, _UPKEEP, _END),
    OPERATE: (_FARMERS, _UPKEEP, _END),
    TALENT: (_UPKEEP, _END),
    REPURPOSE: (_UPKEEP, _END),
}
"""Items an agreement must have. 利益共享 风险共担 运营共管 (第13条) and 联农带农 (第14条) are the plan's."""

_FILLED = ("甲方", "乙方", "乙方类型", "起始日期", "终止日期")

TYPED = (
    "乙方", "乙方类型", "签订日期", "起始日期", "终止日期", "年租金", "分红比例", *AGREEMENT_ITEMS,
    "优惠条件",
)  # fmt: skip
"""What the officer fills; 甲方 is filled in from 权属 where it is blank."""


@dataclass(frozen=True, slots=True)
class Checked:
    """检查结果 of an agreement, what it lacks, and why."""

    state: str
    lacking: str
    basis: str


def check_agreement(row: Row, policy: Policy, on: dt.date) -> Checked:
    """第13–15条: 齐全 only where it is signed, every item is there and it has not run out."""
    way, signed = text(row["盘活方式"]), not blank(row["签订日期"])
    lacking = list(_lacking(row, way, policy))
    clause = {COOPERATE: "第13条", OPERATE: "第14条", TALENT: "第15条"}.get(way, "第16条")
    longest = policy.whole("协议最长年限")
    basis = f"{clause}：{'、'.join(ITEMS_OF[way])}；期限不超过{longest}年{_rent(row, policy)}"
    if not signed:
        return Checked(UNSIGNED, "；".join(["没有填签订日期", *lacking]), basis)
    if lacking:
        return Checked(LACKING, "；".join(lacking), basis)
    if row["终止日期"].date() < on:
        return Checked(EXPIRED, f"协议{row['终止日期']:%Y-%m-%d}已到期，续签或另定", basis)
    return Checked(COMPLETE, _soon(row, policy, on), basis)


def _lacking(row: Row, way: str, policy: Policy) -> Iterator[str]:
    yield from (f"没有填{name}" for name in _FILLED if blank(row[name]))
    partner = text(row["乙方类型"])
    if partner and partner not in PARTNERS_OF[way]:
        yield f"乙方类型是{partner}，{way}应为{'、'.join(PARTNERS_OF[way])}"
    if blank(row["年租金"]) and blank(row["分红比例"]):
        yield "年租金、分红比例至少填一项"
    elif blank(row["年租金"]) and not row["分红比例"] > 0:
        yield "没有年租金，分红比例又是0"
    yield from (f"没有{item}条款" for item in ITEMS_OF[way] if text(row[item]) != "是")
    start, end = row["起始日期"], row["终止日期"]
    longest = policy.whole("协议最长年限")
    if not blank(start) and not blank(end) and end.date() > years_after(start.date(), longest):
        yield f"期限{start:%Y-%m-%d}至{end:%Y-%m-%d}超过{longest}年"


def years_after(start: dt.date, years: int) -> dt.date:
    """The same day so many years later; 29 February becomes the 28th."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)


def _rent(row: Row, policy: Policy) -> str:
    """第14条 lets a rent be reduced, so a low one is said, not refused."""
    value, rent, low = row["原值"], row["年租金"], policy.share("低效收益率")
    if blank(value) or blank(rent) or not value > 0 or not blank(row["分红比例"]):
        return ""
    share = Fraction(fen(rent), fen(value))
    if share >= low:
        return ""
    shown = f"{percent_text(share, low)}，低于低效收益率{plain_percent(low)}"
    return f"；年租金为原值的{shown}，减免的写明理由和年限"


def _soon(row: Row, policy: Policy, on: dt.date) -> str:
    left = (row["终止日期"].date() - on).days
    return f"{left}天后到期，提前商定续签" if left <= policy.whole("协议到期提醒天数") else ""


def agreement_row(asset: Mapping[str, Any], old: Row | None, policy: Policy, on: dt.date) -> dict[str, Any]:
    """协议清单: what the officer filled beside what the program knows of the asset, checked."""
    kept = {name: old[name] for name in ("甲方", *TYPED)} if old is not None else dict.fromkeys(TYPED)
    kept["甲方"] = text(kept.get("甲方")) or text(asset["权属"]) or None
    row = {**asset, **kept}
    checked = check_agreement(row, policy, on)
    return row | {"检查结果": checked.state, "缺项": checked.lacking or None, "依据": checked.basis}
