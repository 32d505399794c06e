"""What the checks ask of Windows, and nothing more: so small that a test can play any computer."""

from __future__ import annotations

import ctypes
import importlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol, TypeAlias

Value: TypeAlias = str | int

HIVES = {
    "HKCU": "HKEY_CURRENT_USER",
    "HKLM": "HKEY_LOCAL_MACHINE",
    "HKCR": "HKEY_CLASSES_ROOT",
}
_REMOTE = 4
"""What GetDriveType calls a network drive."""


class Windows(Protocol):
    r"""Keys are written as HKCU\Software\…; what is not there, or may not be read, is None or empty."""

    @property
    def environment(self) -> Mapping[str, str]: ...
    def values(self, key: str) -> Mapping[str, Value]:
        """The values of a key by name in lower case; the default value is named ''."""

    def subkeys(self, key: str) -> list[str]: ...
    def stream(self, path: str, name: str) -> str | None:
        """An alternate data stream of a file, such as Zone.Identifier."""

    def is_file(self, path: str) -> bool: ...
    def is_network_drive(self, path: str) -> bool: ...


def value(windows: Windows, key: str, name: str = "") -> Value | None:
    """One value of a key."""
    return windows.values(key).get(name.lower())


def text(windows: Windows, key: str, name: str = "") -> str:
    """One value of a key as text, empty where there is none."""
    found = value(windows, key, name)
    return found if isinstance(found, str) else ""


def expanded(windows: Windows, path: str) -> str:
    """A path with its %VARIABLES% filled in; an unknown one stays as it is written."""
    known = {name.casefold(): value for name, value in windows.environment.items()}
    return re.sub(r"%([^%]+)%", lambda found: known.get(found[1].casefold(), found[0]), path)


class ThisWindows:
    """The computer the program runs on. Written from the documentation; not yet run on Windows."""

    def __init__(self) -> None:
        self._registry: Any = importlib.import_module("winreg")

    @property
    def environment(self) -> Mapping[str, str]:
        return os.environ

    def values(self, key: str) -> Mapping[str, Value]:
        entries = self._listed(key, self._registry.EnumValue)
        return {name.lower(): value for name, value, *_ in entries if isinstance(value, (str, int))}

    def subkeys(self, key: str) -> list[str]:
        return self._listed(key, self._registry.EnumKey)

    def stream(self, path: str, name: str) -> str | None:
        try:
            return Path(f"{path}:{name}").read_text("utf-8", errors="replace")
        except (OSError, ValueError):
            return None

    def is_file(self, path: str) -> bool:
        try:
            return Path(path).is_file()
        except (OSError, ValueError):
            return False

    def is_network_drive(self, path: str) -> bool:
        system: Any = getattr(ctypes, "windll", None)
        drive = os.path.splitdrive(path)[0]
        return bool(system and drive) and system.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE

    def _listed(self, key: str, one: Any) -> list[Any]:
        """Everything that EnumValue or EnumKey yields; nothing where the key is not there or closed to us."""
        hive, _, path = key.partition("\\")
        found: list[Any] = []
        try:
            with self._registry.OpenKey(getattr(self._registry, HIVES[hive]), path) as opened:
                while True:
                    found.append(one(opened, len(found)))
        except OSError:  # no such key, no right to read it, or no more entries
            return found
