"""第15条 鼓励返乡在乡人才创业经营: one person runs the asset as a business."""

from __future__ import annotations

from xltools.rules.art13.conditions import Condition, Finding, Path, Site, asked, is_business
from xltools.rules.exact import fen, money_text, plain_text
from xltools.tables.declared.assets import TALENT
from xltools.tables.declared.revival import MET, OPEN, UNMET
from xltools.tables.model import blank


def of_a_size(site: Site) -> Finding:
    """第15条（缺省）: 原值 up to 人才创业原值上限."""
    value = site.row["原值"]
    if blank(value) or not value > 0:
        return Finding(OPEN, "原值空白")
    bound = site.policy.number("人才创业原值上限")
    fits = fen(value) <= bound * fen(1)
    mark = "≤" if fits else "＞"
    return Finding(MET if fits else UNMET, f"原值{money_text(fen(value))}万元{mark}{plain_text(bound)}万元")


TALENTS = Path(
    TALENT,
    "返乡在乡人才经营",
    (
        Condition("经营性资产", "第15条（缺省）：公益性的先变更登记", is_business, gate=True),
        Condition("规模适合个人经营", "第15条（缺省）：原值不超过参数", of_a_size),
        Condition(
            "有高校毕业生、职业经理人、致富带头人或退役军人愿意经营", "第15条（方案）：返乡在乡人才", asked
        ),
    ),
)
