"""What the folder consists of, with SHA-256, and whether it is still as it was made.

Imports the standard library alone: it also runs in the folder, where something may be missing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MANIFEST = "清单.txt"
DIGESTS = "文件校验值.txt"
NOT_CHECKED = "尚未在 Windows 上核对"

_FIXED = ("python/",)
_FIXED_SUFFIX = ".bat"
"""What nobody but a new version changes; workbooks and templates are the officer's to change."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Files that are gone, or are not as they were made."""

    missing: list[str]
    changed: list[str]


def manifest_files(files: Mapping[str, bytes], heading: Mapping[str, str]) -> dict[str, bytes]:
    """清单.txt and 文件校验值.txt for everything else in the folder."""
    digests = "".join(f"{_sha256(files[path])}  {path}\n" for path in sorted(files)).encode("utf-8")
    lines = [
        *(f"{name}：{value}" for name, value in heading.items()), "",
        f"{_sha256(digests)}  {DIGESTS}（全部文件的 SHA-256，每行一个）", "",
        *(f"{digest}  {name}" for name, digest in components(files).items()), "",
        "文件夹的校验值，是 文件校验值.txt 里属于它的各行（UTF-8，换行 LF）合在一起的 SHA-256。",
        "核对一个文件：certutil -hashfile 文件名 SHA256；核对全部：双击 自检.bat。",
        f"{NOT_CHECKED}。", "",
    ]  # fmt: skip
    return {DIGESTS: digests, MANIFEST: "\r\n".join(lines).encode("utf-8-sig")}


def components(files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of each file and folder at the top; a folder's is that of its lines in 文件校验值.txt."""
    lines: dict[str, str] = {}
    found: dict[str, str] = {}
    for path in sorted(files):
        top, slash, _ = path.partition("/")
        digest = _sha256(files[path])
        if slash:
            lines[f"{top}/"] = lines.get(f"{top}/", "") + f"{digest}  {path}\n"
        else:
            found[path] = digest
    return found | {top: _sha256(text.encode("utf-8")) for top, text in lines.items()}


def changes(folder: Path) -> Changes:
    """What of the program in `folder` is no longer as it was made. Officers' own files are not looked at."""
    missing, changed = [], []
    for line in (folder / DIGESTS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        if not name.startswith(_FIXED) and not name.endswith(_FIXED_SUFFIX):
            continue
        try:
            if _sha256((folder / name).read_bytes()) != digest:
                changed.append(name)
        except OSError:
            missing.append(name)
    return Changes(missing, changed)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
