"""What can go wrong, told to the officer in Chinese.

Every error that may reach an officer is an `XltoolsError`; its text says which cell or file, what is wrong
and what to do. `exit_code` is the CLI's: 1 the input needs mending, 2 wrong usage or environment.
"""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from xltools.personal import masked

_CODES = ("编码", "编号", "代码", "文号")


class Severity(Enum):
    """错误 stops the row (and the button); 提示 is shown and lets the work go on."""

    ERROR = "错误"
    NOTICE = "提示"


@dataclass(frozen=True, slots=True)
class Issue:
    """One row of 校验结果: which cell, what is wrong, what to do.

    `file` is the return's file name, empty for the workbook the button was pressed in. 身份证号 and mobile
    numbers are masked whoever found them; a code of eleven digits is no number to call.
    """

    sheet: str
    cell: str
    table: str
    column: str
    value: str
    problem: str
    remedy: str
    severity: Severity = Severity.ERROR
    file: str = ""

    def __post_init__(self) -> None:
        mobiles = not self.column.endswith(_CODES)
        for name in ("value", "problem"):
            object.__setattr__(self, name, masked(getattr(self, name), mobiles))

    @property
    def place(self) -> str:
        """The cell as Excel writes it: 调度表!F7, or [return.xlsx]调度表!F7 for another file."""
        sheet = f"[{self.file}]{self.sheet}" if self.file else self.sheet
        return f"{sheet}!{self.cell}" if self.cell else sheet

    def __str__(self) -> str:
        value = f"“{self.value}”" if self.value else ""
        return f"{self.place}　{self.column}{value}：{self.problem}。{self.remedy}"


def errors_first(issues: Iterable[Issue]) -> list[Issue]:
    """What must be mended before what is only told, each in the order found."""
    return sorted(issues, key=lambda issue: issue.severity is not Severity.ERROR)


class XltoolsError(Exception):
    """Base of every error that is shown to an officer."""

    exit_code = 1


class InputError(XltoolsError):
    """The officer mends cells: carries every issue found, not the first."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__("\n".join(map(str, self.issues)))


class PolicyError(XltoolsError):
    """A parameter in 参数 (or in policy/*.toml) cannot be used."""


class TemplateError(XltoolsError):
    """A Word template has a wrong field or cannot be rendered."""


class FileError(XltoolsError):
    """A file cannot be read as what it should be: damaged, encrypted, of another format, too large."""


class HostError(XltoolsError):
    """The environment: a file open elsewhere, a folder that cannot be written, a program missing."""

    exit_code = 2


class PartlyWrittenError(XltoolsError):
    """Something stood in the way when some cells had been written: an open workbook must not be saved."""

    def __init__(self, reason: XltoolsError) -> None:
        super().__init__(str(reason))
        self.exit_code = reason.exit_code


class UsageError(XltoolsError):
    """The command or button was called wrongly."""

    exit_code = 2


def unforeseen(error: Exception, so: str = "工作簿没有改动") -> HostError:
    """A fault of the toolkit, as a sentence that says `so` of the work; the traceback goes to a log file."""
    log = Path(tempfile.gettempdir(), "xltools-错误.log")
    try:
        log.write_text(masked("".join(traceback.format_exception(error))), encoding="utf8")
        where = f"，并附上 {log}"
    except OSError:
        where = ""
    return HostError(f"程序出了意外（{type(error).__name__}），{so}。请把刚才的操作告诉维护人员{where}")
