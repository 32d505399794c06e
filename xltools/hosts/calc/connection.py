"""The line to a running LibreOffice, over which every call is answered, refused in a sentence or cut off."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from xltools.errors import HostError
from xltools.hosts.calc.unolib import uno, uno_error

PATIENCE = 180.0
"""Seconds one call may take; loading and calculating a very large workbook is the longest there is."""

_POLL = 0.5


class Connection:
    """`context` and `desktop` of a LibreOffice that listens on a pipe.

    Whatever is asked of it is asked within `with connection:`: what UNO raises comes out as a HostError,
    and a program that does not answer for `patience` seconds is given up by calling `give_up`.
    """

    def __init__(self, pipe: str, patience: float = PATIENCE) -> None:
        local = uno().getComponentContext()
        manager = local.ServiceManager
        connector = manager.createInstanceWithContext("com.sun.star.connection.Connector", local)
        factory = manager.createInstanceWithContext("com.sun.star.bridge.BridgeFactory", local)
        self._line = connector.connect(f"pipe,name={pipe}")
        self._bridge = factory.createBridge("", "urp", self._line, None)
        self.context: Any = self._bridge.getInstance("StarOffice.ComponentContext")
        self.desktop: Any = self.service("frame.Desktop")
        self.give_up: Callable[[], None] = self._hang_up
        self.lost = False
        self.opened: list[Path] = []
        """Files opened over this line."""
        self._patience = patience
        self._depth = 0
        self._since: float | None = None
        self._ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True, name="calc-watch").start()

    def service(self, name: str) -> Any:
        """A service of the running program, such as `awt.Toolkit`."""
        manager = self.context.ServiceManager
        return manager.createInstanceWithContext(f"com.sun.star.{name}", self.context)

    def __enter__(self) -> Connection:
        if not self._depth:
            self._since = time.monotonic()
        self._depth += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._depth -= 1
        if not self._depth:
            self._since = None
        if isinstance(error, uno_error()):
            raise self._sentence(error) from error

    def wait_for_officer(self, answer: Callable[[], int]) -> int:
        """What somebody answers, who may take any time."""
        self._since = None
        try:
            return answer()
        finally:
            self._since = time.monotonic()

    def close(self) -> None:
        """Watch no longer; the line ends when nothing that came over it is in use.

        A bridge that is disposed of by force would be the last of this process.
        """
        self._ended.set()

    def _watch(self) -> None:
        while not self._ended.wait(_POLL):
            since = self._since
            if since is not None and time.monotonic() - since > self._patience:
                self.lost = True
                self.give_up()
                return

    def _hang_up(self) -> None:
        """Cut the line, so that the call under way comes back with an error."""
        with contextlib.suppress(Exception):
            self._line.close()

    def _answers(self) -> bool:
        try:
            return self._bridge.getInstance("StarOffice.ComponentContext") is not None
        except Exception:  # a line that is gone raises whatever it finds
            return False

    def _sentence(self, error: BaseException) -> HostError:
        name, message = type(error).__name__, str(getattr(error, "Message", "") or "").strip()
        if self.lost:
            return HostError(
                f"LibreOffice 超过 {self._patience:.0f} 秒没有响应，已不再等它，结果可能没有写全。"
                "请关闭 LibreOffice（不保存），重新打开工作簿再试"
            )
        if name == "DisposedException" or not self._answers():
            return HostError(
                "LibreOffice 或其中的工作簿已被关闭，结果可能没有写全。请重新打开工作簿，核对后再试"
            )
        return HostError(
            f"LibreOffice 没有办成这一步（{message or name}）。请重新打开工作簿再试；仍不行，请告诉维护人员"
        )
