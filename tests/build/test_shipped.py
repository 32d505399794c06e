"""workbooks/ is what the declarations say: rebuilt, byte for byte, and valid Open XML."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from tests import ooxml_validator
from tests.build import books
from xltools.build.shipped import build_workbooks, workbook_bytes

MONTH = [
    "说明", "看板", "调度表", "排名表", "市州排名表", "函件清单", "转绿测算", "临界名单", "上报情况",
    "校验结果", "历史排名", "县区名单", "调整台账", "问题清单", "参数", "公式校核", "运行记录",
]  # fmt: skip
DESK = ["说明", "发文登记", "到期提醒", "节假日", "参数", "校验结果", "运行记录"]
YEAR = [
    "说明", "计分台账", "计分结果", "奖惩清单", "负面清单扣减", "结转", "计分标准", "县区名单", "参数",
    "校验结果", "运行记录",
]  # fmt: skip
FUNDS = [
    "说明", "因素表", "资金池", "试点清单", "奖惩明细", "等次采用", "分配表", "分配汇总", "扣减结转",
    "测算底稿",
    "公示表", "测算确认", "变动对照", "权重方案", "方案对比", "二次分配资金", "二次分配权重", "市州因素",
    "二次分配表", "二次分配底稿", "试点台账", "试点资格", "试点情况", "试点汇总", "试点列入", "校验结果",
    "参数", "公式校核", "确认存档", "运行记录",
]  # fmt: skip
LIBRARY = [
    "说明", "项目库", "拟入库", "审查结果", "清库结果", "数据质量", "数据质量汇总", "抽查结果",
    "抽查说明", "已清除", "列名对照", "县区名单", "参数", "校验结果", "运行记录",
]  # fmt: skip
FILING = [
    "说明", "年度计划", "问题清单", "待核实", "意见书清单", "分市州汇总", "分类别汇总", "重新备案",
    "不列问题", "调整台账", "调整汇总", "项目调整", "县区名单", "参数", "校验结果", "运行记录",
]  # fmt: skip
LISTS = [
    "说明", "资金台账", "产业对照", "产业占比", "投入比对", "拨付台账", "拨付核查", "拨付汇总", "公示台账",
    "公开核查", "评优资格", "负面清单", "正面清单", "产业目录", "筛查结果", "筛查决定", "县区名单", "参数",
    "校验结果", "运行记录",
]  # fmt: skip
ASSETS = [
    "说明", "资产台账", "资产分类", "盘活建议", "盘活条件", "协议清单", "变更登记", "盘活情况表",
    "资产分县汇总", "资产分市州汇总", "运营平台", "县区名单", "参数", "校验结果", "运行记录",
]  # fmt: skip
INSPECTIONS = [
    "说明", "督导计划", "督导记录", "抽中县", "抽查名单", "抽签说明", "问题台账", "销号情况", "市州销号情况",
    "督导计分", "县区名单", "节假日", "参数", "校验结果", "运行记录",
]  # fmt: skip
APPRAISAL = [
    "说明", "考核指标", "考核结果", "市州考核结果", "考核明细", "驻点监督名单", "考核加减", "考核通报清单",
    "人才库", "抽取任务", "抽取记录", "抽取说明", "县区名单", "参数", "校验结果", "运行记录",
]  # fmt: skip
SHEETS = {
    books.MAIN: [*MONTH, "试算", "xlwings.conf", "xltools.text"],
    books.PLAIN: MONTH,
    books.FORM: ["说明", "调度表"],
    books.DESK: [*DESK, "xlwings.conf", "xltools.text"],
    books.PLAIN_DESK: DESK,
    books.FUNDS: [*FUNDS, "xlwings.conf", "xltools.text"],
    books.PLAIN_FUNDS: FUNDS,
    books.POINTS: [*YEAR, "xlwings.conf", "xltools.text"],
    books.PLAIN_POINTS: YEAR,
    books.LIBRARY: [*LIBRARY, "xlwings.conf", "xltools.text"],
    books.PLAIN_LIBRARY: LIBRARY,
    books.FILING: [*FILING, "xlwings.conf", "xltools.text"],
    books.PLAIN_FILING: FILING,
    books.LISTS: [*LISTS, "xlwings.conf", "xltools.text"],
    books.PLAIN_LISTS: LISTS,
    books.APPRAISAL: [*APPRAISAL, "xlwings.conf", "xltools.text"],
    books.PLAIN_APPRAISAL: APPRAISAL,
    books.INSPECTIONS: [*INSPECTIONS, "xlwings.conf", "xltools.text"],
    books.PLAIN_INSPECTIONS: INSPECTIONS,
    books.ASSETS: [*ASSETS, "xlwings.conf", "xltools.text"],
    books.PLAIN_ASSETS: ASSETS,
}


@pytest.mark.parametrize("name", books.NAMES)
def test_committed_workbook_equals_the_build(name: str) -> None:
    """After a change of a declaration: make workbooks, and commit them."""
    shipped = books.parts(books.committed(name).read_bytes())
    built = books.parts(books.built(name))
    assert list(shipped) == list(built)
    assert [part for part in built if shipped[part] != built[part]] == []


@pytest.mark.parametrize("name", books.NAMES)
def test_two_builds_are_the_same_bytes(name: str) -> None:
    """No clock, no random number, no order of a set gets into the file."""
    assert workbook_bytes(name) == books.built(name)


@pytest.mark.parametrize("name", books.NAMES)
def test_no_part_carries_the_time_of_the_build(name: str) -> None:
    """Every part is dated 1980-01-01, the earliest a zip can say."""
    with zipfile.ZipFile(io.BytesIO(books.built(name))) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", books.NAMES)
def test_sheets_stand_in_their_order(name: str) -> None:
    """依据: the order of the month's work."""
    assert books.opened(name).sheetnames == SHEETS[name]


