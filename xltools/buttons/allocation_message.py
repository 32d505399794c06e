"""测算分配: what the officer is told in one line when it is done (第4、6条)."""

from __future__ import annotations

from xltools.buttons.allocation_inputs import Inputs
from xltools.buttons.confirming import Decision
from xltools.rules.art04.allocation import Allocation
from xltools.tables.declared.confirmation import CONFIRMED


def message(inputs: Inputs, made: Allocation, decision: Decision, changed: int, told: str) -> str:
    """Pools, floors and caps, what became of the calculation, and where rewards came from; `told` of 公示."""
    pools = "、".join(
        f"{level}{int(amount):,}万元" for level, amount in made.summary[["资金级次", "资金池"]].to_numpy()
    )
    floors, caps = (int(made.summary[name].sum()) for name in ("保底县数", "封顶县数"))
    head = f"{pools}，{len(inputs.factors)}个县，保底{floors}、封顶{caps}（县次）"
    if decision.frozen and changed:
        since = f"与确认时有{changed}处不同，见“变动对照”"
        now = f"按现在的数重算，是{head}"
        return f"{inputs.year}年度已确认，分配表没有改写；{since}；{now}；{_origin(inputs)}"
    done = {
        (CONFIRMED, True): "已确认，没有改写",
        (CONFIRMED, False): "已复核确认，定稿",
    }.get(
        (decision.state, decision.frozen),
        "测算完成，待复核：请另一人复核，在“测算确认”填姓名和“是”，再按一次",
    )
    parts = [
        f"{inputs.year}年度{head}",
        *_netted(made),
        done,
        *([f"与上次测算有{changed}处不同，见“变动对照”"] if changed else []),
        *([told] if told else []),
    ]
    if decision.refused is not None:
        parts.insert(1, "“是”没有采纳：测算以后数据有变")
    return "；".join([*parts, _origin(inputs)])


def _netted(made: Allocation) -> list[str]:
    """第6条: where deductions went and rewards came from; nobody is to look for the money elsewhere."""
    amounts = made.summary[["资金级次", "扣减", "奖励"]].to_numpy()
    return [_net(level, int(taken), int(rewards)) for level, taken, rewards in amounts if taken or rewards]


def _net(level: str, taken: int, rewards: int) -> str:
    if not rewards:
        return f"{level}扣减{taken:,}万元留在{level}资金里，按因素分给各县"
    if not taken:
        return f"{level}奖励{rewards:,}万元从{level}可分配资金里出"
    both = f"{level}扣减{taken:,}万元、奖励{rewards:,}万元，"
    if taken > rewards:
        return f"{both}多出的{taken - rewards:,}万元留在{level}资金里，按因素分给各县"
    if taken < rewards:
        return f"{both}不足的{rewards - taken:,}万元从{level}可分配资金里出"
    return f"{both}正好相抵"


def _origin(inputs: Inputs) -> str:
    """Where 奖惩 came from."""
    rewards = inputs.rewards
    graded = f"；{inputs.grades.said}" if inputs.grades.said else ""
    if rewards.file is None:
        return f"文件夹里没有“日常计分”，奖惩按“奖惩明细”手工填的{len(rewards.frame)}条{graded}"
    listed = f"；县区名单按“{inputs.listed.path.name}”核对" if inputs.listed else ""
    waiting = f"，另有{rewards.waiting}条没有确认，没有采用" if rewards.waiting else ""
    others = "".join(f"，另有{n}条是{year}年度的，没有采用" for year, n in rewards.elsewhere.items())
    read = f"{rewards.read}条，按上次保存的{waiting}{others}"
    return f"奖惩读取了同一文件夹的“{rewards.file.path.name}”（{read}）{listed}{graded}"
