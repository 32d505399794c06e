"""第10条 备案审查情况: the plan and its problems by county, by city and by category; one opinion a county."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art10.categories import BY_NAME, CATEGORIES
from xltools.rules.art10.list import CLOSED
from xltools.rules.art10.plan import CODE, PROJECT
from xltools.rules.art10.recheck import overdue
from xltools.rules.art12.roster import Row, city_code, text
from xltools.rules.exact import FEN, fen, money_text
from xltools.tables.declared.filing import AGREED, BY_CATEGORY, BY_CITY, OPINION, OPINIONS, TO_MEND, UNFILED
from xltools.tables.model import blank

CLAUSE = "第10条 实施年度计划备案审查"

_AGREE = "同意备案。请按备案的计划组织实施，及时安排拨付资金；确需调整的，按程序报批后重新备案。"
_MEND = (
    "对审查发现的问题逐项整改，调整完善年度项目实施计划，在整改期限内重新备案；整改到位前，有关项目不得实施。"
)
_LATE = "附件所列问题已过整改期限，请立即整改，将整改情况书面报送，并重新备案；整改到位前，有关项目不得实施。"


_OURS = (_AGREE, _MEND, _LATE)
"""整改要求 that no officer wrote."""


@dataclass(frozen=True, slots=True)
class County:
    """A county of 县区名单 that has funds, or a plan."""

    code: str
    city: str
    name: str

    @property
    def full_name(self) -> str:
        """With its city, for 市中区 is both 511002 and 511102."""
        return self.name if self.name.startswith(self.city) else f"{self.city}{self.name}"


def counties_of(roster: pd.DataFrame, plan: pd.DataFrame) -> dict[str, County]:
    """Who is to file, by code in its order: every county of 县区名单 but those 不参评 that file nothing."""
    filed = set(plan[CODE])
    listed = (
        County(text(row[CODE]), text(row["市州"]), text(row["县区"]))
        for row in roster.to_dict("records")
        if text(row["是否参评"]) != "否" or text(row[CODE]) in filed
    )
    return {county.code: county for county in sorted(listed, key=lambda c: c.code)}


def by_county(plan: pd.DataFrame, problems: pd.DataFrame, codes: Iterable[str]) -> pd.DataFrame:
    """项目数, 安排金额, 问题数, 问题项目数, 涉及金额 of each county; amounts in 分, each project once."""
    money = plan["安排金额"].map(fen)
    faulty = problems.drop_duplicates([CODE, PROJECT])
    return pd.DataFrame(
        {
            "项目数": plan.groupby(CODE)[PROJECT].nunique(),
            "安排": money.groupby(plan[CODE]).sum(),
            "问题数": problems.groupby(CODE).size(),
            "问题项目数": faulty[faulty[PROJECT].notna()].groupby(CODE).size(),
            "涉及": _fen_of(faulty).groupby(faulty[CODE]).sum(),
        },
        index=list(codes),
    ).fillna(0).astype("int64")  # fmt: skip


def investments(plan: pd.DataFrame) -> dict[str, int]:
    """当年计划投资 of each county that filed, in 分: Σ安排金额 of 年度计划."""
    total = plan["安排金额"].map(fen).groupby(plan[CODE]).sum()
    return {str(code): int(amount) for code, amount in total.items()}


def opinions(
    counties: Mapping[str, County],
    plan: pd.DataFrame,
    problems: pd.DataFrame,
    existing: pd.DataFrame,
    policy: Policy,
    on: dt.date,
    due: Collection[str],
) -> pd.DataFrame:
    """第10条: 意见书清单 with a row of this month for each county that is `due` one; `problems`: open ones.

    It takes the place of a row that was not issued; what the officer decided stays. Other rows stay.
    """
    figures: Mapping[Any, Row] = by_county(plan, problems, counties).to_dict("index")
    last = problems.groupby(CODE)["整改期限"].max()
    drafts, others = _drafts(existing, period_of(on), due)
    rows = [
        _kept(_opinion(counties[code], figures[code], last.get(code), policy, on), drafts.get(code))
        for code in counties
        if code in due
    ]
    frame = pd.DataFrame([*rows, *others], columns=OPINIONS.names)
    return frame.assign(反馈期限=pd.to_datetime(frame["反馈期限"]))


def period_of(on: dt.date) -> str:
    """The 期别 of an opinion: the month it is made in."""
    return f"{on:%Y-%m}"


def issued_codes(existing: pd.DataFrame) -> set[str]:
    """Counties whose opinion was written: what it said is not changed any more."""
    return {text(row["代码"]) for row in existing.to_dict("records") if _issued(row)}


def latest_opinions(listed: pd.DataFrame) -> list[Row]:
    """The last row of each county, by code."""
    rows: Sequence[Row] = listed.sort_values("期别", kind="stable").to_dict("records")
    by_code = {text(row["代码"]): row for row in rows}
    return [by_code[code] for code in sorted(by_code)]


def all_found(listed: Iterable[Row], problems: pd.DataFrame) -> list[Row]:
    """Opinions with 问题数 and 问题项目数 of all that was found, mended or not, as 分市州汇总 counts."""
    found = problems.groupby(CODE).size()
    concerned = problems.dropna(subset=[PROJECT]).groupby(CODE)[PROJECT].nunique()
    return [
        {
            **row,
            "问题数": int(found.get(row["代码"], 0)),
            "问题项目数": int(concerned.get(row["代码"], 0)),
        }
        for row in listed
    ]


def _drafts(existing: pd.DataFrame, period: str, due: Collection[str]) -> tuple[dict[str, Row], list[Row]]:
    """Rows that a new one takes the place of, by code, and all others."""
    drafts: dict[str, Row] = {}
    others: list[Row] = []
    rows: Sequence[Row] = existing.to_dict("records")
    for row in rows:
        code = text(row["代码"])
        replaced = code in due and (text(row["期别"]) == period or not _issued(row))
        if replaced:
            drafts[code] = row
        else:
            others.append(row)
    return drafts, others


def _issued(row: Row) -> bool:
    return bool(text(row["文件"]) or text(row["文号"]))


def _opinion(
    county: County, figures: Row, last: pd.Timestamp | None, policy: Policy, on: dt.date
) -> dict[str, Any]:
    """What is past its deadline is to be mended at once: no letter asks for anything by a day gone by."""
    deadline = None if last is None or blank(last) or last.date() < on else last
    filed, faulty = bool(figures["项目数"]), bool(figures["问题数"])
    conclusion = UNFILED if not filed else TO_MEND if faulty else AGREED
    amount, concerned = (int(figures[name]) / FEN for name in ("安排", "涉及"))
    reason = f"共审查{figures['项目数']}个项目、安排衔接资金{money_text(figures['安排'])}万元，"
    found = (
        f"发现问题{figures['问题数']}个，涉及{figures['问题项目数']}个项目、{money_text(figures['涉及'])}万元"
    )
    reason += found if faulty else "未发现问题"
    return {
        "期别": period_of(on), "函件": OPINION, "代码": county.code, "市州": county.city, "县区": county.name,
        "审查结论": conclusion, "项目数": figures["项目数"], "安排金额": amount,
        "问题数": figures["问题数"], "问题项目数": figures["问题项目数"], "涉及金额": concerned,
        "主送单位": county.full_name + policy.text("县级主送部门"),
        "抄送单位": county.full_name + policy.text("抄送政府称谓"),
        "触发条款": CLAUSE,
        "依据": f"第10条 {reason}" if filed else "第10条 没有报送年度项目实施计划",
        "整改要求": (_MEND if deadline else _LATE) if faulty else _AGREE if filed else "",
        "反馈期限": deadline if faulty else None,
        "是否签发": "是" if filed else "否",
        "文号": "", "文件": "",
    }  # fmt: skip


def _kept(new: dict[str, Any], old: Row | None) -> dict[str, Any]:
    """What has a number stands as it is; else the officer's words stay while 审查结论 is the same."""
    if old is None:
        return new
    if text(old["文号"]):
        return {name: old[name] for name in OPINIONS.names}
    kept = new | {"文件": text(old["文件"])}
    if text(old["审查结论"]) == new["审查结论"]:
        words = ("抄送单位", "整改要求", "是否签发")
        kept |= {name: text(old[name]) for name in words if text(old[name]) not in ("", *_OURS)}
    return kept


