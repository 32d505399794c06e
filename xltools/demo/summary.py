"""What the demo prints at the end: the year's presses, lights, letters, money, and what was planted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table as Grid

from xltools.console import OUT
from xltools.demo.office import Office
from xltools.sample.verdict import Verdict
from xltools.tables.declared.ranking import LIGHTS

SHOWN = 5
"""How many misses of a button are named."""

FILES = (
    ("调度排名.xlsm", "看板、排名表、函件清单、公式校核；各次汇总和排名的运行记录"),
    ("日常计分.xlsm", "计分台账、计分结果、奖惩清单；压在名次线上的并列等您核定"),
    ("资金分配.xlsm", "下年度的分配表、测算底稿、公式校核、公示表草稿，等两人复核确认；试点台账和试点情况"),
    ("备案审查.xlsm", "年度计划的问题清单、意见书清单、复审核销"),
    ("项目库.xlsm", "入库审查、动态清库、数据质量、随机抽查的结果"),
    ("资金监管.xlsm", "产业占比、投入比对、拨付核查、公开核查、评优资格，清单筛查结果"),
    ("督导检查.xlsm", "督导计划、抽查名单、问题台账和销号情况；督导计划.ics 和 督导计划/ 可导入日历"),
    ("资产盘活.xlsm", "低效闲置资产、盘活建议、协议和变更登记"),
    ("年度考核.xlsm", "县和市（州）的考核结果、驻点监督名单、通报函清单、专家抽取记录"),
    ("考核材料/", "一市（州）一个文件夹：考核结果通报函和考核结果表"),
    ("上报/", "各县每月报来的文件，一月一个文件夹"),
    ("退回单/", "有错的上报表：标出错格，附问题清单"),
    ("函件/", "Word 函件，一单位一份"),
    ("备份/", "每次写入前的工作簿"),
    ("真值/、各“……真值.csv”", "样例里埋的每一处错误和应得的结果"),
)


def print_summary(office: Office) -> None:
    """The year as sentences and tables."""
    for on, label, result in sorted(office.pressed, key=lambda each: each[0]):
        OUT.print(f"{on}　[bold]{label}[/bold]　{result.message}　（{result.seconds:.2f} 秒）")
    facts = office.last("计分排名").facts
    _lights(facts["lights"])
    _last(facts["last"])
    _rewards(office.last("奖惩测算").facts)
    _pools(office.last("测算分配").facts)
    OUT.print("\n样例里埋的错", markup=False)
    OUT.print(f"  十二个月的上报表：{_returns(office.verdicts)}", markup=False)
    for score in office.scores:
        OUT.print(f"  {score.sentence}", markup=False)
        for what, keys in (("漏报", score.missed), ("多报", score.wrong)):
            for key in keys[:SHOWN]:
                OUT.print(f"    {what} {key}", markup=False)
    OUT.print(f"\n都在文件夹“{office.folder}”里（全部为模拟数据）：", markup=False)
    for name, meaning in FILES:
        OUT.print(f"  {name}　{meaning}", markup=False)


def _returns(verdicts: Sequence[Verdict]) -> str:
    missed = tuple(each for verdict in verdicts for each in verdict.missed)
    return Verdict(sum(v.read for v in verdicts), sum(v.reported for v in verdicts), missed).sentence


def _lights(lights: Mapping[str, Mapping[str, int]]) -> None:
    grid = Grid(title="年末红黄绿分级预警（县）", title_justify="left")
    for heading in ("维度", *LIGHTS):
        grid.add_column(heading, justify="left" if heading == "维度" else "right")
    for dimension, counts in lights.items():
        grid.add_row(dimension, *(str(counts[light]) for light in LIGHTS))
    OUT.print(grid)


def _last(last: Sequence[Mapping[str, Any]]) -> None:
    grid = Grid(title=f"年末排名后 {len(last)} 位的县", title_justify="left")
    for heading in ("排名", "市州", "县区", "综合得分", "支出率", "综合状态"):
        grid.add_column(heading)
    for row in last:
        grid.add_row(
            str(row["排名"]), row["市州"], row["县区"], f"{row['综合得分']:.2f}", f"{row['支出率']:.2%}",
            row["综合状态"],
        )  # fmt: skip
    OUT.print(grid)


def _rewards(facts: Mapping[str, Any]) -> None:
    """第6条: how many lose and gain how much next year, and the list."""
    grid = Grid(title=f"{facts['year'] + 1} 年度奖惩清单（万元）", title_justify="left")
    for heading in ("事项", "市州", "县区", "金额", "是否确认", "并列"):
        grid.add_column(heading, justify="right" if heading == "金额" else "left")
    for row in facts["list"]:
        amount = "" if row["金额"] is None else f"{row['金额']:,.2f}".removesuffix(".00")
        grid.add_row(row["事项"], row["市州"], row["县区"], amount, row["是否确认"] or "", row["并列"] or "")
    OUT.print(grid)


_POOL = ("资金池", "专项", "奖励", "扣减", "可分配资金", "分配合计", "差额")


def _pools(facts: Mapping[str, Any]) -> None:
    """第4条: next year's pools, from what was decided to what was given out."""
    grid = Grid(
        title=f"{facts['year']}年度资金分配（万元，{facts['counties']} 个县，待复核）", title_justify="left"
    )
    grid.add_column("资金级次")
    for heading in _POOL:
        grid.add_column(heading, justify="right")
    for pool in facts["pools"]:
        grid.add_row(pool["资金级次"], *(f"{pool[name]:,.0f}" for name in _POOL))
    OUT.print(grid)
