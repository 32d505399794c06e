"""requirements.lock, narrowed to what runs on the Windows PC: no test tools, nothing of other systems."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from importlib import metadata, resources
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement

from xltools.errors import HostError

LOCK = "requirements.lock"

_PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>\S+)(?:\s*;\s*(?P<marker>[^\\]+))?")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_NEEDED_BY = re.compile(r"#\s+(?:via(?:\s+|$))?([\w.-]+)?")


@dataclass(frozen=True, slots=True)
class Pin:
    """One component: the files it may be (by SHA-256), where it is wanted, and by which components."""

    name: str
    version: str
    marker: str = ""
    hashes: frozenset[str] = field(default_factory=frozenset)
    needed_by: frozenset[str] = field(default_factory=frozenset)

    def __str__(self) -> str:
        return f"{self.name}=={self.version}"

    def line(self) -> str:
        """As pip reads it, without the marker: pip would hold that against the computer it runs on."""
        return " ".join([str(self), *(f"--hash=sha256:{digest}" for digest in sorted(self.hashes))])


def lock_path() -> Path:
    """The lock in an installed wheel, or in a checkout. HostError where it is missing."""
    package = Path(str(resources.files("xltools")))
    found = next((p for p in (package / "_shipped" / LOCK, package.parent / LOCK) if p.is_file()), None)
    if found is None:
        raise HostError(f"{LOCK} 不见了，不知道该装哪些组件。请重新安装 xltools，或在源码文件夹里运行")
    return found


def read_lock(text: str) -> list[Pin]:
    """Every pin of a lock written by `uv pip compile --generate-hashes`."""
    pins: list[Pin] = []
    for line in text.splitlines():
        if match := _PIN.match(line):
            marker = (match["marker"] or "").strip()
            pins.append(Pin(_canonical(match["name"]), match["version"], marker))
        elif pins:
            pins[-1] = _completed(pins[-1], line)
    return pins


def direct_dependencies() -> list[str]:
    """What xltools asks for, without extras: from pyproject.toml in a checkout, else from the wheel."""
    project = Path(str(resources.files("xltools"))).parent / "pyproject.toml"
    if project.is_file():
        asked = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
    else:
        asked = [a for a in metadata.requires("xltools") or [] if "extra ==" not in a]
    return sorted({_canonical(re.split(r"[^\w.-]", line)[0]) for line in asked})


def run_time(pins: Iterable[Pin], roots: Iterable[str], minor: int) -> list[Pin]:
    """The pins for Windows and Python 3.`minor` that the roots need, directly or through one another."""
    here = {pin.name: pin for pin in pins if _wanted(pin.marker, minor)}
    missing = sorted(set(roots) - here.keys())
    if missing:
        raise HostError(f"{LOCK} 里没有 {'、'.join(missing)}：它与 pyproject.toml 不一致，请先执行 make lock")
    reached: set[str] = set(roots)
    while more := {p.name for p in here.values() if _asked(p, reached, minor)} - reached:
        reached |= more
    return [here[name] for name in sorted(reached)]


def windows(minor: int) -> dict[str, str]:
    """What markers are held against: 64-bit Windows and CPython 3.`minor`."""
    return {
        "implementation_name": "cpython",
        "implementation_version": f"3.{minor}.0",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_release": "10",
        "platform_system": "Windows",
        "platform_version": "",
        "python_full_version": f"3.{minor}.0",
        "python_version": f"3.{minor}",
        "sys_platform": "win32",
    }


def _completed(pin: Pin, line: str) -> Pin:
    """A pin with one of the indented lines below it taken in."""
    if digest := _HASH.search(line):
        return replace(pin, hashes=pin.hashes | {digest[1]})
    needed = _NEEDED_BY.match(line.strip())
    if needed and needed[1]:
        return replace(pin, needed_by=pin.needed_by | {_canonical(needed[1])})
    return pin


def _wanted(marker: str, minor: int) -> bool:
    return not marker or Marker(marker).evaluate(windows(minor))


def _asked(pin: Pin, reached: set[str], minor: int) -> bool:
    return any(_asks(parent, pin.name, minor) for parent in pin.needed_by & reached)


def _asks(parent: str, name: str, minor: int) -> bool:
    """Whether a component asks for another on Windows. Where a test tool asks for it everywhere, the lock has
    lost the marker (xlwings wants psutil on macOS alone); the component's own metadata has not.
    """
    try:
        asked = [Requirement(line) for line in metadata.requires(parent) or []]
    except metadata.PackageNotFoundError:  # a component for Windows only
        return True
    there = {**windows(minor), "extra": ""}
    markers = [each.marker for each in asked if _canonical(each.name) == name]
    return not markers or any(marker is None or marker.evaluate(there) for marker in markers)


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
