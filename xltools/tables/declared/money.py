"""资金监管 (第1、3条): the ledgers an office keeps of funds, of payments and of what was made public."""

from dataclasses import replace

from xltools.tables.checks import at_most, in_order, six_digits
from xltools.tables.declared.dispatch import CODE, COUNTY, LEVELS
from xltools.tables.declared.projects import PROJECT_CODE, PROJECT_TYPES
from xltools.tables.model import Column, Kind, Table

PROVINCE, CITY_LEVEL, COUNTY_LEVEL, TOWN, VILLAGE = TIERS = ("省级", "市级", "县级", "乡镇", "村级")
"""层级 of whoever makes public."""

ALLOCATED, USED = STAGES_SHOWN = ("分配", "使用")
"""环节: 谁分配、谁公开，谁使用、谁公开."""

INDUSTRIAL, NOT_INDUSTRIAL, AS_REPORTED = MAPPED = ("是", "否", "按填报")
"""是否产业 of a 任务方向: all of it, none, or what the row says in 产业金额."""

RELIEF, LISTED_APART = TAKEN_OFF = ("以工代赈", "单列")
"""扣除类别: what the other two 口径 leave out of the denominator."""

YEAR = Column(
    "年度", Kind.COUNT, required=True, low=2000, high=2100, width=8, aliases=("预算年度", "资金年度")
)

_MOST = 200_000.0
"""万元 a row; more is taken for 元 typed where 万元 is meant, and asked back."""


def _money(name: str, *aliases: str, required: bool = False, note: str = "", high: float = _MOST) -> Column:
    return Column(
        name, Kind.MONEY, required, aliases, unit="万元", low=0, high=high, width=12, note=note
    )  # fmt: skip


def _date(name: str, *aliases: str, required: bool = False, note: str = "") -> Column:
    return Column(name, Kind.DATE, required, aliases, width=12, note=note)


FUND_LEVEL = Column(
    "资金级次", Kind.CHOICE, required=True, choices=LEVELS, aliases=("级次", "资金来源级次"), width=10
)
DOCUMENT = Column("资金文号", width=30, aliases=("文号", "下达文号", "指标文号", "资金下达文号"))

FUNDS = Table(
    name="资金台账",
    title="衔接资金分配台账",
    note="单位：万元；每县每级每批一行，上年的也要有（比对用）；没有产业等金额的填0，不知道的留空",
    columns=(
        YEAR,
        CODE,
        COUNTY,
        FUND_LEVEL,
        Column("任务方向", required=True, width=24, aliases=("资金方向", "支出方向", "用途")),
        _money("金额", "下达金额", "安排金额", "资金金额", required=True),
        _money("产业金额", "其中产业", "用于产业金额", note="空白即按“产业对照”的任务方向"),
        _money("以工代赈", "其中以工代赈", note="空白即按“产业对照”的扣除类别"),
        _money("单列金额", "单列", "其中单列", note="国有林场等单列的；空白即按“产业对照”的扣除类别"),
        replace(DOCUMENT, note="与“公示台账”对应的凭据"),
        _date("下达日期", "文件日期", note="没有公示登记的，从这一天算"),
        _money("到位金额", "已到位", note="市、县两级必填，6月底核对到位用；没有到位的填0"),
        _date("到位日期", note="到位金额大于0的必填"),
    ),
    checks=(
        six_digits(CODE.name), at_most("产业金额", "金额"), at_most("以工代赈", "金额"),
        at_most("单列金额", "金额"), at_most("到位金额", "金额"),
    ),
)  # fmt: skip

MAPPING = Table(
    name="产业对照",
    title="任务方向与产业对照表",
    note="“按填报”即看资金台账的产业金额；改动的在“说明”写明理由；可在末尾自加行，同一任务方向只留一行",
    key=("任务方向",),
    columns=(
        Column("任务方向", required=True, width=30),
        Column("是否产业", Kind.CHOICE, required=True, choices=MAPPED, width=10),
        Column("扣除类别", Kind.CHOICE, choices=TAKEN_OFF, width=10, note="整行从分母扣除的，属于哪一类"),
        Column("说明", width=60),
    ),
)

_BY_DEFAULT = "缺省：方案没有规定，由各地按实际改"

