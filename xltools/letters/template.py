"""A Word template of one kind of letter: checked once when loaded, then rendered as often as needed."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import SecurityError, UndefinedError
from lxml import etree

from xltools.errors import TemplateError
from xltools.letters.check import check
from xltools.letters.context import context
from xltools.letters.docx_file import document_of, read_template, repacked
from xltools.letters.environment import environment
from xltools.letters.fields import LetterKind


class Template:
    """The bytes of a template that has passed every check."""

    def __init__(self, kind: LetterKind, data: bytes, name: str) -> None:
        self.kind = kind
        self.name = name
        self._data = data
        problems = check(document_of(data, name), kind)
        problems = problems or self._trial_problems()
        if problems:
            raise TemplateError("\n".join(f"模板“{name}”　{p}" for p in problems))

    @classmethod
    def load(cls, kind: LetterKind, path: Path) -> Template:
        """Read and check; TemplateError lists all that is wrong."""
        return cls(kind, read_template(path), path.name)

    def render(self, facts: Mapping[str, object]) -> bytes:
        """Facts → one .docx. The same facts give the same bytes."""
        values = context(self.kind, facts)
        try:
            return _rendered(self._data, values)
        except TemplateError as error:
            raise TemplateError(f"模板“{self.name}”：{error}") from error

    def _trial_problems(self) -> list[str]:
        """Render the samples: all fields filled, then every optional one blank."""
        problems = []
        for sample in (self.kind.sample(), self.kind.bare_sample()):
            try:
                _rendered(self._data, context(self.kind, sample))
            except TemplateError as error:
                problems.append(str(error))
        return problems


class _Letter(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl that stops at broken XML instead of dropping the rest of the document."""

    def fix_tables(self, xml: str) -> Any:
        try:
            etree.fromstring(xml)
        except etree.XMLSyntaxError as error:
            raise TemplateError(_BROKEN) from error
        tree = super().fix_tables(xml)
        _mend(tree)
        return tree

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Author, dates and folder an officer's template was saved with do not go out with the letter."""
        _detach(self.docx)
        properties = self.docx.core_properties
        day = context["成文日期"]
        properties.title = str(context["标题"]).replace("\n", "")
        properties.author = context["发文机关"]
        properties.last_modified_by = context["发文机关"]
        properties.created = properties.modified = dt.datetime(day.year, day.month, day.day)
        properties.comments = properties.subject = properties.keywords = ""
        properties.revision = 1

    def render_footnotes(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """No tags stand in footnotes: `check` refuses them."""


_BROKEN = (
    "for 或 if 把表格、段落或超链接切断了。请让 {%tr …%} 各占一整行、{%p …%} 各占一整段，成对写在同一层里。"
)


def _rendered(data: bytes, values: dict[str, object]) -> bytes:
    letter = _Letter(io.BytesIO(data))
    out = io.BytesIO()
    try:
        letter.render(values, environment(), autoescape=True)
        letter.save(out)
    except (UndefinedError, SecurityError) as error:
        raise TemplateError(error.message) from error
    except (JinjaError, etree.XMLSyntaxError, RecursionError) as error:
        raise TemplateError(_BROKEN) from error
    return repacked(out.getvalue())


def _detach(document: Any) -> None:
    """Cut the link to the .dotx a template was made from: it names a folder on someone's machine."""
    document.settings  # noqa: B018  # python-docx adds the part where a template has none
    settings = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    for node in settings.element.findall(qn("w:attachedTemplate")):
        settings.element.remove(node)
    for key in [k for k, r in settings.rels.items() if r.is_external]:
        settings.rels.pop(key)


def _mend(tree: Any) -> None:
    """What an empty loop leaves must still open in Word: no table without rows, no empty cell."""
    for table in list(tree.iter(qn("w:tbl"))):
        if table.find(qn("w:tr")) is None:
            table.getparent().remove(table)
    for cell in tree.iter(qn("w:tc")):
        if cell.find(qn("w:p")) is None and cell.find(qn("w:tbl")) is None:
            cell.append(OxmlElement("w:p"))
