"""Reads xltools/policy/*.toml: every dated value of every parameter, checked entry by entry."""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, cast

from xltools.errors import PolicyError
from xltools.policy.model import Kind, Parameter, SumRule, Value
from xltools.policy.values import TypedError, parse_value

_KINDS = ("number", "whole", "choice", "text", "period")
_BASES = ("方案", "缺省", "设置")
_NEEDED = ("name", "value", "unit", "from", "basis", "note")
_KEYS = frozenset({*_NEEDED, "kind", "clause", "min", "max", "choices", "workbooks"})
_FILE_KEYS = frozenset({"workbooks", "needs_reason", "ascending", "sum", "parameter"})


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All dated entries in the order of the files, and what must hold between parameters."""

    entries: tuple[Parameter, ...]
    sums: tuple[SumRule, ...]
    ascending: tuple[tuple[str, ...], ...]
    label: str

    def names(self) -> list[str]:
        """Every parameter once, in order."""
        return list(dict.fromkeys(p.name for p in self.entries))

    def dated(self, name: str) -> list[Parameter]:
        """All values of one parameter, the earliest first."""
        return sorted((p for p in self.entries if p.name == name), key=lambda p: p.since)

    def in_force(self, on: dt.date) -> dict[str, Parameter]:
        """The latest entry of each parameter that has begun by `on`."""
        found: dict[str, Parameter] = {}
        for entry in self.entries:
            current = found.get(entry.name)
            if entry.since <= on and (current is None or current.since < entry.since):
                found[entry.name] = entry
        return found


@cache
def catalogue() -> Catalogue:
    """The shipped policy files. PolicyError naming file and entry when one cannot be used."""
    folder = resources.files("xltools.policy")
    files = {f.name: f.read_bytes() for f in folder.iterdir() if f.name.endswith(".toml")}
    return read_catalogue(dict(sorted(files.items())))


def read_catalogue(files: Mapping[str, bytes]) -> Catalogue:
    """The catalogue of these files (name → content); all problems in one PolicyError."""
    entries: list[Parameter] = []
    sums: list[SumRule] = []
    ascending: list[tuple[str, ...]] = []
    problems: list[str] = []
    for name, content in files.items():
        document, found = _document(name, content)
        problems += found
        parameters, found = _entries(name, document)
        entries += parameters
        problems += found
        sums += [SumRule(tuple(s["names"]), Decimal(s["total"])) for s in document.get("sum", ())]
        ascending += [tuple(names) for names in document.get("ascending", ())]
    problems += _doubled(entries)
    if problems:
        raise PolicyError("\n".join(problems))
    return Catalogue(tuple(entries), tuple(sums), tuple(ascending), _label(files))


def _document(name: str, content: bytes) -> tuple[dict[str, Any], list[str]]:
    try:
        document = tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [f"政策文件 {name} 不能读取（{error}）。请恢复该文件或改正所指的一行"]
    extra = sorted(document.keys() - _FILE_KEYS)
    return document, [f"政策文件 {name} 有不认识的项：{'、'.join(extra)}。请删去或改正"] if extra else []


def _entries(name: str, document: Mapping[str, Any]) -> tuple[list[Parameter], list[str]]:
    parameters: list[Parameter] = []
    problems: list[str] = []
    for number, entry in enumerate(document.get("parameter", ()), 1):
        found = _entry_problems(entry)
        if not found:
            parameter = _parameter(name, document, entry)
            found = _value_problems(parameter, entry)
            parameters.append(parameter)
        title = entry.get("name", "（无名称）")
        problems += [f"政策文件 {name} 第{number}项“{title}”：{problem}" for problem in found]
    return parameters, problems


def _entry_problems(entry: Mapping[str, Any]) -> list[str]:
    problems = [f"缺少 {key}" for key in _NEEDED if key not in entry]
    problems += [f"有不认识的项 {key}" for key in sorted(entry.keys() - _KEYS)]
    kind = entry.get("kind", "number")
    if kind not in _KINDS:
        problems.append(f"kind 只能是 {'、'.join(_KINDS)}")
    if not isinstance(entry.get("from", dt.date.min), dt.date):
        problems.append("from 应为日期，如 2024-01-01")
    if entry.get("basis", "方案") not in _BASES:
        problems.append(f"basis 只能是 {'、'.join(_BASES)}")
    elif entry.get("basis") != "设置" and not entry.get("clause"):
        problems.append("缺少 clause（第几条）")
    if kind in ("number", "whole"):
        problems += [f"缺少 {key}" for key in ("min", "max") if key not in entry]
    if kind == "choice" and not entry.get("choices"):
        problems.append("缺少 choices")
    return problems


def _parameter(name: str, document: Mapping[str, Any], entry: Mapping[str, Any]) -> Parameter:
    return Parameter(
        name=entry["name"],
        value=_standard(entry["value"], entry.get("kind", "number")),
        unit=entry["unit"],
        since=entry["from"],
        basis=entry["basis"],
        file=name,
        kind=cast(Kind, entry.get("kind", "number")),
        clause=entry.get("clause", ""),
        note=entry["note"],
        low=None if "min" not in entry else Decimal(entry["min"]),
        high=None if "max" not in entry else Decimal(entry["max"]),
        choices=tuple(entry.get("choices", ())),
        workbooks=tuple(entry.get("workbooks", document.get("workbooks", ()))),
        needs_reason=bool(document.get("needs_reason", True)),
    )


def _standard(value: Value, kind: str) -> Value:
    return Decimal(value) if kind == "number" and isinstance(value, int) else value


def _value_problems(parameter: Parameter, entry: Mapping[str, Any]) -> list[str]:
    expected = {"number": Decimal, "whole": int}.get(parameter.kind, str)
    if not isinstance(parameter.value, expected) or isinstance(entry["value"], bool):
        return [f"value {entry['value']!r} 与 kind {parameter.kind} 不符"]
    try:
        parse_value(parameter, parameter.value)
    except TypedError as problem:
        return [str(problem)]
    return []


def _doubled(entries: Sequence[Parameter]) -> list[str]:
    counts = Counter((entry.name, entry.since) for entry in entries)
    return [
        f"参数“{name}”自 {since} 起有{count}个取值。请只留一个"
        for (name, since), count in counts.items()
        if count > 1
    ]


def _label(files: Mapping[str, bytes]) -> str:
    """Which measures and which content: art01、04、06–12、office #b02cf001."""
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(name.encode() + b"\0" + content + b"\0")
    rooms = dict.fromkeys(name.removesuffix(".toml").partition("_")[0] for name in files)
    measures = [int(room[3:]) for room in rooms if room.startswith("art")]
    others = [room for room in rooms if not room.startswith("art")]
    named = [f"art{'、'.join(_spans(measures))}"] if measures else []
    return f"{'、'.join([*named, *others])} #{digest.hexdigest()[:8]}"


def _spans(numbers: Sequence[int]) -> list[str]:
    """Ascending numbers, three and more in a row as 06–12."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        text
        for run in runs
        for text in ([f"{run[0]:02}–{run[-1]:02}"] if len(run) > 2 else [f"{n:02}" for n in run])
    ]
