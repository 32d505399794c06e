"""第13–16条 资产分类: 闲置, 低效, 正常, 无法判定 or 另列, each with its 依据 and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from xltools.rules.art13.holdings import Holdings, full_text, idle_months, no_holder, too_much
from xltools.rules.exact import money_text, percent_text, plain_percent
from xltools.rules.project_checks import beside
from xltools.rules.projects import Mask, Rows, day, day_text
from xltools.tables.declared.assets import (
    APART,
    BUSINESS,
    CLASSIFIED,
    GONE,
    HOUSEHOLD,
    IDLE,
    IDLE_NOW,
    IN_USE,
    LOW,
    PARTLY,
    PUBLIC,
    SOUND,
    UNKNOWN,
)

_CLAUSE = "第13条（缺省）"
_FILL = "补填台账后再按一次"


@dataclass(frozen=True, slots=True)
class Ground:
    """Why an asset is of a class; of several the first in the list counts. `says` may be one text for all."""

    kind: str
    hits: Callable[[Holdings], Mask]
    says: Callable[[Holdings, Rows], Sequence[str]] | str
    remedy: str = ""


def classify(held: Holdings) -> pd.DataFrame:
    """第13–16条: 资产分类, a row for each row of the ledger in its order; 核定分类 is the officer's."""
    size = len(held.frame)
    taken = np.full(size, len(GROUNDS), np.int64)
    bases, remedies = np.empty(size, object), np.empty(size, object)
    for number, ground in enumerate(GROUNDS):
        rows = np.flatnonzero((taken == len(GROUNDS)) & ground.hits(held))
        taken[rows] = number
        bases[rows] = ground.says if isinstance(ground.says, str) else ground.says(held, rows)
        remedies[rows] = ground.remedy or None
    kinds = np.array([ground.kind for ground in GROUNDS], object)[taken]
    said: dict[str, Any] = {"分类": kinds, "依据": bases, "怎么办": remedies, "收益率": _yields(held)}
    made = beside(held.frame, CLASSIFIED, said)
    return made.assign(
        收益年度=np.where(held.assets.known("年收益"), held.years("收益年度"), np.nan),
        闲置月数=np.where(held.assets.dated("闲置起始"), idle_months(held), np.nan),
        收益率=made["收益率"].astype("float64"),
    )[CLASSIFIED.names]


def yield_judged(held: Holdings) -> Mask:
    """经营性 assets whose yield can be reckoned: what Σ年收益 ÷ Σ原值 is made of."""
    assets = held.assets
    counted = _is(BUSINESS, held) & ~assets.is_("使用状态", (GONE,)) & ~_wrong(held)
    return counted & (assets.amount("原值") > 0) & assets.known("年收益") & ~too_much(held) & ~no_holder(held)


