"""The printed letters measured against GB/T 9704-2012: what stands where, in mm.

`python -m tests.letters.measured` writes docs/公文版面.md and a picture of every letter.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.letters.ink import Box, Page, around, bands, lines
from tests.letters.made_letters import DATE, ISSUER, measured_letters
from tests.letters.typeset import pdfs
from xltools.letters.kinds import KINDS

DOC = "公文版面.md"
_BEGIN = "<!-- python -m tests.letters.measured -->"

LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262
"""The type area: 156 × 225 with 天头 37 and 订口 28."""

PITCH = 225 / 22
CHARACTER = 16 * 25.4 / 72
SMALL = 14 * 25.4 / 72
"""One character of 4号."""

SLACK = PITCH - CHARACTER
"""What a line has more than its characters."""

FULL_PAGE = 3
"""The page of a long letter that holds body text and nothing else."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of the standard: what it is, what it should be, how far off it may be, what it is."""

    layout: str
    item: str
    target: float
    tolerance: float
    found: float

    @property
    def holds(self) -> bool:
        """Within the tolerance."""
        return abs(self.found - self.target) <= self.tolerance


def measures(pdfs: Mapping[str, Path]) -> list[Measure]:
    """Everything measured in 提醒敦促函, 点名通报 and the long letter of each layout."""
    return [
        *(Measure("信函格式", *m) for m in _letter(pdfs["提醒敦促函"])),
        *(Measure("信函格式", *m) for m in _both(pdfs["提醒敦促函"], pdfs["长提醒敦促函"])),
        *(Measure("文件格式", *m) for m in _file(pdfs["点名通报"])),
        *(Measure("文件格式", *m) for m in _both(pdfs["点名通报"], pdfs["长点名通报"])),
    ]


Figure = tuple[str, float, float, float]
"""item, target, tolerance, found."""


def _letter(pdf: Path) -> Iterator[Figure]:
    page = Page.of(pdf, 1)
    mark, upper, upper_thin, lower_thin, lower = bands(page.red)
    number, title = bands(page.dark)[:2]
    yield "发文机关标志上边缘距上页边", 30, 0.5, mark.top
    yield "首条红双线距标志", 4, 0.5, upper.top - mark.bottom
    yield "首条红双线长", 170, 0.5, upper.width
    yield "末条红双线距下页边", 20, 0.5, 297 - lower.bottom
    yield "末条红双线长", 170, 0.5, lower.width
    yield "首线上粗下细：粗线厚÷细线厚", 4, 1.5, upper.height / upper_thin.height
    yield "末线上细下粗：粗线厚÷细线厚", 4, 1.5, lower.height / lower_thin.height
    yield "标志、红双线居中（版心中线）", (LEFT + RIGHT) / 2, 0.5, (mark.centre + upper.centre) / 2
    yield "文号距首线（3号字高的⅞）", CHARACTER * 7 / 8, 0.5, number.top - upper_thin.bottom
    yield "文号右边缘顶版心右边", RIGHT, 0.7, number.right
    yield "标题与文号间空行数", 2, 0.3, _blank_lines(number, title)
    copy = _line(pdf, len(lines(pdf)), "抄送：")
    yield "版记末行底在版心下边缘", BOTTOM, 0.5, copy.bottom
    yield "抄送左空一字", LEFT + SMALL, 0.5, copy.left


def _file(pdf: Path) -> Iterator[Figure]:
    page = Page.of(pdf, 1)
    mark, rule = bands(page.red)
    number, title = bands(page.dark)[:2]
    yield "发文机关标志上边缘距版心上边缘", 35, 0.5, mark.top - TOP
    yield "标志居中（版心中线）", (LEFT + RIGHT) / 2, 0.5, mark.centre
    yield "文号居中（版心中线）", (LEFT + RIGHT) / 2, 0.5, number.centre
    yield "文号与标志间空行数", 2, 0.3, _blank_lines(mark, number)
    yield "红色分隔线在文号下", 4, 0.5, rule.top - number.bottom
    yield "红色分隔线长（与版心等宽）", 156, 0.3, rule.width
    yield "标题与红线间空行数", 2, 0.3, (title.top - rule.bottom - 3) / PITCH
    yield from _rules(Page.of(pdf, len(lines(pdf))))


def _rules(page: Page) -> Iterator[Figure]:
    """版记: its rules are the bands as wide as the type area and thinner than text."""
    upper, inner, lower = (b for b in bands(page.dark, 200, 265) if b.height < 1)
    yield "版记分隔线长（与版心等宽）", 156, 0.3, min(b.width for b in (upper, inner, lower))
    yield "版记首末线厚", 0.35, 0.1, (upper.height + lower.height) / 2
    yield "版记中间线厚", 0.25, 0.1, inner.height
    yield "版记末线在版心下边缘", BOTTOM, 0.5, lower.bottom


