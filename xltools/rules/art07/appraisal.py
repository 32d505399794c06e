"""第7条 强化前期评估论证: whether a project was appraised, and as its kind must be."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from xltools.policy import Policy
from xltools.rules.exact import fen, money_text, plain_text
from xltools.rules.project_checks import Check, Run
from xltools.rules.projects import Mask, Projects, Rows, day, day_text
from xltools.rules.words import policy_kinds, policy_words, words_in
from xltools.tables.declared.projects import OPEN, REFUSED

HOUSEHOLD, WORKS, INDUSTRY = APPRAISAL_KINDS = ("到户类", "小型公益性基础设施", "帮扶产业")
"""第7条: the three kinds, each appraised in its own way; other projects by the common rules alone."""

NUMERAL = re.compile(r"[0-9０-９一二两三四五六七八九十百千万]")

_ELEMENTS = ("论证方式", "论证文号", "论证日期", "论证结论")
_HARD_STOP = "第7条（方案）：未进行评估论证的项目不得开展项目入库"
_COMPLEX = "第7条（方案）：技术复杂、政策性强或涉及法律问题的，多部门、第三方或专家论证"


def appraisal_kind(projects: Projects, policy: Policy, kind: str) -> Mask:
    """第7条: the projects of one of APPRAISAL_KINDS; 到户类 goes before 项目类型."""
    households = projects.is_("到户类", ("是",))
    if kind == HOUSEHOLD:
        return households
    name = "帮扶产业项目类型" if kind == INDUSTRY else "公益基础设施项目类型"
    return projects.is_("项目类型", policy_kinds(policy, name)) & ~households


def must_be_appraised(run: Run) -> Mask:
    """第7条: every project but those of 免论证项目类型."""
    return ~run.projects.is_("项目类型", policy_kinds(run.policy, "免论证项目类型"))


def appraised(run: Run) -> Mask:
    """Some trace of an appraisal, and no word in it that there was none."""
    projects = run.projects
    trace: Mask = ~np.all([_lacking(run, name) for name in _ELEMENTS], axis=0)
    none = policy_words(run.policy, "未论证用语")
    return trace & ~projects.says("论证方式", none) & ~projects.says("论证结论", none)


def _unappraised(run: Run) -> Mask:
    return must_be_appraised(run) & ~appraised(run)


def _lacking(run: Run, name: str) -> Mask:
    filled: Mask = run.projects.dated(name) if name == "论证日期" else run.projects.has(name)
    return ~filled


def _incomplete(run: Run) -> Mask:
    some: Mask = np.any([_lacking(run, name) for name in _ELEMENTS], axis=0)
    return must_be_appraised(run) & appraised(run) & some


def _say_incomplete(run: Run, rows: Rows) -> Sequence[str]:
    lacking = np.array([_lacking(run, name)[rows] for name in _ELEMENTS]).T.tolist()
    return [f"缺{'、'.join(n for n, gone in zip(_ELEMENTS, row, strict=True) if gone)}" for row in lacking]


def _concluded(run: Run) -> Mask:
    return must_be_appraised(run) & appraised(run) & run.projects.has("论证结论")


def _turned_down(run: Run) -> Mask:
    return _concluded(run) & run.projects.says("论证结论", policy_words(run.policy, "论证未通过用语"))


def _unclear(run: Run) -> Mask:
    """With a condition, or nothing that says yes."""
    conditional = run.projects.says("论证结论", policy_words(run.policy, "论证附条件用语"))
    passed = run.projects.says("论证结论", policy_words(run.policy, "论证通过用语"))
    return _concluded(run) & ~_turned_down(run) & (conditional | ~passed)


def _say_conclusion(run: Run, rows: Rows) -> Sequence[str]:
    return [f"论证结论为“{text}”" for text in run.projects.text("论证结论")[rows]]


def _after_entry(run: Run) -> Mask:
    """The dates of an appraisal and of the entry, blank ones compare as not later."""
    return must_be_appraised(run) & (run.projects.date("论证日期") > run.projects.date("入库日期"))


def _say_after_entry(run: Run, rows: Rows) -> Sequence[str]:
    dates = zip(run.projects.date("论证日期")[rows], run.projects.date("入库日期")[rows], strict=True)
    return [f"论证日期{day_text(argued)}晚于入库日期{day_text(entered)}" for argued, entered in dates]


def _in_future(run: Run) -> Mask:
    return must_be_appraised(run) & (run.projects.date("论证日期") > day(run.on))


def _say_in_future(run: Run, rows: Rows) -> Sequence[str]:
    return [f"论证日期{day_text(d)}在审查日{run.on}之后" for d in run.projects.date("论证日期")[rows]]


def _handed_out(run: Run) -> Mask:
    given, own = (policy_words(run.policy, name) for name in ("简单发放用语", "内生动力用语"))
    projects = run.projects
    hit = projects.says("项目名称", given) | projects.says("建设内容", given)
    return appraisal_kind(projects, run.policy, HOUSEHOLD) & hit & ~projects.says("建设内容", own)


def _say_handed_out(run: Run, rows: Rows) -> Sequence[str]:
    given = policy_words(run.policy, "简单发放用语")
    names, contents = run.projects.text("项目名称")[rows], run.projects.text("建设内容")[rows]
    words = (words_in(f"{n}\0{c}", given) for n, c in zip(names, contents, strict=True))
    return [f"疑似简单发钱发物：写有“{'”“'.join(found)}”，未写明激发内生动力的方式" for found in words]


def _households_unknown(run: Run) -> Mask:
    household = appraisal_kind(run.projects, run.policy, HOUSEHOLD)
    return household & ~(run.projects.number("受益户数") > 0)


def _nobody_served(run: Run) -> Mask:
    served = (run.projects.number("受益户数") > 0) | (run.projects.number("受益人数") > 0)
    return appraisal_kind(run.projects, run.policy, WORKS) & ~served


def _no_figure_expected(run: Run) -> Mask:
    """An 绩效目标 without any number; a blank one is 第8条's."""
    projects = run.projects
    industry = appraisal_kind(projects, run.policy, INDUSTRY) & projects.has("绩效目标")
    texts, rows = projects.text("绩效目标"), np.flatnonzero(industry)
    industry[rows] = [NUMERAL.search(text) is None for text in texts[rows]]
    return industry


