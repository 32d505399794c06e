"""The three .bat files: what a double-click starts.

ASCII but for the last lines, which tell in Chinese (GBK, after `chcp 936`) that Python is not there: most
often because the .bat was opened inside the zip. `-X utf8` and not PYTHONUTF8: an Excel started from here
would hand that on to the Python its buttons start, whose messages Excel then reads in the wrong encoding.
"""

from __future__ import annotations

from xltools import LAUNCHER
from xltools.bundle.placing import Files

START, SELFCHECK, COMMAND_LINE = f"{LAUNCHER}.bat", "自检.bat", "xltools.bat"

_PYTHON = r"python\python.exe"

_START = rf"""@echo off
rem Double-click, or drop workbooks on this file.
rem A dropped name with an ampersand is not quoted by Explorer: the whole line is handed on instead, and the
rem exit at the end keeps cmd from running what comes after the ampersand.
setlocal EnableExtensions DisableDelayedExpansion
set "PYTHONHOME="
set "PYTHONPATH="
set "HERE=%~dp0"
set "XLTOOLS_BATCH_FILE=%~f0"
set XLTOOLS_ARGUMENTS=%*
if not exist "%HERE%{_PYTHON}" goto missing
setlocal EnableDelayedExpansion
set "XLTOOLS_COMMAND=!cmdcmdline!"
"!HERE!{_PYTHON}" -X utf8 -m xltools.bundle.start
if not "!errorlevel!"=="0" pause
exit !errorlevel!
"""

_SELFCHECK = rf"""@echo off
setlocal EnableExtensions DisableDelayedExpansion
set "PYTHONHOME="
set "PYTHONPATH="
if not exist "%~dp0{_PYTHON}" goto missing
pushd "%~dp0"
"%~dp0{_PYTHON}" -X utf8 -m xltools.bundle.selfcheck
if not errorlevel 1 "%~dp0{_PYTHON}" -X utf8 -m xltools doctor
popd
pause
exit /b
"""

_COMMAND_LINE = rf"""@echo off
rem The command line: xltools.bat --help
setlocal EnableExtensions DisableDelayedExpansion
set "PYTHONHOME="
set "PYTHONPATH="
if not exist "%~dp0{_PYTHON}" goto missing
"%~dp0{_PYTHON}" -X utf8 -m xltools %*
exit /b %errorlevel%
"""

_MISSING = r"""
:missing
chcp 936 >nul
echo.
echo 没有找到 python 文件夹里的 python.exe，工具不能启动。
echo.
echo 1. 如果是在压缩包里直接打开的：请先把压缩包整个解压到 D 盘，再打开解压出来的本文件。
echo 2. 如果已经解压：可能被杀毒软件隔离了，请恢复并信任这个文件夹，或重新解压。
echo 3. 本文件不能单独拷走，要和 python 文件夹放在一起。
echo.
pause
{leave} 2
"""


def batch_files() -> Files:
    """The files at the top of the folder, as Windows wants them: GBK and CRLF."""
    texts = {
        START: _START + _MISSING.format(leave="exit"),
        SELFCHECK: _SELFCHECK + _MISSING.format(leave="exit /b"),
        COMMAND_LINE: _COMMAND_LINE + _MISSING.format(leave="exit /b"),
    }
    return {name: text.replace("\n", "\r\n").encode("gbk") for name, text in texts.items()}
