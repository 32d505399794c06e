"""第12条 用好“两书一函”: 函件清单, the list an officer confirms before anything is printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from xltools.errors import Severity
from xltools.rules.art12.history import COUNTY_LEVEL
from xltools.rules.art12.input import standing_notices
from xltools.rules.art12.inspections import overdue_problems
from xltools.rules.art12.interview import interviews, one_level_missing
from xltools.rules.art12.rectify import rectifications, still_behind
from xltools.rules.art12.reminder import reminders
from xltools.rules.art12.roster import Row, text
from xltools.rules.art12.trigger import CIRCULAR, INTERVIEW, RECTIFY, REMINDER, Evidence, Trigger
from xltools.rules.periods import year_of
from xltools.rules.problems import Problem
from xltools.tables.declared.letters import LETTER_KINDS, LETTERS

DOUBT = "【并列或缺数，由人核定】"
"""Stands in 依据 of a row that the rules could not decide: 是否签发 = 否 unless the officer says 是."""

ANSWERING = "【前一份还在反馈期内，由人核定】"
"""The same where an earlier letter of the kind waits for its answer."""

LAPSED = "（本次重算已不再触发）"
"""Stands in 依据 of an issued letter whose reason is gone."""

CLAUSE = "第12条 "


def letters(evidence: Evidence) -> pd.DataFrame:
    """第12条: the 函件清单 rows of a 期别, one a letter and unit with all its reasons.

    是否签发 = 是 except where every reason is doubtful, or an earlier letter of the kind still waits for its
    answer. A 点名通报 row names one unit. Who gets a 整改通知书 for staying behind after a 提醒敦促函 is not
    reminded again.
    """
    grouped: dict[tuple[str, str], list[Trigger]] = {}
    past_reminding = {t.code for t in still_behind(evidence) if not t.doubtful}
    first = [t for t in reminders(evidence) if t.code not in past_reminding]
    others = (*rectifications(evidence), *overdue_problems(evidence), *interviews(evidence))
    for trigger in (*first, *others):
        grouped.setdefault((trigger.letter, trigger.code), []).append(trigger)
    both = {code for letter, code in grouped if letter == RECTIFY}
    rows = [_row(evidence, key, grouped[key], key[1] in both) for key in sorted(grouped, key=_by_kind)]
    return _frame(rows)


def notices(evidence: Evidence) -> list[Problem]:
    """What the officer should know though nothing stops: 是否参评 unlike the list's, one local level at 0."""
    standing = standing_notices(evidence.dispatch, evidence.roster, evidence.period)
    return [*standing, *one_level_missing(evidence), *_too_few(evidence)]


def _too_few(evidence: Evidence) -> list[Problem]:
    """第12条 counts the last 20 of a whole province; of 20 counties or fewer nobody is 居后."""
    ranked = [code for code in evidence.facts if code in evidence.counties]
    last = evidence.last(COUNTY_LEVEL)
    if not ranked or len(ranked) > last:
        return []
    first = next(i for i, period in enumerate(evidence.dispatch["期别"]) if period == evidence.period)
    problem = f"参评县只有{len(ranked)}个，不多于后{last}位：不判定居后，不提提醒敦促函"
    remedy = "只排本市（州）的，请在“参数”中改“提醒函后位县数”，并写明依据"
    return [Problem(first, "期别", problem, remedy, severity=Severity.NOTICE)]


def keep_decisions(new: pd.DataFrame, existing: pd.DataFrame, period: str) -> pd.DataFrame:
    """函件清单 after a re-run: this 期别's rows with the officer's decisions, then the others as they were.

    Still triggered: 是否签发, 文号, 文件 and what was added to 抄送单位 stay, and all of 抄送单位 and
    整改要求 while 触发条款 is the same; 是否签发 falls back to the default when a doubt arose or went and
    nothing was issued. No longer triggered: kept when issued, marked in 依据. Rows added by hand stay.
    """
    old: Sequence[Row] = existing.to_dict("records")
    before = {(r["函件"], r["代码"]): r for r in old if r["期别"] == period}
    rows = [_kept(row, before.get((row["函件"], row["代码"]))) for row in new.to_dict("records")]
    triggered = {(r["函件"], r["代码"]) for r in rows}
    left = [_lapsed(r) for key, r in before.items() if key not in triggered and (_issued(r) or _by_hand(r))]
    return _frame([*rows, *left, *(r for r in old if r["期别"] != period)])


