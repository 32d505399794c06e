"""Finding the tags an officer typed in one paragraph, and what is wrong with the way they are typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_TAG = re.compile(r"\{\{(?P<print>.*?)\}\}|\{%(?P<statement>.*?)%\}|\{#.*?#\}", re.S)
_LOOSE = re.compile(r"[{｛]\s?[{｛%％].*?(?:[%％}｝]\s?[}｝]|$)", re.S)
_LONE = re.compile(r"(?<![{｛])[{｛]\s*([^{}｛｝%％]+?)\s*[}｝](?![}｝])")
_HALF = re.compile(r"\{\{|\}\}|\{%|%\}|｛｛|｝｝|｛％|％｝")
_PREFIX = re.compile(r"(tr|tc|p|r)\s(.*)", re.S)
_SPACED_PREFIX = re.compile(r"\s+(tr|tc|p|r)\s+(?=for|if|elif|else|endfor|endif)")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")

PREFIXES = {"p": "段落", "tr": "表格行", "tc": "单元格"}


@dataclass(frozen=True, slots=True)
class Tag:
    """One {{ … }} or {% … %}; `prefix` is p, tr or tc where docxtpl drops what is around it."""

    source: str
    body: str
    prefix: str = ""
    statement: bool = False

    @property
    def word(self) -> str:
        """for, endfor, if …; empty for a {{ … }}."""
        found = re.match(r"\w+", self.body) if self.statement else None
        return found[0] if found else ""


def find_tags(paragraph: str) -> list[Tag]:
    """The well-formed tags of a paragraph, comments left out."""
    return [_tag(m) for m in _TAG.finditer(paragraph) if not m[0].startswith("{#")]


def without_tags(paragraph: str) -> str:
    """What is left of a paragraph when its tags are taken out."""
    return _TAG.sub("", paragraph)


def typing_problems(paragraph: str, fields: Collection[str]) -> Iterator[str]:
    """Full-width braces, braces without a partner, a single brace around a field's name."""
    rest = without_tags(paragraph)
    for loose in _LOOSE.finditer(rest):
        yield _loose_problem(loose[0])
    rest = _LOOSE.sub("", rest)
    for lone in _LONE.finditer(rest):
        if lone[1] in fields:
            yield f"“{lone[0]}”少了一层括号，应写成“{{{{ {lone[1]} }}}}”"
    for half in _HALF.finditer(_LONE.sub("", rest)):
        yield f"“{half[0]}”没有配对，一个标签要在同一段里写完"


def straightened(body: str) -> str:
    """The half-width writing of a tag: ｜ → |, （ → (; signs that cannot be seen are left out."""
    return "".join(c for c in unicodedata.normalize("NFKC", body) if unicodedata.category(c) != "Cf")


def _tag(match: re.Match[str]) -> Tag:
    statement = match["statement"] is not None
    body = (match["statement"] if statement else match["print"]).translate(_STRAIGHT)
    prefixed = _PREFIX.match(body)
    prefix, inside = (prefixed[1], prefixed[2]) if prefixed else ("", body)
    return Tag(match[0], inside.strip(), prefix, statement)


def _loose_problem(typed: str) -> str:
    mended = re.sub(r"(?<=\{)\s(?=[{%])|(?<=[%}])\s(?=\})", "", straightened(typed))
    if mended != typed and _TAG.fullmatch(mended):
        return f"“{typed}”用了全角括号或多了空格，应写成“{mended}”"
    return f"“{typed[:30]}”没有配对，一个标签要在同一段里用“}}}}”或“%}}”写完"


def prefix_problem(tag: Tag) -> str:
    """What is wrong with the first letters inside a tag; empty where nothing is."""
    inside = tag.source[2:-2]
    if inside.startswith(("-", "+")) or inside.endswith(("-", "+")):
        return f"请去掉“{tag.source}”里紧挨括号的加减号"
    spaced = _SPACED_PREFIX.match(inside)
    if spaced and tag.statement:
        return f"“{tag.source}”里“{{%”和“{spaced[1]}”之间不能有空格"
    if tag.prefix and re.search(r"[%}]", tag.body):
        return f"“{tag.source}”的“{tag.prefix}”标签里不能有“%”和“}}”"
    if tag.prefix == "r" or (tag.prefix and not tag.statement):
        return f"“{tag.source}”多了“{tag.prefix}”，字段直接写成“{{{{ {tag.body} }}}}”"
    return ""


def paragraph_text(paragraph: Any) -> str:
    """The text of a paragraph of a document as typed, without that of text boxes anchored in it."""
    nodes = paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
    own = (node for node in nodes if next(node.iterancestors(qn("w:p"))) is paragraph)
    return "".join((node.text or "") if node.tag == qn("w:t") else " " for node in own)
