"""A LibreOffice of its own for one order from stdin; the answers go to stdout.

Run by basic.py as a program of the system's own Python, which has UNO.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue

STARTED_WITHIN = 60
REPLACED = ("xlwings", "Dictionary")
LIBRARY = "VBAProject"


def main() -> None:
    order = json.load(sys.stdin)
    pipe = f"xltools-basic-{os.getpid()}"
    office = subprocess.Popen(
        [order["soffice"], "--headless", "--norestore", f"-env:UserInstallation={order['profile']}",
         f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        desktop = connect(pipe)
        print(json.dumps(answers(desktop, order)))
        with contextlib.suppress(Exception):
            desktop.terminate()
        office.wait(20)
    finally:
        office.kill()


def connect(pipe: str) -> Any:
    """The desktop of the office that listens on a pipe."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    ends = time.monotonic() + STARTED_WITHIN
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > ends:
                raise
            time.sleep(0.2)
        else:
            manager = context.ServiceManager
            return manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def answers(desktop: Any, order: dict[str, Any]) -> list[str]:
    """Open the workbook, replace modules in memory, call the functions."""
    options = (option("MacroExecutionMode", uno.Any("short", 4)), option("Hidden", True))
    document = desktop.loadComponentFromURL(Path(order["workbook"]).as_uri(), "_blank", 0, options)
    library = document.BasicLibraries.getByName(LIBRARY)
    for name in REPLACED:
        library.removeByName(name)
    library.replaceByName("XltoolsRun", edited(library.getByName("XltoolsRun"), order["edit"]))
    for name, source in order["modules"].items():
        library.insertByName(name, source)
    found = [called(document, name) for name in order["calls"]]
    document.close(True)
    return found


def edited(source: str, edit: dict[str, str]) -> str:
    for before, after in edit.items():
        assert before in source, before
        source = source.replace(before, after)
    return source


def called(document: Any, name: str) -> str:
    url = f"vnd.sun.star.script:{LIBRARY}.Probe.{name}?language=Basic&location=document"
    return str(document.getScriptProvider().getScript(url).invoke((), (), ())[0])


def option(name: str, value: Any) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main()
