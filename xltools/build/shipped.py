"""Which workbooks there are, and how each is written: the same declarations, the same bytes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook

from xltools.build import (
    appraisal,
    asset_revival,
    county_return,
    daily_points,
    dispatch_ranking,
    filing_review,
    fund_allocation,
    inspections,
    issue_register,
    project_library,
    supervision,
)
from xltools.build.layout import COLUMN_PIXELS, FONT, ROW_PIXELS
from xltools.build.macros.workbook import WORKBOOK_CODE
from xltools.build.package import settled


@dataclass(frozen=True, slots=True)
class Shipped:
    """A workbook's title and the function that fills it."""

    title: str
    fill: Callable[[Workbook], None]


WORKBOOKS = {
    f"{dispatch_ranking.NAME}.xlsm": Shipped(
        dispatch_ranking.TITLE, partial(dispatch_ranking.build, macros=True)
    ),
    f"{dispatch_ranking.NAME}.xlsx": Shipped(dispatch_ranking.TITLE, dispatch_ranking.build),
    f"{daily_points.NAME}.xlsm": Shipped(daily_points.TITLE, partial(daily_points.build, macros=True)),
    f"{daily_points.NAME}.xlsx": Shipped(daily_points.TITLE, daily_points.build),
    f"{fund_allocation.NAME}.xlsm": Shipped(
        fund_allocation.TITLE, partial(fund_allocation.build, macros=True)
    ),
    f"{fund_allocation.NAME}.xlsx": Shipped(fund_allocation.TITLE, fund_allocation.build),
    f"{project_library.NAME}.xlsm": Shipped(
        project_library.TITLE, partial(project_library.build, macros=True)
    ),
    f"{project_library.NAME}.xlsx": Shipped(project_library.TITLE, project_library.build),
    f"{filing_review.NAME}.xlsm": Shipped(filing_review.TITLE, partial(filing_review.build, macros=True)),
    f"{filing_review.NAME}.xlsx": Shipped(filing_review.TITLE, filing_review.build),
    f"{supervision.NAME}.xlsm": Shipped(supervision.TITLE, partial(supervision.build, macros=True)),
    f"{supervision.NAME}.xlsx": Shipped(supervision.TITLE, supervision.build),
    f"{asset_revival.NAME}.xlsm": Shipped(asset_revival.TITLE, partial(asset_revival.build, macros=True)),
    f"{asset_revival.NAME}.xlsx": Shipped(asset_revival.TITLE, asset_revival.build),
    f"{appraisal.NAME}.xlsm": Shipped(appraisal.TITLE, partial(appraisal.build, macros=True)),
    f"{appraisal.NAME}.xlsx": Shipped(appraisal.TITLE, appraisal.build),
    f"{inspections.NAME}.xlsm": Shipped(inspections.TITLE, partial(inspections.build, macros=True)),
    f"{inspections.NAME}.xlsx": Shipped(inspections.TITLE, inspections.build),
    f"{issue_register.NAME}.xlsm": Shipped(issue_register.TITLE, partial(issue_register.build, macros=True)),
    f"{issue_register.NAME}.xlsx": Shipped(issue_register.TITLE, issue_register.build),
    f"{county_return.NAME}.xlsx": Shipped(county_return.TITLE, county_return.build),
}
"""By file name: with macros, and without for machines that block them."""

_CREATED = dt.datetime(2024, 1, 1)
"""A fixed date: the file must not change when nothing in it does."""

_GB2312 = 134
"""The character set Chinese Excel writes for a Chinese font."""


def workbook_bytes(file: str) -> bytes:
    """A shipped workbook by its file name."""
    shipped = WORKBOOKS[file]
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, _options())
    workbook.set_vba_name(WORKBOOK_CODE)
    workbook.set_properties({"title": shipped.title, "created": _CREATED})
    workbook.set_size(2400, 1500)
    shipped.fill(workbook)
    workbook.close()
    return settled(buffer.getvalue())


def _options() -> dict[str, Any]:
    """XlsxWriter's options, new each time: it writes into what it is given.

    Without the font scheme "none" Excel would show the theme's font in place of ours.
    """
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_format_properties": {
            "font_name": FONT, "font_size": 10, "font_scheme": "none", "font_charset": _GB2312,
        },
        "default_row_height": ROW_PIXELS,
        "default_column_width": COLUMN_PIXELS,
    }  # fmt: skip


def build_workbooks(folder: Path) -> list[Path]:
    """Write every workbook into `folder`; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for file in WORKBOOKS:
        path = folder / file
        path.write_bytes(workbook_bytes(file))
        paths.append(path)
    return paths
