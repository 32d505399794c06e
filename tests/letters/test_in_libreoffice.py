"""The letters as LibreOffice sets them: complete, on the pages expected, the signature never alone."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.letters.ink import lines
from tests.letters.made_letters import (
    DATE,
    ISSUER,
    LENGTHS,
    ROWS,
    SWEPT,
    VARIED,
    previews,
    renderer,
    swept_letters,
)
from tests.letters.made_templates import RECTIFY, text_of
from tests.letters.typeset import pdfs
from xltools.letters.kinds import KINDS

pytestmark = pytest.mark.libreoffice

PAGE_NUMBER = re.compile(r"—\d+—\s*$")
SIGNED = f"{ISSUER}{DATE}"
ENDINGS = {"提醒敦促函": f"书面反馈{ISSUER}。", "点名通报": "切实加快衔接资金支出和项目实施。"}
"""The last words of the body."""


def bulletin_of_a_province() -> dict[str, object]:
    """21 cities, the last 60 counties and 63 red ones with the longest names there are, 模拟."""
    cities = [("凉山彝族自治州" if n == 21 else f"模拟第{n}市") for n in range(1, 22)]
    county = {"县区": "木里藏族自治县", "支出率": "58.77%", "得分": "63.10", "状态": "红"}
    return {
        **KINDS["排名通报"].sample(),
        "市州排名": [
            {"排名": str(n), "市州": city, "参评县数": "9", "支出率": "70.00%", "得分": "88.40", "状态": "黄"}
            for n, city in enumerate(cities, 1)
        ],
        "后位县": [{"排名": f"{n}（并列）", "市州": cities[-1], **county} for n in range(102, 162)],
        "红灯名单": [{"市州": city, "个数": "3", "县区": "甲自治县、乙自治县、丙区"} for city in cities],
    }


def letters() -> dict[str, bytes]:
    """Every preview, the bulletin of a whole province, a very long reason, and the swept letters."""
    reason = "".join(f"第{n}项滞后。" for n in range(1, 301))
    long = renderer("整改通知书").render({**RECTIFY.sample(), "依据": reason})
    province = renderer("排名通报").render(bulletin_of_a_province())
    return {**previews(), "全省排名通报": province, "长依据": long, **swept_letters()}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each letter's PDF."""
    return pdfs(letters(), tmp_path_factory.mktemp("letters"))


@pytest.fixture(scope="module")
def pages(printed: dict[str, Path]) -> dict[str, list[str]]:
    """The text of each page of each letter, without spaces and page numbers."""
    return {name: pages_of(pdf) for name, pdf in printed.items()}


def pages_of(pdf: Path) -> list[str]:
    text = subprocess.run(
        ["pdftotext", str(pdf), "-"], check=True, timeout=60, capture_output=True, text=True
    )
    return [PAGE_NUMBER.sub("", re.sub(r"\s", "", page)) for page in text.stdout.split("\f")[:-1]]


@pytest.mark.parametrize("name", list(KINDS))
def test_a_preview_is_three_pages_and_complete(name, pages):
    """Two and the annex, or with the bulletin's tables three; a 通知书 has its receipt besides."""
    assert len(pages[name]) == 3 + name.endswith("通知书")
    text = "".join(pages[name])
    for field in KINDS[name].fields:
        if isinstance(field.sample, str) and field.name != "称谓":
            assert re.sub(r"\s", "", field.sample) in text
    assert not re.search(r"\{[{%]", text)


def test_no_figure_of_a_whole_province_is_lost(pages):
    text = "".join(pages["全省排名通报"])
    assert all(f"模拟第{n}市" in text for n in range(1, 21))
    assert all(f"{n}（并列）" in text for n in range(102, 162))
    assert text.count("丙区") == 21


def test_a_table_over_several_pages_repeats_its_heading(pages):
    with_counties = [page for page in pages["全省排名通报"] if "（并列）" in page]
    assert len(with_counties) > 2
    headings = ("排名", "县（市、区）", "支出率", "综合得分")
    assert all(heading in page for page in with_counties for heading in headings)


def test_a_very_long_reason_flows_over_pages_whole(pages):
    text = "".join(pages["长依据"])
    assert all(f"第{n}项滞后。" in text for n in range(1, 301))
    assert len(pages["长依据"]) >= 4


@pytest.mark.parametrize("kind", SWEPT)
@pytest.mark.parametrize("varied", VARIED)
def test_the_signature_is_never_alone_on_a_page(kind, varied, pages):
    """The page with the date carries words of the body; name, date and contact stay together."""
    signed = [page for page in pages[f"{kind}{varied}"] if f"{SIGNED}（联系人" in page]
    assert len(signed) == 1
    assert ENDINGS[kind][-4:] in signed[0].partition(SIGNED)[0]


@pytest.mark.parametrize("kind", SWEPT)
@pytest.mark.parametrize("varied", VARIED)
def test_the_imprint_is_the_last_of_the_last_page(kind, varied, printed):
    """版记 ends on the bottom of the type area, 262 mm down, with nothing but the page number below it."""
    last = [x for x in lines(printed[f"{kind}{varied}"])[-1] if not re.fullmatch(r"—\d+—", x.text)]
    copied = next(n for n, x in enumerate(last) if x.text.startswith("抄送："))
    below = "".join(x.text for x in last[copied:])
    assert re.fullmatch(rf"抄送：[^。]*。({ISSUER}{DATE}印发)?", below)
    assert max(x.box.bottom for x in last) == pytest.approx(262, abs=1)


@pytest.mark.parametrize("kind", SWEPT)
@pytest.mark.parametrize("varied", VARIED)
def test_no_character_is_lost_in_printing(kind, varied, printed, pages):
    """Every character of the document stands in the PDF, page numbers apart."""
    source = printed[f"{kind}{varied}"].parents[1] / f"{kind}{varied}.docx"
    written = Counter("".join(text_of(source.read_bytes()).split()))
    assert written - Counter("".join(pages[f"{kind}{varied}"])) == Counter()


@pytest.mark.parametrize("kind", SWEPT)
@pytest.mark.parametrize("number", ROWS)
def test_every_row_of_the_annex_is_printed_under_its_headings(kind, number, pages):
    """附件 on a page of its own, with 附件说明 under the body; without rows neither."""
    annexed = [page for page in pages[f"{kind}行{number}"] if "指标第" in page]
    assert all(f"指标第{n}项" in "".join(annexed) for n in range(1, number + 1))
    assert all("指标目标实际得分状态" in page for page in annexed)
    assert [page.startswith("附件") for page in annexed[:1]] == [True] * bool(number)
    text = "".join(pages[f"{kind}行{number}"])
    assert ("附件：模拟市示例县衔接资金项目工作指标明细" in text) == bool(number)


def test_the_letters_swept_are_of_one_to_five_pages(pages):
    """The body alone, without the annex."""
    counted = {
        len([p for p in pages[f"{kind}长{n}"] if not p.startswith("附件")]) for kind in SWEPT for n in LENGTHS
    }
    assert counted >= {2, 3, 4, 5, 6}
