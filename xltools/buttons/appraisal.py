"""年度考核: 年度考核 · 生成考核材料 · 专家抽取 (保障措施)."""

from xltools.buttons.button import Button

WORKBOOK = "年度考核"

BUTTONS = (
    Button(
        "appraise",
        "年度考核",
        WORKBOOK,
        "读取同一文件夹各工作簿的结果，算出各县、各市（州）的指标得分、等次和驻点监督名单，拟出通报函清单。",
        "xltools.buttons.appraise:appraise",
    ),
    Button(
        "packs",
        "生成考核材料",
        WORKBOOK,
        "按“考核通报清单”中填“是”的行，一市（州）一个文件夹：考核结果通报函和该市（州）各县的考核结果表。",
        "xltools.buttons.packs:packs",
    ),
    Button(
        "experts",
        "专家抽取",
        WORKBOOK,
        "按“抽取任务”从人才库抽取专家，回避本地和利害关系，专长齐全；同一种子，名单相同。",
        "xltools.buttons.experts:experts",
    ),
)
