"""The sample office's folder, opened with openpyxl."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from xltools.sample import SamplePaths, make_sample, mended, province_tables
from xltools.sample.workbook import WRITTEN

SMALL = 21


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SamplePaths:
    return make_sample(tmp_path_factory.mktemp("模拟省"), seed=2024, counties=SMALL)


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return province_tables(2024, SMALL)


def test_everything_lies_where_it_says(sample: SamplePaths) -> None:
    assert sample.workbook.name == "调度排名.xlsm"
    assert len(list(sample.returns.iterdir())) == SMALL
    assert sample.returns.relative_to(sample.folder) == Path("上报/2024-09")
    assert sample.truth.read_bytes()[:3] == b"\xef\xbb\xbf"
    assert "全部为模拟数据" in sample.notes.read_text(encoding="utf-8-sig")


def test_expectations_come_only_with_the_whole_province(sample: SamplePaths) -> None:
    """Places among the last 20 mean nothing among 21."""
    assert sample.planted is None
    assert not (sample.folder / "planted.csv").exists()


def test_the_workbook_holds_every_table(sample: SamplePaths, tables: dict[str, pd.DataFrame]) -> None:
    book = openpyxl.load_workbook(sample.workbook)
    for table in WRITTEN:
        found = book[table.name].tables[table.name]
        first, last = (int("".join(filter(str.isdigit, cell))) for cell in found.ref.split(":"))
        assert last - first == max(1, len(tables[table.name])), table.name


def test_codes_and_periods_are_text_in_the_workbook(sample: SamplePaths) -> None:
    sheet = openpyxl.load_workbook(sample.workbook)["调度表"]
    header = next(r for r in range(1, 10) if sheet.cell(r, 1).value == "期别")
    row = [cell.value for cell in sheet[header + 1]]
    assert row[:2] == ["2022-10", row[1]]
    assert isinstance(row[1], str) and len(row[1]) == 6


def test_nothing_but_the_sample_is_left_behind(sample: SamplePaths) -> None:
    names = {path.name for path in sample.folder.iterdir()}
    assert names == {"调度排名.xlsm", "日常计分.xlsm", "资金分配.xlsm", "上报", "真值.csv", "说明.txt"}


def test_the_whole_folder_is_the_same_bytes_again(sample: SamplePaths, tmp_path: Path) -> None:
    again = make_sample(tmp_path / "又", seed=2024, counties=SMALL)
    for path in sample.folder.rglob("*"):
        if path.is_file():
            other = again.folder / path.relative_to(sample.folder)
            assert path.read_bytes() == other.read_bytes(), path.name


def test_two_years_of_figures_and_the_rankings_since_the_plan(tables: dict[str, pd.DataFrame]) -> None:
    """依据: tables.md: two years of history; the plan's parameters hold from 2023."""
    months, rounds = tables["调度表"]["期别"], tables["历史排名"]["期别"]
    assert (months.min(), months.max(), months.nunique()) == ("2022-10", "2024-08", 23)
    assert (rounds.min(), rounds.max(), rounds.nunique()) == ("2023-01", "2024-08", 20)


def test_history_counts_every_county_and_city_once_a_round(tables: dict[str, pd.DataFrame]) -> None:
    history = tables["历史排名"]
    assert not history.duplicated(["期别", "级别", "代码"]).any()
    counties = history[(history["级别"] == "县") & (history["期别"] == "2024-08")]
    assert len(counties) == SMALL
    assert counties.loc[counties["参评"] == "否", "排名"].isna().all()


def test_letters_are_numbered_without_gaps() -> None:
    sent = province_tables(2024)["函件清单"]
    signed = sent[sent["是否签发"] == "是"]
    assert len(signed) > 20
    for kind, rows in signed.groupby("函件"):
        numbers = [int(text.split("〕")[1].removesuffix("号")) for text in rows["文号"]]
        assert numbers == list(range(1, len(numbers) + 1)), kind
    assert (sent.loc[sent["是否签发"] == "否", "文号"] == "").all()


def test_reviews_are_numbered_and_their_counties_known(tables: dict[str, pd.DataFrame]) -> None:
    known = set(tables["县区名单"]["行政区划代码"])
    whole = province_tables(2024)["问题清单"]
    assert whole["序号"].tolist() == list(range(1, len(whole) + 1))
    for name in ("问题清单", "调整台账"):
        assert set(tables[name]["行政区划代码"]) <= known


def test_mending_needs_only_the_paths(tmp_path: Path) -> None:
    made = make_sample(tmp_path, seed=2024, counties=40)
    written = mended(made)
    assert written and all(path.parent == made.returns for path in written)
    assert len(list(made.returns.iterdir())) == 40
