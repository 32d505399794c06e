"""A Word template checked before any letter is made of it: every problem, with the paragraph it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import parse_xml
from docx.oxml.ns import qn

from xltools.letters.blocks import missing_blocks
from xltools.letters.expressions import Expressions, Row
from xltools.letters.fields import LetterKind
from xltools.letters.tags import (
    PREFIXES,
    Tag,
    find_tags,
    paragraph_text,
    prefix_problem,
    typing_problems,
    without_tags,
)
from xltools.letters.text import clipped, nearest

_PARTS = {RELATIONSHIP_TYPE.HEADER: "页眉", RELATIONSHIP_TYPE.FOOTER: "页脚"}
_HARMLESS = ("hyperlink", "attachedTemplate")
"""External targets that may stay in a template; the attached template does not go out with a letter."""

_UNRENDERED = {"footnotes": "脚注", "endnotes": "尾注"}
_REVISIONS = tuple(
    qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange")
)
DEEPEST = 2
"""Loops in loops: deeper ones would take hours over a province's rows."""

_ENDS = {"for": "endfor", "if": "endif"}
_WORDS = ("for", "endfor", "if", "elif", "else", "endif")


def check(document: WordDocument, kind: LetterKind) -> list[str]:
    """Every problem of a template as a sentence that quotes its paragraph; empty where it can be used."""
    checker = _Checker(kind)
    for place, element in _rendered_parts(document):
        checker.part(place, element)
    missing = (*_missing(kind, checker.expressions.used), *missing_blocks(document))
    return list(dict.fromkeys((*checker.problems, *_left_overs(document), *missing)))


def _rendered_parts(document: WordDocument) -> Iterator[tuple[str, Any]]:
    """The parts that are rendered: the body, then every header and footer."""
    yield "正文", document.element.body
    for relation in document.part.rels.values():
        if relation.reltype in _PARTS and not relation.is_external:
            yield _PARTS[relation.reltype], parse_xml(relation.target_part.blob)


def _left_overs(document: WordDocument) -> Iterator[str]:
    """Tracked changes, comments, and tags where nothing is filled in."""
    body = document.element.body
    if any(next(part.iter(*_REVISIONS), None) is not None for _, part in _rendered_parts(document)):
        yield "模板里有没处理的修订痕迹。请在“审阅”里接受全部修订并关闭修订，再保存。"
    if next(body.iter(qn("w:commentReference")), None) is not None:
        yield "模板里有批注，会随函件发出去。请在“审阅”里删除全部批注，再保存。"
    for part in document.part.package.iter_parts():
        if any(r.is_external and _kind(r) not in _HARMLESS for r in part.rels.values()):
            yield "模板里有链接到外部文件的图片或对象，函件发出后打不开。请改为嵌入或删除，再保存。"
    for relation in document.part.rels.values():
        name = _kind(relation)
        if (
            name in _UNRENDERED
            and not relation.is_external
            and re.search(rb"\{[{%]", relation.target_part.blob)
        ):
            yield f"{_UNRENDERED[name]}里的字段不会被填入。请把它移到正文。"


def _kind(relation: Any) -> str:
    return str(relation.reltype).rsplit("/", 1)[-1]


def _missing(kind: LetterKind, used: set[str]) -> Iterator[str]:
    for field_ in kind.fields:
        if field_.must and field_.name not in used:
            yield f"缺少字段“{{{{ {field_.name} }}}}”（{field_.meaning}）。请在该写的地方补上。"


@dataclass(frozen=True, slots=True)
class _Block:
    """An open {% for %} or {% if %} and where it was opened."""

    tag: Tag
    place: str
    paragraph: Any
    variables: dict[str, Row]


