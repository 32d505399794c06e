"""Where a workbook was opened from, and why its buttons cannot work there."""

from __future__ import annotations

import re

_ADVICE = "请先把它存到办公文件夹（如 D:\\衔接资金），从那里打开再按"

_ARCHIVES = re.compile(
    r"temp\d+_.+\.(?:zip|rar|7z)"  # Explorer: Temp1_调度排名.zip
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}_.+\.(?:zip|rar|7z)(?:\..*)?"  # Windows 11
    r"|rar\$\w+.*"  # WinRAR
    r"|360zip\$.*"  # 360压缩
    r"|hz\$\w?\..*"  # 好压
    r"|bnz\.[0-9a-f]+.*"  # Bandizip
    r"|\.fr-\w{6}",  # file-roller, engrampa
    re.IGNORECASE,
)
_ARCHIVES_IN_TEMP = re.compile(
    r"7z[eo][0-9a-f]{4,}(?:\.tmp)?|wz[0-9a-f]{4}|kuaizip.*|peazip.*|ark-\w{6}|\.?xa-\w+|deepin-compressor.*",
    re.IGNORECASE,
)
"""Names that a folder of the officer's own might bear; an unpacker's lie right in the temporary folder."""

_TEMP = {"temp", "tmp"}
_CACHES = {
    "content.outlook": "邮件附件的临时文件夹",
    "inetcache": "邮件附件或网页的临时文件夹",
    "temporary internet files": "邮件附件或网页的临时文件夹",
    "foxmailtemp": "邮件附件的临时文件夹",
    "microsoftedgedownloads": "浏览器的临时文件夹",
    "wechat files": "微信的接收文件夹",
    "xwechat_files": "微信的接收文件夹",
    "wxwork": "企业微信的接收文件夹",
    "tencent files": "QQ 的接收文件夹",
    "wps cloud files": "WPS 云文档的缓存文件夹",
}


def unsuitable(fullname: str) -> str | None:
    """Why a button cannot be pressed in the open workbook of this name and path; None where it can.

    A name with = is cut there by xlwings (`--wb=…`); spaces, & and Chinese are no trouble.
    """
    if "://" in fullname:
        return f"工作簿是从网上（OneDrive、SharePoint 或网页）打开的，旁边没有上报文件夹。{_ADVICE}"
    *folders, name = _parts(fullname)
    if not folders or fullname.startswith("private:"):
        return f"工作簿还没有保存过，结果没有地方放。{_ADVICE}"
    reason = passing(fullname)
    if reason:
        return reason
    if "=" in name:
        return f"文件名“{name}”里有等号，按钮认不出这个工作簿。请关闭它，改成不带等号的文件名再打开"
    return None


def passing(fullname: str) -> str | None:
    """Why what is written beside a workbook here would be lost: an archive's or a chat's own folder."""
    *folders, name = _parts(fullname)
    for before, folder in zip(["", *folders], folders, strict=False):
        if _is_unpacked(folder, before):
            return f"“{name}”是在压缩包里直接打开的，存不住结果。请先把压缩包解压，再打开解压出来的工作簿"
        if folder.casefold() in _CACHES:
            return f"“{name}”在{_CACHES[folder.casefold()]}里，程序随时会清理它。{_ADVICE}"
    return None


def _is_unpacked(folder: str, before: str) -> bool:
    in_temp = before.casefold() in _TEMP
    return bool(_ARCHIVES.fullmatch(folder) or (in_temp and _ARCHIVES_IN_TEMP.fullmatch(folder)))


def _parts(fullname: str) -> list[str]:
    """Folders and name; the root of a POSIX path is an empty folder."""
    return re.split(r"[\\/]", fullname)
