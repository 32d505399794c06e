"""What is sure of every letter of a template before one is made: that it needs nothing done after Jinja.

docxtpl takes each letter apart to number drawings and to put tables right. A settled source shows by itself
that whatever the values, its XML is whole and its tables keep their columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn
from jinja2 import Environment, nodes
from lxml import etree

_VALUE, _CHOICE, _BRANCH = "value", "choice", "branch"
_STATEMENTS = (nodes.Output, nodes.If, nodes.For)
_P, _R, _T, _TBL, _TR, _TC = (qn(f"w:{name}") for name in ("p", "r", "t", "tbl", "tr", "tc"))
_GRID, _COLUMN, _DRAWING = qn("w:tblGrid"), qn("w:gridCol"), qn("wp:docPr")
_SPAN = f"{qn('w:tcPr')}/{qn('w:gridSpan')}"
_VAL = qn("w:val")
_REVISED = (qn("w:pPrChange"), qn("w:rPrChange"))
_UNSETTLING = re.compile("[\t\f\a]|&#3")
"""Signs of the source itself that docxtpl or lxml would write otherwise."""

_DRAWN = "<wp:docPr "
_ID = re.compile(r'((?:[^<>]* )?id=")\d+(?=")')
_EMPTY = re.compile(r"<w:t( [^<>]*)?></w:t>")
_HEAD = serialize_part_xml(etree.Element("a")).partition(b"<a/>")[0]


def settled(source: str, environment: Environment) -> bool:
    """Whether letters from this source may be written as Jinja gives them, but for `written`."""
    tree = environment.parse(source)
    if not all(isinstance(s, _STATEMENTS) for s in tree.find_all(nodes.Stmt)) or _odd_signs(tree):
        return False
    try:
        root = etree.fromstring(_outline(tree.body))
    except etree.XMLSyntaxError:
        return False
    return (
        all(isinstance(node.tag, str) and node.tag not in _REVISED for node in root.iter())
        and all(map(_in_text, root.iter(_VALUE)))
        and not any(map(_may_be_empty, root.iter()))
        and all(map(_even, root.iter(_TBL)))
        and all(cell.find(_P) is not None or cell.find(_TBL) is not None for cell in root.iter(_TC))
        and sum(1 for _ in root.iter(_DRAWING)) == sum(map(bool, map(_ID.match, source.split(_DRAWN)[1:])))
    )


def written(xml: str, first: int) -> bytes:
    """What Jinja gave as lxml would write it: quotes as they are, empty texts closed; drawings numbered."""
    if "&#3" in xml:
        xml = xml.replace("&#34;", '"').replace("&#39;", "'")
    if "></w:t>" in xml:
        xml = _EMPTY.sub(r"<w:t\1/>", xml)
    before, *drawings = xml.split(_DRAWN)
    numbered = (_ID.sub(rf"\g<1>{number}", drawing, 1) for number, drawing in enumerate(drawings, first))
    return _HEAD + _DRAWN.join((before, *numbered)).encode()


def _odd_signs(tree: nodes.Template) -> bool:
    typed = (const.value for const in tree.find_all(nodes.Const) if isinstance(const.value, str))
    return not all(map(str.isprintable, typed)) or any(
        _UNSETTLING.search(text.data) for text in tree.find_all(nodes.TemplateData)
    )


def _outline(body: Iterable[nodes.Node]) -> str:
    """The XML with an element for each value and each choice; whole only where every branch is."""
    return "".join(map(_outlined, body))


def _outlined(node: nodes.Node) -> str:
    match node:
        case nodes.Output():
            return "".join(
                n.data if isinstance(n, nodes.TemplateData) else f"<{_VALUE}/>" for n in node.nodes
            )
        case nodes.If():
            branches: Sequence[list[nodes.Node]] = [node.body, *(n.body for n in node.elif_), node.else_]
        case nodes.For():
            branches = [node.body, node.else_]
    inside = "".join(f"<{_BRANCH}>{_outline(branch)}</{_BRANCH}>" for branch in branches)
    return f"<{_CHOICE}>{inside}</{_CHOICE}>"


def _in_text(value: Any) -> bool:
    """In a text of a run of a paragraph: there a line break or a new paragraph can be put in."""
    above = [node.tag for node in value.iterancestors() if node.tag not in (_CHOICE, _BRANCH)]
    return above[:3] == [_T, _R, _P]


def _may_be_empty(node: Any) -> bool:
    """lxml writes an element with nothing in it in another way."""
    if node.tag in (_T, _CHOICE, _BRANCH) or not len(node):
        return False
    return not node.text and all(child.tag == _CHOICE and not child.tail for child in node)


def _even(table: Any) -> bool:
    """No row has more cells than there are columns, and one that is always there fills them."""
    columns = len(table.findall(f"{_GRID}/{_COLUMN}"))
    rows = list(table.iter(_TR))
    return (
        not any(row.find(_CHOICE) is not None for row in (*rows, *table.iter(_GRID)))
        and all(len(row.findall(_TC)) <= columns for row in rows)
        and any(sum(map(span, row.findall(_TC))) >= columns for row in table.findall(_TR))
    )


def span(cell: Any) -> int:
    """The columns that a cell takes up."""
    found = cell.find(_SPAN)
    return 1 if found is None else int(found.get(_VAL))
