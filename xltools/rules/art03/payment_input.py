"""第3条 拨付: what in a row of 拨付台账 contradicts itself or 项目库, so that it cannot be judged."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from xltools.errors import Severity
from xltools.rules.art12.roster import Row, text
from xltools.rules.exact import fen, money_text, plain_percent
from xltools.rules.problems import Problem
from xltools.rules.units import Units
from xltools.tables.declared.money import PAYMENTS
from xltools.tables.declared.projects import FINISHED
from xltools.tables.model import blank

_DATES = ("完工日期", "末次支付日期", "付清日期")


def payment_problems(
    payments: pd.DataFrame, held: Mapping[str, Row], units: Units, on: dt.date, retained: Fraction
) -> Iterator[Problem]:
    """Errors and notices of each row; `held` is 项目库 by 项目编码, `retained` the share of 质保金."""
    times = Counter(map(text, payments["项目编码"]))
    for i, row in enumerate(payments.to_dict("records")):
        code = text(row["项目编码"])
        if not code:
            continue
        if times[code] > 1:
            yield _error(i, "项目编码", f"这个编码有{times[code]}行", "合并成一行，或改正编码")
        yield from _county_problems(i, row, held.get(code), units)
        yield from _date_problems(i, row, held.get(code, {}), on)
        yield from _amount_problems(i, row, held.get(code, {}), retained)


def _county_problems(i: int, row: Row, held: Row | None, units: Units) -> Iterator[Problem]:
    own = text(row["行政区划代码"])
    code = text(held["行政区划代码"]) if held else own
    if not code:
        remedy = "核对编码；项目库确实没有的，在本行“行政区划代码”填所在县的代码"
        yield _error(i, "项目编码", "项目库里没有这个项目，不知道是哪个县的", remedy)
    elif code not in units:
        yield _error(i, "项目编码", f"所在县的代码{code}不在县区名单", "核对项目库或本行的行政区划代码")
    elif held and own and own != code:
        yield _error(i, "行政区划代码", f"项目库里这个项目属于{code}", f"改为{code}，或核对项目编码")


def _date_problems(i: int, row: Row, held: Row, on: dt.date) -> Iterator[Problem]:
    for column in _DATES:
        if not blank(row[column]) and row[column] > pd.Timestamp(on):
            problem = f"{row[column]:%Y-%m-%d}晚于核查截止日期{on}"
            yield _error(i, column, problem, "还没有发生的不要填；写错的改正")
    finished: Any = row["完工日期"]
    library: Any = held.get("完工日期")
    if blank(finished) and not blank(library) and library > pd.Timestamp(on):
        remedy = "核对项目库的完工日期，或在本格填实际完工日期"
        yield _error(i, "完工日期", f"项目库的完工日期{library:%Y-%m-%d}晚于核查截止日期{on}", remedy)
    elif not blank(finished) and not blank(library) and finished != library:
        problem = f"与项目库的完工日期{library:%Y-%m-%d}不同"
        yield _notice(i, "完工日期", problem, "以本格为准；不对的改正")
    begun: Any = held.get("开工日期")
    ended = library if blank(finished) else finished
    if not blank(ended) and not blank(begun) and ended < begun:
        problem = f"完工日期{ended:%Y-%m-%d}早于项目库的开工日期{begun:%Y-%m-%d}"
        yield _error(i, "完工日期", problem, "核对两个日期")
    if blank(finished) and blank(library) and _complete(row, held):
        what = "形象进度100%" if row["形象进度"] == 1 else "项目库里已完工"
        yield _error(i, "完工日期", f"{what}，没有完工日期", "填完工（竣工验收）日期；没有完工的改形象进度")
    if not blank(finished) and not blank(row["形象进度"]) and row["形象进度"] < 1:
        yield _notice(i, "形象进度", "填了完工日期，形象进度不到100%", "按已完工判；没有完工的清空完工日期")


def _complete(row: Row, held: Row) -> bool:
    return bool(row["形象进度"] == 1) or held.get("实施状态") == FINISHED


def _amount_problems(i: int, row: Row, held: Row, retained: Fraction) -> Iterator[Problem]:
    if blank(row["合同额"]) or blank(row["已支付"]):
        return
    contract, paid = fen(row["合同额"]), fen(row["已支付"])
    most = int(contract * retained)
    kept = most if blank(row["质保金"]) else fen(row["质保金"])
    if kept > most:
        problem = f"质保金{money_text(kept)}超过合同额的{plain_percent(retained)}（{money_text(most)}）"
        yield _notice(i, "质保金", problem, f"应付额只扣{money_text(most)}；确需多扣的，改“参数”质保金比例")
    if paid and blank(row["末次支付日期"]):
        yield _error(i, "末次支付日期", "有已支付，没有支付日期", "填最近一次付款的日期")
    if not paid and not blank(row["末次支付日期"]):
        yield _error(i, "已支付", "是0，却有末次支付日期", "填已支付的金额，或清空日期")
    if blank(row["付清日期"]):
        return
    if paid < contract - min(kept, most):
        problem = f"还没有付到应付额{money_text(contract - min(kept, most))}，却填了付清日期"
        yield _error(i, "付清日期", problem, "清空付清日期，或核对已支付")
    elif not blank(row["末次支付日期"]) and row["付清日期"] > row["末次支付日期"]:
        yield _error(i, "付清日期", "晚于末次支付日期", "核对两个日期")


def _error(i: int, column: str, problem: str, remedy: str) -> Problem:
    return Problem(i, column, problem, remedy, PAYMENTS.name)


def _notice(i: int, column: str, problem: str, remedy: str) -> Problem:
    return Problem(i, column, problem, remedy, PAYMENTS.name, Severity.NOTICE)
