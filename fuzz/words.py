"""Mutations of a Word template: what stands between the braces, and what Word makes of the text around."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from random import Random

from lxml import etree

from fuzz import nasty
from fuzz.archive import Archive
from fuzz.trees import Element, allowed, on_tree

Change = Callable[[Random, Element], str]

_NAMES = (
    "单位",
    "依据",
    "标题",
    "反馈期限",
    "综合得分",
    "指标",
    "排名",
    "不存在",
    "甲",
    "loop",
    "self",
    "_",
    "1",
    "None",
    "true",
    "loop.index",
    "甲.指标",
    "单位.__class__",
    "单位.x",
    "指标[0]",
    "指标[0].得分",
    "loop.loop.index",
    "文号.字",
    "",
)
_FILTERS = (
    "",
    "|中文日期",
    "|百分比",
    "|小数(2)",
    "|小数(999999999)",
    "|default('无')",
    "|length",
    "|safe",
    "|attr('x')",
    "|upper",
    "|中文日期|百分比",
    "|",
    "|金额",
    "|小数('a')",
    "|小数(位数=-1)",
    "|join",
    "|map('upper')",
    "|万元",
)
_LOGIC = (
    "{% if N %}",
    "{% endif %}",
    "{% else %}",
    "{% elif N %}",
    "{%p if N %}",
    "{%p endif %}",
    "{%tr for 甲 in N %}",
    "{%tr endfor %}",
    "{% for 甲 in N %}",
    "{% endfor %}",
    "{% for 甲, 乙 in N %}",
    "{% set 甲 = 1 %}",
    "{% include 'a' %}",
    "{% extends N %}",
    "{% macro 甲() %}",
    "{% raw %}",
    "{% endraw %}",
    "{# N #}",
    "{#",
    "#}",
    "{%",
    "%}",
    "{{",
    "}}",
    "{%- if N -%}",
    "{%tc if N %}",
    "{%r if N %}",
    "{{r N }}",
    "{{p N }}",
    "{%zz if N %}",
    "{% if N == 1 and N %}",
    "{% if N is defined %}",
    "{% if (N %}",
    "{% if N if N else N %}",
    "{% for 甲 in N recursive %}",
    "{% block a %}",
    "{% for 甲 in N if 甲 %}",
    "{% if not " + "not " * 200 + "N %}",
    "{% autoescape false %}",
    "{% call N() %}",
    "{% do N %}",
    "{{ N + 1 }}",
    "{{ N * 9999999 }}",
    "{{ N ~ N }}",
    "{{ N() }}",
    "{{ 'a' * 10**9 }}",
    "{{ [N] * 3 }}",
    "{{ {1: N} }}",
    "{{ N if N }}",
    "{{ N[::-1] }}",
    "{{ 1/0 }}",
    "{{ " + "(" * 400 + "N" + ")" * 400 + " }}",
    "{{ N.N.N }}",
    "{{ '{{' }}",
    "{{ “N” }}",
    "｛｛ N ｝｝",
    "{ { N } }",
    "{{N}",
    "{{{ N }}}",
    "{{ N }}" * 300,
    "{{ -N }}",
    "{{ N in N }}",
    "{% continue %}",
)


def tag(rng: Random) -> str:
    """A tag, of the kinds that officers mistype and of those that nobody means well with."""
    name = rng.choice(_NAMES)
    if rng.random() < 0.4:
        return f"{{{{ {name}{rng.choice(_FILTERS)} }}}}"
    return rng.choice(_LOGIC).replace("N", name)


def typed(rng: Random, root: Element) -> str:
    """Something typed into a run: a tag, or any text."""
    texts = _texts(root)
    if not texts:
        return ""
    node = rng.choice(texts)
    new, old = (tag(rng) if rng.random() < 0.8 else nasty.text(rng)), node.text or ""
    at = rng.randrange(len(old) + 1)
    node.text = allowed(rng.choice((new, old[:at] + new + old[at:], old + new)))
    return f"typed {new[:60]!r}"


def in_a_tag(rng: Random, root: Element) -> str:
    """A character left out, doubled or changed where a tag stands."""
    texts = [t for t in _texts(root) if t.text and any(c in t.text for c in "{}%")]
    if not texts:
        return ""
    node = rng.choice(texts)
    old = node.text or ""
    at = rng.randrange(len(old))
    new = rng.choice(("", old[at] * 2, rng.choice("{}%|_.()[]'\"，。“”｛｝ｐ \t")))
    node.text = old[:at] + new + old[at + 1 :]
    return f"tag now {node.text[:60]!r}"


def split(rng: Random, root: Element) -> str:
    """A run cut in two, as Word does when spelling is checked, with something in between."""
    texts = [t for t in _texts(root) if len(t.text or "") > 1]
    if not texts:
        return ""
    node = rng.choice(texts)
    run, old = node.getparent(), node.text or ""
    at = rng.randrange(1, len(old))
    other = deepcopy(run)
    node.text = old[:at]
    for each in other.iter():
        if each.tag == node.tag:
            each.text = old[at:]
    between = rng.choice(
        ("proofErr", "bookmarkStart", "ins", "del", "tab", "br", "commentReference", "sdt", "fldSimple")
    )
    run.addnext(other)
    run.addnext(etree.Element(f"{{{etree.QName(run).namespace}}}{between}"))
    return f"run split by {between}"


def paragraphs(rng: Random, root: Element) -> str:
    """A paragraph gone, twice, inside another or in the place of another."""
    found = [p for p in root.iter("{*}p", "{*}tr", "{*}tc", "{*}tbl") if p.getparent() is not None]
    if not found:
        return ""
    one, two = rng.choice(found), rng.choice(found)
    how = rng.choice(("gone", "twice", "moved", "inside"))
    if how == "gone":
        one.getparent().remove(one)
    elif how == "twice":
        one.addnext(deepcopy(one))
    elif not any(each is one for each in (two, *two.iterancestors())):
        if how == "moved":
            two.addnext(one)
        else:
            two.append(one)
    return f"{etree.QName(one).localname} {how}"


CHANGES: tuple[Change, ...] = (typed, typed, typed, in_a_tag, in_a_tag, split, paragraphs)


def changed(rng: Random, archive: Archive) -> str:
    """One of these to the body, mostly, or to a header or footer."""
    entries = [
        e for e in archive.entries if e.name.startswith(("word/document", "word/header", "word/footer"))
    ]
    body = [e for e in entries if e.name == "word/document.xml"]
    chosen = rng.choice(body if body and rng.random() < 0.8 else entries) if entries else None
    return on_tree(rng, chosen, rng.choice(CHANGES)) if chosen else ""


def _texts(root: Element) -> list[Element]:
    return [each for each in root.iter("{*}t") if each.getparent() is not None]
