"""What is frozen when a letter is issued: hashes of files, and whether a document carries its number."""

from __future__ import annotations

import re
import zipfile
import zlib
from lzma import LZMAError
from pathlib import Path

from xltools.register.rows import checksum

_LARGEST = 100 << 20
"""Bytes of text beyond which a file is no letter but a bomb."""

_TAG = re.compile(rb"<[^>]*>")
_TEXT = re.compile(r"word/(document|header\d*|footer\d*)\.xml")


def file_hash(path: Path) -> str | None:
    """16 hex digits of a file's bytes, None where it cannot be read."""
    try:
        return checksum(path.read_bytes())
    except OSError:
        return None


def carries(path: Path, number: str) -> bool:
    """Whether a document has the number printed in it: body, header or footer, however Word split its runs.

    What is no .docx (a scan, a .pdf) is taken for final: its text cannot be told here.
    """
    try:
        with zipfile.ZipFile(path) as package:
            texts = [info for info in package.infolist() if _TEXT.fullmatch(info.filename)]
            if sum(info.file_size for info in texts) > _LARGEST:
                return False
            parts = [package.read(info) for info in texts]
    except (OSError, zipfile.BadZipFile, zlib.error, LZMAError, RuntimeError, NotImplementedError, EOFError):
        return path.suffix.lower() != ".docx"
    return any(number.encode() in _TAG.sub(b"", part) for part in parts)
