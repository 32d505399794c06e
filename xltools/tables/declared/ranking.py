"""第12条: 排名表, 市州排名表 and 历史排名, as published each month."""

from xltools.tables.checks import at_most
from xltools.tables.declared.dispatch import CITY, CODE, COUNTY, PERIOD
from xltools.tables.model import Column, Kind, Table

LIGHTS = ("绿", "黄", "红")
"""红黄绿分级预警, from the best."""

DIMENSIONS = ("投入", "支出", "实施", "质量")
"""投入规模, 支出进度, 项目实施情况, 项目库数据质量 (第12条)."""

SCORES = (
    Column("支出率", Kind.PERCENT, width=10),
    Column("序时目标", Kind.PERCENT, width=10),
    *(Column(f"{d}得分", Kind.NUMBER, unit="分", width=10) for d in DIMENSIONS),
    Column("综合得分", Kind.NUMBER, unit="分", width=10),
    Column("排名", Kind.COUNT, unit="位", width=8),
    Column("并列", width=8, note="与相邻名次得分相同的标“并列”"),
    *(Column(f"{d}状态", Kind.CHOICE, choices=LIGHTS, width=10) for d in (*DIMENSIONS, "综合")),
    Column("依据", width=90, one_line=True),
)

RANKING = Table(
    name="排名表",
    title="县（市、区）衔接资金工作排名表",
    note="不参评的县列在最后，排名空白",
    key=("期别", "行政区划代码"),
    columns=(PERIOD, CODE, CITY, COUNTY, *SCORES),
)

CITY_RANKING = Table(
    name="市州排名表",
    title="市（州）衔接资金工作排名表",
    note="市（州）支出率=所辖参评县支出之和÷下达之和",
    key=("期别", "行政区划代码"),
    columns=(PERIOD, CODE, CITY, Column("参评县数", Kind.COUNT, width=10), *SCORES),
)

RANKED_LEVELS = ("县", "市")

HISTORY = Table(
    name="历史排名",
    title="历次排名",
    note="每次排名自动追加；重算某一期别时替换该期别的行",
    key=("期别", "级别", "代码"),
    columns=(
        PERIOD,
        Column("级别", Kind.CHOICE, required=True, choices=RANKED_LEVELS, width=8),
        Column("代码", Kind.CODE, required=True, width=13),
        Column("名称", required=True, width=16),
        Column("参评", Kind.CHOICE, required=True, choices=("是", "否"), width=8),
        Column("排名", Kind.COUNT, width=8),
        Column("参评数", Kind.COUNT, width=8),
        Column("综合得分", Kind.NUMBER, width=10),
        Column("综合状态", Kind.CHOICE, choices=LIGHTS, width=10),
    ),
    checks=(at_most("排名", "参评数"),),
)
