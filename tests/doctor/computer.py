"""A Windows computer made up for a test: its registry, its files, its environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xltools.doctor.facts import Value
from xltools.doctor.finding import Finding

EXCEL_EXE = r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"
CLASS = "{00024500-0000-0000-C000-000000000046}"
APP_PATH = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"


@dataclass
class Computer:
    """`registry` maps a key to its values; keys and names are found in any letter case, as on Windows."""

    registry: dict[str, dict[str, Value]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    streams: dict[tuple[str, str], str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    network_drives: set[str] = field(default_factory=set)

    def values(self, key: str) -> dict[str, Value]:
        known = {name.casefold(): values for name, values in self.registry.items()}
        return {name.lower(): value for name, value in known.get(key.casefold(), {}).items()}

    def subkeys(self, key: str) -> list[str]:
        below = f"{key}\\".casefold()
        found = [name[len(below) :] for name in self.registry if name.casefold().startswith(below)]
        return list(dict.fromkeys(name.split("\\")[0] for name in found))

    def stream(self, path: str, name: str) -> str | None:
        return self.streams.get((path, name))

    def is_file(self, path: str) -> bool:
        return path in self.files

    def is_network_drive(self, path: str) -> bool:
        return path[:2].upper() in self.network_drives


def with_excel(**more: object) -> Computer:
    """A computer with a 64-bit Excel of Microsoft 365 and nothing odd."""
    computer = Computer(**more)  # type: ignore[arg-type]
    computer.registry = {
        APP_PATH: {"": EXCEL_EXE},
        CLICK_TO_RUN: {"VersionToReport": "16.0.17928.20114", "Platform": "x64"},
        r"HKCR\Excel.Application\CLSID": {"": CLASS},
        rf"HKCR\CLSID\{CLASS}\LocalServer32": {"": f'"{EXCEL_EXE}" /automation'},
        **computer.registry,
    }
    computer.files |= {EXCEL_EXE}
    return computer


def only(findings: list[Finding], what: str) -> Finding:
    """The one finding on a subject: of that name, else with it in its name."""
    named = [finding for finding in findings if finding.what == what]
    found = named or [finding for finding in findings if what in finding.what]
    assert len(found) == 1, [finding.what for finding in findings]
    return found[0]


def is_a_note(finding: Finding, *words: str) -> bool:
    """Not as it should be, but the launcher still works; and the text has these words."""
    said = str(finding)
    assert all(word in said for word in words), said
    return said.startswith("注意　") and not finding.blocking and finding.remedy != ""
