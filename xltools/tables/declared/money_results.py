"""资金监管 (第1、3条): what its buttons find, each verdict with its 依据."""

from dataclasses import replace

from xltools.tables.declared.dispatch import CITY, CODE, COUNTY, LEVELS, YES_NO
from xltools.tables.declared.money import FUND_LEVEL, STAGES_SHOWN, TIERS, YEAR
from xltools.tables.declared.projects import PROJECT_CODE
from xltools.tables.declared.ranking import LIGHTS
from xltools.tables.model import Column, Kind, Table

GREEN, YELLOW, RED = LIGHTS
NO_DATA, OWN_CHOICE, NOT_DUE = "无数据", "自定", "未到期"

UNIT_LEVELS = ("县", "市", "省")

REASON = Column("依据", width=90, one_line=True)
REMARK = Column("核实情况", width=30, note="由您填写；再按按钮不会丢")

_CODE = replace(CODE, required=False)
_CITY = replace(CITY, required=False)
_COUNTY = replace(COUNTY, required=False)
_YEAR = replace(YEAR, required=False)
_PROJECT = replace(PROJECT_CODE, required=False)
_LEVEL = replace(FUND_LEVEL, required=False)


def _money(name: str, note: str = "", low: float | None = 0) -> Column:
    return Column(name, Kind.MONEY, unit="万元", low=low, width=13, note=note)


def _per_cent(name: str, note: str = "") -> Column:
    return Column(name, Kind.PERCENT, width=10, note=note)


def _count(name: str, unit: str = "个", note: str = "") -> Column:
    return Column(name, Kind.COUNT, unit=unit, width=9, note=note)


def _verdict(name: str, *others: str, note: str = "") -> Column:
    return Column(name, Kind.CHOICE, choices=(*LIGHTS, *others), width=9, note=note)


def _date(name: str) -> Column:
    return Column(name, Kind.DATE, width=12)


INDUSTRY_SHARES = Table(
    name="产业占比",
    title="衔接资金用于产业发展的比例",
    note="单位：万元；占比＝产业金额之和÷资金之和，市、省为所辖县之和；三种口径并列，按“参数”的口径下结论",
    key=("年度", "级别", "代码", "资金级次"),
    columns=(
        _YEAR,
        Column("级别", Kind.CHOICE, choices=UNIT_LEVELS, width=8),
        Column("代码", Kind.CODE, width=12),
        Column("名称", width=22),
        _LEVEL,
        _money("资金总额"),
        _money("产业金额"),
        _money("以工代赈"),
        _money("单列金额"),
        _per_cent("占比全部", "产业÷全部资金"),
        _per_cent("占比扣以工代赈", "分母扣除以工代赈"),
        _per_cent("占比再扣单列", "分母再扣除单列资金"),
        _per_cent("上年占比", "上年同一口径（按“参数”的口径）"),
        _verdict("结论", OWN_CHOICE, NO_DATA),
        Column("口径翻转", width=30, note="换一种口径结论就变的，三种口径的结论"),
        REASON,
    ),
)  # fmt: skip

FUNDING = Table(
    name="投入比对",
    title="市县两级衔接资金投入比对",
    note="单位：万元；投入＝市级＋县级；到位为当年6月末",
    key=("年度", CODE.name),
    columns=(
        _CODE,
        _CITY,
        _COUNTY,
        _YEAR,
        _money("上年投入"),
        _money("本年市级投入"),
        _money("本年县级投入"),
        _money("本年投入"),
        _money("增减额", low=None),
        _per_cent("增长率", "上年为0的空白"),
        _verdict("投入结论", NO_DATA),
        _money("市级到位", "截至6月末"),
        _money("县级到位", "截至6月末"),
        _verdict("到位结论", NOT_DUE, NO_DATA),
        Column("是否约谈", Kind.CHOICE, choices=YES_NO, width=9, note="第12条：6月底市县两级到位均为0"),
        _verdict("结论", NO_DATA, note="投入、到位取其重；无数据的不作绿"),
        REMARK,
        REASON,
    ),
)  # fmt: skip

PAYMENT_STATES = ("付清", "未到期", "逾期未付清", "逾期付清", "未完工", "未开工", "无法判定")
PAID, PENDING, UNPAID_LATE, PAID_LATE, NOT_FINISHED, NOT_BEGUN, UNDECIDED = PAYMENT_STATES

