"""What a run came to: a line while it goes on, and a page of docs/ when it is over."""

from __future__ import annotations

import csv
import os
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from fuzz.cases import KINDS, Case
from fuzz.lines import Line
from fuzz.trial import MEGABYTES, SECONDS

_ROOT = Path(__file__).parent.parent
PAGE = _ROOT / "docs" / "变异测试.md"
_FINDS = _ROOT / "tests" / "fuzz" / "finds.csv"
_NAMES = {
    "workbook": "工作簿、上报表、台账",
    "second": "资金监管、督导检查、资产盘活、年度考核",
    "template": "Word 模板",
}
_ENDS = {0: "办成", 1: "说明哪里要改", 2: "说明环境或用法"}


class Tally:
    """Cases by kind and exit code, and the worst of them; of a case that was run again, the last run."""

    def __init__(self, lines: Mapping[Case, Sequence[Line]]) -> None:
        self._all = lines
        self._last = [of_case[-1].outcome for of_case in lines.values()]
        self._counts = Counter((outcome.case.kind, outcome.code) for outcome in self._last)
        self._found = sum(any(line.outcome.trouble for line in of_case) for of_case in lines.values())
        self._left = sum(bool(outcome.trouble) for outcome in self._last)
        self._slowest = max((outcome.seconds for outcome in self._last), default=0.0)
        self._largest = max((outcome.megabytes for outcome in self._last), default=0)

    def line(self, total: int) -> str:
        """How far it has come."""
        ended = ", ".join(f"{kind} exit {code}: {n}" for (kind, code), n in sorted(self._counts.items()))
        return (
            f"{self._counts.total()}/{total}, {self._found} finds, {self._left} of them left; "
            f"{ended}; slowest {self._slowest:.1f} s, largest {self._largest} MB"
        )

    def page(self, seed: int) -> str:
        """The page for officers' technicians, with what was found before."""
        rows = [self._row(kind) for kind in KINDS if any(k == kind for k, _ in self._counts)]
        head = f"| 文件 | {' | '.join(_ENDS.values())} | 合计 |\n|---|---|---|---|---|"
        machine = f"{os.cpu_count()} 核，Python {platform.python_version()}"
        return _PAGE.format(
            when=self._when(), machine=machine, seed=seed, table="\n".join([head, *rows]), found=self._told(),
            slowest=self._slowest, largest=self._largest, seconds=SECONDS, megabytes=MEGABYTES,
            hours=sum(outcome.seconds for outcome in self._last) / 3600, before=_before(),
        )  # fmt: skip

    def _row(self, kind: str) -> str:
        ended = [self._counts[kind, code] for code in _ENDS]
        total = sum(n for (k, _), n in self._counts.items() if k == kind)
        return f"| {_NAMES[kind]} | {' | '.join(f'{n:,}' for n in ended)} | {total:,} |"

    def _told(self) -> str:
        if not self._found:
            return "发现 0 次不合格"
        mended = self._found - self._left
        again = "都合格" if not self._left else f"{mended} 次合格，还有 {self._left} 次不合格"
        return f"发现 {self._found} 次不合格（同一处毛病会遇到几次），改好后重跑，{again}"

    def _when(self) -> str:
        """The days and the commits of the code, where it took more than one."""
        lines = [line for of_case in self._all.values() for line in of_case]
        days, codes = sorted({line.day for line in lines}), list(dict.fromkeys(line.code for line in lines))
        return f"{'至'.join(dict.fromkeys((days[0], days[-1])))}，代码版本 {'、'.join(codes)}"


def _before() -> str:
    with _FINDS.open(encoding="utf8") as file:
        return "\n".join(f"| {row['case']} | {row['what it was']} |" for row in csv.DictReader(file))


_PAGE = """# 变异测试

`make fuzz` 把样例省的每个工作簿、上报表、台账和 Word 模板改坏：压缩包的字段、截断、炸弹，XML 的属性、次序、
命名空间、实体，行列号、公式、合并、表格，单元格里的怪数、怪字，模板里的错标签；再用真的命令去按按钮、检查、汇总。
每一次都必须办成，或者用一句中文说明怎么改；工作簿要么没动，要么完整；{seconds:.0f} 秒、{megabytes} MB 以内。
一个编号就能重现：`python -m fuzz --one workbook:1:22`。停下的再跑一次 `make fuzz` 就接着跑，不合格的会重跑。

{when}，{machine}，种子 {seed}：

{table}

{found}。最慢 {slowest:.1f} 秒（处理器时间），最多用 {largest} MB 内存，一共 {hours:.1f} 小时（处理器时间）。

## 以前发现、已经改好的

每一处都有自己的测试（“Found by make fuzz”），编号在 `tests/fuzz/finds.csv`，每次测试都重跑。

| 编号 | 是什么 |
|---|---|
{before}
"""
