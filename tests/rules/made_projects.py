"""模拟 projects that pass every check, to be changed where a case says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tests.rules.conftest import frame_of
from xltools.tables.declared.projects import PROJECTS
from xltools.tables.model import Kind

_BASE = {
    "行政区划代码": "511102", "县区": "市中区", "乡镇": "模拟镇", "村": "模拟村",
    "项目编码": "5100001", "二级类型": "模拟", "到户类": "否", "概算投资": 120.0, "其中衔接资金": 100.0,
    "其他资金": 20.0, "受益户数": 30.0, "受益人数": 90.0, "脱贫户数": 10.0, "监测户数": 2.0,
    "论证方式": "多部门论证", "论证文号": "模农论〔2024〕1号", "论证日期": "2024-02-20", "论证结论": "可行",
    "是否负面清单": "否", "是否相关": "是", "入库日期": "2024-03-01", "实施状态": "未实施",
    "更新日期": "2024-08-20",
}  # fmt: skip

KINDS: dict[str, dict[str, Any]] = {
    "产业": _BASE | {
        "项目名称": "模拟村柑橘分拣中心", "项目类型": "产业发展", "建设内容": "新建柑橘分拣车间和生产道路",
        "建设规模": "800平方米", "绩效目标": "年分拣500吨", "利益联结机制": "务工和分红",
    },
    "公益": _BASE | {
        "项目名称": "模拟村通组路", "项目类型": "乡村建设", "建设内容": "硬化三组至五组的通组道路",
        "建设规模": "3公里", "绩效目标": "方便90人出行",
    },
    "到户": _BASE | {
        "项目名称": "模拟村养殖奖补", "项目类型": "产业发展", "到户类": "是",
        "建设内容": "脱贫户自主发展生猪养殖，验收后奖补", "建设规模": "300头", "绩效目标": "户均增收2000元",
    },
}  # fmt: skip
"""要素齐全: what 第7、8条 ask of each kind is there."""


def project(kind: str = "公益", changes: str = "", **more: Any) -> dict[str, Any]:
    """A project of this kind with the changes of a case: 论证结论=不可行；受益户数= (blank)."""
    row = dict(KINDS[kind])
    for change in filter(None, changes.split("；")):
        name, _, value = change.partition("=")
        row[name] = _value(name, value)
    return row | more


def library(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """项目库 as the reader hands it over; codes 5100001, 5100002, … where none is given."""
    return frame_of(PROJECTS, rows)


def _value(name: str, text: str) -> Any:
    numeric = PROJECTS.column(name).kind in (Kind.MONEY, Kind.COUNT)
    return (float(text) if numeric else text) if text else None
