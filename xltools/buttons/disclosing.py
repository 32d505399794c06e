"""第3条 公开: 公示表 and 公示说明 of an allocation, and the Word notice once two have confirmed it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd

from xltools.buttons.allocation_inputs import Inputs
from xltools.buttons.button import Press
from xltools.folders import ISSUED
from xltools.hosts.replace import replace_files
from xltools.letters.batch import Draft, rehearse, templates_for
from xltools.letters.disclosure import KIND, Awarded, disclosure_lines, notice_facts
from xltools.letters.fonts import PROFILES
from xltools.letters.naming import letter_name
from xltools.policy.model import shown_value
from xltools.rules.art04.allocation import Allocation
from xltools.tables.declared.allocation_columns import FACTORS
from xltools.tables.declared.disclosure import DISCLOSURE, DISCLOSURE_NOTES
from xltools.tables.model import Table, blank

_COLUMNS = ("分配额", "产业最低额", "专项", "奖惩")


def awarded(inputs: Inputs, made: Allocation) -> Awarded:
    """What the public is told: amounts a county and level, by code."""
    pools = {level: int(amount) for level, amount in made.summary[["资金级次", "资金池"]].to_numpy()}
    documents = [text for text in dict.fromkeys(inputs.pools["文号"]) if not blank(text)]
    rows = [
        {"市州": part["市州"].iloc[0], "县区": part["县区"].iloc[0]}
        | dict(zip(part["资金级次"], map(int, part["分配额"]), strict=True))
        for _, part in made.result.groupby("行政区划代码", sort=True)
    ]
    return Awarded(inputs.year, pools, method(inputs, made), rows, documents)


def method(inputs: Inputs, made: Allocation) -> str:
    """分配办法 in one paragraph, every figure from the parameters in force."""
    policy = inputs.policy

    def per_cent(name: str) -> str:
        return f"{shown_value(policy[name])}%"

    weights = "、".join(f"{name}因素{per_cent(f'{name}因素权重')}" for name in ("政策", *_others()))
    special, rewards, taken = (int(made.summary[name].sum()) for name in ("专项", "奖励", "扣减"))
    capped = f"、不高于{per_cent('封顶比例')}" if policy.text("是否封顶") == "是" else ""
    parts = [
        f"按因素法测算，{weights}",
        *([f"试点专项和重点帮扶县定额{special:,}万元先行安排"] if special else []),
        f"各县专项与因素法分配额之和不低于上年的{per_cent('保底比例')}{capped}",
        *([_rewarded(rewards, taken)] if rewards or taken else []),
        "结果取整到万元，各级合计等于资金总额",
    ]
    return "；".join(parts) + "。"


def _rewarded(rewards: int, taken: int) -> str:
    """第6条, and where the money that was taken went."""
    stays = "，扣减的资金留在同级资金中分配" if taken else ""
    return f"按第6条奖励{rewards:,}万元、扣减{taken:,}万元{stays}"


def _others() -> tuple[str, ...]:
    return tuple(name for name in FACTORS if name != "政策")


def disclosure_tables(
    inputs: Inputs, made: Allocation, confirmed: str, today: dt.date
) -> list[tuple[Table, pd.DataFrame]]:
    """公示表 and 公示说明; `confirmed` says who and when, empty for a draft."""
    lines = disclosure_lines(awarded(inputs, made), dict(inputs.policy.values), confirmed, today)
    notes = pd.DataFrame(list(lines.items()), columns=DISCLOSURE_NOTES.names)
    return [(DISCLOSURE, disclosed(made.result)), (DISCLOSURE_NOTES, notes)]


def disclosed(result: pd.DataFrame) -> pd.DataFrame:
    """公示表 of 分配表: one row a county, the levels beside each other."""
    rows = []
    for number, (_, part) in enumerate(result.groupby("行政区划代码", sort=True), 1):
        by_level = dict(zip(part["资金级次"], part["分配额"], strict=True))
        total, industry, special, rewards = (int(part[name].fillna(0).sum()) for name in _COLUMNS)
        rows.append({
            "序号": number, "市州": part["市州"].iloc[0], "县区": part["县区"].iloc[0],
            "中央资金": by_level.get("中央", 0), "省级资金": by_level.get("省级", 0), "合计": total,
            "其中产业不低于": industry, "其中专项": special, "其中奖惩": rewards,
        })  # fmt: skip
    return pd.DataFrame(rows, columns=DISCLOSURE.names)


def notice_path(press: Press, year: int) -> Path:
    """Where 资金分配公示 of a year lies."""
    return press.out / ISSUED / f"{year}年度分配" / letter_name(KIND, "", str(year))


def write_notice(press: Press, inputs: Inputs, made: Allocation) -> Path:
    """The Word notice, dated today. TemplateError with all that is wrong in the template or the facts."""
    facts: dict[str, Any] = notice_facts(awarded(inputs, made), dict(inputs.policy.values), press.today)
    path = notice_path(press, inputs.year)
    templates = templates_for([KIND], press.folder, PROFILES[inputs.policy.text("字体方案")])
    rehearsal = rehearse([Draft(KIND, path.name, facts)], templates, press.progress)
    rehearsal.require()
    replace_files({path: rehearsal.letters[0]})
    return path
