"""Whether Excel will run the macros behind the buttons: settings, policies, trust, blocked files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from xltools.doctor.excel import USE_LAUNCHER, Excel
from xltools.doctor.facts import Value, Windows, expanded, text, value
from xltools.doctor.finding import Finding, fine, note
from xltools.folders import has_macros

_SIGNED_ONLY, _SILENTLY_OFF = 3, 4
_INTERNET = 3
"""Zone.Identifier from 3 on: the internet, or worse."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How far the folder is trusted, and what is said of it."""

    trusted: bool
    found: str
    remedy: str = ""


def check_macros(
    windows: Windows, excel: Excel | None, folder: Path, workbooks: Sequence[Path]
) -> Iterator[Finding]:
    """Nothing to say where there is no Excel."""
    if excel is None:
        return
    trust = _trust(windows, excel, str(folder))
    yield _setting(windows, excel, trust.trusted)
    yield note("受信任位置", trust.found, trust.remedy) if trust.remedy else fine("受信任位置", trust.found)
    yield _blocked(windows, excel, list(filter(has_macros, workbooks)), trust.trusted)


def _setting(windows: Windows, excel: Excel, trusted: bool) -> Finding:
    """宏设置; in a trusted folder macros run whatever it says, unless VBA is off altogether."""
    what = "宏设置"
    if _policy(windows, excel, "common", "VBAOff") == 1:
        return note(what, "单位策略停用了 VBA", f"表里的按钮不能用；请{USE_LAUNCHER}")
    policy = _policy(windows, excel, r"excel\security", "VBAWarnings")
    chosen = policy or value(
        windows, rf"HKCU\Software\Microsoft\Office\{excel.version}\Excel\Security", "VBAWarnings"
    )
    if trusted or chosen not in (_SIGNED_ONLY, _SILENTLY_OFF):
        return fine(what, "文件夹受信任，宏可以运行" if trusted else "打开时点“启用内容”后可以运行")
    found = "只许运行有数字签名的宏" if chosen == _SIGNED_ONLY else "全部禁用，不通知"
    if policy:
        return note(what, f"{found}（单位策略）", f"请网管把本文件夹设为受信任位置，或{USE_LAUNCHER}")
    remedy = "请在 Excel 选项 → 信任中心 → 宏设置中选“禁用所有宏，并发出通知”，或把本文件夹加入受信任位置"
    return note(what, found, remedy)


def _trust(windows: Windows, excel: Excel, folder: str) -> Trust:
    """Whether a trusted location of Excel, set by the officer or by policy, covers the folder."""
    user = rf"HKCU\Software\Microsoft\Office\{excel.version}\Excel\Security\Trusted Locations"
    policies = [rf"{root}\excel\security\trusted locations" for root in _policy_roots(excel)]
    if any(value(windows, key, "AllLocationsDisabled") == 1 for key in [user, *policies]):
        return Trust(False, "受信任位置被整个停用了")
    shared = [rf"{root}\common\security\trusted locations" for root in _policy_roots(excel)]
    only_policy = any(value(windows, key, "Allow User Locations") == 0 for key in shared)
    keys = [*policies, *(rf"{key}\all locations" for key in shared), *([] if only_policy else [user])]
    covering = [key for key in keys if _covers(windows, key, folder)]
    if not covering:
        return Trust(False, "没有加入（每次打开要点“启用内容”）")
    remote = folder.startswith("\\\\") or windows.is_network_drive(folder)
    allowed = any(value(windows, key, "AllowNetworkLocations") == 1 for key in [user, *policies])
    if remote and not allowed:
        remedy = "请在 Excel 选项 → 信任中心 → 受信任位置中勾选“允许网络上的受信任位置”，或拷到本机办理"
        return Trust(False, "本文件夹已加入，但在网络上，没有生效", remedy)
    return Trust(True, "本文件夹已加入")


def _covers(windows: Windows, key: str, folder: str) -> bool:
    return any(_is_below(windows, rf"{key}\{name}", PureWindowsPath(folder)) for name in windows.subkeys(key))


def _is_below(windows: Windows, location: str, folder: PureWindowsPath) -> bool:
    path = text(windows, location, "Path")
    if not path:
        return False
    root = PureWindowsPath(expanded(windows, path))
    return folder == root or (
        value(windows, location, "AllowSubFolders") == 1 and folder.is_relative_to(root)
    )


def _blocked(windows: Windows, excel: Excel, workbooks: Sequence[Path], trusted: bool) -> Finding:
    """Files that came by mail, chat or download carry a mark, and Excel then runs none of their macros."""
    what = "工作簿的来源标记"
    blocked = [path.name for path in workbooks if _zone(windows, str(path)) >= _INTERNET]
    if not blocked:
        return fine(what, "没有被锁定的")
    names = "、".join(blocked)
    if trusted:
        return fine(what, f"“{names}”有网络来源标记；文件夹受信任，不受影响")
    strict = _policy(windows, excel, r"excel\security", "blockcontentexecutionfrominternet") == 1
    found = f"“{names}”来自网络，宏被锁定" + ("（单位策略）" if strict else "")
    remedy = (
        "请关闭工作簿，右键 → 属性 → 勾选“解除锁定”→ 确定；从压缩包来的，先对压缩包这样做，再解压"
        f"；或{USE_LAUNCHER}"
    )
    return note(what, found, remedy)


def _zone(windows: Windows, path: str) -> int:
    """The zone a file came from: 0 this computer, 3 the internet."""
    for line in (windows.stream(path, "Zone.Identifier") or "").splitlines():
        name, _, number = line.partition("=")
        if name.strip().lower() == "zoneid" and number.strip().isdecimal():
            return int(number)
    return 0


def _policy(windows: Windows, excel: Excel, where: str, name: str) -> Value | None:
    found = (value(windows, rf"{root}\{where}", name) for root in _policy_roots(excel))
    return next((each for each in found if each is not None), None)


def _policy_roots(excel: Excel) -> list[str]:
    """Where policies stand, the strongest first: from the cloud, of the user, of the computer."""
    office = rf"Software\Policies\Microsoft\Office\{excel.version}"
    cloud = rf"HKCU\Software\Policies\Microsoft\Cloud\Office\{excel.version}"
    return [cloud, rf"HKCU\{office}", rf"HKLM\{office}"]