@dataclass(slots=True)
class _Checker:
    kind: LetterKind
    problems: list[str] = field(default_factory=list)
    blocks: list[_Block] = field(default_factory=list)
    expressions: Expressions = field(init=False)

    def __post_init__(self) -> None:
        self.expressions = Expressions(self.kind)

    def part(self, place: str, element: Any) -> None:
        """Check one part; blocks must be closed within it."""
        names = [f.name for f in self.kind.fields]
        for paragraph in element.iter(qn("w:p")):
            text = paragraph_text(paragraph)
            where = f"{place}“{clipped(text)}”"
            self.problems.extend(f"{where}：{p}。" for p in typing_problems(text, names))
            for tag in find_tags(text):
                self._tag(tag, where, paragraph)
        for block in self.blocks:
            self._note(block.place, f"“{block.tag.source}”后面缺少“{_closing(block.tag)}”")
        self.blocks.clear()

    def _note(self, where: str, *problems: str) -> None:
        self.problems.extend(f"{where}：{p}。" for p in problems)

    def _tag(self, tag: Tag, where: str, paragraph: Any) -> None:
        wrong = prefix_problem(tag) or _position_problem(tag, paragraph)
        if wrong:
            self._note(where, wrong)
        scope = {name: row for block in self.blocks for name, row in block.variables.items()}
        if not tag.statement:
            self._note(where, *self.expressions.check_print(tag, scope))
        elif tag.word not in _WORDS:
            self._note(where, _unknown_word(tag))
        else:
            self._statement(tag, where, paragraph, scope)

    def _statement(self, tag: Tag, where: str, paragraph: Any, scope: dict[str, Row]) -> None:
        if tag.word == "for":
            if sum(block.tag.word == "for" for block in self.blocks) >= DEEPEST:
                self._note(where, f"“{tag.source}”：for 最多套{DEEPEST}层")
            variables, problems = self.expressions.check_loop(tag, scope)
            self._note(where, *problems)
            self.blocks.append(_Block(tag, where, paragraph, variables))
            return
        if tag.word in ("if", "elif"):
            self._note(where, *self.expressions.check_condition(tag, scope))
        if tag.word == "if":
            self.blocks.append(_Block(tag, where, paragraph, {}))
            return
        self._continuation(tag, where, paragraph)

    def _continuation(self, tag: Tag, where: str, paragraph: Any) -> None:
        """elif, else, endif and endfor belong to the block opened last."""
        block = self.blocks[-1] if self.blocks else None
        if block is None or not _belongs(tag.word, block.tag.word):
            opener = "for" if tag.word == "endfor" else "if"
            self._note(where, f"“{tag.source}”前面没有与它配对的“{opener}”，或中间的块没有结束")
            return
        self._note(where, *_pairing_problem(block, tag, paragraph))
        if tag.word in _ENDS.values():
            self.blocks.pop()


def _unknown_word(tag: Tag) -> str:
    """Word turns the first letter of a paragraph into a capital: {%P if …%}."""
    if tag.word.lower() in (*_WORDS, *PREFIXES):
        return f"“{tag.source}”里的“{tag.word}”要小写（在 Word 里按一次撤销即可）"
    return f"看不懂“{tag.source}”{nearest(tag.word, _WORDS)}，模板里只用得到 for 和 if"


def _belongs(word: str, opener: str) -> bool:
    return word == _ENDS[opener] or word == "else" or (word == "elif" and opener == "if")


def _closing(tag: Tag) -> str:
    return f"{{%{tag.prefix} {_ENDS[tag.word]} %}}"


def _pairing_problem(block: _Block, tag: Tag, paragraph: Any) -> list[str]:
    """An opener and its end must drop the same kind of thing, and an inline one end in its own paragraph."""
    opener = block.tag
    if opener.prefix != tag.prefix:
        should = "{%" + f"{opener.prefix} {tag.body} " + "%}"
        return [f"“{tag.source}”与前面的“{opener.source}”写法不一致，应写成“{should}”"]
    if not opener.prefix and block.paragraph is not paragraph:
        row = next(paragraph.iterancestors(qn("w:tr")), None) is not None
        better = "tr" if row else "p"
        return [
            f"“{opener.source}”和“{tag.source}”不在同一段。整段（整行）取舍时请写成"
            f"“{{%{better} {opener.body} %}}”和“{{%{better} {tag.body} %}}”，各占一段（一行）"
        ]
    if opener.prefix and _frame(block.paragraph, opener.prefix) is not _frame(paragraph, opener.prefix):
        return [f"“{opener.source}”和“{tag.source}”不在同一张表格（或同一个单元格、同一部分）里"]
    return []


def _frame(paragraph: Any, prefix: str) -> Any:
    """What holds the things that the tag repeats or drops: the table of a row, the parent of a paragraph."""
    thing = _thing(paragraph, prefix)
    return None if thing is None else thing.getparent()


def _thing(paragraph: Any, prefix: str) -> Any:
    """The paragraph, row or cell that docxtpl drops around a prefixed tag."""
    return paragraph if prefix == "p" else next(paragraph.iterancestors(qn(f"w:{prefix}")), None)


def _position_problem(tag: Tag, paragraph: Any) -> str:
    """docxtpl drops all else in the paragraph, row or cell of a prefixed tag: nothing may stand there."""
    if tag.prefix not in PREFIXES or not tag.statement:
        return ""
    thing = _thing(paragraph, tag.prefix)
    if thing is None:
        return f"“{tag.source}”只能写在表格里"
    texts = [paragraph_text(p) for p in ([thing] if tag.prefix == "p" else thing.iter(qn("w:p")))]
    alone = not any(without_tags(t).strip() for t in texts) and sum(len(find_tags(t)) for t in texts) == 1
    what = PREFIXES[tag.prefix]
    return "" if alone else f"“{tag.source}”要单独占一个{what}，同一{what}里的其他内容会丢失"
