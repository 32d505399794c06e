"""What of the components is left out of the folder, and why: an officer's PC has no use for it."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Files of one component ("*" of any), by pattern; * also reaches into subfolders."""

    component: str
    patterns: tuple[str, ...]
    reason: str

    def __str__(self) -> str:
        whose = "各组件" if self.component == "*" else self.component
        return f"{whose}：{'、'.join(self.patterns)}\r\n　　{self.reason}"


LEFT_OUT = (
    LeftOut("*", ("*/tests/*", "*/_tests/*"), "组件自己的测试，运行时不用"),
    LeftOut("*", ("*.data/scripts/*", "*.data/headers/*"), "命令和头文件：命令里会写死电脑上的路径"),
    LeftOut(
        "xlwings",
        ("xlwings/pro/*", "xlwings/server.py", "xlwings/reports.py", "xlwings/xlwingslib.*",
         "*/LICENSE_PRO.txt"),
        "xlwings PRO：另有许可条件，本工具不用",
    ),
    LeftOut(
        "xlwings", ("*.xlam", "*.xlsm", "*.applescript", "xlwings/js/*", "xlwings/html/*"),
        "加载宏和样例：本工具不用，加载宏又最容易被杀毒软件隔离",
    ),
    LeftOut(
        "pywin32", ("pythonwin/*", "win32comext/mapi/*", "win32comext/axdebug/*"),
        "编辑器和邮件接口：不用，且要另装 VC++ 运行库（mfc140u.dll、msvcp140.dll）",
    ),
    LeftOut(
        "pywin32", ("isapi/*", "adodbapi/*", "win32/pythonservice.exe", "win32/servicemanager.pyd", "*.chm",
                    "*/Demos/*", "*/demos/*", "*/test/*", "win32/scripts/*", "*.lib", "*.h"),
        "网站和后台服务组件、样例：不用，其中的程序容易被安全软件拦下",
    ),
)  # fmt: skip


def left_out(component: str, name: str) -> bool:
    """Whether a file of a component's wheel stays behind."""
    return any(
        rule.component in ("*", component) and any(fnmatchcase(name, pattern) for pattern in rule.patterns)
        for rule in LEFT_OUT
    )
