"""第3条 公开: an allocation as the facts of 资金分配公示, and the same in the lines of 公示说明."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xltools.letters.facts import draft_number
from xltools.letters.filters import 中文日期
from xltools.letters.kinds import KINDS
from xltools.letters.titles import title

KIND = "资金分配公示"
PLAN = "《衔接资金项目质效双提行动实施方案》第4条（分配因素权重）、第5条（试点）、第6条（绩效奖惩）"
DRAFT = "草稿：尚未复核确认，请勿对外"


@dataclass(frozen=True, slots=True)
class Awarded:
    """What is made public of an allocation, in whole 万元. `pools` by 资金级次; `rows` are 市州, 县区 and the
    amount of each level by its name.
    """

    year: int
    pools: Mapping[str, int]
    method: str
    rows: Sequence[Mapping[str, Any]]
    documents: Sequence[str] = ()

    @property
    def basis(self) -> str:
        """The documents that decided the funds, and the plan."""
        return "、".join((*self.documents, PLAN))


def shown_days(today: dt.date, office: Mapping[str, Any]) -> tuple[dt.date, dt.date]:
    """第3条 缺省: from today for 公示天数, the first and the last day counted."""
    return today, today + dt.timedelta(days=int(office["公示天数"]) - 1)


def disclosure_lines(
    awarded: Awarded, office: Mapping[str, Any], confirmed: str, today: dt.date
) -> dict[str, str]:
    """The lines of 公示说明; `confirmed` says who and when, empty for a draft."""
    first, last = shown_days(today, office)
    return {
        "公示状态": confirmed or DRAFT,
        "分配年度": f"{awarded.year}年",
        "资金总额": f"{sum(awarded.pools.values()):,}万元（{_levels(awarded.pools)}）",
        "分配依据": awarded.basis,
        "分配办法": awarded.method,
        "公示时间": f"{中文日期(first)}至{中文日期(last)}，共{office['公示天数']}天"
        if confirmed
        else "确认后填写",
        "公示单位": str(office.get("发文机关") or ""),
        "监督电话": str(office.get("监督电话") or "（请在“参数”填写）"),
    }


def notice_facts(awarded: Awarded, office: Mapping[str, Any], today: dt.date) -> dict[str, Any]:
    """The facts of 资金分配公示, dated and shown from `today`."""
    first, last = shown_days(today, office)
    facts = {
        "文号": draft_number(office, today),
        "发文机关": office.get("发文机关"),
        "抄送单位": None,
        "成文日期": today,
        "联系人": None,
        "联系电话": None,
        "年度": str(awarded.year),
        "资金总额": f"{sum(awarded.pools.values()):,}万元",
        "各级资金": _levels(awarded.pools),
        "县数": len(awarded.rows),
        "分配依据": awarded.basis,
        "分配办法": awarded.method,
        "公示开始": first,
        "公示结束": last,
        "公示天数": int(office["公示天数"]),
        "监督电话": office.get("监督电话"),
        "分配结果": [_row(number, row) for number, row in enumerate(awarded.rows, 1)],
    }
    return {"标题": title(KINDS[KIND], facts), **facts}


def _levels(pools: Mapping[str, int]) -> str:
    return "、".join(f"{level}资金{amount:,}万元" for level, amount in pools.items())


def _row(number: int, row: Mapping[str, Any]) -> dict[str, str]:
    amounts = {level: int(row.get(level) or 0) for level in ("中央", "省级")}
    return {
        "序号": str(number), "市州": str(row["市州"]), "县区": str(row["县区"]),
        **{level: f"{amount:,}" for level, amount in amounts.items()}, "合计": f"{sum(amounts.values()):,}",
    }  # fmt: skip
