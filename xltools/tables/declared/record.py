"""参数, 校验结果 and 运行记录: what every workbook carries besides its own tables."""

from xltools.tables.model import Column, Kind, Table

PARAMETERS = Table(
    name="参数",
    title="参数",
    note="“本次取值”空白即用标准值；改动政策参数须在“依据”栏写明理由",
    key=("名称",),
    columns=(
        Column("名称", required=True, width=26),
        Column("单位", width=8),
        Column("标准值", width=22),
        Column("本次取值", width=22),
        Column("生效日期", Kind.DATE, width=12),
        Column("依据", width=60),
    ),
)

ISSUES = Table(
    name="校验结果",
    title="校验结果",
    note="按“单元格”找到原处，照“怎么改”改好后再按一次按钮",
    columns=(
        Column("工作表", width=34),
        Column("单元格", width=10),
        Column("表", width=14),
        Column("列", width=16),
        Column("原值", width=22),
        Column("问题", width=50),
        Column("怎么改", width=50),
    ),
)

RUNS = Table(
    name="运行记录",
    title="运行记录",
    note="由程序追加，请勿改动",
    columns=(
        Column("时间", Kind.TIME, width=20),
        Column("用户", width=14),
        Column("按钮", width=34),
        Column("版本", width=10),
        Column("政策文件", width=40),
        Column("输入校验码", width=20),
        Column("参数校验码", width=20),
        Column("覆盖参数", width=40),
        Column("结果行数", Kind.COUNT, width=10),
        Column("用时", Kind.NUMBER, unit="秒", width=8),
    ),
)
