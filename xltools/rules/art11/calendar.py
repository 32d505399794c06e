"""第11条 督导日历: what the plan asks for in a year, each duty with its last day, before anybody moves it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from xltools.policy import Policy
from xltools.register.workdays import Calendar
from xltools.rules.art11.progress import NODE_MONTHS
from xltools.rules.art12.roster import Row, city_code, text
from xltools.rules.exact import plain_percent
from xltools.rules.periods import month_end
from xltools.rules.problems import Problem
from xltools.tables.declared.dispatch import COUNTIES

MONTHS = range(1, 13)
PROVINCE_DESK, PROVINCE_JOINTLY = "省乡村振兴局", "省乡村振兴局、财政厅"
CITY_DESK, COUNTY_DESK = "乡村振兴部门", "各市（州）、县（市、区）"
VISIT = "市州月督导"


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of the calendar. `key` is ASCII and stays: calendar programs update by it.

    `due` is the last day as the plan or a parameter has it; `before` says that it is a 底前, which a rest day
    moves as 参数 has it, where any other moves on. `counties` of a city's visit: whom to inspect, by code.
    """

    key: str
    item: str
    who: str
    what: str
    due: dt.date
    basis: str
    before: bool = True
    city: str = ""
    city_code: str = ""
    counties: Mapping[str, str] = field(default_factory=dict)

    @property
    def period(self) -> str:
        """The 期别 it stands in: 2024-03."""
        return self.key[:7]

    def moved(self, days: Calendar, policy: Policy) -> dt.date:
        """办理期限: `due`, or the working day that stands for it. UnknownYearError."""
        earlier = self.before and policy.text("底前期限遇休息日") == "提前"
        return days.on_or_before(self.due) if earlier else days.on_or_after(self.due)


def roster_problems(roster: pd.DataFrame) -> Iterator[Problem]:
    """第11条: rows of 县区名单 that belong to no city, or to two."""
    cities: dict[str, str] = {}
    for i, row in enumerate(roster.to_dict("records")):
        code, city = text(row["行政区划代码"]), text(row["市州"])
        if code == city_code(code):
            problem, remedy = f"{code}是市（州）的代码，不是县的", "填县（市、区）的六位代码"
            yield Problem(i, "行政区划代码", problem, remedy, COUNTIES.name)
        elif cities.setdefault(city_code(code), city) != city:
            problem = f"代码{code[:4]}开头的县，前面写的是“{cities[city_code(code)]}”，这里写“{city}”"
            remedy = "核对这个县属于哪个市（州），改正代码或市州"
            yield Problem(i, "市州", problem, remedy, COUNTIES.name)


def by_city(roster: pd.DataFrame) -> dict[str, list[Row]]:
    """City code → its counties that have 衔接资金 tasks, by code; those 不参评 are not inspected."""
    found: dict[str, list[Row]] = {}
    rows: Sequence[Row] = roster.to_dict("records")
    for row in sorted(rows, key=lambda row: text(row["行政区划代码"])):
        if text(row["是否参评"]) != "否":
            found.setdefault(city_code(text(row["行政区划代码"])), []).append(row)
    return found


def duties(roster: pd.DataFrame, year: int, policy: Policy) -> list[Duty]:
    """第11条: all duties of a year by due date and key."""
    found = [*_visits(by_city(roster), year, policy), *_monthly(year, policy), *_quarterly(year)]
    found += [*_yearly(year, policy), *_nodes(year, policy)]
    return sorted(found, key=lambda duty: (duty.due, duty.key))


