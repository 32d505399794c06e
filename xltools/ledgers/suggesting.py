"""What an unknown heading of a ledger may mean: by words known from published ledgers, by likeness, by its
cells. It is proposed to the officer, never taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from xltools.tables.declared.dispatch import LEVELS
from xltools.tables.declared.projects import NOT_USED
from xltools.tables.fold import header_text, name_key
from xltools.tables.model import Column, Table, shown
from xltools.tables.parse import NUMBERS, parse_column
from xltools.tables.texts import nearest

_HINTS = (
    (r"财政(?:投入)?资金|财政补助", "其中衔接资金", "财政资金可能含衔接资金以外的，核对后再确认"),
    (r"论证.*(?:时间|日期)", "论证日期", "写的是论证的日子"),
    (r"完成.*投资|投资.*完成", "", "是已完成的投资，不是概算，也不一定是支出：不读的选“不用”"),
    (r"总投资|投资额|(?:资金|投资|投入).*(?:规模|总额|合计|总计|总量)|计划投资|(?:申报|预算|所需)资金",
     "概算投资", "项目的全部投资"),
    (r"自筹|群众投入|企业投入|社会|其他.*(?:资金|投入)", "其他资金", "衔接资金以外的投入"),
    (r"补助标准|数量|长度|面积", "建设规模", "写的是数量或标准"),
    (r"摘要|概况|简介|做什么|主要内容", "建设内容", "写的是做什么"),
    (r"计划?(?:开工|完工|竣工|起止|实施).*(?:时间|日期|年限)|时间进度|建设期|实施期|年度|年份", NOT_USED,
     "是计划的时间，项目库只记实际开工、完工日期"),
    (r"已?(?:拨付|报账|支付|支出)", "支出金额", "拨付与支出口径可能不同，核对后再确认"),
    (r"效益|带动|增收|产出", "绩效目标", "写的是预期效益"),
    (r"带贫|带农|联结|分红|参与", "利益联结机制", "写的是带动农户的方式"),
    (r"论证|评审|评估", "论证结论", "写的是论证情况"),
    (r"进度|进展|状态|是否开工|是否完工", "实施状态", "写的是实施到哪一步"),
    (r"地点|地址|位置", "实施地点", "写的是在哪里"),
    (r"性质|单位|部门|负责|责任|联系|电话|备注|序号|编号|说明|文件|来源", NOT_USED, "项目库没有这一栏"),
)  # fmt: skip
"""Words of published ledgers, the more telling first: pattern, column (may be empty: none), why."""

_MONEY = re.compile(r"资金|投资|投入|金额|补助|经费")
_ENOUGH = 0.6
"""Share of the filled cells that must be readable as the column."""

_SHOWN, _EXAMPLES = 16, 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One row of 列名对照 before it is confirmed. `column` is empty where nothing suggests itself."""

    heading: str
    column: str
    why: str
    example: str

    @property
    def must_be_confirmed(self) -> bool:
        """Whether the ledger waits for the officer: a column of ours may stand behind the heading."""
        return self.column != NOT_USED


def suggest(heading: str, cells: Sequence[Any], table: Table, taken: Iterable[str]) -> Suggestion:
    """What a heading may mean, judged by its words and by `cells`, the column's cells among the data.

    `taken`: columns that other headings of the ledger have already.
    """
    filled = [cell for cell in cells if cell is not None and str(cell).strip()]
    example = "；".join(dict.fromkeys(shown(cell)[:_SHOWN] for cell in filled[:_EXAMPLES]))
    if not filled:
        return Suggestion(heading, NOT_USED, "这一栏是空的", "")
    free = [column for column in table.columns if column.name not in set(taken)]
    hints = [hint for hint in _HINTS if hint[1] != NOT_USED or not _amounts(heading, filled, table)]
    column, why = (
        _by_words(heading, free, filled, hints) or _by_likeness(heading, free, filled) or ("", _NOTHING)
    )
    return Suggestion(heading, column, why, example)


_NOTHING = "没有相近的栏：要读的请选，不读的选“不用”"


def _amounts(heading: str, cells: Sequence[Any], table: Table) -> bool:
    """Whether a heading speaks of money and amounts stand below it: such a column is never passed over for
    another word in it, as for 来源 in 资金来源总投资.
    """
    money = table.column("概算投资")
    return bool(_MONEY.search(heading)) and _fits(money, cells)


def _by_words(
    heading: str, free: Sequence[Column], cells: Sequence[Any], hints: Iterable[tuple[str, str, str]]
) -> tuple[str, str] | None:
    names = {column.name: column for column in free}
    for pattern, name, why in hints:
        if re.search(pattern, heading) and (name in ("", NOT_USED) or _fits(names.get(name), cells)):
            return name, f"表头有“{re.search(pattern, heading)[0]}”：{why}"  # type: ignore[index]
    return None


def _by_likeness(heading: str, free: Sequence[Column], cells: Sequence[Any]) -> tuple[str, str] | None:
    words = {
        _telling(header_text(word).full): (c, word)
        for c in free
        if _fits(c, cells) and not _other_level(heading, c)
        for word in (c.name, *c.aliases)
    }
    found = nearest(_telling(name_key(heading)), list(words))
    return (words[found][0].name, f"与“{words[found][1]}”相近") if found else None


def _telling(key: str) -> str:
    """Without 是否 and 资金, by which 是否开工 is no likelier to be 是否相关, 群众资金 to be 支出资金."""
    return key.removeprefix("是否").removesuffix("资金") or key


def _other_level(heading: str, column: Column) -> bool:
    """Whether a column of one level's money would be proposed for a heading that does not name the level."""
    return any(column.name == f"{level}资金" and level[0] not in heading for level in LEVELS)


def _fits(column: Column | None, cells: Sequence[Any]) -> bool:
    """Whether most cells can be read as the column; words in plenty where numbers stand are no words."""
    if column is None:
        return False
    values, problems = parse_column(column, cells)
    numeric = sum(isinstance(cell, float) for cell in cells) / len(cells)
    if column.kind not in NUMBERS and numeric >= _ENOUGH and not column.choices:
        return False
    return (len(values) - len({i for i, _ in problems})) / len(values) >= _ENOUGH