PAYMENT = Table(
    name="拨付核查",
    title="项目资金拨付核查",
    note="单位：万元；应付额＝合同额－质保金；应付清日＝完工日期＋30日（第3条）",
    key=("项目编码",),
    columns=(
        _CODE,
        _CITY,
        _COUNTY,
        _PROJECT,
        Column("项目名称", width=30),
        Column("状态", Kind.CHOICE, choices=PAYMENT_STATES, width=12),
        _verdict("结论", NOT_DUE, NO_DATA),
        _money("合同额"),
        _money("质保金"),
        _money("应付额"),
        _money("已支付"),
        _money("欠付额"),
        _date("完工日期"),
        _date("应付清日"),
        _date("付清日期"),
        _count("完工后天数", "天", "完工到付清；没有付清的到今天"),
        _count("逾期天数", "天"),
        _per_cent("支出进度", "已支付÷合同额"),
        _per_cent("形象进度"),
        Column("进度偏差", Kind.NUMBER, unit="百分点", width=10, note="支出进度－形象进度"),
        REMARK,
        REASON,
    ),
)  # fmt: skip

PAYMENT_SUMMARY = Table(
    name="拨付汇总",
    title="项目资金拨付情况：分县（市、区）",
    note="及时率＝按期付清数÷（按期付清数＋黄＋红）；欠付额单位：万元",
    key=(CODE.name,),
    columns=(
        _CODE,
        _CITY,
        _COUNTY,
        _count("项目数"),
        _count("完工数"),
        _count("在建数", note="填了形象进度、没有完工的"),
        _count("按期付清数"),
        _count("未到期数"),
        _count("逾期数", note="黄：完工后31至60日"),
        _count("严重逾期数", note="红：完工后超过60日"),
        _count("进度不匹配数"),
        _count("无法判定数"),
        _count("缺台账数", note="项目库已开工、已完工而拨付台账没有的"),
        _money("欠付额", "逾期的项目"),
        _per_cent("及时率"),
        _verdict("结论", NO_DATA),
        REASON,
    ),
)  # fmt: skip

DISCLOSURE_STATES = ("已公开", "公示中", "待公开", "超期公开", "天数不足", "要素不全", "未公开", "无台账")
SHOWN, SHOWING, TO_SHOW, SHOWN_LATE, TOO_SHORT, INCOMPLETE, NOT_SHOWN, NO_LEDGER = DISCLOSURE_STATES

DISCLOSURE_CHECK = Table(
    name="公开核查",
    title="资金公告公示核查",
    note="每级每批资金、每县使用情况各应公开一次；单位的代码：省、市（州）、县（市、区）",
    key=("年度", CODE.name, "层级", "环节", "资金级次", "资金文号", "项目编码"),
    columns=(
        _CODE,
        _CITY,
        _COUNTY,
        _YEAR,
        Column("层级", Kind.CHOICE, choices=TIERS, width=8),
        Column("环节", Kind.CHOICE, choices=STAGES_SHOWN, width=8),
        _LEVEL,
        Column("资金文号", width=30),
        Column("项目编码", Kind.CODE, width=22),
        Column("状态", Kind.CHOICE, choices=DISCLOSURE_STATES, width=10),
        _verdict("结论", NOT_DUE, NO_DATA),
        _money("金额", "应公开的资金（使用环节为合同额）"),
        _count("涉及数", note="分配：涉及几个县；使用：几个项目"),
        _date("决定日期"),
        _date("公示开始"),
        _date("公示结束"),
        _count("公示天数", "天", "含首尾两日；没有结束的到今天"),
        Column("渠道", width=14),
        REMARK,
        REASON,
    ),
)  # fmt: skip

KEPT, LOST, OPEN = STANDINGS = ("保留", "取消", "待定")
"""资格: 待定 where something that must be known is not."""

AWARDS = Table(
    name="评优资格",
    title="评优奖励资格",
    note="认定由程序作出；您在“核定”填“保留”或“取消”并写“核定理由”，再按一次，“资格”以核定为准",
    key=("年度", CODE.name),
    columns=(
        _CODE,
        _CITY,
        _COUNTY,
        _YEAR,
        _verdict("投入结论", NO_DATA),
        _verdict("拨付结论", NO_DATA),
        _verdict("公开结论", NOT_DUE, NO_DATA),
        Column("认定", Kind.CHOICE, choices=STANDINGS, width=8),
        Column("原因", width=60, note="取消的每一条理由、待定缺什么"),
        Column("核定", Kind.CHOICE, choices=(KEPT, LOST), width=8),
        Column("核定理由", width=30),
        Column("资格", Kind.CHOICE, choices=STANDINGS, width=8),
        REASON,
    ),
)  # fmt: skip

LEVELS_JUDGED = LEVELS[:2]
"""第1条 sets a least share for these; the other two choose their own."""
