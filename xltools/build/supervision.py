"""资金监管.xlsm and .xlsx: 产业占比, 投入, 拨付, 公开, 评优资格, the three lists (第1–3条)."""

from __future__ import annotations

from xltools.build import guide
from xltools.build.common_guide import FILLING_COLOURS
from xltools.build.layout import TONES
from xltools.build.sheet import TableSheet
from xltools.build.supervision_guide import CONTENTS, REMARKS, STEPS
from xltools.build.table_workbook import TableWorkbook
from xltools.buttons.supervision import BUTTONS, WORKBOOK
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.lists import (
    DECIDED,
    INDUSTRY_CATALOGUE,
    NEGATIVE_LIST,
    POSITIVE_LIST,
    SCREENED,
)
from xltools.tables.declared.money import DISCLOSURES, FUNDS, MAPPING, PAYMENTS, STANDARD_MAPPING
from xltools.tables.declared.money_results import (
    AWARDS,
    DISCLOSURE_CHECK,
    FUNDING,
    INDUSTRY_SHARES,
    PAYMENT,
    PAYMENT_SUMMARY,
    REMARK,
)
from xltools.tables.declared.record import ISSUES

NAME = WORKBOOK
TITLE = "衔接资金使用监管"
NOTE = "按《衔接资金项目质效双提行动实施方案》第1–3条：产业占比、三个目录清单，投入、拨付、公开和评优资格"

_REMARKS = (REMARK.name,)

TABLES = (
    TableSheet(FUNDS, "Funds", "填报", tuple(FUNDS.names), keep="资金级次"),
    TableSheet(MAPPING, "Mapping", "填报", tuple(MAPPING.names), rows=STANDARD_MAPPING),
    TableSheet(INDUSTRY_SHARES, "Industry", "结果", keep="资金级次"),
    TableSheet(FUNDING, "Funding", "结果", _REMARKS, keep="县区"),
    TableSheet(PAYMENTS, "Payments", "填报", tuple(PAYMENTS.names), keep="县区"),
    TableSheet(PAYMENT, "Payment", "结果", _REMARKS, keep="项目编码"),
    TableSheet(PAYMENT_SUMMARY, "PaymentSummary", "结果", keep="县区"),
    TableSheet(DISCLOSURES, "Disclosures", "填报", tuple(DISCLOSURES.names), keep="事项"),
    TableSheet(DISCLOSURE_CHECK, "DisclosureCheck", "结果", _REMARKS, keep="县区"),
    TableSheet(AWARDS, "Awards", "结果", ("核定", "核定理由"), keep="县区"),
    TableSheet(NEGATIVE_LIST, "NegativeList", "填报", tuple(NEGATIVE_LIST.names)),
    TableSheet(POSITIVE_LIST, "PositiveList", "填报", tuple(POSITIVE_LIST.names)),
    TableSheet(INDUSTRY_CATALOGUE, "Catalogue", "填报", tuple(INDUSTRY_CATALOGUE.names)),
    TableSheet(SCREENED, "Screened", "结果", ("决定", "理由"), keep="条目"),
    TableSheet(DECIDED, "Decided", "记录"),
    TableSheet(COUNTIES, "Counties", "填报", tuple(COUNTIES.names)),
)

LABELS = tuple(button.label for button in BUTTONS)
_INDUSTRY, _FUNDING, _PAYMENT, _DISCLOSURE, _LISTS, _AWARDS = LABELS

PLACED = {
    guide.NAME: LABELS,
    FUNDS.name: (_INDUSTRY, _FUNDING),
    MAPPING.name: (_INDUSTRY,),
    INDUSTRY_SHARES.name: (_INDUSTRY,),
    FUNDING.name: (_FUNDING,),
    PAYMENTS.name: (_PAYMENT,),
    PAYMENT.name: (_PAYMENT,),
    PAYMENT_SUMMARY.name: (_PAYMENT,),
    DISCLOSURES.name: (_DISCLOSURE,),
    DISCLOSURE_CHECK.name: (_DISCLOSURE,),
    AWARDS.name: (_AWARDS,),
    NEGATIVE_LIST.name: (_LISTS,),
    SCREENED.name: (_LISTS,),
    ISSUES.name: LABELS,
}
"""Which buttons stand on which sheet."""

COLOURS = (
    *FILLING_COLOURS,
    ("红", TONES["红"][0], "不达标、严重逾期、未公开；清单确认命中"),
    ("黄", TONES["黄"][0], "持平、逾期、超期、疑似，等您核实"),
    ("绿", TONES["绿"][0], "达标、按期、已公开"),
)


build = TableWorkbook(NAME, (TITLE, NOTE), STEPS, (CONTENTS, REMARKS), COLOURS, TABLES, BUTTONS, PLACED).fill
"""Fill an empty workbook."""
