"""The paragraph styles of an official letter after GB/T 9704-2012, as WordprocessingML.

Lengths are in twips (1/20 pt) unless the name says otherwise; sizes in pt.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass

from xltools.letters.fonts import GB2312

FANGSONG, KAITI, HEITI, XIAOBIAOSONG, SONGTI = astuple(GB2312)
ELSEWHERE = {
    FANGSONG: "仿宋",
    KAITI: "楷体",
    HEITI: "SimHei",
    XIAOBIAOSONG: "方正小标宋_GBK",
    SONGTI: "SimSun",
}
"""What a machine without the font is likely to call its own."""

LINE = 579
"""22 lines fill the type area of 225 mm."""

TIGHTER = -5
"""Character spacing with which 28 characters of 16 pt fill 156 mm."""

CHARACTER = 315
"""One character of body text, spacing included."""

ABOVE_MARK = 1984
"""文件格式: 35 mm from the type area's top to the mark."""

UNDER_UPPER = 653
"""信函格式: from the type area's top to the line of the number, ⅞ of a character under the double line."""

RED = "FF0000"


def mm(length: float) -> int:
    """Millimetres → twips."""
    return round(length * 1440 / 25.4)


@dataclass(frozen=True, slots=True)
class Style:
    """One named paragraph style. `first` is the first-line indent in characters, `hanging` in twips;
    `rule` is its w:pBdr, `tab` a stop that what follows ends at.
    """

    id: str
    name: str
    font: str = FANGSONG
    size: float = 16
    line: int = LINE
    align: str = "both"
    first: int = 0
    left: int = 0
    right: int = 0
    hanging: int = 0
    spacing: int = TIGHTER
    color: str = ""
    keep: bool = False
    new_page: bool = False
    rule: str = ""
    tab: int = 0

    @property
    def xml(self) -> str:
        """The w:style element; children stand in the order of the schema."""
        default = ' w:default="1"' if self.id == "Normal" else ' w:customStyle="1"'
        based = "" if self.id == "Normal" else '<w:basedOn w:val="Normal"/>'
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.id}"><w:name w:val="{self.name}"/>{based}'
            f"<w:qFormat/><w:pPr>{self._paragraph}</w:pPr><w:rPr>{self._run}</w:rPr></w:style>"
        )

    @property
    def _paragraph(self) -> str:
        keep = "<w:keepNext/>" * self.keep + "<w:pageBreakBefore/>" * self.new_page
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{self.tab}"/></w:tabs>' if self.tab else ""
        first = f' w:firstLineChars="{self.first * 100}" w:firstLine="{self.first * CHARACTER}"'
        hanging = f' w:hanging="{self.hanging}"' if self.hanging else first
        return (
            f'{keep}<w:widowControl w:val="0"/>{self.rule}{tab}<w:overflowPunct/>'
            '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/>'
            f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{self.line}" '
            f'w:lineRule="exact"/><w:ind w:left="{self.left}" w:right="{self.right}"{hanging}/>'
            f'<w:jc w:val="{self.align}"/>'
        )

    @property
    def _run(self) -> str:
        color = f'<w:color w:val="{self.color}"/>' if self.color else ""
        return (
            f'{fonts(self.font)}{color}<w:spacing w:val="{self.spacing}"/><w:kern w:val="0"/>'
            f'<w:sz w:val="{round(self.size * 2)}"/><w:szCs w:val="{round(self.size * 2)}"/>'
            '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
        )


def fonts(name: str) -> str:
    """One font for every script, so that digits and quotation marks take it too; no theme fonts."""
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'
    )


def _rule(edge: str, line: str, eighths: int, space: int) -> str:
    """A red border of a paragraph; `eighths` of a point thick, `space` points from the text."""
    border = f'<w:{edge} w:val="{line}" w:sz="{eighths}" w:space="{space}" w:color="{RED}"/>'
    return f"<w:pBdr>{border}</w:pBdr>"


MARK_SIZE = 36
"""发文机关标志 in points: up to 12 characters on the type area's width."""

_WIDER = -mm(7)
"""The red double lines of a 函 are 170 mm wide, 7 mm more than the type area on either side."""

_NAME_LEFT = round(13.25 * CHARACTER)
"""署名 centred right of this is centred over a date that ends four characters from the right edge."""

_COPY_SIZE = 14
_COPY = _COPY_SIZE * 20
"""One character of 版记."""

STYLES = (
    Style("Normal", "Normal"),
    Style("AboveMark", "标志上空", line=ABOVE_MARK, keep=True),
    Style("Mark", "发文机关标志", XIAOBIAOSONG, MARK_SIZE, 756, "center", spacing=0, color=RED, keep=True),
    Style("Number", "发文字号", align="center", keep=True, rule=_rule("bottom", "single", 18, 9)),
    Style("Upper", "信函首线", size=1, line=142, spacing=0, rule=_rule("bottom", "thickThinSmallGap", 24, 0)),
    Style("UnderUpper", "信函标志下空", line=UNDER_UPPER, keep=True),
    Style("Lower", "信函末线", size=1, line=20, left=_WIDER, right=_WIDER, spacing=0,
          rule=_rule("bottom", "thinThickSmallGap", 24, 0)),
    Style("LetterNumber", "信函发文字号", align="right", keep=True),
    Style("Title", "公文标题", XIAOBIAOSONG, 22, 660, "center", spacing=0, keep=True),
    Style("To", "主送机关", align="left", keep=True),
    Style("Body", "公文正文", first=2),
    Style("Heading1", "公文一级标题", HEITI, first=2, keep=True),
    Style("Heading2", "公文二级标题", KAITI, first=2, keep=True),
    Style("Lead", "公文正文连下段", first=2, keep=True),
    Style("Gap", "空行", keep=True),
    Style("Annexes", "附件说明", left=5 * CHARACTER, hanging=3 * CHARACTER, keep=True),
    Style("Signature", "署名", align="center", left=_NAME_LEFT, keep=True),
    Style("Date", "成文日期", align="right", right=4 * CHARACTER, keep=True),
    Style("Note", "附注", align="left", first=2, keep=True),
    Style("Annex", "附件标志", HEITI, align="left", keep=True, new_page=True),
    Style("Copy", "抄送", size=_COPY_SIZE, line=480, left=_COPY * 4, right=_COPY, hanging=_COPY * 3,
          spacing=0),
    Style("Issued", "印发", size=_COPY_SIZE, line=480, align="left", left=_COPY, right=_COPY, spacing=0,
          tab=mm(156) - _COPY),
    Style("TableHead", "表头", HEITI, 12, 400, "center", spacing=0, keep=True),
    Style("TableText", "表格文字", size=12, line=400, align="center", spacing=0),
    Style("TableLeft", "表格文字左对齐", size=12, line=400, align="left", spacing=0),
    Style("BesideTable", "表格前后空", size=1, line=160, spacing=0, keep=True),
    Style("FormHead", "回执项目", HEITI, 14, 480, "center", spacing=0),
    Style("FormText", "回执内容", size=14, line=480, align="left", left=140, spacing=0),
    Style("PageOdd", "页码单", SONGTI, 14, 320, "right", right=280, spacing=0),
    Style("PageEven", "页码双", SONGTI, 14, 320, "left", left=280, spacing=0),
    Style("UnderPage", "页码下空", size=1, line=300, spacing=0),
    Style("Hairline", "细行", size=1, line=20, spacing=0),
)  # fmt: skip
BY_NAME = {style.name: style.id for style in STYLES}

TABLE_STYLES = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblCellMar><w:left w:w="57" w:type="dxa"/>'
    '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="Grid"><w:name w:val="公文表格"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
)
