"""第9条 数据质量: the checks of what 项目库 says of a project against itself, in figures, dates and state."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from xltools.rules.art07.appraisal import must_be_appraised
from xltools.rules.art09.cleanup import latest_cutoff, stale, stock_of
from xltools.rules.exact import fen, money_text, plain_text
from xltools.rules.project_checks import Run
from xltools.rules.projects import Mask, Rows, Texts, day, day_text
from xltools.tables.declared.projects import FINISHED, NOT_STARTED, STARTED

DATES = ("论证日期", "入库日期", "开工日期", "完工日期", "更新日期")
SEQUENCE = (("入库日期", "开工日期"), ("开工日期", "完工日期"), ("入库日期", "完工日期"))
"""Dates that do not run backwards; the first that do are told."""


def no_county(run: Run) -> Mask:
    """A blank 行政区划代码."""
    return ~run.projects.has("行政区划代码")


def other_county(run: Run) -> Mask:
    """县区 unlike that of most rows with the same code; 乐山市市中区 is 市中区."""
    names, usual = run.projects.text("县区"), _usual_county(run)
    mask = run.projects.has("县区") & run.projects.has("行政区划代码")
    rows = np.flatnonzero(mask & np.asarray(names != usual, bool))
    mask[:] = False
    mask[[row for row in rows if not _same(names[row], usual[row])]] = True
    return mask


def _same(name: str, other: str) -> bool:
    return name.endswith(other) or other.endswith(name)


def say_other_county(run: Run, rows: Rows) -> Sequence[str]:
    """The name the code usually goes with."""
    codes, names = run.projects.text("行政区划代码")[rows], run.projects.text("县区")[rows]
    facts = zip(codes, names, _usual_county(run)[rows], strict=True)
    return [f"代码{code}在别的行是{usual}，这一行是{name}" for code, name, usual in facts]


def _usual_county(run: Run) -> Texts:
    """For each row the most frequent 县区 of its code; of equally frequent ones the first."""
    pairs = pd.DataFrame({"code": run.projects.text("行政区划代码"), "name": run.projects.text("县区")})
    counts = pairs[pairs["name"] != ""].value_counts(sort=False).reset_index(name="count")
    most = counts.sort_values("count", ascending=False, kind="stable").drop_duplicates("code")
    usual: Texts = pairs["code"].map(most.set_index("code")["name"]).to_numpy(object)
    return usual


def no_place(run: Run) -> Mask:
    """Neither 乡镇 nor 村, of a project that is somewhere."""
    return must_be_appraised(run) & ~run.projects.has("乡镇") & ~run.projects.has("村")


def blank_text(name: str, run: Run) -> Mask:
    """A column of words that is blank."""
    return ~run.projects.has(name)


def no_entry_date(run: Run) -> Mask:
    """In the library since nobody knows when."""
    return ~run.projects.dated("入库日期")


def overspent(run: Run) -> Mask:
    """Spent more than 其中衔接资金, where that is blank more than 概算投资."""
    return run.projects.amount("支出金额") > _limit(run)


def say_overspent(run: Run, rows: Rows) -> Sequence[str]:
    """Both amounts."""
    spent, limits = run.projects.amount("支出金额")[rows].tolist(), _limit(run)[rows].tolist()
    named = np.where(run.projects.known("其中衔接资金")[rows], "其中衔接资金", "概算投资").tolist()
    facts = zip(spent, named, limits, strict=True)
    return [f"支出{money_text(a)}万元大于{name}{money_text(b)}万元" for a, name, b in facts]


def _limit(run: Run) -> np.ndarray:
    projects = run.projects
    own, whole = projects.amount("其中衔接资金"), projects.amount("概算投资")
    unknown = ~(projects.known("其中衔接资金") | projects.known("概算投资"))
    return np.where(unknown, np.iinfo(np.int64).max, np.where(projects.known("其中衔接资金"), own, whole))


def much_for_each(run: Run) -> Mask:
    """其中衔接资金 ÷ 受益户数 above 户均投资上限."""
    households = np.nan_to_num(run.projects.number("受益户数"))
    bound = fen(float(run.policy.number("户均投资上限")))
    return (households > 0) & (run.projects.amount("其中衔接资金") > bound * households)


def say_much_for_each(run: Run, rows: Rows) -> Sequence[str]:
    """The amount, the households and the bound."""
    bound = plain_text(run.policy.number("户均投资上限"))
    pairs = zip(
        run.projects.amount("其中衔接资金")[rows].tolist(), run.projects.number("受益户数")[rows], strict=True
    )
    return [f"衔接资金{money_text(a)}万元，受益{n:.0f}户，户均超过{bound}万元" for a, n in pairs]


def fewer_people(run: Run) -> Mask:
    """受益人数 below 受益户数."""
    return run.projects.number("受益人数") < run.projects.number("受益户数")


def say_fewer_people(run: Run, rows: Rows) -> Sequence[str]:
    """Both counts."""
    pairs = zip(*(run.projects.number(name)[rows] for name in ("受益人数", "受益户数")), strict=True)
    return [f"受益人数{people:.0f}少于受益户数{households:.0f}" for people, households in pairs]


def more_than_served(run: Run) -> Mask:
    """脱贫户数 or 监测户数 above 受益户数; a household may be both, so they are not added up."""
    projects, served = run.projects, run.projects.number("受益户数")
    return (projects.number("脱贫户数") > served) | (projects.number("监测户数") > served)


def say_more_than_served(run: Run, rows: Rows) -> Sequence[str]:
    """The counts that are too large."""
    served = run.projects.number("受益户数")[rows]
    counts = {name: run.projects.number(name)[rows] for name in ("脱贫户数", "监测户数")}
    return [
        f"{'、'.join(f'{name}{c[i]:.0f}' for name, c in counts.items() if c[i] > all_)}大于受益户数{all_:.0f}"
        for i, all_ in enumerate(served)
    ]


def in_future(run: Run) -> Mask:
    """A date after the day of the check."""
    late: Mask = np.any([run.projects.date(name) > day(run.on) for name in DATES], axis=0)
    return late


def say_in_future(run: Run, rows: Rows) -> Sequence[str]:
    """Which dates."""
    dates, today = {name: run.projects.date(name)[rows] for name in DATES}, day(run.on)
    said = [
        [f"{name}{day_text(d[i])}" for name, d in dates.items() if d[i] > today] for i in range(len(rows))
    ]
    return [f"{'、'.join(late)}在检查日{run.on}之后" for late in said]


def backwards(run: Run) -> Mask:
    """入库 ≤ 开工 ≤ 完工 does not hold."""
    date = run.projects.date
    wrong: Mask = np.any([date(earlier) > date(later) for earlier, later in SEQUENCE], axis=0)
    return wrong


def say_backwards(run: Run, rows: Rows) -> Sequence[str]:
    """The first pair that runs backwards."""
    dates = {name: run.projects.date(name)[rows] for name in ("入库日期", "开工日期", "完工日期")}
    pairs = [next((a, b) for a, b in SEQUENCE if dates[a][i] > dates[b][i]) for i in range(len(rows))]
    return [f"{a}{day_text(dates[a][i])}晚于{b}{day_text(dates[b][i])}" for i, (a, b) in enumerate(pairs)]


def begun_unsaid(run: Run) -> Mask:
    """未实施, yet 开工日期, 完工日期 or 支出."""
    projects = run.projects
    begun = projects.dated("开工日期") | projects.dated("完工日期") | (projects.amount("支出金额") > 0)
    return projects.is_("实施状态", (NOT_STARTED,)) & begun


def say_begun_unsaid(run: Run, rows: Rows) -> Sequence[str]:
    """What says that it has begun."""
    projects = run.projects
    spent = projects.amount("支出金额")[rows].tolist()
    signs = {name: projects.dated(name)[rows] for name in ("开工日期", "完工日期")}
    said = [[name for name, there in signs.items() if there[i]] for i in range(len(rows))]
    money = [[f"支出{money_text(s)}万元"] if s > 0 else [] for s in spent]
    return [f"状态为未实施，却填了{'、'.join([*a, *b])}" for a, b in zip(said, money, strict=True)]


def no_start_date(run: Run) -> Mask:
    """已开工 or 已完工 without 开工日期."""
    return run.projects.is_("实施状态", (STARTED, FINISHED)) & ~run.projects.dated("开工日期")


def no_finish_date(run: Run) -> Mask:
    """已完工 without 完工日期."""
    return run.projects.is_("实施状态", (FINISHED,)) & ~run.projects.dated("完工日期")


def finished_unsaid(run: Run) -> Mask:
    """已开工 with a 完工日期 that has come; a planned one lies ahead and is told as a date in the future."""
    come = run.projects.dated("完工日期") & ~(run.projects.date("完工日期") > day(run.on))
    return run.projects.is_("实施状态", (STARTED,)) & come


def say_finished_unsaid(run: Run, rows: Rows) -> Sequence[str]:
    """The date."""
    return [f"完工日期{day_text(d)}已到，状态仍为已开工" for d in run.projects.date("完工日期")[rows]]


def finished_unpaid(run: Run) -> Mask:
    """第3条: finished for longer than 完工未支付天数 and nothing spent."""
    longest = run.policy.whole("完工未支付天数")
    past = day(run.on) - run.projects.date("完工日期") > np.timedelta64(longest, "D")
    return run.projects.is_("实施状态", (FINISHED,)) & past & (run.projects.amount("支出金额") <= 0)


def say_finished_unpaid(run: Run, rows: Rows) -> Sequence[str]:
    """Since when."""
    longest = run.policy.whole("完工未支付天数")
    return [f"{day_text(d)}完工，已超过{longest}天，没有支出" for d in run.projects.date("完工日期")[rows]]


def out_of_date(run: Run) -> Mask:
    """已开工 and not updated for longer than 更新间隔天数, or never."""
    longest = np.timedelta64(run.policy.whole("更新间隔天数"), "D")
    old = ~run.projects.dated("更新日期") | (day(run.on) - run.projects.date("更新日期") > longest)
    return run.projects.is_("实施状态", (STARTED,)) & old


def say_out_of_date(run: Run, rows: Rows) -> Sequence[str]:
    """The last update."""
    longest = run.policy.whole("更新间隔天数")
    dates = run.projects.date("更新日期")[rows]
    return [
        "更新日期空白" if np.isnat(d) else f"上次更新{day_text(d)}，距检查日{run.on}超过{longest}天"
        for d in dates
    ]


def overdue_removal(run: Run) -> Mask:
    """What the last clean-up should have taken out."""
    return stale(stock_of(run.projects, latest_cutoff(run.on, run.policy), run.policy))


def say_overdue_removal(run: Run, rows: Rows) -> Sequence[str]:
    """Since when, and by which clean-up."""
    due = latest_cutoff(run.on, run.policy)
    months = run.policy.whole("未实施清除月数")
    return [
        f"{day_text(d)}入库，到{due}已满{months}个月未实施，仍在库"
        for d in run.projects.date("入库日期")[rows]
    ]
