"""第4条 二次分配: what a 市（州） received, and its own weights and factors."""

from xltools.tables.checks import six_digits
from xltools.tables.declared.allocation_columns import (
    level,
    year,
)
from xltools.tables.declared.dispatch import CODE, COUNTY
from xltools.tables.model import Column, Kind, Table

RECEIVED = Table(
    name="二次分配资金",
    title="市（州）收到的资金",
    note="市州代码如 511000；填整万元",
    key=("年度", "资金级次", "市州代码"),
    columns=(
        Column("市州代码", Kind.CODE, required=True, width=12),
        Column("市州", required=True, width=16),
        level(True),
        year(True),
        Column("金额", Kind.MONEY, required=True, unit="万元", low=0, high=2_000_000, width=14),
        Column("文号", width=28),
    ),
    checks=(six_digits("市州代码"),),
)

CITY_WEIGHTS = Table(
    name="二次分配权重",
    title="市（州）二次分配因素权重",
    note="一个因素一行，每个市（州）合计100；因素为人群、收入、政策、绩效或“市州因素”表中自定的因素",
    key=("市州代码", "因素"),
    columns=(
        Column("市州代码", Kind.CODE, required=True, width=12),
        Column("市州", width=16),
        Column("因素", required=True, width=16),
        Column("权重", Kind.NUMBER, required=True, unit="%", low=0, high=100, width=10),
        Column("依据", width=40),
    ),
    checks=(six_digits("市州代码"),),
)

CITY_FACTORS = Table(
    name="市州因素",
    title="市（州）自定因素",
    note="按数值占本市（州）合计的比例分配；没有的填0",
    key=("行政区划代码", "因素"),
    columns=(
        CODE,
        COUNTY,
        Column("因素", required=True, width=16),
        Column("数值", Kind.NUMBER, required=True, low=0, high=1e12, width=14),
    ),
    checks=(six_digits("行政区划代码"),),
)
