"""Mutations that know what a workbook is: rows, references, formulas, tables, names, strings, styles."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from random import Random

from lxml import etree

from fuzz import nasty
from fuzz.archive import Archive, Entry
from fuzz.trees import Element, allowed, on_tree

Change = Callable[[Random, Element], str]

_REFS = (
    "A1",
    "A1:A1",
    "B2:A1",
    "A1:XFD1048576",
    "A1048576:XFD1048577",
    "A0:B0",
    "A:A",
    "1:3",
    "",
    "A1:C3 E5:F6",
)
_KINDS = ("s", "b", "e", "d", "n", "str", "inlineStr", "zz", "")
_FORMULAS = (
    "SUM(A1:A9)",
    "1/0",
    "A1",
    "#REF!",
    "[1]Sheet1!$A$1",
    "'[C:\\a.xlsx]表'!A1",
    "cmd|'/C calc'!A0",
    "项目库[金额]",
    'INDIRECT("A"&ROW())',
    "(" * 300 + "1" + ")" * 300,
    "A" * 9000,
    "",
    '"',
    "OFFSET(A1,-1,0)",
    "_xlfn.FOO(1)",
    'WEBSERVICE("http://example.invalid")',
    "表!XFE1048577",
    "#N/A",
    "{1,2;3}",
    "表[[#This Row],[无]]",
)
_CODES = (
    "yyyy",
    "@",
    ";;;",
    "[h]:mm",
    "[$-804]yyyy年m月",
    '"年"0',
    "\\",
    '"',
    "[red",
    "#,##0.00_ ",
    "y" * 5000,
    "General",
    "",
)


def row_number(rng: Random, root: Element) -> str:
    row = _some(rng, root, "row")
    if row is None:
        return ""
    value = rng.choice(
        ("0", "-1", "1", "1048576", "1048577", "99999999999", "x", "1.0", "００１", row.get("r", "1") + "0")
    )
    row.set("r", value)
    if rng.random() < 0.5:
        _readdress(row, value)
    return f"row says r={value}"


def _readdress(row: Element, number: str) -> None:
    for cell in row.iterfind("{*}c"):
        cell.set("r", cell.get("r", "A").rstrip("0123456789") + number)


def cell_place(rng: Random, root: Element) -> str:
    cell = _some(rng, root, "c")
    if cell is None:
        return ""
    value = rng.choice(
        ("A1", "XFD1", "XFE1", "", "1A", "ａ１", "AAAA1", "A1048577", "$B$2", "b7", "ZZ999999")
    )
    cell.set("r", value)
    if rng.random() < 0.3:
        del cell.attrib["r"]
    return f"cell says r={value}"


def cell_kind(rng: Random, root: Element) -> str:
    cells = _several(rng, root, "c")
    for cell in cells:
        cell.set("t", rng.choice(_KINDS))
        if rng.random() < 0.5:
            _value(cell).text = rng.choice(
                ("0", "-1", "99999", "2", "", "x", "2024-09-30T00:00:00", "#REF!", "1.5")
            )
    return f"{len(cells)} cells of other kinds"


def cell_style(rng: Random, root: Element) -> str:
    cells = _several(rng, root, "c")
    for cell in cells:
        cell.set("s", rng.choice(("0", "-1", "1", "99999", "", "x", "4294967296")))
    return f"{len(cells)} cells of other styles"


def formula(rng: Random, root: Element) -> str:
    """A formula of any kind: shared without a master, array, data table, with or without a value."""
    cells = _several(rng, root, "c")
    for cell in cells:
        for child in [*cell]:
            cell.remove(child)
        made = etree.SubElement(cell, _tag(root, "f"))
        made.text = rng.choice((*_FORMULAS, None))
        kind = rng.choice(("", "shared", "array", "dataTable", "zz"))
        for name, values in (("t", (kind,)), ("si", ("0", "7", "-1", "x")), ("ref", _REFS)):
            if kind and rng.random() < 0.7:
                made.set(name, rng.choice(values))
        if rng.random() < 0.6:
            etree.SubElement(cell, _tag(root, "v")).text = rng.choice(nasty.NUMBERS)
    return f"{len(cells)} formulas"


def merged(rng: Random, root: Element) -> str:
    """Merged boxes that overlap, cover all, or are none."""
    holder = root.find("{*}mergeCells")
    if holder is None:
        data = root.find("{*}sheetData")
        if data is None:
            return ""
        holder = etree.Element(_tag(root, "mergeCells"))
        data.addnext(holder)
    for _ in range(rng.choice((1, 2, 5, 2000))):
        etree.SubElement(holder, _tag(root, "mergeCell")).set("ref", _box(rng))
    return f"{len(holder)} merged boxes"


def _box(rng: Random) -> str:
    if rng.random() < 0.4:
        return rng.choice(_REFS)
    top, left = rng.randrange(1, 30), rng.randrange(20)
    return f"{chr(65 + left)}{top}:{chr(65 + min(25, left + rng.randrange(6)))}{top + rng.randrange(40)}"


def many_rows(rng: Random, root: Element) -> str:
    """The last row again and again, further down, or once at the very end of the sheet."""
    data = root.find("{*}sheetData")
    if data is None or not len(data):
        return ""
    last, times = rng.choice(data), rng.choice((1, 50, 5000))
    number = max((int(r.get("r", "0")) for r in data if r.get("r", "").isdigit()), default=1)
    start = rng.choice((number + 1, number + 1, 1_048_576 - times))
    for offset in range(times):
        row = deepcopy(last)
        row.set("r", str(start + offset))
        _readdress(row, str(start + offset))
        data.append(row)
    return f"{times} rows from {start}"


def many_columns(rng: Random, root: Element) -> str:
    """A row as wide as a sheet can be."""
    row = _some(rng, root, "row")
    if row is None:
        return ""
    for cell in [*row]:
        row.remove(cell)
    for number in rng.choice((range(1, 16385), range(16384, 16385), range(1, 1200))):
        cell = etree.SubElement(row, _tag(root, "c"))
        cell.set("r", f"{_letters(number)}{row.get('r', '1')}")
        etree.SubElement(cell, _tag(root, "v")).text = "1"
    return f"row of {len(row)} cells"


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def box_of(rng: Random, root: Element) -> str:
    """Whatever carries a reference gets another one."""
    holders = [e for e in root.iter() if isinstance(e.tag, str) and (e.get("ref") or e.get("sqref"))]
    if not holders:
        return ""
    holder = rng.choice(holders)
    name, value = ("ref" if holder.get("ref") else "sqref"), _box(rng)
    holder.set(name, value)
    return f"{etree.QName(holder).localname} {name}={value}"


def columns(rng: Random, root: Element) -> str:
    """<cols> that overlap or reach beyond the sheet."""
    cols = root.find("{*}cols")
    if cols is None or not len(cols):
        return ""
    for col in rng.sample(list(cols), min(3, len(cols))):
        col.set(rng.choice(("min", "max", "width", "style")), rng.choice(nasty.ATTRIBUTES[:12]))
    return "columns"


SHEET: tuple[Change, ...] = (
    row_number,
    cell_place,
    cell_kind,
    cell_style,
    formula,
    formula,
    merged,
    many_rows,
    many_columns,
    box_of,
    box_of,
    columns,
)


def table(rng: Random, root: Element) -> str:
    """An Excel Table that lies about its box, its rows or its columns."""
    listed = list(root.iterfind("{*}tableColumns/{*}tableColumn"))
    how = rng.choice(("box", "rows", "name", "column", "count", "filter"))
    if how == "box":
        root.set("ref", _box(rng))
    elif how == "rows":
        root.set(
            rng.choice(("headerRowCount", "totalsRowCount")), rng.choice(("0", "1", "2", "9", "-1", "x"))
        )
    elif how == "name":
        root.set(
            rng.choice(("name", "displayName", "id")), rng.choice(("", "表 1", "A1", "参数", "县区名单", "1"))
        )
    elif how == "column" and listed:
        rng.choice(listed).set(rng.choice(("name", "id", "dataDxfId")), rng.choice(nasty.ATTRIBUTES))
    elif how == "count" and listed:
        listed[0].getparent().remove(rng.choice(listed))
    else:
        etree.SubElement(root, _tag(root, "autoFilter")).set("ref", _box(rng))
    return f"table: {how}"


def workbook(rng: Random, root: Element) -> str:
    """Sheets of one name, of no part; names that point nowhere."""
    listed = list(root.iterfind("{*}sheets/{*}sheet"))
    how = rng.choice(("sheet", "relation", "state", "name", "dates", "view"))
    if how == "name" or not listed:
        names = root.find("{*}definedNames")
        names = etree.SubElement(root, _tag(root, "definedNames")) if names is None else names
        made = etree.SubElement(names, _tag(root, "definedName"), name=rng.choice(nasty.ATTRIBUTES))
        made.text = rng.choice((*_FORMULAS, *_REFS))
        made.set("localSheetId", rng.choice(("0", "-1", "999", "x")))
    elif how == "sheet":
        other = rng.choice(
            ("", "调度表", "参数", listed[0].get("name", ""), "a/b", "县" * 40, "'", "\u202e", "校验结果 ")
        )
        rng.choice(listed).set("name", other)
    elif how == "relation":
        target = rng.choice(listed)
        for name in [n for n in target.attrib if str(n).endswith("}id")]:
            target.set(name, rng.choice(("", "rId1", "rId999")))
    elif how == "state":
        for each in listed:
            each.set("state", rng.choice(("hidden", "veryHidden", "x")))
    elif how == "dates":
        properties = root.find("{*}workbookPr")
        if properties is not None:
            properties.set("date1904", rng.choice(("1", "true", "x")))
    else:
        for view in root.iter("{*}workbookView"):
            view.set("activeTab", rng.choice(("-1", "99", "x")))
    return f"workbook: {how}"


def styles(rng: Random, root: Element) -> str:
    """Number formats and cell formats that are missing, wild or too few."""
    formats = list(root.iterfind("{*}cellXfs/{*}xf"))
    codes = list(root.iterfind("{*}numFmts/{*}numFmt"))
    if codes and rng.random() < 0.5:
        rng.choice(codes).set(rng.choice(("formatCode", "formatCode", "numFmtId")), rng.choice(_CODES))
        return "styles: a code"
    for each in rng.sample(formats, rng.randrange(len(formats) + 1)):
        each.getparent().remove(each)
    return "styles: fewer formats"


def strings(rng: Random, root: Element) -> str:
    """Shared strings that are fewer, empty, rich, phonetic or very long."""
    items = list(root.iterfind("{*}si"))
    for item in rng.sample(items, min(len(items), rng.choice((1, 3, 500)))):
        how = rng.choice(("gone", "empty", "rich", "phonetic", "nasty"))
        if how == "gone":
            root.remove(item)
        elif how == "nasty":
            _say(item, nasty.text(rng))
        elif how == "empty":
            for child in [*item]:
                item.remove(child)
        else:
            run = etree.SubElement(item, _tag(root, "r" if how == "rich" else "rPh"))
            etree.SubElement(run, _tag(root, "t")).text = "县 "
    return "strings"


def relations(rng: Random, root: Element) -> str:
    """A relation that leads elsewhere: outside, round in a circle, to nothing."""
    if not len(root):
        return ""
    relation = rng.choice(root)
    name = rng.choice(("Target", "Target", "Type", "Id", "TargetMode"))
    targets = (
        *nasty.ATTRIBUTES,
        "../xl/workbook.xml",
        "/xl/styles.xml",
        "worksheets/sheet1.xml",
        "../" * 60 + "x",
    )
    relation.set(name, rng.choice(targets))
    return f"relation {name}"


_PARTS: tuple[tuple[str, tuple[Change, ...]], ...] = (
    ("xl/worksheets/sheet", SHEET),
    ("xl/worksheets/sheet", SHEET),
    ("xl/worksheets/sheet", SHEET),
    ("xl/tables/", (table,)),
    ("xl/workbook.xml", (workbook,)),
    ("xl/styles.xml", (styles,)),
    ("xl/sharedStrings.xml", (strings,)),
    (".rels", (relations,)),
)


def changed(rng: Random, archive: Archive) -> str:
    """One of these to a part of the kind that it is about."""
    where, changes = rng.choice(_PARTS)
    entries = [each for each in archive.entries if _fits(each, where)]
    return on_tree(rng, rng.choice(entries), rng.choice(changes)) if entries else ""


def _fits(entry: Entry, where: str) -> bool:
    return entry.name.endswith(where) if where.startswith(".") else entry.name.startswith(where)


def _say(item: Element, text: str) -> None:
    for child in [*item]:
        item.remove(child)
    etree.SubElement(item, _tag(item, "t")).text = allowed(text)


def _some(rng: Random, root: Element, tag: str) -> Element | None:
    found = list(root.iterfind(f".//{{*}}{tag}"))
    return rng.choice(found) if found else None


def _several(rng: Random, root: Element, tag: str) -> list[Element]:
    found = list(root.iterfind(f".//{{*}}{tag}"))
    return rng.sample(found, min(len(found), rng.choice((1, 3, 20))))


def _value(cell: Element) -> Element:
    found = cell.find("{*}v")
    return etree.SubElement(cell, _tag(cell, "v")) if found is None else found


def _tag(near: Element, name: str) -> str:
    """A tag in the namespace of its neighbour."""
    space = etree.QName(near).namespace
    return f"{{{space}}}{name}" if space else name