def _row(evidence: Evidence, key: tuple[str, str], found: Sequence[Trigger], both: bool) -> dict[str, Any]:
    letter, code = key
    mark = _mark(evidence, key, found)
    reasons = "；".join(t.reason for t in found)
    also = "；同期另列整改通知书" if letter == REMINDER and both else ""
    return {
        "期别": evidence.period,
        "函件": letter,
        "代码": code,
        "主送单位": _addressee(evidence, letter, code),
        "抄送单位": _copied(evidence, letter, code),
        "触发条款": CLAUSE + "；".join(_once(t.clause for t in found)),
        "依据": f"{CLAUSE}{reasons}{also}{_sent_before(evidence, *key)}{mark}",
        "整改要求": "".join(_once(t.demand for t in found)),
        "反馈期限": _deadline(evidence, letter),
        "是否签发": "否" if mark else "是",
        "文号": "",
        "文件": "",
    }


def _mark(evidence: Evidence, key: tuple[str, str], found: Sequence[Trigger]) -> str:
    """Why the officer has to decide; nothing where the letter is to be sent."""
    letter, code = key
    if all(t.doubtful for t in found):
        return DOUBT
    earlier = _sent(evidence, RECTIFY if letter == CIRCULAR else letter, code)
    return ANSWERING if any(each["反馈期限"] >= pd.Timestamp(evidence.today) for each in earlier) else ""


def _sent_before(evidence: Evidence, letter: str, code: str) -> str:
    """The year's earlier letters of this kind to the unit, for the officer who decides about another."""
    if letter not in (RECTIFY, INTERVIEW):
        return ""
    year = year_of(evidence.period)
    earlier = sorted(
        {p for p in (each["期别"] for each in _sent(evidence, letter, code)) if year_of(p) == year}
    )
    return f"；{'、'.join(earlier)}已发《{letter}》" if earlier else ""


def _sent(evidence: Evidence, letter: str, code: str) -> list[Row]:
    """The letters of a kind that went to a unit in the 期别 before this one."""
    sent = evidence.letters
    same = (sent["函件"] == letter) & (sent["代码"] == code) & (sent["是否签发"] == "是")
    rows: list[Row] = [*sent[same & (sent["期别"] < evidence.period)].to_dict("records")]
    return rows


def _addressee(evidence: Evidence, letter: str, code: str) -> str:
    """The unit's departments: a department does not write orders to a government below."""
    policy = evidence.policy
    if letter == CIRCULAR:
        return f"各市（州）{policy.text('市级主送部门')}"
    return evidence.names[code] + policy.text("县级主送部门" if code in evidence.counties else "市级主送部门")


def _copied(evidence: Evidence, letter: str, code: str) -> str:
    """第12条: 抄送地方人民政府; a 提醒敦促函 is not copied."""
    return "" if letter == REMINDER else evidence.names[code] + evidence.policy.text("抄送政府称谓")


def _deadline(evidence: Evidence, letter: str) -> pd.Timestamp | None:
    """Today and the letter's days; a 点名通报 asks for no answer."""
    if letter == CIRCULAR:
        return None
    days = evidence.policy.whole(f"{letter}反馈天数")
    return pd.Timestamp(evidence.today + dt.timedelta(days=days))


def _kept(new: Row, old: Row | None) -> Row:
    if old is None:
        return new
    kept = dict(new) | {name: text(old[name]) for name in ("文号", "文件")}
    same_doubt = all((mark in text(old["依据"])) == (mark in new["依据"]) for mark in (DOUBT, ANSWERING))
    if text(old["是否签发"]) and (same_doubt or _issued(old)):
        kept["是否签发"] = old["是否签发"]
    if text(old["抄送单位"]).startswith(new["抄送单位"]):
        kept["抄送单位"] = text(old["抄送单位"])
    if text(old["触发条款"]) == new["触发条款"]:
        kept |= {name: old[name] for name in ("抄送单位", "整改要求") if text(old[name])}
    if _issued(old):
        kept["反馈期限"] = old["反馈期限"]
    return kept


def _lapsed(old: Row) -> Row:
    if _by_hand(old) or LAPSED in text(old["依据"]):
        return old
    return dict(old) | {"依据": text(old["依据"]) + LAPSED}


def _issued(row: Row) -> bool:
    return bool(text(row["文号"]) or text(row["文件"]))


def _by_hand(row: Row) -> bool:
    return not text(row["触发条款"]).startswith(CLAUSE)


def _by_kind(key: tuple[str, str]) -> tuple[int, str]:
    return LETTER_KINDS.index(key[0]), key[1]


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _frame(rows: Sequence[Row]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=LETTERS.names)
    return frame.assign(反馈期限=pd.to_datetime(frame["反馈期限"]))
