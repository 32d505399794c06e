"""The checks of 项目库 as a user of pandas would write them: one function a row, `df.apply(axis=1)`.

Written from the cases, not from the rules; it says what is found, not why.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.tables.fold import half_width

DIGIT = re.compile(r"[0-9０-９一二两三四五六七八九十百千万]")
TELLING = "0123456789一二三四五六七八九十上下中东西南北前后左右甲乙丙丁abcdefgh"

Row = Any


def folded(text: str) -> str:
    """Half width, lower case, without blanks."""
    return "".join(half_width(text).split()).lower()


class Peer:
    """The parameters looked up once, as anybody would; every row by itself."""

    def __init__(self, library: pd.DataFrame, policy: Policy, on: dt.date) -> None:
        self.on = pd.Timestamp(on)
        self.words = {
            name: policy.text(name).split("、")
            for name in (
                "未论证用语", "论证通过用语", "论证未通过用语", "论证附条件用语", "复杂项目用语",
                "复杂项目论证方式", "简单发放用语", "内生动力用语", "未建利益联结用语",
            )
        }  # fmt: skip
        self.complex_from = float(policy.number("复杂项目投资额"))
        self.most_each = float(policy.number("户均投资上限"))
        self.stale_after = pd.DateOffset(months=policy.whole("未实施清除月数"))
        self.update_within = policy.whole("更新间隔天数")
        self.pay_within = policy.whole("完工未支付天数")
        self.shortest = policy.whole("建设内容最少字数")
        august = pd.Timestamp(on.year, 8, 31)
        self.cleaned = august if august <= self.on else pd.Timestamp(on.year - 1, 8, 31)
        self.counties = library.groupby("项目编码")["行政区划代码"].nunique()
        self.codes = Counter(zip(library["行政区划代码"], library["项目编码"], strict=True))
        self.names = Counter(zip(library["行政区划代码"], library["项目名称"], strict=True))
        self.usual = library.groupby("行政区划代码")["县区"].agg(lambda names: names.mode().iloc[0])
        self.places: dict[Any, list[tuple[str, str]]] = {}
        library.apply(self._place, axis=1)

    def _place(self, row: Row) -> None:
        place = (row["行政区划代码"], row["乡镇"], row["村"])
        self.places.setdefault(place, []).append((row["项目名称"], self.key(row)))

    def says(self, text: Any, name: str) -> bool:
        """Whether a cell contains one of the words of a parameter."""
        return pd.notna(text) and any(word in folded(text) for word in self.words[name])

    def key(self, row: Row) -> str:
        """A name less what does not tell it from another."""
        name = re.sub(r"[\W_]+", "", re.sub(r"20\d\d(?:年度?)?", "", folded(row["项目名称"])))
        for column in ("县区", "乡镇", "村"):
            if pd.notna(row[column]):
                name = name.replace(row[column], "")
        return re.sub(r"项目|工程|建设", "", name)

    def shared(self, row: Row) -> list[str]:
        """What 入库审查 and 数据质量 both ask."""
        return [*self.described(row), *self.invested(row), *self.answered(row), *self.appraisal(row)]

    def described(self, row: Row) -> list[str]:
        """Code, content and scale."""
        found = []
        content = row["建设内容"]
        if pd.isna(row["项目编码"]):
            found.append("缺项目编码")
        if pd.isna(content):
            found.append("缺建设内容")
        elif len(content) < self.shortest or content == row["项目名称"]:
            found.append("建设内容过简")
        if pd.isna(row["建设规模"]):
            found.append("缺建设规模")
        elif not DIGIT.search(row["建设规模"]):
            found.append("建设规模没有数量")
        return found

    def invested(self, row: Row) -> list[str]:
        """概算投资 and its parts."""
        found = []
        whole, own, rest = row["概算投资"], row["其中衔接资金"], row["其他资金"]
        if pd.isna(whole) or whole <= 0:
            found.append("缺概算投资")
        elif pd.notna(own) and own > whole:
            found.append("衔接资金超概算")
        elif pd.notna(own) and pd.notna(rest) and abs(own + rest - whole) > 0.010000001:
            found.append("投资构成不符")
        return found

    def answered(self, row: Row) -> list[str]:
        """What is answered with 是 or 否, 利益联结机制, 绩效目标."""
        found = []
        for column, bad, wrong, blank in (
            ("是否负面清单", "是", "属于负面清单", "未审负面清单"),
            ("是否相关", "否", "与衔接无关", "未审是否相关"),
        ):  # fmt: skip
            if pd.isna(row[column]):
                found.append(blank)
            elif row[column] == bad:
                found.append(wrong)
        link = row["利益联结机制"]
        linked = pd.notna(link) and not self.says(link, "未建利益联结用语")
        if row["项目类型"] == "产业发展" and row["到户类"] != "是" and not linked:
            found.append("未建立利益联结机制")
        if pd.isna(row["绩效目标"]):
            found.append("未设绩效目标")
        return found

    def appraised(self, row: Row) -> bool:
        """Any trace of an appraisal and no word that there was none."""
        trace = any(pd.notna(row[name]) for name in ("论证方式", "论证文号", "论证日期", "论证结论"))
        none = self.says(row["论证方式"], "未论证用语") or self.says(row["论证结论"], "未论证用语")
        return trace and not none

    def appraisal(self, row: Row) -> list[str]:
        """第7条, what is asked in both."""
        if row["项目类型"] == "项目管理费":
            return []
        found = []
        if not self.appraised(row):
            found.append("未开展评估论证")
        elif any(pd.isna(row[name]) for name in ("论证方式", "论证文号", "论证日期", "论证结论")):
            found.append("评估论证要素不全")
        if self.appraised(row) and self.says(row["论证结论"], "论证未通过用语"):
            found.append("评估论证未通过")
        if pd.notna(row["论证日期"]) and pd.notna(row["入库日期"]) and row["论证日期"] > row["入库日期"]:
            found.append("先入库后论证")
        return found

    def review(self, row: Row) -> frozenset[str]:
        """入库审查 of one project."""
        found = self.shared(row)
        household = row["到户类"] == "是"
        if row["项目类型"] != "项目管理费":
            conclusion = row["论证结论"]
            decided = self.says(conclusion, "论证未通过用语")
            plain = self.says(conclusion, "论证通过用语") and not self.says(conclusion, "论证附条件用语")
            if self.appraised(row) and pd.notna(conclusion) and not decided and not plain:
                found.append("论证结论不明确")
            if pd.notna(row["论证日期"]) and row["论证日期"] > self.on:
                found.append("论证日期有误")
        if household:
            given = self.says(row["项目名称"], "简单发放用语") or self.says(row["建设内容"], "简单发放用语")
            if given and not self.says(row["建设内容"], "内生动力用语"):
                found.append("疑似简单发钱发物")
            if not row["受益户数"] > 0:
                found.append("到户类受益户不明")
        elif row["项目类型"] == "乡村建设" and not (row["受益户数"] > 0 or row["受益人数"] > 0):
            found.append("受益性不明")
        elif row["项目类型"] == "产业发展":
            found += self.industry(row)
        return frozenset(found)

    def industry(self, row: Row) -> list[str]:
        """第7条, 帮扶产业."""
        found = []
        if pd.notna(row["绩效目标"]) and not DIGIT.search(row["绩效目标"]):
            found.append("预期产出没有量化")
        way = row["论证方式"]
        if self.appraised(row) and pd.notna(way) and not self.says(way, "复杂项目论证方式"):
            if row["概算投资"] >= self.complex_from:
                found.append("复杂项目论证方式不符")
            elif self.says(row["项目名称"], "复杂项目用语") or self.says(row["建设内容"], "复杂项目用语"):
                found.append("疑似复杂项目")
        return found

    def quality(self, row: Row) -> frozenset[str]:
        """数据质量 of one project."""
        return frozenset([*self.shared(row), *self.twice(row), *self.figures(row), *self.state(row)])

    def twice(self, row: Row) -> list[str]:
        """Projects that stand twice, and where they are."""
        found = []
        code, county, name = row["项目编码"], row["行政区划代码"], row["项目名称"]
        if pd.isna(county):
            found.append("缺行政区划代码")
        elif pd.notna(row["县区"]) and row["县区"] != self.usual[county]:
            found.append("代码与县区不符")
        same = pd.notna(code) and self.codes[county, code] > 1
        if same:
            found.append("项目编码重复")
        if pd.notna(code) and self.counties[code] > 1:
            found.append("项目跨县重复")
        if self.names[county, name] > 1 and not same:
            found.append("同县重名")
        key = self.key(row)
        others = self.places[county, row["乡镇"], row["村"]]
        if key and any(other != name and near(key, theirs) for other, theirs in others):
            found.append("疑似重复项目")
        if row["项目类型"] != "项目管理费" and pd.isna(row["乡镇"]) and pd.isna(row["村"]):
            found.append("缺乡镇和村")
        return found

    def figures(self, row: Row) -> list[str]:
        """Amounts and counts."""
        found = []
        if pd.isna(row["项目类型"]):
            found.append("缺项目类型")
        limit = row["其中衔接资金"] if pd.notna(row["其中衔接资金"]) else row["概算投资"]
        if row["支出金额"] > limit:
            found.append("支出大于安排")
        served = row["受益户数"]
        if served > 0 and row["其中衔接资金"] > self.most_each * served:
            found.append("户均投资过高")
        if row["受益人数"] < served:
            found.append("受益人数少于户数")
        if row["脱贫户数"] > served or row["监测户数"] > served:
            found.append("脱贫监测户超受益户")
        return found

    def state(self, row: Row) -> list[str]:
        """Dates and 实施状态."""
        found = []
        entered, began, ended, updated = (row[f"{n}日期"] for n in ("入库", "开工", "完工", "更新"))
        state, spent = row["实施状态"], row["支出金额"]
        if pd.isna(entered):
            found.append("缺入库日期")
        if pd.isna(state):
            found.append("缺实施状态")
        if any(date > self.on for date in (row["论证日期"], entered, began, ended, updated)):
            found.append("日期在将来")
        if entered > began or began > ended or entered > ended:
            found.append("日期先后颠倒")
        begun = pd.notna(began) or pd.notna(ended) or spent > 0
        if state == "未实施" and begun:
            found.append("状态与进展不符")
        if state in ("已开工", "已完工") and pd.isna(began):
            found.append("缺开工日期")
        if state == "已完工" and pd.isna(ended):
            found.append("缺完工日期")
        if state == "已开工" and ended <= self.on:
            found.append("完工未更新状态")
        if state == "已完工" and not spent > 0 and (self.on - ended).days > self.pay_within:
            found.append("完工未支付")
        if state == "已开工" and (pd.isna(updated) or (self.on - updated).days > self.update_within):
            found.append("更新不及时")
        if state == "未实施" and not begun and entered + self.stale_after <= self.cleaned:
            found.append("应清未清")
        return found

    def hits(self, row: Row, entries: Mapping[str, list[str]]) -> frozenset[tuple[str, str]]:
        """Entry and word of everything that the lists hit in one project."""
        columns = (row["项目名称"], row["二级类型"], row["建设内容"])
        texts = [folded(text) for text in columns if pd.notna(text)]
        return frozenset(
            (number, word)
            for number, words in entries.items()
            for word in words
            if any(word in text for text in texts)
        )


def near(one: str, other: str) -> bool:
    """Whether two keys are the same, each less at most one character that tells nothing."""
    return bool(_less_one(one) & _less_one(other))


def _less_one(key: str) -> set[str]:
    if len(key) < 5:
        return {key}
    return {key, *(key[:i] + key[i + 1 :] for i, c in enumerate(key) if c not in TELLING)}
