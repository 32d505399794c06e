"""The whole run, said once for all who take part in it: what is given, what is asked, where it goes.

183 returns of 250×40 → one table, every row checked → ranked, lights → allocated → the book of all rows and
the book of the counties → five columns written back into every return → a letter a county.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import corpus
from xltools.letters.kinds import KINDS
from xltools.tables.checks import at_most, in_order, sums_to
from xltools.tables.declared.allocation import FACTOR_TABLE

PERIOD = "2025-09"
KIND = KINDS["整改通知书"]
LEVELS = ("中央资金", "省级资金", "市级资金", "县级资金", "其他资金")
QUARTERS = ("一季度支出", "二季度支出", "三季度支出", "四季度支出")
DAYS = ("批复日期", "开工日期", "计划完工日期", "支付截止日期")
CENT = 0.01
TABLE = dataclasses.replace(
    corpus.TABLE,
    checks=(
        sums_to(LEVELS, "到位合计", CENT),
        sums_to(QUARTERS, "支出合计", CENT),
        at_most("支出合计", "到位合计"),
        at_most("问题个数", "数量指标目标"),
        in_order(*DAYS),
    ),
)
"""The return with what must hold in every row; the corpus breaks the fourth in a few rows of each county."""

NAMES = TABLE.names
LAST_YEAR = "上年中央分配额"
LAST_FUNDS = 4
"""上年市县投入, which no table of this run holds, is taken as so many times 上年中央分配额."""

COUNTY_NAMES = (
    "行政区划代码", "县区", "项目总数", "开工数", "完工数", "问题项目数", "到位合计", "支出合计", "不符条数",
    "投入得分", "支出得分", "实施得分", "质量得分", "综合得分", "排名", "综合状态", "分配额",
)  # fmt: skip
STAGES = ("read", "rules", "books", "write back", "letters")
MONEY_COLUMNS = frozenset(f.column.name for f in corpus.FIELDS if f.format == "money")
FORMATS = {"text": "@", "money": "#,##0.00", "share": "0.00%", "date": "yyyy-mm-dd", "whole": "0"}
FORMAT_OF = {f.column.name: FORMATS[f.format] for f in corpus.FIELDS}


@dataclass(frozen=True, slots=True)
class Task:
    """One run: the files that are given and the folder that is filled."""

    returns: list[Path]
    out: Path
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def factors(self) -> Path:
        """因素表 of these counties, beside their returns."""
        return self.returns[0].parent / f"因素表-{len(self.returns)}.xlsx"

    def place(self, *names: str) -> Path:
        """A path in the folder of this run, its folder made."""
        path = self.out.joinpath(*names)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Wall time of a part of the run."""
        began = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0) + time.perf_counter() - began


def task(counties: int, out: Path) -> Task:
    """The returns of so many counties and their 因素表, made where they are not there yet."""
    made = Task(corpus.returns(counties), out)
    if not made.factors.exists():
        _write_factors(made)
    return made


def _write_factors(made: Task) -> None:
    import xlsxwriter

    from bench.allocation import made_rows  # loads pandas, which no run should wait for

    book = xlsxwriter.Workbook(made.factors)
    sheet = book.add_worksheet(FACTOR_TABLE.name)
    sheet.write_row(0, 0, FACTOR_TABLE.names)
    for number, (row, path) in enumerate(zip(made_rows(len(made.returns)), made.returns, strict=True), 1):
        row["行政区划代码"] = path.name[:6]
        sheet.write_row(number, 0, [row.get(name) for name in FACTOR_TABLE.names])
    book.close()


def pool_of(last_year: Iterable[float]) -> int:
    """万元 to be shared out: 4 % more than last year."""
    return round(1.04 * sum(last_year))


def remark(place: int, light: str) -> str:
    """What 备注 of every project of a county says."""
    return f"全省第{place}名，{light}灯"


def letter_facts(county: Mapping[str, Any], due: float) -> dict[str, object]:
    """What the letter to a county is made of; `county` is its row of the county book."""
    rate = county["支出合计"] / county["到位合计"]
    unit = f"模拟市{county['县区']}"
    return {
        **KIND.sample(),
        "主送单位": f"{unit}农业农村局、财政局",
        "抄送单位": f"{unit}人民政府",
        "单位": unit,
        "依据": f"9月末支出率{rate:.2%}，序时目标{due:.2%}（模拟）。",
        "成文日期": dt.date(2025, 10, 15),
        "反馈期限": dt.date(2025, 10, 30),
        "统计月份": "2025年9月",
        "排名": int(county["排名"]),
        "综合得分": float(county["综合得分"]),
        "综合状态": county["综合状态"],
        "支出率": rate,
        "序时目标": due,
        "差距": due - rate if rate < due else None,
    }
