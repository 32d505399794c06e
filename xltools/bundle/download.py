"""The Windows wheels fetched with pip, whatever system this runs on; what pip says, told in a sentence."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from xltools.bundle.lockfile import Pin
from xltools.bundle.wheels import PLATFORM
from xltools.errors import FileError, HostError, XltoolsError

SECONDS = 1800
"""A slow line may take this long; after that something is wrong."""

_MODES = (
    "--quiet", "--no-input", "--disable-pip-version-check", "--retries", "2",
    "--no-deps", "--only-binary=:all:", "--require-hashes",
    "--platform", PLATFORM, "--implementation", "cp",
)  # fmt: skip

_OFFLINE = (
    "没有连上软件源，组件没有下载下来。请检查网络或代理后再试；"
    "不能上网时，在别处下载好组件放进一个文件夹，用 --wheels 指明"
)
_REASONS: tuple[tuple[str, type[XltoolsError], str], ...] = (
    (
        "No module named pip", HostError,
        "这台电脑的 Python 没有 pip，不能下载组件。请用 --wheels 指明已下载好的组件",
    ),
    (
        "DO NOT MATCH THE HASHES", FileError,
        "下载到的组件与 requirements.lock 里的校验值不符，可能被改动过，没有使用。请换一个软件源再试",
    ),
    (r"No space left|\[Errno 28\]|\[WinError 112\]", HostError, "磁盘已满，组件没有下载下来。请清理后再试"),
    (
        r"ConnectionError|ConnectTimeout|ReadTimeout|Read timed out|ProxyError|SSLError|CERTIFICATE_VERIFY|"
        r"[Cc]onnection (?:refused|reset|aborted|broken)|name resolution|getaddrinfo|unreachable",
        HostError, _OFFLINE,
    ),
)  # fmt: skip
_NOT_OFFERED = re.compile(r"No matching distribution found for ([\w.-]+==[\w.]+)")


def download(pins: Sequence[Pin], folder: Path, minor: int) -> None:
    """Fetch one wheel a pin into `folder`, from wherever pip is set up to look."""
    wanted = folder / "wanted.txt"
    folder.mkdir(parents=True, exist_ok=True)
    wanted.write_text("".join(f"{pin.line()}\n" for pin in pins), encoding="utf-8")
    where = ("--python-version", f"3.{minor}", "--dest", str(folder), "--requirement", str(wanted))
    command = [sys.executable, "-m", "pip", "download", *_MODES, *where]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        raise HostError(_OFFLINE) from None
    if done.returncode:
        raise refusal(done.stderr + done.stdout, minor)


def refusal(said: str, minor: int) -> XltoolsError:
    """What pip said, as a sentence."""
    for pattern, kind, sentence in _REASONS:
        if re.search(pattern, said):
            return kind(sentence)
    if missing := _NOT_OFFERED.search(said):
        return HostError(
            f"软件源里没有 {missing[1]} 的 64 位 Windows 版（Python 3.{minor}）。"
            "请换一个软件源，或换一个 Python 版本的嵌入式包"
        )
    last = next((line for line in reversed(said.splitlines()) if line.strip()), "没有说明原因")
    return HostError(f"组件没有下载下来。pip 的说明：{last.strip()}")
