"""Zip files from outside, read without letting a name in them lead out of the folder."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from xltools.errors import FileError

MB = 1 << 20
MOST_BYTES = 400 * MB
"""More than any Python or component holds once unpacked."""

_ENCRYPTED = 0x1
_LINK = 0o120000
_FORBIDDEN = frozenset('\\:*?"<>|\0')
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def read_zip(path: Path) -> dict[str, bytes]:
    """Every file of a zip by its name. FileError in a sentence where it is damaged or not to be trusted."""
    with _told(path), zipfile.ZipFile(path) as archive:
        files = [info for info in archive.infolist() if not info.is_dir()]
        if sum(info.file_size for info in files) > MOST_BYTES:
            raise FileError(f"“{path.name}”解开后超过 {MOST_BYTES // MB} MB，不是要用的那种文件，没有解开")
        _refuse_names(path, files)
        return {info.filename: archive.read(info) for info in files}


def newest_member(path: Path) -> tuple[int, int, int, int, int, int]:
    """The latest date in the zip: a moment that depends on the file alone."""
    with _told(path), zipfile.ZipFile(path) as archive:
        return max(info.date_time for info in archive.infolist())


def safe_name(name: str) -> bool:
    """Whether a name stays below the folder on Windows as well as here."""
    return all(
        part and part[-1] not in " ." and not set(part) & _FORBIDDEN and not _DEVICE.fullmatch(part)
        for part in name.split("/")
    )


def _refuse_names(path: Path, files: list[zipfile.ZipInfo]) -> None:
    bad = [
        i.filename for i in files if not safe_name(i.filename) or (i.external_attr >> 16) & 0o170000 == _LINK
    ]
    if bad:
        raise FileError(f"“{path.name}”里有指向别处的文件名“{bad[0]}”，没有解开。请重新下载")
    if len({str(PurePosixPath(i.filename)).casefold() for i in files}) < len(files):
        raise FileError(f"“{path.name}”里有重名的文件，没有解开。请重新下载")
    if any(i.flag_bits & _ENCRYPTED for i in files):
        raise FileError(f"“{path.name}”设了密码，不能使用。请重新下载")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise FileError(f"找不到“{path}”") from None
    except IsADirectoryError:
        raise FileError(f"“{path}”是文件夹，要的是 zip 文件") from None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise FileError(f"“{path.name}”不是 zip 文件，或已损坏。请重新下载") from error
    except OSError as error:
        raise FileError(f"不能读取“{path}”。请检查是否被别的程序占用") from error
