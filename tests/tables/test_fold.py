"""Folding: what two officers type differently and mean alike."""

from __future__ import annotations

import pytest

from xltools.tables.fold import folded, header_text, name_key, trimmed


@pytest.mark.parametrize(
    ("written", "full", "bare", "unit"),
    [
        ("中央下达（万元）", "中央下达", "中央下达", "万元"),
        ("中央下达 单位：元", "中央下达", "中央下达", "元"),
        ("县（市、区）", "县市区", "县", ""),
        ("下达数（含提前批）", "下达数含提前批", "下达数", ""),
        ("其中：中央", "其中中央", "中央", ""),
        ("①中央", "中央", "中央", ""),
        ("（万元）", "", "", "万元"),
        ("填报单位：", "", "", ""),
        ("填报单位：某县", "", "", ""),
        ("截至日期：2024年9月30日", "", "", ""),
    ],
)
def test_a_header_cell_is_folded_to_its_words_and_its_unit(
    written: str, full: str, bare: str, unit: str
) -> None:
    assert header_text(written) == (full, bare, unit)


def test_text_keeps_its_own_punctuation_and_loses_what_nobody_sees() -> None:
    assert trimmed("\u3000'修路（３公里）。\ufeff\n") == "修路（３公里）。"
    assert folded(" ５１１ ００２\u200b") == "511002"
    assert name_key("县 （市、区）") == name_key("县(市,区)") == "县市区"
