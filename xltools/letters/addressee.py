"""Who may be written to in what form (《党政机关公文处理工作条例》第十六条)."""

from __future__ import annotations

import re

_PARTING = re.compile("[、，,；;：:。]")
_GOVERNMENT = re.compile(r"(?:人民政府|(?:[市州县区旗盟]|自治[州县旗])政府|[市州县区旗盟]委)$")
_BY_REQUEST = "函"


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
