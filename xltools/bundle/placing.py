"""Where the files of a wheel go below python/: as pip puts them, the DLLs where Windows looks for them."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from xltools.bundle.embedded import SITE_PACKAGES
from xltools.bundle.leftout import left_out
from xltools.bundle.wheels import Wheel
from xltools.errors import HostError

Files = dict[str, bytes]
"""Contents by path with forward slashes."""

_DATA = re.compile(r"[^/]+\.data/(purelib|platlib|data)/(.+)")
_SIGNATURES = ("RECORD.jws", "RECORD.p7s")
_DLLS = "pywin32_system32/"
"""pywin32's own DLLs. Beside python.exe every part of pywin32 finds them without its post-install script."""

_REPLACED = ("import pywin32_bootstrap",)
"""Code in a .pth file that the places chosen here make needless."""


def placed(wheel: Wheel) -> Files:
    """What one wheel puts below python/, with its RECORD told anew."""
    name = wheel.pin.name
    kept = {_place(n): data for n, data in sorted(wheel.files.items()) if not left_out(name, n)}
    record = next((path for path in kept if path.endswith(".dist-info/RECORD")), None)
    if record is None:
        raise HostError(f"组件“{wheel.path.name}”里没有 RECORD，不能使用。请重新下载")
    kept = {path: data for path, data in kept.items() if not path.endswith(_SIGNATURES)}
    kept[record] = record_of(kept, record)
    return kept


def record_of(files: Mapping[str, bytes], record: str) -> bytes:
    """The RECORD of files below python/: paths from site-packages, SHA-256, sizes."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    for path in sorted(files):
        digest = base64.urlsafe_b64encode(hashlib.sha256(files[path]).digest()).rstrip(b"=").decode()
        told = ("", "") if path == record else (f"sha256={digest}", len(files[path]))
        rows.writerow((_from_site_packages(path), *told))
    return text.getvalue().encode("utf-8")


def path_lines(files: Mapping[str, bytes]) -> list[str]:
    """The folders that .pth files in site-packages add, as lines for the ._pth file.

    HostError for code in a .pth file that nothing here stands for.
    """
    lines: list[str] = []
    for path in sorted(files):
        if PurePosixPath(path).parent == PurePosixPath(SITE_PACKAGES) and path.endswith(".pth"):
            lines += _added_folders(path, files)
    return lines


def _added_folders(pth: str, files: Mapping[str, bytes]) -> Iterable[str]:
    for line in files[pth].decode("utf-8").splitlines():
        line = line.strip().replace("\\", "/")
        folder = f"{SITE_PACKAGES}/{line}"
        if line.startswith(("import ", "import\t")):
            if line not in _REPLACED:
                raise HostError(
                    f"组件的“{PurePosixPath(pth).name}”要执行“{line}”，嵌入式 Python 里不会执行，不能打包"
                )
        elif line and not line.startswith("#") and any(path.startswith(f"{folder}/") for path in files):
            yield folder


def _place(name: str) -> str:
    """A wheel's file below python/. Its `data` scheme is the folder of python.exe: xlwings' DLLs."""
    if name.startswith(_DLLS):
        return name.removeprefix(_DLLS)
    if not (match := _DATA.fullmatch(name)):
        return f"{SITE_PACKAGES}/{name}"
    return match[2] if match[1] == "data" else f"{SITE_PACKAGES}/{match[2]}"


def _from_site_packages(path: str) -> str:
    inside = path.removeprefix(f"{SITE_PACKAGES}/")
    return inside if inside != path else "../" * (SITE_PACKAGES.count("/") + 1) + path
