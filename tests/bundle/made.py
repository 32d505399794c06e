"""Made-up inputs: Windows programs of a header only, an embeddable Python of them, wheels of a few lines."""

from __future__ import annotations

import base64
import hashlib
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

AMD64, I386, ARM64 = 0x8664, 0x014C, 0xAA64
MOMENT = (2024, 4, 2, 10, 11, 12)
"""The date of the made-up Python."""

_SECTION = 0x200


def program(machine: int = AMD64, dlls: Sequence[str] = (), version: tuple[int, ...] | None = None) -> bytes:
    """A Windows program that nobody can run, with a true header, imports and version."""
    plus = machine != I386
    optional = bytearray(240 if plus else 224)
    struct.pack_into("<H", optional, 0, 0x20B if plus else 0x10B)
    rows, names = b"", b""
    names_from = 20 * (len(dlls) + 1)
    for dll in dlls:
        rows += struct.pack("<IIIII", 0, 0, 0, 0x1000 + names_from + len(names), 0)
        names += dll.encode() + b"\0"
    section = rows + bytes(20) + names
    if dlls:
        struct.pack_into("<II", optional, (112 if plus else 96) + 8, 0x1000, len(rows) + 20)
    if version:
        major, minor, micro, build = version
        section += struct.pack("<IIII", 0xFEEF04BD, 0x10000, major << 16 | minor, micro << 16 | build)
    header = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40)
    coff = b"PE\0\0" + struct.pack("<HHIIIHH", machine, 1, 0, 0, 0, len(optional), 0x22)
    row = struct.pack("<8sIIIIIIHHI", b".rdata", len(section), 0x1000, len(section), _SECTION, 0, 0, 0, 0, 0)
    return (header + coff + bytes(optional) + row).ljust(_SECTION, b"\0") + section


def embedded_files(minor: int = 11, machine: int = AMD64, micro: int = 9) -> dict[str, bytes]:
    """What the official package has at the least."""
    exe = program(machine, [f"python3{minor}.dll", "vcruntime140.dll"], (3, minor, micro * 1000 + 150, 1013))
    return {
        "python.exe": exe,
        "pythonw.exe": exe,
        f"python3{minor}.dll": program(machine, ["vcruntime140.dll", "kernel32.dll"]),
        "python3.dll": program(machine),
        "vcruntime140.dll": program(machine),
        "vcruntime140_1.dll": program(machine),
        f"python3{minor}.zip": b"the standard library",
        f"python3{minor}._pth": f"python3{minor}.zip\r\n.\r\n\r\n#import site\r\n".encode(),
        "LICENSE.txt": b"PSF LICENSE AGREEMENT",
    }


def embedded(folder: Path, files: Mapping[str, bytes] | None = None, minor: int = 11) -> Path:
    """A zip of such files."""
    path = folder / f"python-3.{minor}.9-embed-amd64.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (embedded_files(minor) if files is None else files).items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), data)
    return path


def wheel(
    folder: Path, name: str, files: Mapping[str, bytes], *, version: str = "1.0", tag: str = "py3-none-any",
    needs: Sequence[str] = (), metadata: str = "License-Expression: MIT\n", licence: bool = True,
) -> Path:  # fmt: skip
    """A wheel as pip takes it; `files` by their names in it."""
    info = f"{name}-{version}.dist-info"
    required = "".join(f"Requires-Dist: {need}\n" for need in needs)
    inside = {
        **files,
        f"{info}/METADATA": f"Name: {name}\nVersion: {version}\n{metadata}{required}".encode(),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n".encode(),
        **({f"{info}/licenses/LICENSE": f"The licence of {name}".encode()} if licence else {}),
    }
    rows = [f"{path},sha256={_digest(data)},{len(data)}" for path, data in inside.items()]
    inside[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,", ""]).encode()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for inner, data in inside.items():
            archive.writestr(zipfile.ZipInfo(inner, MOMENT), data)
    return path


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
