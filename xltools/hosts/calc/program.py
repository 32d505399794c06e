"""LibreOffice as the program behind an xlwings App."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from xltools.hosts.calc import storing
from xltools.hosts.calc.answered import answered
from xltools.hosts.calc.connection import Connection
from xltools.hosts.calc.document import CalcDocument
from xltools.hosts.calc.messages import NO_ANSWER, show_message
from xltools.hosts.calc.unolib import options
from xltools.hosts.document import Document

Wrap = Callable[[Document], Document]


def as_it_is(document: Document) -> Document:
    """No wrapping."""
    return document


@answered
class CalcProgram:
    """Implements `Program`.

    What is set for a screen holds for every workbook this object opened or was given, and is undone by
    `quit`. Where no officer sees the program (`visible` False) messages are only kept.
    """

    def __init__(self, connection: Connection, visible: bool = False, wrap: Wrap = as_it_is) -> None:
        self._connection = connection
        self._visible = visible
        self._wrap = wrap
        self._documents: list[CalcDocument] = []
        self._screen_updating = self._interactive = True
        self._status: str | Literal[False] = False
        self._indicator: Any = None
        self.alerts: list[str] = []

    @property
    def version(self) -> str:
        """LibreOffice's own, such as 7.4."""
        provider = self._connection.service("configuration.ConfigurationProvider")
        access = "com.sun.star.configuration.ConfigurationAccess"
        product = options(nodepath="/org.openoffice.Setup/Product")
        return str(provider.createInstanceWithArguments(access, product).ooSetupVersion)

    def open(self, path: Path) -> Document:
        """A workbook that is open here already is not opened twice, and stays open afterwards."""
        known = storing.find(self._connection, path)
        model = known or storing.load(self._connection, path, hidden=self._visible)
        return self._kept(CalcDocument(model, self._connection, self._is_still, own=known is None))

    def adopt(self, model: Any) -> Document:
        """A workbook that the officer has open."""
        return self._kept(CalcDocument(model, self._connection, self._is_still, own=False))

    @property
    def screen_updating(self) -> bool:
        return self._screen_updating

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if value != self._screen_updating:
            self._screen_updating = value
            for document in self._open_documents():
                document.hold_still(not value)

    @property
    def interactive(self) -> bool:
        """Whether the officer can type into the workbooks."""
        return self._interactive

    @interactive.setter
    def interactive(self, value: bool) -> None:
        if value != self._interactive:
            self._interactive = value
            for document in self._open_documents() if self._visible else ():
                document.screen.enable(value)

    @property
    def calculation(self) -> str:
        return next((document.calculation for document in self._open_documents()), "automatic")

    @calculation.setter
    def calculation(self, value: str) -> None:
        for document in self._open_documents():
            document.calculation = value

    @property
    def status_bar(self) -> str | Literal[False]:
        return self._status

    @status_bar.setter
    def status_bar(self, value: str | Literal[False]) -> None:
        self._status = value
        if value is False:
            if self._indicator is not None:
                self._indicator.end()
            self._indicator = None
        elif self._indicator is not None:
            self._indicator.setText(value)
        elif self._documents:
            self._indicator = self._documents[0].screen.status_indicator()
            self._indicator.start(value, 0)

    def alert(self, prompt: str, title: str, buttons: str) -> str:
        self.alerts.append(prompt)
        if not self._visible:
            return NO_ANSWER.get(buttons, "cancel")
        window = self._documents[0].screen.window if self._documents else None
        return show_message(self._connection, window, prompt, title, buttons)

    def quit(self) -> None:
        """Undo what was set for the screen; LibreOffice itself goes on."""
        for name, value in (("status_bar", False), ("screen_updating", True), ("interactive", True)):
            with contextlib.suppress(Exception):
                setattr(self, name, value)
        for document in self._documents:
            document.close()

    def _kept(self, document: CalcDocument) -> Document:
        if not self._screen_updating:
            document.hold_still(True)
        self._documents.append(document)
        return self._wrap(document)

    def _open_documents(self) -> list[CalcDocument]:
        return [document for document in self._documents if not document.closed]

    def _is_still(self) -> bool:
        """Nobody types into a program that is not seen, or whose windows are locked."""
        return not (self._visible and self._interactive)
