"""自检.bat starts this before `xltools doctor`: are all files there, and are they quick to load?

Excel starts Python so that it keeps no compiled files (-B): without them each press of a button compiles
every component again. So they are made here, once, where the folder can be written to.
"""

from __future__ import annotations

import compileall
import sys
from pathlib import Path

from xltools.bundle.manifest import DIGESTS, Changes, changes

SHOWN = 10
DAMAGED = 2
"""Exit code."""


def check(folder: Path) -> list[str]:
    """Sentences about files that are gone or changed; none where all is as it was made."""
    try:
        found = changes(folder)
    except OSError:
        return [f"没有找到 {DIGESTS}，不能核对文件。请重新解压整个文件夹"]
    return [*_told(found)]


def compile_all(site_packages: Path) -> bool:
    """Compile what is not compiled yet. False where the folder cannot be written to."""
    return bool(compileall.compile_dir(site_packages, quiet=2, workers=1))


def main() -> None:
    """Say what is wrong, else prepare the components."""
    root = Path(sys.prefix)
    problems = check(root.parent)
    print("\n".join(problems) or "正常　文件：与清单一致", flush=True)
    if problems:
        sys.exit(DAMAGED)
    print("正在准备组件，第一次要等几十秒……", flush=True)
    if not compile_all(root / "Lib" / "site-packages"):
        print("注意　组件没有全部准备好（文件夹可能是只读的），不影响使用，按按钮会慢几秒")


def _told(found: Changes) -> list[str]:
    told = []
    if found.missing:
        names = _some(found.missing)
        told.append(
            f"要处理　缺少文件：{names}。多半被杀毒软件隔离了，请在杀毒软件里恢复并信任本文件夹，或重新解压"
        )
    if found.changed:
        told.append(
            f"要处理　文件被改动过：{_some(found.changed)}。请重新解压整个文件夹；从别处得来的，先核对来源"
        )
    return told


def _some(names: list[str]) -> str:
    more = f" 等 {len(names)} 个" if len(names) > SHOWN else ""
    return "、".join(names[:SHOWN]) + more


if __name__ == "__main__":
    main()