@pytest.mark.parametrize("name", books.NAMES)
def test_every_sheet_has_an_ascii_code_name_of_its_own(name: str) -> None:
    """The VBA project of the .xlsm knows sheets by code name, and is not Unicode."""
    book = books.opened(name)
    codes = [sheet.sheet_properties.codeName for sheet in book.worksheets]
    assert all(code and re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", code) for code in codes)
    assert len(set(codes)) == len(codes)
    assert b'codeName="ThisWorkbook"' in books.parts(books.built(name))["xl/workbook.xml"]


@pytest.mark.parametrize("name", books.NAMES)
def test_open_xml_sdk_finds_no_error(name: str) -> None:
    """Microsoft's own validator."""
    assert ooxml_validator.errors(books.committed(name)) == []


@pytest.mark.parametrize("name", books.NAMES)
def test_workbook_calculates_when_opened(name: str) -> None:
    """No stale figure is shown on the screen after a button wrote to the closed file."""
    assert b'fullCalcOnLoad="1"' in books.parts(books.built(name))["xl/workbook.xml"]


def test_building_into_a_folder_makes_it(tmp_path: Path) -> None:
    """python -m xltools.build --to DIR."""
    paths = build_workbooks(tmp_path / "新" / "workbooks")
    assert [path.name for path in paths] == [
        "调度排名.xlsm", "调度排名.xlsx", "日常计分.xlsm", "日常计分.xlsx", "资金分配.xlsm", "资金分配.xlsx",
        "项目库.xlsm", "项目库.xlsx", "备案审查.xlsm", "备案审查.xlsx", "资金监管.xlsm", "资金监管.xlsx",
        "资产盘活.xlsm", "资产盘活.xlsx", "年度考核.xlsm", "年度考核.xlsx",
        "督导检查.xlsm", "督导检查.xlsx",
        "发文登记.xlsm", "发文登记.xlsx", "县级填报.xlsx",
    ]  # fmt: skip
    assert [path.read_bytes() for path in paths] == [books.built(path.name) for path in paths]
