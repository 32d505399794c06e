"""The two base layouts of GB/T 9704-2012, 文件格式 and 信函格式: sections, page headers and page numbers."""

from __future__ import annotations

from dataclasses import dataclass

from xltools.build.docx_box import OVER, Box, from_page_top
from xltools.build.docx_styles import LINE, mm
from xltools.build.docx_text import paragraph

NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{where}"'
    for prefix, where in {
        "w": "openxmlformats.org/wordprocessingml/2006/main",
        "r": "openxmlformats.org/officeDocument/2006/relationships",
        "mc": "openxmlformats.org/markup-compatibility/2006",
        "wp": "openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "openxmlformats.org/drawingml/2006/main",
        "wps": "microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands below the text on `pages`: default (odd), even or first."""

    pages: str
    content: str

    @property
    def xml(self) -> str:
        """The root element of its part."""
        return f"<w:ftr {NAMESPACES}>{self.content}</w:ftr>"


@dataclass(frozen=True, slots=True)
class Layout:
    """How the pages of a letter are laid out; `footer` in mm from the page's edge.

    `restarts` where its pages count from 1, `starts` where its first page stands.
    """

    name: str
    footers: tuple[Footer, ...]
    footer: float = 25
    restarts: bool = True
    starts: str = "nextPage"

    def section(self, first_relation: int) -> str:
        """The w:sectPr; its footers are the relations from rId`first_relation` on."""
        references = "".join(
            f'<w:footerReference w:type="{m.pages}" r:id="rId{number}"/>'
            for number, m in enumerate(self.footers, first_relation)
        )
        count = '<w:pgNumType w:start="1"/>' if self.restarts else ""
        title = "<w:titlePg/>" if any(m.pages == "first" for m in self.footers) else ""
        return (
            f'<w:sectPr>{references}<w:type w:val="{self.starts}"/><w:pgSz w:w="11906" w:h="16838"/>'
            f'<w:pgMar w:top="{mm(37)}" w:right="{mm(26)}" w:bottom="{mm(35)}" w:left="{mm(28)}" '
            f'w:header="{mm(15)}" w:footer="{mm(self.footer)}" w:gutter="0"/>'
            f'{count}{title}<w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>'
        )


def _page_number(pages: str, style: str, below: str = "") -> Footer:
    """— 1 —, the number a PAGE field."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    number = (
        f'{mark("begin")}<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>{mark("separate")}'
        f"<w:r><w:t>1</w:t></w:r>{mark('end')}"
    )
    closing = '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>'
    return Footer(pages, paragraph("— ", style).removesuffix("</w:p>") + number + closing + below)


_MARK = Box("信函标志", 170, 20, from_page_top(30.1), "t", OVER)
"""发文机关标志 of a 函 and the double line under it stand above the type area."""

FILE = Layout("文件格式", (_page_number("default", "页码单"), _page_number("even", "页码双")))
LETTER = Layout(
    "信函格式",
    (
        Footer("first", paragraph("", "信函末线")),
        _page_number("default", "页码单", paragraph("", "页码下空")),
        _page_number("even", "页码双", paragraph("", "页码下空")),
    ),
    footer=20,
)
RECEIPT = Layout(
    "送达回执",
    tuple(Footer(pages, paragraph("", "细行")) for pages in ("default", "even")),
    restarts=False,
    starts="oddPage",
)
"""A sheet of its own to sign, tear off and send back: on no back of the letter, without a page number."""


def head(layout: Layout, addressed: bool = True) -> str:
    """发文机关标志, 发文字号, 标题 and 主送机关, which a notice to the public has not."""
    number = {FILE.name: _file_number, LETTER.name: _letter_number}[layout.name]
    return "".join(
        (
            number(),
            paragraph("", "空行") * 2,
            paragraph("{{ 标题 }}", "公文标题"),
            paragraph("", "空行"),
            paragraph("{{ 主送单位 }}：", "主送机关") if addressed else "",
        )
    )


def _file_number() -> str:
    return "".join(
        (
            paragraph("", "标志上空"),
            paragraph("{{ 发文机关 }}文件", "发文机关标志"),
            paragraph("", "空行") * 2,
            paragraph("{{ 文号 }}", "发文字号"),
        )
    )


def _letter_number() -> str:
    mark = paragraph("{{ 发文机关 }}", "发文机关标志") + paragraph("", "信函首线")
    return _MARK.holding(mark, "信函标志下空") + paragraph("{{ 文号 }}", "信函发文字号")
