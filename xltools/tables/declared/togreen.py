"""第11、12条: how far each county is from green and from the last places, and who is near a sanction."""

from xltools.tables.declared.dispatch import PERIOD
from xltools.tables.declared.ranking import LIGHTS, RANKED_LEVELS
from xltools.tables.model import Column, Kind, Table


def _money(name: str, note: str = "") -> Column:
    return Column(name, Kind.MONEY, unit="万元", low=0, width=max(12, len(name) * 2 + 1), note=note)


_CODE = Column("行政区划代码", Kind.CODE, width=13)
_CITY = Column("市州", width=16)
_COUNTY = Column("县区", width=16)

TO_GREEN = Table(
    name="转绿测算",
    title="转绿测算：到下一节点还要支付多少",
    note="单位：万元；按本期下达数算，再下达的另加；金额进到0.01万元，付到这个数即转",
    key=("期别", "行政区划代码"),
    columns=(
        _CODE,
        _CITY,
        _COUNTY,
        PERIOD,
        Column("排名", Kind.COUNT, unit="位", width=8),
        Column("综合得分", Kind.NUMBER, unit="分", width=10),
        Column("综合状态", Kind.CHOICE, choices=LIGHTS, width=10),
        Column("支出率", Kind.PERCENT, width=9),
        Column("支出状态", Kind.CHOICE, choices=LIGHTS, width=10),
        Column("节点", Kind.PERIOD, width=10),
        Column("节点目标", Kind.PERCENT, width=10),
        _money("转黄需支付"),
        _money("转绿需支付"),
        _money("已到位未支出"),
        _money("还需到位", note="转绿需支付超过已到位未支出的部分"),
        Column("综合转绿还需", width=46),
        _money("脱后位需支付", note="其他县不变，再支付这么多即离开后位"),
        Column("脱后位说明", width=40),
        Column("依据", width=90, one_line=True),
    ),
)

NEAR = Table(
    name="临界名单",
    title="临界名单：离处置线很近的",
    note="离线的名次、得分、百分点不超过“参数”的临界各数；线内、线外都列",
    key=("期别", "级别", "代码", "事项"),
    columns=(
        PERIOD,
        Column("级别", Kind.CHOICE, choices=RANKED_LEVELS, width=8),
        Column("代码", Kind.CODE, width=13),
        Column("市州", width=16),
        Column("名称", width=16),
        Column("事项", width=18),
        Column("线内线外", Kind.CHOICE, choices=("线内", "线上", "线外"), width=10),
        Column("排名", Kind.COUNT, unit="位", width=8),
        Column("综合得分", Kind.NUMBER, unit="分", width=10),
        Column("差名次", Kind.COUNT, unit="位", width=8),
        Column("差距", Kind.NUMBER, width=9),
        Column("差距单位", width=10),
        Column("后果", width=50),
        Column("依据", width=90, one_line=True),
    ),
)
