"""What will not fit where the standard puts it: found before anything is printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from xltools.letters.titles import LINE

NUMBER = 28
"""Characters of 3号 on a line of 156 mm: the 发文字号 stands on one."""


def overflows(facts: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Each fact that is too long for its line: its name, what is wrong and what to do."""
    number = str(facts.get("文号") or "")
    if width(number) > NUMBER:
        problem = f"文号“{number}”宽{width(number):g}字，一行只排得下{NUMBER}字，会折成两行"
        yield "文号", problem, "请核对文号"
    for line in str(facts.get("标题") or "").split("\n"):
        if width(line) > LINE:
            yield (
                "标题",
                f"标题里“{line}”宽{width(line):g}字，一行只排得下{LINE}字，会从词中间断行",
                "请打开这份函件，在词尾换行",
            )


def width(text: str) -> float:
    """In characters: Latin letters and digits are half of one."""
    return sum(1 if unicodedata.east_asian_width(sign) in "FWA" else 0.5 for sign in text)
