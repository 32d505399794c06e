"""The finished python/ held against itself: one processor, one Python version, every DLL there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from email import message_from_string
from pathlib import PurePosixPath

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from xltools.bundle.lockfile import windows
from xltools.bundle.pe import AMD64, Program
from xltools.bundle.wheels import Wheel
from xltools.errors import HostError

PROGRAMS = (".exe", ".dll", ".pyd")
FOR_32_BIT_EXCEL = re.compile(r"xlwings32-.*\.dll")
"""Loaded by a 32-bit Excel, which talks to the 64-bit Python in another process."""

NOT_IN_WINDOWS = re.compile(r"(msvc|mfc|vcruntime|vcomp|vccorlib|concrt|atl\d|python|pywintypes|lib).*")
"""DLLs that a PC has only where somebody installed them: the VC++ run-time library, Python and its kin."""

_TAGGED = re.compile(r".*\.cp(\d+)-.*\.pyd")


def check_programs(files: Mapping[str, bytes], minor: int) -> None:
    """HostError where a program below python/ would not load on 64-bit Windows."""
    faults = list(_foreign(files, minor)) or list(_without_dlls(files))
    if faults:
        raise HostError(f"组件互相配不上，打出的文件夹在 Windows 上用不了：{'；'.join(faults[:5])}")


def check_dependencies(wheels: Iterable[Wheel], minor: int) -> None:
    """HostError where a component asks for another one, or another version, than is there."""
    wheels = list(wheels)
    versions = {wheel.pin.name: wheel.pin.version for wheel in wheels}
    faults = [
        f"{wheel.pin.name} 要 {asked}"
        for wheel in wheels
        for asked in _asked(wheel, minor)
        if not _met(asked, versions)
    ]
    if faults:
        raise HostError(f"requirements.lock 不完整：{'；'.join(faults)}。请执行 make lock 后再试")


def _foreign(files: Mapping[str, bytes], minor: int) -> Iterator[str]:
    for path, data in files.items():
        name = PurePosixPath(path).name
        tag = _TAGGED.fullmatch(name)
        if name.endswith(".so") or (tag and tag[1] != f"3{minor}"):
            yield f"{path} 不是给 Windows 上的 Python 3.{minor} 的"
        elif _is_program(name) and not _is_64_bit(data):
            yield f"{path} 不是 64 位的 Windows 程序"


def _is_program(name: str) -> bool:
    return name.lower().endswith(PROGRAMS) and not FOR_32_BIT_EXCEL.fullmatch(name)


def _is_64_bit(data: bytes) -> bool:
    try:
        return Program(data).machine() == AMD64
    except ValueError:
        return False


def _without_dlls(files: Mapping[str, bytes]) -> Iterator[str]:
    programs = {path: data for path, data in files.items() if path.lower().endswith(PROGRAMS)}
    there = {PurePosixPath(path).name.lower() for path in programs}
    for path, data in programs.items():
        for dll in Program(data).dlls():
            if dll not in there and NOT_IN_WINDOWS.fullmatch(dll):
                yield f"{path} 要用的 {dll} 不在其中"


def _asked(wheel: Wheel, minor: int) -> Iterator[Requirement]:
    environment = {**windows(minor), "extra": ""}
    for line in message_from_string(wheel.own("METADATA")).get_all("Requires-Dist", []):
        asked = Requirement(line)
        if asked.marker is None or asked.marker.evaluate(environment):
            yield asked


def _met(asked: Requirement, versions: Mapping[str, str]) -> bool:
    there = versions.get(canonicalize_name(asked.name))
    return there is not None and asked.specifier.contains(there, prereleases=True)
