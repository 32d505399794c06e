"""Personal data in text: 身份证号 and mobile numbers, told from codes that look alike, and masked.

GB 11643: eighteen digits are an identity number only when they begin with a region that issues them, hold a
date of birth and end in the check digit. A 项目编码 of eighteen digits made of region, date and serial number
has a date after `_LATEST`; hence a child born later is not recognised.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

IDENTITY, MOBILE = "身份证号", "手机号"

_LATEST = 2020
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_REGION = re.compile(r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])(?!00)\d{4}|8[123]0000")
_GAP = r"[ \-\u2010-\u2015\u3000\u00a0]?"
_BEFORE, _AFTER = r"(?<![\dA-Za-z._])", r"(?![\dA-Za-z]|[._]\d)"
_IDENTITY = re.compile(rf"{_BEFORE}(\d{{6}}){_GAP}(\d{{8}}){_GAP}(\d{{3}}[\dXxＸｘ]){_AFTER}")
_NUMBER = rf"(1[3-9]\d){_GAP}(\d{{4}}){_GAP}(\d{{4}}){_AFTER}"
_YEAR = r"(?:[1１][9９]\d\d|[2２][0０](?:[01０１]\d|[2２][0０]))"
_LIKE_MOBILE = re.compile(_NUMBER)
_LIKE_IDENTITY = re.compile(rf"[1-8１-８]\d{{5}}{_GAP}{_YEAR}\d{{4}}{_GAP}\d{{3}}[\dXxＸｘ]")
"""Looked for first: what begins with few characters, with nothing to look back for, is found much faster."""

_MOBILE = re.compile(rf"{_BEFORE}(?:\+?86{_GAP})?{_NUMBER}")
_SUSPECT = re.compile(r"\d{3}" + rf"(?:{_GAP}\d){{8}}")
"""Eleven digits: without them there is neither, and nothing else is looked at."""


def found(text: str) -> list[str]:
    """What personal data stands in a text, IDENTITY before MOBILE, each once. Of many texts, joined by line
    breaks, what stands in any of them: neither number goes over the end of a line."""
    if not _SUSPECT.search(text):
        return []
    identity = _LIKE_IDENTITY.search(text) and any(map(_is_identity, _IDENTITY.finditer(text)))
    mobile = _LIKE_MOBILE.search(text) and _MOBILE.search(text)
    return [name for name, there in ((IDENTITY, identity), (MOBILE, mobile)) if there]


def masked(text: str, mobiles: bool = True) -> str:
    """The text with all but the first digits starred: 511002************, 138********."""
    if not _SUSPECT.search(text):
        return text
    text = _IDENTITY.sub(_starred(_is_identity, 12), text)
    return _MOBILE.sub(_starred(lambda _: True, 8), text) if mobiles else text


def _starred(certain: Callable[[re.Match[str]], bool], stars: int) -> Callable[[re.Match[str]], str]:
    return lambda match: match[1] + "*" * stars if certain(match) else match[0]


def _is_identity(match: re.Match[str]) -> bool:
    """Region, date of birth and check digit (ISO 7064, MOD 11-2); full-width digits count as digits."""
    region, born, rest = match.groups()
    digits = [int(digit) for digit in f"{region}{born}{rest[:3]}"]
    if not _REGION.fullmatch("".join(map(str, digits[:6]))) or not _was_born("".join(map(str, digits[6:14]))):
        return False
    total = sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True))
    last = "X" if rest[3] in "XxＸｘ" else str(int(rest[3]))
    return _CHECK[total % 11] == last


def _was_born(born: str) -> bool:
    try:
        return 1900 <= dt.date(int(born[:4]), int(born[4:6]), int(born[6:])).year <= _LATEST
    except ValueError:
        return False
