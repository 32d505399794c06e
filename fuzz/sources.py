"""Mutations of the source of an XML part, most of which no parser takes any more."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from fuzz.archive import Archive
from fuzz.trees import is_xml

Change = Callable[[Random, str], str]

_TAG = re.compile(r"<[^!?][^<>]*>")
_TEXT = re.compile(r">([^<]+)<")
_ENTITIES = (
    "&x;",
    "&",
    "&#0;",
    "&#xD800;",
    "&#x110000;",
    "&#99999999999;",
    "&#xFFFE;",
    "&lt",
    "&nbsp;",
    "&#1;",
    "&amp;#1;",
)
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x "&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
_OUTSIDE = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "gb18030", "latin-1", "utf-8-sig", "utf-32", "utf-7")
_CLAIMS = ("GB2312", "utf-16", "latin-1", "x-none", "utf-7", "idna", "rot13", "zlib", "undefined", "")


def entity(rng: Random, source: str) -> str:
    """A reference in the text, with or without a DTD that declares it."""
    found = list(_TEXT.finditer(source)) or list(_TAG.finditer(source))
    at = rng.choice(found).start() + 1 if found else len(source)
    return _with_dtd(rng, source[:at] + rng.choice(_ENTITIES) + source[at:])


def _with_dtd(rng: Random, source: str) -> str:
    if rng.random() < 0.5:
        return source
    at = source.find("?>") + 2 if source.startswith("<?xml") else 0
    gap = rng.choice(("", "<!-- -->", "\n", "<?a b?>", "<!--" + "-" * 5000 + "-->"))
    return source[:at] + gap + rng.choice((_LAUGHS, _OUTSIDE)) + source[at:]


def control(rng: Random, source: str) -> str:
    """A character that XML does not allow, or hardly."""
    at = rng.randrange(len(source) + 1)
    return (
        source[:at]
        + rng.choice(("\0", "\x01", "\x0b", "\x1f", "\x7f", "\ufffe", "\u2028", "\ufeff"))
        + source[at:]
    )


def unclosed(rng: Random, source: str) -> str:
    """A tag left out, doubled, or half."""
    found = rng.choice(list(_TAG.finditer(source)) or [re.match("", source)])
    instead = rng.choice(("", found[0] * 2, found[0][: len(found[0]) // 2], found[0].replace('"', "'")))
    return source[: found.start()] + instead + source[found.end() :]


def attribute_twice(rng: Random, source: str) -> str:
    """The first attribute of a tag once more."""
    tags = [m for m in _TAG.finditer(source) if "=" in m[0]]
    if not tags:
        return source
    found = rng.choice(tags)
    attribute = re.search(r'\s[\w:]+="[^"]*"', found[0])
    return (
        source[: found.start() + len(found[0].split()[0])]
        + (attribute[0] if attribute else "")
        + source[found.start() + len(found[0].split()[0]) :]
    )


def loose(rng: Random, source: str) -> str:
    """Blanks and line breaks where XML allows them and no writer puts them; a CDATA section."""
    how = rng.choice(("blanks", "lines", "cdata", "quotes"))
    if how == "cdata":
        return _TEXT.sub(lambda m: f"><![CDATA[{m[1]}]]><" if rng.random() < 0.1 else m[0], source)
    if how == "quotes":
        return source.replace('="', "='").replace('" ', "' ").replace('">', "'>").replace('"/>', "'/>")
    return source.replace("><", ">\n<") if how == "lines" else source.replace(" ", "  ").replace("/>", " />")


def prefixed(rng: Random, source: str) -> str:
    """Every element in a prefix of its own, as some exporters write."""
    source = re.sub(r"<(/?)(?=[A-Za-z]\w*[\s/>])", r"<\1x:", source)
    return source.replace(" xmlns=", " xmlns:x=", 1)


def cut(rng: Random, source: str) -> str:
    """The end, or a piece, is not there."""
    at = rng.randrange(len(source) + 1)
    return source[:at] + rng.choice(("", source[at + rng.randrange(200) :]))


CHANGES: tuple[Change, ...] = (
    entity,
    entity,
    control,
    unclosed,
    attribute_twice,
    loose,
    loose,
    prefixed,
    cut,
)


def changed(rng: Random, archive: Archive) -> str:
    """One of these to some XML part, or another encoding than it says."""
    entry = rng.choice([each for each in archive.entries if is_xml(each)])
    source = entry.data.decode("utf8", "replace")
    if rng.random() < 0.15:
        return _recoded(rng, archive, entry.name, source)
    change = rng.choice(CHANGES)
    entry.data = change(rng, source).encode("utf8", "surrogatepass")
    return f"{entry.name}: source {change.__name__}"


def _recoded(rng: Random, archive: Archive, name: str, source: str) -> str:
    entry, encoding, claim = archive.entry(name), rng.choice(_ENCODINGS), rng.choice((*_CLAIMS, *_ENCODINGS))
    assert entry is not None
    body = re.sub(r"^<\?xml.*?\?>", f'<?xml version="1.0" encoding="{claim}"?>', source)
    entry.data = body.encode(encoding, "replace")
    return f"{name}: in {encoding}, says {claim}"
