"""The workbook's styles: formats are looked up, and new ones appended; none that exists is changed."""

from __future__ import annotations

import copy

from lxml import etree

from xltools.errors import HostError
from xltools.ooxml.dates import date_styles
from xltools.ooxml.looks import AS_IS, Format, Rgb
from xltools.ooxml.parts import MAIN, Element, Parts, created, main, place

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
FIRST_CUSTOM = 164

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "m/d/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yyyy h:mm",
    37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""Formats that files name by number only (ECMA-376 part 1, 18.8.30)."""

_NORMAL = {"numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0"}
_SECTION_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")

_EMPTY = f"""<styleSheet xmlns="{MAIN}">
<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>
<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


class Styles:
    """Styles by number (the s attribute of a cell)."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._part = parts.related_part(parts.workbook, "styles")
        self._blank = etree.fromstring(_EMPTY)
        self._derived: dict[tuple[int, Format, str], int] = {}

    def number_format(self, style: int) -> str:
        """The number format of a style."""
        return self._code(int(self._xf(style).get("numFmtId", "0")))

    def is_date(self, style: int) -> bool:
        """Whether a number in this style is read as a date."""
        dates = date_styles(self._root)
        return style < len(dates) and dates[style]

    def wraps(self, style: int) -> bool:
        """Whether texts in this style are shown on several lines."""
        alignment = self._xf(style).find(main("alignment"))
        return alignment is not None and alignment.get("wrapText") in ("1", "true")

    def fill(self, style: int) -> Rgb | None:
        """The colour of a solid fill; HostError for a theme colour, which has no fixed value."""
        fills = self._root.find(main("fills"))
        index = int(self._xf(style).get("fillId", "0"))
        pattern = fills[index].find(main("patternFill")) if fills is not None and index < len(fills) else None
        if pattern is None or pattern.get("patternType", "none") in ("none", "gray125"):
            return None
        color = pattern.find(main("fgColor"))
        rgb = color.get("rgb") if color is not None else None
        if rgb is None:
            raise HostError("单元格的填充用了主题颜色，读不出固定的颜色值。请在 Excel 里改用“其他颜色”。")
        return int(rgb[-6:-4], 16), int(rgb[-4:-2], 16), int(rgb[-2:], 16)

    def styled(self, style: int, wanted: Format, needed: str) -> int:
        """The number of a style with what is asked for, appended where there is none yet; `needed` is the
        date format that a value wants unless the cell shows dates already."""
        if not needed and (wanted is AS_IS or wanted == AS_IS):
            return style
        key = (style, wanted, needed)
        if key not in self._derived:
            self._derived[key] = self._derive(0 if wanted.plain else style, wanted, needed)
        return self._derived[key]

    def _derive(self, style: int, wanted: Format, needed: str) -> int:
        code = wanted.number_format
        if code is None and needed and not self.is_date(style):
            code = needed
        xf = copy.deepcopy(self._xf(style))
        if code is not None:
            _apply(xf, "numFmtId", self._number(code), "applyNumberFormat")
        if wanted.fill is not None:
            _apply(xf, "fillId", self._fill_number(wanted.fill), "applyFill")
        if wanted.bold is not None:
            _apply(xf, "fontId", self._bold_number(int(xf.get("fontId", "0")), wanted.bold), "applyFont")
        if wanted.wrap is not None:
            _wrap(xf, wanted.wrap)
        return self._append("cellXfs", xf)

    @property
    def _root(self) -> Element:
        return self._parts.peek(self._part) if self._part else self._blank

    def _edit(self) -> None:
        """Have the styles saved; a workbook without any gets the part."""
        if self._part is None:
            self._part = self._parts.fresh("xl/styles{}.xml")
            self._parts.add(self._part, self._blank, CONTENT_TYPE)
            self._parts.relate(self._parts.workbook, self._part, "styles")
        self._parts.edit(self._part)

    def _section(self, name: str) -> Element:
        """One list of the styles; an absent one is made in its place."""
        root = self._root
        section = root.find(main(name))
        if section is None:
            section = created(root, name)
            place(root, section, _SECTION_ORDER)
        return section

    def _xf(self, style: int) -> Element:
        formats = self._section("cellXfs")
        if not len(formats):
            return created(formats, "xf", _NORMAL)
        return formats[style] if style < len(formats) else formats[0]

    def _append(self, name: str, element: Element) -> int:
        """A new entry at the end of a list, or the number of one that is just the same."""
        section = self._section(name)
        same = next((n for n, other in enumerate(section) if _same(element, other)), None)
        if same is not None:
            return same
        self._edit()
        section.append(element)
        section.set("count", str(len(section)))
        return len(section) - 1

    def _code(self, number: int) -> str:
        for entry in self._root.iterfind(f"{main('numFmts')}/{main('numFmt')}"):
            if entry.get("numFmtId") == str(number):
                return entry.get("formatCode", "General")
        return BUILT_IN.get(number, "General")

    def _number(self, code: str) -> int:
        """The number of a format, a new one where no file or standard knows it."""
        built_in = next((n for n, c in BUILT_IN.items() if c == code), None)
        if built_in is not None:
            return built_in
        entries = self._section("numFmts")
        for entry in entries:
            if entry.get("formatCode") == code:
                return int(entry.get("numFmtId", "0"))
        number = max([FIRST_CUSTOM - 1, *(int(e.get("numFmtId", "0")) for e in entries)]) + 1
        self._append("numFmts", created(entries, "numFmt", {"numFmtId": str(number), "formatCode": code}))
        return number

    def _fill_number(self, rgb: Rgb | tuple[()]) -> int:
        if not rgb:
            return 0
        fills = self._section("fills")
        for reserved in ("none", "gray125")[len(fills) :]:  # the first two never show another pattern
            etree.SubElement(etree.SubElement(fills, main("fill")), main("patternFill"), patternType=reserved)
        fill = created(fills, "fill")
        pattern = etree.SubElement(fill, main("patternFill"), patternType="solid")
        etree.SubElement(pattern, main("fgColor"), rgb="FF" + bytes(rgb).hex().upper())
        etree.SubElement(pattern, main("bgColor"), indexed="64")
        return self._append("fills", fill)

    def _bold_number(self, font: int, bold: bool) -> int:
        fonts = self._section("fonts")
        wanted = copy.deepcopy(fonts[font]) if font < len(fonts) else created(fonts, "font")
        for mark in wanted.findall(main("b")):
            wanted.remove(mark)
        if bold:
            wanted.insert(0, etree.Element(main("b")))
        return self._append("fonts", wanted)


def _same(a: Element, b: Element) -> bool:
    """Whether two elements say the same."""
    alike = a.tag == b.tag and a.attrib == b.attrib and (a.text or "").strip() == (b.text or "").strip()
    return alike and len(a) == len(b) and all(map(_same, a, b))


def _wrap(xf: Element, wrap: bool) -> None:
    alignment = xf.find(main("alignment"))
    if alignment is None:
        alignment = created(xf, "alignment")
        xf.insert(0, alignment)
    alignment.set("wrapText", str(int(wrap)))
    alignment.set("vertical", "top")
    xf.set("applyAlignment", "1")


def _apply(xf: Element, name: str, number: int, flag: str) -> None:
    xf.set(name, str(number))
    xf.set(flag, "1")
