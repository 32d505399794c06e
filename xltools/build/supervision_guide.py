"""What sheet 说明 of 资金监管 says."""

from __future__ import annotations

from xltools.build.common_guide import BACKUP, NAMES
from xltools.build.guide import Section
from xltools.buttons.supervision import BUTTONS
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.lists import (
    DECIDED,
    INDUSTRY_CATALOGUE,
    NEGATIVE_LIST,
    POSITIVE_LIST,
    SCREENED,
)
from xltools.tables.declared.money import DISCLOSURES, FUNDS, MAPPING, PAYMENTS
from xltools.tables.declared.money_results import (
    AWARDS,
    DISCLOSURE_CHECK,
    FUNDING,
    INDUSTRY_SHARES,
    PAYMENT,
    PAYMENT_SUMMARY,
)
from xltools.tables.declared.record import ISSUES, PARAMETERS, RUNS

STEPS = Section("按步办理", (
    ("一、产业占比",
     "资金台账填本年和上年各县各级资金，核对“产业对照”，按“产业占比”。三种口径并列，按参数的口径下结论；"
     "换一种口径结论就变的，写在“口径翻转”。"),
    ("二、投入比对",
     "本年、上年市县两级投入相比，下降为红。6月末到位取同一文件夹“调度排名”的调度表，没有的取资金台账；两级均为0的列入约谈。"),
    ("三、拨付核查",
     "拨付台账填已开工、已完工项目，与“项目库”放在同一文件夹，按“拨付核查”。一行有错只不判那一行，见“校验结果”。"),
    ("四、公开核查",
     "公示台账逐次登记谁、哪一级、公示了什么，按“公开核查”：每级每批资金、每县项目使用都要有，没有登记的列为未公开。"),
    ("五、清单筛查",
     "把省、市、县的清单逐条填进三张清单表，写明关键词，按“清单筛查”。命中的都是疑似：逐条看“筛查结果”的出处，"
     "在“决定”填“确认”或“排除”并写理由，再按一次；决定过的不再问。"),
    ("六、评优资格",
     "按“评优资格”：由二、三、四现在的台账认定，取消的列出每条理由，缺数据的待定。核实后填“核定”和“核定理由”再按一次。"
     "前三步按过以后台账又改过的，会说明并一并重算。"),
), tuple(button.label for button in BUTTONS))  # fmt: skip

CONTENTS = Section("各工作表", (
    (FUNDS.name, "每县每级每批一行，本年和上年都要有；产业、以工代赈、单列三栏空白的按“产业对照”。"),
    (MAPPING.name, "哪些任务方向（项目类型）算产业，哪些从分母扣除；可以改，可以加行。"),
    (INDUSTRY_SHARES.name, "省、市、县各级资金的三种占比、上年占比、结论和依据。"),
    (FUNDING.name, "各县市县投入两年对比，6月末到位，是否约谈。"),
    (PAYMENTS.name, "项目的合同额、质保金、已支付、完工日期、形象进度；以项目编码与项目库对应。"),
    (PAYMENT.name, "每个项目的应付清日、逾期天数、进度偏差和依据。"),
    (PAYMENT_SUMMARY.name, "各县按期、逾期、不匹配、缺台账的个数和及时率。"),
    (DISCLOSURES.name, "每个单位每次公示一行，事项、层级、起止、渠道。"),
    (DISCLOSURE_CHECK.name, "应公开的每一项：已公开、超期、天数不足、未公开。"),
    (AWARDS.name, "各县评优资格的认定、原因，由您核定。"),
    (NEGATIVE_LIST.name, "不予支持的。命中而确认的，“项目库”的入库审查不予入库。"),
    (POSITIVE_LIST.name, "支持的，供谋划项目参考。"),
    (INDUSTRY_CATALOGUE.name, "帮扶产业项目指导目录，只对照产业项目。"),
    (SCREENED.name, "命中的项目、条目、命中词和出处，由您决定。"),
    (DECIDED.name, "作过的决定和理由，由程序记入。"),
    (COUNTIES.name, "所有县（市、区）。空白时取同一文件夹里“调度排名”的县区名单。"),
    (PARAMETERS.name, "方案的数和本工具的缺省数，各带条款；监管年度、核查截止日期也在这里。"),
    (ISSUES.name, "要修改的地方：哪一格、什么问题、怎么改。"),
    (RUNS.name, "每次按按钮的时间、用户、版本、校验码，由程序追加。"),
))  # fmt: skip

REMARKS = Section("须知", (
    ("没有数不等于绿",
     "缺台账的县列为“无数据”并写明补什么，不作合格，也不作不合格；有一项无数据，评优资格待定。"),
    ("质保金", "应付额＝合同额－质保金；末次支付是退质保金的，请填“付清日期”，否则看不出哪天付清。"),
    ("核实情况、核定", "您填的字再按按钮不会丢；那一行不在了的，原文写进“校验结果”。"),
    ("清单关键词", "两个字以上，用、隔开。一个字的词会处处命中，程序不收。"),
    ("两个词都要有", "用+连接，如 村委会+装修。"),
    ("排除词", "含关键词而不算的写法，如关键词“汽车”的排除词“汽车露营地”，只排除这一处。"),
    ("命中不等于违规", "程序只找词，不下结论：每一处由您确认或排除，理由记入“筛查决定”供查。"),
    BACKUP,
    NAMES,
))  # fmt: skip
