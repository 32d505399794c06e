"""盘活建议 (第13–16条): which ways are open to an asset, what was decided, agreed, changed and came of it."""

from dataclasses import replace

from xltools.tables.checks import in_order, six_digits
from xltools.tables.declared.assets import (
    ASSET_CODE,
    ASSET_NAME,
    BUSINESS,
    CATEGORIES,
    CLASSES,
    PLACE,
    PUBLIC,
    WAYS,
    asset_choice,
    asset_money,
)
from xltools.tables.declared.dispatch import CITY, CODE, COUNTY, YES_NO
from xltools.tables.model import Column, Kind, Table

MET, UNMET, OPEN = FINDINGS = ("满足", "不满足", "待核实")
"""结论 of one condition."""

FEASIBLE, BARRED, TO_CHECK = OPENNESS = ("可行", "不具备", "待核实")
"""What a way's conditions come to."""

SUGGESTED, DECIDED, SIGNED, REVIVED = PROGRESS = ("建议", "已决定", "已签约", "已盘活")

MEANS = (
    "联合运营", "租赁", "承包", "联营", "托管", "创业经营", "改（扩）建公共服务", "转为经营性", "调剂",
    "置换", "租用",
)  # fmt: skip
"""具体方式: what the plan names under the four ways."""

PARTNERS = (
    "县属国企", "家庭农场", "农民专业合作社", "市场主体", "高校毕业生", "职业经理人", "致富带头人",
    "退役军人",
)  # fmt: skip
"""乙方类型: whom the plan names as operators."""

AGREEMENT_ITEMS = ("利益共享", "风险共担", "运营共管", "联农带农", "资产管护", "到期处置")
"""Items of an agreement that the officer ticks after reading it."""

COMPLETE, LACKING, UNSIGNED, EXPIRED = AGREEMENT_STATES = ("齐全", "缺项", "未签", "已到期")

TO_APPROVE, APPROVED, REGISTERED, INCOMPLETE = CHANGE_STATES = ("待报批", "已批准", "已登记", "缺手续")

_CODE = replace(ASSET_CODE, required=False)
_NAME = replace(ASSET_NAME, required=False)


def _date(name: str, note: str = "") -> Column:
    return Column(name, Kind.DATE, width=12, note=note)


def _share(name: str, note: str = "") -> Column:
    return Column(name, Kind.PERCENT, low=0, high=1, width=10, note=note)


PLATFORMS = Table(
    name="运营平台",
    title="县属国有平台（国企）",
    note="一县一行：统筹运营低效闲置资产的国有平台或国企（第13条）；没有的把“是否组建”填“否”",
    key=(CODE.name,),
    columns=(
        CODE,
        replace(CITY, required=False),
        replace(COUNTY, required=False),
        Column("是否组建", Kind.CHOICE, required=True, choices=YES_NO, width=10),
        Column("平台名称", width=34),
        Column("统筹管理资产数", Kind.COUNT, unit="个", low=0, high=100_000, width=14),
        Column("备注", width=30),
    ),
    checks=(six_digits(CODE.name),),
)

CONDITIONS = Table(
    name="盘活条件",
    title="四种盘活方式的条件核对",
    note="台账里看不出的列为“待核实”：核实后在“核实”填“是”（满足）或“否”（不满足）并写说明，再按“盘活建议”",
    key=(ASSET_CODE.name, "方式", "途径", "条件"),
    columns=(
        *PLACE,
        _CODE,
        _NAME,
        asset_choice("方式", WAYS),
        Column("途径", width=16),
        Column("条件", width=26),
        asset_choice("结论", FINDINGS),
        Column("事实", width=36),
        Column("依据", width=40),
        asset_choice("核实", YES_NO, 8, "“是”为满足，“否”为不满足；空白即照程序的结论"),
        Column("核实说明", width=30),
    ),
)