def _both(pdf: Path, long: Path) -> Iterator[Figure]:
    yield from _body(long)
    yield from _signature(pdf)
    yield from _page_numbers(pdf)


def _body(pdf: Path) -> Iterator[Figure]:
    rows = bands(Page.of(pdf, FULL_PAGE).dark, 0, BOTTOM + 1)
    texts = [line.text for line in lines(pdf)[FULL_PAGE - 1]][: len(rows)]
    yield "每面行数", 22, 0, len(rows)
    yield "每行字数", 28, 0, min(map(len, texts))
    yield "行距", PITCH, 0.05, (rows[-1].top - rows[0].top) / (len(rows) - 1)
    yield "正文左边缘", LEFT, 0.7, min(r.left for r in rows)
    yield "正文右边缘", RIGHT, 0.7, max(r.right for r in rows)
    yield "首行字顶在版心上边缘内（0至行距余量）", SLACK / 2, SLACK / 2, rows[0].top - TOP
    yield "末行字底在版心下边缘内（0至行距余量）", SLACK / 2, SLACK / 2, BOTTOM - rows[-1].bottom


def _signature(pdf: Path) -> Iterator[Figure]:
    at = next(n for n, page in enumerate(lines(pdf), 1) if any(x.text == DATE for x in page))
    date, name = (next(x.box for x in lines(pdf)[at - 1] if x.text == text) for text in (DATE, ISSUER))
    yield "成文日期右空四字", RIGHT - 4 * CHARACTER, 0.7, date.right
    yield "署名中线对成文日期中线（代用字体数字偏宽）", 0, 0.75 * CHARACTER, name.centre - date.centre
    yield "主送机关顶格", LEFT, 0.7, around(Page.of(pdf, 1).dark, _line(pdf, 1, "局：")).left


def _page_numbers(pdf: Path) -> Iterator[Figure]:
    even, odd = (bands(Page.of(pdf, n).dark, BOTTOM + 2, 275)[0] for n in (2, 3))
    dash = bands(Page.of(pdf, 2).dark, BOTTOM + 2, 275, LEFT, LEFT + 1.5 * SMALL)[0]
    yield "页码一字线在版心下边缘下", 7, 0.7, dash.top - BOTTOM
    yield "双页码左空一字", LEFT + SMALL, 0.5, even.left
    yield "单页码右空一字", RIGHT - SMALL, 0.5, odd.right


def _blank_lines(above: Box, below: Box) -> float:
    """How many lines of the body would stand between two lines; each has some air of its own."""
    return (below.top - above.bottom - SLACK) / PITCH


def _line(pdf: Path, page: int, words: str) -> Box:
    """The line of a page with these words."""
    return next(line.box for line in lines(pdf)[page - 1] if words in line.text)


def report(found: list[Measure]) -> str:
    """The measures as the table of docs/公文版面.md."""
    rows = [
        f"| {m.layout} | {m.item} | {m.target:.4g} ± {m.tolerance:.2g} | {m.found:.2f} |"
        + (" 是 |" if m.holds else " 否 |")
        for m in found
    ]
    return "\n".join(("| 格式 | 项目 | 标准（毫米、个） | 实测 | 符合 |", "|---|---|---|---|---|", *rows))


def main(folder: Path) -> None:
    """Measure, write the table and the pictures."""
    with TemporaryDirectory() as scratch:
        made = pdfs(measured_letters(), Path(scratch))
        words = (folder / DOC).read_text(encoding="utf8").partition(_BEGIN)[0]
        (folder / DOC).write_text(f"{words}{_BEGIN}\n\n{report(measures(made))}\n", encoding="utf8")
        for name in KINDS:
            _picture(made[name], folder / f"公文_{name}.png")


def _picture(pdf: Path, to: Path) -> None:
    """All pages of a letter side by side in 16 shades."""
    pages = to.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "60", "-png", str(pdf), str(pages)], check=True, timeout=60)
    made = sorted(to.parent.glob(f"{pages.name}-*.png"))
    look = ["-bordercolor", "#b0b0b0", "-border", "1", "+append", "-colors", "16", "-strip"]
    subprocess.run(["convert", *map(str, made), *look, str(to)], check=True, timeout=60)
    for page in made:
        page.unlink()


if __name__ == "__main__":
    main(Path("docs"))
