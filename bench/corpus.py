"""Returns for the benchmarks: 183 counties, 250 projects each in 40 columns. All figures made up (模拟).

Shaped as counties send them: a merged title, a two-row merged header, styled blanks, formulas with their
results, dates, long texts, a second sheet with notes. One seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any, TypeAlias

import xlsxwriter

from bench.places import HEADER_ROW, SHEET
from xltools.tables.model import Column, Kind, Table

__all__ = ["COUNTIES", "FIELDS", "HEADER_ROW", "PROJECTS", "SHEET", "TABLE", "returns"]

COUNTIES, PROJECTS = 183, 250

_VERSION = 2
_SEED = 20260101
_CREATED = dt.datetime(2025, 12, 31)
_HAN = "农田水利道路桥梁学校医院养老饮水改造提升产业发展扶持乡镇村级公共服务基础设施生态治理仓储冷链物流"
_OFFICES = (
    "农业农村局",
    "水利局",
    "教育局",
    "卫生健康局",
    "交通运输局",
    "住房和城乡建设局",
    "民政局",
    "林业局",
)
_KINDS = ("产业发展", "就业项目", "乡村建设", "易地搬迁", "巩固成果")
_STATES = ("未实施", "已开工", "已完工", "已验收")
_OWNERS = ("国有企业", "集体经济组织", "民营企业", "事业单位")
_YES_NO = ("是", "否")

Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the return: how it is declared, formatted and filled."""

    column: Column
    format: str
    fill: Callable[[random.Random, Row], Any]
    formula: str = ""


def _text(name: str, fill: Callable[[random.Random, Row], Any]) -> Field:
    return Field(Column(name, Kind.TEXT), "text", fill)


def _choice(name: str, choices: tuple[str, ...]) -> Field:
    return Field(Column(name, Kind.CHOICE, choices=choices), "text", lambda r, _: r.choice(choices))


def _date(name: str, after: int, filled: float = 1) -> Field:
    """A day some days into 2025; blank in the rest of the rows."""
    start = dt.datetime(2025, 1, 1)

    def fill(r: random.Random, _: Row) -> dt.datetime | None:
        return start + dt.timedelta(days=after + r.randrange(60)) if r.random() < filled else None

    return Field(Column(name, Kind.DATE), "date", fill)


def _money(name: str, fill: Callable[[random.Random, Row], float | None], formula: str = "") -> Field:
    return Field(Column(name, Kind.MONEY, unit="万元", low=0, high=200_000), "money", fill, formula)


def _sum(name: str, formula: str, parts: tuple[str, ...]) -> Field:
    return _money(name, lambda _, row: round(sum(row[part] or 0 for part in parts), 2), formula)


def _received(r: random.Random, _: Row) -> float | None:
    return None if r.random() < 0.2 else round(r.lognormvariate(4, 1), 2)


def _spent(r: random.Random, row: Row) -> float | None:
    return None if r.random() < 0.2 else round(row["到位合计"] * r.random() / 4, 2)


def _count(name: str, most: int) -> Field:
    return Field(Column(name, Kind.COUNT, low=0, high=100_000), "whole", lambda r, _: r.randrange(most))


def _share(name: str) -> Field:
    return Field(Column(name, Kind.PERCENT, low=0, high=1), "share", lambda r, _: round(r.random(), 4))


def _han(r: random.Random, shortest: int, longest: int) -> str:
    return "".join(r.choices(_HAN, k=r.randint(shortest, longest)))


def _sometimes(share: float, shortest: int, longest: int) -> Callable[[random.Random, Row], str | None]:
    return lambda r, _: _han(r, shortest, longest) if r.random() < share else None


def _progress() -> Field:
    def fill(_: random.Random, row: Row) -> float:
        return row["支出合计"] / row["到位合计"] if row["到位合计"] else 0.0

    return Field(Column("支付进度", Kind.PERCENT, low=0, high=1), "share", fill, "=IF(V{0}=0,0,AA{0}/V{0})")