def _appraised_by_few(run: Run) -> Mask:
    """帮扶产业 with an appraisal, but none of the three ways a complex project needs."""
    ways = policy_words(run.policy, "复杂项目论证方式")
    industry = appraisal_kind(run.projects, run.policy, INDUSTRY) & must_be_appraised(run)
    return industry & appraised(run) & run.projects.has("论证方式") & ~run.projects.says("论证方式", ways)


def _large(run: Run) -> Mask:
    bound = fen(float(run.policy.number("复杂项目投资额")))
    return _appraised_by_few(run) & (run.projects.amount("概算投资") >= bound)


def _say_large(run: Run, rows: Rows) -> Sequence[str]:
    bound = plain_text(run.policy.number("复杂项目投资额"))
    facts = zip(
        run.projects.amount("概算投资")[rows].tolist(), run.projects.text("论证方式")[rows], strict=True
    )
    return [f"概算投资{money_text(a)}万元，不少于{bound}万元，论证方式为“{way}”" for a, way in facts]


def _maybe_complex(run: Run) -> Mask:
    words = policy_words(run.policy, "复杂项目用语")
    few = _appraised_by_few(run) & ~_large(run)
    return few & (run.projects.says("项目名称", words) | run.projects.says("建设内容", words))


def _say_maybe_complex(run: Run, rows: Rows) -> Sequence[str]:
    words = policy_words(run.policy, "复杂项目用语")
    names, contents = run.projects.text("项目名称")[rows], run.projects.text("建设内容")[rows]
    ways = run.projects.text("论证方式")[rows]
    found = (words_in(f"{n}\0{c}", words) for n, c in zip(names, contents, strict=True))
    return [
        f"疑似复杂项目：写有“{'”“'.join(words)}”，论证方式为“{way}”"
        for words, way in zip(found, ways, strict=True)
    ]


APPRAISAL_CHECKS = (
    Check(
        "未开展评估论证", "论证方式", REFUSED, _HARD_STOP,
        "先开展评估论证，通过后再申请入库", _unappraised, "未开展评估论证",
    ),
    Check(
        "评估论证要素不全", "论证文号", REFUSED, _HARD_STOP,
        "补填论证方式、文号、日期、结论，并附论证材料", _incomplete, _say_incomplete,
    ),
    Check(
        "评估论证未通过", "论证结论", REFUSED, "第7条（方案）：对可行性等进行把关，论证未通过的不得入库",
        "调整方案重新论证，或不入库", _turned_down, _say_conclusion,
    ),
    Check(
        "论证结论不明确", "论证结论", OPEN, "第7条（缺省）：附条件通过的，条件落实后再入库",
        "核对论证意见：条件已落实的，论证结论改写为“通过”", _unclear, _say_conclusion,
    ),
    Check(
        "先入库后论证", "论证日期", REFUSED, _HARD_STOP,
        "核对两个日期；确属先入库后论证的，按补办程序处理", _after_entry, _say_after_entry,
    ),
    Check(
        "论证日期有误", "论证日期", OPEN, "第7条（缺省）：论证日期不晚于审查日", "核对论证日期",
        _in_future, _say_in_future,
    ),
    Check(
        "疑似简单发钱发物", "建设内容", OPEN, "第7条（方案）：到户类项目激发内生发展动力，避免简单发钱发物",
        "核实实施方式：改为以奖代补、先建后补等，并写进建设内容", _handed_out, _say_handed_out,
    ),
    Check(
        "到户类受益户不明", "受益户数", OPEN, "第7条（缺省）：到户类项目的预期效益要落到户",
        "补填受益户数", _households_unknown, "到户类项目没有填受益户数",
    ),
    Check(
        "受益性不明", "受益户数", OPEN, "第7条（方案）：小型公益性基础设施项目论证必要性、可行性、受益性",
        "补填受益户数或受益人数", _nobody_served, "公益性基础设施项目没有填受益户数、受益人数",
    ),
    Check(
        "预期产出没有量化", "绩效目标", OPEN,
        "第7条（方案）：帮扶产业项目审查产出的预期性（以有无数字判断为缺省）",
        "绩效目标写明产量、产值、增收等数字", _no_figure_expected, "绩效目标里没有数字，看不出预期产出",
    ),
    Check(
        "复杂项目论证方式不符", "论证方式", REFUSED, f"{_COMPLEX}（投资额界限为缺省）",
        "补做多部门、第三方或专家论证", _large, _say_large,
    ),
    Check(
        "疑似复杂项目", "论证方式", OPEN, _COMPLEX,
        "核实是否技术复杂、政策性强或涉及法律问题；是的补做论证", _maybe_complex, _say_maybe_complex,
    ),
)  # fmt: skip
"""第7条: in the order in which they are told; a hit of REFUSED bars the entry, OPEN asks a person."""