STANDARD_MAPPING: tuple[tuple[str, str, str | None, str], ...] = (
    *((kind, INDUSTRIAL if kind == PROJECT_TYPES[0] else NOT_INDUSTRIAL, None, f"项目类型；{_BY_DEFAULT}")
      for kind in PROJECT_TYPES),
    ("巩固拓展脱贫攻坚成果和乡村振兴", AS_REPORTED, None, f"按资金台账的产业金额；{_BY_DEFAULT}"),
    ("少数民族发展", AS_REPORTED, None, f"按资金台账的产业金额；{_BY_DEFAULT}"),
    ("以工代赈", NOT_INDUSTRIAL, RELIEF, f"第二种口径从分母扣除；{_BY_DEFAULT}"),
    ("欠发达国有林场巩固提升", NOT_INDUSTRIAL, LISTED_APART, f"第三种口径再从分母扣除；{_BY_DEFAULT}"),
    ("欠发达国有农场巩固提升", NOT_INDUSTRIAL, LISTED_APART, f"第三种口径再从分母扣除；{_BY_DEFAULT}"),
    ("新型农村集体经济", INDUSTRIAL, None, _BY_DEFAULT),
    ("小额信贷贴息", INDUSTRIAL, None, _BY_DEFAULT),
    ("雨露计划", NOT_INDUSTRIAL, None, _BY_DEFAULT),
)  # fmt: skip
"""产业对照 as shipped: 任务方向, 是否产业, 扣除类别, 说明."""

PAYMENTS = Table(
    name="拨付台账",
    title="项目资金拨付台账",
    note="单位：万元；一行一个项目；已开工、已完工的都要有，没有付款的已支付填0",
    key=("项目编码",),
    columns=(
        PROJECT_CODE,
        replace(COUNTY, required=False),
        _money("合同额", "合同金额", "合同价", required=True, note="已结算的填结算额", high=30_000.0),
        _money("质保金", "质量保证金", note="空白即按“参数”的质保金比例", high=30_000.0),
        _date("完工日期", "竣工日期", "完工时间", note="没有完工的留空"),
        _money("已支付", "已支付金额", "累计支付", required=True, high=30_000.0),
        _date("末次支付日期", "最近支付日期", "支付日期", note="已支付大于0的必填"),
        Column(
            "形象进度", Kind.PERCENT, low=0, high=1, width=10,
            aliases=("工程形象进度", "形象进度（%）", "形象进度(%)", "工程进度"),
        ),
        _date("付清日期", "应付清偿日期", note="付到应付额的那天；末次支付是退质保金的填这里"),
        replace(CODE, required=False, note="项目库里没有这个项目时才看这里"),
    ),
    checks=(six_digits(CODE.name), at_most("已支付", "合同额"), at_most("质保金", "合同额")),
)  # fmt: skip

DISCLOSURES = Table(
    name="公示台账",
    title="公告公示台账",
    note="谁分配、谁公开，谁使用、谁公开；每个单位每次公示一行；还在公示的，公示结束留空",
    columns=(
        Column("事项", required=True, width=30),
        Column("层级", Kind.CHOICE, required=True, choices=TIERS, width=8),
        Column("单位", required=True, width=22),
        _date("决定日期", "确定日期", "分配日期", required=True, note="分配方案或项目确定的日期"),
        _date("公示开始", "公示起", "公示开始日期", required=True),
        _date("公示结束", "公示止", "公示结束日期"),
        Column("渠道", width=16, aliases=("公示渠道", "公开渠道"), note="如 门户网站、公示栏"),
        Column("网址或位置", width=36, aliases=("网址", "公示位置")),
        Column(
            "环节", Kind.CHOICE, choices=STAGES_SHOWN, width=8, note="空白的：有项目编码为使用，其余为分配"
        ),
        YEAR,
        replace(
            CODE, aliases=(*CODE.aliases, "单位代码"), note="公示单位所在：省510000、市511000、县511002的样子"
        ),
        replace(FUND_LEVEL, required=False, note="环节是分配的必填"),
        replace(DOCUMENT, note="与“资金台账”的资金文号一致"),
        Column("项目编码", Kind.CODE, width=22, note="公示的是一个项目的填；公示全部项目的留空"),
    ),
    checks=(six_digits(CODE.name), in_order("公示开始", "公示结束")),
)
