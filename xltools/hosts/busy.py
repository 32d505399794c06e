"""One press on a workbook at a time: a second click or launcher does not run into the first."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from xltools.errors import HostError


@contextlib.contextmanager
def one_press(workbook: str | Path) -> Iterator[None]:
    """HostError at once where a press on the same workbook is still running on this computer.

    The operating system holds the lock: it goes with the process, however that ends.
    """
    lock = FileLock(_lock_file(workbook))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        name = Path(workbook).name
        raise HostError(f"“{name}”上一次按的按钮还没有办完，这一次没有执行。请等它提示完成后再按") from None
    except OSError as error:
        raise HostError(
            f"临时文件夹“{tempfile.gettempdir()}”不能写入，按钮没有执行。请清理磁盘或检查权限"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _lock_file(workbook: str | Path) -> Path:
    same = os.path.normcase(Path(workbook).resolve())
    return Path(tempfile.gettempdir(), f"xltools-{hashlib.sha256(same.encode()).hexdigest()[:16]}.lock")
