"""A workbook opened in LibreOffice Calc so that its buttons press: what `xltools open` does on Linux."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from xltools.errors import HostError
from xltools.folders import has_macros
from xltools.hosts.calc import storing
from xltools.hosts.calc.bridge import MODULE, macros_file, put_bridge, stored_event, watch_stores
from xltools.hosts.calc.office import Office, start_office
from xltools.hosts.calc.profile import launcher_in, write_launcher, write_macros
from xltools.hosts.calc.saved import macros_of
from xltools.hosts.replace import refuse_if_open

_ALWAYS = 4
"""The workbook's macros run without a question (`document.MacroExecMode`): it was opened for its buttons."""


@dataclass(frozen=True, slots=True)
class Pressing:
    """The LibreOffice an officer presses buttons in; it goes on when this object is gone."""

    office: Office
    url: str

    @property
    def pipe(self) -> str:
        """Where it listens."""
        return self.office.pipe

    def wait(self, seconds: float | None = None) -> None:
        """Until the officer has closed LibreOffice. TimeoutExpired where that takes longer."""
        self.office.process.wait(seconds)

    def stop(self) -> None:
        """End it without saving."""
        self.office.stop()


def open_for_pressing(path: str | Path) -> Pressing:
    """Open a workbook with macros in a LibreOffice of its own, in a window, with its buttons at work.

    HostError where it is open elsewhere, has no buttons, or LibreOffice does not come up.
    """
    path = Path(path).resolve()
    refuse_if_open(path)
    macros = macros_of(path) if has_macros(path) else None
    if macros is None:
        raise HostError(
            f"“{path.name}”里没有按钮。请打开下发的 .xlsm 工作簿；不用按钮的，直接用 LibreOffice 打开"
        )
    _refuse_without_screen()
    office = start_office(visible=True, prepare=_prepared)
    try:
        launcher = launcher_in(office.profile)
        with office.connection as connection:
            watch_stores(connection)
            model = storing.load(connection, path, hidden=False, macros=_ALWAYS)
            macros_file(launcher, model.RuntimeUID).write_bytes(macros)
            put_bridge(model, launcher, office.pipe)
            url = str(model.URL)
    except BaseException:
        with contextlib.suppress(HostError):
            office.stop()
        raise
    office.connection.close()
    return Pressing(office, url)


def _refuse_without_screen() -> None:
    """LibreOffice would start all the same, and nobody would see it."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in screens):
        raise HostError("这里没有图形界面，看不到 LibreOffice 的窗口。请在桌面上打开工作簿")


def _prepared(profile: Path, pipe: str) -> None:
    write_launcher(profile)
    write_macros(profile, MODULE, stored_event(launcher_in(profile), pipe))