REVIVAL = Table(
    name="盘活建议",
    title="低效闲置资产盘活建议和进度",
    note="金额单位：万元；在“盘活方式”选定并填决定单位、决定日期，再按一次；进度由程序按决定、协议、盘活日期得出",
    key=(ASSET_CODE.name,),
    columns=(
        *PLACE,
        _CODE,
        _NAME,
        asset_choice("类别", CATEGORIES),
        asset_choice("分类", CLASSES, note="列入时的分类；定了盘活方式以后不再变"),
        _date("认定日期", "列入时的认定日"),
        asset_money("原值"),
        asset_money("盘活前年收益", low=-50_000),
        Column("盘活前收益率", Kind.PERCENT, width=10),
        *(asset_choice(way, OPENNESS) for way in WAYS),
        Column("建议方式", width=24),
        Column("建议理由", width=50),
        asset_choice("盘活方式", WAYS),
        asset_choice("具体方式", MEANS, 16),
        Column("决定单位", width=20),
        _date("决定日期"),
        Column("决定理由", width=24, note="选了程序认为不具备条件的方式，写明理由"),
        _date("盘活日期", "恢复使用、开始经营的日期"),
        asset_money("盘活后年收益", low=-50_000, note="盘活后第一个完整年度的收益；公益性的可不填"),
        Column("盘活后用途", width=20),
        Column("盘活后收益率", Kind.PERCENT, width=10),
        asset_money("收益增加额", low=-50_000),
        asset_choice("进度", PROGRESS),
        Column("下一步", width=40),
        Column("备注", width=24),
        Column("依据", width=60, one_line=True),
    ),
)

AGREEMENTS = Table(
    name="协议清单",
    title="资产运营协议清单",
    note="金额单位：万元；定了盘活方式的，程序列在这里；对照签订的协议逐项填“是”“否”，再按“盘活建议”检查",
    key=(ASSET_CODE.name,),
    columns=(
        *PLACE,
        _CODE,
        _NAME,
        asset_choice("盘活方式", WAYS),
        asset_money("原值"),
        Column("甲方", width=24, note="资产所有者，一般为村（组）集体经济组织"),
        Column("乙方", width=24),
        asset_choice("乙方类型", PARTNERS, 14),
        _date("签订日期"),
        _date("起始日期"),
        _date("终止日期"),
        asset_money("年租金", note="租金、保底收益，每年；没有的空白"),
        _share("分红比例", "归村（组）集体的比例；没有的空白"),
        *(asset_choice(item, YES_NO, 9) for item in AGREEMENT_ITEMS),
        Column("优惠条件", width=24, note="如：减免租金、折资入股、项目奖补、信贷支持"),
        asset_choice("检查结果", AGREEMENT_STATES),
        Column("缺项", width=44),
        Column("依据", width=60, one_line=True),
    ),
    checks=(in_order("签订日期", "终止日期"), in_order("起始日期", "终止日期")),
)

CHANGES = Table(
    name="变更登记",
    title="公益性资产变更登记为经营性资产",
    note="盘活方式为“调整用途”、具体方式为“转为经营性”的公益性资产，程序列在这里；逐级填写审批，再按“盘活建议”",
    key=(ASSET_CODE.name,),
    columns=(
        *PLACE,
        _CODE,
        _NAME,
        asset_money("原值"),
        asset_choice("变更前类别", (PUBLIC,)),
        asset_choice("变更后类别", (BUSINESS,)),
        Column("变更前用途", width=22),
        Column("变更后用途", width=22),
        Column("变更原因", width=28),
        _date("村集体决议日期", "村民（代表）会议或成员大会"),
        _date("公示开始"),
        _date("公示结束"),
        _date("乡镇审核日期"),
        Column("批准单位", width=20),
        Column("批准文号", width=22),
        _date("批准日期"),
        _date("登记日期", "资产台账、产权登记变更的日期"),
        asset_choice("状态", CHANGE_STATES),
        Column("缺手续", width=44),
        Column("依据", width=60, one_line=True),
    ),
)
