"""第8条 严格入库项目审查: pass, or everything that is missing, at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from xltools.policy import Policy
from xltools.rules.art07.appraisal import APPRAISAL_CHECKS, NUMERAL
from xltools.rules.exact import fen, money_text
from xltools.rules.project_checks import Check, Run, beside, findings
from xltools.rules.projects import Amounts, Mask, Projects, Rows
from xltools.rules.words import policy_kinds, policy_words
from xltools.tables.declared.lists import CONFIRMED, NEGATIVE, SUSPECTED
from xltools.tables.declared.project_results import REVIEWED
from xltools.tables.declared.projects import OPEN, PASSED, REFUSED

_ELEMENTS = "第8条（方案）：审查建设内容、规模、投资等情况，不符合入库要求的项目不得入库"
_NEGATIVE = "第8条（方案）：审查是否属于负面清单内容"
_RELATED = "第8条（方案）：审查是否与巩固拓展脱贫攻坚成果和衔接推进乡村振兴无关"


def review_findings(
    library: pd.DataFrame, policy: Policy, on: dt.date, screened: pd.DataFrame | None = None
) -> pd.DataFrame:
    """第7、8条: all reasons against each project of 项目库 or 年度计划, 程度 REFUSED or OPEN.

    `screened` is 筛查结果: what is confirmed there bars the entry, what is 疑似 asks a person.
    """
    checks = (*ELEMENT_CHECKS, *_listed(screened), *APPRAISAL_CHECKS)
    return findings(checks, Run(Projects(library), policy, on))


def review(
    library: pd.DataFrame, policy: Policy, on: dt.date, screened: pd.DataFrame | None = None
) -> pd.DataFrame:
    """第8条: 审查结果, a row for each project in the order of the table (所在表 and 是否入库 left blank)."""
    return verdicts(library, review_findings(library, policy, on, screened))


def verdicts(library: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """第8条: the findings gathered by project; 不予入库 before 待确认 before 通过."""
    verdict = np.full(len(library), PASSED, object)
    for grade in (OPEN, REFUSED):
        verdict[found.loc[found["程度"] == grade, "行"].to_numpy()] = grade
    reasons: list[str | None] = [None] * len(library)
    bases = ["第7、8条：各项要素齐全，未发现问题"] * len(library)
    for row, texts, because in _gathered(found):
        reasons[row], bases[row] = texts, because
    said: dict[str, Any] = {"结论": verdict, "问题": reasons, "依据": bases}
    return beside(library, REVIEWED, said)


def _gathered(found: pd.DataFrame) -> list[tuple[int, str, str]]:
    """Row, its reasons numbered, its clauses once each."""
    rows = found["行"].to_numpy()
    starts = np.flatnonzero(np.diff(rows, prepend=-1)).tolist()
    texts = [_reason(*pair) for pair in zip(found["检查项"], found["问题"], strict=True)]
    bases = found["依据"].tolist()
    return [
        (int(rows[a]), _numbered(texts[a:b]), "；".join(dict.fromkeys(bases[a:b])))
        for a, b in pairwise([*starts, len(rows)])
    ]


def _reason(name: str, text: str) -> str:
    return text if text.startswith(name) else f"{name}：{text}"


def _numbered(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else "；".join(f"{n}.{text}" for n, text in enumerate(texts, 1))


def _blank(name: str, run: Run) -> Mask:
    return ~run.projects.has(name)


def _no_code(run: Run) -> Mask:
    return ~run.projects.has("项目编码")


def _thin(run: Run) -> Mask:
    """建设内容 shorter than 建设内容最少字数, or the name over again."""
    shortest = run.policy.whole("建设内容最少字数")
    contents, names = run.projects.text("建设内容"), run.projects.text("项目名称")
    return np.array(
        [bool(c) and (len(c) < shortest or c == n) for c, n in zip(contents, names, strict=True)], bool
    )


def _say_thin(run: Run, rows: Rows) -> Sequence[str]:
    return [f"建设内容只写了“{text}”" for text in run.projects.text("建设内容")[rows]]


def _unmeasured(run: Run) -> Mask:
    return np.array([bool(t) and NUMERAL.search(t) is None for t in run.projects.text("建设规模")], bool)


def _say_unmeasured(run: Run, rows: Rows) -> Sequence[str]:
    return [f"建设规模“{text}”没有数量" for text in run.projects.text("建设规模")[rows]]


def _no_investment(run: Run) -> Mask:
    return run.projects.amount("概算投资") <= 0


def _say_no_investment(run: Run, rows: Rows) -> Sequence[str]:
    known = run.projects.known("概算投资")[rows].tolist()
    return ["概算投资不大于0" if filled else "没有填概算投资" for filled in known]


def _more_than_all(run: Run) -> Mask:
    return ~_no_investment(run) & (run.projects.amount("其中衔接资金") > run.projects.amount("概算投资"))


def _say_more_than_all(run: Run, rows: Rows) -> Sequence[str]:
    part, whole = (run.projects.amount(name)[rows].tolist() for name in ("其中衔接资金", "概算投资"))
    pairs = zip(part, whole, strict=True)
    return [f"其中衔接资金{money_text(a)}万元大于概算投资{money_text(b)}万元" for a, b in pairs]


def _parts_differ(run: Run) -> Mask:
    """Both parts filled, and their sum is not the whole."""
    projects = run.projects
    both = projects.known("其中衔接资金") & projects.known("其他资金") & ~_no_investment(run)
    gap = np.abs(_parts(projects) - projects.amount("概算投资"))
    apart: Mask = np.asarray(gap > fen(float(run.policy.number("投资构成容差"))), bool)
    return both & ~_more_than_all(run) & apart


def _parts(projects: Projects) -> Amounts:
    return projects.amount("其中衔接资金") + projects.amount("其他资金")


def _say_parts_differ(run: Run, rows: Rows) -> Sequence[str]:
    pairs = zip(
        _parts(run.projects)[rows].tolist(), run.projects.amount("概算投资")[rows].tolist(), strict=True
    )
    return [f"衔接资金与其他资金之和{money_text(a)}万元，概算投资{money_text(b)}万元" for a, b in pairs]


def _said(name: str, answer: str, run: Run) -> Mask:
    return run.projects.is_(name, (answer,))


def unlinked(run: Run) -> Mask:
    """第8条: a project that must have 利益联结机制 and has none, or says so."""
    projects = run.projects
    must = projects.is_("项目类型", policy_kinds(run.policy, "须利益联结项目类型"))
    if run.policy.text("到户产业须利益联结") == "否":
        must &= ~projects.is_("到户类", ("是",))
    none = policy_words(run.policy, "未建利益联结用语")
    return must & (~projects.has("利益联结机制") | projects.says("利益联结机制", none))


def _say_unlinked(run: Run, rows: Rows) -> Sequence[str]:
    texts = run.projects.text("利益联结机制")[rows]
    return [f"利益联结机制写着“{text}”" if text else "没有填利益联结机制" for text in texts]


ELEMENT_CHECKS = (
    Check("缺项目编码", "项目编码", REFUSED, _ELEMENTS, "填系统中的项目编码", _no_code, "没有填项目编码"),
    Check(
        "缺建设内容", "建设内容", REFUSED, _ELEMENTS, "写明建什么、建在哪里",
        partial(_blank, "建设内容"), "没有填建设内容",
    ),
    Check(
        "建设内容过简", "建设内容", OPEN, "第8条（方案）：确保入库项目内容详实（字数为缺省）",
        "写明建什么、建多少、建在哪里", _thin, _say_thin,
    ),
    Check(
        "缺建设规模", "建设规模", REFUSED, _ELEMENTS, "写明数量和单位",
        partial(_blank, "建设规模"), "没有填建设规模",
    ),
    Check(
        "建设规模没有数量", "建设规模", OPEN, "第8条（方案）：审查规模（以有无数字判断为缺省）",
        "写明数量和单位", _unmeasured, _say_unmeasured,
    ),
    Check(
        "缺概算投资", "概算投资", REFUSED, _ELEMENTS, "填概算投资（万元）",
        _no_investment, _say_no_investment,
    ),
    Check(
        "衔接资金超概算", "其中衔接资金", REFUSED, _ELEMENTS, "核对两栏",
        _more_than_all, _say_more_than_all,
    ),
    Check(
        "投资构成不符", "概算投资", OPEN, "第8条（缺省）：概算投资等于其中衔接资金与其他资金之和",
        "核对三栏", _parts_differ, _say_parts_differ,
    ),
    Check(
        "属于负面清单", "是否负面清单", REFUSED, _NEGATIVE, "不得入库；填错的改为“否”",
        partial(_said, "是否负面清单", "是"), "“是否负面清单”填的是“是”",
    ),
    Check(
        "未审负面清单", "是否负面清单", OPEN, _NEGATIVE, "对照负面清单，填“是”或“否”",
        partial(_blank, "是否负面清单"), "“是否负面清单”空白",
    ),
    Check(
        "与衔接无关", "是否相关", REFUSED, _RELATED, "不得入库；填错的改为“是”",
        partial(_said, "是否相关", "否"), "“是否相关”填的是“否”",
    ),
    Check(
        "未审是否相关", "是否相关", OPEN, _RELATED, "核实后填“是”或“否”",
        partial(_blank, "是否相关"), "“是否相关”空白",
    ),
    Check(
        "未建立利益联结机制", "利益联结机制", REFUSED,
        "第8条（方案）：审查是否建立利益联结机制（只审产业为缺省）",
        "建立并写明联农带农方式，如务工、分红、收购", unlinked, _say_unlinked,
    ),
    Check(
        "未设绩效目标", "绩效目标", REFUSED, "第8条（方案）：审查是否设置项目绩效目标", "设置并填写绩效目标",
        partial(_blank, "绩效目标"), "没有填绩效目标",
    ),
)  # fmt: skip
"""第8条: the elements of an entry, without 评估论证 (art07/appraisal) and 清单筛查 (art02/lists)."""


def _listed(screened: pd.DataFrame | None) -> Sequence[Check]:
    """第2、8条: what 清单筛查 found on the negative list; a project is known by its code."""
    if screened is None:
        return ()
    confirmed, suspected = (_entries(screened, standing) for standing in (CONFIRMED, SUSPECTED))
    return (
        _list_check("经确认属于负面清单", REFUSED, "不得入库，改列其他资金", confirmed),
        _list_check("疑似属于负面清单", OPEN, "在“筛查结果”里填“确认”或“排除”，再按“清单筛查”", suspected),
    )


def _entries(screened: pd.DataFrame, standing: str) -> dict[str, list[str]]:
    """项目编码 → the entries it hits on the negative list with this standing."""
    found: dict[str, list[str]] = {}
    rows = screened[(screened["清单"] == NEGATIVE) & (screened["状态"] == standing)]
    for code, entry, words in zip(*(rows[c].tolist() for c in ("项目编码", "条目", "命中词")), strict=True):
        found.setdefault(code, []).append(f"“{entry}”（命中：{words}）")
    return found


def _list_check(name: str, grade: str, remedy: str, entries: dict[str, list[str]]) -> Check:
    def hits(run: Run) -> Mask:
        return np.array([code in entries for code in run.projects.text("项目编码")], bool)

    def says(run: Run, rows: Rows) -> Sequence[str]:
        return ["、".join(entries[code]) for code in run.projects.text("项目编码")[rows]]

    return Check(name, "项目名称", grade, _NEGATIVE, remedy, hits, says)
