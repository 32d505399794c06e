"""项目库 (第8、9条): projects of all counties, what asks to come in and what went out."""

from xltools.tables.checks import six_digits
from xltools.tables.declared.dispatch import CODE, COUNTY, LEVELS, YES_NO
from xltools.tables.model import Column, Kind, Table

INDUSTRY, JOBS, VILLAGE, RESETTLED, CONSOLIDATED, OVERHEAD, OTHER = PROJECT_TYPES = (
    "产业发展", "就业项目", "乡村建设", "易地搬迁", "巩固成果", "项目管理费", "其他",
)  # fmt: skip

_TYPE_WORDINGS = (
    ("产业", INDUSTRY), ("产业项目", INDUSTRY), ("产业帮扶", INDUSTRY), ("特色产业", INDUSTRY),
    ("就业", JOBS), ("就业增收", JOBS), ("就业创业", JOBS), ("公益性岗位", JOBS),
    ("乡村建设行动", VILLAGE), ("基础设施", VILLAGE), ("基础设施建设", VILLAGE), ("人居环境", VILLAGE),
    ("易地搬迁后扶", RESETTLED), ("易地扶贫搬迁", RESETTLED), ("易地扶贫搬迁后续扶持", RESETTLED),
    ("巩固三保障成果", CONSOLIDATED), ("巩固拓展脱贫成果", CONSOLIDATED), ("巩固三保障", CONSOLIDATED),
    ("管理费", OVERHEAD), ("项目管理", OVERHEAD), ("乡村治理和精神文明建设", OTHER), ("其它", OTHER),
)  # fmt: skip
"""项目类型 as the national system and the counties word it."""

NOT_STARTED, STARTED, FINISHED = PROJECT_STATES = ("未实施", "已开工", "已完工")

_STATE_WORDINGS = (
    ("未开工", NOT_STARTED), ("未开始", NOT_STARTED), ("储备", NOT_STARTED), ("前期", NOT_STARTED),
    ("前期工作", NOT_STARTED), ("开工", STARTED), ("在建", STARTED), ("实施中", STARTED), ("建设中", STARTED),
    ("完工", FINISHED), ("竣工", FINISHED), ("已竣工", FINISHED), ("已验收", FINISHED), ("已完成", FINISHED),
)  # fmt: skip
"""实施状态 as the counties word it; 已实施 may mean two of them and is asked back."""

ARGUED_WAYS = ("部门论证", "多部门论证", "第三方论证", "专家论证", "未论证")
"""论证方式 (第7条): the middle three where a project is complex. Text, for a ledger may name several."""

PASSED, REFUSED, OPEN = VERDICTS = ("通过", "不予入库", "待确认")

REMOVE, KEEP = DISPOSALS = ("清除", "保留")

SERIOUS, MINOR = SEVERITIES = ("严重", "一般")

WAITING, HELD = HOMES = ("拟入库", "项目库")
"""Which table a judged row stands in."""

NOT_USED = "不用"
"""确认 in 列名对照: the officer leaves that column of the ledger unread."""

_LARGEST = 30_000.0
"""万元 a project; more is taken for 元 typed where 万元 is meant, and asked back."""


_GROUPS = ("计划投入资金", "投入资金", "资金来源", "资金构成", "资金规模", "投资构成", "项目资金", "概算投资")
"""What a county writes over 合计, 中央, 省级 …; a 合计 under it is the whole investment."""

_SUPPORT = ("衔接资金", "财政衔接资金", "财政衔接推进乡村振兴补助资金")
"""Over the levels of 衔接资金 alone: the 合计 under it is 其中衔接资金."""

_KINDS = ("资金", "衔接资金", "财政资金", "财政衔接资金", "财政衔接推进乡村振兴补助资金")


def _at(part: str) -> tuple[str, ...]:
    """A part of the place under the heading that a county puts over it."""
    return tuple(f"{group}{part}" for group in ("实施地点", "建设地点", "项目地点"))


def _of(part: str) -> tuple[str, ...]:
    """Who gains, under the heading that a county puts over it."""
    return tuple(f"{group}{part}" for group in ("受益对象", "受益情况", "项目受益对象"))


def _words(name: str, width: float, *aliases: str, note: str = "") -> Column:
    return Column(name, width=width, aliases=aliases, note=note)


