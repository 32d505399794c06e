"""The private folder of a LibreOffice of our own: its settings, and the program its macros start."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

_SETTINGS = (
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("/org.openoffice.Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("/org.openoffice.Office.Common/Misc", "CrashReport", "false"),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
    ("/org.openoffice.Setup/Product", "ooSetupLastVersion", "99.9"),
    ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("/org.openoffice.Office.Common/Save/Document", "WarnAlienFormat", "false"),
)
"""No greeting, no tip of the day, no notes on the release (for it the version was seen), no recovery, no
question whether an Excel workbook should stay one."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMES = 'xmlns:library="http://openoffice.org/2000/library"'
_SCRIPT = 'xmlns:script="http://openoffice.org/2000/script"'
_LIBRARIES = (
    f'<library:libraries {_NAMES} xmlns:xlink="http://www.w3.org/1999/xlink"><library:library '
    'library:name="Standard" xlink:href="$(USER)/basic/Standard/{kind}.xlb/" xlink:type="simple" '
    'library:link="false"/></library:libraries>'
)
_LIBRARY = (
    f'<library:library {_NAMES} library:name="Standard" library:readonly="false" '
    'library:passwordprotected="false">{elements}</library:library>'
)


def write_settings(profile: Path, more: Iterable[tuple[str, str, str]] = ()) -> None:
    """Have nothing pop up and nothing asked, from the first start on; `more` are settings of one use."""
    items = "".join(
        f'<item oor:path={quoteattr(path)}><prop oor:name={quoteattr(name)} oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>"
        for path, name, value in (*_SETTINGS, *more)
    )
    folder = profile / "user"
    folder.mkdir()
    (folder / "registrymodifications.xcu").write_text(
        f'{_HEAD}<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>\n',
        encoding="utf8",
    )


def launcher_in(profile: Path) -> Path:
    """The program that macros start."""
    return profile / "run"


def write_launcher(profile: Path) -> None:
    """A program that runs a module of this toolkit with this very Python: its path may have any sign in it,
    which Basic could not quote."""
    launcher = launcher_in(profile)
    launcher.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -P -m "$@"\n', encoding="utf8")
    launcher.chmod(0o700)


def write_macros(profile: Path, name: str, source: str) -> None:
    """Put a module into the program's own Basic library, where every document's events find it."""
    basic = profile / "user" / "basic"
    (basic / "Standard").mkdir(parents=True)
    for kind, elements in (("script", f'<library:element library:name="{name}"/>'), ("dialog", "")):
        (basic / f"{kind}.xlc").write_text(_HEAD + _LIBRARIES.format(kind=kind), encoding="utf8")
        (basic / "Standard" / f"{kind}.xlb").write_text(_HEAD + _LIBRARY.format(elements=elements), "utf8")
    tag = f'<script:module {_SCRIPT} script:name="{name}" script:language="StarBasic">'
    module = basic / "Standard" / f"{name}.xba"
    module.write_text(f"{_HEAD}{tag}{escape(source)}</script:module>", encoding="utf8")
