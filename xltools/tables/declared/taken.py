"""第6条 in 资金分配: the rewards and deductions that an allocation takes, each with where it came from."""

from xltools.tables.checks import six_digits
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
