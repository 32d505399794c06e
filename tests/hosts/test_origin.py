"""Where an open workbook lies: which places its buttons work in, and what is said of the others.

The paths are as the programs write them: Explorer, 7-Zip, WinRAR, 360压缩, 好压, Bandizip, WinZip, Outlook,
Foxmail, WeChat, QQ, WPS on Windows; file-roller and Ark on Linux; OneDrive and SharePoint as Excel says.
"""

from __future__ import annotations

import pytest

from xltools.hosts.origin import passing, unsuitable

TEMP = r"C:\Users\zhang\AppData\Local\Temp"

FINE = [
    r"D:\衔接资金\2024\调度排名.xlsm",
    r"C:\调度排名.xlsm",
    r"D:\A&B 工作\调度排名（9月） (1)【终稿】.xlsm",
    r"D:\2024=汇总\调度排名.xlsm",
    r"D:\100%达标\调度排名.xlsm",
    r"\\fileserver\财政\衔接资金\调度排名.xlsm",
    "\\\\?\\D:\\衔接资金\\调度排名.xlsm",
    r"D:\wz2024\调度排名.xlsm",
    r"D:\temp_backup\7z4a1b\调度排名.xlsm",
    r"C:\Users\zhang\OneDrive\衔接资金\调度排名.xlsm",
    r"C:\Users\zhang\AppData\Local\Temp\pytest-of-zhang\pytest-0\调度排名.xlsm",
    "/home/zhang/衔接资金/调度排名.xlsm",
    "/tmp/练习/调度排名.xlsm",
    "/调度排名.xlsm",
    "/home/zhang/我的 文档/调度排名 & 副本.xlsx",
]

FROM_ARCHIVE = [
    TEMP + r"\Temp1_调度排名.zip\调度排名.xlsm",
    TEMP + r"\Temp2_衔接资金 9月.zip\衔接资金\调度排名.xlsm",
    TEMP + r"\6c1bd7a6-52f5-4b6f-9d2e-0c5d5a1b2c3d_衔接资金.zip.c3d\调度排名.xlsm",
    TEMP + r"\7zO4C1D8A2E\调度排名.xlsm",
    TEMP + r"\7zO8D21.tmp\调度排名.xlsm",
    TEMP + r"\7zE0B1F44A1\调度排名.xlsm",
    TEMP + r"\Rar$DIa0.512\调度排名.xlsm",
    TEMP + r"\Rar$EXa11928.40213\衔接\调度排名.xlsm",
    TEMP + r"\360zip$Temp\360zip$3\调度排名.xlsm",
    TEMP + r"\HZ$D.512.2048\HZ$D.512.2049\调度排名.xlsm",
    TEMP + r"\BNZ.66f0a1b2c3\调度排名.xlsm",
    TEMP + r"\wz3f2a\调度排名.xlsm",
    "/home/zhang/.cache/.fr-Xy12Ab/调度排名.xlsm",
    "/tmp/ark-AbC123/调度排名.xlsm",
]

FROM_CACHE = [
    (
        r"C:\Users\zhang\AppData\Local\Microsoft\Windows\INetCache\Content.Outlook\8AB1\调度排名.xlsm",
        "邮件",
    ),
    (
        r"C:\Users\li\AppData\Local\Microsoft\Windows\Temporary Internet Files\Content.IE5\X\调度排名.xlsm",
        "邮件",
    ),
    (r"D:\Documents\WeChat Files\wxid_abc123\FileStorage\File\2024-10\调度排名.xlsm", "微信"),
    (r"D:\Documents\xwechat_files\wxid_abc123\msg\file\2024-10\调度排名.xlsm", "微信"),
    (r"D:\Documents\WXWork\168800\Cache\File\2024-10\调度排名.xlsm", "企业微信"),
    (r"D:\Documents\Tencent Files\10001\FileRecv\调度排名.xlsm", "QQ"),
    (r"C:\Users\zhang\WPS Cloud Files\12345\cachedata\ABCDEF\调度排名.xlsm", "WPS"),
    (TEMP + r"\MicrosoftEdgeDownloads\6c1bd7a6-52f5-4b6f-9d2e-0c5d5a1b2c3d\调度排名.xlsm", "浏览器"),
]

FROM_WEB = [
    "https://d.docs.live.net/0123456789abcdef/衔接资金/调度排名.xlsm",
    "https://sc-my.sharepoint.cn/personal/zhang/Documents/调度排名.xlsm",
    "http://oa.example.gov.cn/files/调度排名.xlsm",
]

NEVER_SAVED = ["工作簿1", "调度排名1", "Book1", "无标题 1", "", "private:factory/scalc"]


@pytest.mark.parametrize("fullname", FINE)
def test_a_workbook_in_a_folder_of_the_officers_is_pressed(fullname):
    """Spaces, &, %, brackets, Chinese, a share, a synced folder, = in a folder's name."""
    assert unsuitable(fullname) is None
    assert passing(fullname) is None


@pytest.mark.parametrize("fullname", FROM_ARCHIVE)
def test_a_workbook_opened_inside_an_archive_is_to_be_unpacked_first(fullname):
    """What is written beside it would go with the unpacker's folder."""
    said = unsuitable(fullname)
    assert said is not None
    assert "解压" in said
    assert passing(fullname) == said


@pytest.mark.parametrize(("fullname", "whose"), FROM_CACHE)
def test_a_workbook_in_a_cache_is_to_be_saved_elsewhere(fullname, whose):
    """The sentence names whose folder it is."""
    said = unsuitable(fullname)
    assert said is not None
    assert whose in said
    assert "存到办公文件夹" in said
    assert passing(fullname) == said


@pytest.mark.parametrize("fullname", FROM_WEB)
def test_a_workbook_opened_from_the_web_is_to_be_saved_on_a_disk(fullname):
    """Excel reports a URL where OneDrive saves on its own."""
    said = unsuitable(fullname)
    assert said is not None
    assert "网上" in said


@pytest.mark.parametrize("fullname", NEVER_SAVED)
def test_a_workbook_never_saved_has_no_folder(fullname):
    """Excel and LibreOffice give it a name and no path."""
    said = unsuitable(fullname)
    assert said is not None
    assert "还没有保存" in said


@pytest.mark.parametrize("name", ["调度排名=终.xlsm", "=调度排名.xlsm"])
def test_a_name_with_an_equals_sign_is_to_be_changed(name):
    """xlwings cuts the name there; on a closed file it does no harm."""
    said = unsuitable("D:\\衔接资金\\" + name)
    assert said is not None
    assert "等号" in said
    assert passing("D:\\衔接资金\\" + name) is None
