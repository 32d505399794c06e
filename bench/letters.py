"""Letters against docxtpl as its manual has it, and their PDF against a LibreOffice for each; equal results.

The naive way is a DocxTemplate and a soffice call for each letter. `python -m bench.letters [--quick]`.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from docxtpl import DocxTemplate

from xltools.letters.compiled import same
from xltools.letters.context import context
from xltools.letters.docx_file import packed, parts_of
from xltools.letters.environment import environment
from xltools.letters.kinds import KINDS
from xltools.letters.merge import merge
from xltools.letters.pages import page_count
from xltools.letters.render import Renderer
from xltools.letters.store import template_path
from xltools.letters.volumes import print_pdf

KIND = KINDS["整改通知书"]
MANY = 3000
ROWS = 6
CORE = "docProps/core.xml"

Facts = dict[str, Any]


def facts_of(number: int) -> Facts:
    """模拟: a unit, a reason of its own length, and a table of six rows."""
    sample = KIND.sample()
    rows = [{**row, "实际": f"{number % 90}.{n}0%"} for n, row in enumerate([*sample["指标"]] * 2)]
    reason = f"2024年9月支出率{number % 60}.00%低于序时目标（模拟{number}）。" * (1 + number % 5)
    return {**sample, "单位": f"模拟第{number}县", "依据": reason, "指标": rows[:ROWS]}


def naive(facts: Facts) -> bytes:
    """What a user of docxtpl would write, with our filters."""
    letter, out = DocxTemplate(str(template_path(KIND))), io.BytesIO()
    letter.render(context(KIND, facts), environment(), autoescape=True)
    letter.save(out)
    return out.getvalue()


def run(quick: bool = False) -> None:
    """Print the ratios; AssertionError where the results differ."""
    counties = 24 if quick else 183
    facts = [facts_of(number) for number in range(counties)]
    renderer = Renderer(KIND.name)
    for each in facts:
        assert same(_without_properties(naive(each)), _without_properties(renderer.render(each)))
    rounds = [_interleaved(facts, renderer.render) for _ in range(2 if quick else 3)]
    ours = median(mine for _, mine in rounds) / counties * 1000
    ratio = median(theirs / mine for theirs, mine in rounds)
    print(f"\n{counties} letters with a table of {ROWS} rows, parts equal after C14N")
    print(f"  {ratio:5.1f}× docxtpl, a DocxTemplate for each (target 10); {ours:.2f} ms each (target 1.5)")
    many = MANY // 10 if quick else MANY
    seconds, megabytes = _apart(many)
    print(f"  {many} letters: {seconds:.1f} s, {megabytes:.0f} MB (targets 5 s, 300 MB)")
    _pdf([renderer.render(each) for each in facts], 3 if quick else 8)


def _without_properties(docx: bytes) -> bytes:
    """docxtpl leaves the properties as they are in the template."""
    return packed({name: part for name, part in parts_of(docx).items() if name != CORE}, compress=False)


def _interleaved(facts: Sequence[Facts], ours: Callable[[Facts], bytes]) -> tuple[float, float]:
    """Seconds of docxtpl and of ours, a letter in turn so that a noisy moment hits both alike."""
    spent = [0.0, 0.0]
    for each in facts:
        for place, render in enumerate((naive, ours)):
            began = time.perf_counter()
            render(each)
            spent[place] += time.perf_counter() - began
    return spent[0], spent[1]


def _apart(count: int) -> tuple[float, float]:
    """Seconds and peak memory of a process of its own that makes letters and keeps them all."""
    command = [sys.executable, "-m", "bench.letters", "--make", str(count)]
    seconds, kilobytes = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(kilobytes) / 1024


def _make(count: int) -> None:
    began = time.perf_counter()
    renderer = Renderer(KIND.name)
    kept = [renderer.render(facts_of(number)) for number in range(count)]
    assert len(set(kept)) == count
    status = Path("/proc/self/status").read_text()  # getrusage counts the parent of before exec too
    print(time.perf_counter() - began, status.partition("VmHWM:")[2].split()[0])


def _pdf(letters: Sequence[bytes], few: int) -> None:
    """One PDF of all, as 生成函件 makes it, against a LibreOffice for each of a few; pages and text equal.

    The peer is spared its first start: its profile is there.
    """
    if shutil.which("soffice") is None:
        print("  PDF left out: LibreOffice is not installed")
        return
    began = time.perf_counter()
    whole, pages = print_pdf(letters, merge(letters), "")
    together = (time.perf_counter() - began) / len(letters)
    with tempfile.TemporaryDirectory() as scratch:
        _single(letters[0], Path(scratch))
        began = time.perf_counter()
        singles = [_single(letter, Path(scratch)) for letter in letters[:few]]
        apart = (time.perf_counter() - began) / few
    assert pages[:few] == [page_count(single) for single in singles]
    expected: list[str] = []
    for single in singles:
        expected += [""] * (len(expected) % 2) + _texts(single)
    assert _texts(whole)[: len(expected)] == expected
    print(f"  PDF of {len(letters)} letters, pages and text of {few} equal to those printed one by one")
    ratio = apart / together
    print(
        f"  {ratio:5.1f}× a soffice call for each letter (target 20); {together * 1000:.0f} ms each,"
        f" {together * 1000 * len(letters) / sum(pages):.0f} ms a page"
    )


def _single(letter: bytes, folder: Path) -> bytes:
    path = folder / "one.docx"
    path.write_bytes(letter)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    skip = '{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
    command = ["soffice", profile, "--headless", "--convert-to", f"pdf:writer_pdf_Export:{skip}", "--outdir"]
    subprocess.run([*command, str(folder), str(path)], check=True, timeout=120, capture_output=True)
    return path.with_suffix(".pdf").read_bytes()


def _texts(pdf: bytes) -> list[str]:
    command = ["pdftotext", "-layout", "-", "-"]
    done = subprocess.run(command, input=pdf, check=True, timeout=120, capture_output=True)
    return [re.sub(r"\s", "", page) for page in done.stdout.decode().split("\f")[:-1]]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer letters")
    parser.add_argument("--make", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.make:
        _make(given.make)
    else:
        run(given.quick)
