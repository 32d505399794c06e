"""What makes the buttons of a workbook with macros work in LibreOffice: a few lines of Basic.

LibreOffice reads every line of a module, also those that `#If` keeps from it: at the stock module `xlwings`
it stops with an error of its own. In memory that module and the others that only Excel can run are replaced;
the file gets the officer's own macros back whenever it is stored (`saved`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xltools.errors import HostError
from xltools.hosts.calc.connection import Connection
from xltools.hosts.calc.unolib import options, uno

_BRIDGED = "xlwings"
_EMPTIED = ("Dictionary", "xlwings_udfs")
"""Their functions need xlwings' DLL."""

_HEAD = "Rem Attribute VBA_ModuleType=VBAModule\nOption VBASupport 1\n"
_CLASS_HEAD = "Rem Attribute VBA_ModuleType=VBAClassModule\nOption VBASupport 1\nOption ClassModule\n"
_CLASS = 2
"""`com.sun.star.script.ModuleType`."""

_RUN_PYTHON = """\
Option Explicit

' Starts Python and waits until it is there, not until it is done: it works in this very window.
Public Function RunPython(ByVal cmd As String) As Long
    Dim sign As String, mark As String, i As Long
    On Error GoTo failed
    RunPython = -1
    mark = Chr$(34)
    If InStr(cmd, mark) > 0 Then Exit Function
    sign = {folder} & "/began" & CLng(Timer * 100)
    Shell {start} & mark & ThisComponent.URL & mark & " " & mark & cmd & mark & " " & mark & sign & mark, 0
    For i = 1 To 300
        If FileExists(sign) Then
            RunPython = 0
            Exit Function
        End If
        Wait 100
    Next
failed:
End Function
"""

_STORED = """\
Sub Stored(event)
    On Error Resume Next
    Dim mark As String
    mark = Chr$(34)
    Shell {start} & mark & event.Source.URL & mark & " " & mark & {macros} & event.Source.RuntimeUID & mark, 0
End Sub
"""
_EVENTS = ("OnSaveDone", "OnSaveAsDone")
MODULE = "Xltools"


def put_bridge(model: Any, launcher: Path, pipe: str) -> None:
    """Replace, in memory alone, what LibreOffice cannot run. HostError where there are no such macros."""
    library = _library(model)
    if library is None:
        raise HostError("这个工作簿里没有按钮用的宏。请打开下发的 .xlsm 工作簿")
    library.replaceByName(_BRIDGED, run_python(launcher, pipe))
    for name in filter(library.hasByName, _EMPTIED):
        is_class = library.hasModuleInfo(name) and library.getModuleInfo(name).ModuleType == _CLASS
        library.replaceByName(name, _CLASS_HEAD if is_class else _HEAD)


def watch_stores(connection: Connection) -> None:
    """Have LibreOffice run `stored_event` after every file it has stored."""
    script = f"vnd.sun.star.script:Standard.{MODULE}.Stored?language=Basic&location=application"
    events = connection.service("frame.GlobalEventBroadcaster").Events
    for name in _EVENTS:
        binding = uno().Any("[]com.sun.star.beans.PropertyValue", options(EventType="Script", Script=script))
        uno().invoke(events, "replaceByName", (name, binding))


def run_python(launcher: Path, pipe: str) -> str:
    """The module that stands in for `xlwings`."""
    start = _start(launcher, "xltools.hosts.calc.pressed", pipe)
    return _HEAD + _RUN_PYTHON.format(folder=_literal(str(launcher.parent)), start=start)


def stored_event(launcher: Path, pipe: str) -> str:
    """The module that hears of every file that was stored."""
    start = _start(launcher, "xltools.hosts.calc.saved", pipe)
    return _STORED.format(start=start, macros=_literal(str(macros_file(launcher, ""))))


def macros_file(launcher: Path, document: str) -> Path:
    """Where the macros are kept that a document came with; `document` is LibreOffice's number for it."""
    return launcher.parent / f"macros{document}"


def _start(launcher: Path, module: str, pipe: str) -> str:
    """The beginning of a command line for Shell, which knows quotation marks and nothing else."""
    return _literal(f'"{launcher}" {module} {pipe} ')


def _literal(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _library(model: Any) -> Any:
    """The Basic library that holds the module of xlwings."""
    libraries = model.BasicLibraries
    for name in libraries.ElementNames:
        libraries.loadLibrary(name)
        library = libraries.getByName(name)
        if library.hasByName(_BRIDGED):
            return library
    return None
