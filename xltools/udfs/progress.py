"""第11条, 第12条: targets of a 期别, lights of rates against a target, places of scores."""

from __future__ import annotations

from collections.abc import Sequence

from xltools.policy import Override, Policy
from xltools.rules.art12.lights import bounds, spending_light
from xltools.rules.art12.ranking import places
from xltools.rules.art12.scores import scale
from xltools.rules.exact import as_shown, half_up
from xltools.rules.periods import month_of
from xltools.tables.amounts import POINTS_FROM
from xltools.tables.fold import folded, half_width
from xltools.tables.model import Kind, shown
from xltools.udfs.answers import Answer, refuse, stop_at
from xltools.udfs.lines import NOT_RANKED, Line, codes_of, spread, stop_at_lengths
from xltools.udfs.settings import policy_of

TARGETS = {"序时": "序时目标", "支出": "序时目标", "开工": "开工目标", "完工": "完工目标"}
"""A word of argument 目标 → the target it names."""


def targets(periods: Line, names: Sequence[str], overrides: Sequence[Override]) -> Answer:
    """A column for each target, beside each 期别; blank beside a blank one."""
    values = periods.parsed(Kind.PERIOD)
    scales = {p: scale(policy_of(p, overrides), month_of(p)) for p in sorted(filter(None, set(values)))}
    columns = [[None if p is None else float(getattr(scales[p], name)) for p in values] for name in names]
    return spread(periods, *columns)


def target_names(words: Line | None) -> list[str]:
    """The targets asked for, 序时目标 where none is; a row of headings asks for several."""
    if words is None:
        return [TARGETS["序时"]]
    found = [{n for word, n in TARGETS.items() if word in folded(shown(cell))} for cell in words.cells]
    unknown = [i for i, names in enumerate(found) if len(names) != 1]
    stop_at([words.wrong(i, "不是进度目标的名称", "填：序时、开工或完工") for i in unknown])
    return [names.pop() for names in found]


def states(rates: Line, dues: Line, policy: Policy) -> Answer:
    """绿, 黄 or 红 beside each rate by its target (one for all, or one each); blank beside a blank rate."""
    _stop_at_other_style(rates, dues)
    found, due = rates.parsed(Kind.PERCENT, NOT_RANKED, low=0), dues.parsed(Kind.PERCENT, low=0)
    if dues.length == 1:
        due = due * len(found)
    else:
        stop_at_lengths(rates, dues)
    rows = [i for i, rate in enumerate(found) if rate is not None]
    wrongs = list(dues.blanks(due, rows, "填目标，如 75%"))
    stop_at(wrongs or [dues.wrong(i, "是0，不能比", "填目标，如 75%") for i in rows if due[i] == 0][:1])
    limits = bounds(policy)
    lights = {i: spending_light(as_shown(found[i]), as_shown(due[i]), limits) for i in rows}
    return spread(rates, [lights.get(i) for i in range(len(found))])


def ranks(scores: Line, codes: Line | None) -> Answer:
    """第12条: the place of each score as published, to two decimals; blank beside a county without one."""
    values = scores.parsed(Kind.NUMBER, NOT_RANKED)
    totals = [None if value is None else half_up(as_shown(value)) for value in values]
    if codes is not None:
        codes_of(codes, [i for i, total in enumerate(totals) if total is not None])
    numbers = places(total for total in totals if total is not None)
    return spread(scores, [None if total is None else numbers[total] for total in totals])


def _stop_at_other_style(rates: Line, dues: Line) -> None:
    """Targets typed as 75 and rates up to 1.5: nobody can tell whether 0.8 is 80 % or 0.8 %."""
    plain_rates, plain_dues = _plain_numbers(rates), _plain_numbers(dues)
    if max(plain_dues, default=0) > POINTS_FROM and 0 < max(plain_rates, default=0) <= POINTS_FROM:
        problem = f"最大才{max(plain_rates):g}，目标却是{max(plain_dues):g}：看不出是小数还是百分数"
        raise refuse(rates.label, problem, "两处写法一致：都写 0.75，或都写 75%")


def _plain_numbers(cells: Line) -> list[float]:
    """The numbers typed without a per cent sign."""
    texts = [half_width(shown(cell)).strip() for cell in cells.cells]
    return [float(text) for text in texts if text.replace(".", "", 1).isdigit() and text.isascii()]
