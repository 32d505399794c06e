"""Which folder the returns of this collection lie in, and which 期别 they are of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xltools.folders import COLLECTED
from xltools.returns.collecting import main_period
from xltools.returns.folder import is_month, return_files
from xltools.returns.reading import Return


@dataclass(frozen=True, slots=True)
class Expected:
    """The 期别 collected and how it was told, empty where the officer set it in 参数."""

    period: str
    how: str


def source_folder(beside: Path, named: Path | None, chosen: str) -> Path:
    """The folder named by --from, else 上报/期别 of the 期别 chosen (or the latest there is), else 上报."""
    if named is not None:
        return named
    root = beside / COLLECTED
    months = [p.name for p in root.iterdir() if p.is_dir() and is_month(p.name)] if root.is_dir() else []
    month = chosen if chosen in months else "" if chosen else max(months, default="")
    return root / month


def passed_over(beside: Path, folder: Path) -> list[Path]:
    """Returns that lie loose in 上报 while the folder of a month in it is read."""
    root = beside / COLLECTED
    if folder.parent != root or not is_month(folder.name):
        return []
    return [path for path in return_files(root) if path.parent == root]


def expected(folder: Path, returns: Iterable[Return], chosen: str) -> Expected:
    """The 期别 set in 参数, else the folder's name, else what most returns say; empty where nothing tells."""
    if chosen:
        return Expected(chosen, "")
    if is_month(folder.name):
        return Expected(folder.name, "按文件夹名确定")
    return Expected(main_period(returns), "按多数上报文件确定")
