"""Messages to the officer, in the window of their workbook."""

from __future__ import annotations

from typing import Any

from xltools.hosts.calc.connection import Connection
from xltools.hosts.calc.unolib import enum

NO_ANSWER = {"ok": "ok", "ok_cancel": "cancel", "yes_no": "no", "yes_no_cancel": "cancel"}
"""Where nobody is there to answer, what is asked is not done."""

_BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}
_ANSWERS = ("cancel", "ok", "yes", "no")
"""Of `com.sun.star.awt.MessageBoxButtons` and `MessageBoxResults`."""


def front_window(connection: Connection) -> Any:
    """The window the officer has in front."""
    frame = connection.desktop.getCurrentFrame()
    return frame.ContainerWindow if frame else None


def show_message(connection: Connection, window: Any, prompt: str, title: str, buttons: str) -> str:
    """Show a message and wait for the button that is pressed; `window` None is the middle of the screen."""
    kind = enum("awt.MessageBoxType", "INFOBOX" if buttons == "ok" else "QUERYBOX")
    toolkit = connection.service("awt.Toolkit")
    box = toolkit.createMessageBox(window, kind, _BUTTONS.get(buttons, 1), title or "提示", prompt)
    answer = connection.wait_for_officer(box.execute)
    box.dispose()
    return _ANSWERS[answer] if answer < len(_ANSWERS) else "cancel"