def with_verdicts(made: pd.DataFrame, decided: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """资产分类 with the officer's 核定分类 and 核定理由, by 资产编号."""
    pairs = [decided.get(code, ("", "")) for code in made["资产编号"]]
    columns = ([value or None for value in column] for column in zip(*pairs, strict=True))
    kinds, reasons = columns if pairs else ([], [])
    return made.assign(
        核定分类=pd.Series(kinds, made.index, object), 核定理由=pd.Series(reasons, made.index, object)
    )


def in_force(classified: pd.DataFrame) -> pd.Series:
    """The class of each row: what the officer set with a reason, else the program's."""
    ruled = classified["核定分类"].notna() & classified["核定理由"].notna()
    return classified["核定分类"].where(ruled, classified["分类"])


def _yields(held: Holdings) -> pd.Series:
    earned, value = held.assets.number("年收益"), held.assets.number("原值")
    return pd.Series(np.divide(earned, value, out=np.full(len(value), np.nan), where=yield_judged(held)))


def _wrong(held: Holdings) -> Mask:
    mask = np.zeros(len(held.frame), bool)
    mask[list(held.wrong)] = True
    return mask


def _is(category: str, held: Holdings) -> Mask:
    return held.assets.is_("类别", (category,))


def _used(use: str, held: Holdings) -> Mask:
    return held.assets.is_("使用状态", (use,))


def _idle_long(held: Holdings) -> Mask:
    return np.asarray(held.full <= day(held.on), bool)


def _idle(held: Holdings) -> Mask:
    return _used(IDLE_NOW, held) & _idle_long(held)


def _undated(use: str, held: Holdings) -> Mask:
    return _used(use, held) & ~held.assets.dated("闲置起始")


def _partly_idle(held: Holdings) -> Mask:
    return _is(PUBLIC, held) & _used(PARTLY, held) & _idle_long(held)


def _undated_public(held: Holdings) -> Mask:
    return _is(PUBLIC, held) & _undated(PARTLY, held)


def _in_use(held: Holdings) -> Mask:
    return _is(PUBLIC, held) & _used(IN_USE, held)


def _not_yet(held: Holdings) -> Mask:
    """公益性 and idle, wholly or in part, not for long enough."""
    return _is(PUBLIC, held) & ~_used(IN_USE, held)


def _no_value(held: Holdings) -> Mask:
    return ~(held.assets.amount("原值") > 0)


def _new(held: Holdings) -> Mask:
    """The year of the yield is not a whole year after the one in which the asset was made."""
    return np.asarray(held.years("形成年度") >= held.years("收益年度"), bool)


def _blank_new(held: Holdings) -> Mask:
    return _new(held) & ~held.assets.known("年收益")


def _blank_yield(held: Holdings) -> Mask:
    return ~held.assets.known("年收益")


def _old_yield(held: Holdings) -> Mask:
    """年收益 of an earlier year than the last that is settled."""
    settling = held.on.month <= held.policy.whole("收益结算月份")
    return np.asarray(held.years("收益年度") < held.on.year - 1 - settling, bool)


def _enough(held: Holdings) -> Mask:
    return held.yields_at_least(held.low)


def _undated_asset(held: Holdings) -> Mask:
    return ~held.assets.known("形成年度")


def _unfinished(held: Holdings) -> Mask:
    """The year of the yield is this year, and it is not over."""
    over = (held.on.month, held.on.day) == (12, 31)
    return np.asarray((held.years("收益年度") == held.on.year) & (not over), bool)


def _all(held: Holdings) -> Mask:
    return np.ones(len(held.frame), bool)


def _say_wrong(held: Holdings, rows: Rows) -> Sequence[str]:
    return [f"填报有误，改正后再判定：{held.wrong[row]}" for row in rows.tolist()]


def _say_idle(held: Holdings, rows: Rows) -> Sequence[str]:
    months, bound = idle_months(held), held.policy.whole("闲置认定月数")
    since = held.assets.date("闲置起始")
    return [
        f"{_CLAUSE}：{day_text(since[row])}起闲置，{full_text(held, row)}满{bound}个月，"
        f"到认定日{held.on}已{months[row]}个月≥{bound}个月"
        for row in rows
    ]


def _say_not_yet(held: Holdings, rows: Rows) -> Sequence[str]:
    since, bound = held.assets.date("闲置起始"), held.policy.whole("闲置认定月数")
    return [
        f"{_CLAUSE}：{day_text(since[row])}起闲置，{full_text(held, row)}才满{bound}个月，认定日{held.on}未满"
        for row in rows
    ]


def _say_yield(mark: str, held: Holdings, rows: Rows) -> Sequence[str]:
    earned, value = held.assets.amount("年收益"), held.assets.amount("原值")
    years, waiting = held.years("收益年度"), _waiting(held)
    return [
        f"{_CLAUSE}：{years[row]:.0f}年收益{money_text(int(earned[row]))}万元÷原值{money_text(int(value[row]))}万元"
        f"＝{percent_text(Fraction(int(earned[row]), int(value[row])), held.low)}"
        f"{mark}{plain_percent(held.low)}{waiting[row]}"
        for row in rows
    ]


def _waiting(held: Holdings) -> Sequence[str]:
    """What to add of an asset that is idle, not for long enough yet."""
    idle = held.assets.is_("使用状态", (IDLE_NOW,)) & held.assets.dated("闲置起始")
    return [f"；闲置到{full_text(held, row)}满期" if idle[row] else "" for row in range(len(idle))]


def _say_new(held: Holdings, rows: Rows) -> Sequence[str]:
    built, earned = held.years("形成年度"), held.years("收益年度")
    return [
        f"{_CLAUSE}：{built[row]:.0f}年形成，到{earned[row]:.0f}年未满一个完整年度，不按收益率判定"
        for row in rows
    ]


def _say_old(held: Holdings, rows: Rows) -> Sequence[str]:
    years = held.years("收益年度")
    return [f"年收益是{years[row]:.0f}年的，不是最近一个完整年度的" for row in rows]


GROUNDS = (
    Ground(UNKNOWN, _wrong, _say_wrong, "按“校验结果”改正台账后再按一次"),
    Ground(APART, partial(_used, GONE), f"{_CLAUSE}：已处置，不再判定"),
    Ground(
        APART,
        partial(_is, HOUSEHOLD),
        f"{_CLAUSE}：到户类资产归农户所有，不列入低效闲置",
        "没有使用的由村核实原因，帮助农户用起来",
    ),
    Ground(IDLE, _idle, _say_idle, "按“盘活建议”看哪种方式可行"),
    Ground(UNKNOWN, lambda held: ~held.assets.has("使用状态"), "使用状态空白", _FILL),
    Ground(UNKNOWN, partial(_undated, IDLE_NOW), "闲置，没有填闲置起始，不知道满不满期", _FILL),
    Ground(LOW, _partly_idle, _say_idle, "按“盘活建议”看哪种方式可行"),
    Ground(UNKNOWN, _undated_public, "部分闲置，没有填闲置起始，不知道满不满期", _FILL),
    Ground(SOUND, _in_use, f"{_CLAUSE}：公益性资产看使用，在用"),
    Ground(SOUND, _not_yet, _say_not_yet, "满期前恢复使用；满期即为闲置（部分闲置的为低效）"),
    Ground(UNKNOWN, _no_value, "没有原值，不能算收益率", _FILL),
    Ground(APART, _blank_new, _say_new, "满一个完整年度后填年收益"),
    Ground(UNKNOWN, _blank_yield, "年收益空白；没有收益的填0", _FILL),
    Ground(UNKNOWN, no_holder, "填了年收益，没有填经营主体", _FILL),
    Ground(UNKNOWN, too_much, "年收益超过原值，疑单位有误", "核对单位是否万元"),
    Ground(UNKNOWN, _old_yield, _say_old, "改填上一年度的收益和收益年度"),
    Ground(SOUND, _enough, partial(_say_yield, "≥")),
    Ground(APART, _new, _say_new, "满一个完整年度后填年收益"),
    Ground(UNKNOWN, _undated_asset, "形成年度空白，不知道是否满一个完整年度", _FILL),
    Ground(UNKNOWN, _unfinished, "收益年度还没有结束", "填上一个完整年度的收益和收益年度"),
    Ground(LOW, _all, partial(_say_yield, "＜"), "按“盘活建议”看哪种方式可行"),
)
"""第13–16条: in the order in which they are asked; from 没有原值 on only 经营性 is left."""