def project_choice(
    name: str,
    choices: tuple[str, ...],
    width: float,
    *aliases: str,
    note: str = "",
    meanings: tuple[tuple[str, str], ...] = (),
) -> Column:
    """A choice of a project ledger, with the counties' wordings of its heading and of what is chosen."""
    return Column(
        name, Kind.CHOICE, choices=choices, width=width, aliases=aliases, note=note, meanings=meanings
    )


def project_money(name: str, *aliases: str, note: str = "", check_only: bool = False) -> Column:
    """An amount of one project in 万元."""
    return Column(
        name,
        Kind.MONEY,
        unit="万元",
        low=0,
        high=_LARGEST,
        width=12,
        aliases=aliases,
        note=note,
        check_only=check_only,
    )


def _count(name: str, unit: str, *aliases: str) -> Column:
    return Column(name, Kind.COUNT, unit=unit, low=0, high=200_000, width=10, aliases=aliases)


def _date(name: str, *aliases: str, note: str = "", month_end: bool = False) -> Column:
    return Column(name, Kind.DATE, width=12, aliases=aliases, note=note, month_end=month_end)


def _level(level: str) -> Column:
    """A county splits 衔接资金 by level; read to make up 其中衔接资金 and to hold it against the total."""
    short = level.removesuffix("级")
    names = {f"{n}{kind}" for n in (short, f"{short}级") for kind in _KINDS} - {f"{level}资金"}
    names |= {level, *(f"{group}{level}" for group in (*_GROUPS, *_SUPPORT))}
    return project_money(f"{level}资金", *sorted(names), check_only=True)


PROJECT_CODE = Column(
    "项目编码",
    Kind.CODE,
    required=True,
    width=22,
    aliases=("项目编号", "项目代码", "系统编码", "项目库编码", "项目库编号", "项目ID"),
    note="全国防返贫监测系统里的编码，以文本填写",
)
PROJECT_NAME = Column("项目名称", required=True, width=34, aliases=("项目", "名称", "工程名称"))

_WHERE = (
    CODE,
    COUNTY,
    _words(
        "乡镇",
        12,
        "乡（镇）",
        "乡(镇)",
        "乡镇名称",
        "镇乡",
        "乡镇街道",
        "所在乡镇",
        "镇",
        *_at("乡镇"),
        *_at("乡"),
    ),
    _words("村", 14, "村名", "行政村", "村（社区）", "村社区", "所在村", "实施村", "村名称", *_at("村")),
)

_WHAT = (
    PROJECT_CODE,
    PROJECT_NAME,
    Column(
        "项目类型",
        Kind.CHOICE,
        required=True,
        choices=PROJECT_TYPES,
        meanings=_TYPE_WORDINGS,
        width=12,
        aliases=("项目类别", "一级类型", "项目大类", "一级分类", "类型"),
    ),
    _words("二级类型", 16, "项目子类型", "二级项目类型", "二级分类", "项目子类", "子类型", "二级类别"),
    project_choice("到户类", YES_NO, 9, "是否到户", "是否到户类", "到户项目", "是否到户项目"),
    _words("建设内容", 40, "主要建设内容", "项目内容", "实施内容", "建设任务", note="必填（第8条）"),
    _words("建设规模", 20, "规模", "项目规模", "建设规模及数量", "建设规模（数量）", note="必填（第8条）"),
)

_FUNDS = (
    project_money(
        "概算投资",
        *("项目概算", "总投资", "项目总投资", "投资概算", "预算总投资", "项目预算总投资", "计划总投资"),
        *(
            "项目预算",
            "项目概算投资",
            *(f"{group}{total}" for group in _GROUPS for total in ("合计", "总计", "总投资")),
        ),
        note="必填（第8条）",
    ),
    project_money(
        "其中衔接资金",
        *("衔接资金", "财政衔接资金", "财政衔接推进乡村振兴补助资金", "财政衔接补助资金"),
        *(f"{group}{total}" for group in _SUPPORT for total in ("合计", "小计")),
    ),
    project_money(
        "其他资金",
        *("其他", "其它资金", "其他投入", "其它", "自筹", "自筹资金", "社会资金"),
        *(f"{group}{other}" for group in _GROUPS for other in ("其他", "自筹", "自筹资金")),
    ),
)

