"""What a run came to: a line while it goes on, and a page of docs/ when it is over."""

from __future__ import annotations

import csv
import datetime as dt
import os
import platform
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from fuzz.cases import KINDS
from fuzz.trial import MEGABYTES, SECONDS, Outcome

_ROOT = Path(__file__).parent.parent
PAGE = _ROOT / "docs" / "变异测试.md"
_FINDS = _ROOT / "tests" / "fuzz" / "finds.csv"
_NAMES = {"workbook": "工作簿", "template": "Word 模板"}
_ENDS = {0: "办成", 1: "说明哪里要改", 2: "说明环境或用法"}


@dataclass(slots=True)
class Tally:
    """Cases by kind and exit code, and the worst of them."""

    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    finds: int = 0
    slowest: float = 0.0
    largest: int = 0
    started: float = field(default_factory=time.time)

    def add(self, outcome: Outcome) -> None:
        """One case more."""
        self.counts[outcome.case.kind, outcome.code] += 1
        self.finds += bool(outcome.trouble)
        self.slowest = max(self.slowest, outcome.seconds)
        self.largest = max(self.largest, outcome.megabytes)

    def line(self, total: int) -> str:
        """How far it has come."""
        ended = ", ".join(f"{kind} exit {code}: {n}" for (kind, code), n in sorted(self.counts.items()))
        return (
            f"{self.counts.total()}/{total} in {time.time() - self.started:.0f} s, {self.finds} finds; "
            f"{ended}; slowest {self.slowest:.1f} s, largest {self.largest} MB"
        )

    def page(self, seed: int) -> str:
        """The page for officers' technicians, with what was found before."""
        rows = [self._row(kind) for kind in KINDS if any(k == kind for k, _ in self.counts)]
        head = f"| 文件 | {' | '.join(_ENDS.values())} | 合计 |\n|---|---|---|---|---|"
        machine = f"{os.cpu_count()} 核，Python {platform.python_version()}"
        return _PAGE.format(
            day=dt.date.today(), machine=machine, seed=seed, table="\n".join([head, *rows]), finds=self.finds,
            slowest=self.slowest, largest=self.largest, seconds=SECONDS, megabytes=MEGABYTES,
            before=_before(),
        )  # fmt: skip

    def _row(self, kind: str) -> str:
        ended = [self.counts[kind, code] for code in _ENDS]
        total = sum(n for (k, _), n in self.counts.items() if k == kind)
        return f"| {_NAMES[kind]} | {' | '.join(f'{n:,}' for n in ended)} | {total:,} |"


def _before() -> str:
    with _FINDS.open(encoding="utf8") as file:
        return "\n".join(f"| {row['case']} | {row['what it was']} |" for row in csv.DictReader(file))


_PAGE = """# 变异测试

`make fuzz` 把样例省的每个工作簿、上报表、台账和 Word 模板改坏：压缩包的字段、截断、炸弹，XML 的属性、次序、
命名空间、实体，行列号、公式、合并、表格，单元格里的怪数、怪字，模板里的错标签；再用真的命令去按按钮、检查、汇总。
每一次都必须办成，或者用一句中文说明怎么改；工作簿要么没动，要么完整；{seconds:.0f} 秒、{megabytes} MB 以内。
一个编号就能重现：`python -m fuzz --one workbook:1:22`。

{day}，{machine}，种子 {seed}：

{table}

发现 {finds} 处不合格；最慢 {slowest:.1f} 秒（处理器时间），最多用 {largest} MB 内存。

## 以前发现、已经改好的

每一处都有自己的测试（“Found by make fuzz”），编号在 `tests/fuzz/finds.csv`，每次测试都重跑。

| 编号 | 是什么 |
|---|---|
{before}
"""
