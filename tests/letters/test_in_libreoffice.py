"""The letters as LibreOffice sets them: complete, on the pages expected, the signature never alone."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests import office
from tests.letters.made_templates import RECTIFY
from xltools.letters.kinds import KINDS
from xltools.letters.render import Renderer

pytestmark = pytest.mark.libreoffice

LENGTHS = range(60, 760, 50)
"""Characters of 依据: enough to move the signature over a whole page, line by line of two."""

LAST_SENTENCE = "逾期未整改或整改不到位的，按规定予以约谈。"
PAGE_NUMBER = re.compile(r"—\d+—\s*$")


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
    """Every preview, the bulletin of a whole province, a very long reason, and a reason of each length."""
    rectify = Renderer("整改通知书")
    sample = RECTIFY.sample()
    made = {name: Renderer(name).preview() for name in KINDS}
    made["全省排名通报"] = Renderer("排名通报").render(bulletin_of_a_province())
    made["长依据"] = rectify.render({**sample, "依据": "".join(f"第{n}项滞后。" for n in range(1, 301))})
    for length in LENGTHS:
        made[f"长度{length}"] = rectify.render({**sample, "依据": ("支出滞后，" * 200)[: length - 1] + "。"})
    return made


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of each page of each letter, without spaces and page numbers; one LibreOffice for all."""
    folder = tmp_path_factory.mktemp("letters")
    sources = []
    for name, docx in letters().items():
        sources.append(folder / f"{name}.docx")
        sources[-1].write_bytes(docx)
    return {pdf.stem: pages_of(pdf) for pdf in office.convert(sources, "pdf", folder)}


def pages_of(pdf: Path) -> list[str]:
    text = subprocess.run(
        ["pdftotext", str(pdf), "-"], check=True, timeout=60, capture_output=True, text=True
    )
    return [PAGE_NUMBER.sub("", re.sub(r"\s", "", page)) for page in text.stdout.split("\f")[:-1]]


@pytest.mark.parametrize("name", list(KINDS))
def test_a_preview_is_two_or_three_pages_and_complete(name, pages):
    assert len(pages[name]) in (2, 3)
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


@pytest.mark.parametrize("length", LENGTHS)
def test_the_signature_is_never_alone_on_a_page(length, pages):
    """The page with the date carries words of the body, and name, date and 抄送 stay together."""
    last = pages[f"长度{length}"][-1]
    body, _, signature = last.partition("模拟省财政厅2024年10月15日")
    assert signature.startswith("（联系人")
    assert "抄送：模拟市示例县人民政府。" in signature
    assert LAST_SENTENCE in body
