"""From a row of 函件清单, the unit's row of the ranking and the office's settings to a letter's facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from xltools.errors import TemplateError
from xltools.letters.context import is_blank
from xltools.letters.filters import exact, half_up
from xltools.letters.indicators import indicators
from xltools.letters.kinds import KINDS
from xltools.letters.text import single
from xltools.letters.titles import title
from xltools.letters.wording import clause, reason

Row = Mapping[str, Any]

_STANDING = ("排名", "综合得分", "综合状态", "支出率", "序时目标")
_YOU = ("县", "区", "市", "州")


def facts_for(row: Row, ranking_row: Row | None, office: Mapping[str, Any], today: dt.date) -> dict[str, Any]:
    """第12条: the facts of the letter that one row of 函件清单 asks for.

    `ranking_row` is the unit's row of 排名表 (or 市州排名表), None where it has none; `office` holds the
    policy settings by name; `today` is the 成文日期.
    """
    kind = KINDS[row["函件"]]
    unit = unit_name(row, ranking_row, office)
    facts = {
        **office_facts(row, office, today),
        "统计月份": month(row["期别"]),
        "单位": unit,
        "称谓": f"你{unit[-1]}" if unit.endswith(_YOU) else "你单位",
        "触发条款": clause(_text(row.get("触发条款"))),
        "依据": reason(_text(row.get("依据"))),
        "整改要求": row.get("整改要求"),
        "反馈期限": row.get("反馈期限"),
        **standing(ranking_row, office),
    }
    return {"标题": title(kind, facts), **facts}


def office_facts(row: Row, office: Mapping[str, Any], today: dt.date) -> dict[str, Any]:
    """Who writes to whom, when and under which number; a letter not yet registered has a placeholder."""
    return {
        "文号": draft_number(office, today) if is_blank(row.get("文号")) else row["文号"],
        "发文机关": office.get("发文机关"),
        "主送单位": _bare(row.get("主送单位"), "：:"),
        "抄送单位": _bare(row.get("抄送单位"), "。."),
        "成文日期": today,
        "联系人": office.get("联系人"),
        "联系电话": office.get("联系电话"),
    }


def draft_number(office: Mapping[str, Any], today: dt.date) -> str:
    """模财农〔2024〕　号: the number itself is given at registration, after signing."""
    return f"{office.get('发文机关代字') or ''}〔{today.year}〕　号"


def month(period: object) -> str:
    """2024-09 → 2024年9月."""
    year, dash, number = str(period).partition("-")
    if not (dash and year.isdigit() and number.isdigit()):
        raise TemplateError(f"期别“{period}”不是年-月的写法。请在函件清单里改成如 2024-09。")
    return f"{int(year)}年{int(number)}月"


def unit_name(row: Row, ranking_row: Row | None, office: Mapping[str, Any]) -> str:
    """乐山市市中区: from the ranking, else 主送单位 or 抄送单位 without the departments written to."""
    if ranking_row is not None:
        city, county = (_text(ranking_row.get(c)) for c in ("市州", "县区"))
        return county if county.startswith(city) else f"{city}{county}"
    addressed, copied = (single(_text(row.get(c))) for c in ("主送单位", "抄送单位"))
    for name, endings in ((addressed, ("县级主送部门", "市级主送部门")), (copied, ("抄送政府称谓",))):
        for ending in (_text(office.get(e)) for e in endings):
            if ending and name.endswith(ending) and not name.startswith("各"):
                return name.removesuffix(ending)
    return addressed


def standing(ranking_row: Row | None, office: Mapping[str, Any]) -> dict[str, Any]:
    """Place, score and indicators; all blank for a unit that is not ranked this time."""
    if ranking_row is None or is_blank(ranking_row.get("排名")):
        return {**dict.fromkeys((*_STANDING, "差距")), "指标": []}
    bound = office.get("质量绿灯上限")
    return {
        **{name: ranking_row.get(name) for name in _STANDING},
        "差距": behind(ranking_row.get("支出率"), ranking_row.get("序时目标")),
        "指标": indicators(ranking_row, f"{bound}%" if bound is not None else ""),
    }


def behind(rate: Any, due: Any) -> Fraction | None:
    """第11条: how far the published rate is below the published target (0.1365); None where it is not."""
    if is_blank(rate) or is_blank(due):
        return None
    gap = half_up(exact(due), 4) - half_up(exact(rate), 4)
    return gap if gap > 0 else None


def _text(value: object) -> str:
    """A cell as text, empty where blank."""
    return "" if is_blank(value) else str(value).strip()


def _bare(value: object, endings: str) -> object:
    """Text without the punctuation that the template itself puts after it."""
    return value.rstrip().rstrip(endings) if isinstance(value, str) else value