def by_city(
    counties: Mapping[str, County], plan: pd.DataFrame, problems: pd.DataFrame, on: dt.date
) -> pd.DataFrame:
    """分市州汇总, by city code; every county of 县区名单 was to file."""
    figures = by_county(plan, problems, counties)
    figures["应报县数"], figures["报送县数"] = 1, (figures["项目数"] > 0).astype(int)
    figures["已整改数"] = (problems["状态"] == CLOSED).groupby(problems[CODE]).sum()
    figures["逾期未整改数"] = overdue(problems, on).groupby(problems[CODE]).sum()
    cities = {city_code(c.code): c.city for c in counties.values()}
    total = figures.fillna(0).astype("int64").groupby([city_code(code) for code in figures.index]).sum()
    total = total.reset_index(names="市州代码")
    return total.assign(
        市州=[cities[code] for code in total["市州代码"]],
        安排金额=total["安排"] / FEN,
        涉及金额=total["涉及"] / FEN,
        问题率=(total["问题项目数"] / total["项目数"]).where(total["项目数"] > 0),
    )[BY_CITY.names]


def by_category(problems: pd.DataFrame, on: dt.date) -> pd.DataFrame:
    """分类别汇总: the plan's categories in their order, then what was listed by hand."""
    marked = problems.assign(
        分=_fen_of(problems), 已整改=problems["状态"] == CLOSED, 逾期=overdue(problems, on),
        问题类别=problems["问题类别"].fillna("未分类"),
    )  # fmt: skip
    grouped = marked.groupby("问题类别")
    total = pd.DataFrame(
        {
            "问题数": grouped.size(),
            "涉及县数": grouped[CODE].nunique(),
            "涉及金额": grouped["分"].sum() / FEN,
            "已整改数": grouped["已整改"].sum(),
            "逾期未整改数": grouped["逾期"].sum(),
        }
    )
    known = [c.name for c in CATEGORIES if c.name in total.index]
    total = total.loc[[*known, *(name for name in total.index if name not in BY_NAME)]].reset_index()
    clauses = [BY_NAME[name].clause if name in BY_NAME else "" for name in total["问题类别"]]
    return total.assign(依据=clauses)[BY_CATEGORY.names]


def _fen_of(problems: pd.DataFrame) -> pd.Series:
    return problems["涉及金额"].fillna(0).map(fen).astype("int64")
