"""第4条 方案对比: sets of weights, and what each comes to."""

from xltools.tables.declared.allocation_columns import PLACE, TOUCHED, level, money
from xltools.tables.model import Column, Kind, Table

SCHEMES = Table(
    name="权重方案",
    title="方案对比：权重方案",
    note="第一行为基准；每一方案四项合计100",
    key=("方案",),
    columns=(
        Column("方案", required=True, width=20),
        *(
            Column(f"{name}权重", Kind.NUMBER, required=True, unit="%", low=0, high=100, width=12)
            for name in ("政策", "人群", "收入", "绩效")
        ),
        Column("说明", width=50),
    ),
)

SCHEME_COUNTIES = Table(
    name="方案对比",
    title="方案对比：各县分配额",
    note="单位：万元；增减为与基准方案之差",
    key=("方案", "资金级次", "行政区划代码"),
    columns=(
        Column("方案", width=20),
        level(False),
        *PLACE,
        money("分配额"),
        money("增减额", low=None),
        Column("增减率", Kind.PERCENT, width=10),
        Column("得失", Kind.CHOICE, choices=("增", "减", "平"), width=8),
        Column("触及", Kind.CHOICE, choices=TOUCHED, width=8),
    ),
)

SCHEME_SUMMARY = Table(
    name="方案汇总",
    title="方案对比：汇总",
    note="单位：万元；增减为与基准方案之差，增加合计等于减少合计",
    key=("方案", "资金级次"),
    columns=(
        Column("方案", width=20),
        level(False),
        Column("增加县数", Kind.COUNT, unit="个", width=10),
        Column("减少县数", Kind.COUNT, unit="个", width=10),
        Column("持平县数", Kind.COUNT, unit="个", width=10),
        money("增加合计"),
        money("减少合计"),
        Column("保底县数", Kind.COUNT, unit="个", width=10),
        money("保底增加额"),
        Column("封顶县数", Kind.COUNT, unit="个", width=10),
        money("封顶减少额"),
        Column("增加最多的县", width=20),
        money("最多增加额", low=None),
        Column("减少最多的县", width=20),
        money("最多减少额", low=None),
        Column("最高与最低分配额之比", Kind.NUMBER, width=20),
    ),
)
