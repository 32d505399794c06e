"""资产台账 of the sample province: some nine assets a county, all in order but the planted. All 模拟."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pandas as pd

from xltools.rules.art14.agreements import PARTNERS_OF
from xltools.sample.edges import rows
from xltools.sample.library_words import TOWNS, VILLAGES
from xltools.sample.province import County
from xltools.tables.declared.assets import (
    ASSETS,
    BUSINESS,
    COOPERATE,
    HOUSEHOLD,
    IDLE,
    IDLE_NOW,
    IN_USE,
    LOW,
    PUBLIC,
    SOUND,
)
from xltools.tables.declared.revival import (
    AGREEMENT_ITEMS,
    AGREEMENTS,
    CHANGES,
    CONDITIONS,
    PLATFORMS,
    REVIVAL,
)
from xltools.tables.model import Table
from xltools.tables.parse import parse_column

ON = dt.date(2024, 10, 8)
"""The day on which the sample's assets are what they are."""

LEAST, MOST = 6, 12
"""Assets a county."""

NO_PLATFORM = 9
"""One in so many counties beyond the planted ones has no state platform."""

_BUSINESS = (
    "冷藏保鲜库",
    "加工车间",
    "标准化圈舍",
    "农产品交易市场",
    "光伏电站",
    "农家乐",
    "茶叶加工坊",
    "粮食烘干房",
)
_PUBLIC = ("文化活动室", "村级卫生室", "人畜饮水工程", "产业道路", "垃圾收集点", "便民服务点")
_HOUSEHOLD = ("到户圈舍", "到户种苗", "到户农机具")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlantedAsset:
    """A planted asset: its code and its case, planted_assets.csv word for word."""

    code: str
    case: dict[str, str]


@dataclass(slots=True)
class Estate:
    """All tables of 资产盘活 that the sample fills, and what should come out of them.

    `classes`: 资产编号 → 分类 of every asset that is not 正常; `silent`: counties that sent nothing.
    """

    tables: dict[str, list[Row]] = field(default_factory=dict)
    planted: list[PlantedAsset] = field(default_factory=list)
    classes: dict[str, str] = field(default_factory=dict)
    silent: list[str] = field(default_factory=list)


def estate(province: Sequence[County], seed: int) -> Estate:
    """The sample's assets by county and code, the planted ones behind those of their county."""
    taking = [county for county in province if county.ranked] or list(province)
    silent = [taking[-1].code] if len(taking) > 2 else []
    owners = [county for county in taking if county.code not in silent]
    made = Estate(silent=silent)
    cases = rows("planted_assets.csv")
    named = (ASSETS, PLATFORMS, CONDITIONS, REVIVAL, AGREEMENTS, CHANGES)
    made.tables = {table.name: [] for table in named}
    for i, county in enumerate(owners):
        rng = Random(f"{seed}/{county.code}/资产")
        count = rng.randint(LEAST, MOST)
        for number in range(1, count + 1):
            _ordinary(made, county, number, rng)
        for number, case in enumerate(cases[i :: len(owners)], count + 1):
            _plant(made, county, number, case)
        made.tables[PLATFORMS.name].append(_platform(county, i >= len(cases) and i % NO_PLATFORM == 0))
    return made


def truth_csv(made: Estate) -> bytes:
    """资产真值.csv: every asset that is not 正常, its 分类, and what was planted."""
    cases = {planted.code: planted.case for planted in made.planted}
    due = ("情形", "可行", "进度", "检查结果", "变更状态", "依据")
    codes = dict.fromkeys([*made.classes, *cases])
    lines = [["资产编号", "分类", *due]]
    lines += [
        [code, made.classes.get(code, SOUND), *(cases[code][name] if code in cases else "" for name in due)]
        for code in codes
    ]
    return "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode("utf-8-sig")


def _platform(county: County, without: bool) -> Row:
    name = None if without else f"{county.name.removesuffix('区').removesuffix('县')}模拟农投公司"
    return _place(county) | {"是否组建": "否" if without else "是", "平台名称": name}


def _place(county: County) -> Row:
    return {"行政区划代码": county.code, "市州": county.city, "县区": county.name}


def _base(county: County, number: int, kind: str, name: str, village: str) -> Row:
    owner = "农户" if kind == HOUSEHOLD else f"{village}村集体经济组织"
    row = {
        **_place(county), "资产编号": f"{county.code}-ZC{number:03d}", "名称": f"{village}{name}",
        "类别": kind, "坐落": village, "形成年度": 2020, "资金来源": "中央衔接资金", "原值": 100.0,
        "净值": 80.0, "权属": owner, "使用状态": IN_USE, "区位": "村内",
    }  # fmt: skip
    return row | (_BUSINESS_RUN if kind == BUSINESS else {})


_BUSINESS_RUN: Row = {"经营方式": "租赁", "经营主体": "模拟合作社", "年收益": 6.0, "收益年度": 2023}


