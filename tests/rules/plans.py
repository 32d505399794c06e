"""年度计划 in small: one 模拟 project that nothing is wrong with, and rows that differ from it where said."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from tests.rules.conftest import frame_of
from xltools.tables.declared.filing import PLAN, REFILED, WAIVED
from xltools.tables.declared.projects import PROJECTS
from xltools.tables.declared.review import PROBLEMS

TODAY = dt.date(2024, 3, 20)

FAULTLESS = {
    "行政区划代码": "511002", "县区": "市中区", "乡镇": "模拟镇", "村": "模拟村",
    "项目编码": "模拟1", "项目名称": "模拟产业园（一期）", "项目类型": "产业发展", "二级类型": "种植业基地",
    "到户类": "否", "建设内容": "在模拟村新建标准化柑橘园，含灌溉管网和作业道", "建设规模": "200亩",
    "概算投资": 100.0, "其中衔接资金": 100.0, "其他资金": 0.0,
    "受益户数": 60, "受益人数": 200, "脱贫户数": 30, "监测户数": 3,
    "绩效目标": "年产柑橘300吨，带动60户户均增收1500元", "利益联结机制": "土地租金、务工、年底分红",
    "论证方式": "专家论证", "论证文号": "模拟论〔2023〕1号", "论证日期": pd.Timestamp("2023-09-01"),
    "论证结论": "可行，建议入库", "是否负面清单": "否", "是否相关": "是",
    "入库日期": pd.Timestamp("2023-10-01"), "实施状态": "未实施",
}  # fmt: skip


def typed(text: str) -> dict[str, Any]:
    """利益联结机制=；安排金额=100 → the values of these columns, blank as None."""
    return dict(map(_value, filter(None, text.split("；"))))


def _value(pair: str) -> tuple[str, Any]:
    name, _, value = pair.partition("=")
    return name, (float(value) if name in ("安排金额", "概算投资") and value else value or None)


def plan(*changes: dict[str, Any]) -> pd.DataFrame:
    """年度计划 of faultless projects that differ where said."""
    return frame_of(PLAN, [{**FAULTLESS, "资金级次": "中央", "安排金额": 80.0, **c} for c in changes])


def library(*changes: dict[str, Any]) -> pd.DataFrame:
    """项目库 likewise."""
    return frame_of(PROJECTS, [{**FAULTLESS, **c} for c in changes])


def refiled(*rows: dict[str, Any]) -> pd.DataFrame:
    """重新备案 of faultless projects, mended on 10 April unless said otherwise."""
    usual = {"重新备案日期": pd.Timestamp("2024-04-10"), "处理": "整改", "资金级次": "中央", "安排金额": 80.0}
    return frame_of(REFILED, [{**FAULTLESS, **usual, **row} for row in rows])


def problems(*rows: dict[str, Any]) -> pd.DataFrame:
    """问题清单: an open issue of the faultless project's county, unless said otherwise."""
    usual = {
        "行政区划代码": "511002", "县区": "市中区", "项目编码": "模拟1", "问题类别": "未建立利益联结机制",
        "问题描述": "没有填利益联结机制", "涉及金额": 80.0, "依据": "第10条、第8条",
        "整改期限": pd.Timestamp("2024-04-19"), "整改情况": None, "是否重新备案": "否", "状态": "未整改",
    }  # fmt: skip
    return frame_of(PROBLEMS, [{"序号": n, **usual, **row} for n, row in enumerate(rows, 1)])


def waived(*rows: dict[str, Any]) -> pd.DataFrame:
    """不列问题."""
    return frame_of(WAIVED, rows)
