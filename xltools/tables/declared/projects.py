"""项目库 (第8、9条): projects of all counties, what asks to come in, what went out, and the verdicts."""

from dataclasses import replace

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


def _choice(
    name: str,
    choices: tuple[str, ...],
    width: float,
    *aliases: str,
    note: str = "",
    meanings: tuple[tuple[str, str], ...] = (),
) -> Column:
    return Column(
        name, Kind.CHOICE, choices=choices, width=width, aliases=aliases, note=note, meanings=meanings
    )


def _money(name: str, *aliases: str, note: str = "", check_only: bool = False) -> Column:
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
    return _money(f"{level}资金", *sorted(names), check_only=True)


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
    _choice("到户类", YES_NO, 9, "是否到户", "是否到户类", "到户项目", "是否到户项目"),
    _words("建设内容", 40, "主要建设内容", "项目内容", "实施内容", "建设任务", note="必填（第8条）"),
    _words("建设规模", 20, "规模", "项目规模", "建设规模及数量", "建设规模（数量）", note="必填（第8条）"),
)

_FUNDS = (
    _money(
        "概算投资",
        *("项目概算", "总投资", "项目总投资", "投资概算", "预算总投资", "项目预算总投资", "计划总投资"),
        *(
            "项目预算",
            "项目概算投资",
            *(f"{group}{total}" for group in _GROUPS for total in ("合计", "总计", "总投资")),
        ),
        note="必填（第8条）",
    ),
    _money(
        "其中衔接资金",
        *("衔接资金", "财政衔接资金", "财政衔接推进乡村振兴补助资金", "财政衔接补助资金"),
        *(f"{group}{total}" for group in _SUPPORT for total in ("合计", "小计")),
    ),
    _money(
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
    _choice("是否负面清单", YES_NO, 12, "是否属于负面清单", "负面清单", "是否在负面清单"),
    _choice(
        "是否相关",
        YES_NO,
        10,
        *("是否与巩固拓展脱贫攻坚成果有关", "是否与乡村振兴相关", "是否有关"),
        note="是否与巩固拓展脱贫攻坚成果和衔接推进乡村振兴有关",
    ),
)

_WHEN = (
    _date("入库日期", "入库时间", "纳入项目库时间", "入项目库时间", note="在库项目必填"),
    _choice("实施状态", PROJECT_STATES, 10, "项目状态", "建设状态", "项目实施状态", meanings=_STATE_WORDINGS),
    _date("开工日期", "开工时间", "实际开工时间", "实际开工日期"),
    _date("完工日期", "完工时间", "实际完工时间", "竣工时间", "竣工日期", "实际完工日期", month_end=True),
    _money("支出金额", "已支出", "资金支出", "支出资金", "累计支出", "已支付", "支付金额", "已支付金额"),
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

_CODE = replace(CODE, required=False)
_COUNTY = replace(COUNTY, required=False)
_TYPE = Column("项目类型", Kind.CHOICE, choices=PROJECT_TYPES, width=12)
_INVESTMENT = _money("概算投资")

REVIEWED = Table(
    name="审查结果",
    title="入库项目审查结果",
    note="“待确认”的核实后改正原表再审；拟入库而“通过”的，在“是否入库”填“是”，再按一次即移入项目库",
    key=("项目编码",),
    columns=(
        PROJECT_CODE,
        PROJECT_NAME,
        _CODE,
        _COUNTY,
        _TYPE,
        _INVESTMENT,
        Column("所在表", Kind.CHOICE, choices=HOMES, width=10),
        Column("结论", Kind.CHOICE, choices=VERDICTS, width=10),
        Column("问题", width=60),
        Column("是否入库", Kind.CHOICE, choices=YES_NO, width=10),
        Column("依据", width=70, one_line=True),
    ),
)

CLEANUP = Table(
    name="清库结果",
    title="项目库动态清理结果",
    note="核对后在“是否确认”填“是”，再按一次“动态清库”，即移入“已清除”；填“否”的留在库里",
    key=("项目编码",),
    columns=(
        PROJECT_CODE,
        PROJECT_NAME,
        _CODE,
        _COUNTY,
        _INVESTMENT,
        Column("入库日期", Kind.DATE, width=12),
        Column("实施状态", Kind.CHOICE, choices=PROJECT_STATES, width=10),
        Column("处理", Kind.CHOICE, choices=DISPOSALS, width=8),
        Column("原因", width=44),
        Column("是否确认", Kind.CHOICE, choices=YES_NO, width=10),
        Column("依据", width=70, one_line=True),
    ),
)

QUALITY = Table(
    name="数据质量",
    title="项目库数据质量问题",
    note="一行一处；一个项目有几处的算一个问题项目",
    columns=(
        _CODE,
        _COUNTY,
        PROJECT_CODE,
        PROJECT_NAME,
        Column("单元格", width=10, note="项目库里的位置"),
        Column("检查项", width=20),
        Column("严重程度", Kind.CHOICE, choices=SEVERITIES, width=10),
        Column("问题", width=50),
        Column("怎么改", width=44),
        Column("依据", width=40),
    ),
)

COUNTY_LEVEL, CITY_LEVEL = SUMMARY_LEVELS = ("县", "市")

QUALITY_SUMMARY = Table(
    name="数据质量汇总",
    title="项目库数据质量汇总",
    note="问题率＝问题项目数÷在库项目数；“实地检查”为“是”的列入每季度实地检查（第9条）",
    key=("级别", "行政区划代码"),
    columns=(
        Column("级别", Kind.CHOICE, choices=SUMMARY_LEVELS, width=8),
        _CODE,
        Column("名称", width=18),
        Column("在库项目数", Kind.COUNT, unit="个", width=10),
        Column("问题项目数", Kind.COUNT, unit="个", width=10),
        Column("问题率", Kind.PERCENT, width=9),
        Column("严重问题数", Kind.COUNT, unit="处", width=10),
        Column("问题数", Kind.COUNT, unit="处", width=9),
        Column("排位", Kind.COUNT, unit="位", width=8, note="问题率从高到低"),
        Column("实地检查", Kind.CHOICE, choices=YES_NO, width=10),
        Column("主要问题", width=50),
        Column("依据", width=60, one_line=True),
    ),
)

SAMPLED = Table(
    name="抽查结果",
    title="入库项目随机抽查名单",
    note="同一种子、同一项目库，抽出的名单相同；“检查情况”由您填写",
    key=("项目编码",),
    columns=(
        Column("序号", Kind.COUNT, width=8),
        _CODE,
        _COUNTY,
        Column("乡镇", width=12),
        Column("村", width=14),
        PROJECT_CODE,
        PROJECT_NAME,
        _TYPE,
        _INVESTMENT,
        Column("金额档", width=14),
        Column("层内项目数", Kind.COUNT, unit="个", width=10),
        Column("层内抽取数", Kind.COUNT, unit="个", width=10),
        Column("种子", width=12),
        Column("依据", width=60),
        Column("检查情况", width=30),
    ),
)

SAMPLING = Table(
    name="抽查说明",
    title="入库项目随机抽查说明",
    note="与“抽查结果”一并打印存档：照此可以重新抽出同一份名单",
    columns=(
        Column("序号", Kind.COUNT, width=8),
        Column("内容", width=100),
    ),
)

MAPPING = Table(
    name="列名对照",
    title="项目台账列名对照",
    note="县里台账中认不出的列：看“建议”和“例”，在“确认”里选项目库的列名；不读的选“不用”。确认一次，以后都照此读",
    key=("来源列",),
    columns=(
        Column("来源列", required=True, width=34, note="台账的列名；两行表头的从上到下用“／”连接"),
        Column("建议", width=16),
        _choice("确认", (*(c.name for c in COLUMNS), NOT_USED), 16),
        Column("依据", width=50),
        Column("例", width=40),
        Column("来源文件", width=40),
    ),
)
