"""资金监管: 产业占比 · 投入比对 · 拨付核查 · 公开核查 · 清单筛查 · 评优资格 (第1–3条)."""

from xltools.buttons.button import Button

WORKBOOK = "资金监管"

BUTTONS = (
    Button(
        "industry",
        "产业占比",
        WORKBOOK,
        "按县、市、省和资金级次算产业占比，三种口径并列，与下限和上年比，标出换口径结论会变的。",
        "xltools.buttons.industry:industry",
    ),
    Button(
        "funding",
        "投入比对",
        WORKBOOK,
        "市县两级投入与上年比；查6月底市县两级资金到位，均为0的列入约谈。",
        "xltools.buttons.funding:funding",
    ),
    Button(
        "payment",
        "拨付核查",
        WORKBOOK,
        "逐个项目查完工后30日内是否付清、支出与形象进度是否匹配，按县汇总。",
        "xltools.buttons.payment:payment",
    ),
    Button(
        "disclosure",
        "公开核查",
        WORKBOOK,
        "按谁分配谁公开、谁使用谁公开，查每级每批资金和每县项目公开没有、是否超期、公示几天。",
        "xltools.buttons.disclosure:disclosure",
    ),
    Button(
        "lists",
        "清单筛查",
        WORKBOOK,
        "用负面清单、正面清单、产业目录对照同一文件夹“项目库”里的项目，列出疑似命中，由您确认或排除。",
        "xltools.buttons.lists:lists",
    ),
    Button(
        "awards",
        "评优资格",
        WORKBOOK,
        "由投入、拨付、公开认定各县评优资格：取消的列出每一条理由，缺数据的待定，由您核定。",
        "xltools.buttons.awards:awards",
    ),
)
