"""第16条 支持合理调整项目资产用途: a place for public services, or from 公益性 to 经营性."""

from __future__ import annotations

from functools import partial

from xltools.rules.art13.conditions import Condition, Finding, Path, Site, asked, is_collective, near
from xltools.tables.declared.assets import IDLE, PUBLIC, REPURPOSE
from xltools.tables.declared.revival import MET, OPEN, UNMET

TO_SERVICES, TO_BUSINESS = "改（扩）建公共服务", "转为经营性"


def is_idle(site: Site) -> Finding:
    """第16条: 集体闲置资产; one that is used a little is not free to be rebuilt."""
    return Finding(MET if site.kind == IDLE else UNMET, f"分类：{site.kind}")


def is_public(site: Site) -> Finding:
    """第16条: 公益性资产 alone is changed."""
    kind = site.said("类别")
    return Finding(MET if kind == PUBLIC else UNMET, kind)


def hard_to_keep(site: Site) -> Finding:
    """第16条: 镇、村管护不便、成本较高, as 闲置原因 says."""
    reason = site.said("闲置原因")
    if site.found("闲置原因", "管护困难词"):
        return Finding(MET, f"闲置原因：{reason}")
    return Finding(OPEN, f"闲置原因：{reason or '空白'}")


SERVICES = Path(
    REPURPOSE,
    TO_SERVICES,
    (
        Condition("集体闲置", "第16条（方案）：集体闲置资产", is_idle, gate=True),
        Condition("村（组）集体所有", "第16条（方案）：集体闲置资产", is_collective),
        Condition("靠近聚居点或场镇", "第16条（方案）：靠近聚居点和场镇", partial(near, "聚居点场镇词")),
    ),
)

EXCHANGE = Path(
    REPURPOSE,
    "调剂置换租用",
    (Condition("有单位或村需要使用", "第16条（方案）：调剂、置换、租用，避免重复建设", asked),),
)

CHANGE = Path(
    REPURPOSE,
    TO_BUSINESS,
    (
        Condition("公益性资产", "第16条（方案）：公益性资产变更登记转为经营性", is_public, gate=True),
        Condition("管护不便、成本较高", "第16条（方案）：镇、村管护不便、成本较高", hard_to_keep),
        Condition("区位优势明显", "第16条（方案）：区位优势明显", partial(near, "区位优势词")),
        Condition("具有一定商业价值", "第16条（方案）：具有一定商业价值", asked),
    ),
)
