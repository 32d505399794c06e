"""第13–16条 盘活情况表: one page that a county prints and sends up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from xltools.rules.art12.roster import Row, text
from xltools.rules.art13.holdings import Place
from xltools.rules.exact import FEN
from xltools.tables.declared.assets import CATEGORIES, OVERVIEW, WAYS
from xltools.tables.declared.revival import PROGRESS

_NUMERALS = ("一", "二", "三", "四", "五", "六")


_ITEM = ("分类", "盘活方式", "进度", "下一步")


def area_name(area: str, counties: Mapping[str, Place]) -> str | None:
    """What 情况表范围 names: a county, a city, or the whole ledger; None where it is none of these."""
    if not area:
        return "台账全部"
    if area in counties:
        place = counties[area]
        return place.name if place.name.startswith(place.city) else f"{place.city}{place.name}"
    return next((p.city for p in counties.values() if area.endswith("00") and p.code[:4] == area[:4]), None)


def within(frame: pd.DataFrame, area: str) -> pd.DataFrame:
    """The rows of a county (511002) or city (511000); all where it is blank."""
    codes = frame["行政区划代码"].fillna("").astype(str)
    prefix = area[:4] if area.endswith("00") else area
    return frame[codes.str.startswith(prefix)]


def overview(assets: pd.DataFrame, revival: pd.DataFrame, name: str, on: dt.date) -> pd.DataFrame:
    """盘活情况表 of an area: `assets` and `revival` are those within it.

    What was decided of an asset that the ledger has no more is a line of its own and in no other.
    """
    held = revival[revival["资产编号"].isin(assets["资产编号"])]
    rows = [
        {"项目": f"范围：{name}", "说明": f"认定日：{on}；金额单位：万元"},
        *_holdings(assets), *_classes(assets), *_progress(held, len(revival) - len(held)), *_ways(held),
        *_yield(assets),
        *(_items(revival) if assets["行政区划代码"].nunique() == 1 else ()),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=OVERVIEW.names)


def _line(assets: pd.DataFrame, mask: pd.Series, whole: float, **said: Any) -> dict[str, Any]:
    amount = int(assets.loc[mask, "原值"].sum())
    return {"数量": int(mask.sum()), "原值": amount / FEN, "占比": amount / whole if whole else None, **said}


def _holdings(assets: pd.DataFrame) -> Iterator[dict[str, Any]]:
    whole = float(assets["原值"].sum())
    everything = pd.Series(True, assets.index)
    yield _line(assets, everything, whole, 序号=_NUMERALS[0], 项目="资产总数", 说明="占比都按原值")
    for category in CATEGORIES:
        yield _line(assets, assets[category] == 1, whole, 项目=f"　{category}")
    blank = assets[[*CATEGORIES]].sum(axis=1) == 0
    if blank.any():
        yield _line(assets, blank, whole, 项目="　类别空白", 说明="补填类别")


def _classes(assets: pd.DataFrame) -> Iterator[dict[str, Any]]:
    whole = float(assets["判定原值"].sum())
    judged = assets["判定原值"] > 0
    yield _line(
        assets, judged, whole, 序号=_NUMERALS[1], 项目="判定了的资产", 说明="闲置、低效、正常，有原值的"
    )
    for kind in ("闲置", "低效", "正常"):
        yield _line(assets, assets[kind] == 1, whole, 项目=f"　{kind}")
    for kind, said in (("无法判定", "不等于正常：先补齐台账"), ("另列", "到户类、已处置、未满一个完整年度")):
        yield _line(assets, assets[kind] == 1, 0, 项目=f"　{kind}", 说明=said)


def _progress(revival: pd.DataFrame, gone: int) -> Iterator[dict[str, Any]]:
    """What is to be revived, by how far it has come."""
    yield _revived(revival, 序号=_NUMERALS[2], 项目="列入盘活的", 说明="见“盘活建议”")
    if gone:
        said = "不计入以上和以下各行：核对“盘活建议”里这几项的资产编号"
        yield {"项目": "　另有：台账里已没有的", "数量": gone, "说明": said}
    for progress, said in zip(
        PROGRESS,
        (
            "还没有定方式",
            "定了方式，协议或变更登记没有办完",
            "协议齐全或已登记，还没有恢复使用",
            "已恢复使用",
        ),
        strict=True,
    ):
        yield _revived(revival[revival["进度"] == progress], 项目=f"　进度：{progress}", 说明=said)


def _ways(revival: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """What was decided, by the way of the plan."""
    decided = revival[revival["进度"].isin(PROGRESS[1:])]
    yield _revived(decided, 序号=_NUMERALS[3], 项目="已定盘活方式的")
    for way, clause in zip(WAYS, (13, 14, 15, 16), strict=True):
        yield _revived(decided[decided["盘活方式"] == way], 项目=f"　已决定：{way}", 说明=f"第{clause}条")


def _revived(rows: pd.DataFrame, **said: Any) -> dict[str, Any]:
    return {"数量": len(rows), "原值": float(rows["原值"].astype("float64").sum()), **said}


def _yield(assets: pd.DataFrame) -> Iterator[dict[str, Any]]:
    before, since = (int(assets[name].sum()) / FEN for name in ("盘活前", "盘活后"))
    count, both = int(assets["已盘活"].sum()), int(assets["可比"].sum())
    more = f"盘活前{before:,.2f}万元，盘活后{since:,.2f}万元，增加{since - before:,.2f}万元"
    said = f"其中{both}项填了盘活后年收益：{more}" if both else "都还没有填盘活后年收益"
    yield {"序号": _NUMERALS[4], "项目": "已盘活资产年收益", "数量": count, "说明": said}


def _items(revival: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Of a single county: every asset to revive, where it stands and what comes next."""
    yield {"序号": _NUMERALS[5], "项目": "逐项", "数量": len(revival), "说明": "分类；盘活方式；进度；下一步"}
    rows: Sequence[Row] = revival.to_dict("records")
    for number, row in enumerate(rows, 1):
        said = "；".join(filter(None, (text(row[name]) for name in _ITEM)))
        yield {
            "序号": str(number), "项目": text(row["名称"]), "原值": row["原值"], "说明": said,
        }  # fmt: skip
