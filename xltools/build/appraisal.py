"""年度考核.xlsm and .xlsx: the year's appraisal, the packs for the cities, the draw of experts (保障措施)."""

from __future__ import annotations

from xltools.build import guide
from xltools.build.common_guide import BACKUP, FILLING_COLOURS, NAMES
from xltools.build.guide import Section
from xltools.build.layout import TONES
from xltools.build.sheet import TableSheet
from xltools.build.table_workbook import TableWorkbook
from xltools.buttons.appraisal import BUTTONS, WORKBOOK
from xltools.tables.declared.appraisal import (
    ADJUSTED,
    CITY_RESULTS,
    DETAILS,
    INDICATOR_TABLE,
    NOTICES,
    RESULTS,
    STATIONED,
)
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.experts import DRAW_NOTES, DRAWN, EXPERTS, TASKS
from xltools.tables.declared.record import ISSUES, PARAMETERS, RUNS

NAME = WORKBOOK
TITLE = "衔接资金项目管理年度考核"
NOTE = "按《衔接资金项目质效双提行动实施方案》保障措施：考核评价、结果通报、驻点监督、人才库"

_DECIDED = ("核定等次", "核定理由", "是否确认")
_STATION_WORDS = ("是否驻点", "驻点单位", "开始日期", "结束日期", "驻点情况")
_LETTER_WORDS = ("抄送单位", "整改要求", "反馈期限", "是否签发", "文号")

TABLES = (
    TableSheet(INDICATOR_TABLE, "Indicators", "结果"),
    TableSheet(RESULTS, "Results", "填报", _DECIDED, keep="县区", prints="等次上限原因"),
    TableSheet(CITY_RESULTS, "CityResults", "填报", _DECIDED, keep="市州", prints="驻点县数"),
    TableSheet(DETAILS, "Details", "结果", keep="指标"),
    TableSheet(STATIONED, "Stationed", "填报", _STATION_WORDS, keep="县区"),
    TableSheet(ADJUSTED, "Adjusted", "填报", tuple(ADJUSTED.names)),
    TableSheet(NOTICES, "Notices", "填报", _LETTER_WORDS, keep="市州"),
    TableSheet(EXPERTS, "Experts", "填报", tuple(EXPERTS.names), keep="姓名"),
    TableSheet(TASKS, "Tasks", "填报", tuple(TASKS.names), keep="任务名称"),
    TableSheet(DRAWN, "Drawn", "填报", ("到位", "说明"), keep="姓名"),
    TableSheet(DRAW_NOTES, "DrawNotes", "结果"),
    TableSheet(COUNTIES, "Counties", "填报", tuple(COUNTIES.names)),
)

LABELS = tuple(button.label for button in BUTTONS)
_APPRAISE, _PACKS, _DRAW = LABELS

PLACED = {
    guide.NAME: LABELS,
    RESULTS.name: (_APPRAISE,),
    CITY_RESULTS.name: (_APPRAISE,),
    STATIONED.name: (_APPRAISE,),
    ADJUSTED.name: (_APPRAISE,),
    NOTICES.name: (_APPRAISE, _PACKS),
    EXPERTS.name: (_DRAW,),
    TASKS.name: (_DRAW,),
    DRAWN.name: (_DRAW,),
    ISSUES.name: LABELS,
}
"""Which buttons stand on which sheet."""

STEPS = Section("按步办理", (
    ("一、年度考核",
     "全年各工作簿放在同一文件夹，按过各自的按钮，再按“年度考核”。各县、各市（州）的指标、总分、等次见“考核结果”“市州考核结果”，"
     "每个指标的实际数和出处见“考核明细”。缺数据的不评等次，照“缺项”补齐再按；核对后填“核定等次”“是否确认”。"),
    ("二、生成考核材料",
     "在“考核通报清单”核对“是否签发”，按“生成考核材料”：在“考核材料”文件夹里，一市（州）一个文件夹，有考核结果通报函和"
     "该市（州）的考核结果表。编号由“发文登记”办。"),
    ("三、专家抽取",
     "填“人才库”和“抽取任务”，按“专家抽取”：回避本地和利害关系，专长齐全。不能参加的在“抽取记录”选“不能参加”并写说明，再按一次即补抽。"),
), PLACED[guide.NAME])  # fmt: skip

CONTENTS = Section("各工作表", (
    (INDICATOR_TABLE.name, "十三项指标、分值、计分办法和数据来源。要改分值，在“参数”填本次取值并写依据。"),
    (RESULTS.name, "各县的得分、总分、排名、拟定等次；核定等次由您填。确认的等次，下年度“资金分配”取用。"),
    (CITY_RESULTS.name, "各市（州）的得分和等次；率为全市之和÷全市之和。"),
    (DETAILS.name, "每个县每项指标的实际数、得分率、出处，供核对和答复询问。"),
    (STATIONED.name, "资金使用绩效差、项目实施问题突出的县和理由；是否驻点由您定。"),
    (ADJUSTED.name, "加分、减分、一票否决，由您填写，写明理由和文号。"),
    (NOTICES.name, "一市（州）一份通报函，由您确认后才生成。"),
    (EXPERTS.name, "懂业务、懂资金、懂项目、懂绩效的人才。不收身份证号和电话。"),
    (TASKS.name, "检查、评审、备案审查各要几个人、哪些专长、回避哪里。"),
    (DRAWN.name, "抽中和候补的专家；到位情况由您填。"),
    (DRAW_NOTES.name, "怎样抽的，与记录一并存档。"),
    (COUNTIES.name, "考核哪些县。空白时取同一文件夹里“调度排名”的县区名单。"),
    (PARAMETERS.name, "指标分值、等次线、等次上限、驻点条件等，都是缺省。要改，填“本次取值”并写明依据。"),
    (ISSUES.name, "要修改的地方：哪一格、什么问题、怎么改。"),
    (RUNS.name, "每次按按钮的时间、用户、版本、读取的文件和校验码，由程序追加。"),
))  # fmt: skip

REMARKS = Section("须知", (
    ("方案与缺省",
     "方案要求考核评价、通报结果、作为下年度分配依据，没有规定指标、分值和等次线；这些都是本工具的缺省，"
     "正式使用前请按本级的考核办法改“参数”。"),
    ("没有数据",
     "没有数据的指标是“无数据”，不是0分，也不给满分；缺了就不评等次，补齐再按。"
     "没有试点、没有应盘活资产的是“不适用”，其余指标折算成100分。"),
    ("等次上限",
     "取消评优资格、收到整改或约谈通知书、用于负面清单的资金没有重新安排的，等次有上限，"
     "原因见“等次上限原因”。这些事在日常计分里已经扣分，不再重复扣。"),
    BACKUP,
    NAMES,
))  # fmt: skip

COLOURS = (
    *FILLING_COLOURS,
    ("红", TONES["红"][0], "较差"),
    ("绿", TONES["绿"][0], "好"),
)


build = TableWorkbook(NAME, (TITLE, NOTE), STEPS, (CONTENTS, REMARKS), COLOURS, TABLES, BUTTONS, PLACED).fill
"""Fill an empty workbook."""
