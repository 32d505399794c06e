"""Whole files that real folders hold: damaged, locked, of another kind, doubled, or not returns at all.

Not part of the sample office's folder; made on request beside it, each with what a reader owes.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from xltools.sample.compound import encrypted_stub, old_workbook
from xltools.sample.edges import PERIOD, planted_codes
from xltools.sample.layouts import aliases, on_form, two_rows
from xltools.sample.page import Cell, Page, book_bytes, put_entry, repacked
from xltools.sample.province import SICHUAN, County, province
from xltools.sample.returns import clean_return, file_name, month_before, record_of
from xltools.sample.settling import settle

REFUSED, SKIPPED, READ, ONCE, DOUBLED, SENT_BACK = "拒收", "略过", "读出", "只算一份", "重复", "退回"
"""What is owed: a sentence why not; no notice; its row; one of two copies; neither of two; cells told."""

BOMB = 64 << 20
"""Bytes that a few dozen kilobytes inflate to."""

HYPERLINK = '=HYPERLINK("http://example.invalid","点我")'
COMMAND = "=cmd|' /C calc'!A0"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One file of the troubled folder: what it is and what must become of it."""

    file: str
    case: str
    owed: str
    code: str


Content = Callable[[County, str, int], bytes]
Files = Callable[[County, str, int], dict[str, bytes]]
"""County, 期别 and seed to one file's content; to files by name."""


@dataclass(frozen=True, slots=True)
class Maker:
    """A kind of trouble: `make` gives the files of one county, name → content."""

    case: str
    owed: str
    make: Files