def on_site(counties: Sequence[str], year: int, month: int, times: int) -> list[str]:
    """缺省: whom a city visits on site in a month: in turn, in an order drawn for the year from the codes, so
    that each county is reached at least `times` in twelve months.
    """
    lined = sorted(counties, key=lambda code: hashlib.sha256(f"{year}\n{code}".encode()).hexdigest())
    each = -(-len(lined) * times // len(MONTHS))
    first = (month - 1) * each
    return sorted({lined[(first + k) % len(lined)] for k in range(each)})


def _visits(cities: Mapping[str, Sequence[Row]], year: int, policy: Policy) -> Iterator[Duty]:
    """第11条: every city inspects its counties every month."""
    times = policy.whole("每县每年现场督导次数")
    for code, rows in cities.items():
        names = {text(row["行政区划代码"]): text(row["县区"]) for row in rows}
        city = text(rows[0]["市州"])
        for month in MONTHS:
            visited = on_site(list(names), year, month, times)
            others = [name for own, name in names.items() if own not in visited]
            yield Duty(
                key=f"{year}-{month:02d}-V-{code}",
                item=VISIT,
                who=f"{city}{CITY_DESK}",
                what=_visit_text([names[own] for own in visited], others),
                due=month_end(f"{year}-{month:02d}"),
                basis=f"第11条（方案）：每月督导所辖县；现场每县每年至少{times}次（缺省）",
                city=city,
                city_code=code,
                counties=names,
            )


def _visit_text(visited: Sequence[str], others: Sequence[str]) -> str:
    rest = f"；暗访督导或电话访谈：{'、'.join(others)}" if others else ""
    return f"现场检查：{'、'.join(visited)}{rest}"


def _monthly(year: int, policy: Policy) -> Iterator[Duty]:
    day = policy.whole("每月调度日")
    for month in MONTHS:
        yield Duty(
            f"{year}-{month:02d}-M", "月调度和排位", PROVINCE_JOINTLY,
            "汇总上月调度表，计分排名、红黄绿预警；线上调度项目库数据", dt.date(year, month, day),
            f"第9条（方案）：每月线上调度项目库；第12条：定期拉通排位，每月{day}日前（缺省）", before=False,
        )  # fmt: skip


def _quarterly(year: int) -> Iterator[Duty]:
    for quarter in range(1, 5):
        month = 3 * quarter
        start = f"{year}-{month:02d}"
        end = month_end(start)
        yield Duty(
            f"{start}-Q{quarter}", f"第{quarter}季度项目抽查", PROVINCE_DESK,
            "按“抽查名单”抽取县和项目，到县抽查，发现问题记入“问题台账”", end,
            "第11条（方案）：省每季度开展一次衔接资金项目抽查",
        )  # fmt: skip
        yield Duty(
            f"{start}-K{quarter}", "项目库数据质量检查", PROVINCE_DESK,
            "对“项目库”数据质量问题较多的市、县实地检查", end,
            "第9条（方案）：每季度对数据质量问题较多市、县进行实地检查",
        )  # fmt: skip


def _yearly(year: int, policy: Policy) -> Iterator[Duty]:
    """Duties of one month each: key, parameter, what and why."""
    for key, name, item, who, what, basis in _YEARLY:
        month = policy.whole(name)
        own = policy.parameter(name).basis
        yield Duty(
            f"{year}-{month:02d}-{key}",
            item,
            who,
            what,
            month_end(f"{year}-{month:02d}"),
            f"{basis}；月份为{own}",
        )


_YEARLY = (
    ("FILING", "备案审查截止月份", "年度计划备案审查", PROVINCE_JOINTLY,
     "集中审查各地年度项目实施计划，出问题清单、意见书，印发通报", "第10条：每年3月底前集中审查"),
    ("TRAINING", "业务培训月份", "业务培训", PROVINCE_JOINTLY,
     "举办全省衔接资金项目管理业务培训班", "保障措施（二）：每年举办业务培训班"),
    ("LISTS", "省级目录清单月份", "目录清单（省）", PROVINCE_DESK,
     "制定或核对更新正面清单、负面清单、帮扶产业项目指导目录", "第2条：6月底前"),
    ("LISTS2", "市县目录清单月份", "目录清单（市县）", COUNTY_DESK,
     "细化市、县两级负面清单和帮扶产业项目目录", "第2条：8月底前"),
    ("POINTS", "计分办法月份", "日常计分办法", PROVINCE_JOINTLY,
     "制定或核对修订计分管理办法", "第6条：6月底前"),
    ("CLEANUP", "清库月份", "项目库全面清查", COUNTY_DESK,
     "清除已满两年未实施和无关的项目，更新实施和拨付进度", "第9条：每年8月底前"),
    ("SPECIAL", "专项检查月份", "专项检查", PROVINCE_DESK,
     "开展一次衔接资金项目专项检查，发现问题记入“问题台账”", "第11条：每年至少开展一次专项检查"),
    ("APPRAISAL", "年度考核月份", "绩效评价和年度考核", PROVINCE_JOINTLY,
     "绩效评价，结果通报市（州）人民政府；计分奖惩、下年度资金分配", "保障措施、第4、6条"),
)  # fmt: skip


def _nodes(year: int, policy: Policy) -> Iterator[Duty]:
    """第11、12条: the spending nodes, and the local funds that must be there at the end of June."""
    for month in NODE_MONTHS:
        share = plain_percent(policy.share(f"{month}月末序时目标"))
        yield Duty(
            f"{year}-{month:02d}-NODE", f"{month}月末支出节点", COUNTY_DESK,
            f"全省衔接资金支出进度达到{share}；低于的逐县分析、督促", month_end(f"{year}-{month:02d}"),
            f"第11条（方案）：{month}月末序时进度{share}",
        )  # fmt: skip
    yield Duty(
        f"{year}-06-FUNDS", "市县资金到位", COUNTY_DESK,
        "市县两级衔接资金到位；6月底到位为0的约谈", month_end(f"{year}-06"),
        "第12条（方案）：6月底市县两级衔接资金到位为0的发《约谈通知书》",
    )  # fmt: skip
