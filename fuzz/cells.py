"""Mutations of what officers type: values in the cells of a table, its headings and its rows."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from random import Random

from lxml import etree

from fuzz import nasty
from fuzz.archive import Archive
from fuzz.trees import Element, allowed, on_tree

Change = Callable[[Random, Element], str]


def typed(rng: Random, root: Element) -> str:
    """Some cells of the sheet, most of them in one column."""
    cells = _cells(root)
    if not cells:
        return ""
    few = rng.sample(cells, min(len(cells), rng.choice((1, 2, 6))))
    if rng.random() < 0.4:
        column = _column(few[0])
        few = [cell for cell in cells if _column(cell) == column][rng.randrange(3) :]
    told = ""
    one = _draw(rng) if rng.random() < 0.5 else None
    for cell in few[:300]:
        told = _put(cell, *(one or _draw(rng)))
    return f"{len(few)} cells, {told}"


def headings(rng: Random, root: Element) -> str:
    """The cells of one of the first rows, where headings stand: gone, twice, in other places."""
    rows = [row for row in root.iterfind("{*}sheetData/{*}row") if len(row)][:8]
    if not rows:
        return ""
    row = rng.choice(rows)
    one, two = rng.choice(row), rng.choice(row)
    how = rng.choice(("exchanged", "doubled", "gone", "typed"))
    if how == "typed":
        return _put(one, "text", nasty.text(rng))
    if how == "gone":
        row.remove(one)
        return f"{one.get('r')} gone"
    inside, other = _inside(one), _inside(two)
    _fill(one, other)
    if how == "exchanged":
        _fill(two, inside)
    return f"{one.get('r')} and {two.get('r')} {how}"


def rows(rng: Random, root: Element) -> str:
    """A row twice, gone, in the place of another, hidden or empty."""
    data = root.find("{*}sheetData")
    if data is None or len(data) < 2:
        return ""
    row, other = rng.choice(data), rng.choice(data)
    how = rng.choice(("over another", "gone", "empty", "hidden"))
    if how == "gone":
        data.remove(row)
    elif how == "empty":
        for cell in [*row]:
            row.remove(cell)
    elif how == "hidden":
        row.set("hidden", "1")
    elif row is not other:
        _over(row, other)
    return f"row {row.get('r')} {how}"


def _over(row: Element, other: Element) -> None:
    """The cells of a row in the place of another's."""
    for cell in [*other]:
        other.remove(cell)
    for cell in row:
        copy = deepcopy(cell)
        copy.set("r", _column(cell) + other.get("r", "1"))
        other.append(copy)


CHANGES: tuple[Change, ...] = (typed, typed, typed, headings, rows)


def changed(rng: Random, archive: Archive) -> str:
    """One of these to a sheet."""
    entries = [each for each in archive.entries if each.name.startswith("xl/worksheets/sheet")]
    return on_tree(rng, rng.choice(entries), rng.choice(CHANGES)) if entries else ""


def _draw(rng: Random) -> tuple[str, str]:
    """The kind of a cell and what stands in it."""
    kind = rng.choice(("text", "text", "number", "number", "formula", "error", "truth", "blank", "date"))
    if kind == "text":
        return kind, nasty.text(rng)
    values = {
        "number": nasty.NUMBERS,
        "formula": ("SUM(A1:A3)", "1/0", "#REF!"),
        "date": ("2024-09-30", "0001-01-01", "x"),
        "error": ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#SPILL!"),
        "truth": ("1", "0"),
        "blank": ("",),
    }
    return kind, rng.choice(values[kind])


_TYPES = {"number": None, "error": "e", "truth": "b", "date": "d"}


def _put(cell: Element, kind: str, value: str) -> str:
    """Empty a cell and type something into it; its style stays."""
    _clear(cell)
    if kind == "text":
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, _tag(cell, "is")), _tag(cell, "t")).text = allowed(value)
    elif kind == "formula":
        etree.SubElement(cell, _tag(cell, "f")).text = value
    elif kind != "blank":
        if _TYPES[kind]:
            cell.set("t", str(_TYPES[kind]))
        etree.SubElement(cell, _tag(cell, "v")).text = value
    return f"{cell.get('r')} {kind} {value[:40]!r}"


def _inside(cell: Element) -> tuple[str | None, list[Element]]:
    return cell.get("t"), [deepcopy(child) for child in cell]


def _fill(cell: Element, inside: tuple[str | None, list[Element]]) -> None:
    _clear(cell)
    kind, children = inside
    if kind:
        cell.set("t", kind)
    cell.extend(deepcopy(child) for child in children)


def _clear(cell: Element) -> None:
    for child in [*cell]:
        cell.remove(child)
    cell.attrib.pop("t", None)


def _cells(root: Element) -> list[Element]:
    return list(root.iterfind("{*}sheetData/{*}row/{*}c"))


def _column(cell: Element) -> str:
    return (cell.get("r") or "A").rstrip("0123456789")


def _tag(near: Element, name: str) -> str:
    space = etree.QName(near).namespace
    return f"{{{space}}}{name}" if space else name
