"""第10条: from 意见书清单, 问题清单 and the summaries to the facts of the opinions and the bulletin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xltools.letters.bulletin import COPY, TO
from xltools.letters.context import is_blank
from xltools.letters.facts import Row, office_facts
from xltools.letters.filters import 中文日期, 小数, 百分比
from xltools.letters.kinds import KINDS
from xltools.letters.titles import title
from xltools.letters.wording import clause

OPINION, BULLETIN = "备案审查意见书", "备案审查情况通报"

_COUNTED = ("项目数", "安排金额", "问题数", "问题项目数", "涉及金额")


def opinion_facts(
    row: Row, problems: Sequence[Row], names: Mapping[str, str], office: Mapping[str, Any], today: dt.date
) -> dict[str, Any]:
    """第10条: the opinion that one row of 意见书清单 asks for.

    `problems` are the county's rows of 问题清单 that are to be mended, `names` 项目名称 by 项目编码.
    """
    unit = unit_of(row)
    facts = {
        **office_facts(row, office, today),
        "年度": year_of(row),
        "单位": unit,
        "触发条款": clause(str(row["触发条款"])),
        "审查结论": row["审查结论"],
        "整改要求": row["整改要求"],
        "反馈期限": row["反馈期限"],
        **{name: row[name] for name in _COUNTED},
        "问题": [_problem(number, each, names) for number, each in enumerate(problems, 1)],
    }
    return {"标题": title(KINDS[OPINION], facts), **facts}


def year_of(row: Row) -> str:
    """The year of the plan: that of the 期别."""
    return str(row["期别"])[:4]


def unit_of(row: Row) -> str:
    """乐山市市中区, of a row of 意见书清单."""
    city, county = ("" if is_blank(row.get(name)) else str(row[name]) for name in ("市州", "县区"))
    return county if county.startswith(city) else f"{city}{county}"


def filing_bulletin_facts(
    listed: Sequence[Row],
    cities: Sequence[Row],
    categories: Sequence[Row],
    office: Mapping[str, Any],
    today: dt.date,
) -> dict[str, Any]:
    """第10条: 意见书清单 of one 期别, 分市州汇总 and 分类别汇总 → the facts of 备案审查情况通报."""
    filed = [row for row in listed if row["审查结论"] != "未报送"]
    missing = [row for row in listed if row["审查结论"] == "未报送"]
    facts = {
        **office_facts(_addresses(office), office, today),
        "年度": year_of(listed[0]),
        "触发条款": clause(str(listed[0]["触发条款"])),
        "应报县数": len(listed),
        "报送县数": len(filed),
        "同意县数": sum(row["审查结论"] == "同意备案" for row in filed),
        "整改县数": sum(row["审查结论"] == "整改后重新备案" for row in filed),
        "涉及县数": sum(row["问题数"] > 0 for row in filed),
        **{name: sum(row[name] for row in cities) for name in (*_COUNTED, "已整改数", "逾期未整改数")},
        "未报送县": _by_city(missing),
        "反馈期限": max((row["反馈期限"] for row in filed if _ahead(row["反馈期限"], today)), default=None),
        "市州": [_city(row) for row in cities],
        "类别": [_category(row) for row in categories],
        "县区": [_county(row) for row in worst(filed, int(office["通报列名县数"]))],
    }
    return {"标题": title(KINDS[BULLETIN], facts), **facts}


def _ahead(deadline: Any, today: dt.date) -> bool:
    return not is_blank(deadline) and deadline.date() >= today


def worst(filed: Iterable[Row], places: int) -> list[Row]:
    """Counties with most 问题项目, at most so many; of a tie across the last place nobody is named."""
    ranked = sorted(
        (row for row in filed if row["问题项目数"] > 0), key=lambda row: (-row["问题项目数"], row["代码"])
    )
    beyond = ranked[places]["问题项目数"] if places < len(ranked) else 0
    return [row for row in ranked if row["问题项目数"] > beyond]


def _problem(number: int, row: Row, names: Mapping[str, str]) -> dict[str, str]:
    code = "" if is_blank(row["项目编码"]) else str(row["项目编码"])
    return {
        "序号": str(number),
        "项目": "\n".join(filter(None, (names.get(code, ""), code))) or "全县",
        "类别": str(row["问题类别"]),
        "描述": str(row["问题描述"]),
        "期限": 中文日期(row["整改期限"]),
    }


def _addresses(office: Mapping[str, Any]) -> dict[str, str]:
    return {
        "主送单位": TO.format(departments=office.get("县级主送部门") or ""),
        "抄送单位": COPY.format(governments=office.get("抄送政府称谓") or "人民政府"),
    }


def _by_city(rows: Sequence[Row]) -> str:
    """模拟市示例县、试点县；乙市丙县: each city's name once."""
    by_city: dict[str, list[str]] = {}
    for row in rows:
        by_city.setdefault(str(row["市州"]), []).append(str(row["县区"]))
    return "；".join(city + "、".join(counties) for city, counties in by_city.items())


def _city(row: Row) -> dict[str, str]:
    return {
        "市州": str(row["市州"]),
        "报送县数": f"{row['报送县数']:g}/{row['应报县数']:g}",
        "安排金额": 小数(row["安排金额"]),
        "问题率": "—" if is_blank(row["问题率"]) else 百分比(row["问题率"], 2),
        **{name: f"{row[name]:g}" for name in ("项目数", "问题数", "问题项目数")},
    }


def _category(row: Row) -> dict[str, str]:
    return {
        "类别": str(row["问题类别"]),
        "涉及金额": 小数(row["涉及金额"]),
        **{name: f"{row[name]:g}" for name in ("问题数", "涉及县数", "已整改数")},
    }


def _county(row: Row) -> dict[str, str]:
    return {
        "市州": str(row["市州"]),
        "县区": str(row["县区"]),
        "项目数": f"{row['项目数']:g}",
        "问题项目数": f"{row['问题项目数']:g}",
        "问题率": 百分比(row["问题项目数"] / row["项目数"], 2),
    }
