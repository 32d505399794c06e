"""第4、5条: the words and columns that the tables of the allocation share."""

from xltools.tables.declared.dispatch import CODE
from xltools.tables.model import Column, Kind

POOL_LEVELS = ("中央", "省级")
"""资金级次 that are shared out by 第4条, each a pool of its own."""

GRADES = ("好", "较好", "一般", "较差", "未评价")
"""绩效等次 of 后评估 and 绩效评价; 未评价 is said, never left blank."""

PILOTS = ("连片开发", "数字社区", "新型农村集体经济", "宜居宜业和美乡村")
"""第5条: the four pilots."""

FACTORS = ("人群", "收入", "政策", "绩效")
"""第4条: the factors with a weight of their own."""

TOUCHED = ("保底", "封顶")

INCOME = "农民人均可支配收入(元)"

PLACE = (
    Column(CODE.name, Kind.CODE, width=13),
    Column("市州", width=16),
    Column("县区", width=16),
)


def people(name: str, *aliases: str, high: float) -> Column:
    """A number of people, up to `high`."""
    return Column(name, Kind.COUNT, unit="人", low=0, high=high, aliases=aliases, width=12, asks_dashes=True)


def money(
    name: str,
    *aliases: str,
    low: float | None = 0,
    high: float = 10_000_000,
    note: str = "",
    asks_dashes: bool = False,
) -> Column:
    """An amount in 万元."""
    return Column(
        name,
        Kind.MONEY,
        unit="万元",
        low=low,
        high=high,
        aliases=aliases,
        note=note,
        width=max(12, 2 * len(name)),
        asks_dashes=asks_dashes,
    )


def share(name: str) -> Column:
    """A share of a whole."""
    return Column(name, Kind.PERCENT, width=12)


def level(required: bool) -> Column:
    """资金级次."""
    return Column(
        "资金级次", Kind.CHOICE, required=required, choices=POOL_LEVELS, aliases=("级次",), width=10
    )


def year(required: bool) -> Column:
    """年度 of the funds."""
    return Column("年度", Kind.COUNT, required=required, low=2021, high=2100, aliases=("年份",), width=8)
