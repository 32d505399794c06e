"""A letter rendered by docxtpl itself: what the compiled way is held equal to, and what stands in for it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import SecurityError, UndefinedError
from lxml import etree

from xltools.errors import TemplateError
from xltools.letters.docx_file import repacked
from xltools.letters.environment import environment

_LONGEST_PROPERTY = 255
"""Characters Word keeps of a document property."""

_TBL, _TR, _TC, _P = (qn(f"w:{name}") for name in ("tbl", "tr", "tc", "p"))

_BROKEN = (
    "for 或 if 把表格、段落或超链接切断了。请让 {%tr …%} 各占一整行、{%p …%} 各占一整段，成对写在同一层里。"
)

_UNLIKE = (
    "有一个标签里的两项不是一类（如日期和数），比不了大小、数不了个数。"
    "请核对各个 if 的条件和“| length”的写法。"
)


class Letter(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl that stops at broken XML instead of dropping the rest of the document."""

    def fix_tables(self, xml: str) -> Any:
        etree.fromstring(xml)
        tree = super().fix_tables(xml)
        mend(tree)
        return tree

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Author, dates and folder an officer's template was saved with do not go out with the letter."""
        detach(self.docx)
        write_properties(self.docx.core_properties, context)

    def render_footnotes(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """No tags stand in footnotes: `check` refuses them."""


def render_plain(template: bytes, values: dict[str, object]) -> bytes:
    """Values → one .docx. TemplateError says what does not go together."""
    letter = Letter(io.BytesIO(template))
    out = io.BytesIO()
    with told():
        letter.render(values, environment(), autoescape=True)
        letter.save(out)
    return repacked(out.getvalue())


@contextmanager
def told() -> Iterator[None]:
    """What Jinja, Python and lxml raise over a template as a TemplateError in a sentence."""
    try:
        yield
    except (UndefinedError, SecurityError) as error:
        raise TemplateError(error.message) from error
    except (JinjaError, etree.XMLSyntaxError, RecursionError) as error:
        raise TemplateError(_BROKEN) from error
    except TypeError as error:
        raise TemplateError(_UNLIKE) from error


def write_properties(properties: Any, values: Mapping[str, Any]) -> None:
    """The document properties of a letter: its 标题, the office, the 成文日期 and nothing else."""
    day = values["成文日期"]
    office = str(values["发文机关"])[:_LONGEST_PROPERTY]
    properties.title = title_property(values["标题"])
    properties.author = properties.last_modified_by = office
    properties.created = properties.modified = dt.datetime(day.year, day.month, day.day)
    properties.comments = properties.subject = properties.keywords = ""
    properties.revision = 1


def title_property(title: object) -> str:
    """The 标题 on one line, as long as a property may be."""
    return str(title).replace("\n", "")[:_LONGEST_PROPERTY]


def detach(document: Any) -> None:
    """Cut the link to the .dotx a template was made from: it names a folder on someone's machine."""
    document.settings  # noqa: B018  # python-docx adds the part where a template has none
    settings = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    for node in settings.element.findall(qn("w:attachedTemplate")):
        settings.element.remove(node)
    for key in [k for k, r in settings.rels.items() if r.is_external]:
        settings.rels.pop(key)


def mend(tree: Any) -> None:
    """What an empty loop leaves must still open in Word: no table without rows, no empty cell."""
    for table in list(tree.iter(_TBL)):
        if table.find(_TR) is None:
            table.getparent().remove(table)
    for cell in tree.iter(_TC):
        if cell.find(_P) is None and cell.find(_TBL) is None:
            cell.append(OxmlElement("w:p"))
