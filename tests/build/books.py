"""The shipped workbooks as built now, and ways to look into them."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from xltools.build.shipped import WORKBOOKS, workbook_bytes

ROOT = Path(__file__).resolve().parents[2]
NAMES = tuple(WORKBOOKS)
MAIN, PLAIN, FORM = "调度排名.xlsm", "调度排名.xlsx", "县级填报.xlsx"
"""With macros, the same without, and what a county fills in."""
FUNDS, PLAIN_FUNDS = "资金分配.xlsm", "资金分配.xlsx"
"""From factors to amounts, with macros and without."""
DESK, PLAIN_DESK = "发文登记.xlsm", "发文登记.xlsx"
"""The issuing desk, with macros and without."""
LIBRARY, PLAIN_LIBRARY = "项目库.xlsm", "项目库.xlsx"
"""The project library, with macros and without."""
FILING, PLAIN_FILING = "备案审查.xlsm", "备案审查.xlsx"
"""The filing review, with macros and without."""
LISTS, PLAIN_LISTS = "资金监管.xlsm", "资金监管.xlsx"
"""The lists, with macros and without."""


ASSETS, PLAIN_ASSETS = "资产盘活.xlsm", "资产盘活.xlsx"
"""The assets, with macros and without."""
INSPECTIONS, PLAIN_INSPECTIONS = "督导检查.xlsm", "督导检查.xlsx"
"""The inspections, with macros and without."""
APPRAISAL, PLAIN_APPRAISAL = "年度考核.xlsm", "年度考核.xlsx"
"""The year's appraisal, with macros and without."""
POINTS, PLAIN_POINTS = "日常计分.xlsm", "日常计分.xlsx"
"""The points ledger, with macros and without."""


@cache
def built(name: str) -> bytes:
    """The workbook's bytes, by file name."""
    return workbook_bytes(name)


@cache
def opened(name: str) -> Workbook:
    """The workbook as openpyxl reads it; formulas as text."""
    return openpyxl.load_workbook(io.BytesIO(built(name)))


def committed(name: str) -> Path:
    """The file that is shipped."""
    return ROOT / "workbooks" / name


def parts(content: bytes) -> dict[str, bytes]:
    """Every part of a package, inflated: two zlibs may deflate the same part differently."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def rules(sheet: Worksheet, cell: str) -> list[DataValidation]:
    """The data validations that hold for a cell."""
    return [v for v in sheet.data_validations.dataValidation if cell in v.sqref]
