"""What the ranking looks at, of one county; light, for the workers that read answer with it."""

from __future__ import annotations

from typing import Any

from xltools.tables.plainreading import PlainReading

LEVELS_OWN = ("市级资金", "县级资金")


def county_facts(reading: PlainReading) -> dict[str, Any]:
    """What the ranking looks at, of one county."""

    def total(*names: str) -> float:
        return sum(value for name in names for value in reading.columns[name] if value)

    states = reading.columns["实施状态"]
    codes = reading.columns["项目编码"]
    assert len(set(codes)) == len(codes)
    return {
        "行政区划代码": reading.columns["行政区划代码"][0],
        "县区": reading.columns["县区"][0],
        "项目总数": len(states),
        "开工数": len(states) - states.count("未实施"),
        "完工数": states.count("已完工") + states.count("已验收"),
        "问题项目数": sum(1 for count in reading.columns["问题个数"] if count),
        "到位合计": round(total("到位合计"), 2),
        "支出合计": round(total("支出合计"), 2),
        "本年市县投入": round(total(*LEVELS_OWN), 2),
        "不符条数": len(reading.issues),
    }


def facts_of(outcome: PlainReading | str) -> dict[str, Any]:
    """The same of a return that can be read; one that cannot stops the run."""
    assert not isinstance(outcome, str), outcome
    return county_facts(outcome)
