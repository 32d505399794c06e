"""The headers of a table and the cells that show them say the same, or Excel would repair the file."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable

from xltools.errors import HostError
from xltools.ooxml.cellvalue import encoded
from xltools.ooxml.sheetxml import SheetXml
from xltools.ooxml.tableparts import TablePart, unique


def sync_headers(sheet: SheetXml, table: TablePart, used: Callable[[str], bool]) -> None:
    """Carry headers that were written over to the table; `used` says whether a formula names a column."""
    top, left, _, _ = table.box
    written = sheet.contents.get(top, {})
    names = table.columns
    if not table.header_rows or not any(left + i in written for i in range(len(names))):
        return
    texts = [_text(sheet, top, left + i, name) for i, name in enumerate(names)]
    fresh = unique(texts)
    _refuse_used(table, set(names) - set(fresh), used)
    table.rename(fresh)
    for column, (text, name) in enumerate(zip(texts, fresh, strict=True), left):
        content = written.get(column)
        if content and (text != name or content.kind != "inlineStr"):
            sheet.put(top, column, encoded(name))


def _text(sheet: SheetXml, row: int, column: int, name: str) -> str:
    """What a header cell will show; its old name where it was not written."""
    content = sheet.contents.get(row, {}).get(column)
    return html.unescape(content.text.decode()) if content else name


def _refuse_used(table: TablePart, gone: Iterable[str], used: Callable[[str], bool]) -> None:
    named = next((name for name in gone if used(name)), None)
    if named:
        raise HostError(
            f"不能改掉表“{table.name}”的列名“{named}”：工作簿里有公式用到它。"
            "请在 Excel 里改列名，公式会跟着改。"
        )
