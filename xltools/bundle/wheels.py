"""The Windows wheels of the pinned components: from a folder, each held against the lock's SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import InvalidWheelFilename, parse_wheel_filename

from xltools.bundle.lockfile import Pin
from xltools.bundle.safezip import read_zip
from xltools.errors import FileError, HostError

PLATFORM = "win_amd64"


@dataclass(frozen=True)
class Wheel:
    """A checked wheel of one component."""

    pin: Pin
    path: Path
    sha256: str

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Its files by name."""
        return read_zip(self.path)

    def own(self, name: str) -> str:
        """The text of one file of its .dist-info, such as METADATA."""
        found = next(
            (n for n in self.files if n.split("/")[0].endswith(".dist-info") and n.endswith(f"/{name}")), ""
        )
        if not found:
            raise FileError(f"组件“{self.path.name}”里没有 {name}，不能使用。请重新下载")
        return self.files[found].decode("utf-8")


def chosen(pins: Sequence[Pin], folder: Path, minor: int) -> list[Wheel]:
    """One wheel a pin, the most fitting. HostError names what is missing and how to get it."""
    offered = _offered(folder)
    ranks = {tag: rank for rank, tag in enumerate(windows_tags(minor))}
    wheels, missing = [], []
    for pin in pins:
        fitting = [
            (min(ranks[tag] for tag in tags & ranks.keys()), path)
            for path, tags in offered.get((pin.name, pin.version), ())
            if tags & ranks.keys()
        ]
        if fitting:
            wheels.append(_checked(pin, min(fitting)[1]))
        else:
            missing.append(pin)
    if missing:
        raise HostError(_missing(missing, folder, minor))
    return wheels


def windows_tags(minor: int) -> list[Tag]:
    """The tags that 64-bit Windows with CPython 3.`minor` takes, the best first."""
    version, platforms = (3, minor), [PLATFORM]
    return [
        *cpython_tags(version, platforms=platforms),
        *compatible_tags(version, interpreter=f"cp3{minor}", platforms=platforms),
    ]


def _offered(folder: Path) -> dict[tuple[str, str], list[tuple[Path, frozenset[Tag]]]]:
    """The wheels of a folder by name and version; what is no wheel is passed over."""
    if not folder.is_dir():
        raise HostError(f"找不到组件文件夹“{folder}”")
    offered: dict[tuple[str, str], list[tuple[Path, frozenset[Tag]]]] = {}
    for path in sorted(folder.glob("*.whl")):
        try:
            name, version, _, tags = parse_wheel_filename(path.name)
        except InvalidWheelFilename:
            continue
        offered.setdefault((str(name), str(version)), []).append((path, tags))
    return offered


def _checked(pin: Pin, path: Path) -> Wheel:
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise FileError(f"不能读取“{path}”。请检查是否被别的程序占用") from error
    if sha256 not in pin.hashes:
        raise FileError(
            f"组件“{path.name}”与 requirements.lock 里的校验值不符，没有使用："
            "可能没有下载完整，也可能被改动过。请删去它，重新下载"
        )
    return Wheel(pin, path, sha256)


def _missing(pins: Iterable[Pin], folder: Path, minor: int) -> str:
    names = " ".join(map(str, pins))
    command = f"pip download --no-deps --only-binary=:all: --platform {PLATFORM} --python-version 3.{minor}"
    return (
        f"“{folder}”里缺少 Python 3.{minor} 的 64 位 Windows 组件：{names}。"
        f"请在能上网的电脑上执行：{command} -d wheels {names}，再把下载的文件拷进来"
    )
