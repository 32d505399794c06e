"""Array functions for what-if on an officer's own sheet: ranges in, arrays out, thin over the rules.

Excel runs them through xlwings' UDF server. Their docstrings and `doc` stand in the function wizard, and so
are Chinese. What is wrong with an argument is answered in the cell, never raised. Tested through xlwings' own
call path; not yet seen in Excel.
"""

from __future__ import annotations

import xlwings as xw

from xltools.tables.model import Kind
from xltools.udfs.answers import Answer, answered, refuse
from xltools.udfs.given import Cells, Given
from xltools.udfs.lines import line, optional_line, single
from xltools.udfs.progress import ranks, states, target_names, targets
from xltools.udfs.scoring import lights, scored_block, scores
from xltools.udfs.settings import policy_of, read_settings
from xltools.udfs.sharing import MOST_DECIMALS, shared_out, shares

CATEGORY = "质效双提试算"
"""Where the functions stand in Excel's function wizard."""

_PERIOD = "可省。期别：一格，如 2024-09，也可以是日期"
_SETTINGS = (
    "可省。参数：试改的参数，两列（名称、取值），取值空白的不改；或连表头选“参数”表。不给则用方案的标准值"
)


@xw.func(category=CATEGORY)
@xw.arg("period", Cells, doc="期别：一格或一列，如 2024-09，也可以是日期")
@xw.arg("kind", Cells, doc="可省。目标：序时（缺省）、开工或完工；给一行名称就各算一列")
@xw.arg("settings", Cells, doc=_SETTINGS)
@xw.ret(list)
@answered
def XT_TARGET(period: Given, kind: Given | None = None, settings: Given | None = None) -> Answer:
    """期别月末的进度目标（第11条序时目标，第12条开工、完工目标），以小数给出，格式设成百分比。"""
    return targets(line("期别", period), target_names(optional_line("目标", kind)), read_settings(settings))


@xw.func(category=CATEGORY)
@xw.arg("rate", Cells, doc="完成率：一列，0.612、61.2 或 61.2% 都可以；空的不判")
@xw.arg("target", Cells, doc="目标：一格或与完成率一样长的一列，可用 XT_TARGET 的结果")
@xw.arg("period", Cells, doc=f"{_PERIOD}；用这一期施行的黄灯界限，不给用最新的")
@xw.arg("settings", Cells, doc=_SETTINGS)
@xw.ret(list)
@answered
def XT_STATUS(
    rate: Given, target: Given, period: Given | None = None, settings: Given | None = None
) -> Answer:
    """红黄绿（第12条支出进度）：达到目标为绿，达到目标的80%（参数“支出黄灯比例”）为黄，再低为红。"""
    policy = policy_of(single("期别", period, Kind.PERIOD), read_settings(settings))
    return states(line("完成率", rate), line("目标", target), policy)


@xw.func(category=CATEGORY)
@xw.arg("block", Cells, doc="调度表：连同表头的整块区域，按栏名认，栏的先后不限；可以只有下达合计、支出合计")
@xw.arg("period", Cells, doc=f"{_PERIOD}；表中有期别栏的只算这一期，没有的各行按它算")
@xw.arg("settings", Cells, doc=_SETTINGS)
@xw.ret(list)
@answered
def XT_SCORE(block: Given, period: Given | None = None, settings: Given | None = None) -> Answer:
    """每行的投入、支出、实施、质量得分和综合得分（第12条），五列，带表头，与“计分排名”按钮算法相同。"""
    month = single("期别", period, Kind.PERIOD)
    return scored_block(block, month, read_settings(settings), "得分", scores)


@xw.func(category=CATEGORY)
@xw.arg("block", Cells, doc="调度表：与 XT_SCORE 相同")
@xw.arg("period", Cells, doc="可省。期别：与 XT_SCORE 相同")
@xw.arg("settings", Cells, doc=_SETTINGS)
@xw.ret(list)
@answered
def XT_LIGHTS(block: Given, period: Given | None = None, settings: Given | None = None) -> Answer:
    """每行的投入、支出、实施、质量状态和综合状态（红黄绿，第12条），五列，带表头，与“计分排名”按钮相同。"""
    month = single("期别", period, Kind.PERIOD)
    return scored_block(block, month, read_settings(settings), "状态", lights)


@xw.func(category=CATEGORY)
@xw.arg("scores", Cells, doc="得分：一列；空白、不参评、未上报的不排")
@xw.arg("codes", Cells, doc="可省。代码：行政区划代码，与得分一样长的一列；给了就核对有没有一个县排两次")
@xw.ret(list)
@answered
def XT_RANK(scores: Given, codes: Given | None = None) -> Answer:
    """排名（第12条拉通排位）：得分高的在前，按两位小数比，得分相同的名次相同（1、1、3）。"""
    places = line("得分", scores)
    return ranks(places, optional_line("代码", codes, places))


@xw.func(category=CATEGORY)
@xw.arg("total", Cells, doc="总额：一格，万元")
@xw.arg("weights", Cells, doc="权重：一列，不小于0的数，不必合计为1；没有份额的填0")
@xw.arg("floors", Cells, doc="可省。下限：一格（各行相同）或一列，万元；空白为没有下限")
@xw.arg("caps", Cells, doc="可省。上限：一格（各行相同）或一列，万元；空白为没有上限")
@xw.arg("codes", Cells, doc="可省。代码：行政区划代码一列，尾数相同的代码小的先得；不给则排在前面的先得")
@xw.arg("decimals", Cells, doc="可省。小数位：分到万元的几位小数，0（缺省）为整万元，4为元，6为分")
@xw.ret(list)
@answered
def XT_APPORTION(
    total: Given,
    weights: Given,
    floors: Given | None = None,
    caps: Given | None = None,
    codes: Given | None = None,
    decimals: Given | None = None,
) -> Answer:
    """按权重切块，分到整万元，合计与总额一分不差（最大余额法）；给了下限、上限的，超出的部分在其余各行间重分。"""
    places = single("小数位", decimals, Kind.COUNT, low=0) or 0
    if places > MOST_DECIMALS:
        raise refuse("小数位", "太大", f"填0至{MOST_DECIMALS}")
    by = line("权重", weights)
    return shared_out(
        single("总额", total, Kind.NUMBER, low=0),
        by,
        optional_line("下限", floors),
        optional_line("上限", caps),
        optional_line("代码", codes, by),
        int(places),
    )


@xw.func(category=CATEGORY)
@xw.arg("parts", Cells, doc="部分：一列，如产业资金")
@xw.arg("totals", Cells, doc="总额：与部分一样长的一列，如全部资金；也可以是一格，各行同除以它")
@xw.arg("groups", Cells, doc="可省。分组：一样长的一列，如市州；给了就按组求和再算，各行写本组的占比")
@xw.arg("deducted", Cells, doc="可省。扣除：一样长的一列，从总额中扣去，如以工代赈")
@xw.ret(list)
@answered
def XT_SHARE(
    parts: Given, totals: Given, groups: Given | None = None, deducted: Given | None = None
) -> Answer:
    """占比（第1条产业占比），以小数给出：部分÷总额；分组的为组内之和相除，不是各行占比的平均。"""
    main = line("部分", parts)
    group, off = optional_line("分组", groups, main), optional_line("扣除", deducted, main)
    return shares(main, line("总额", totals), group, off)
