"""What a file really is, by its bytes and never by its name; and the sentence that refuses it."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path

from xltools.errors import FileError
from xltools.ooxml.compound import SIGNATURE, Compound, CompoundError

RESAVE = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再用"
RESEND = "请向报送单位要一份能正常打开的文件，或重新拷贝、下载后再试"


class Content(Enum):
    """The kinds that turn up among returns; the value is the sentence that refuses it."""

    ZIP = "只是一个压缩包，不是 Excel 工作簿。请先解压，再选里面的工作簿"
    XLS = f"是旧版 .xls 或 WPS .et 格式的工作簿，此处要用 .xlsx。{RESAVE}"
    RAW_XLS = f"是很旧的 Excel（5.0 以前）格式，读不了。{RESAVE}"
    EMPTY = f"是空文件（0 字节），里面什么也没有。{RESEND}"
    TRUNCATED = f"不完整，多半没有拷贝完或下载完。{RESEND}"
    DAMAGED = f"已损坏，读不了。{RESEND}"
    ENCRYPTED = (
        "有打开密码，读不了。请用 Excel 或 WPS 打开，取消密码后重报"
        "（文件—信息—保护工作簿—用密码进行加密，清空密码后保存）"
    )
    OWNER = "是 Excel 或 WPS 打开工作簿时留下的临时文件，不是报表。请关闭已打开的工作簿，再选工作簿本身"
    DOCX = "是 Word 文档，不是 Excel 工作簿。请把表格放进工作簿后重报"
    PPTX = "是演示文稿，不是 Excel 工作簿。请选正确的文件"
    XLSB = f"是二进制工作簿（.xlsb），读不了。{RESAVE}"
    ODS = f"是 OpenDocument 表格（.ods），读不了。{RESAVE}"
    HTML = f"其实是网页（HTML），多为业务系统导出，并不是 Excel 工作簿。{RESAVE}"
    XML2003 = f"其实是“XML 表格 2003”，并不是 .xlsx 工作簿。{RESAVE}"
    TEXT = f"其实是文本（如 CSV），并不是 Excel 工作簿。{RESAVE}"
    PDF = "是 PDF 文件，不是 Excel 工作簿。请向报送单位要 Excel 原件"
    PICTURE = "是图片，不是 Excel 工作簿。请向报送单位要 Excel 原件"
    ARCHIVE = "是压缩包（RAR、7z 等），不是 Excel 工作簿。请先解压，再选里面的工作簿"
    UNKNOWN = f"不是 Excel 工作簿，认不出是什么格式。{RESEND}"


_SIGNATURES: tuple[tuple[bytes, Content], ...] = (
    (b"PK\x03\x04", Content.ZIP),
    (b"PK\x05\x06", Content.ZIP),
    (b"%PDF", Content.PDF),
    (b"{\\rtf", Content.DOCX),
    (b"Rar!", Content.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Content.ARCHIVE),
    (b"\x1f\x8b", Content.ARCHIVE),
    (b"\xff\xd8\xff", Content.PICTURE),
    (b"\x89PNG", Content.PICTURE),
    (b"GIF8", Content.PICTURE),
    (b"\x09\x00\x04\x00", Content.RAW_XLS),
    (b"\x09\x02\x06\x00", Content.RAW_XLS),
    (b"\x09\x04\x06\x00", Content.RAW_XLS),
    (b"\x09\x08\x08\x00", Content.RAW_XLS),
)
_STREAMS: tuple[tuple[str, Content], ...] = (
    ("EncryptedPackage", Content.ENCRYPTED),
    ("Workbook", Content.XLS),
    ("Book", Content.XLS),
    ("WordDocument", Content.DOCX),
    ("PowerPoint Document", Content.PPTX),
)
_OWNER_PREFIXES = ("~$", ".~")
_HEAD = 4096


def refusal(path: Path, content: Content) -> FileError:
    """The error that names the file, what it is and what to do."""
    return FileError(f"“{path.name}”{content.value}。")


def load(path: Path, limit: int) -> bytes:
    """The bytes of a file of at most `limit` bytes; FileError where it cannot be had."""
    try:
        if path.is_dir():
            raise FileError(f"“{path.name}”是文件夹，不是工作簿。请选文件夹里的工作簿。")
        size = path.stat().st_size
        if size > limit:
            raise FileError(f"“{path.name}”有 {size >> 20} MB，超过上限 {limit >> 20} MB。{_SLIM}")
        return path.read_bytes()
    except FileNotFoundError:
        raise FileError(f"找不到文件“{path}”。请核对文件名和所在文件夹。") from None
    except OSError as error:
        reason = (
            "没有读取权限，或正被别的程序独占" if isinstance(error, PermissionError) else "磁盘或网络出错"
        )
        raise FileError(f"打不开“{path.name}”：{reason}。请关闭占用它的程序、检查权限后再试。") from error


_SLIM = "请删去图片和空白行列，或拆成几个工作簿后重报。"


def identify(data: bytes, name: str = "") -> Content:
    """The kind of a file from its bytes; `name` only tells an owner file (~$…) apart."""
    if not data:
        return Content.EMPTY
    for signature, content in _SIGNATURES:
        if data.startswith(signature):
            return content
    if data.startswith(SIGNATURE):
        return _identify_compound(data)
    if name.startswith(_OWNER_PREFIXES):
        return Content.OWNER
    return _identify_text(data)


def _identify_compound(data: bytes) -> Content:
    try:
        names = Compound(data).names
    except CompoundError:
        return Content.DAMAGED
    return next((content for stream, content in _STREAMS if stream in names), Content.UNKNOWN)


def _identify_text(data: bytes) -> Content:
    head = _decoded(data[:_HEAD])
    if head is None:
        return Content.UNKNOWN
    head = head.lstrip("\ufeff \t\r\n").lower()
    if "excel.sheet" in head or "urn:schemas-microsoft-com:office:spreadsheet" in head:
        return Content.XML2003
    if re.search(r"<(!doctype html|html|head|table|meta|body|style)\b", head):
        return Content.HTML
    return Content.TEXT


def _decoded(head: bytes) -> str | None:
    """Text in an encoding that offices use; None for binary. A character cut at the end is dropped."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) & ~1].decode("utf-16", "ignore")
    if b"\0" in head:
        return None
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):
            try:
                return head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None
