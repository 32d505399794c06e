"""The returns and 真值.csv, by openpyxl and with eyes on the XML, not by the toolkit's own reader."""

from __future__ import annotations

import csv
import re
import zipfile
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.sample.conftest import PERIOD, SEED, Office
from xltools.sample.edges import planted_codes
from xltools.sample.figures import figures
from xltools.sample.layouts import LAYOUTS
from xltools.sample.province import County, province
from xltools.sample.quirks import DUE, REPORT, fallen
from xltools.sample.returns import (
    BUNDLES,
    DIRTY,
    TRUTH_COLUMNS,
    Truth,
    clean_return,
    dirty_return,
    file_name,
    mend_returns,
    month_before,
    record_of,
    shown,
    write_returns,
)
from xltools.tables.declared.dispatch import FIGURES, LEVELS

QUIRKS = {
    "撇号文本数字", "千分位逗号", "全角数字", "全角空格", "破折号代零", "数字带单位", "期别写法",
    "代码成数字", "支出进度写法", "县名加空格", "隐藏行", "附加列",
    "元当万元", "一格两单位", "空白", "引用错误", "公式未计算", "代码与县名不符", "上期期别", "期别不明",
    "支出大于到位", "到位大于下达", "合计不符", "不是确数", "数字混入字母", "个数有小数", "完工大于开工",
    "累计倒退", "重复列", "改名列",
}  # fmt: skip
"""依据: tables.md, "What real sheets look like" and "Cross checks"."""


@lru_cache(maxsize=64)
def opened(path: Path, values: bool) -> Any:
    """A workbook with its formulas, or with the values they showed."""
    return openpyxl.load_workbook(path, data_only=values)


def marks(office: Office, quirk: str) -> list[Truth]:
    """The truth about one quirk."""
    return [t for t in office.truths if t.quirk == quirk]


def cell(office: Office, truth: Truth, values: bool = True) -> Any:
    """The openpyxl cell a truth speaks of."""
    return opened(office.folder / truth.file, values)[truth.sheet][truth.cell]


def sheet_xml(path: Path) -> str:
    """The last sheet's XML."""
    with zipfile.ZipFile(path) as package:
        name = max(n for n in package.namelist() if n.startswith("xl/worksheets/sheet"))
        return package.read(name).decode()


def test_every_county_has_one_return_named_by_code_county_and_period(office: Office) -> None:
    names = sorted(path.name for path in office.folder.iterdir())
    assert len(names) == 183
    assert "511002_内江市市中区_2024-09调度表.xlsx" in names
    assert "511102_乐山市市中区_2024-09调度表.xlsx" in names


def test_a_tenth_is_dirty_and_none_of_it_planted(office: Office) -> None:
    """依据: tables.md: 10 % of the returns carry one to three quirks."""
    dirty = {t.file for t in office.truths}
    assert len(dirty) == 19
    assert not {name[:6] for name in dirty} & planted_codes()
    assert all(1 <= len(bundle.quirks) <= 3 for bundle in BUNDLES)


def test_every_quirk_and_every_layout_occurs(office: Office) -> None:
    assert {t.quirk for t in office.truths} >= QUIRKS
    assert {bundle.layout for bundle in BUNDLES} == set(LAYOUTS)


