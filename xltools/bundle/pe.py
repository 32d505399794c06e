"""What the header of a Windows program tells: for which processor it is, its version, the DLLs it needs."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

AMD64 = 0x8664
MACHINES = {AMD64: "64 位", 0x014C: "32 位", 0xAA64: "ARM64"}

_FIXED_FILE_INFO = struct.pack("<II", 0xFEEF04BD, 0x00010000)
_PLUS = 0x20B  # a 64-bit optional header
_IMPORTS, _DELAYED = (1, 20, 12), (13, 32, 4)  # data directory, size of a row, where in it the name is


@dataclass(frozen=True, slots=True)
class Program:
    """An .exe, .dll or .pyd in memory. Any of its methods raises ValueError where the file is none."""

    data: bytes

    def machine(self) -> int:
        """The processor, as in MACHINES."""
        return self._number("<H", self._header() + 4)

    def version(self) -> tuple[int, int, int, int] | None:
        """The version in its resources: python.exe of 3.11.9 says (3, 11, 9150, 1013)."""
        at = self.data.find(_FIXED_FILE_INFO)
        if at < 0:
            return None
        high, low = self._number("<I", at + 8), self._number("<I", at + 12)
        return high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF

    def dlls(self) -> list[str]:
        """The DLLs it is linked to, in lower case, also those loaded only when used."""
        return [name.lower() for table in (_IMPORTS, _DELAYED) for name in self._linked(*table)]

    def _linked(self, directory: int, size: int, name_at: int) -> Iterator[str]:
        optional = self._header() + 24
        tables = optional + (112 if self._number("<H", optional) == _PLUS else 96)
        address = self._number("<I", tables + 8 * directory)
        if not address:
            return
        row = self._place(address)
        while any(self.data[row : row + size]):
            yield self._text(self._place(self._number("<I", row + name_at)))
            row += size

    def _place(self, address: int) -> int:
        """Where in the file an address of the loaded program lies."""
        header = self._header()
        sections = header + 24 + self._number("<H", header + 20)
        for at in range(sections, sections + 40 * self._number("<H", header + 6), 40):
            length, start, stored, place = (self._number("<I", at + skip) for skip in (8, 12, 16, 20))
            if start <= address < start + max(length, stored):
                return address - start + place
        raise ValueError("an address outside every section")

    def _header(self) -> int:
        if self.data[:2] != b"MZ":
            raise ValueError("not a Windows program")
        at = self._number("<I", 0x3C)
        if self.data[at : at + 4] != b"PE\0\0":
            raise ValueError("not a Windows program")
        return at

    def _text(self, at: int) -> str:
        end = self.data.find(b"\0", at)
        return self.data[at : max(end, at)].decode("ascii", "replace")

    def _number(self, form: str, at: int) -> int:
        try:
            return int(struct.unpack_from(form, self.data, at)[0])
        except struct.error:
            raise ValueError("cut off") from None