def troubles(folder: Path, seed: int = 2024, period: str = PERIOD) -> list[Trouble]:
    """Write one county's file or files for each trouble, and 麻烦.csv beside the folder; what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    counties = [c for c in province(seed, SICHUAN) if c.ranked and c.code not in planted_codes()]
    found = []
    for maker, county in zip(MAKERS, counties, strict=False):
        for name, content in maker.make(county, period, seed).items():
            (folder / name).write_bytes(content)
            found.append(Trouble(name, maker.case, maker.owed, county.code))
    (folder.parent / "麻烦.csv").write_bytes(_listing(found))
    return found


def _listing(found: list[Trouble]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("文件", "情形", "应当", "行政区划代码"))
    writer.writerows((t.file, t.case, t.owed, t.code) for t in found)
    return out.getvalue().encode("utf-8-sig")


def _named(content: Content, ending: str = ".xlsx") -> Files:
    """One file of a county, named as its return would be."""

    def make(county: County, period: str, seed: int) -> dict[str, bytes]:
        name = file_name(county, period).removesuffix(".xlsx")
        return {f"{name}{ending}": content(county, period, seed)}

    return make


def _nothing(_county: County, _period: str, _seed: int) -> bytes:
    return b""


def _empty_sheet(_county: County, _period: str, _seed: int) -> bytes:
    return book_bytes([Page(sheet="Sheet1", cells={(1, 1): Cell(None, "plain")})], "空表")


def _no_table(_county: County, _period: str, _seed: int) -> bytes:
    words = {(1, 1): Cell("本月数据待核实后另报（模拟）", "plain"), (2, 1): Cell("填报人：模拟", "plain")}
    return book_bytes([Page(sheet="说明", cells=words)], "说明")


def _locked(_county: County, _period: str, _seed: int) -> bytes:
    return encrypted_stub()


def _truncated(county: County, period: str, seed: int) -> bytes:
    whole = clean_return(county, period, seed)
    return whole[: len(whole) * 6 // 10]


def _document(_county: County, _period: str, _seed: int) -> bytes:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "<w:body><w:p><w:r><w:t>情况说明（模拟）</w:t></w:r></w:p></w:body>"
    relation = f'<Relationship Id="rId1" Type="{office}" Target="word/document.xml"/>'
    return _package(
        {
            "[Content_Types].xml": _types(f'<Override PartName="/word/document.xml" ContentType="{word}"/>'),
            "_rels/.rels": _relations(relation),
            "word/document.xml": f'<w:document xmlns:w="{main}">{body}</w:document>',
        }
    )


def _bomb(county: County, period: str, seed: int) -> bytes:
    def grow(name: str, content: bytes) -> bytes:
        if not name.endswith("sheet2.xml"):
            return content
        return content.replace(b"<sheetData>", b"<sheetData>" + b" " * BOMB)

    return repacked(clean_return(county, period, seed), grow)


def _entities(county: County, period: str, seed: int) -> bytes:
    levels = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    doctype = f'<!DOCTYPE sst [<!ENTITY e0 "模拟">{levels}]>'.encode()

    def expand(name: str, content: bytes) -> bytes:
        if not name.endswith("sharedStrings.xml"):
            return content
        head, _, rest = content.partition(b"?>")
        return head + b"?>" + doctype + rest.replace(b"<t>", b"<t>&e9;", 1)

    return repacked(clean_return(county, period, seed), expand)


def _lost_part(county: County, period: str, seed: int) -> bytes:
    whole = clean_return(county, period, seed)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if not name.startswith("xl/worksheets/sheet"):
                put_entry(target, name, source.read(name))
    return out.getvalue()


def _old(county: County, period: str, seed: int) -> bytes:
    page = aliases(record_of(county, period, seed))
    settle(page)
    cells = {
        place: float(cell.value) if isinstance(cell.value, (int, float)) else cell.value
        for place, cell in page.cells.items()
        if cell.value is not None
    }
    return old_workbook(page.sheet, cells, page.merged)


def _web_page(county: County, _period: str, _seed: int) -> bytes:
    return f"<html><body><table><tr><td>{county.name}</td><td>1</td></tr></table></body></html>".encode()


def _picture(_county: County, _period: str, _seed: int) -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 8


def _twice_same(county: County, period: str, seed: int) -> dict[str, bytes]:
    name, content = file_name(county, period), clean_return(county, period, seed)
    return {name: content, name.replace(".xlsx", "(1).xlsx"): content}


def _twice_other(county: County, period: str, seed: int) -> dict[str, bytes]:
    name = file_name(county, period)
    changed = record_of(county, period, seed)
    changed["中央到位"] = round(changed["中央到位"] + (changed["中央下达"] - changed["中央到位"]) / 2, 2)
    return {
        name: clean_return(county, period, seed),
        name.replace(".xlsx", "（更正）.xlsx"): _form({**changed}),
    }


def _unlisted(county: County, period: str, seed: int) -> dict[str, bytes]:
    record = {**record_of(county, period, seed), "行政区划代码": "519999", "县区": "模拟县"}
    return {f"519999_模拟县_{period}调度表.xlsx": _form(record)}


def _injected(county: County, period: str, seed: int) -> bytes:
    page = aliases({**record_of(county, period, seed), "县区": HYPERLINK})
    page.cells[page.heading["期别"][0], page.width + 1] = Cell("备注", "header")
    page.cells[page.row, page.width] = Cell(COMMAND, "text")
    settle(page)
    return book_bytes([page], "模拟")


def _month_by_month(county: County, period: str, seed: int) -> bytes:
    pages = []
    for month in (month_before(period), period):
        page = two_rows(record_of(county, month, seed))
        page.sheet = f"{int(month[5:])}月"
        settle(page)
        pages.append(page)
    return book_bytes(pages, "逐月调度（模拟数据）")


def _another_year(county: County, period: str, seed: int) -> bytes:
    return _form(record_of(county, f"{int(period[:4]) - 1}{period[4:]}", seed))


def _lock_files(county: County, period: str, _seed: int) -> dict[str, bytes]:
    name = file_name(county, period)
    owner = b"\x04" + "模拟".encode("gbk").ljust(54, b" ") + b"\0" * 110
    return {f"~${name}": owner, f".~lock.{name}#": ",模拟,模拟,08.10.2024 09:00;".encode()}


def _form(record: dict[str, object]) -> bytes:
    page = on_form(record)
    settle(page)
    return book_bytes([page], "县级填报（模拟数据）")


def _package(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in parts.items():
            put_entry(target, name, content.encode())
    return out.getvalue()


def _types(overrides: str) -> str:
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>{overrides}</Types>'
    )


def _relations(relations: str) -> str:
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{package}">{relations}</Relationships>'


MAKERS = (
    Maker("空文件（0字节）", REFUSED, _named(_nothing)),
    Maker("空工作簿", REFUSED, _named(_empty_sheet)),
    Maker("没有调度表", REFUSED, _named(_no_table)),
    Maker("有打开密码", REFUSED, _named(_locked)),
    Maker("传输中断、不完整", REFUSED, _named(_truncated)),
    Maker("Word文档改名", REFUSED, _named(_document)),
    Maker("压缩炸弹", REFUSED, _named(_bomb)),
    Maker("XML实体炸弹", REFUSED, _named(_entities)),
    Maker("工作表部件缺失", REFUSED, _named(_lost_part)),
    Maker("网页存成xls", REFUSED, _named(_web_page, ".xls")),
    Maker("图片改名", REFUSED, _named(_picture)),
    Maker("旧格式xls", READ, _named(_old, ".xls")),
    Maker("WPS的et", READ, _named(_old, ".et")),
    Maker("旧格式内容、xlsx名", READ, _named(_old)),
    Maker("一县两份、内容相同", ONCE, _twice_same),
    Maker("一县两份、内容不同", DOUBLED, _twice_other),
    Maker("代码不在名单", SENT_BACK, _unlisted),
    Maker("县名和备注是公式文字", SENT_BACK, _named(_injected)),
    Maker("每月一张表", SENT_BACK, _named(_month_by_month)),
    Maker("另一年的期别", SENT_BACK, _named(_another_year)),
    Maker("锁文件", SKIPPED, _lock_files),
)