_LEVELS = ("中央资金", "省级资金", "市级资金", "县级资金", "其他资金")
_QUARTERS = ("一季度支出", "二季度支出", "三季度支出", "四季度支出")
_GROUPS: dict[str, tuple[Field, ...]] = {
    "项目基本信息": (
        Field(Column("序号", Kind.COUNT), "whole", lambda _, row: row["i"]),
        Field(Column("行政区划代码", Kind.CODE, required=True), "text", lambda _, row: row["code"]),
        _text("县区", lambda _, row: row["county"]),
        Field(
            Column("项目编码", Kind.CODE, required=True),
            "text",
            lambda _, row: f"{row['code']}2025{row['i']:06d}",
        ),
        _text("项目名称", lambda r, row: f"{row['county']}{_han(r, 10, 24)}项目"),
        _text("主管部门", lambda r, _: r.choice(_OFFICES)),
        _text("实施单位", lambda r, row: row["county"] + r.choice(_OFFICES)),
        _text("资金文号", lambda r, _: f"川财农〔2025〕{r.randint(1, 80)}号"),
        _choice("项目类别", _KINDS),
        _choice("实施状态", _STATES),
        _choice("是否跨年", _YES_NO),
        _choice("单位性质", _OWNERS),
    ),
    "时间": (
        _date("批复日期", 0),
        _date("开工日期", 60),
        _date("计划完工日期", 200),
        _date("支付截止日期", 280, 0.7),
    ),
    "资金到位（万元）": (
        *(_money(level, _received) for level in _LEVELS),
        _sum("到位合计", "=SUM(Q{0}:U{0})", _LEVELS),
    ),
    "资金支出（万元）": (
        *(_money(quarter, _spent) for quarter in _QUARTERS),
        _sum("支出合计", "=SUM(W{0}:Z{0})", _QUARTERS),
        _progress(),
    ),
    "绩效指标": (
        _count("数量指标目标", 500),
        _count("数量指标实际", 500),
        _share("质量达标率"),
        _share("时效达标率"),
        _share("成本节约率"),
        _count("受益人数", 99_999),
        _share("满意度"),
        Field(
            Column("自评得分", Kind.NUMBER, low=0, high=100),
            "money",
            lambda r, _: round(r.uniform(60, 100), 2),
        ),
    ),
    "核查": (
        _count("问题个数", 6),
        _count("整改个数", 6),
        _text("备注", _sometimes(0.4, 4, 20)),
        _text("复核意见", _sometimes(0.2, 2, 6)),
    ),
}
FIELDS = tuple(field for fields in _GROUPS.values() for field in fields)
TABLE = Table(SHEET, tuple(field.column for field in FIELDS), key=("项目编码",))

_BASE = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "vcenter"}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"font_name": "方正小标宋简体", "font_size": 18, "align": "center", "border": 0},
    "header": {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#D9E1F2"},
    "text": {},
    "money": {"num_format": "#,##0.00"},
    "share": {"num_format": "0.00%"},
    "date": {"num_format": "yyyy-mm-dd"},
    "whole": {"num_format": "0"},
}


def returns(counties: int = COUNTIES, projects: int = PROJECTS, folder: Path | None = None) -> list[Path]:
    """The returns of so many counties, made once and kept in the temporary folder."""
    folder = folder or Path(tempfile.gettempdir()) / "xltools-bench" / f"{_VERSION}-{_SEED}-{projects}"
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{511000 + i}_项目绩效表.xlsx" for i in range(counties)]
    missing = [path for path in paths if not path.exists()]
    with ProcessPoolExecutor() as pool:
        list(pool.map(_write, missing, repeat(projects), chunksize=8))
    return paths


def _write(path: Path, projects: int) -> None:
    """One return; it appears under its name only when it is whole."""
    code = path.name[:6]
    r = random.Random(f"{_SEED}-{code}")
    county = _han(r, 2, 3) + r.choice("县区市")
    unfinished = path.with_suffix(".part")
    book = xlsxwriter.Workbook(unfinished)
    book.set_properties({"created": _CREATED})
    formats = {name: book.add_format(_BASE | extra) for name, extra in _FORMATS.items()}
    _write_projects(book.add_worksheet(SHEET), formats, r, county, code, projects)
    _write_notes(book.add_worksheet("填报说明"), r)
    book.close()
    unfinished.replace(path)


def _write_projects(
    sheet: Any, formats: Mapping[str, Any], r: random.Random, county: str, code: str, projects: int
) -> None:
    last = len(FIELDS) - 1
    sheet.merge_range(0, 0, 0, last, f"{county}2025年度项目绩效自评表（模拟）", formats["title"])
    column = 0
    for group, fields in _GROUPS.items():
        sheet.merge_range(1, column, 1, column + len(fields) - 1, group, formats["header"])
        column += len(fields)
    for j, field in enumerate(FIELDS):
        sheet.write_string(HEADER_ROW, j, field.column.name, formats["header"])
    sheet.set_column(0, last, 12)
    sheet.freeze_panes(HEADER_ROW + 1, 5)
    sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + projects, last)
    for i in range(1, projects + 1):
        row: dict[str, Any] = {"i": i, "code": code, "county": county}
        for j, field in enumerate(FIELDS):
            row[field.column.name] = value = field.fill(r, row)
            _write_cell(sheet, HEADER_ROW + i, j, value, field, formats[field.format])


def _write_cell(sheet: Any, i: int, j: int, value: Any, field: Field, style: Any) -> None:
    if field.formula:
        sheet.write_formula(i, j, field.formula.format(i + 1), style, value)
    elif value is None:
        sheet.write_blank(i, j, None, style)
    elif isinstance(value, str):
        sheet.write_string(i, j, value, style)
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(i, j, value, style)
    else:
        sheet.write_number(i, j, value, style)


def _write_notes(sheet: Any, r: random.Random) -> None:
    for i in range(30):
        sheet.write_string(i, 0, f"{i + 1}. {_han(r, 20, 40)}。")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--counties", type=int, default=COUNTIES)
    parser.add_argument("--projects", type=int, default=PROJECTS)
    given = parser.parse_args()
    returns(given.counties, given.projects, given.folder)
