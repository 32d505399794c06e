"""Who may be written to in what form (《党政机关公文处理工作条例》第十六条)."""

from __future__ import annotations

import re

_PARTING = re.compile("[、，,；;：:。]")
_GOVERNMENT = re.compile(r"(?:人民政府|(?:[市州县区旗盟]|自治[州县旗])政府|[市州县区旗盟]委)$")
_BY_REQUEST = "函"

LONGEST_COPY = 77
"""Characters of 抄送单位 in three lines of 版记, 抄送： and 。 included in the lines: 3+26, 26 and 25+1."""


def order_to_a_government(kind: str, to: object) -> str:
    """第十六条（二）: a sentence where a department would give orders to a government below; else empty.

    A 函 asks and may be sent to one; any other letter goes to its departments, with a copy to the government.
    """
    names = _PARTING.split(to) if isinstance(to, str) else []
    found = [name.strip() for name in names if _GOVERNMENT.search(name.strip())]
    if not found or kind.endswith(_BY_REQUEST):
        return ""
    return (
        f"{kind}主送“{'、'.join(found)}”，但部门不得向下级党委、政府发指令性公文（《党政机关公文处理工作条例》"
        "第十六条）。请主送其主管部门、抄送人民政府，或者改用函。"
    )


def too_long_a_copy(copied: object) -> str:
    """A sentence where 抄送单位 needs more lines than 版记 has room for, so that words would be cut off."""
    length = len(copied) if isinstance(copied, str) else 0
    if length <= LONGEST_COPY:
        return ""
    return f"抄送单位有{length}个字，版记最多排{LONGEST_COPY}个字，多出的印不出来。请改用统称或规范化简称。"
