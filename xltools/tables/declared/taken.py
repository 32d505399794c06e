"""What an allocation takes from other workbooks, each with where it came from: 奖惩 (第6条), 绩效等次."""

from xltools.tables.checks import six_digits
from xltools.tables.declared.allocation_columns import GRADES
from xltools.tables.declared.dispatch import CITY, CODE, COUNTY
from xltools.tables.declared.points import MATTERS
from xltools.tables.model import Column, Kind, Table

TAKEN = Table(
    name="奖惩明细",
    title="本次分配采用的奖惩",
    note="单位：万元，扣减为负，奖励为正；“来源”是文件名的由程序从日常计分读入，每次重写；没有日常计分的，可手工填，来源留空",
    key=(CODE.name, "事项"),
    columns=(
        CODE,
        Column(CITY.name, aliases=CITY.aliases, width=16),
        Column(COUNTY.name, aliases=COUNTY.aliases, width=16),
        Column("事项", Kind.CHOICE, required=True, choices=MATTERS, width=14),
        Column("金额", Kind.MONEY, required=True, unit="万元", low=-100_000, high=100_000, width=13),
        Column("依据", width=70),
        Column("来源", width=22, note="空白为手工填入"),
    ),
    checks=(six_digits(CODE.name),),
)


def _grade(name: str) -> Column:
    return Column(name, Kind.CHOICE, choices=GRADES, width=12)


GRADES_TAKEN = Table(
    name="等次采用",
    title="本次分配采用的绩效等次",
    note="由程序从“年度考核”读入上年度已确认的等次，每次重写；“因素表”填了绩效等次的，以因素表为准",
    key=(CODE.name,),
    columns=(
        Column("年度", Kind.COUNT, width=8, note="考核的年度"),
        Column(CODE.name, Kind.CODE, width=13),
        Column(CITY.name, width=16),
        Column(COUNTY.name, width=16),
        _grade("考核等次"),
        _grade("因素表等次"),
        _grade("采用等次"),
        Column("说明", width=26),
        Column("来源", width=40, note="文件名和校验码"),
    ),
)
