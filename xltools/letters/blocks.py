"""The parts a letter may not go out without: 署名 over 成文日期, where the seal is put, and 版记."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from xltools.letters.tags import find_tags, paragraph_text, without_tags

_ISSUER, _DATED, _COPY = "发文机关", "成文日期", "抄送单位"
_SIGNED_STYLE = "署名"
_PUT_BACK = "请从附带的模板里拷回"
_INSIDE = (qn("w:tbl"), qn("w:txbxContent"))


def missing_blocks(document: WordDocument) -> Iterator[str]:
    """A sentence for each part that was deleted."""
    yield from _signature(document)
    if not any(_COPY in _printed(text) for text in _texts(document)):
        yield (
            f"没有版记（抄送机关）：函件清单里的抄送单位印不出来。{_PUT_BACK}，"
            f"或在文末加一段“{{% if {_COPY} %}}抄送：{{{{ {_COPY} }}}}。{{% endif %}}”。"
        )
    if _is_file(document) and not any(t.rstrip().endswith("印发") for t in _texts(document)):
        yield (
            f"版记里没有印发机关和印发日期：文件格式的版记最后一行应为"
            f"“{{{{ {_ISSUER} }}}}　{{{{ {_DATED} | 中文日期 }}}}印发”。{_PUT_BACK}，或照写一行。"
        )


def _signature(document: WordDocument) -> Iterator[str]:
    """GB/T 9704-2012: 署名 centred over 成文日期, each a line of its own under the body."""
    lines = [p for p in _body_paragraphs(document) if _holds_something(paragraph_text(p))]
    places = [i for i, p in enumerate(lines) if _only(paragraph_text(p), _DATED)]
    if not places:
        yield (
            f"没有署名和成文日期（盖章的地方）：正文之后要有“{{{{ {_ISSUER} }}}}”和"
            f"“{{{{ {_DATED} | 中文日期 }}}}”两段，各占一段，样式用“署名”“成文日期”。"
            f"{_PUT_BACK}，或照写两段。"
        )
    elif not any(_signs(document, lines, i - 1) for i in places):
        yield (
            f"成文日期上面没有署名（盖章的地方）：它的上一段应为“{{{{ {_ISSUER} }}}}”，样式用“署名”。"
            f"{_PUT_BACK}，或照写一段。"
        )


def _body_paragraphs(document: WordDocument) -> Iterator[Any]:
    """The paragraphs of the body itself, without tables and text boxes."""
    for paragraph in document.element.body.iter(qn("w:p")):
        if next(paragraph.iterancestors(*_INSIDE), None) is None:
            yield paragraph


def _holds_something(text: str) -> bool:
    """Neither empty nor a lone {%p if … %}."""
    return bool(without_tags(text).strip()) or any(not tag.statement for tag in find_tags(text))


def _only(text: str, field: str) -> bool:
    """Whether a line prints one field and nothing else."""
    return _printed(text) == [field] and not without_tags(text).strip()


def _printed(text: str) -> list[str]:
    """The fields a paragraph prints."""
    return [tag.body.split("|")[0].strip() for tag in find_tags(text) if not tag.statement]


def _signs(document: WordDocument, lines: Sequence[Any], place: int) -> bool:
    """Whether the line at a place is a 署名: by its field, or by its style where a name was typed."""
    if place < 0:
        return False
    style = lines[place].style
    named = next((s.name for s in document.styles if style and s.style_id == style), "")
    return _only(paragraph_text(lines[place]), _ISSUER) or named == _SIGNED_STYLE


def _texts(document: WordDocument) -> Iterator[str]:
    return (paragraph_text(p) for p in document.element.body.iter(qn("w:p")))


def _is_file(document: WordDocument) -> bool:
    """Whether 发文机关标志 is that of a 文件: the office's name and 文件."""
    marks = (t for t in _texts(document) if without_tags(t).strip() == "文件")
    return any(_ISSUER in _printed(mark) for mark in marks)