def test_what_the_truth_says_is_what_the_file_holds(office: Office) -> None:
    """Every row of 真值.csv: that sheet, that cell, that content, by openpyxl."""
    with (office.folder.parent / "真值.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == len(office.truths) > 500
    assert tuple(rows[0]) == TRUTH_COLUMNS
    for row in rows:
        uncalculated = row["原样"].startswith("=") and row["怪癖"] == "公式未计算"
        sheet = opened(office.folder / row["文件"], not uncalculated)[row["工作表"]]
        assert shown(sheet[row["单元格"]].value) == row["原样"], row


def test_what_is_due_is_true_of_the_county(office: Office) -> None:
    """应得值 is the figure the county truly has, whatever is typed."""
    by_code = {c.code: c for c in office.province}
    names = {c.name for c in FIGURES}
    for t in office.truths:
        if t.verdict == DUE and t.column in names:
            true = figures(by_code[t.file[:6]], PERIOD, SEED)[t.column]
            assert float(t.due) * (100 if "数" not in t.column else 1) == pytest.approx(true, abs=1e-6), t


def test_every_truth_is_either_due_or_reported(office: Office) -> None:
    assert {t.verdict for t in office.truths} == {DUE, REPORT}
    assert all(not t.due for t in office.truths if t.verdict == REPORT)


def test_the_whole_row_of_a_dirty_return_is_in_the_truth(office: Office) -> None:
    """Nothing is left unsaid: every figure of every dirty return is due or reported."""
    told = defaultdict(set)
    for t in office.truths:
        told[t.file].add(t.column)
    assert all(columns >= {c.name for c in FIGURES} for columns in told.values())


def test_a_formula_that_was_not_calculated_has_no_value_in_the_xml(office: Office) -> None:
    spots = marks(office, "公式未计算")
    xml = sheet_xml(office.folder / spots[0].file)
    for spot in spots:
        found = re.search(rf'<c r="{spot.cell}"[^>]*>(.*?)</c>', xml)
        assert found and found[1].startswith("<f>") and "<v" not in found[1]
        assert cell(office, spot, values=True).value is None


def test_a_broken_reference_is_an_error_cell(office: Office) -> None:
    (spot,) = marks(office, "引用错误")
    assert cell(office, spot).data_type == "e"
    assert f'<c r="{spot.cell}"' in sheet_xml(office.folder / spot.file)


def test_an_apostrophe_is_a_quote_prefix_on_text(office: Office) -> None:
    (spot,) = marks(office, "撇号文本数字")
    found = cell(office, spot)
    assert (found.data_type, found.quotePrefix) == ("s", True)


def test_the_hidden_row_is_hidden(office: Office) -> None:
    (spot,) = marks(office, "隐藏行")
    found = cell(office, spot)
    assert found.parent.row_dimensions[found.row].hidden


def test_a_code_typed_as_a_number_is_a_number(office: Office) -> None:
    (spot,) = marks(office, "代码成数字")
    assert cell(office, spot).data_type == "n"
    assert spot.due == spot.file[:6]


def test_the_wrong_code_is_the_namesakes(office: Office) -> None:
    """依据: architecture.md: 市中区 is both 511002 and 511102."""
    (spot,) = marks(office, "代码与县名不符")
    assert (spot.file[:6], spot.raw) == ("511102", "511002")


def test_a_text_that_looks_like_a_formula_is_stored_as_text(office: Office) -> None:
    (spot,) = marks(office, "附加列")
    row = cell(office, spot, values=False).parent[cell(office, spot).row]
    assert any(c.data_type == "s" and str(c.value).startswith("=") for c in row)


def test_yuan_are_ten_thousand_times_too_large(office: Office) -> None:
    spots = marks(office, "元当万元")
    county = next(c for c in office.province if c.code == spots[0].file[:6])
    assert [float(s.raw) for s in spots] == pytest.approx(
        [figures(county, PERIOD, SEED)[s.column] * 100 for s in spots]
    )
    assert all(float(s.raw) > 200_000 for s in spots)


def test_a_fallen_figure_lies_below_the_month_before(office: Office) -> None:
    (spot,) = marks(office, "累计倒退")
    county = next(c for c in office.province if c.code == spot.file[:6])
    assert float(spot.raw) * 100 < figures(county, "2024-08", SEED)["中央支出"]


def test_sum_passes_over_text_as_excel_does(office: Office) -> None:
    """A number stored as text is left out of the 合计 beside it, and that is to be reported."""
    misled = {t.file for t in marks(office, "公式被带错")}
    assert {t.file for t in marks(office, "撇号文本数字")} <= misled


def test_some_strings_stand_in_the_sheet_itself(office: Office) -> None:
    """As other programs write them."""
    files = {t.file for t in office.truths}
    inline = [name for name in files if 't="inlineStr"' in sheet_xml(office.folder / name)]
    assert len(inline) == sum(bundle.inline for bundle in BUNDLES)


def test_a_clean_return_is_the_form_with_the_countys_figures(office: Office) -> None:
    county = next(c for c in office.province if c.code == "511002")
    sheet = opened(office.folder / file_name(county, PERIOD), True)["调度表"]
    headings = {(sheet.cell(4, c).value, sheet.cell(5, c).value): c for c in range(1, sheet.max_column + 1)}
    assert sheet.cell(6, headings["期别", None]).value == PERIOD
    assert sheet.cell(6, headings["行政区划代码", None]).value == "511002"
    assert sheet.cell(6, headings["县区", None]).value == "市中区"
    central = headings["中央", "下达"]
    true = figures(county, PERIOD, SEED)
    assert sheet.cell(6, central).value == true["中央下达"] / 100
    assert sheet.cell(6, central + 2).value == true["中央支出"] / 100
    total = headings["合计", "下达"]
    assert sheet.cell(6, total).value == pytest.approx(sum(true[f"{v}下达"] for v in LEVELS) / 100)
    assert sheet.cell(7, total).value in ("", None)


def test_every_return_says_that_it_is_made_up(office: Office) -> None:
    for path in office.folder.iterdir():
        with zipfile.ZipFile(path) as package:
            parts = [package.read(n).decode() for n in package.namelist() if n.startswith("xl/")]
        assert any("模拟" in part for part in parts), path.name


def test_counties_that_do_not_take_part_may_leave_figures_blank(counties: list[County]) -> None:
    resting = [c for c in counties if not c.ranked]
    blank = [c for c in resting if record_of(c, PERIOD, SEED)["中央下达"] is None]
    assert 0 < len(blank) < len(resting)


def test_mending_writes_anew_only_what_was_sent_back(counties: list[County], tmp_path: Path) -> None:
    few = [c for c in counties if c.code.startswith(("5111", "5107", "5117"))]
    truths = write_returns(tmp_path, few, PERIOD, SEED)
    owed = {t.file for t in truths if t.verdict == REPORT}
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert {path.name for path in mend_returns(tmp_path, few, PERIOD, SEED)} == owed
    for county in few:
        name = file_name(county, PERIOD)
        content = (tmp_path / name).read_bytes()
        assert content == (clean_return(county, PERIOD, SEED) if name in owed else before[name])


@pytest.mark.parametrize("number", [20, 300])
def test_any_size_of_sample_has_its_tenth(number: int, tmp_path: Path) -> None:
    able = [c for c in province(SEED, number) if c.ranked and c.code not in planted_codes()][-30:]
    truths = write_returns(tmp_path, able, PERIOD, SEED)
    assert len({t.file for t in truths}) == -(-len(able) // DIRTY)


def test_january_knows_no_fallen_figures(counties: list[County]) -> None:
    """A new year begins anew, so 累计倒退 can be made in September and not in January."""
    bundle = next(b for b in BUNDLES if fallen in b.quirks)
    county = next(c for c in counties if c.code == "510704")
    january, september = (dirty_return(county, p, SEED, bundle)[1] for p in ("2024-01", PERIOD))
    assert not [t for t in january if t.verdict == REPORT]
    assert [t.quirk for t in september if t.verdict == REPORT] == ["累计倒退"]


def test_the_month_before_january_is_december() -> None:
    assert (month_before("2024-01"), month_before("2024-10")) == ("2023-12", "2024-09")
