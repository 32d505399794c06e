"""第13–16条: what the assets add up to by county and city; rates are Σ ÷ Σ, no data is 无数据."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from xltools.rules.art12.roster import city_code
from xltools.rules.art13.classify import in_force, yield_judged
from xltools.rules.art13.holdings import Holdings, Place
from xltools.rules.exact import FEN
from xltools.rules.projects import Mask, Texts
from xltools.tables.declared.assets import (
    APART,
    BY_CITY_ASSETS,
    BY_COUNTY_ASSETS,
    CATEGORIES,
    HAVE,
    IDLE,
    LOW,
    NO_ASSETS,
    SOUND,
    TO_REVIVE,
    UNKNOWN,
    UNRANKED,
    WRONG_CODE,
)
from xltools.tables.declared.revival import DECIDED, PROGRESS, REVIVED, SIGNED

_CODE = "行政区划代码"

_COUNTS = {IDLE: "闲置", LOW: "低效", SOUND: "正常", UNKNOWN: "无法判定", APART: "另列"}

_SUMS = ("原值", "闲置原值", "低效原值", "判定原值", "收益", "收益原值", "盘活前", "盘活后")
"""Amounts in 分; 判定原值 of what is 闲置, 低效 or 正常, 收益原值 of what 收益 is the yield of."""

WHOLE = "合计"


def per_asset(held: Holdings, classified: pd.DataFrame, revival: pd.DataFrame) -> pd.DataFrame:
    """A row an asset of the ledger: its county, what it counts as, its amounts in 分."""
    assets, kind = held.assets, in_force(classified).to_numpy(object)
    value = assets.amount("原值")
    judged = yield_judged(held)
    earned = np.where(judged, assets.amount("年收益"), 0)
    columns: dict[str, object] = {_CODE: assets.text(_CODE), "资产编号": assets.text("资产编号"), "资产": 1}
    columns |= {category: assets.is_("类别", (category,)).astype(int) for category in CATEGORIES}
    columns |= {name: (kind == each).astype(int) for each, name in _COUNTS.items()}
    columns |= {
        "原值": value,
        "闲置原值": np.where(kind == IDLE, value, 0),
        "低效原值": np.where(kind == LOW, value, 0),
        "判定原值": np.where(np.isin(kind, [IDLE, LOW, SOUND]), value, 0),
        "收益": earned,
        "收益原值": np.where(judged, value, 0),
        "应盘活": _due(kind, assets.text("资产编号"), revival).astype(int),
    }
    return _with_progress(pd.DataFrame(columns), revival)


def _due(kind: Texts, codes: Texts, revival: pd.DataFrame) -> Mask:
    """What is 闲置 or 低效, and what was listed before and cannot be judged any more."""
    listed = np.isin(codes, revival["资产编号"].dropna().to_numpy(object))
    due: Mask = np.isin(kind, TO_REVIVE) | ((kind == UNKNOWN) & listed)
    return due


def _with_progress(made: pd.DataFrame, revival: pd.DataFrame) -> pd.DataFrame:
    """已决定, 已签约 and 已盘活 of each asset, and what a revived one yielded before and since."""
    reached = revival.drop_duplicates("资产编号").set_index("资产编号")
    step = made["资产编号"].map(
        {code: PROGRESS.index(p) for code, p in reached["进度"].items() if p in PROGRESS}
    )
    revived = (step == PROGRESS.index(REVIVED)).to_numpy()
    since = _yield_of(reached, "盘活后年收益", made)
    both = revived & since.notna().to_numpy()
    return made.assign(
        已决定=(step >= PROGRESS.index(DECIDED)).astype(int),
        已签约=(step >= PROGRESS.index(SIGNED)).astype(int),
        已盘活=revived.astype(int),
        应盘活=np.maximum(made["应盘活"], revived.astype(int)),
        可比=both.astype(int),
        盘活前=np.where(both, _fen(_yield_of(reached, "盘活前年收益", made)), 0),
        盘活后=np.where(both, _fen(since), 0),
    )


def _yield_of(reached: pd.DataFrame, column: str, made: pd.DataFrame) -> pd.Series:
    return made["资产编号"].map(reached[column].astype("float64"))


def _fen(amounts: pd.Series) -> pd.Series:
    return amounts.fillna(0).mul(FEN).round().astype("int64")


def by_county(assets: pd.DataFrame, counties: Mapping[str, Place]) -> pd.DataFrame:
    """资产分县汇总: every county of 县区名单, then codes that are in no list; nothing is left out of Σ."""
    total = assets.drop(columns="资产编号").groupby(_CODE).sum()
    unknown = [code for code in total.index if code not in counties]
    total = total.reindex([*counties, *unknown]).fillna(0).astype("int64")
    made = _figures(total).reset_index(names=_CODE)
    places = [counties.get(code) for code in made[_CODE]]
    made["市州"] = [place.city if place else "" for place in places]
    made["县区"] = [place.name if place else "" for place in places]
    made["数据情况"] = [_standing(place, count) for place, count in zip(places, made["资产数"], strict=True)]
    made["依据"] = [_basis(row) for row in made.to_dict("records")]
    return made[BY_COUNTY_ASSETS.names]


def _standing(place: Place | None, count: int) -> str:
    if place is None:
        return WRONG_CODE
    return HAVE if count else NO_ASSETS if place.ranked else UNRANKED


def by_city(assets: pd.DataFrame, counties: Mapping[str, Place]) -> pd.DataFrame:
    """资产分市州汇总 with the whole as its last row."""
    cities = {city_code(place.code): place.city for place in counties.values()}
    filed = set(assets[_CODE])
    bare = assets.drop(columns=[_CODE, "资产编号"])
    total = bare.groupby([city_code(code) if code in counties else "" for code in assets[_CODE]]).sum()
    total = total.reindex([*cities, *(c for c in total.index if c not in cities)]).fillna(0).astype("int64")
    total.loc[WHOLE] = bare.sum()
    made = _figures(total.astype("int64")).reset_index(names="市州代码")
    codes = {city: [c for c in counties if city_code(c) == city] for city in cities} | {WHOLE: [*counties]}
    made["市州"] = [cities.get(code, WHOLE if code == WHOLE else "代码有误") for code in made["市州代码"]]
    made["县区数"] = [len(codes.get(code, ())) for code in made["市州代码"]]
    silent = {code for code, place in counties.items() if place.ranked} - filed
    made["无数据县数"] = [sum(c in silent for c in codes.get(code, ())) for code in made["市州代码"]]
    made["市州代码"] = made["市州代码"].where(made["市州代码"] != WHOLE, None)
    return made[BY_CITY_ASSETS.names]


def _figures(total: pd.DataFrame) -> pd.DataFrame:
    """The columns both summaries share."""
    columns: dict[str, pd.Series] = {"资产数": total["资产"], "原值合计": total["原值"] / FEN}
    columns |= {f"{name}数": total[name] for name in (*CATEGORIES, *_COUNTS.values())}
    columns |= {name: total[name] / FEN for name in ("闲置原值", "低效原值")}
    columns |= {
        "经营性收益率": _rate(total["收益"], total["收益原值"]),
        "低效闲置率": _rate(total["闲置原值"] + total["低效原值"], total["判定原值"]),
        **{f"{name}数": total[name] for name in ("应盘活", "已决定", "已签约", "已盘活")},
        "盘活率": _rate(total["已盘活"], total["应盘活"]),
        "盘活前年收益": total["盘活前"] / FEN,
        "盘活后年收益": total["盘活后"] / FEN,
    }
    return pd.DataFrame(columns)


def _rate(over: pd.Series, under: pd.Series) -> pd.Series:
    """Σ ÷ Σ; blank where there is nothing to divide by."""
    return (over / under.where(under != 0)).astype("float64")


def _basis(row: Mapping[object, object]) -> str:
    if row["数据情况"] == NO_ASSETS:
        return "没有资产台账，不作评价：请报送资产台账，确无资产的书面说明"
    if row["数据情况"] == UNRANKED:
        return "不参评、没有资产台账：不要求报送"
    if row["数据情况"] == WRONG_CODE:
        return "县区名单里没有这个代码，不知道属于哪个市州：核对资产台账"
    unknown = f"；{row['无法判定数']}项无法判定，先补齐台账" if row["无法判定数"] else ""
    return f"第13–16条（缺省）：盘活率＝已盘活{row['已盘活数']}÷应盘活{row['应盘活数']}{unknown}"
