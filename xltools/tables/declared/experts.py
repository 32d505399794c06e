"""人才库 (保障措施第二条): who may be drawn, what for, and who was drawn."""

from xltools.tables.declared.dispatch import YES_NO
from xltools.tables.model import Column, Kind, Table

SKILLS = ("业务", "资金", "项目", "绩效")
"""保障措施第二条: 懂业务、懂资金、懂项目、懂绩效."""

AVAILABLE, AWAY, RETIRED = EXPERT_STATES = ("在库", "暂停", "退出")

TASK_KINDS = ("资金项目检查", "项目评审", "备案审查", "专项检查", "驻点监督")

DRAWN_AS, RESERVE = SEATS = ("抽中", "候补")

ATTENDING, EXCUSED = ATTENDANCES = ("参加", "不能参加")

_CITY_CODE_NOTE = "省直单位填 510000；市（州）、县（市、区）填单位所在地的六位代码"

EXPERTS = Table(
    name="人才库",
    title="衔接资金项目管理人才库",
    note="不收身份证号、电话；懂的填“是”；回避单位填六位代码，隔开写几个，如 511000、511002",
    key=("编号",),
    columns=(
        Column("编号", required=True, width=10),
        Column("姓名", required=True, width=10),
        Column("单位", required=True, width=26),
        Column("所在地代码", Kind.CODE, required=True, width=13, note=_CITY_CODE_NOTE),
        *(Column(name, Kind.CHOICE, choices=YES_NO, width=7) for name in SKILLS),
        Column("回避单位", width=24, note="本人、亲属任职或有利害关系的市（州）、县（市、区）代码"),
        Column("状态", Kind.CHOICE, required=True, choices=EXPERT_STATES, width=8),
        Column("备注", width=24),
    ),
)

TASKS = Table(
    name="抽取任务",
    title="专家抽取任务",
    note="一行一个任务；被查单位填六位代码，写几个用、隔开；专长空白即四样都要有人懂；种子空白即用任务编号",
    key=("任务编号",),
    columns=(
        Column("任务编号", required=True, width=14),
        Column("任务名称", required=True, width=30),
        Column("类型", Kind.CHOICE, required=True, choices=TASK_KINDS, width=14),
        Column("被查单位", required=True, width=24),
        Column("开始日期", Kind.DATE, required=True, width=12),
        Column("结束日期", Kind.DATE, required=True, width=12),
        Column("人数", Kind.COUNT, required=True, unit="人", low=1, high=50, width=8),
        Column("候补人数", Kind.COUNT, unit="人", low=0, high=20, width=9),
        Column("专长", width=20, note="如 资金、项目"),
        Column("种子", width=14),
    ),
)

DRAWN = Table(
    name="抽取记录",
    title="专家抽取记录",
    note="同一种子、同一人才库、同一任务，抽出的名单相同；不能参加的在“到位”选“不能参加”并写说明，再按一次即补抽",
    key=("任务编号", "编号"),
    columns=(
        Column("任务编号", width=14),
        Column("任务名称", width=30),
        Column("序号", Kind.COUNT, width=7),
        Column("席位", Kind.CHOICE, choices=SEATS, width=8),
        Column("编号", width=10),
        Column("姓名", width=10),
        Column("单位", width=26),
        Column("专长", width=20),
        Column("到位", Kind.CHOICE, choices=ATTENDANCES, width=10),
        Column("说明", width=28),
        Column("依据", width=70),
    ),
)

DRAW_NOTES = Table(
    name="抽取说明",
    title="专家抽取说明",
    note="与“抽取记录”一并打印存档：照此可以重新抽出同一份名单",
    columns=(
        Column("任务编号", width=14),
        Column("内容", width=100),
    ),
)