def _ordinary(made: Estate, county: County, number: int, rng: Random) -> None:
    """An asset nothing is wrong with in its papers; some are idle, some yield little."""
    kind = rng.choices((BUSINESS, PUBLIC, HOUSEHOLD), (55, 35, 10))[0]
    names = {BUSINESS: _BUSINESS, PUBLIC: _PUBLIC, HOUSEHOLD: _HOUSEHOLD}[kind]
    row = _base(county, number, kind, rng.choice(names), rng.choice(VILLAGES))
    value = round(min(1500.0, max(5.0, 60 * 2.718 ** rng.gauss(0.0, 0.8))), 2)
    row |= {
        "坐落": f"{rng.choice(TOWNS)}{row['坐落']}", "原值": value, "净值": round(value * 0.8, 2),
        "形成年度": rng.randint(2017, 2021), "资金来源": f"{rng.choice(('中央', '省级', '县级'))}衔接资金",
        "区位": rng.choice(("村内", "靠近场镇", "聚居点旁", "省道旁", "半山腰")),
    }  # fmt: skip
    if kind == BUSINESS:
        row["年收益"] = round(value * rng.uniform(0.04, 0.12), 2)
    _trouble(made, row, kind, rng)
    made.tables[ASSETS.name].append(row)


def _trouble(made: Estate, row: Row, kind: str, rng: Random) -> None:
    luck = rng.random()
    if kind == HOUSEHOLD:
        made.classes[row["资产编号"]] = "另列"
    elif luck < 0.09:
        began = ON - dt.timedelta(rng.randrange(250, 900))
        reason = rng.choice(("经营主体退出", "管护成本高", "缺少设备", "市场行情下滑"))
        row |= {"使用状态": IDLE_NOW, "闲置起始": began, "闲置原因": reason}
        row |= {"年收益": 0.0} if kind == BUSINESS else {}
        made.classes[row["资产编号"]] = IDLE
    elif luck < 0.2 and kind == BUSINESS:
        row["年收益"] = round(row["原值"] * rng.uniform(0.0, 0.027), 2)
        made.classes[row["资产编号"]] = LOW


def _plant(made: Estate, county: County, number: int, case: dict[str, str]) -> None:
    kind = {"经营": BUSINESS, "公益": PUBLIC, "到户": HOUSEHOLD}[case["基"]]
    base = _base(county, number, kind, f"模拟资产{number}", "火花村")
    code = base["资产编号"]
    made.tables[ASSETS.name].append(base | _typed(ASSETS, case["改动"]))
    made.planted.append(PlantedAsset(code, case))
    if case["分类"] != SOUND:
        made.classes[code] = case["分类"]
    place = _place(county) | {"资产编号": code, "名称": base["名称"]}
    for each in filter(None, case["核实"].split("；")):
        name, _, answer = each.partition("=")
        made.tables[CONDITIONS.name].append(place | ASKED[name] | {"核实": answer, "核实说明": "模拟核实"})
    if case["决定"]:
        decided = _typed(REVIVAL, case["决定"])
        made.tables[REVIVAL.name].append(place | decided)
        _agreed(made, place, decided, case)
    if case["变更"]:
        made.tables[CHANGES.name].append(place | _CHANGE | _typed(CHANGES, case["变更"]))


def _agreed(made: Estate, place: Row, decided: Row, case: dict[str, str]) -> None:
    if case["协议"] == "乙方=":  # nothing signed yet
        return
    if decided["盘活方式"] == COOPERATE:
        signed = _AGREEMENT | _typed(AGREEMENTS, case["协议"])
        made.tables[AGREEMENTS.name].append(place | {"盘活方式": COOPERATE} | signed)


_AGREEMENT: Row = {
    "乙方": "模拟农投公司", "乙方类型": PARTNERS_OF[COOPERATE][0], "签订日期": dt.date(2024, 5, 1),
    "起始日期": dt.date(2024, 5, 1), "终止日期": dt.date(2029, 4, 30), "年租金": 5.0,
    **dict.fromkeys(AGREEMENT_ITEMS, "是"),
}  # fmt: skip

_CHANGE: Row = {
    "变更前用途": "活动室", "变更后用途": "农家超市", "变更原因": "管护成本高",
    "村集体决议日期": dt.date(2024, 5, 1), "公示开始": dt.date(2024, 5, 6), "公示结束": dt.date(2024, 5, 20),
    "乡镇审核日期": dt.date(2024, 5, 25), "批准单位": "县级人民政府", "批准文号": "模拟府〔2024〕1号",
    "批准日期": dt.date(2024, 6, 1), "登记日期": dt.date(2024, 6, 10),
}  # fmt: skip

ASKED = {
    "联农带农": {"方式": "主体经营", "途径": "租赁承包联营托管", "条件": "建立联农带农机制"},
    "有主体": {
        "方式": "主体经营", "途径": "租赁承包联营托管", "条件": "有家庭农场、合作社或市场主体愿意承接",
    },
    "有人才": {
        "方式": "人才创业", "途径": "返乡在乡人才经营",
        "条件": "有高校毕业生、职业经理人、致富带头人或退役军人愿意经营",
    },
    "商业价值": {"方式": "调整用途", "途径": "转为经营性", "条件": "具有一定商业价值"},
}  # fmt: skip
"""核实 of planted_assets.csv → the row of 盘活条件."""


def _typed(table: Table, changes: str) -> Row:
    """Cells as an officer types them: 年收益=2.99；闲置起始=2024-04-08."""
    found: Row = {}
    for change in filter(None, changes.split("；")):
        name, _, value = change.partition("=")
        [parsed], problems = parse_column(table.column(name), [value or None])
        assert not problems, (name, value)
        found[name] = parsed
    return found


def frame_of(made: Estate, table: Table) -> pd.DataFrame:
    """A table of the estate as it is written."""
    from xltools.register.rows import frame

    return frame(table, made.tables[table.name])