_WHO = (
    _count(
        "受益户数",
        "户",
        "受益户",
        "受益总户数",
        "受益农户数",
        "受益农户",
        "项目受益户数",
        *_of("户数"),
        *_of("户"),
    ),
    _count(
        "受益人数",
        "人",
        "受益人",
        "受益总人数",
        "受益人口",
        "受益人口数",
        "项目受益人数",
        *_of("人数"),
        *_of("人"),
    ),
    _count(
        "脱贫户数",
        "户",
        "受益脱贫户数",
        "脱贫户",
        "受益脱贫户",
        "其中脱贫户数",
        *_of("脱贫户"),
        *_of("脱贫户数"),
    ),
    _count(
        "监测户数",
        "户",
        "受益监测户数",
        "监测户",
        "监测对象户数",
        "其中监测户数",
        *_of("监测户"),
        *_of("监测户数"),
    ),
)

_WHY = (
    _words("绩效目标", 34, "项目绩效目标", "绩效目标及效益", "预期效益", "预期绩效目标"),
    _words(
        "利益联结机制",
        30,
        *("联农带农机制", "带贫减贫机制", "联农带农富农机制", "联结机制", "利益联结"),
        "群众参与和带农富农机制",
    ),
    _words("论证方式", 14, "评估论证方式", "论证形式", note=f"如：{'、'.join(ARGUED_WAYS)}"),
    _words("论证文号", 22, "论证意见文号", "论证报告文号", "评估论证文号", "论证批复文号"),
    _date("论证日期", "评估论证日期", "评估论证时间", "论证时间"),
    _words("论证结论", 14, "评估论证结论", "论证意见", "论证结果"),
    project_choice("是否负面清单", YES_NO, 12, "是否属于负面清单", "负面清单", "是否在负面清单"),
    project_choice(
        "是否相关",
        YES_NO,
        10,
        *("是否与巩固拓展脱贫攻坚成果有关", "是否与乡村振兴相关", "是否有关"),
        note="是否与巩固拓展脱贫攻坚成果和衔接推进乡村振兴有关",
    ),
)

_WHEN = (
    _date("入库日期", "入库时间", "纳入项目库时间", "入项目库时间", note="在库项目必填"),
    project_choice(
        "实施状态", PROJECT_STATES, 10, "项目状态", "建设状态", "项目实施状态", meanings=_STATE_WORDINGS
    ),
    _date("开工日期", "开工时间", "实际开工时间", "实际开工日期"),
    _date("完工日期", "完工时间", "实际完工时间", "竣工时间", "竣工日期", "实际完工日期", month_end=True),
    project_money(
        "支出金额", "已支出", "资金支出", "支出资金", "累计支出", "已支付", "支付金额", "已支付金额"
    ),
    _date("更新日期", "更新时间", "数据更新时间", "最后更新时间"),
)

SITE, CONTENT_AND_SCALE = "实施地点", "建设内容及规模"

_IN_ONE = (
    Column(SITE, aliases=("建设地点", "项目地点", "实施地址", "建设地址", "项目实施地点"), check_only=True),
    Column(
        CONTENT_AND_SCALE,
        aliases=(
            "建设内容和规模",
            "建设规模及内容",
            "建设内容与规模",
            "主要建设内容及规模",
            "建设规模和内容",
        ),
        check_only=True,
    ),
)
"""Two of our columns in one of the county's: taken apart when a ledger is read in."""

COLUMNS = (*_WHERE, *_WHAT, *_FUNDS, *_WHO, *_WHY, *_WHEN, *map(_level, LEVELS), *_IN_ONE)
"""Of 项目库, and the first of every table that lists projects whole (年度计划)."""

PROJECTS = Table(
    name="项目库",
    title="巩固拓展脱贫攻坚成果和乡村振兴项目库",
    note="金额单位：万元；一行一个项目，以项目编码为准；清除的移入“已清除”，不要删行",
    key=("项目编码",),
    columns=COLUMNS,
    checks=(six_digits(CODE.name),),
)

PROPOSED = Table(
    name="拟入库",
    title="拟入库项目",
    note="金额单位：万元；“入库审查”通过并确认后移入项目库，入库日期空白的即填当天",
    key=("项目编码",),
    columns=COLUMNS,
    checks=(six_digits(CODE.name),),
)

REMOVED = Table(
    name="已清除",
    title="已清除项目",
    note="从项目库清除的项目及其原因，由程序移入，永久保留",
    key=("项目编码",),
    columns=(
        *COLUMNS,
        Column("清除日期", Kind.DATE, width=12),
        Column("清除原因", width=40),
        Column("清除依据", width=60),
    ),
)
