"""入库审查, 数据质量 and 清单筛查 of 45,000 projects against a row-by-row `df.apply`, results equal.

Ours also says why, with figures, clause and remedy. `python -m bench.library [--quick]`.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

import pandas as pd

from bench.library_peer import Peer
from xltools.policy import load
from xltools.rules.art02.lists import screen
from xltools.rules.art08.review import review_findings, verdicts
from xltools.rules.art09.quality import quality_findings, quality_summary
from xltools.sample.library import ON
from xltools.sample.library import library as sample_library
from xltools.sample.province import province
from xltools.tables.declared.lists import DECIDED, NEGATIVE_LIST
from xltools.tables.frame import make_frame

PROJECTS = 45_000
QUICK = 3_000
TARGET_SECONDS, TARGET_RATIO = 1.5, 20

SPOILT = ("绩效目标", "利益联结机制", "论证文号", "建设规模", "受益户数", "是否相关", "开工日期", "乡镇")
"""Columns in which one project in a hundred is left blank, so that there is something to find."""

BY_GROUP = 0.8
"""Projects whose name says for which group of the village they are."""

WORDS = (
    "办公楼、楼堂馆所", "公务用车、小轿车", "奖金、津贴", "偿还债务、垫资", "景观大道、形象工程",
    "柑橘、柑桔", "茶园、茶叶", "花椒、藤椒", "生猪、养殖", "通组路、入户路", "饮水、水池", "灌溉、渠系",
    "分拣、冷链",
    "大棚、温室", "路灯、亮化", "污水、垃圾", "厕所", "培训", "就业、公益岗位", "加工厂、加工车间",
)  # fmt: skip
"""模拟: keywords of a list of twenty entries; about one project in two is hit."""


def run(quick: bool = False) -> None:
    """Print seconds of rule time and the ratio; AssertionError where the results differ."""
    frame = corpus(QUICK if quick else PROJECTS)
    entries = {f"F{i}": words.split("、") for i, words in enumerate(WORDS, 1)}
    listed = {NEGATIVE_LIST.name: _list(entries)}
    theirs, peer = _timed(partial(_by_row, frame, entries))
    rounds = [_timed(partial(_ours, frame, listed)) for _ in range(2 if quick else 5)]
    seconds, ours = median(seconds for seconds, _ in rounds), rounds[-1][1]
    _assert_equal(frame, ours, peer)
    found = sum(map(len, (ours["review"], ours["quality"], ours["hits"])))
    print(f"\nreview, quality and lists of {len(frame):,} projects, {found:,} findings, results equal")
    print(f"  {theirs / seconds:5.1f}× df.apply row by row (target {TARGET_RATIO})")
    print(f"  {seconds:.2f} s of rule time (target {TARGET_SECONDS} for {PROJECTS:,})")


def corpus(count: int) -> pd.DataFrame:
    """模拟: the sample province over and over, so several projects a village, most of them by group (三组 …);
    some cells blank.
    """
    frames: list[pd.DataFrame] = []
    rng = random.Random(2024)
    while sum(map(len, frames)) < count:
        again = len(frames)
        frame = sample_library(province(2024 + again), 2024 + again)
        frame["项目编码"] = [f"{again}{code}" if code else code for code in frame["项目编码"]]
        groups = [f"{rng.randrange(1, 40)}组" if rng.random() < BY_GROUP else "" for _ in range(len(frame))]
        frame["项目名称"] = [f"{name}{group}" for name, group in zip(frame["项目名称"], groups, strict=True)]
        frames.append(frame)
    whole = pd.concat(frames, ignore_index=True).head(count)
    for column in SPOILT:
        blank = rng.sample(range(count), count // 100)
        whole.loc[blank, column] = pd.NaT if column.endswith("日期") else None
    return whole


def _list(entries: dict[str, list[str]]) -> pd.DataFrame:
    columns = {
        "编号": list(entries),
        "条目": list(entries),
        "关键词": ["、".join(w) for w in entries.values()],
    }
    return make_frame(NEGATIVE_LIST, columns)


def _ours(frame: pd.DataFrame, listed: dict[str, pd.DataFrame]) -> dict[str, Any]:
    policy = load(ON)
    found = review_findings(frame, policy, ON)
    quality = quality_findings(frame, policy, ON)
    return {
        "hits": screen(frame, listed, make_frame(DECIDED, {}), policy),
        "review": found,
        "verdicts": verdicts(frame, found),
        "quality": quality,
        "summary": quality_summary(frame, quality, policy),
    }


def _by_row(frame: pd.DataFrame, entries: dict[str, list[str]]) -> dict[str, Any]:
    peer = Peer(frame, load(ON), ON)
    return {
        "review": frame.apply(peer.review, axis=1),
        "quality": frame.apply(peer.quality, axis=1),
        "hits": frame.apply(peer.hits, axis=1, entries=entries),
    }


def _assert_equal(frame: pd.DataFrame, ours: dict[str, Any], peer: dict[str, Any]) -> None:
    """The same checks hit in every project, the same entries by the same words."""
    for name in ("review", "quality"):
        found = zip(ours[name]["行"].tolist(), ours[name]["检查项"].tolist(), strict=True)
        theirs = {(i, check) for i, checks in enumerate(peer[name]) for check in checks}
        assert set(found) == theirs, sorted(set(found) ^ theirs)[:5]
    hits = zip(*(ours["hits"][column] for column in ("项目编码", "编号", "命中词")), strict=True)
    found = {(code, number, word) for code, number, words in hits for word in words.split("、")}
    codes = frame["项目编码"].tolist()
    theirs = {(codes[i], *hit) for i, each in enumerate(peer["hits"]) for hit in each}
    assert found == theirs, sorted(found ^ theirs, key=str)[:5]


def _timed(work: Callable[[], dict[str, Any]]) -> tuple[float, dict[str, Any]]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer projects")
    run(parser.parse_args().quick)
