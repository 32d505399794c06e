"""The settings of a LibreOffice of our own: nothing that pops up, nothing that is asked."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

_SETTINGS = (
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("/org.openoffice.Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("/org.openoffice.Office.Common/Misc", "CrashReport", "false"),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
    ("/org.openoffice.Setup/Product", "ooSetupLastVersion", "99.9"),
    ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
)  # fmt: skip
"""No greeting, no tip of the day, no notes on the release (for it the version was seen), no recovery."""


def write_settings(profile: Path) -> None:
    """Put the settings into a new profile folder."""
    items = "".join(
        f'<item oor:path={quoteattr(path)}><prop oor:name={quoteattr(name)} oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    folder = profile / "user"
    folder.mkdir()
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>\n",
        encoding="utf8",
    )
