"""看板: the small tables behind the charts that are shown on a screen (第12条 全省拉通排位、红黄绿预警)."""

from xltools.tables.declared.dispatch import CITY, COUNTY
from xltools.tables.declared.ranking import DIMENSIONS, LIGHTS
from xltools.tables.model import Column, Kind, Table

HEADLINES = ("期别", "参评县数", "全省支出率", "序时目标", "绿灯县数", "黄灯县数", "红灯县数")
"""The 指标 of 看板_概况, in order; lights are those of 综合状态."""

LIGHT_ROWS = (*DIMENSIONS, "综合")
"""The 维度 of 看板_亮灯, in order."""

_STATE = Column("状态", Kind.CHOICE, choices=LIGHTS, width=9)
_RANK = Column("排名", Kind.COUNT, unit="位", width=8)

OVERVIEW = Table(
    name="看板_概况",
    title="概况",
    key=("指标",),
    columns=(
        Column("指标", required=True, width=14),
        Column("数值", width=14, note="按显示的样子写：58.33%、141"),
    ),
)

CITY_PROGRESS = Table(
    name="看板_市州进度",
    title="各市（州）支出率与序时目标（由高到低）",
    key=("市州",),
    columns=(
        CITY,
        Column("支出率", Kind.PERCENT, width=10),
        Column("序时目标", Kind.PERCENT, width=10),
        _STATE,
    ),
)

LIGHT_COUNTS = Table(
    name="看板_亮灯",
    title="红黄绿县数",
    key=("维度",),
    columns=(
        Column("维度", required=True, choices=LIGHT_ROWS, width=10),
        *(Column(light, Kind.COUNT, unit="个", width=8) for light in LIGHTS),
    ),
)

LAST_COUNTIES = Table(
    name="看板_后位县",
    title="排名居后的县（市、区）",
    key=(),
    columns=(
        _RANK,
        CITY,
        COUNTY,
        Column("综合得分", Kind.NUMBER, unit="分", width=10),
        Column("支出率", Kind.PERCENT, width=10),
        Column("综合状态", Kind.CHOICE, choices=LIGHTS, width=10),
    ),
)

MOVES = Table(
    name="看板_位次变化",
    title="与上次相比位次变化最大的县（市、区）",
    note="变化=上次排名－本次排名，正数为上升；升得最多的在前，降得最多的在后",
    key=(),
    columns=(
        CITY,
        COUNTY,
        Column("上次排名", Kind.COUNT, unit="位", width=10),
        Column("本次排名", Kind.COUNT, unit="位", width=10),
        Column("变化", Kind.COUNT, unit="位", low=-20_000, high=20_000, width=8),
    ),
)
