"""Three counties' ledgers in layouts unlike ours, made by hand after the columns that counties publish.

Names and figures are made up (模拟). What each should read as stands in the tests, worked out by hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def _put(sheet: Worksheet, rows: list[list[Any]], merged: list[str]) -> None:
    for row in rows:
        sheet.append(row)
    for box in merged:
        sheet.merge_cells(box)


def publication(folder: Path) -> Path:
    """A publication: two-row header, 合计 first, parts numbered 一、二、, villages merged down, no codes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "附件1"
    none: list[Any] = [None] * 4
    _put(
        sheet,
        [
            ["内江市东兴区2024年度巩固拓展脱贫攻坚成果和乡村振兴项目库明细表（模拟）", *[None] * 18],
            ["填报单位：东兴区乡村振兴局", *[None] * 14, "单位：万元、户、人", *none[:3]],
            ["序号", "项目名称", "实施地点", None, "建设内容及规模", "计划投入资金", *[None] * 5,
             "受益对象", None, None, "绩效目标", "联农带农机制", "责任单位", "计划完工时间", "备注"],
            [None, None, "乡镇", "村", None, "合计", "中央", "省", "市", "县", "其他",
             "户数", "人数", "其中：脱贫户", *[None] * 5],
            ["合计", "4个", None, None, None, 289.2696, 150, 60, 10, 20, 49.2696, 410, 1300, 95,
             *[None] * 5],
            ["一", "产业发展", None, None, None, 239.2696, 120, 50, 10, 20, 39.2696, *[None] * 8],
            [1, "柑橘标准化基地", "椑木镇", "桐子坝村", "新建柑橘基地 300 亩，配套水肥一体化", 139.2696,
             80, 20, 0,
             0, "39.2696万元", 120, 400, 30, "带动120户，户均增收2000元", "土地流转、务工、分红",
             "农业农村局",
             "2024年12月", None],
            [2, "柑橘分拣中心", None, None, "分拣线１条，厂房８００平方米", "１００", "’40", 30, 10, 20,
             "—", 90, 300, 25,
             "年分拣2000吨", "保底收益加分红", "农业农村局", "2024年11月", "续建"],
            ["二、", "乡村建设", None, None, None, 50, 30, 10, 0, 0, 10, *[None] * 8],
            [3, "桐子坝村道路硬化", None, None, "硬化村道1.2公里，宽4.5米", 30, 20, "10", 0, 0, "/", 150,
             450, 30,
             "解决150户出行", "不涉及", "交通运输局", "2024年10月", None],
            [4, "小河堰整治", "田家镇", "火花村", "整治小河堰，护坡200米", "20万", 10, 0, 0, 0,
             "9.2696万元，自筹7304元", 50, 150, 10, "灌溉500亩", None, "水利局", "2024.10", None],
            ["注：本表一式三份；资金以实际下达为准。", *[None] * 18],
            ["填表人：（模拟）", *[None] * 14, "审核人：（模拟）", *none[:3]],
        ],
        ["A1:S1", "A2:E2", "C3:D3", "F3:K3", "L3:N3", "A3:A4", "B3:B4", "E3:E4", "O3:O4", "P3:P4", "Q3:Q4",
         "R3:R4", "S3:S4", "C7:C8", "D7:D8", "A12:S12"],
    )  # fmt: skip
    sheet["C10"], sheet["D10"] = "椑木镇", "桐子坝村"
    return _saved(book, folder / "东兴区2024年项目库（公示）.xlsx")


def plan(folder: Path) -> Path:
    """A plan with three-row header, own words, 小计 by town, county merged down, dates in every form."""
    book = Workbook()
    sheet = book.active
    sheet.title = "年度项目实施计划"
    _put(
        sheet,
        [
            ["2024年度项目计划备案表（模拟）"],
            ["县（市、区）", "项目编号", "项目名称", "项目类别", "项目子类", "建设性质", "建设地点",
             "主要建设内容",
             "补助标准", "资金来源", None, None, None, "评估论证时间", "论证意见", "入库时间", "项目进度",
             "已拨付资金",
             "计划开工时间"],
            [*[None] * 9, "合计", "财政衔接资金", None, "自筹", *[None] * 6],
            [*[None] * 10, "中央", "省级", None, *[None] * 6],
            ["市中区", "511002202400000101", "生猪养殖小区", "产业类", "养殖业", "新建", "白马镇高粱村",
             "建设圈舍2000平方米", "每平方米500元", "1,000.50", 700, 200.5, 100, "2023年5月", "可行",
             "2023.6.18",
             "在建", 350, "2024年3月"],
            [None, "511002202400000102", "村道维修", "基础设施", "农村道路", "维修", "白马镇小河口村",
             "维修3公里",
             "每公里20万元", 60, 60, 0, None, "2023-05-20", "同意", 45100, "未开工", 0, "2024年4月"],
            ["白马镇小计", None, None, None, None, None, None, None, None, 1060.5, 760, 200.5, 100,
             *[None] * 6],
            [None, 511002202400000103, "公益性岗位", "就业增收", "公益岗", "新建", "史家镇", "开发岗位40个",
             "每人每月500元", 24, 24, None, None, "2023/6/1", "可行", "2024.10", "完工", 24, "2024年1月"],
            [None, "511002202400000104", "项目管理费", "项目管理", "管理费", "—", "史家镇", "项目管理",
             "按1%", 10.84,
             10.84, None, None, None, None, "2023年7月1日", "已实施", "10.84", None],
        ],
        ["A2:A4", "B2:B4", "C2:C4", "J2:M2", "J3:J4", "K3:L3", "M3:M4", "A5:A6", "A8:A9"],
    )  # fmt: skip
    return _saved(book, folder / "511002项目计划.xlsx")


def towns(folder: Path) -> Path:
    """A sheet for each town, units in the cells, a filtered row, one amount in 元, a code used twice."""
    book = Workbook()
    headings = [
        "项目ID", "县区", "村（社区）", "工程名称", "类型", "建设内容", "建设规模", "总投资（万元）",
        "衔接资金（万元）",
        "受益户（户）", "进展情况", "入库时间",
    ]  # fmt: skip
    first = book.active
    first.title = "石羊镇"
    _put(
        first,
        [
            headings,
            ["511025-001", "资中县", "团山村", "血橙冷链仓库", "产业", "建冷库一座", "500吨", "86万元",
             "60万元", "75户",
             "已开工", "2022-03-01"],
            ["511025-002", "资中县", "团山村", "饮水巩固提升", "乡村建设行动", "铺设管网", "6公里",
             "320000元", "20", "88",
             "未开工", "2022-09-01"],
            ["511025-003", "资中县", "河坝村", "雨露计划", "巩固三保障成果", "补助学生", "30人", 4.5, 4.5,
             30,
             "已完工", "2023-09-01"],
        ],
        [],
    )  # fmt: skip
    first.row_dimensions[2].hidden = True
    second = book.create_sheet("新桥镇")
    _put(
        second,
        [
            headings,
            ["511025-004", "资中县", "新桥村", "枇杷加工坊", "产业", "厂房及设备", "300平方米", 45, 45,
             60, "已开工",
             "2023-01-10"],
            ["511025-001", "资中县", "新桥村", "电商服务站", "产业", "站点一处", "80平方米", 12, 12, 40,
             "未实施",
             "2023-01-10"],
        ],
        [],
    )  # fmt: skip
    return _saved(book, folder / "资中县各镇项目.xlsx")


def _saved(book: Workbook, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path
