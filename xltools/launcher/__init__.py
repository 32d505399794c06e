"""The toolkit without Excel: for WPS, and for computers on which macros are blocked.

Double-clicked it lists the workbooks of the folder; a workbook or folder may also be dropped on it. It
presses the buttons on the closed file and opens the result. Plain input and output, as any console has them,
and nothing imported before it is needed: the menu is there at once. Not yet run on Windows.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def launch(paths: Sequence[Path] = ()) -> int:
    """The whole session, from the workbooks or folders given (else the current folder); the exit code."""
    from xltools.launcher.session import session

    return session(paths)
