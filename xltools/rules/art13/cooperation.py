"""第13条 委托县属国有企业合作经营: what must be so before a state company runs the asset."""

from __future__ import annotations

from xltools.rules.art12.roster import text
from xltools.rules.art13.conditions import Condition, Finding, Path, Site, is_business, is_collective
from xltools.tables.declared.assets import COOPERATE
from xltools.tables.declared.revival import MET, OPEN, UNMET


def has_platform(site: Site) -> Finding:
    """第13条: the county has set up a state platform or relies on a state company."""
    if site.platform is None:
        return Finding(OPEN, "“运营平台”里没有这个县")
    name, formed = text(site.platform["平台名称"]), text(site.platform["是否组建"])
    if not formed:
        return Finding(OPEN, "“运营平台”的是否组建空白")
    if formed == "否":
        return Finding(UNMET, "“运营平台”：没有组建")
    return Finding(MET, f"平台：{name}") if name else Finding(OPEN, "“运营平台”填了“是”，没有填平台名称")


COOPERATION = Path(
    COOPERATE,
    "县属国企联合运营",
    (
        Condition("经营性资产", "第13条（缺省）：公益性的先变更登记", is_business, gate=True),
        Condition("村（组）集体所有", "第13条（方案）：与村（组）集体经济组织合作", is_collective),
        Condition("县有国有平台或国企", "第13条（方案）：组建国有平台或依托现有国企", has_platform),
    ),
)
