"""Whole files that real folders hold: each is what it claims to be, by other programs than ours."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlrd

from tests.sample.conftest import PERIOD, SEED
from xltools.sample.compound import SMALLEST, compound, encrypted_stub, old_workbook
from xltools.sample.edges import planted_codes
from xltools.sample.figures import figures
from xltools.sample.province import province
from xltools.sample.troubles import (
    BOMB,
    COMMAND,
    HYPERLINK,
    MAKERS,
    READ,
    REFUSED,
    SKIPPED,
    Trouble,
    troubles,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("麻烦") / "上报"


@pytest.fixture(scope="module")
def made(folder: Path) -> dict[str, list[Trouble]]:
    """What was written, by 情形."""
    found: dict[str, list[Trouble]] = {}
    for trouble in troubles(folder, SEED, PERIOD):
        found.setdefault(trouble.case, []).append(trouble)
    return found


def test_every_trouble_is_there_and_listed(folder: Path, made: dict[str, list[Trouble]]) -> None:
    assert list(made) == [maker.case for maker in MAKERS]
    with (folder.parent / "麻烦.csv").open(encoding="utf-8-sig", newline="") as lines:
        listed = [row["文件"] for row in csv.DictReader(lines)]
    assert sorted(listed) == sorted(path.name for path in folder.iterdir())


def test_no_planted_county_is_in_trouble(made: dict[str, list[Trouble]]) -> None:
    assert not {t.code for found in made.values() for t in found} & planted_codes()


@pytest.mark.parametrize(
    "case",
    ["空文件（0字节）", "有打开密码", "传输中断、不完整", "Word文档改名", "网页存成xls", "图片改名"],
)
def test_openpyxl_cannot_open_what_must_be_refused(
    folder: Path, made: dict[str, list[Trouble]], case: str
) -> None:
    (trouble,) = made[case]
    assert trouble.owed == REFUSED
    with pytest.raises(Exception):  # noqa: B017 - openpyxl raises a different error for each
        openpyxl.load_workbook(folder / trouble.file)


def test_the_bomb_is_small_and_grows_beyond_reason(folder: Path, made: dict[str, list[Trouble]]) -> None:
    (trouble,) = made["压缩炸弹"]
    path = folder / trouble.file
    with zipfile.ZipFile(path) as package:
        largest = max(package.infolist(), key=lambda entry: entry.file_size)
    assert path.stat().st_size < 200_000
    assert largest.file_size > BOMB
    assert largest.file_size / largest.compress_size > 500


def test_the_entity_bomb_declares_a_thousand_million(folder: Path, made: dict[str, list[Trouble]]) -> None:
    (trouble,) = made["XML实体炸弹"]
    with zipfile.ZipFile(folder / trouble.file) as package:
        strings = package.read("xl/sharedStrings.xml").decode()
    assert strings.count("<!ENTITY") == 10
    assert "&e9;" in strings


@pytest.mark.parametrize("case", ["旧格式xls", "WPS的et", "旧格式内容、xlsx名"])
def test_old_workbooks_hold_the_countys_figures(
    folder: Path, made: dict[str, list[Trouble]], case: str
) -> None:
    """By xlrd."""
    (trouble,) = made[case]
    assert trouble.owed == READ
    sheet = xlrd.open_workbook(str(folder / trouble.file)).sheet_by_index(0)
    headings = [str(v) for v in sheet.row_values(2)]
    county = next(c for c in province(SEED) if c.code == trouble.code)
    row = dict(zip(headings, sheet.row_values(3), strict=True))
    assert row["区划代码"] == county.code
    assert row["中央资金支出"] * 100 == pytest.approx(figures(county, PERIOD, SEED)["中央支出"])


def test_two_returns_of_one_county_agree_or_differ(folder: Path, made: dict[str, list[Trouble]]) -> None:
    same, other = (
        [(folder / t.file).read_bytes() for t in made[case]]
        for case in ("一县两份、内容相同", "一县两份、内容不同")
    )
    assert len(same) == len(other) == 2
    assert same[0] == same[1]
    assert other[0] != other[1]


def test_formulas_in_words_are_text(folder: Path, made: dict[str, list[Trouble]]) -> None:
    (trouble,) = made["县名和备注是公式文字"]
    sheet = openpyxl.load_workbook(folder / trouble.file).active
    assert sheet is not None
    kinds = {
        c.value: c.data_type for row in sheet.iter_rows() for c in row if c.value in (HYPERLINK, COMMAND)
    }
    assert kinds == {HYPERLINK: "s", COMMAND: "s"}


def test_a_county_may_keep_a_sheet_a_month(folder: Path, made: dict[str, list[Trouble]]) -> None:
    """依据: both sheets are a 调度表; only a person can say which is meant."""
    (trouble,) = made["每月一张表"]
    book = openpyxl.load_workbook(folder / trouble.file)
    assert [(sheet.title, sheet["A6"].value or sheet["A5"].value) for sheet in book] == [
        ("8月", "2024-08"),
        ("9月", "2024-09"),
    ]


def test_lock_files_stand_beside_no_workbook(folder: Path, made: dict[str, list[Trouble]]) -> None:
    names = [t.file for t in made["锁文件"]]
    assert {t.owed for t in made["锁文件"]} == {SKIPPED}
    assert [name[:2] for name in names] == ["~$", ".~"]


def test_last_years_period_and_an_unlisted_code(folder: Path, made: dict[str, list[Trouble]]) -> None:
    (old,) = made["另一年的期别"]
    (unlisted,) = made["代码不在名单"]
    assert openpyxl.load_workbook(folder / old.file)["调度表"]["A6"].value == "2023-09"
    assert openpyxl.load_workbook(folder / unlisted.file)["调度表"]["B6"].value == "519999"
    assert "519999" not in {c.code for c in province(SEED)}


def test_a_compound_file_with_many_sectors_is_read_back() -> None:
    """More cells than one FAT sector covers (128 × 512 bytes)."""
    cells: dict[tuple[int, int], str | float] = {
        (r, c): float(r * c) for r in range(1, 400) for c in range(1, 30)
    }
    data = old_workbook("大表", cells | {(1, 1): "头"})
    assert len(data) > 128 * 512 + SMALLEST
    sheet = xlrd.open_workbook(file_contents=data).sheet_by_index(0)
    assert (sheet.cell_value(0, 0), sheet.cell_value(398, 28)) == ("头", 399 * 29)


def test_a_password_leaves_two_streams_and_no_zip() -> None:
    """依据: MS-OFFCRYPTO: EncryptionInfo and EncryptedPackage in a compound file."""
    stub = encrypted_stub()
    assert stub[:8] == bytes.fromhex("D0CF11E0A1B11AE1")
    assert "EncryptionInfo".encode("utf-16-le") in stub
    assert "EncryptedPackage".encode("utf-16-le") in stub


def test_a_compound_file_is_whole_sectors() -> None:
    assert len(compound({"甲": b"x" * 5000})) % 512 == 0
