"""What the bridge starts when a button is pressed in LibreOffice Calc.

    python -m xltools.hosts.calc.pressed PIPE DOCURL COMMAND [SIGN]

COMMAND is what the workbook's macro hands to RunPython; nothing but the press of a button is taken from it.
SIGN is a file made at once, to show that Python has come up. Whatever fails is told in a message box.
"""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from xltools import TITLE
from xltools.errors import UsageError, XltoolsError, unforeseen
from xltools.hosts.calc.messages import front_window, show_message
from xltools.hosts.calc.opening import attached, connect

_COMMAND = re.compile(r"import xltools\.live; xltools\.live\.press\('([a-z]\w*)'\)", re.ASCII)


def main(arguments: Sequence[str]) -> None:
    """Press, and tell whatever went wrong."""
    pipe, url, command, *sign = arguments
    for path in sign:
        Path(path).touch()
    try:
        press(pipe, url, key_of(command))
    except XltoolsError as error:
        tell(pipe, str(error))
    except Exception as error:  # a fault of the toolkit: the officer gets a sentence, the log the rest
        tell(pipe, str(unforeseen(error)))


def press(pipe: str, url: str, key: str) -> None:
    """Press a button of the workbook that is open under a URL."""
    with attached(pipe, url):
        from xltools import live

        live.press(key)


def key_of(command: str) -> str:
    """The button in a command of the workbook's macro. UsageError where it is anything else."""
    found = _COMMAND.fullmatch(command)
    if found is None:
        raise UsageError("这个按钮的宏不是本工具的，没有执行。请换用下发的工作簿")
    return found[1]


def tell(pipe: str, text: str) -> None:
    """Show a sentence in the window that is in front; where there is none left, in the terminal."""
    print(text, file=sys.stderr)
    with contextlib.suppress(XltoolsError):
        connection = connect(pipe)
        with connection:
            show_message(connection, front_window(connection), text, TITLE, "ok")
        connection.close()


if __name__ == "__main__":
    main(sys.argv[1:])
