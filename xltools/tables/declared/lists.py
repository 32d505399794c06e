"""三个目录清单 (第2条): the lists the officer keeps, what they hit in 项目库, and what was decided."""

from dataclasses import replace

from xltools.tables.checks import six_digits, unique
from xltools.tables.declared.dispatch import CODE, COUNTY
from xltools.tables.declared.projects import PROJECT_CODE, PROJECT_NAME
from xltools.tables.model import Column, Kind, Table

NEGATIVE, POSITIVE, CATALOGUE = LISTS = ("负面清单", "正面清单", "产业目录")
"""第2条: what is not supported, what is, and the directory of 帮扶产业."""

SUSPECTED, CONFIRMED, DISMISSED = STANDINGS = ("疑似", "确认", "排除")
"""状态 of a hit: 疑似 until a person decides."""

DECISIONS = (CONFIRMED, DISMISSED)

_ENTRY = (
    Column("编号", Kind.TEXT, required=True, width=10, note="本表内不重复；改条目文字不改编号"),
    Column("条目", required=True, width=40, note="照文件原文"),
    Column(
        "关键词",
        required=True,
        width=36,
        note="两个字以上，用、隔开，有一个即命中；两个词都要有的用+连接，如 村委会+装修",
    ),
    Column("同义词", width=30, note="关键词的别的写法，与关键词同样命中"),
    Column(
        "排除词",
        width=30,
        note="包含关键词的（如 汽车露营地）只排除这一处；不包含的（如 便民服务），有它就不算命中",
    ),
    Column(
        "适用地区",
        Kind.CODE,
        width=12,
        aliases=("适用地区代码",),
        note="空白为全省；市（州）、县细化的填其代码，只对所辖项目起作用",
    ),
    Column("依据", width=40),
)


def _list(name: str, title: str, note: str) -> Table:
    checks = (unique("编号"), six_digits("适用地区"))
    return Table(name=name, title=title, note=note, key=("编号",), columns=_ENTRY, checks=checks)


NEGATIVE_LIST = _list(
    NEGATIVE, "衔接资金不予支持负面清单", "命中的只是疑似，由人确认；词要两个字以上（第2条）"
)
POSITIVE_LIST = _list(POSITIVE, "衔接资金支持正面清单", "命中的供参考，由人确认（第2条）")
INDUSTRY_CATALOGUE = _list(
    CATALOGUE, "帮扶产业项目指导目录", "只对照帮扶产业项目；命中的供参考，由人确认（第2条）"
)

_CODE = replace(CODE, required=False)
_COUNTY = replace(COUNTY, required=False)
_LIST = Column("清单", Kind.CHOICE, required=True, choices=LISTS, width=10)
_NUMBER = Column("编号", Kind.TEXT, required=True, width=10)
_ENTRY_TEXT = Column("条目", width=40)
_WORDS = Column("命中词", width=24)

SCREENED = Table(
    name="筛查结果",
    title="清单筛查结果",
    note="逐条看“出处”，在“决定”里填“确认”或“排除”并写理由；再按一次即记入“筛查决定”，以后不再问",
    key=("清单", "编号", "项目编码"),
    columns=(
        _LIST,
        _NUMBER,
        _ENTRY_TEXT,
        _CODE,
        _COUNTY,
        PROJECT_CODE,
        PROJECT_NAME,
        _WORDS,
        Column("出处", width=50, note="命中的栏目和前后文"),
        Column("状态", Kind.CHOICE, choices=STANDINGS, width=8),
        Column("决定", Kind.CHOICE, choices=DECISIONS, width=8),
        Column("理由", width=30),
        Column("依据", width=50, one_line=True),
    ),
)

DECIDED = Table(
    name="筛查决定",
    title="清单筛查已作的决定",
    note="每个项目、每个条目一行，由程序记入；要改决定的，在“筛查结果”里重新填，再按一次",
    key=("清单", "编号", "项目编码"),
    columns=(
        _LIST,
        _NUMBER,
        _ENTRY_TEXT,
        PROJECT_CODE,
        PROJECT_NAME,
        Column("命中词", width=24, note="作决定时的命中词；以后命中了别的词，重新列为疑似"),
        Column("决定", Kind.CHOICE, required=True, choices=DECISIONS, width=8),
        Column("理由", required=True, width=40),
        Column("决定日期", Kind.DATE, width=12),
    ),
)
